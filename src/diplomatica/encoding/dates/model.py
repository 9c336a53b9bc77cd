"""What the scanners of dates hand to one another: a stretch of text with the parts of a date, the year perhaps open."""

from __future__ import annotations

from typing import NamedTuple

from diplomatica.encoding.dates.reference import days_in


class Point(NamedTuple):
    """A day, month or year; what is not known is None. `time` is "T17:05:00" or ""."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: str = ""

    @property
    def possible(self) -> bool:
        """Whether the calendar has it."""
        if self.year is not None and not 1 <= self.year <= 9999:
            return False
        if self.month is None:
            return self.day is None
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= days_in(self.month, self.year)

    @property
    def open(self) -> bool:
        """Whether the month of a day is still to be found."""
        return self.day is not None and self.month is None

    @property
    def precision(self) -> int:
        """3 for a day, 2 for a month, 1 for a year."""
        return 3 if self.day is not None else 2 if self.month is not None else 1

    def w3c(self) -> str:
        """The W3C form; "--03-16" where the year is not known."""
        if self.month is None:
            return f"{self.year:04d}"
        head = "-" if self.year is None else f"{self.year:04d}"
        if self.day is None:
            return f"{head}-{self.month:02d}"
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}"
        return f"{head}-{self.month:02d}-{self.day:02d}{self.time}"

    @property
    def key(self) -> tuple[int, int, int]:
        """For comparing two points."""
        return (self.year or 0, self.month or 0, self.day or 0)


class Raw(NamedTuple):
    """A date as a scanner saw it, `text[start:end]`.

    `last` is the end of a range. `weak` says that it counts only beside another date ("March" in "March-April 1965").
    `loose` marks a range that gives limits only (`notBefore`, `notAfter`). `weekday` is 0 (Monday) to 6, or -1.
    """

    start: int
    end: int
    first: Point
    last: Point | None = None
    weak: bool = False
    low: bool = False
    loose: bool = False
    weekday: int = -1
    rule: str = ""


def balanced(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch, made to hold each square bracket with its partner; None if that can't be done.

    A bracket at the end whose partner stands further before is left out.

    Before: "4 [March" of "4 [March] he". After: "4 [March]".
    """
    depth = 0
    for position in range(start, end):
        char = text[position]
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth < 0:
                if start > 0 and text[start - 1] == "[":
                    start, depth = start - 1, 0
                elif position == end - 1:
                    return start, position
                else:
                    return None
    if depth == 1 and end < len(text) and text[end] == "]":
        return start, end + 1
    return (start, end) if depth == 0 else None
