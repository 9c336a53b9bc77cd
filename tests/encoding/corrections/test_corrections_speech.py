"""Corrections of speech: who speaks, from where, how far."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.corrections.model import SpeechFix
from diplomatica.encoding.corrections.speech import Voice, corrected
from diplomatica.encoding.corrections.wording import places
from diplomatica.encoding.model import Passage, SaidFound

ONE = "Orlo said that the road was open. The bridge was mended. He left."
TWO = "The mill would follow. The smith was told. It rained."
PASSAGES = (Passage(ONE, "p"), Passage("A heading", "head"), Passage(TWO, "p"))
OPEN = SaidFound(0, ONE.index("the road"), ONE.index(" He left"), "orlo", "varro", chain=1)
MILL = SaidFound(2, 0, TWO.index(" It rained"), "orlo", "varro", chain=1)


def words(saids: tuple[SaidFound, ...] | None) -> list[tuple[str, str]]:
    assert saids is not None
    return [(said.who, PASSAGES[said.passage].text[said.start : said.end]) for said in saids]


def fix(starts: str, who: str, *, ends: str = "", nth: int = 0) -> SpeechFix:
    return SpeechFix(1, starts, who, nth, ends)


def test_another_speaker_for_a_speech_and_what_continues_it() -> None:
    found = corrected(PASSAGES, (OPEN, MILL), fix("the road", "varro"), Voice("varro"))
    assert [who for who, _ in words(found)] == ["varro", "varro"]
    assert found is not None
    assert found[0].chain == found[1].chain > 0
    assert found[0].to_whom == ""  # nobody speaks to himself


def test_no_speech() -> None:
    assert words(corrected(PASSAGES, (OPEN, MILL), fix("the road", ""), Voice(""))) == []
    only_later = corrected(PASSAGES, (OPEN, MILL), fix("The mill", ""), Voice(""))
    assert words(only_later) == [("orlo", "the road was open. The bridge was mended.")]


def test_a_later_part_gets_another_speaker() -> None:
    found = corrected(PASSAGES, (OPEN, MILL), fix("The mill would", "kiss"), Voice("kiss"))
    assert [who for who, _ in words(found)] == ["orlo", "kiss"]
    assert found is not None
    assert found[1].chain == 0


def test_somebody_else_begins_inside_a_speech() -> None:
    found = corrected(PASSAGES, (OPEN,), fix("The bridge", "kiss"), Voice("kiss"))
    assert words(found) == [("orlo", "the road was open."), ("kiss", "The bridge was mended.")]


def test_a_stretch_inside_a_speech_is_no_speech() -> None:
    found = corrected(PASSAGES, (MILL,), fix("The smith", "", ends="was told"), Voice(""))
    assert words(found) == [("orlo", "The mill would follow.")]
    middle = corrected(PASSAGES, (MILL,), fix("would follow", "", ends="follow"), Voice(""))
    assert words(middle) == [("orlo", "The mill"), ("orlo", "The smith was told.")]


def test_a_speech_is_made_shorter_and_longer() -> None:
    short = corrected(PASSAGES, (OPEN, MILL), fix("the road", "orlo", ends="was open"), Voice("orlo"))
    assert words(short) == [("orlo", "the road was open.")]
    long = corrected(PASSAGES, (OPEN,), fix("the road", "orlo", ends="was told."), Voice("orlo"))
    assert words(long) == [("orlo", ONE[OPEN.start :]), ("orlo", "The mill would follow. The smith was told.")]


def test_a_new_speech() -> None:
    to_the_end = corrected(PASSAGES, (), fix("The smith", "kiss"), Voice("kiss"))
    assert words(to_the_end) == [("kiss", "The smith was told. It rained.")]
    over_paragraphs = corrected(PASSAGES, (OPEN,), fix("Orlo said", "kiss", ends="would follow"), Voice("kiss"))
    assert words(over_paragraphs) == [("kiss", ONE), ("kiss", "The mill would follow.")]


def test_what_is_no_speech_already_is_left() -> None:
    assert corrected(PASSAGES, (MILL,), fix("Orlo said", ""), Voice("")) == (MILL,)


def test_words_that_are_not_there() -> None:
    assert corrected(PASSAGES, (OPEN,), fix("the canal", "kiss"), Voice("kiss")) is None
    assert corrected(PASSAGES, (OPEN,), fix("the road", "kiss", ends="the canal"), Voice("kiss")) is None
    assert corrected(PASSAGES, (OPEN,), fix("The", "kiss", nth=9), Voice("kiss")) is None


def test_a_speech_may_begin_at_its_quotation_mark() -> None:
    text = "He said: “The ford is closed.” Then he left."
    said = SaidFound(0, text.index("“"), text.index(" Then"), "orlo", direct=True)
    found = corrected((Passage(text, "p"),), (said,), fix("The ford", "kiss"), Voice("kiss"))
    assert found is not None
    assert [(s.who, s.start, s.direct) for s in found] == [("kiss", said.start, True)]


_SENTENCE = st.lists(st.sampled_from(["ab", "ba.", "Cd", "e"]), min_size=1, max_size=8)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[tuple[Passage, ...], tuple[SaidFound, ...], SpeechFix]:
    texts = draw(st.lists(_SENTENCE, min_size=1, max_size=4))
    passages = tuple(Passage(" ".join(words), "p") for words in texts)
    saids = []
    for number, passage in enumerate(passages):
        bounds = [0, *(i + 1 for i, c in enumerate(passage.text) if c == " ")]
        start = draw(st.sampled_from(bounds))
        if draw(st.booleans()):
            saids.append(SaidFound(number, start, len(passage.text), "x", chain=draw(st.integers(0, 1))))
    one = draw(st.sampled_from(["ab", "ba", "Cd", "e", "zz"]))
    two = draw(st.sampled_from(["", "ab", "Cd", "e"]))
    return passages, tuple(saids), SpeechFix(1, one, draw(st.sampled_from(["", "y"])), draw(st.integers(0, 3)), two)


@given(_cases())
def test_speeches_stay_in_their_passages_and_nest(
    case: tuple[tuple[Passage, ...], tuple[SaidFound, ...], SpeechFix],
) -> None:
    passages, saids, asked = case
    found = corrected(passages, saids, asked, Voice(asked.who))
    if found is None:
        return
    for said in found:
        assert 0 <= said.start < said.end <= len(passages[said.passage].text)
    for one in found:
        for other in found:
            if one.passage == other.passage:
                assert not (one.start < other.start < one.end < other.end)


def test_places_are_whole_words() -> None:
    assert places("open reopen opens open", "open") == [(0, 4), (18, 22)]
    assert places("[x][x]", "[x]") == [(0, 3), (3, 6)]
    assert places("aaa", "a") == []
