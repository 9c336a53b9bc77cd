"""What holds for speech in any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding import speech
from diplomatica.encoding.model import Party, Passage, SaidFound, Scene
from tests.encoding.speech.speech_notation import passage

SCENE = Scene("conversation", "tara", ("orlo", "vesk"), (Party("orlo", ("Orlo",), ("Ambassador",), "m"),))
WORDS = (
    "{orlo|Orlo}", "{vesk|Vesk}", "{brun|Brun}", "I", "he", "said", "that", "asked", "whether", "adding", "was", "and",
    "but", ",", ".", ":", ";", "“", "”", '"', "[", "]", "(", ")", "the", "ambassador", "told", "me", "to", "in", "who",
    "is", "open", "The", "canal", "promised", "replied", "thanked", "?", "him", "of",
)  # fmt: skip


def find(texts: list[str]) -> tuple[list[Passage], tuple[SaidFound, ...]]:
    passages = [passage(text) for text in texts]
    return passages, speech.find(passages, SCENE)


@settings(max_examples=300)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=5))
def test_stretches_lie_in_their_text_and_nest(texts: list[str]) -> None:
    passages, found = find(texts)
    for said in found:
        assert 0 <= said.start < said.end <= len(passages[said.passage].text)
        assert said.who
        assert said.who != said.to_whom
    for one in found:
        for other in found:
            if one.passage == other.passage and one.start < other.start < one.end:
                assert other.end <= one.end


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=5))
def test_parts_of_a_chain_follow_one_another(texts: list[str]) -> None:
    _passages, found = find(texts)
    for number in {said.chain for said in found if said.chain}:
        parts = [said for said in found if said.chain == number]
        assert len({(part.who, part.to_whom, part.direct) for part in parts}) == 1
        places = [part.passage for part in parts]
        assert places == sorted(set(places))


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), max_size=3))
def test_same_input_same_output(texts: list[str]) -> None:
    assert find(texts) == find(texts)


def test_nothing() -> None:
    assert speech.find((), SCENE) == ()
    assert speech.find((Passage("", "p"), Passage("  ", "p")), SCENE) == ()


def test_a_heading_ends_speech() -> None:
    passages = [
        passage("{orlo|Orlo} said that the canal is open."),
        passage("The Second Day", "head"),
        passage("Ships pass it."),
    ]
    assert [said.passage for said in speech.find(passages, SCENE)] == [0]


def test_parts_in_a_list_are_one_chain() -> None:
    passages = [
        passage("{orlo|Orlo} said that the canal is open for these reasons:"),
        passage("Ships need it;", "item"),
        passage("It is paid for.", "item"),
        passage("{vesk|Vesk} thanked him."),
    ]
    found = speech.find(passages, SCENE)
    assert [(said.passage, said.chain) for said in found] == [(0, 1), (1, 1), (2, 1)]
    assert all(said.end == len(passages[said.passage].text) for said in found)


def test_a_speech_in_an_item_ends_with_it() -> None:
    passages = [
        passage("{orlo|Orlo} said that the canal is open.", "item"),
        passage("The harvest was good.", "item"),
    ]
    assert [said.passage for said in speech.find(passages, SCENE)] == [0]


@pytest.mark.parametrize(
    ("text", "who", "to_whom"),
    [
        ("{orlo|Orlo} said that it was open.", "orlo", "vesk"),
        ("{orlo|Orlo} told me that it was open.", "orlo", "tara"),
        ("{orlo|Orlo} said to {brun|Brun} that it was open.", "orlo", "brun"),
        ("{brun|Brun} said that it was open.", "brun", ""),
        ("I replied that it was open.", "tara", ""),
    ],
)
def test_who_is_spoken_to(text: str, who: str, to_whom: str) -> None:
    _passages, (said,) = find([text])
    assert (said.who, said.to_whom) == (who, to_whom)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "(",
        '"a ',
        "“",
        "that ",
        "said that ",
        "who ",
        "of a ",
        "a, ",
        "SAID ORLO ",
        "told him ",
        ": ",
        "‘a ",
        "M. ",
        "M.S. [",
        "3 May ",
        "in his view ",
        "he [Orlo] ",
        "Dear ",
        "“a”: ",
        "as to ",
    ],
)
def test_long_hostile_text_is_read(unit: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    text = unit * (200_000 // len(unit))
    assert all(0 <= said.start < said.end <= len(text) for said in speech.find([Passage(text, "p")], SCENE))
