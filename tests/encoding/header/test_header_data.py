"""Patterns made from lists of words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.header.data import alternatives

_WORDS = st.lists(st.text(alphabet="ab.(", min_size=1, max_size=4), min_size=1, max_size=8)


def test_words_with_one_first_letter_share_it() -> None:
    assert alternatives(["box", "file", "book"]) == "b(?:ox|ook)|f(?:ile)"


def test_white_space() -> None:
    assert re.fullmatch(alternatives(["record group"], r"\s*"), "recordgroup")
    assert not re.fullmatch(alternatives(["record group"]), "recordgroup")


@given(_WORDS, st.text(alphabet="ab.(", max_size=12))
def test_it_finds_what_the_plain_list_finds(words: list[str], text: str) -> None:
    plain = re.compile("|".join(map(re.escape, words)))
    found = re.compile(alternatives(words))
    assert [match.span() for match in found.finditer(text)] == [match.span() for match in plain.finditer(text)]
