"""Words of classification and precedence at a place in a line."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

TermKind = Literal["classification", "precedence"]
_TMP: dict[TermKind, list[str]] = {
    "classification": ["top secret", "strictly secret", "secret", "confidential", "strictly confidential", "unclassified", "restricted", "limited official use"],
    "precedence": ["top priority", "urgent", "very urgent", "priority", "immediate", "special", "flash", "routine", "niact"],
}


@cache
def _patterns() -> tuple[tuple[TermKind, re.Pattern[str]], ...]:
    out: list[tuple[TermKind, re.Pattern[str]]] = []
    for kind, entries in _TMP.items():
        body = "|".join(r"\s+".join(re.escape(w) for w in e.split()) for e in sorted(entries, key=lambda e: (-len(e), e)))
        out.append((kind, re.compile(rf"[\[(]?(?:{body})(?!\w)[\])]?", re.I)))
    return tuple(out)


def at(text: str, position: int) -> tuple[int, TermKind] | None:
    """The end and kind of the term that begins at a position, if one does."""
    best: tuple[int, TermKind] | None = None
    for kind, pattern in _patterns():
        match = pattern.match(text, position)
        if match and (best is None or match.end() > best[0]):
            best = match.end(), kind
    return best


def first(text: str, start: int, end: int) -> int | None:
    """Where the first term in capitals begins in a stretch of a line."""
    places = []
    for _, pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            if match.group().isupper() and (match.start() == 0 or not text[match.start() - 1].isalnum()):
                places.append(match.start())
                break
    return min(places, default=None)
