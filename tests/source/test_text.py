"""Line ends, and characters that XML forbids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.errors import UnusableInput
from diplomatica.source.text import admit, normalise_line_ends, place

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f", "\n\f", "\f\n"])
def test_line_ends(end: str) -> None:
    assert normalise_line_ends(f"one{end}two") == "one\ntwo"


def test_a_page_break_between_paragraphs_leaves_them_apart() -> None:
    assert normalise_line_ends("one\n\n\ftwo") == "one\n\ntwo"


@given(st.text())
def test_no_character_but_line_ends_is_changed(text: str) -> None:
    white = re.compile("[\r\n\f\v\x85\u2028\u2029]")
    assert white.sub("", normalise_line_ends(text)) == white.sub("", text)


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ("ab\0c", "letter.txt:1:3", "U+0000 (NUL)"),
        ("a\nb\x1a", "letter.txt:2:2", "U+001A"),
        ("\uffff", "letter.txt:1:1", "U+FFFF"),
    ],
)
def test_a_forbidden_character_is_located(text: str, where: str, code: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        admit(text, where="letter.txt")
    assert caught.value.where == where
    assert code in caught.value.what
    assert "--replace-controls" in caught.value.advice


def test_forbidden_characters_are_replaced_and_counted() -> None:
    text, notes = admit("a\0b\x07c\ud800d", replace=True)
    assert text == "a\ufffdb\ufffdc\ufffdd"
    assert notes[0].startswith("3 characters")


@given(st.text(st.characters()))
def test_what_is_admitted_fits_into_xml(text: str) -> None:
    assert not FORBIDDEN.search(admit(text, replace=True)[0])


def test_soft_hyphens_and_inner_marks_are_kept() -> None:
    text = "co\u00adoperate\ufeff \u200b\u00a0end"
    assert admit(normalise_line_ends(text)) == (text, ())


def test_controls_of_a_misread_page_are_noted() -> None:
    assert "windows-1252" in admit("it\x92s")[1][0]


def test_place() -> None:
    assert place("ab\ncd", 4) == (2, 2)
