"""Sigla inside a date: letters or figures that an editor completed, and marks of doubt behind a part.

    before  3 Feb[ruary] 19[55];  13 October [?] 1950
    after   3 February 1955;      13 October 1950, with the place of every character in the text as it was

Why: the scanners know dates as they are written without sigla, and the stretch of a date must hold its brackets whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from diplomatica.encoding.dates.words import words

_MARK = re.compile(r"\s?(?:\[(?:\?{1,2}|sic!?)\]|\(\?\))")
_INSIDE = re.compile(r"\[([^\W_]{1,12})\]")
_REACH = 12


class Folded(NamedTuple):
    """A text without the sigla inside its dates.

    `cuts` are the stretches that were left out, in the text as it was, and `places` where each of them was in `text`;
    `shifts` say how many characters were left out up to the end of each.
    """

    text: str
    cuts: tuple[tuple[int, int], ...] = ()
    places: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as it was; sigla that stand right at its edges belong to it."""
        if not self.cuts:
            return start, end
        before, after = bisect_right(self.places, start), bisect_right(self.places, end - 1)
        first = start + (self.shifts[before - 1] if before else 0)
        last = end + (self.shifts[after - 1] if after else 0)
        # An opening bracket right before the stretch has its partner inside; what follows it is about it.
        if before and self.cuts[before - 1] == (first - 1, first):
            first -= 1
        while after < len(self.cuts) and self.cuts[after][0] == last:
            last = self.cuts[after][1]
            after += 1
        return first, last


def _word_round(text: str, start: int, end: int) -> tuple[int, int]:
    """The letters and figures that touch a stretch on both sides, a dozen at most on each."""
    low, high = start, end
    while low > 0 and start - low < _REACH and text[low - 1].isalnum():
        low -= 1
    while high < len(text) and high - end < _REACH and text[high].isalnum():
        high += 1
    return low, high


def _completed(text: str, match: re.Match[str]) -> bool:
    """Whether brackets complete the name of a month, or a year of four figures."""
    low, high = _word_round(text, match.start(), match.end())
    outer = text[low : match.start()] + text[match.end() : high]
    if not outer:
        return False
    whole = text[low : match.start()] + match[1] + text[match.end() : high]
    if whole.isdigit():
        return len(whole) == 4 and whole[:2] in ("15", "16", "17", "18", "19", "20")
    return whole.lower() in words().months


def fold(text: str) -> Folded:
    """The text with the sigla inside dates taken out."""
    cuts: list[tuple[int, int]] = []
    position = text.find("[")
    if position < 0 and "(?)" not in text:
        return Folded(text)
    while position >= 0:
        match = _INSIDE.match(text, position)
        if match is not None and _completed(text, match):
            cuts += [(match.start(), match.start() + 1), (match.end() - 1, match.end())]
        position = text.find("[", position + 1)
    if "?]" in text or "(?)" in text or "[sic" in text:
        cuts += [match.span() for match in _MARK.finditer(text)]
    if not cuts:
        return Folded(text)
    cuts.sort()
    pieces: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    left = shift = 0
    for start, end in cuts:
        pieces.append(text[left:start])
        places.append(start - shift)
        shift += end - start
        shifts.append(shift)
        left = end
    return Folded("".join((*pieces, text[left:])), tuple(cuts), tuple(places), tuple(shifts))
