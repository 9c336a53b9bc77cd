"""Stretches of words as units, brackets kept whole."""

from __future__ import annotations

from diplomatica.encoding.names.model import Unit
from diplomatica.encoding.names.tokens import Tokens


def cover(
    tokens: Tokens, units: list[Unit | None], first: int, last: int, kind: str, rule: str, *, low: bool = False
) -> None:
    """Make tokens `first` to `last` (exclusive) one unit; nothing where a bracket would be cut."""
    start, end = balanced(tokens.text, tokens.starts[first], tokens.ends[last - 1])
    if start >= end:
        return
    unit = Unit(first, last, "org" if kind == "org" else "place", start, end, low, rule)
    for index in range(first, last):
        units[index] = unit


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened or narrowed so that it cuts no pair of square brackets; empty where that can't be done.

    In "the [UN] Security Council" the stretch "UN] Security Council" becomes "[UN] Security Council".
    """
    stretch = text[start:end]
    if "[" not in stretch and "]" not in stretch:
        return start, end
    depth, lowest = 0, 0
    for char in stretch:
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            lowest = min(lowest, depth)
    if lowest < 0:
        if lowest == -1 and text[start - 1 : start] == "[":
            start -= 1
            depth += 1
        else:
            return start, start
    if depth > 0:
        if depth == 1 and text[end : end + 1] == "]":
            end += 1
        else:
            return start, start
    return start, end
