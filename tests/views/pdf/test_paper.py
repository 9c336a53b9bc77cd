"""PDFs: what they say, what they carry, and that they say all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped,unused-ignore]
import pytest

from diplomatica.tei import diplomatic
from diplomatica.views.documents import Views
from diplomatica.views.model import DocumentViews
from diplomatica.views.pdf.model import VIEWS, Edition, Source, View
from diplomatica.views.pdf.paper import Papers, order
from tests.views.law import SPECIMENS

MILLIMETRE = 72 / 25.4
TOP, SIDE = 24 * MILLIMETRE, 20 * MILLIMETRE
"""The margins of a page: its head, foot and numbers of lines stand there, and nothing else."""


@pytest.fixture(scope="session")
def papers(cache: Path) -> Papers:
    """Papers of an invented edition."""
    return Papers(Edition("The Eidsvik Papers", "From four ministries"), cache)


def source(path: Path, shown: DocumentViews) -> Source:
    return Source(path, lambda: shown)


def body_text(pdf: bytes) -> str:
    """The text of the pages without what stands in their margins, no white space."""
    characters = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            whole = text.get_text_range(0, text.count_chars())
            for index, character in enumerate(whole[: text.count_chars()]):
                left, bottom, right, _ = text.get_charbox(index, loose=True)
                inside = left >= SIDE and right <= width - 12 * MILLIMETRE and TOP <= bottom <= height - TOP
                if inside and not character.isspace():
                    # A hyphen at the end of a line is told so.
                    characters.append("-" if character == "\ufffe" else character)
    return "".join(characters)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def shows_all(path: Path, views: Views, papers: Papers) -> None:
    """Assert that the pages of the diplomatic view give the source back, character for character after white space."""
    pdf, missing = papers.document(source(path, views.of(path)), "diplomatic")
    assert missing == []
    assert squeezed(diplomatic.source(diplomatic.parse(path.read_bytes()))) in body_text(pdf)


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_the_diplomatic_paper_has_every_character_of_the_source(path: Path, views: Views, papers: Papers) -> None:
    shows_all(path, views, papers)


@pytest.mark.parametrize("folder", ["seeds", "samples", "gold/examples"])
def test_papers_of_reference_documents_have_every_character(
    folder: str, views: Views, papers: Papers, reference: Callable[[str], tuple[Path, ...]]
) -> None:
    paths = reference(folder)
    assert paths
    for path in paths:
        shows_all(path, views, papers)


@pytest.mark.parametrize("view", VIEWS)
def test_a_paper_is_tagged_and_carries_its_tei(view: View, views: Views, papers: Papers) -> None:
    path = SPECIMENS[2]
    pdf, _ = papers.document(source(path, views.of(path)), view)
    assert b"/MarkInfo" in pdf
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        (attached,) = [document.get_attachment(index) for index in range(document.count_attachments())]
        assert attached.get_name() == path.name
        assert bytes(attached.get_data()) == path.read_bytes()
        assert document.get_metadata_dict()["Title"] == views.of(path).facts.title
        assert document.get_metadata_dict()["CreationDate"] == "D:19511103000000Z"


def test_the_same_document_gives_the_same_bytes(views: Views, cache: Path) -> None:
    path = SPECIMENS[0]
    made = [Papers(Edition("Papers"), cache).document(source(path, views.of(path)), "reading")[0] for _ in range(2)]
    assert made[0] == made[1]


def test_a_book_has_contents_bookmarks_and_an_index(views: Views, papers: Papers) -> None:
    paths = SPECIMENS[:4]
    shown = [views.of(path) for path in paths]
    sequence = order([item.facts for item in shown])
    pdf, missing = papers.book((source(paths[at], shown[at]) for at in sequence), "reading")
    assert missing == []
    with pypdfium2.PdfDocument(pdf) as document:
        top = [mark.get_title() for mark in document.get_toc() if mark.level == 0]
        titles = [re.sub(r"\s+", " ", shown[at].facts.title) for at in sequence]
        assert top == ["Contents", *titles, "Persons"]
        last = document[len(document) - 1].get_textpage().get_text_range()
        contents = "".join(document[number].get_textpage().get_text_range() for number in range(1, 4))
    assert re.search(r"Horlenko.*\d", last)
    assert all(squeezed(title)[:30] in squeezed(contents) for title in titles)


def test_documents_stand_in_the_order_of_their_dates(views: Views) -> None:
    facts = [views.of(path).facts for path in SPECIMENS]
    dates = [facts[at].date.first for at in order(facts)]
    assert dates == sorted(dates)


def test_characters_without_a_font_are_told_by_script_with_their_place(
    tmp_path: Path, views: Views, papers: Papers
) -> None:
    rare = "\U00013080 \u0f56\u0f40\u0f56 \u266f"
    text = SPECIMENS[2].read_text("utf-8").replace("Do not leave a paper.", f"Do not leave a {rare} paper.")
    path = tmp_path / "glyph.xml"
    path.write_text(text, "utf-8")
    pdf, missing = papers.document(source(path, views.of(path)), "reading")
    before, _, _ = text.partition(rare)
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert [(one.file, one.line, one.column) for one in missing] == [
        (str(path), line, column + offset) for offset in (0, 2, 6)
    ]
    hieroglyph, tibetan, sign = missing
    assert hieroglyph.what() == (
        "no font has a character of the Egyptian Hieroglyphs script (U+13080 EGYPTIAN HIEROGLYPH D010): "
        "the PDF shows [U+13080] instead"
    )
    assert tibetan.what() == (
        "no font has 3 characters of the Tibetan script (U+0F56 TIBETAN LETTER BA, and 1 more): "
        "the PDF shows [U+0F56] instead and so on"
    )
    assert sign.what() == "no font has a sign (U+266F MUSIC SHARP SIGN): the PDF shows [U+266F] instead"
    assert all('below [pdf]: fonts = ["fonts"]' in one.advice() for one in missing)
    assert "[U+13080][U+0F56][U+0F40][U+0F56][U+266F]" in body_text(pdf)


def test_a_font_of_the_user_is_used(tmp_path: Path, views: Views, cache: Path, fonts: Path) -> None:
    """DejaVu has the sign that ours do not have."""
    text = SPECIMENS[2].read_text("utf-8").replace("Do not leave a paper.", "Do not leave a \u266f paper.")
    path = tmp_path / "glyph.xml"
    path.write_text(text, "utf-8")
    own = Papers(Edition("Papers", fonts=(fonts,)), cache)
    pdf, missing = own.document(source(path, views.of(path)), "reading")
    assert missing == []
    assert "Donotleavea\u266fpaper." in body_text(pdf)
