"""What ISO 14289-1 (PDF/UA-1) and ISO 19005-3 (PDF/A-3a) ask of a file, as far as a program can see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from diplomatica.views.documents import Views
from diplomatica.views.pdf.model import VIEWS, Edition, Source, View
from diplomatica.views.pdf.paper import Papers
from tests.views.law import SPECIMENS
from tests.views.pdf import structure

RUSSIAN = next(path for path in SPECIMENS if path.stem.startswith("13-"))
OPEN = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Harbour dues at
Lundhavn</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>"""
CLOSE = "</body></text></TEI>"
BODY = """<head>Report</head>
<div><div><div><head>Deep down</head><p>The <foreign xml:lang="fr">consul général</foreign> counted them twice, see
<ref target="https://archive.example/a/very/long/address/that/no/line/can/hold/whole/without/any/break/2104?page=12">the
register</ref>.</p></div></div></div>
<div><head>Dues</head><table><head>By month</head><row role="label"><cell>Month</cell><cell>Ships</cell></row>
<row><cell>March</cell><cell>12</cell></row></table>
<figure><head>The mole</head><graphic url="mole.png"/><figDesc>A plan of the northern mole.</figDesc></figure></div>"""
Make = Callable[[Path, View], PdfReader]


@pytest.fixture(scope="module")
def papers(cache: Path) -> Papers:
    return Papers(Edition("The Eidsvik Papers"), cache)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented report with a table, a figure, links, words in another language, and a heading two levels down."""
    path = tmp_path_factory.mktemp("harbour") / "harbour.xml"
    path.write_text(OPEN + BODY + CLOSE, "utf-8")
    return path


@pytest.fixture(scope="module")
def make(papers: Papers, views: Views) -> Make:
    """Makes the PDF of a document, once for all tests of it."""
    known: dict[tuple[Path, View], PdfReader] = {}

    def made(path: Path, view: View) -> PdfReader:
        if (path, view) not in known:
            pdf, _ = papers.document(Source(path, lambda: views.of(path)), view)
            known[path, view] = structure.opened(pdf)
        return known[path, view]

    return made


@pytest.fixture(scope="module", params=VIEWS)
def book(request: pytest.FixtureRequest, papers: Papers, views: Views, harbour: Path) -> PdfReader:
    """A book of specimens and of the report."""
    paths = [*SPECIMENS[:3], RUSSIAN, harbour]
    pdf, _ = papers.book([Source(path, lambda path=path: views.of(path)) for path in paths], request.param)  # type: ignore[misc]
    return structure.opened(pdf)


def conforms(reader: PdfReader) -> None:
    """Assert all that holds of every file."""
    catalog = structure.catalog(reader)
    assert structure.is_set(catalog["/MarkInfo"], "/Marked")
    assert not structure.is_set(catalog["/MarkInfo"], "/Suspects")
    assert structure.is_set(catalog["/ViewerPreferences"], "/DisplayDocTitle")
    assert catalog["/Lang"] == "en"
    assert catalog["/OutputIntents"]
    assert not {"/OpenAction", "/AA", "/AcroForm", "/OCProperties"} & set(catalog)
    assert "/Encrypt" not in reader.trailer
    assert "/ID" in reader.trailer
    xmp = structure.metadata(reader)
    assert re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+<", xmp)
    for said in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<dc:language>"):
        assert said in xmp
    tree = structure.elements(reader)
    assert tree[0].type == "/Document"
    assert all(element.alternative for element in tree if element.type == "/Figure")
    levels = [int(element.type[2:]) for element in tree if re.fullmatch(r"/H\d", element.type)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for element in tree:
        if element.type == "/L":
            assert set(element.children) <= {"/LI", "/L", "/Caption"}
        if element.type in ("/THead", "/TBody"):
            assert set(element.children) == {"/TR"}
        if element.type == "/TR":
            assert set(element.children) <= {"/TH", "/TD"}
        if element.type == "/TH":
            assert any("/Scope" in attributes for attributes in element.attributes)
    assert structure.unmarked(reader) == []
    assert structure.orphans(reader) == []
    assert set(structure.fonts(reader).values()) == {(True, True)}
    for annotation in structure.notes_on_pages(reader):
        assert annotation["/Subtype"] == "/Link"
        assert annotation["/Contents"]
        assert "/StructParent" in annotation
    assert all(page.get("/Tabs") == "/S" for page in reader.pages)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", [SPECIMENS[1], SPECIMENS[10], RUSSIAN], ids=lambda path: path.stem)
def test_a_document(path: Path, view: View, make: Make) -> None:
    conforms(make(path, view))


@pytest.mark.parametrize("view", VIEWS)
def test_tables_figures_and_links(view: View, harbour: Path, make: Make) -> None:
    reader = make(harbour, view)
    conforms(reader)
    types = [element.type for element in structure.elements(reader)]
    assert types.count("/TH") == 2
    assert types.count("/TD") == 2
    if view == "reading":
        assert any("archive.example" in address for address in structure.addresses(reader))


def test_a_book(book: PdfReader) -> None:
    conforms(book)
    top = [title for title, _ in structure.bookmarks(book)]
    assert top[0] == "Contents"
    assert top[-1] == "Persons"
    assert "Harbour dues at Lundhavn" in top


def test_languages_are_told(harbour: Path, make: Make) -> None:
    assert structure.languages(make(RUSSIAN, "reading")) == {"ru"}
    assert "fr" in structure.languages(make(harbour, "reading"))


def test_the_attached_file_says_what_it_is(make: Make) -> None:
    path = SPECIMENS[2]
    (attached,) = structure.catalog(make(path, "reading"))["/AF"]
    file = attached.get_object()
    assert file["/UF"] == path.name
    assert file["/AFRelationship"] == "/Source"
    assert file["/Desc"]
    stream = file["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/application/tei+xml"
    assert stream["/Params"]["/ModDate"].startswith("D:19511103")
    assert stream.get_data() == path.read_bytes()


def test_no_clock_is_in_a_file(make: Make, book: PdfReader) -> None:
    today = date.today()
    for reader in (make(SPECIMENS[2], "reading"), book):
        told = structure.metadata(reader) + str(reader.metadata)
        assert not re.search(rf"D:{today.year}|{today.year}-\d\d-\d\dT", told)
        assert re.search(r"CreateDate>19\d\d-", told)


def test_contents_promise_the_right_pages(book: PdfReader) -> None:
    """What the contents link to has the number that they print, and the title."""
    texts = [page.extract_text() for page in book.pages]
    labels = book.page_labels
    entries = structure.bookmarks(book)[1:-1]
    contents = squeezed("".join(texts[at] for at in range(entries[0][1]) if labels[at] in ("iii", "iv")))
    for title, at in entries:
        assert labels[at] == re.findall(r"^\d+$", texts[at], re.M)[-1]
        assert re.search(re.escape(squeezed(title)) + r"(\d+\w+\d{4})?" + labels[at], contents)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
