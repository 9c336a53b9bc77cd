"""Words that a line end divides.

A hyphen at a line end is either part of the word ("long-\\nterm") or put there by the typesetter ("govern-\\nment").
It is taken away only on evidence: the word stands undivided elsewhere in the document; or what follows is an ending
that is no word; or the document divides words in these ways, and neither half is a word of it. In doubt the hyphen
stays, because no character may be lost.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

_HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
_HEAD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_LONGEST_WORD = 60
_LEAST_CERTAIN = 2


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads(files(__package__).joinpath("hyphens.toml").read_text(encoding="utf-8"))
    return frozenset(data["prefixes"]), frozenset(data["endings"])


class Joiner:
    """Joins the lines of one document, whose words are the evidence."""

    def __init__(self, lines: list[str]) -> None:
        self._words: set[str] = set()
        self._divides = False
        if not any(line.endswith(tuple(_HYPHENS)) for line in lines):
            return
        for number, line in enumerate(lines):
            words = [word.lower() for word in _WORD.findall(line)]
            # The halves of divided words are no evidence.
            if line.endswith(tuple(_HYPHENS)):
                words = words[:-1]
            if number and lines[number - 1].endswith(tuple(_HYPHENS)):
                words = words[1:]
            self._words.update(words)
        certain = 0
        for first, second in pairwise(lines):
            if first.endswith(tuple(_HYPHENS)) and second and "-" not in self.join(first, second)[len(first) - 1 :][:1]:
                certain += 1
        self._divides = certain >= _LEAST_CERTAIN

    def join(self, first: str, second: str) -> str:
        """Two lines of a paragraph as one.

        >>> Joiner(["the treaty-", "ment failed"]).join("the treat-", "ment failed")
        'the treatment failed'
        >>> Joiner([]).join("a Norse-", "Swiss pact")
        'a Norse-Swiss pact'
        """
        if not first or not second:
            return first + second
        if first[-1] in _HYPHENS:
            return self._divided(first, second)
        if first[-1] in "—–" and len(first) > 1 and not first[-2].isspace():
            return first + second
        if _WIDE.match(first[-1]) and _WIDE.match(second[0]):
            return first + second
        return f"{first} {second}"

    def _divided(self, first: str, second: str) -> str:
        tail = _TAIL.search(first[-_LONGEST_WORD:])
        head = _HEAD.match(second[:_LONGEST_WORD])
        if tail is None:
            # " -" and "--" are dashes; "1951-" and "B-" stay as they are.
            dash = len(first) > 1 and first[-2] in " -\u2010"
            return f"{first} {second}" if dash else first + second
        if head is None or not head.group()[0].islower():
            return first + second
        left, right = tail.group(1).lower(), head.group().lower()
        if first[-1] == "\u00ad":
            return first[:-1] + second  # a soft hyphen is by definition no part of the word
        prefixes, endings = _lists()
        if f"{left}-{right}" in self._words:
            return first + second
        if left + right in self._words:
            return first[:-1] + second
        compound = len(first) > len(tail.group()) and first[-len(tail.group()) - 1] in "-\u2010"
        if compound or left in prefixes or right in self._words:
            return first + second
        if right in endings or (self._divides and left not in self._words and len(left) > 1):
            return first[:-1] + second
        return first + second
