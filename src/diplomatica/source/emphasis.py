"""Markdown emphasis, heading and table marks, which count as white space of the source.

Both the encoder and the ledger ask this module, so that they agree on what is a mark and what is a character of the
text. A line of asterisks or dashes alone is a rule, not emphasis.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from diplomatica.source.model import Emphasis
from diplomatica.source.tables import piped

RULE_LINE = re.compile(
    r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,}|(?:~[ \t]*){3,})[ \t]*"
)
"""A line that shows a rule (`***`, `-----`)."""

_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=[^\s*_])([^*_\n]+(?:\n[^*_\n]+){0,6})(?<=\S)\1")
# What must not stand before the mark is asked behind it: a pattern that begins with a mark is found far faster.
_WEAK = re.compile(r"([*_])(?<![\w*_\\][*_])(?=[^\s*_])([^*_\n]+)(?<=[^\s*_])\1(?![\w*_])")
_LOOKS = {1: "italic", 2: "bold", 3: "bold"}
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}(?=[ \t]+\S)", re.M)


@lru_cache(maxsize=4)
def marks(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of `text` that are emphasis, heading or table marks, ascending.

    >>> marks("**Kelm**, *1951*")
    ((0, 2), (6, 8), (10, 11), (15, 16))
    """
    if "*" not in text and "_" not in text and "#" not in text and "|" not in text:
        return ()
    found: list[tuple[int, int]] = list(piped(text).marks) if "|" in text else []
    for start, end, width in _pairs(text):
        found += [(start, start + width), (end - width, end)]
    if "#" in text:
        found += [(match.end() - len(match.group().strip()), match.end()) for match in _HEADING.finditer(text)]
    found.sort()
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


def emphasised(text: str) -> tuple[Emphasis, ...]:
    """What stands between emphasis marks in `text`, ascending.

    >>> emphasised("**Kelm**, *1951*")
    (Emphasis(start=2, end=6, look='bold'), Emphasis(start=11, end=15, look='italic'))
    """
    if "*" not in text and "_" not in text:
        return ()
    found = [Emphasis(start + width, end - width, _LOOKS[width]) for start, end, width in _pairs(text)]
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _pairs(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where emphasis begins and ends, marks included, and how wide each of its marks is."""
    found: list[tuple[int, int, int]] = []
    for pattern in (_STRONG, _WEAK) if "**" in text or "__" in text else (_WEAK,):
        line_end, is_rule = -1, False
        for match in pattern.finditer(text):
            if match.start() > line_end:
                line_end = text.find("\n", match.start())
                line_end = line_end if line_end >= 0 else len(text)
                is_rule = bool(RULE_LINE.fullmatch(text, text.rfind("\n", 0, match.start()) + 1, line_end))
            if not is_rule:
                found.append((match.start(), match.end(), len(match.group(1))))
    return tuple(found)


def without_marks(text: str) -> str:
    """`text` without its emphasis and heading marks."""
    return stretch(text, 0, len(text), marks(text))


def stretch(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> str:
    """`text[start:end]` without the marks found in the whole text: a stretch alone may hold half of a pair.

    >>> whole = "**Kelm, 1951**"
    >>> stretch(whole, 0, 6, marks(whole))
    'Kelm'
    """
    if not found:
        return text[start:end]
    out, position = [], start
    for low, high in found[bisect_left(found, (start, 0)) :]:
        if low >= end:
            break
        out.append(text[position:low])
        position = high
    out.append(text[position:end])
    return "".join(out)
