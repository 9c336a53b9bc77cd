"""Stretches of a text to nested elements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.inline import Span, nested, render
from diplomatica.tei.tree import Element, serialize


def _xml(text: str, *spans: Span, phrase: bool = False) -> str:
    return serialize(Element("p", *render(text, nested(spans), phrase=phrase)), prolog="").strip().partition(">")[2]


def test_a_text_without_spans() -> None:
    assert _xml("The harbour.") == "The harbour.</p>"
    assert render("", []) == []


def test_spans_nest() -> None:
    name, place = Span(4, 18, "orgName"), Span(12, 18, "placeName")
    expected = "The <orgName>Bank of <placeName>Velta</placeName></orgName> met.</p>"
    assert _xml("The Bank of Velta met.", Span(12, 17, "placeName"), Span(4, 17, "orgName")) == expected
    assert nested([place, name]) == [name, place]


def test_of_two_that_cross_the_lower_rank_is_kept() -> None:
    said, name = Span(0, 6, "said", rank=10), Span(4, 9, "persName", rank=30)
    assert nested([said, name]) == [said]
    date = Span(2, 5, "date", rank=20)
    assert nested([Span(0, 4, "persName", rank=30), date]) == [date]


def test_sigla_are_what_the_element_stands_for() -> None:
    supplied = Span(3, 9, "supplied", {"rend": "brackets"}, open=1, close=1)
    assert _xml("he [Bran] left", supplied) == 'he <supplied rend="brackets">Bran</supplied> left</p>'


def test_white_space_between_the_parts_of_a_choice_is_none() -> None:
    spans = [Span(0, 9, "choice", rank=9), Span(0, 2, "abbr", rank=10), Span(3, 9, "expan", rank=10, open=1, close=1)]
    assert _xml("HB [Bank]", *spans) == "<choice><abbr>HB</abbr><expan>Bank</expan></choice></p>"


def test_content_replaces_the_stretch() -> None:
    note = Span(6, 9, "note", content=["See below."])
    assert _xml("closed[1].", note) == "closed<note>See below.</note>.</p>"


def test_a_line_holds_no_speech_and_notes_instead_of_stage_directions() -> None:
    spans = [Span(0, 5, "said"), Span(6, 13, "stage", open=1, close=1)]
    assert _xml("Enter (aside)", *spans, phrase=True) == "Enter <note>aside</note></p>"
    assert _xml("Enter (aside)", *spans) == "<said>Enter</said> <stage>aside</stage></p>"


@given(
    st.text(alphabet="ab <&", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["date", "persName", "said"]))),
)
def test_no_character_is_lost(text: str, stretches: list[tuple[int, int, str]]) -> None:
    spans = [Span(start, end, tag) for start, end, tag in stretches if start < end <= len(text)]
    content = render(text, nested(spans))
    assert "".join(part if isinstance(part, str) else part.string() for part in content) == text
