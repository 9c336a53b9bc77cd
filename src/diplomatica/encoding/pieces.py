"""A text cut into matches and what stands between them, for patterns that never look past a space.

    before  "road, the “Zenda”"
    after   the matches road, the, Zenda; between them "", ", ", " “", "”"

Why: a language repeats its words. What a pattern finds between two spaces is remembered, and most of a text is then
cut without any search.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from typing import Generic, TypeVar

_MARK = "\x1f"
_KEPT = 50_000
_LONG = 40
"""Longer stretches without a space are hardly met twice."""

Value = TypeVar("Value")


class Cutter(Generic[Value]):
    """Does what `pattern.split` does, several times faster.

    The pattern has one group, which holds all of it. No match of it is empty or holds a space, and none would differ if
    a space beside it were an end of the text. `value` is what is wanted of a match: always the same for the same match.
    """

    __slots__ = ("_between", "_pattern", "_value", "_values")

    def __init__(self, pattern: re.Pattern[str], value: Callable[[str], Value]) -> None:
        self._pattern = pattern
        self._value = value
        self._between = _Remembered(lambda stretch: _MARK.join(pattern.split(stretch)[::2]))
        self._values = _Remembered(lambda stretch: tuple(map(value, pattern.split(stretch)[1::2])))

    def cut(self, text: str) -> tuple[list[str], list[Value]]:
        """What stands before, between and after the matches, one more than there are, and the values of the matches."""
        if _MARK in text:
            parts = self._pattern.split(text)
            return parts[::2], list(map(self._value, parts[1::2]))
        stretches = text.split(" ")
        between = " ".join(map(self._between.__getitem__, stretches)).split(_MARK)
        return between, list(chain.from_iterable(map(self._values.__getitem__, stretches)))


class _Remembered(dict[str, Value]):
    """What was found for the stretches without a space that were met so far."""

    def __init__(self, find: Callable[[str], Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, stretch: str) -> Value:
        found = self._find(stretch)
        if len(stretch) <= _LONG:
            if len(self) >= _KEPT:
                self.clear()
            self[stretch] = found
        return found
