"""Times of day that stand right before or after a date: "17:05 3.IV.1966", "April 3; 10 AM"."""

from __future__ import annotations

import re

_HALF = r"(?P<{0}>[AaPp])\.?\s?[Mm](?:\.|(?!\w))"
# The end of a talk, where only it says which half of the day the beginning is in: "3:10–4:25 p.m."
_RANGE = r"(?:\s?(?:[-–—]|to)\s?\d{1,2}(?:[:.]\d\d)?(?=\s?[AaPp]))?"
_ZONE = r"(?:\s?\(?(?:[A-Z]\w{2,12}|local)\s(?:time|TIME)\)?)?"
_BEFORE = re.compile(
    rf"(?<![\w.:])(?:(?P<h>\d{{1,2}})(?P<s>[:.])(?P<m>\d\d)|(?P<g>\d\d)(?P<n>\d\d)(?=\s?(?:hours|hrs|h)))"
    rf"(?:\s?(?:{_HALF.format('x')}|(?P<u>hours|hrs\.?|hr\.?|h\.?)))?{_ZONE},?\s(?:on\s)?\Z"
)
_AFTER = re.compile(
    rf"(?:[,;]?\s|[,;/]|\s/\s|\s?[—–]\s?)\(?(?:at\s|from\s)?"
    rf"(?:(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?{_RANGE}\s?{_HALF.format('x')}"
    r"|(?P<i>\d{1,2}):(?P<j>\d\d)(?![\w:])(?:\s(?:hours|hrs))?"
    r"|(?P<k>\d{1,2})[.](?P<l>\d\d)\s(?:hours|hrs\.?|o’clock|o'clock|h)(?!\w)"
    r"|(?P<g>\d\d)(?P<n>\d\d)\s?(?:hours|hrs\.?|h(?!\w)|Z(?!\w)))"
)


def _time(hour: int, minute: int, half: str | None, zone: str = "") -> str:
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return f"T{hour:02d}:{minute:02d}:00{zone}" if hour <= 23 and minute <= 59 else ""


def before(text: str, start: int) -> tuple[int, str] | None:
    """Where a time right before a date begins, and its W3C form.

    Before: "17:05 " in front of "3.IV.1966". After: its position and "T17:05:00".
    """
    match = _BEFORE.search(text, max(0, start - 36), start)
    if match is None:
        return None
    if match["s"] == "." and not match["x"] and not match["u"]:
        return None
    time = _time(int(match["h"] or match["g"]), int(match["m"] or match["n"]), match["x"])
    if not time or match[0].rstrip().lower().endswith(" on"):
        return None
    return match.start(), time


def after(text: str, end: int) -> tuple[int, str] | None:
    """Where a time right after a date ends, and its W3C form.

    Before: "; 10 AM" behind "April 3". After: its end and "T10:00:00".
    """
    match = _AFTER.match(text, end)
    if match is None:
        return None
    hour = match["h"] or match["i"] or match["k"] or match["g"]
    minute = match["m"] or match["j"] or match["l"] or match["n"] or "0"
    zone = "Z" if match["g"] and match[0].endswith("Z") else ""
    time = _time(int(hour), int(minute), match["x"], zone)
    return (match.end(), time) if time else None
