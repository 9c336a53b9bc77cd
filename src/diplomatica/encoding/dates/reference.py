"""The date of a document, from which its dates take the year or century that they leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["", "dmy", "mdy"]

_W3C = re.compile(r"\s*(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(month: int, year: int | None) -> int:
    """The number of days of a month; without a year February has 29."""
    if month == 2 and year is not None and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return 28
    return _DAYS_IN_MONTH[month - 1]


@dataclass(frozen=True, slots=True)
class Reference:
    """The date of a document, as far as it is known.

    `order` says how the document writes dates in figures: "dmy", "mdy" (American), or "" where it is not known.
    """

    year: int
    month: int | None = None
    day: int | None = None
    order: Order = ""

    @classmethod
    def parse(cls, text: str, order: Order = "") -> Reference | None:
        """The reference for a W3C date ("1968-01-31", "1968-01", "1968"; of a range its beginning), or None.

        >>> Reference.parse("1968-01-31")
        Reference(year=1968, month=1, day=31, order='')
        """
        match = _W3C.match(text)
        if match is None:
            return None
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if not year >= 1:
            return None
        if not 1 <= month <= 12:
            return cls(year, order=order)
        if not 1 <= day <= days_in(month, year):
            return cls(year, month, order=order)
        return cls(year, month, day, order)

    def distance(self, year: int, month: int, day: int | None) -> int:
        """How many days after (negative: before) this date another one is; unknown parts are taken in the middle."""
        mine = date(self.year, self.month or 7, self.day or (15 if self.month else 1))
        there = date(year, month, min(day or (self.day or 15), days_in(month, year)))
        return (there - mine).days

    def year_for(self, month: int, day: int | None, ahead: int) -> int:
        """The year of a date without one: the latest that is no more than `ahead` days after this date.

        Before: "December 30" in a document of 1958-01-04. After: 1957.
        """
        if self.month is None:
            return self.year
        for year in (self.year + 1, self.year):
            if year <= 9999 and self.distance(year, month, day) <= ahead:
                return year
        return max(self.year - 1, 1)


def century(short: int, reference: Reference | None) -> int:
    """The year for two figures: the latest that is no more than ten years after the document.

    Before: 51, in a document of 1968. After: 1951. Without a document's date, the twentieth century.
    """
    if reference is None:
        return 1900 + short
    latest = reference.year + 10
    return latest - (latest - short) % 100
