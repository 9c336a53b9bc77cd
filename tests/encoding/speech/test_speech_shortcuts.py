"""The search for what was said stops wherever its rules look; a document leaves nothing for the collector."""

from __future__ import annotations

import gc
import re

from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding import speech
from diplomatica.encoding.model import Mention, Passage, Scene
from diplomatica.encoding.speech import lexicon, shorts
from diplomatica.encoding.speech.tokens import WORD, Tokens

_WORDS = "Orlo said that he , ( ) : and whether May may might road quietly “It is.” -- ex- it me the".split()


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14))
def test_the_search_stops_at_every_word_that_tells_anything(words: list[str]) -> None:
    text = " ".join(words).replace("ex- Orlo", "ex-Orlo")
    names = [place for place in range(len(text)) if text.startswith("Orlo", place)]
    mentions = tuple(Mention(place, place + 4, "person", (place, place + 4), ref="orlo") for place in names)
    tokens = Tokens(Passage(text, "p", mentions), lexicon.load())
    telling = [
        at
        for at, (kind, low, tags) in enumerate(zip(tokens.kinds, tokens.low, tokens.tags, strict=True))
        if kind != WORD or tags & lexicon.TELLING or low in lexicon.TOLD_BY
    ]
    assert set(telling) <= set(tokens.stops)


@given(st.lists(st.sampled_from(["A", "B.", "É.", ".", " ", " [", "[", "Orlo", "x"]), max_size=16).map("".join))
def test_initials_stand_for_the_name_in_the_bracket_after_them(text: str) -> None:
    names = [match.start() for match in re.finditer("Orlo", text)]
    mentions = tuple(Mention(at, at + 4, "person", (at, at + 4), ref=f"p{at}") for at in names)
    long = re.compile(r"(?<![\w.])((?:[^\W\d_a-z]\. ?){2,3}) \[")
    wanted = {match.group(1).strip(): f"p{match.end()}" for match in long.finditer(text) if match.end() in names}
    found = shorts.learn([Passage(text, "p", mentions)], [])
    assert (found._forms if found else {}) == (wanted if ". [" in text or ".[" in text else {})


def test_a_document_that_was_read_is_freed_at_once() -> None:
    passages = [Passage("Orlo said that the road was open. He added: “We agree,", "p"), Passage("“and more.”", "p")]
    speech.find(passages, Scene("memorandum"))
    gc.collect()
    gc.disable()
    try:
        speech.find(passages, Scene("memorandum"))
        assert gc.collect() == 0
    finally:
        gc.enable()
