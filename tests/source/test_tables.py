"""Tables that plain text shows, and those that pages and Word files mark."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.source import reading
from diplomatica.source.emphasis import marks
from diplomatica.source.layouts import lay_out
from diplomatica.source.model import SourceText, Table
from diplomatica.source.tables import columns, piped


def cells(table: Table, text: str) -> list[list[str]]:
    """The cells by their words, "!" before those that are headings."""
    return [
        [("!" if cell.label else "") + (text[cell.start : cell.end] if cell.end > 0 else "") for cell in row]
        for row in table.rows
    ]


def test_a_table_of_markdown() -> None:
    text = "Dues:\n\n| Goods | Toll |\n|:------|-----:|\n| rye   | 3.10 |\n| salt  |      |\n\nThe end | of it."
    (table,) = piped(text).tables
    assert cells(table, text) == [["!Goods", "!Toll"], ["rye", "3.10"], ["salt", ""]]
    kept = "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in marks(text)))
    assert kept.split() == ["Dues:", "Goods", "Toll", "rye", "3.10", "salt", "The", "end", "|", "of", "it."]


def test_bars_at_the_ends_are_free_and_a_bar_may_be_escaped() -> None:
    text = "a | b\n--- | ---\n1 \\| 2 | 3"
    (table,) = piped(text).tables
    assert cells(table, text) == [["!a", "!b"], ["1 \\| 2", "3"]]


@pytest.mark.parametrize(
    "text",
    [
        "a | b\nc | d",  # no line of dashes
        "---|---\na | b",  # nothing above it
        "a | b | c\n--- | ---\n1 | 2",  # another number of cells
        "He came | at noon.\n\n-----\n\nThe end",
    ],
)
def test_bars_alone_are_no_table(text: str) -> None:
    assert piped(text).tables == ()
    assert piped(text).marks == ()


ALIGNED = """
Goods          1959     1960
Rye             310     3.40
Salt             12     5.00
Dried cod              12.75
"""


def test_columns_set_by_spaces() -> None:
    (table,) = columns(ALIGNED).tables
    assert cells(table, ALIGNED) == [
        ["!Goods", "!1959", "!1960"],
        ["Rye", "310", "3.40"],
        ["Salt", "12", "5.00"],
        ["Dried cod", "", "12.75"],
    ]


def test_columns_set_by_tabs() -> None:
    text = "Goods\tTons\tDues\nRye\t310\t3.40\nHerring in casks\t12\t5.00"
    (table,) = columns(text).tables
    assert cells(table, text)[2] == ["Herring in casks", "12", "5.00"]


@pytest.mark.parametrize(
    "text",
    [
        "Rye    310    3.40\nSalt    12    5.00",  # two lines
        "Goods     Tons\nRye        310\nSalt        12",  # one gap
        "Rye    310    3.40\n\nSalt    12    5.00\n\nOats    11    5.00",  # lines apart
        "He  came   at noon, and   went\nat two   o'clock   to the harbour\nwhere    no   ship was",
        "For the Embassy of Oster        Secret. Copy No. 3\nA. Bran        No. 45\nKelm        4 May 1961",
    ],
)
def test_no_table_is_made_where_it_is_not_certain(text: str) -> None:
    assert columns(text).tables == ()


def test_columns_that_are_not_straight_are_told() -> None:
    text = "These are the dues:\n\nRye   310    3.40\nSalt    12     5.00\nHerring     1200    12.75\n\nThe end."
    laid_out = lay_out(SourceText("a.txt", text))
    assert laid_out.tables == ()
    (stretch,) = laid_out.columns
    assert text[slice(*stretch)].startswith("Rye")
    assert text[slice(*stretch)].endswith("12.75")


PAGE = """<html><body><p>The tolls of Kelm&nbsp; </p><table><caption>Tolls</caption>
<tr><th>Goods</th><th colspan="2">Crowns</th></tr><tr><td rowspan=2>Rye</td><td> <b>3</b>.10 </td><td></td></tr>
<tr><td>4</td><td>5</td></tr></table><table><tr><td>menu<td><h1>News</h1></table>
<table><tr><td>a<td>b</table></body></html>"""


def test_tables_of_a_page() -> None:
    source = reading.read_bytes(PAGE.encode(), "page.html")
    (table,) = source.tables
    assert cells(table, source.text) == [["!Goods", "!Crowns"], ["Rye", "3.10", ""], ["4", "5"]]
    assert table.caption is not None
    assert source.text[slice(*table.caption)] == "Tolls"
    assert table.rows[0][1].columns == 2
    assert table.rows[1][0].rows == 2


def test_tables_of_a_word_file() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("The tolls:")
    table = document.add_table(3, 2)
    for row, words in zip(table.rows, (("Goods", "Toll"), ("Rye", "3.10"), ("Salt", "5.00")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    stream = io.BytesIO()
    document.save(stream)
    laid_out = lay_out(reading.read_bytes(stream.getvalue(), "tolls.docx"))
    assert [cells(table, laid_out.source.text) for table in laid_out.tables] == [
        [["!Goods", "!Toll"], ["Rye", "3.10"], ["Salt", "5.00"]]
    ]


@given(
    st.lists(st.lists(st.sampled_from(["", "a", " b ", "c\xa0d", "<p>e</p><p>f</p>", "\x85"]), max_size=3), max_size=4)
)
@settings(max_examples=60, deadline=None)
def test_the_cells_of_a_page_are_its_words(rows: list[list[str]]) -> None:
    made = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    source = reading.read_bytes(f"<html><body>x<table>{made}</table>y</body></html>".encode(), "a.html")
    position = 0
    for table in source.tables:
        for cell in (cell for row in table.rows for cell in row if cell.end > 0):
            assert position < cell.start < cell.end
            assert not source.text[cell.start].isspace()
            assert not source.text[position : cell.start].strip() or position == 0
            position = cell.end


LINE = st.text(st.sampled_from("|- :ab1\\*"), max_size=14)


@given(st.lists(LINE, max_size=8).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_marks_and_cells_of_markdown_are_apart_and_are_all_there_is(text: str) -> None:
    found = piped(text)
    for table in found.tables:
        start, end = table.extent()
        taken = [*found.marks, *((cell.start, cell.end) for row in table.rows for cell in row if cell.end > 0)]
        taken = sorted(stretch for stretch in taken if start <= stretch[0] < end)
        position = start
        for low, high in taken:
            assert position <= low
            assert not text[position:low].strip()
            position = high
