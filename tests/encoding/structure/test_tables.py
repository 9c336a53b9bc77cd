"""Tables in their places, and what is no table though it stands in columns."""

from __future__ import annotations

import re

import pytest

from diplomatica.encoding.encode import encode
from diplomatica.encoding.review import findings
from diplomatica.source import reading


def body(text: str, name: str = "a.txt") -> str:
    """The body on one line, without white space between elements; nothing may be lost."""
    encoded = encode(reading.read_bytes(text.encode(), name))
    assert encoded.loss is None, encoded.loss
    return re.sub(r">\s+<", "><", encoded.xml[encoded.xml.index("<body>") : encoded.xml.index("</body>")])


LEAD = "Report on the Harbour Dues\n\nKelm, 4 May 1961\n\nThe harbour master read the figures of two years.\n\n"


def test_a_caption_a_row_of_headings_and_an_empty_cell() -> None:
    found = body(
        f"# {LEAD}Table 1. Dues in crowns\n\n| Goods | 1959 | 1960 |\n|---|---|---|\n| rye | 3.10 | 3.40 |\n"
        "| salt | | 5.00 |\n\nThe committee took note of them.",
        "a.md",
    )
    assert "<head>Report on the Harbour Dues</head>" in found
    assert (
        '<table><head>Table 1. Dues in crowns</head><row role="label"><cell role="label">Goods</cell>'
        '<cell role="label">1959</cell><cell role="label">1960</cell></row>'
        "<row><cell>rye</cell><cell>3.10</cell><cell>3.40</cell></row>"
        "<row><cell>salt</cell><cell/><cell>5.00</cell></row></table><p>The committee took note of them.</p>"
    ) in found


def test_columns_of_a_typed_page() -> None:
    found = body(
        f"{LEAD}    Goods       Tons    Dues\n    Rye          310    3.40\n    Salt          12    5.00\n\nHe left."
    )
    assert found.count("<row") == 3
    assert "<cell>310</cell>" in found
    assert found.strip().endswith("<p>He left.</p></div>")


def test_names_and_dates_in_cells_are_tagged() -> None:
    found = body(
        "<html><body><h1>Report</h1><p>The envoys came one after another to the ministry.</p><table>"
        "<tr><th>Day<th>Envoy<tr><td>3 March 1961<td>Ambassador Tolke<tr><td>5 March 1961<td>Ambassador Varro</table>"
        "<p>Nobody else came.</p></body></html>",
        "a.html",
    )
    assert '<cell><date when="1961-03-03">3 March 1961</date></cell>' in found
    assert "<roleName>Ambassador</roleName> Tolke</persName></cell>" in found


def test_the_lines_of_a_letterhead_and_of_signatures_are_no_table() -> None:
    found = body(
        "<html><body><table><tr><td>EMBASSY OF OSTER<td>SECRET<tr><td>No. 45<td>4 May 1961</table><h1>Memorandum</h1>"
        "<p>The tolls were paid, and the parties have nothing further to ask of one another.</p>"
        "<table><tr><td>For Oster<td>For Sohan<tr><td>(signed) A. Bran<td>(signed) Jo Min-ah</table></body></html>",
        "a.html",
    )
    assert "<table>" not in found
    assert '<seg type="classification">SECRET</seg><idno type="docNumber">No. 45</idno>' in found
    assert found.count("<signed>") >= 2


@pytest.mark.parametrize("name", ["list", "turn"])
def test_a_table_ends_a_list_and_stands_in_a_turn(name: str) -> None:
    table = "Goods\tTons\tDues\nRye\t310\t3.40\nSalt\t12\t5.00\n\n"
    if name == "list":
        found = body(f"{LEAD}1. The dues.\n\n2. The tolls:\n\n{table}3. The rest.")
        assert found.index("</list>") < found.index("<table>")
    else:
        found = body(f"MINUTES\n\nMR. TOLKE: These are the dues.\n\n{table}MR. VARRO: I see.\n\nMR. TOLKE: So be it.")
        assert re.search(r"<p>These are the dues.</p><table>.*?</table></sp>", found)


def test_lines_that_may_be_a_table_are_told() -> None:
    text = f"{LEAD}Rye   310    3.40\nSalt    12     5.00\nHerring     1200    12.75\n\nHe left."
    encoded = encode(reading.read_bytes(text.encode(), "a.txt"))
    (finding,) = [finding for finding in findings(encoded) if finding.rule == "STR76"]
    assert finding.line == 7
    assert "may be a table" in finding.message
