"""The short ways to names find what the long ones find."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.names import Registry, evidence, roles, states
from diplomatica.encoding.names.lexicon import GEO, GEO_BEFORE, HEAD_ALONE, HEAD_LOW, HEAD_STRONG, ROLE, fold
from diplomatica.encoding.names.lexicon import OFFICE_ABBREVIATION as ABBREVIATION
from diplomatica.encoding.names.tokens import TOKEN, Tokens

_WORDS = (
    "the The of to in and Envoy Ambassador Minister Ruritania ZENDA Rudolf Hentzau K.L. Orth ministry Ministry pass"
    " Treasury department Mount Lake PM DPRK A[nton] Ch'oe Il-mun we're Orlo's embassy"
).split()
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=12).flatmap(
    lambda words: st.lists(
        st.sampled_from([" ", ", ", ". ", " [", "] ", "\n"]), min_size=len(words), max_size=len(words)
    ).map(lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True)))
)
_HEADS = HEAD_ALONE | HEAD_STRONG | HEAD_LOW | GEO | GEO_BEFORE


@given(st.text(st.sampled_from("aBzZ.'-[]’ 1_ʼ\tőЖ"), max_size=30) | _TEXTS)
def test_words_and_gaps_are_those_of_the_expression_and_make_up_the_text(text: str) -> None:
    tokens = Tokens(text)
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == [match.span() for match in TOKEN.finditer(text)]
    assert tokens.gaps[-1] == tokens.gaps[tokens.count] == "\n"
    for index in range(tokens.count - 1):
        assert tokens.gaps[index] == text[tokens.ends[index] : tokens.starts[index + 1]]


@given(_TEXTS)
def test_the_lists_of_words_hold_what_their_flags_tell(text: str) -> None:
    tokens = Tokens(text)
    every = range(tokens.count)
    assert tokens.capitals == [at for at in every if tokens.words[at][0].isupper()]
    assert tokens.offices == [at for at in tokens.capitals if tokens.flags[at] & (ROLE | ABBREVIATION)]
    assert tokens.heads == [at for at in every if tokens.flags[at] & (_HEADS if tokens.cap[at] else HEAD_LOW)]
    assert set(tokens.lower()) == {tokens.keys[at] for at in every if not tokens.cap[at]}


_CODES = st.lists(
    st.sampled_from(
        [*'agent agents xagent Agent source code-name codenamed -name ’ “ ” " „ « » ‘ Zenda Or Orlo _ é 1'.split(), " "]
    ),
    max_size=14,
)


@given(_CODES.map("".join) | _CODES.map(" ".join))
def test_cover_names_are_those_after_a_word_for_one(text: str) -> None:
    long = re.compile(r"\b([a-z]+(?:-?name)?)s? [“\"„«‘]([A-Z]\w{2,20})[”\"“»’]")
    words = [(match.group(1), match.group(2)) for match in long.finditer(text)]
    found = {name.lower() for word, name in words if {word, word.removesuffix("s")} & evidence._COVER}
    assert evidence.codes([text]) == {fold(name) for name in found}


@given(st.lists(_TEXTS, max_size=3))
def test_texts_passed_over_name_no_state(texts: list[str]) -> None:
    found = [Tokens(text) for text in texts]
    short = states.states_of_offices(found)
    with patch.object(states, "_may_name_state", lambda _: True):
        assert states.states_of_offices(found) == short


@given(_TEXTS | st.sampled_from(["chairman of the RFB,", "and the envoy", "deputy head of it", "a minister"]))
def test_remarks_passed_over_give_no_office(text: str) -> None:
    short = roles.office_after(f", {text}", 0)
    with patch.object(roles, "flags_of", lambda _: ROLE):
        assert roles.office_after(f", {text}", 0) == short


def test_the_ids_of_all_entries_need_no_entries() -> None:
    registry = Registry.build(["The Envoy to Zenda K.L. Orth met A.A. Gromov.", "Gromov left."], title="Orth to Gromov")
    registry.add_org("Ministry of Forests")
    assert registry.refs == {entry.ref for entry in registry.entries} != frozenset()
