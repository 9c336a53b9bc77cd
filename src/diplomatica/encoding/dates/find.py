"""Finding the dates of a text: the scanners' finds are joined to ranges, given their year, and checked.

Rule of a date without a year: it takes the year that lies nearest to the date of the document, looking further ahead
only where the clause speaks of what is to come. Before: `April 3` in a telegram of 1966-04-05. After: 1966-04-03.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from diplomatica.encoding import plainwords
from diplomatica.encoding.dates import months, numeric, ordinals, parts, times, years
from diplomatica.encoding.dates.model import Point, Raw, balanced
from diplomatica.encoding.dates.reference import Reference
from diplomatica.encoding.dates.sigla import fold
from diplomatica.encoding.dates.words import words
from diplomatica.encoding.model import DateFound

_YEAR_AFTER = re.compile(r",?\s((?:1[5-9]|20)\d\d)(?!\w)")
_DASH = re.compile(r"\s?[-–—−]\s?")
_TO = re.compile(r",?\s(?:to|TO|through|until|till|bis)\s(?:the\s)?")
_AND = re.compile(r",?\s(?:and|AND|or|&)\s(?:on\s)?(?:the\s)?|,\s")
_FROM = re.compile(r"(?i:\bfrom)\s(?:the\s)?\Z")
_BETWEEN = re.compile(r"(?i:\bbetween)\s(?:the\s)?\Z")
_OLD_STYLE = re.compile(r"\s?[(/]\s?")
_SAME_YEAR = re.compile(
    r",?\s\[?(?:of\s)?(?:(?P<this>this|the\scurrent|the\spresent)|(?P<last>last|the\slast|the\spast|the\sprevious)"
    r"|(?P<next>next|the\snext|the\scoming)|(?P<same>the\ssame|that))\s(?:current\s)?year(?!\w)"
)
_CLAUSE = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+)[\s\[(]*(?:the\s)?\Z")
_SENTENCE = re.compile(r"[.!?;]\s(?=[^\W\d_a-zà-þ])")
_AHEAD, _AHEAD_FUTURE, _AHEAD_PAST = 122, 244, 31
_AHEAD_MONTH, _AHEAD_COMING, _AHEAD_NEXT = 183, 275, 350
_TRIM = " \t\n.,;:()[]<>*\"“”'’"


def _overlaps(raws: list[Raw]) -> list[Raw]:
    """The finds in the order of the text; of two that overlap the longer one stays, of equals the first."""
    kept: list[Raw] = []
    for raw in sorted(raws, key=lambda item: (item.start, item.start - item.end)):
        if kept and raw.start < kept[-1].end:
            last = kept[-1]
            if (raw.end - raw.start) > (last.end - last.start) and (not raw.weak or last.weak):
                kept[-1] = raw
            continue
        kept.append(raw)
    return kept


def _share_year(first: Point, last: Point) -> tuple[Point, Point]:
    """Both ends with a year where one has it: "30 December - 2 January 1958" begins in 1957."""
    if first.month is None or last.month is None or (first.year is None) == (last.year is None):
        return first, last
    if first.year is None:
        turn = (first.month, first.day or 0) > (last.month, last.day or 99)
        return first._replace(year=(last.year or 0) - turn), last
    turn = (first.month, first.day or 0) > (last.month, last.day or 99)
    return first, last._replace(year=first.year + turn)


def _old_style(text: str, first: Raw, last: Raw) -> Raw | None:
    """ "25 October (7 November) 1917": the date in the calendar of today, the whole as one date."""
    if not _OLD_STYLE.fullmatch(text, first.end, last.start) or first.first.precision < 3 or last.first.precision < 3:
        return None
    if text[last.start - 1] != "(" or text[last.end : last.end + 1] != ")":
        return None
    end, point = last.end + 1, last.first
    match = _YEAR_AFTER.match(text, end)
    if match is not None and point.year is None:
        end, point = match.end(), point._replace(year=int(match[1]))
    if point.year is None or first.first.year is not None:
        return None
    return Raw(first.start, end, point, rule="old-style")


def _pair(text: str, first: Raw, last: Raw) -> Raw | None:
    """Two dates made one range, or None where they are two."""
    if first.last is not None or last.last is not None or first.end > last.start or last.start - first.end > 14:
        return None
    old = _old_style(text, first, last)
    if old is not None:
        return old
    if first.first.precision != last.first.precision or first.first.open or last.first.open:
        return None
    from_before = _FROM.search(text, max(0, first.start - 10), first.start)
    between = _BETWEEN.search(text, max(0, first.start - 13), first.start)
    dash = _DASH.fullmatch(text, first.end, last.start)
    to = _TO.fullmatch(text, first.end, last.start)
    both = between and _AND.fullmatch(text, first.end, last.start)
    if not (dash or to or both):
        return None
    if first.weak and last.weak and first.first.month is None and not (from_before or between):
        return None
    start, end = _share_year(first.first, last.first)
    if start.year is not None and end.year is not None and not start.key < end.key:
        return None
    low = first.low or last.low or bool(to and not from_before)
    weak = first.weak and last.weak and not (from_before or between)
    return Raw(first.start, last.end, start, end, weak=weak, low=low, rule="range")


def _joined(text: str, raws: list[Raw]) -> list[Raw]:
    """The finds with ranges joined; a weak one is dropped, an open one takes the year of one it is joined to."""
    result: list[Raw] = []
    index = 0
    while index < len(raws):
        raw = raws[index]
        following = raws[index + 1] if index + 1 < len(raws) else None
        pair = _pair(text, raw, following) if following is not None else None
        if pair is not None:
            result.append(pair)
            index += 2
            continue
        result.append(raw)
        index += 1
    for index in range(1, len(result)):
        raw, before = result[index], result[index - 1]
        months = raw.first.month and before.first.month
        close = months and raw.start - before.end <= 12 and _AND.fullmatch(text, before.end, raw.start)
        if raw.weak and not before.weak and close:
            result[index] = raw._replace(weak=False)
    for index in range(len(result) - 2, -1, -1):
        raw, following = result[index], result[index + 1]
        gap = _AND.fullmatch(text, raw.end, following.start) if following.start - raw.end <= 12 else None
        if not gap or raw.first.year is not None or following.first.year is None:
            continue
        if raw.first.month and following.first.month:
            point, _ = _share_year(raw.first, following.first)
            last = raw.last and raw.last._replace(year=point.year)
            weak = raw.weak and following.first.day is not None
            result[index] = raw._replace(first=point, last=last, weak=weak)
    return result


def _ahead(text: str, raw: Raw) -> int:
    """How many days after the document a date without a year may lie, by the words round it."""
    lists = words()
    before = _BEFORE.search(text, max(0, raw.start - 24), raw.start)
    word = before[1].lower() if before is not None else ""
    if word in lists.behind:
        return _AHEAD_PAST
    default = _AHEAD_MONTH if raw.first.day is None else _AHEAD
    near = _clause(text, raw)
    if word in lists.coming:
        return _AHEAD_NEXT
    if near & lists.future or word in lists.ahead:
        return _AHEAD_FUTURE if raw.first.day is not None else _AHEAD_COMING
    if near & lists.past or any(len(token) > 4 and token.endswith("ed") for token in near):
        return _AHEAD_PAST
    return default


def _clause(text: str, raw: Raw) -> set[str]:
    """The words round a date, no further than its sentence."""
    low, high = max(0, raw.start - 60), min(len(text), raw.end + 50)
    for match in _SENTENCE.finditer(text, low, raw.start):
        low = match.end()
    end = _SENTENCE.search(text, raw.end, high)
    return {word.lower() for word in _CLAUSE.findall(text, low, end.start() if end is not None else high)}


def _by_weekday(raw: Raw, year: int) -> int:
    """The year round a proposed one in which the day falls on the weekday that the text gives."""
    point = raw.first
    if raw.weekday < 0 or point.month is None or point.day is None:
        return year
    for candidate in (year, year - 1, year + 1):
        dated = point._replace(year=candidate)
        if dated.possible and date(candidate, point.month, point.day).weekday() == raw.weekday:
            return candidate
    return year


def _dated(text: str, raw: Raw, reference: Reference | None, known: int | None) -> Raw | None:
    """The find with its year. `known` is the last year that the text named before it."""
    point = raw.first
    if point.year is not None or point.month is None:
        return raw
    same = _SAME_YEAR.match(text, raw.end)
    if same is not None:
        year = known if same["same"] else None
        if reference is not None and not same["same"]:
            year = reference.year + (-1 if same["last"] else 1 if same["next"] else 0)
        if year is None:
            return None
        raw = raw._replace(end=same.end())
    elif reference is None:
        return raw
    else:
        year = _by_weekday(raw, reference.year_for(point.month, point.day, _ahead(text, raw)))
        if known is not None and abs(known - year) > 1:
            raw = raw._replace(low=True)
    first = point._replace(year=year)
    last = raw.last
    if last is not None and last.year is None:
        first, last = _share_year(first, last)
    return raw._replace(first=first, last=last)


def _timed(text: str, raw: Raw, left: int) -> Raw:
    """The find with the time that stands right before or after it."""
    if raw.last is not None or raw.first.day is None or raw.first.time or raw.first.year is None:
        return raw
    early = times.before(text, raw.start)
    if early is not None and early[0] >= left:
        return raw._replace(start=early[0], first=raw.first._replace(time=early[1]))
    late = times.after(text, raw.end)
    if late is not None:
        return raw._replace(end=late[0], first=raw.first._replace(time=late[1]))
    return raw


def _attrs(raw: Raw) -> tuple[tuple[str, str], ...]:
    if raw.last is None:
        return (("when", raw.first.w3c()),)
    names = ("notBefore", "notAfter") if raw.loose else ("from", "to")
    return ((names[0], raw.first.w3c()), (names[1], raw.last.w3c()))


def find(text: str, reference: Reference | None = None, *, whole: bool = False) -> tuple[DateFound, ...]:
    """The dates of a text, in its order, none inside another.

    `reference` is the date of the document; without it a date that leaves out the year gets "--03-16". `whole` says
    that the text is a date line, where a bare year or month counts.

    >>> [found.attrs for found in find("3.IV.66", Reference(1966, 4, 3))]
    [(('when', '1966-04-03'),)]
    """
    folded = fold(text)
    found = _found(folded.text, reference, whole=whole)
    if not folded.cuts:
        return tuple(found)
    spans = [folded.span(one.start, one.end) for one in found]
    return tuple(replace(one, start=a, end=b) for one, (a, b) in zip(found, spans, strict=True))


@cache
def _telling() -> frozenset[bytes]:
    """The words that tell of a date without figures."""
    return months.plain_forms() | ordinals.first_words()


def _scanned(text: str, reference: Reference | None) -> list[Raw]:
    """What the scanners find; those are left out that by the words and figures of the text can't find anything."""
    plain = plainwords.plain(text)
    runs = plainwords.figures_in(text, plain)
    raws: list[Raw] = []
    if plain is None:
        names, ordinal = months.names_in(text, runs), True
    else:
        found = _telling().intersection(plainwords.lower_words(plain))
        names = months.names_in_plain(plain, runs, found)
        ordinal = ordinals.may_stand(plain, runs, found)
    if runs:
        raws += numeric.scan(text, runs, reference)
    if names:
        raws += months.scan(text, reference, names)
    if runs:
        raws += years.scan(text, runs)
    if ordinal:
        raws += ordinals.scan(text, reference)
    return raws


def _found(text: str, reference: Reference | None, *, whole: bool) -> list[DateFound]:
    raws = _scanned(text, reference)
    if not raws:
        return []
    result: list[DateFound] = []
    known: int | None = None
    last: Point | None = None
    left = 0
    for raw in _joined(text, _overlaps(raws)):
        if (raw.weak and not whole) or raw.start < left:
            continue
        if raw.first.open:
            future = bool(_clause(text, raw) & words().future)
            complete = ordinals.with_month(raw, reference, last, future=future)
            if complete is None:
                continue
            raw = complete
        dated = _dated(text, raw, reference, known)
        if dated is None or not dated.first.possible or not (dated.last is None or dated.last.possible):
            continue
        if raw.first.year is not None:
            known = raw.first.year
        if dated.first.month is not None and dated.first.year is not None:
            last = dated.first
        if dated.last is None and dated.first.precision < 3:
            dated = dated._replace(start=max(left, parts.start(text, dated.start)))
        timed = _timed(text, dated, left)
        span = balanced(text, timed.start, timed.end)
        if span is None:
            timed = dated
            span = balanced(text, timed.start, timed.end)
        if span is None or span[0] < left:
            continue
        result.append(DateFound(span[0], span[1], _attrs(timed), timed.low or raw.weak, f"date.{timed.rule}"))
        left = span[1]
    return result


def parse(text: str, reference: Reference | None = None) -> tuple[tuple[str, str], ...] | None:
    """The attributes of a string that is one date and nothing else, or None.

    Before: "April 3-4, 1966". After: (("from", "1966-04-03"), ("to", "1966-04-04")).
    """
    found = find(text, reference, whole=True)
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return found[0].attrs if not rest.strip(_TRIM) else None
