"""PDF to text."""

from __future__ import annotations

import io
from typing import Any

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.source.readers.pdf.hyphens import Joiner
from diplomatica.source.reading import read_bytes
from tests.source.making import SHORT, as_pdf, as_text, drawn_pdf, font, long_specimen, paragraphs

LONG = long_specimen()


def text(*pages: list[tuple[float, float, str]]) -> str:
    return read_bytes(drawn_pdf(pages), "a.pdf").text


def needs_font() -> None:
    if font() == "Times-Roman":
        pytest.skip("DejaVu Serif is not installed, so that the letters of the specimen can't be set")


@pytest.mark.parametrize("justified", [True, False])
def test_the_specimen(justified: bool) -> None:
    needs_font()
    source = read_bytes(as_pdf(SHORT, justified=justified), "a.pdf")
    assert paragraphs(source.text) == paragraphs(as_text(SHORT))


@pytest.mark.parametrize(
    "options",
    [
        {}, {"foot": "- # -", "justified": True}, {"indent": 20, "space": 0}, {"size": 9}, {"space": 3},
        {"indent": 20, "space": 0, "justified": True, "foot": "#"}, {"size": 12, "foot": "Page # of 9"},
    ],
)  # fmt: skip
def test_paragraphs_of_many_pages(options: dict[str, Any]) -> None:
    needs_font()
    source = read_bytes(as_pdf(LONG, **options), "a.pdf")
    assert paragraphs(source.text) == paragraphs(as_text(LONG))


def test_without_spaces_and_indents_only_full_last_lines_are_taken_wrongly() -> None:
    needs_font()
    source = read_bytes(as_pdf(LONG, space=0), "a.pdf")
    assert source.text.split() == as_text(LONG).split()
    wanted = {tuple(lines) for lines in paragraphs(as_text(LONG))}
    assert len(wanted & {tuple(lines) for lines in paragraphs(source.text)}) > 0.8 * len(wanted)


def test_a_running_head_is_kept_once_and_noted() -> None:
    needs_font()
    source = read_bytes(as_pdf(LONG, head="NORDMARK SECRET", foot="No. 4 / page #"), "a.pdf")
    assert paragraphs(source.text) == [["NORDMARK SECRET"], *paragraphs(as_text(LONG))]
    assert source.notes == (
        "running line left out on pages 2-5: NORDMARK SECRET",
        "running line left out on pages 1-5: No. # / page #",
    )


def test_a_lone_number_on_one_page_is_kept() -> None:
    assert "7" in text([(72, 700, "A line of text."), (290, 40, "7")])


def test_numbers_that_do_not_count_pages_are_kept() -> None:
    pages: list[list[tuple[float, float, str]]] = [
        [(72, 700, "One text."), (290, 40, "12")],
        [(72, 700, "Two text."), (290, 40, "57")],
        [(72, 700, "Three text."), (290, 40, "31")],
    ]
    assert {"12", "57", "31"} <= set(text(*pages).split())


def test_the_same_number_twice_on_a_page_is_no_page_number() -> None:
    pages: list[list[tuple[float, float, str]]] = [
        [(72, 700, "One text."), (72, 60, "1"), (300, 40, "1")],
        [(72, 700, "Two text.")],
        [(72, 700, "Three text.")],
    ]
    assert text(*pages).split().count("1") == 2


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"left column words number {number} of them" for number in range(10)]
    right = [f"right column words count {number} of all" for number in range(10)]
    rows: list[tuple[float, float, str]] = []
    for number in range(10):  # painted across both columns
        rows += [(50, 700 - 14 * number, left[number]), (310, 700 - 14 * number, right[number])]
    assert " ".join(text(rows).split()) == " ".join(left + right)


def test_a_list_with_offices_beside_names_is_no_pair_of_columns() -> None:
    names = ["A. Alder", "B. Birk", "C. Elm", "D. Fir", "E. Oak", "F. Yew", "G. Ash", "H. Pine"]
    rows: list[tuple[float, float, str]] = []
    for number, name in enumerate(names):
        rows += [(50, 700 - 14 * number, name), (310, 700 - 14 * number, "Ministry")]
    assert text(rows) == "\n".join(f"{name}\tMinistry" for name in names)


def test_lines_painted_in_disorder() -> None:
    rows = [(72.0, 700.0 - 14 * number, f"Line {number}.") for number in (3, 0, 4, 1, 2)]
    assert text(rows).split() == ["Line", "0.", "Line", "1.", "Line", "2.", "Line", "3.", "Line", "4."]


def test_a_divided_word_over_a_line_end() -> None:
    rows = [
        (72.0, 700.0, "The whole of this agreement was put before the negoti-"),
        (72.0, 686.0, "ating parties, who held it for a short and long-winded one"),
        (72.0, 672.0, "in the end."),
    ]
    assert "negoti-ating" in text(rows)  # no evidence: no character is lost


@pytest.mark.parametrize(
    ("words", "first", "second", "joined"),
    [
        ("the government fell", "of the govern-", "ment was", "of the government was"),
        ("", "the govern-", "ment was", "the government was"),
        ("", "Norse-", "Swiss talks", "Norse-Swiss talks"),
        ("", "the co-", "operation of", "the co-operation of"),
        ("a long-term plan", "a long-", "term loan", "a long-term loan"),
        ("", "in 1951-", "52 they", "in 1951-52 they"),
        ("", "he said -", "not at once", "he said - not at once"),
        ("", "he said—", "not at once", "he said—not at once"),
        ("", "co\u00ad", "operate", "cooperate"),
        ("", "王国", "政府", "王国政府"),
        ("", "one", "two", "one two"),
    ],
)
def test_joining_lines(words: str, first: str, second: str, joined: str) -> None:
    assert Joiner([words, first, second]).join(first, second) == joined


def test_a_picture_of_a_text_is_refused() -> None:
    with pytest.raises(UnusableInput, match="no text layer") as caught:
        read_bytes(drawn_pdf([[]]), "a.pdf")
    assert "OCR" in caught.value.advice


def test_pages_without_text_are_noted() -> None:
    source = read_bytes(drawn_pdf([[(72, 700, "Text.")], [], [(72, 700, "More.")]]), "a.pdf")
    assert "2" in source.notes[0]
    assert "OCR" in source.notes[0]


def test_an_encrypted_pdf_is_refused() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 700, "hidden")
    canvas.save()
    with pytest.raises(UnusableInput, match="encrypted"):
        read_bytes(stream.getvalue(), "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\ngarbage" * 100, b"%PDF-", b"not a pdf at all", b""])
def test_garbage(data: bytes) -> None:
    with pytest.raises(UnusableInput):
        read_bytes(data, "a.pdf")
