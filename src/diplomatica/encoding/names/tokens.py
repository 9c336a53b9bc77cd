"""The text of a block as words, with what is needed to tell names from it.

A word keeps its inner apostrophes, hyphens and completed letters ("Ch'oe", "Il-mun", "A[nton]"); a possessive
"'s" is no part of it. Initials with their dots are one token ("A.A.", "Yu.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, compress
from typing import NamedTuple

from diplomatica.encoding.names.lexicon import (
    FAMILY,
    FAMOUS,
    GIVEN,
    GIVEN_LAST,
    HEAD_LOW,
    HEAD_SURNAME,
    PLACE,
    flags_of,
    fold,
    lexicon,
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
    # The first alternative is the common case alone, a word in small ASCII letters, and only there for speed.
    "(?<!['’ʼ])[a-z]{2,}+(?![\\w'’ʼ\\[‐‑-])"
    f"|(?<!\\w)(?:{_INITIAL}(?:-?{_INITIAL})*)"
    r"|(?<!\w['’ʼ])\w+(?:\[[^\W\d_]+\]\w*)?"
    r"(?:['’ʼ](?!(?:s|S|ll|LL|ve|re|d|t|m)\b)\w+)*(?:[-‐‑](?:[Tt]['’ʼ])?\w+)*(?:['’ʼ](?!(?:s|S)\b)\w+)?"
)
_TOKENS = re.compile(f"({TOKEN.pattern})")
_NAMELIKE = GIVEN | GIVEN_LAST | FAMILY | FAMOUS | HEAD_SURNAME | PLACE
_SENTENCE = re.compile(r"[.?!:;“\"(\n•*\u2026]")
_PLAIN = frozenset(
    (" ", "", "] ", " [", "[", "]", "’ ", "' ", "’s ", "'s ", "’S ", "'S ", "] [", "’] ", "'] ", "/", "(", ")", " & ")
)


class Tokens:
    """The words of one text: positions, folded keys, flags; everything else is asked for by index.

    `capitals` are the words with a capital letter, `open_capitals` those that may be names nobody knows, `openings`
    those with which a name of the lexicon may begin, `low_heads` heads of organisations in small letters.

    `gaps[index]` is what stands between word `index` and the next, a line end before the first and after the last.
    """

    __slots__ = (
        "cap", "capitals", "caps_block", "count", "ends", "flags", "foreign", "gaps", "keys", "low_heads", "lower",
        "open_capitals", "openings", "starts", "text", "words",
    )  # fmt: skip

    words: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]
    keys: Sequence[str]
    flags: Sequence[int]
    cap: Sequence[bool]
    capitals: list[int]
    open_capitals: list[int]
    openings: list[int]
    low_heads: list[int]
    lower: frozenset[str]

    def __init__(self, text: str) -> None:
        self.text = text
        self.foreign = not text.isascii() and is_foreign(text)
        # Cut by the expression into gap, word, gap, word, ..., gap: all that follows is done without a loop.
        parts = _TOKENS.split(text)
        words = self.words = parts[1::2]
        gaps = self.gaps = parts[2::2]
        self.count = count = len(words)
        if not count:
            self.starts, self.ends, self.keys, self.flags, self.cap = [], [], (), (), ()
            self.capitals, self.low_heads, self.open_capitals, self.openings = [], [], [], []
            self.lower, self.caps_block = frozenset(), False
            return
        gaps[-1] = "\n"
        places = list(accumulate(map(len, parts)))
        self.starts, self.ends = places[:-1:2], places[1::2]
        seen = list(map(_KNOWN_WORDS.__getitem__, words))
        self.keys, self.flags, self.cap, lower, kinds = zip(*seen, strict=True)
        self.capitals = capitals = list(compress(range(count), self.cap))
        self.openings = [index for index in capitals if kinds[index] & _OPENS]
        self.open_capitals = [] if self.foreign else [index for index in capitals if kinds[index] & _OPEN]
        self.lower = small = frozenset(compress(self.keys, lower))
        heads = _low_heads()
        self.low_heads = []
        if not heads.isdisjoint(small):
            self.low_heads = [index for index, word in enumerate(seen) if word.lower and word.key in heads]
        self.caps_block = False
        if len(capitals) * 2 > count or count < 8:
            counted = sum(1 for kind in kinds if kind & _COUNTS)
            large = sum(1 for kind in kinds if kind & _LARGE)
            self.caps_block = counted > 1 and (counted - large) * 5 <= counted

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; a line end where there is none."""
        return self.gaps[index] if 0 <= index < self.count else "\n"

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


_OPEN, _OPENS, _COUNTS, _LARGE = 1, 2, 4, 8


@cache
def _low_heads() -> frozenset[str]:
    return frozenset(key for key, flags in lexicon().flags.items() if flags & HEAD_LOW)


class _Word(NamedTuple):
    """What is the same at every place where a word stands."""

    key: str
    flags: int
    cap: bool
    lower: bool
    kind: int


class _Words(dict[str, _Word]):
    """The words met so far; a new one is looked up in the lexicon."""

    def __missing__(self, word: str) -> _Word:
        key = _key(word)
        flags = flags_of(key)
        cap = word[0].isupper()
        kind = 0
        if cap and not flags & ~_NAMELIKE:
            kind |= _OPEN
        if cap and ("-" in key or key in lexicon().longest):
            kind |= _OPENS
        if word[0].isalpha() and len(word) > 1:
            kind |= (_COUNTS | _LARGE) if word.isupper() else _COUNTS
        made = _Word(key, flags, cap, not cap, kind)
        if len(self) >= _KEPT_WORDS:
            self.clear()
        if len(word) <= _LONG_WORD:
            self[word] = made
        return made


_KNOWN_WORDS = _Words()
_KEPT_WORDS = 50_000
_LONG_WORD = 60
"""Longer ones are no words, and not worth the memory."""


def _key(word: str) -> str:
    if "[" in word:
        word = word.replace("[", "").replace("]", "")
    return fold(word) if len(word) <= _LONG_WORD else fold.__wrapped__(word)


def keys(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [_key(match.group()) for match in TOKEN.finditer(text)]
