"""A text cut into words and what stands between them, for patterns that never look past a space.

    before  "road, the “Zenda”"
    after   the rows ("", "road", ", "), ("", "the", " "), ("“", "Zenda", "” ")

Why: a language repeats its words. What a pattern finds between two spaces is remembered, and most of a text is then
cut without any search.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, chain
from operator import add
from typing import Any

_KEPT = 50_000
_LONG = 40
"""Longer stretches without a space are hardly met twice."""
_CELLS = 3


def _nothing(_word: str) -> tuple[Any, ...]:
    return ()


class Cutter:
    """Cuts texts into the words that a pattern finds; `told` gives `more` values for every word.

    No match of the pattern is empty or holds a space, and none would differ if a space beside it were an end of the
    text.
    """

    __slots__ = ("_known", "width")

    def __init__(
        self, pattern: re.Pattern[str], told: Callable[[str], tuple[Any, ...]] = _nothing, more: int = 0
    ) -> None:
        self.width = _CELLS + more
        self._known = _Stretches(pattern, told, more)

    def rows(self, text: str) -> list[Any]:
        """Of every word what stands right before it, the word, what stands after it and what is told of it.

        All in one list, `width` cells a word. What stands between two words is what stands after the one and before
        the other, joined; one more space stands at the end.
        """
        cells = list(chain.from_iterable(map(self._known.__getitem__, text.split(" "))))
        return self._filled(cells) if "" in cells[1 :: self.width] else cells

    def _filled(self, cells: list[Any]) -> list[Any]:
        """The rows without those that hold no word: what these hold stands before the next word."""
        width, kept = self.width, []
        before = ""
        for at in range(0, len(cells), width):
            if cells[at + 1]:
                kept.append(before + cells[at])
                kept += cells[at + 1 : at + width]
                before = ""
            else:
                before += cells[at]
        if kept:
            kept[_CELLS - 1 - width] += before
        return kept


def placed(words: list[str], before: list[str], after: list[str]) -> tuple[list[str], list[int], list[int]]:
    """What stands between the words of a text, and where each word starts and ends."""
    gaps = list(map(add, after, before[1:]))
    parts = [""] * (2 * len(words))
    parts[::2] = [*before[:1], *gaps]
    parts[1::2] = words
    places = list(accumulate(map(len, parts)))
    return gaps, places[::2], places[1::2]


class _Stretches(dict[str, tuple[Any, ...]]):
    """The rows of the stretches without a space that were met so far."""

    def __init__(self, pattern: re.Pattern[str], told: Callable[[str], tuple[Any, ...]], more: int) -> None:
        super().__init__()
        self._pattern = pattern
        self._told = told
        self._empty = (None,) * more

    def __missing__(self, stretch: str) -> tuple[Any, ...]:
        cells: list[Any] = []
        end = 0
        for match in self._pattern.finditer(stretch):
            if cells:
                cells[-1 - len(self._empty)] = stretch[end : match.start()]
            word = match.group()
            cells += ["" if cells else stretch[: match.start()], word, "", *self._told(word)]
            end = match.end()
        if cells:
            cells[-1 - len(self._empty)] = stretch[end:] + " "
        else:
            cells = [stretch + " ", "", "", *self._empty]
        row = tuple(cells)
        if len(stretch) <= _LONG:
            if len(self) >= _KEPT:
                self.clear()
            self[stretch] = row
        return row
