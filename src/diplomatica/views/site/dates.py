"""Dates as the order of documents needs them: ISO 8601, as `@when`, `@from` and `@notBefore` hold it."""

from __future__ import annotations

import re

from diplomatica.views.model import DateFact

_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?")
_UNKNOWN = 1 << 31


def parts(date: DateFact) -> tuple[int, int, int] | None:
    """Year, month and day of the first (or only) day of a date, 0 for what is not known; None without a year."""
    match = _DATE.match(date.first or date.last)
    if match is None:
        return None
    month, day = int(match[2] or 0), int(match[3] or 0)
    return int(match[1]), month if month <= 12 else 0, day if day <= 31 else 0


def year_of(date: DateFact) -> int | None:
    """The year of a date, or None."""
    found = parts(date)
    return None if found is None else found[0]


def chronological(date: DateFact, slug: str) -> tuple[int, int, int, str, str]:
    """The key that puts documents in order: a year before its months, a month before its days, the unknown last.

    On the same day the time decides, then the name of the document.
    """
    found = parts(date)
    if found is None:
        return (_UNKNOWN, 0, 0, "", slug)
    return (*found, (date.first or date.last).partition("T")[2], slug)
