"""Words of classification, precedence and handling at a place in a line."""

from __future__ import annotations

from functools import lru_cache

from diplomatica.encoding.header.model import TermFound, TermKind
from diplomatica.encoding.header.terms import find_terms

_LONGEST = 200


@lru_cache(maxsize=256)
def _found(text: str) -> tuple[TermFound, ...]:
    return find_terms(text)


def at(text: str, position: int) -> tuple[int, TermKind] | None:
    """The end and kind of the term that begins at a position (a bracket round it included), if one does."""
    if len(text) > _LONGEST:
        return None
    bracket = text[position : position + 1] in ("[", "(")
    for term in _found(text):
        if term.start == position + bracket:
            end = term.end
            if bracket and text[end : end + 1] in ("]", ")"):
                end += 1
            return end, term.term.kind
    return None


def first(text: str, start: int, end: int) -> int | None:
    """Where the first term in capitals begins in a stretch of a line."""
    if len(text) > _LONGEST:
        return None
    for term in _found(text):
        if start <= term.start < end and text[term.start : term.end].isupper():
            return term.start
    return None
