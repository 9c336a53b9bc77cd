"""References for programs: CSL-JSON, BibTeX, RIS; and what pages tell programs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.views.model import DateFact
from diplomatica.views.site.identifiers import identifier_link, is_web
from diplomatica.views.site.messages import messages
from diplomatica.views.site.metadata import json_ld, tags
from diplomatica.views.site.reference import Reference, bibtex, csl_json, date_parts, reference, ris, shelfmark
from tests.views.site.making import EDITION, LETTER

EN = messages("en")
ITEM = reference(LETTER, EDITION, EN)


def test_csl_json_is_what_processors_read() -> None:
    (item,) = json.loads(csl_json(ITEM))
    assert item["type"] == "manuscript"
    assert item["issued"] == {"date-parts": [[1951, 5, 3]]}
    assert item["author"] == [{"literal": "Anton Varro"}]
    assert item["archive"] == "State Archive"
    assert item["archive_location"] == "f. 3, op. 65, ll. 12–13"
    assert "" not in item.values()


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        (DateFact("1951-05-03", "1951-05-07"), {"date-parts": [[1951, 5, 3], [1951, 5, 7]]}),
        (DateFact("1951", "1951"), {"date-parts": [[1951]]}),
        (DateFact("", "", "circa May 1951"), {"literal": "circa May 1951"}),
        (DateFact("spring"), {"literal": "spring"}),
        (DateFact("", "1951-05"), None),
        (DateFact(), None),
    ],
)
def test_dates_of_csl_json(date: DateFact, issued: object) -> None:
    assert json.loads(csl_json(replace(ITEM, date=date)))[0].get("issued") == issued


def test_ris_has_its_lines() -> None:
    lines = ris(ITEM).decode().split("\r\n")
    assert lines[0] == "TY  - MANSCPT"
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 1951/05/03/" in lines
    assert "AV  - f. 3, op. 65, ll. 12–13" in lines
    year = ris(replace(ITEM, date=DateFact("1951"))).decode()
    assert "DA  - 1951///" in year


def test_bibtex_is_safe_for_latex() -> None:
    text = bibtex(replace(ITEM, title="50% of A&B_{x} $1 #2 \\ ~", key="a b{")).decode()
    assert r"title = {{50\% of A\&B\_\{x\} \$1 \#2 \textbackslash{} \textasciitilde{}}}" in text
    assert text.startswith("@misc{a-b-,\n")
    assert "author = {{Anton Varro}}" in text
    assert "date = {1951-05-03}" in text


@given(st.text(max_size=60))
def test_braces_of_bibtex_are_in_balance_and_records_of_ris_have_one_value_a_line(title: str) -> None:
    item = replace(ITEM, title=title)
    text = bibtex(item).decode("utf-8", "surrogatepass") if title.isprintable() else ""
    plain = text.replace("\\{", "").replace("\\}", "")
    assert plain.count("{") == plain.count("}")


def test_shelfmarks_are_short() -> None:
    marks = (("fond", "0102"), ("papka", "5"), ("pages", "7"), ("pages", "8-9"), ("shelf", "x"))
    assert shelfmark(marks, EN) == "f. 0102, p. 5, p. 7, pp. 8–9, x"


def test_parts_of_dates() -> None:
    assert date_parts("1951-11-03T04:45:00") == (1951, 11, 3)
    assert date_parts("1951") == (1951,)
    assert date_parts("May") == ()
    assert date_parts("1951-13-03") == (1951,)
    assert date_parts("1951-05-40") == (1951, 5)


@pytest.mark.parametrize(
    ("kind", "value", "link"),
    [
        ("VIAF", "59127", "https://viaf.org/viaf/59127"),
        ("Wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("GND", "118540238", "https://d-nb.info/gnd/118540238"),
        ("GeoNames", "2950159", "https://www.geonames.org/2950159"),
        ("isni", "0000 0001 2102 2127", "https://isni.org/isni/0000000121022127"),
        ("URL", "https://example.org/x?y=1", "https://example.org/x?y=1"),
        ("VIAF", "specimen-002", ""),
        ("Wikidata", "Q42 ", "https://www.wikidata.org/wiki/Q42"),
        ("Wikidata", "q42", ""),
        ("GND", "javascript:alert(1)", ""),
        ("URL", "javascript:alert(1)", ""),
        ("shelfmark", "12", ""),
    ],
)
def test_identifiers_become_links_where_they_look_like_ones(kind: str, value: str, link: str) -> None:
    assert identifier_link(kind, value) == link


def test_addresses_of_the_web() -> None:
    assert is_web("https://example.org/a?b#c")
    assert not is_web("ftp://example.org")
    assert not is_web("https://exa mple.org")
    assert not is_web('https://example.org/"><script>')


def test_tags_for_reference_managers() -> None:
    found = dict(tags(LETTER, ITEM, EDITION, "documents/letter/letter.pdf"))
    assert found["citation_title"] == "Letter, Varro to Brandt"
    assert found["citation_publication_date"] == "1951/05/03"
    assert found["citation_pdf_url"] == "https://example.org/harbour/documents/letter/letter.pdf"
    assert found["DC.date"] == "1951-05-03"
    assert "citation_pdf_url" not in dict(tags(LETTER, ITEM, replace(EDITION, base=""), "x.pdf"))


def test_json_ld_is_json_that_cannot_leave_its_element() -> None:
    hostile: Reference = replace(ITEM, title="</script><script>alert(1)</script>")
    text = str(json_ld(LETTER, hostile, EDITION))
    assert "<" not in text
    data = json.loads(text)
    assert data["name"] == "</script><script>alert(1)</script>"
    assert data["about"][0]["sameAs"] == ["https://d-nb.info/gnd/118540238"]
    assert data["holdingArchive"][0]["name"] == "State Archive"
