"""The text of a block as words, with what is needed to tell names from it.

A word keeps its inner apostrophes, hyphens and completed letters ("Ch'oe", "Byeong-jik", "W[alter]"); a possessive
"'s" is no part of it. Initials with their dots are one token ("A.A.", "Yu.").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from diplomatica.encoding.names.lexicon import (
    FAMILY,
    FAMOUS,
    FUNCTION,
    GIVEN,
    GIVEN_LAST,
    HEAD_LOW,
    HEAD_SURNAME,
    PLACE,
    flags_of,
    fold,
)
from diplomatica.encoding.names.scripts import is_foreign

UPPER = "".join(
    re.escape(chr(code))
    for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))
    if chr(code).isupper()
)
_TWO = (
    "(?:Y[uaeo]|YU|YA|YE|Ch|CH|Sh|SH|Zh|ZH|Kh|KH|Ts|TS|Dzh|Dz|Dž|Ph|Th|Gh|Gy|Sz|Zs|Cs|Iu|Ia|Ju|Ja|Je|Wm|Chr|St"
    "|Hr|Kr|Tr|Gr|Vl|Dm|Fl|Iv)"
)
_INITIAL = f"(?:[{UPPER}]|{_TWO})\\."
TOKEN = re.compile(
    f"(?<!\\w)(?:{_INITIAL}(?:-?{_INITIAL})*)"
    r"|(?<!\w['’ʼ])\w+(?:\[[^\W\d_]+\]\w*)?"
    r"(?:['’ʼ](?!(?:s|S|ll|LL|ve|re|d|t|m)\b)\w+)*(?:[-‐‑](?:[Tt]['’ʼ])?\w+)*(?:['’ʼ](?!(?:s|S)\b)\w+)?"
)
_NAMELIKE = GIVEN | GIVEN_LAST | FAMILY | FAMOUS | HEAD_SURNAME | PLACE
_SENTENCE = re.compile(r"[.?!:;“\"(\n•*\u2026]")
_PLAIN = frozenset(
    (" ", "", "] ", " [", "[", "]", "’ ", "' ", "’s ", "'s ", "’S ", "'S ", "] [", "’] ", "'] ", "/", "(", ")", " & ")
)


class Tokens:
    """The words of one text: positions, folded keys, flags; everything else is asked for by index."""

    __slots__ = (
        "cap", "capitals", "caps_block", "count", "ends", "flags", "foreign", "keys", "low_heads", "open_capitals", "starts",
        "text", "words",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.foreign = not text.isascii() and is_foreign(text)
        spans = [match.span() for match in TOKEN.finditer(text)]
        self.count = len(spans)
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.words = words = [text[start:end] for start, end in spans]
        known = _KNOWN_WORDS.get
        seen = [known(word) or _learn(word) for word in words]
        self.keys = [word.key for word in seen]
        self.flags = [word.flags for word in seen]
        self.cap = [word.cap for word in seen]
        self.capitals = [index for index, word in enumerate(seen) if word.cap]
        self.open_capitals = [index for index in self.capitals if not seen[index].flags & ~_NAMELIKE]
        self.low_heads = [index for index, word in enumerate(seen) if word.low_head]
        counted = large = 0
        for word in seen:
            counted += word.counts
            large += word.large
        if self.foreign:
            self.open_capitals = []
        self.caps_block = counted > 1 and (counted - large) * 5 <= counted

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; a line end where there is none."""
        if index < 0 or index + 1 >= self.count:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def plain(self, index: int) -> bool:
        """Whether nothing but space, brackets or a possessive parts word `index` from the next."""
        return self.gap(index) in _PLAIN

    def initial(self, index: int) -> bool:
        """Whether the word opens a sentence, a bracketed remark or a quotation."""
        if index == 0:
            return True
        gap = self.gap(index - 1)
        return gap != " " and (gap.startswith("[") or _SENTENCE.search(gap) is not None)

    def is_initials(self, index: int) -> bool:
        """Whether the token is made of initials with their dots."""
        return self.words[index][-1] == "."

    def is_function(self, index: int) -> bool:
        """Whether the word can be in no name."""
        return bool(self.flags[index] & FUNCTION)


class _Word(NamedTuple):
    """What is the same at every place where a word stands."""

    key: str
    flags: int
    cap: bool
    low_head: bool
    counts: int
    large: int


_KNOWN_WORDS: dict[str, _Word] = {}
_KEPT_WORDS = 50_000
_LONG_WORD = 60
"""Longer ones are no words, and not worth the memory."""


def _learn(word: str) -> _Word:
    key = _key(word)
    flags = flags_of(key)
    cap = word[0].isupper()
    counts = int(word[0].isalpha() and len(word) > 1)
    made = _Word(key, flags, cap, bool(flags & HEAD_LOW) and not cap, counts, counts and int(word.isupper()))
    if len(_KNOWN_WORDS) >= _KEPT_WORDS:
        _KNOWN_WORDS.clear()
    if len(word) <= _LONG_WORD:
        _KNOWN_WORDS[word] = made
    return made


def _key(word: str) -> str:
    if "[" in word:
        word = word.replace("[", "").replace("]", "")
    return fold(word) if len(word) <= _LONG_WORD else fold.__wrapped__(word)


def keys(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [_key(match.group()) for match in TOKEN.finditer(text)]
