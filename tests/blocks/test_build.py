"""Lines to blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.blocks.build import build
from diplomatica.blocks.model import Block
from diplomatica.source.model import LaidOut, SourceText, Zone


def blocks(text: str) -> tuple[Block, ...]:
    source = SourceText("test.txt", text)
    return build(LaidOut(source, "bare", (Zone(0, len(text), "text"),)))


def texts(text: str) -> list[str]:
    return [f"{block.marker} {block.text}".strip() for block in blocks(text)]


def test_lines_of_a_text_that_is_not_wrapped_are_paragraphs() -> None:
    first = "The minister said that the ferry would run again in the spring, if the ice allowed it, " * 2
    assert texts(f"{first.strip()}\nSecond paragraph.\nThird one.") == [
        first.strip(),
        "Second paragraph.",
        "Third one.",
    ]


def test_wrapped_lines_are_joined_up_to_the_end_of_the_paragraph() -> None:
    wrapped = (
        "The ambassador came to see me at noon and remained for almost an\n"
        "hour. He spoke of the harvest in the northern districts, which had\n"
        "been poor, and of the price of salt.\n"
        "I promised to let the ministry know of his wishes as soon as the\n"
        "courier had left for the capital of the republic.\n"
    )
    assert len(texts(wrapped)) == 2


def test_a_paragraph_cut_by_a_page_end_is_one() -> None:
    cut = "They would look into a whole series of further questions about the port and the\n\nrailway in the autumn."
    assert texts(cut) == [cut.replace("\n\n", " ")]


def test_a_heading_does_not_swallow_the_line_after_it() -> None:
    assert texts("Fishing rights\n\nthe following was agreed") == ["Fishing rights", "the following was agreed"]


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("1. First point", "1."),
        ("(2) second point", "(2)"),
        ("b) third", "b)"),
        ("(iv) fourth", "(iv)"),
        ("- a bullet", "-"),
        ("3/ with a stroke", "3/"),
        ("12.The number grew to the word", "12."),
    ],
)
def test_numbers_and_bullets_are_taken_off(line: str, marker: str) -> None:
    (block,) = blocks(line)
    assert block.marker == marker
    assert block.text == line[len(marker) :].strip()


@pytest.mark.parametrize(
    "line", ["A. Kelmin asked for an answer.", "12. March 1951", "2.VI.50 Kelmin", "1951. That year"]
)
def test_initials_and_dates_are_no_numbers(line: str) -> None:
    (block,) = blocks(line)
    assert block.marker == "" or line.startswith("1951")


def test_emphasis_is_white_space() -> None:
    assert texts("**Record of a Talk**\n\nHe *did* agree.") == ["Record of a Talk", "He did agree."]


def test_a_rule_stays() -> None:
    assert texts("one\n\n***\n\ntwo") == ["one", "***", "two"]


def test_columns_of_a_letterhead_part() -> None:
    assert texts("Section IV                          Lundhavn, 3 May 1950") == ["Section IV", "Lundhavn, 3 May 1950"]


@given(st.text(alphabet=st.sampled_from("ab1.() \n\t*_-#“”[]é漢\u00a0"), max_size=200))
def test_every_character_comes_through_in_order(text: str) -> None:
    from diplomatica.source.emphasis import without_marks

    found = "".join(f"{block.marker}{block.text}" for block in blocks(text))
    assert "".join(found.split()) == "".join(without_marks(text).split())


@given(st.text(alphabet=st.sampled_from("ab1.) \n*é"), max_size=120))
def test_offsets_lead_back_to_the_same_character(text: str) -> None:
    for block in blocks(text):
        for position, character in enumerate(block.text):
            if character != " ":
                assert text[block.offset(position)] == character
                assert block.position(block.offset(position)) == position
