"""The text of a block as words, with what is needed to tell names from it.

A word keeps its inner apostrophes, hyphens and completed letters ("Ch'oe", "Byeong-jik", "W[alter]"); a possessive
"'s" is no part of it. Initials with their dots are one token ("A.A.", "Yu.").
"""

from __future__ import annotations

import re
import sys

from diplomatica.encoding.names.lexicon import FUNCTION, flags_of, fold

UPPER = "".join(
    re.escape(chr(code))
    for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))
    if chr(code).isupper()
)
_TWO = "(?:[Yy][uaeo]|YU|YA|YE|Ch|CH|Sh|SH|Zh|ZH|Kh|KH|Ts|TS|Dzh|Dz|Dž|Ph|Th|Gh|Gy|Sz|Zs|Cs|Iu|Ia|Ju|Ja|Je|Wm|Chr|St)"
_INITIAL = f"(?:[{UPPER}]|{_TWO})\\."
TOKEN = re.compile(
    f"(?<!\\w)(?:{_INITIAL}(?:-?{_INITIAL})*)"
    r"|\w+(?:\[\w+\]\w*)?(?:['’ʼ](?!(?:s|S|ll|LL|ve|re|d|t|m)\b)\w+)*(?:[-‐‑](?:[Tt]['’ʼ])?\w+)*(?:['’ʼ](?!(?:s|S)\b)\w+)?"
)
_SENTENCE = re.compile(r"[.?!:;“\"(\n•*\u2026]")
_PLAIN = frozenset((" ", "", "] ", " [", "[", "]", "’ ", "' ", "’s ", "'s ", "’S ", "'S ", "] [", "’] ", "'] ", "/", "(", ")", " & "))


class Tokens:
    """The words of one text: positions, folded keys, flags; everything else is asked for by index."""

    __slots__ = ("cap", "caps_block", "count", "ends", "flags", "keys", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        starts: list[int] = []
        ends: list[int] = []
        words: list[str] = []
        for match in TOKEN.finditer(text):
            starts.append(match.start())
            ends.append(match.end())
            words.append(match.group())
        self.starts, self.ends, self.words = starts, ends, words
        self.count = len(words)
        self.keys = [_key(word) for word in words]
        self.flags = [flags_of(key) for key in self.keys]
        self.cap = [word[0].isupper() for word in words]
        letters = [word for word in words if word[0].isalpha() and len(word) > 1]
        small = sum(1 for word in letters if not word.isupper())
        self.caps_block = len(letters) > 1 and small * 5 <= len(letters)

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


_INTERN = sys.intern


def _key(word: str) -> str:
    if "[" in word:
        word = word.replace("[", "").replace("]", "")
    return _INTERN(fold(word))


def keys(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [_key(match.group()) for match in TOKEN.finditer(text)]
