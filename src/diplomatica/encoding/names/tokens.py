"""The text of a block as words, with what is needed to tell names from it.

A word keeps its inner apostrophes, hyphens and completed letters ("Ch'oe", "Il-mun", "A[nton]"); a possessive
"'s" is no part of it. Initials with their dots are one token ("A.A.", "Yu.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress
from operator import not_
from typing import NamedTuple

from diplomatica.encoding.names.lexicon import (
    FAMILY,
    FAMOUS,
    GEO,
    GEO_BEFORE,
    GIVEN,
    GIVEN_LAST,
    HEAD_ALONE,
    HEAD_LOW,
    HEAD_STRONG,
    HEAD_SURNAME,
    OFFICE_ABBREVIATION,
    PLACE,
    ROLE,
    flags_of,
    fold,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.scripts import is_foreign
from diplomatica.encoding.pieces import Cutter

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
_NAMELIKE = GIVEN | GIVEN_LAST | FAMILY | FAMOUS | HEAD_SURNAME | PLACE
_SENTENCE = re.compile(r"[.?!:;“\"(\n•*\u2026]")
PLAIN = frozenset(
    (" ", "", "] ", " [", "[", "]", "’ ", "' ", "’s ", "'s ", "’S ", "'S ", "] [", "’] ", "'] ", "/", "(", ")", " & ")
)
"""What may stand between two words of one name: nothing but space, brackets or a possessive."""


class Tokens:
    """The words of one text: positions, folded keys, flags; everything else is asked for by index.

    `cap` tells of each word whether it has a capital letter; `capitals` are those words, `open_capitals` those of them
    that may be names nobody knows, `openings` those with which a name of the lexicon may begin, `abbreviated` those in
    capitals alone, `offices` those that are an office or its abbreviation. `heads` are heads of organisations and
    places; `relays` says whether a word of `relays` (`sets.txt`) stands in small letters.

    `gaps[index]` is what stands between word `index` and the next, a line end for -1 (before the first word), for the
    last word, and for one after it.
    """

    __slots__ = (
        "abbreviated", "cap", "capitals", "caps_block", "count", "ends", "flags", "foreign", "gaps", "heads", "keys",
        "offices", "open_capitals", "openings", "relays", "starts", "text", "words",
    )  # fmt: skip

    words: Sequence[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]
    keys: Sequence[str]
    flags: Sequence[int]
    cap: Sequence[bool]
    capitals: list[int]
    open_capitals: list[int]
    openings: list[int]
    abbreviated: list[int]
    offices: list[int]
    heads: list[int]

    def __init__(self, text: str) -> None:
        self.text = text
        self.foreign = is_foreign(text)
        gaps, known = _CUTTER.cut(text)
        self.count = count = len(known)
        if not count:
            self.gaps = ["\n"]
            self.starts, self.ends, self.words, self.keys, self.flags, self.cap = [], [], (), (), (), ()
            self.capitals, self.open_capitals, self.openings = [], [], []
            self.abbreviated, self.offices, self.heads = [], [], []
            self.relays = self.caps_block = False
            return
        self.words, self.keys, self.flags, self.cap, every = zip(*known, strict=True)
        # Gap, word, gap, word, ..., gap: all that follows is done without a loop.
        parts = [""] * (2 * count + 1)
        parts[::2], parts[1::2] = gaps, self.words
        places = list(accumulate(map(len, parts)))
        self.starts, self.ends = places[:-1:2], places[1::2]
        self.gaps = gaps = gaps[1:]
        gaps[-1] = "\n"
        gaps.append("\n")
        kinds = bytes(every)
        self.capitals = capitals = list(compress(range(count), self.cap))
        of_capitals = bytes(compress(kinds, self.cap))
        self.openings = list(compress(capitals, of_capitals.translate(_IS_OPENING)))
        self.open_capitals = [] if self.foreign else list(compress(capitals, of_capitals.translate(_IS_OPEN)))
        self.abbreviated = list(compress(capitals, of_capitals.translate(_IS_LARGE)))
        self.offices = list(compress(capitals, of_capitals.translate(_IS_OFFICE)))
        self.heads = list(compress(range(count), kinds.translate(_IS_HEAD)))
        self.relays = 1 in kinds.translate(_IS_RELAY)
        self.caps_block = False
        if len(capitals) * 2 > count or count < 8:
            counted = sum(kinds.translate(_IS_COUNTED))
            in_capitals = sum(kinds.translate(_IS_LARGE))
            self.caps_block = counted > 1 and (counted - in_capitals) * 5 <= counted

    def lower(self) -> Iterator[str]:
        """The keys of the words in small letters."""
        return compress(self.keys, map(not_, self.cap))

    def initial(self, index: int) -> bool:
        """Whether the word opens a sentence, a bracketed remark or a quotation."""
        if index == 0:
            return True
        gap = self.gaps[index - 1]
        return gap != " " and (gap.startswith("[") or _SENTENCE.search(gap) is not None)

    def is_initials(self, index: int) -> bool:
        """Whether the token is made of initials with their dots."""
        return self.words[index][-1] == "."


_OPEN, _OPENS, _COUNTS, _LARGE, _HEAD, _RELAY, _OFFICE = (1 << place for place in range(7))
_RELAYS = word_set("relays")
_HEADS = HEAD_ALONE | HEAD_STRONG | HEAD_LOW | GEO | GEO_BEFORE
_OFFICES = ROLE | OFFICE_ABBREVIATION


def _table(kind: int) -> bytes:
    """What `bytes.translate` needs to tell which of some kinds hold `kind`."""
    return bytes(number & kind == kind for number in range(256))


_IS_HEAD, _IS_RELAY, _IS_OFFICE = _table(_HEAD), _table(_RELAY), _table(_OFFICE)
_IS_OPEN, _IS_OPENING, _IS_COUNTED, _IS_LARGE = _table(_OPEN), _table(_OPENS), _table(_COUNTS), _table(_LARGE)


class _Word(NamedTuple):
    """A word, and what is the same at every place where it stands."""

    word: str
    key: str
    flags: int
    cap: bool
    kind: int


class _Words(dict[str, _Word]):
    """The words met so far; a new one is looked up in the lexicon."""

    def __missing__(self, word: str) -> _Word:
        key = _key(word)
        flags = flags_of(key)
        kind = 0
        cap = word[0].isupper()
        if cap:
            if not flags & ~_NAMELIKE:
                kind |= _OPEN
            if "-" in key or key in lexicon().longest:
                kind |= _OPENS
            if flags & _OFFICES:
                kind |= _OFFICE
        elif key in _RELAYS:
            kind = _RELAY
        if flags & (_HEADS if cap else HEAD_LOW):
            kind |= _HEAD
        if word[0].isalpha() and len(word) > 1:
            kind |= (_COUNTS | _LARGE) if word.isupper() else _COUNTS
        made = _Word(word, key, flags, cap, kind)
        if len(self) >= _KEPT_WORDS:
            self.clear()
        if len(word) <= _LONG_WORD:
            self[word] = made
        return made


_KNOWN_WORDS = _Words()
_KEPT_WORDS = 50_000
_LONG_WORD = 60
"""Longer ones are no words, and not worth the memory."""
_CUTTER = Cutter(re.compile(f"({TOKEN.pattern})"), _KNOWN_WORDS.__getitem__)


def _key(word: str) -> str:
    if "[" in word:
        word = word.replace("[", "").replace("]", "")
    return fold(word) if len(word) <= _LONG_WORD else fold.__wrapped__(word)


def keys(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [_key(match.group()) for match in TOKEN.finditer(text)]
