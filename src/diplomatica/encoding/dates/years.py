"""Years that stand alone, ranges of years, and decades: "since 1954", "1956-1957", "1952/53", "the early 1950s"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplomatica.encoding.dates.model import Point, Raw
from diplomatica.encoding.dates.words import words

_YEAR = re.compile(
    r"(?<![\w$£€¥№#/.,@])(?<!\d[-–])(?P<y>1[6-9]\d\d|20[0-3]\d)"
    r"(?:(?P<dec>[’']?s)(?!\w)|\s?[-–—]\s?(?P<e>(?:1[6-9]|20)\d\d|\d\d)(?![\w/]|[.,]\d|-\d)"
    r"|/(?P<h>\d\d)(?![\w/-])|(?P<on>[-–]onwards?))?"
    r"(?![^\W¹²³⁰⁴-⁹]|[/%°]|[.,:]\d|-\d|\s?%|\s?°)"
)
_BEFORE = re.compile(r"([^\W\d_]+)(?:\.|,|-)?[\s\[]*(?P<the>the\s(?:year\s|years\s)?)?[\[\"“]?\Z")
_MODIFIER = re.compile(r"(?i:(?<!\w)(?P<m>mid|early|late)(?:-|\s))\Z")
_AFTER = re.compile(r"(?:[’']s)?\s(?P<w>[^\W\d_]+)")
_VOLUME = re.compile(r",?\s(?:[Vv](?:ols?)?\.|[Vv]olumes?|(?!I\s[a-z])[IVXL]{1,6}(?![\w])|No\.|no\.|pp?\.)")
_YEAR_SUFFIX = re.compile(r"-[a-záéíóöőúüű]{1,5}(?!\w)|\.?\s?[年년]")
_JOINT = re.compile(r"(?:,|,?\s(?:and|or|to|through|until|as\swell\sas))\s\Z")
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def _counts(text: str, end: int) -> bool:
    """Whether what follows a number makes it a quantity or a volume of a series."""
    after = _AFTER.match(text, end, end + 32)
    return (after is not None and after["w"].lower() in words().units) or _VOLUME.match(text, end, end + 12) is not None


def _evidence(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a number is a year by what stands round it, and whether that is doubtful."""
    lists = words()
    after = _AFTER.match(text, end, end + 32)
    following = after["w"] if after else ""
    if _counts(text, end):
        return False, False
    if following.lower() in lists.after_year or _YEAR_SUFFIX.match(text, end):
        return True, False
    before = _BEFORE.search(text, max(0, start - 24), start)
    word = before[1].lower() if before else ""
    if word in lists.labels and word not in lists.before_year:
        return False, False
    if before is not None and before["the"] and word in lists.before_year | {"of"}:
        return bool(following) or "year" in before["the"], False
    if word in lists.before_year:
        return True, len(word) == 1
    if word in lists.before_year_noun:
        return bool(following), following[:1].isupper()
    enclosed = text[start - 1 : start] == "(" and text[end : end + 1] in (")", ";", ",") if start else False
    return enclosed, enclosed


def _decade(match: re.Match[str], text: str) -> Raw | None:
    year = int(match["y"])
    if year % 10:
        return None
    modifier = _MODIFIER.search(text, max(0, match.start() - 6), match.start())
    start = modifier.start() if modifier else match.start()
    low, high = _PARTS[modifier["m"].lower()] if modifier else (0, 9)
    return Raw(start, match.end(), Point(year + low), Point(year + high), loose=True, rule="decade")


def _span(match: re.Match[str]) -> tuple[Point, Point] | None:
    """The two years of "1956-1957", "1950-54", "1952/53"."""
    year = int(match["y"])
    digits = match["e"] or match["h"]
    last = int(digits) if len(digits) == 4 else year - year % 100 + int(digits)
    if match["h"] and last != year + 1:
        return None
    return (Point(year), Point(last)) if year < last <= year + 80 else None


def scan(text: str, runs: list[tuple[int, int]]) -> Iterator[Raw]:
    """Every year, range of years and decade; a number without evidence of being a year comes as weak.

    `runs` are the runs of figures in the text.
    """
    joint_end = left = -1
    for first_figure, last_figure in runs:
        match = _YEAR.match(text, first_figure) if last_figure - first_figure == 4 and first_figure >= left else None
        if match is None:
            continue
        start, end = match.span()
        left = end
        if match["dec"]:
            raw = _decade(match, text)
            if raw is not None:
                yield raw
            continue
        sure, low = _evidence(text, start, end)
        if not sure and joint_end >= 0 and start - joint_end <= 14 and _JOINT.fullmatch(text, joint_end, start):
            sure = not _counts(text, end)
        if match["e"] or match["h"]:
            before = _BEFORE.search(text, max(0, start - 24), start)
            labelled = before is not None and before[1].lower() in words().labels and not before["the"]
            span = _span(match)
            if span is not None and not labelled:
                yield Raw(start, end, *span, low=not sure, rule="years")
                joint_end = end
            elif sure and span is None and match["e"]:
                cut = match.end("y")
                yield Raw(start, cut, Point(int(match["y"])), low=True, rule="year")
            continue
        modifier = _MODIFIER.search(text, max(0, start - 6), start)
        if modifier is not None:
            start = modifier.start()
        first = Point(int(match["y"]))
        if match["on"]:
            yield Raw(start, match.end("y"), first, rule="year")
            continue
        yield Raw(start, end, first, weak=not sure, low=low, rule="year")
        if sure:
            joint_end = end
