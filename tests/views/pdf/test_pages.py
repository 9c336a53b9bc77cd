"""What stands on which page: heads, notes, numbers of lines, what belongs together, the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped,unused-ignore]
import pytest

from diplomatica.views.documents import Views
from diplomatica.views.pdf.model import VIEWS, Edition, Source, View
from diplomatica.views.pdf.paper import Papers, order
from tests.views.law import SPECIMENS, document


@dataclass(frozen=True)
class Book:
    """The text of the pages of a book, and the index of the page that has number 1."""

    pages: tuple[str, ...]
    first: int

    def of(self, text: str) -> str:
        """The page that has a text."""
        (found,) = [page for page in self.pages if text in page]
        return found

    @property
    def index(self) -> dict[str, list[int]]:
        """The index of persons: name (and office) and pages."""
        start = next(at for at, page in enumerate(self.pages) if page.startswith("Persons\n"))
        lines = " ".join(re.sub(r"\n\d+$|^Persons\n", "", page) for page in self.pages[start:])
        entries = re.findall(r"(\D+?), ((?:\d+, ?)*\d+)(?=\s|$)", lines.replace("\n", " "))
        return {name.strip(): [int(page) for page in pages.split(",")] for name, pages in entries}


@pytest.fixture(scope="module")
def papers(cache: Path) -> Papers:
    return Papers(Edition("The Eidsvik Papers"), cache)


def pages_of(pdf: bytes) -> tuple[str, ...]:
    """The text of each page; a hyphen at the end of a line is told as U+FFFE, without the line end."""
    with pypdfium2.PdfDocument(pdf) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    return tuple(text.replace("\r\n", "\n") for text in texts)


@pytest.fixture(scope="module")
def books(papers: Papers, views: Views) -> dict[View, Book]:
    """The books of the specimens."""
    shown = [views.of(path) for path in SPECIMENS]
    sequence = order([one.facts for one in shown])
    sources = [Source(SPECIMENS[at], lambda at=at: shown[at]) for at in sequence]  # type: ignore[misc]
    made = {}
    for view in VIEWS:
        pages = pages_of(papers.book(sources, view)[0])
        made[view] = Book(pages, next(at for at, page in enumerate(pages) if "No. 1\n" in page))
    return made


def single(papers: Papers, views: Views, folder: Path, body: str, view: View = "reading") -> tuple[str, ...]:
    """The pages of a document with this body."""
    path = folder / "one.xml"
    path.write_text(document(body), "utf-8")
    return pages_of(papers.document(Source(path, lambda: views.of(path)), view)[0])


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_says_which_document_it_shows(view: View, books: dict[View, Book]) -> None:
    book = books[view]
    number = 0
    for at, page in enumerate(book.pages[book.first :], 1):
        if page.startswith("Persons\n"):
            break
        begun = re.match(r"No\. (\d+)\n", page)
        told = re.search(r"No\. (\d+) · \d", page.partition("\n")[0])
        number += begun is not None
        assert told is not None or begun is not None
        assert int((begun or told)[1]) == number  # type: ignore[index]
        assert re.search(rf"(^|\s|\ufffe){at}(\s|$)", page.partition("\n")[0] if told else page.splitlines()[-1])
    assert number == len(SPECIMENS)


@pytest.mark.parametrize("view", VIEWS)
def test_a_signature_and_the_source_are_never_alone(view: View, books: dict[View, Book]) -> None:
    for page in books[view].pages:
        head, _, rest = page.partition("\n")
        assert not (rest or head).startswith("Source:")
    for signature, last in (("ss. Lajos", "I close the meeting"), ("Signed: G. Lăzăreanu", "will arrive on May 15")):
        assert last in books[view].of(signature)


def test_notes_stand_on_the_page_that_calls_them_and_begin_with_1(books: dict[View, Book]) -> None:
    book = books["reading"]
    for note, called in (
        ("Marshal Sansu: Cheon Il-mun", "Marshal Sansu"),
        ("Document A/C.1/L.441.", "misunderstanding"),
    ):
        assert called in book.of(note).partition(note)[0]
    assert "1 Comrade Severin: Kostyan" in book.of("Comrade Severin: Kostyan")
    assert "1 Document A/C.1/L.441." in book.of("Document A/C.1/L.441.")


def test_the_number_of_a_speech_stands_before_its_speaker(books: dict[View, Book]) -> None:
    for view in VIEWS:
        assert "17. Mrs. ZARETSKA (Oster):" in books[view].of("garden at night")


def test_lines_are_counted_in_fives_on_each_page_of_the_diplomatic_view(
    papers: Papers, views: Views, tmp_path: Path
) -> None:
    pages = single(papers, views, tmp_path, "".join(f"<p>Word {at}.</p>" for at in range(80)), "diplomatic")
    for page in pages:
        numbers = [int(line) for line in page.splitlines() if re.fullmatch(r"\d+", line)]
        counted = page.count("Word")
        expected = list(range(5, counted + 1, 5))
        assert [one for one in numbers if one in expected][: len(expected)] == expected


@pytest.mark.parametrize("lines", range(24, 36))
def test_a_heading_is_never_the_last_of_its_page(lines: int, papers: Papers, views: Views, tmp_path: Path) -> None:
    text = " word" * 60
    note = '<note place="bottom" n="1">A note.</note>'
    body = "".join(f"<p>{at}</p>" for at in range(lines)) + f"<div><head>Heading</head><p>First{note}{text}</p></div>"
    pages = single(papers, views, tmp_path, body)
    (page,) = [page for page in pages if "Heading" in page]
    assert "First" in page
    assert "A note." in page


@pytest.mark.parametrize("view", VIEWS)
def test_persons_are_filed_by_family_name_with_the_pages_that_name_them(view: View, books: dict[View, Book]) -> None:
    book = books[view]
    names = list(book.index)
    assert names.index("Bethlenfalvy, Vilma") < names.index("Brandström") < names.index("Tayyib, Mahmud al-")
    for person, word in (("Brandström", "Brandström"), ("Stroe, I.", "Stroe"), ("Whitcombe, Secretary", "Whitcombe")):
        for page in book.index[person]:
            assert word in book.pages[book.first + page - 1]
        last = next(at for at, page in enumerate(book.pages) if page.startswith("Persons\n"))
        assert book.index[person] == [at - book.first + 1 for at in range(book.first, last) if word in book.pages[at]]


def test_both_books_have_the_same_persons(books: dict[View, Book]) -> None:
    reading, diplomatic = (books[view].index for view in VIEWS)
    assert set(reading) == set(diplomatic)
    assert len(reading) > 60


def test_empty_cells_and_pairs_keep_their_columns(papers: Papers, views: Views, tmp_path: Path) -> None:
    """A second line of the same kind stands below the first, not in the column of the kinds."""
    lines = "".join(f'<seg type="routing">Passed {at}</seg>' for at in ("one", "two", "three"))
    (page,) = single(papers, views, tmp_path, f"<opener>{lines}</opener><p>Text.</p>")
    assert re.search(r"Routing Passed one\s+Passed two\s+Passed three", page)


def test_what_is_longer_than_a_page_is_not_cut_off(papers: Papers, views: Views, tmp_path: Path) -> None:
    names = "".join(f"<signed>Signatory {at}.</signed>" for at in range(90))
    items = "".join(f"<item>Copy {at}.</item>" for at in range(90))
    body = f'<p>Text.</p><closer>{names}</closer><list type="distribution"><head>Copies:</head>{items}</list>'
    whole = "\n".join(single(papers, views, tmp_path, body))
    assert all(f"Signatory {at}." in whole and f"Copy {at}." in whole for at in range(90))


def test_a_long_address_is_broken_within_the_page(papers: Papers, views: Views, tmp_path: Path) -> None:
    address = "https://archive.example/" + "/".join(f"folder-{at}" for at in range(30))
    pdf_text = (
        "".join(single(papers, views, tmp_path, f"<p>报告见 {address} 第二页。</p>"))
        .replace("\n", "")
        .replace("\ufffe", "-")
    )
    assert address in pdf_text
    assert "报告见" in pdf_text.replace(" ", "")
