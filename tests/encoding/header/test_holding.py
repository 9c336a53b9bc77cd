"""Who keeps and publishes a document: what the project and the editor say, beside what the page says."""

from __future__ import annotations

import pytest
from lxml import etree

from diplomatica.encoding.corrections.load import parse
from diplomatica.encoding.encode import Options, encode
from diplomatica.encoding.header import Holding, by_default, stated
from diplomatica.encoding.header.model import Archive, HeaderFacts, Level, Licence
from diplomatica.source.model import SourceText
from tests.conftest import ROOT

BARE = "SECRET\n\nNOTE\n\nThe bridge at the river was mended in the spring of the year.\n"
PAGE = (ROOT / "tei" / "sources" / "03-cipher-telegram-kelm.txt").read_text("utf-8")
OURS = Holding("Harbour Lane", "CC BY 4.0", "https://licence.example/by", "State Archive of Kelm")
NOTHING = Holding()
NS = {"t": "http://www.tei-c.org/ns/1.0"}


def header(text: str, holding: Holding = NOTHING, corrections: str = "") -> etree._Element:
    fixes = parse(corrections) if corrections else None
    found = encode(SourceText("note.txt", text), Options(holding=holding, corrections=fixes))
    assert found.loss is None
    return etree.fromstring(found.xml.encode()).find("t:teiHeader", NS)  # type: ignore[return-value]


def texts(root: etree._Element, path: str) -> list[str]:
    return ["".join(map(str, element.itertext())) for element in root.iterfind(f".//{path}", NS)]


def names(root: etree._Element, path: str) -> list[str]:
    found = root.find(f".//{path}", NS)
    assert found is not None
    return [etree.QName(child).localname for child in found]


def test_defaults_stand_where_the_page_says_nothing() -> None:
    root = header(BARE, OURS)
    assert names(root, "t:publicationStmt") == ["publisher", "availability"]
    assert texts(root, "t:publisher") == ["Harbour Lane"]
    assert texts(root, "t:licence") == ["CC BY 4.0"]
    licence = root.find(".//t:licence", NS)
    assert licence is not None
    assert licence.get("target") == "https://licence.example/by"
    assert names(root, "t:msIdentifier") == ["repository"]
    assert texts(root, "t:repository") == ["State Archive of Kelm"]


def test_what_the_page_says_holds_against_defaults() -> None:
    plain, root = header(PAGE), header(PAGE, OURS)
    assert texts(root, "t:repository") == texts(plain, "t:repository") != []
    assert texts(root, "t:availability/t:p") == texts(plain, "t:availability/t:p") != []
    assert texts(root, "t:licence") == []
    assert names(root, "t:publicationStmt")[0] == "publisher"


def test_the_editor_holds_against_both_and_the_words_of_the_page_stay() -> None:
    said = (
        '[header]\npublisher = "Quay Press"\nlicence = "All rights reserved"\n'
        'repository = "Museum of the Quay"\nshelfmark = "fond 5, opis 3, delo 41"\n'
    )
    root = header(PAGE, OURS, said)
    assert texts(root, "t:publisher") == ["Quay Press"]
    assert texts(root, "t:licence") == ["All rights reserved"]
    assert texts(root, "t:availability/t:p") == texts(header(PAGE), "t:availability/t:p")
    assert texts(root, "t:repository")[0] == "Museum of the Quay"
    assert texts(root, "t:idno[@type='shelfmark']")[0] == "5, 3, 41"
    assert texts(root, "t:bibl[@type='citation']") == texts(header(PAGE), "t:bibl[@type='citation']")


@pytest.mark.parametrize(
    ("mark", "levels"),
    [
        ("fond 5, opis 3, list 7-8", [("fond", "5"), ("opis", "3"), ("list", "7-8")]),
        ("RG 59, box 12", [("recordGroup", "59"), ("box", "12")]),
        ("Collection Voll, box 3", [("collection", "Collection Voll"), ("box", "3")]),
        ("MS 17", [("file", "MS 17")]),
    ],
)
def test_a_shelfmark_has_levels(mark: str, levels: list[tuple[str, str]]) -> None:
    root = header(BARE, OURS, f'[header]\nshelfmark = "{mark}"\n')
    found = root.findall(".//t:idno[@type='shelfmark']/t:idno", NS)
    assert [(level.get("type"), level.text) for level in found] == levels
    assert texts(root, "t:repository") == ["State Archive of Kelm"]


def test_nothing_said_changes_nothing() -> None:
    facts = HeaderFacts("note.txt", "bare", archives=(Archive("", (Level("box", "1"),)),))
    assert stated(facts, Holding()) == by_default(facts, Holding()) == facts


def test_an_address_alone_is_a_licence() -> None:
    address = "https://licence.example/by"
    assert by_default(HeaderFacts("a", "bare"), Holding(licence_url=address)).licence == Licence(address, address)
