"""Dates in figures: "3.4.1966", "3.IV.66", "1966-04-03", "4/23/1966", "1966年4月3日", "031750Z APR 66".

All patterns are tried only where a run of figures (or a Roman month) begins, and none of them repeats without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplomatica.encoding.dates.model import Point, Raw
from diplomatica.encoding.dates.reference import Reference, century
from diplomatica.encoding.dates.words import words

_ROMAN = {r: n for n, r in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], 1)}
_R = r"(?:VIII|VII|VI|V|IV|IX|XII|XI|X|III|II|I)"
_Q = "[\"“”„«»'’‘]"

# The alternatives that begin with a figure, tried at the head of a run of figures.
_FIGURES = re.compile(
    rf"(?<![\w/№#$£€])(?<!\d[.,])(?:"
    rf"(?P<iso>(?P<iy>1[5-9]\d\d|20\d\d)(?P<is>[-./])(?P<im>\d{{1,2}})(?P=is)(?P<id>\d{{1,2}})(?![\w]|[-./]\d))"
    rf"|(?P<roman>(?P<rd>\d{{1,2}}){_Q}?(?:\s?[./-]\s?|\s)(?P<rm>{_R})(?:\s?[./-]\s?|\s)"
    rf"(?P<ry>(?:1[5-9]|20)\d\d|\d\d)(?!\w|[.,/:-]\d))"
    rf"|(?P<open>(?P<od>\d{{1,2}})[./](?P<om>{_R})\b(?![./-]?\d))"
    rf"|(?P<us>(?P<um>\d{{1,2}})/(?P<ud>\d{{1,2}})\s?[-–]\s?(?P<ue>\d{{1,2}})/(?P<uy>\d{{4}}|\d\d)(?!\w|[./-]\d))"
    rf"|(?P<num>(?P<na>\d{{1,2}})(?P<ns>\.\s?|/|-)(?P<nb>\d{{1,2}})(?P=ns)(?P<ny>(?:1[5-9]|20)\d\d|\d\d)"
    rf"(?!\w|\.\d|/\d(?!\d?[:.]\d\d(?!\d))|,\d))"
    rf"|(?P<mixed>(?P<xd>\d{{1,2}})/(?P<xm>\d{{1,2}})[-–](?P<xy>(?:1[5-9]|20)\d\d)(?!\w|[./-]\d))"
    rf"|(?P<year>(?P<ey>(?:1[5-9]|20)\d\d)\.\s?(?P<em>{_R}|\d{{1,2}})\.\s?(?P<ed>\d{{1,2}})(?![^\W]|[./]\d))"
    rf"|(?P<span>(?P<sa>\d{{1,2}})\.?\s?[-–]\s?(?P<sb>\d{{1,2}})\.(?P<sm>\d{{1,2}}|{_R})\."
    rf"(?P<sy>(?:1[5-9]|20)\d\d|\d\d)(?!\w|[.,/]\d))"
    rf"|(?P<cjk>(?P<cy>(?:1[5-9]|20)\d\d)\s?[年년]"
    rf"(?:\s?(?P<cm>\d{{1,2}})\s?[月월](?:\s?(?P<cd>\d{{1,2}})\s?[日일])?)?)"
    rf"|(?P<cjs>(?P<ca>\d{{1,2}})\s?[月월]\s?(?P<cb>\d{{1,2}})\s?[日일])"
    rf"|(?P<dm>(?P<dd>\d{{1,2}})\.(?P<de>0\d|1[0-2])(?![\w%°]|[.,:/-]\d|\s?(?:%|°)))"
    rf"|(?P<short>(?P<ha>\d{{1,2}})\.(?P<hb>\d{{1,2}})\.(?![\w]|\s?\d))"
    rf")"
)
# What follows the first figures in each of these alternatives, at once or after a space: most figures are passed over.
_AFTER = frozenset("-./–年년月월\"“”„«»'’‘")
_AFTER_SPACE = frozenset("IVX-./–年년月월")
_ROMAN_YEAR = re.compile(rf"(?P<m>{_R})(?:[./](?P<s>\d\d)|[./-](?P<l>(?:1[89]|20)\d\d))(?!\w|[./-]\w)")
_MILITARY = re.compile(r"(\d\d)(\d\d)(\d\d)(Z|[A-IK-Y])?\s([A-Z]{3,4})\.?\s(\d{4}|\d\d)(?!\w)")
_LABEL = re.compile(r"([^\W\d_]+)\.?[\s:]*\Z")
_NOUN = re.compile(r"\s([^\W\d_]+)")
# Words after which "14.06" is a day: after the others of `_ON` it may be a number.
_DATED = frozenset(("on", "dated", "am", "vom", "от", "dne", "dnia", "din", "la", "ngày"))
_ON = frozenset(("on", "of", "from", "since", "by", "until", "till", "to", "dated", "am", "vom", "от", "с", "до"))


def _word_before(text: str, position: int) -> str:
    match = _LABEL.search(text, max(0, position - 16), position)
    return match[1].lower() if match else ""


def _year(digits: str, reference: Reference | None) -> int:
    return int(digits) if len(digits) == 4 else century(int(digits), reference)


def _far(year: int, reference: Reference | None) -> bool:
    """Whether a year is unlikely in a document of that date."""
    return reference is not None and not reference.year - 60 <= year <= reference.year + 12


def _quoted(text: str, start: int, match: re.Match[str]) -> int:
    """The start, with the quotation mark that opens in front of a day: "2/VI-50" is often written so."""
    if start > 0 and text[start - 1] in '"“„«' and any(mark in '"”“»' for mark in match[0]):
        return start - 1
    return start


def _day_month(a: int, b: int, year: int, slash: bool, reference: Reference | None) -> tuple[int, int, bool]:
    """Day, month and doubt of two numbers in a date.

    With full stops the day comes first. With slashes it is the side above 12, then the habit of the document, then
    whatever lies nearer to the document's date.
    """
    if b > 12 or a > 12:
        return (b, a, not slash) if b > 12 else (a, b, False)
    if not slash or a == b:
        return a, b, False
    if reference is not None and reference.order:
        return (b, a, False) if reference.order == "mdy" else (a, b, False)
    if reference is not None and reference.month is not None:
        dmy = abs(reference.distance(year, b, a))
        mdy = abs(reference.distance(year, a, b))
        return (a, b, True) if dmy <= mdy else (b, a, True)
    return a, b, True


def _figures(text: str, match: re.Match[str], reference: Reference | None) -> Raw | None:
    kind = match.lastgroup
    start, end = match.span()
    group = match.group
    if group("iso"):
        if text[start - 1 : start] == "-":
            return None
        point = Point(int(group("iy")), int(group("im")), int(group("id")))
        return Raw(start, end, point, rule="iso") if point.possible else None
    if group("cjk"):
        month, day = group("cm"), group("cd")
        point = Point(int(group("cy")), int(month) if month else None, int(day) if day else None)
        return Raw(start, end, point, rule="cjk") if point.possible else None
    if group("cjs"):
        point = Point(None, int(group("ca")), int(group("cb")))
        return Raw(start, end, point, rule="cjk") if point.possible else None
    hyphen = start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()
    if hyphen and (group("ns") != "/" or text[start - 2].isalpha()):
        return None
    before = _word_before(text, start)
    if before in words().labels:
        return None
    if group("roman"):
        year = _year(group("ry"), reference)
        mixed = text[match.end("rd")] == " " and text[match.end("rm")] != " "
        if mixed or (len(group("ry")) == 2 and reference is not None and abs(year - reference.year) > 40):
            return None
        point = Point(year, _ROMAN[group("rm")], int(group("rd")))
        return Raw(_quoted(text, start, match), end, point, rule="roman") if point.possible else None
    if group("open"):
        if len(group("om")) < 2 and before not in _ON:
            return None
        point = Point(None, _ROMAN[group("om")], int(group("od")))
        return Raw(start, end, point, rule="roman", low=before not in _ON) if point.possible else None
    if group("us"):
        year = _year(group("uy"), reference)
        first = Point(year, int(group("um")), int(group("ud")))
        last = Point(year, int(group("um")), int(group("ue")))
        good = first.possible and last.possible and first.key < last.key
        return Raw(start, end, first, last, rule="figures") if good else None
    if group("num"):
        year = _year(group("ny"), reference)
        short = len(group("ny")) == 2
        separator = group("ns")[0]
        if short and _far(year, reference):
            return None
        day, month, low = _day_month(int(group("na")), int(group("nb")), year, separator == "/", reference)
        point = Point(year, month, day)
        if not point.possible or (separator == "-" and text[end : end + 1] == "-"):
            return None
        return Raw(start, end, point, low=low or (short and separator == "-"), rule="figures")
    if group("mixed"):
        point = Point(int(group("xy")), int(group("xm")), int(group("xd")))
        return Raw(start, end, point, rule="figures") if point.possible else None
    if group("year"):
        point = Point(int(group("ey")), _ROMAN.get(group("em")) or int(group("em")), int(group("ed")))
        return Raw(start, end, point, rule="figures") if point.possible else None
    if group("span"):
        year, month = _year(group("sy"), reference), group("sm")
        number = _ROMAN.get(month) or int(month)
        first, last = Point(year, number, int(group("sa"))), Point(year, number, int(group("sb")))
        good = first.possible and last.possible and first.key < last.key and not _far(year, reference)
        return Raw(start, end, first, last, rule="figures") if good else None
    return _without_year(text, match, before) if kind else None


def _without_year(text: str, match: re.Match[str], before: str) -> Raw | None:
    """ "on 14.06", "on 14.6.": day and month after a word that announces a date, and no quantity."""
    day, month = match["ha"] or match["dd"], match["hb"] or match["de"]
    if day is None or before not in (_ON if match["short"] else _DATED):
        return None
    following = _NOUN.match(text, match.end())
    if following is not None and following[1].lower() in words().units | {"million", "billion", "thousand", "hours"}:
        return None
    point = Point(None, int(month), int(day))
    return Raw(match.start(), match.end(), point, low=True, rule="figures") if point.possible else None


def _month_years(text: str, reference: Reference | None) -> Iterator[Raw]:
    """ "XI.51": a Roman month and a year without a day."""
    for match in _ROMAN_YEAR.finditer(text):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] in "./№#-_"):
            continue
        year = _year(match["s"] or match["l"], reference)
        if reference is not None and abs(year - reference.year) > 40:
            continue
        if _word_before(text, start) in words().labels:
            continue
        low = match["s"] is not None and (reference is None or abs(year - reference.year) > 5)
        yield Raw(start, match.end(), Point(year, _ROMAN[match["m"]]), low=low, rule="roman")


def _military(text: str, start: int, reference: Reference | None) -> Raw | None:
    """ "031750Z APR 66": day, hour and minute in one group."""
    match = _MILITARY.match(text, start)
    month = words().months.get(match[5].lower()) if match else None
    if match is None or month is None:
        return None
    hour, minute = int(match[2]), int(match[3])
    if hour > 23 or minute > 59:
        return None
    time = f"T{hour:02d}:{minute:02d}:00" + ("Z" if match[4] == "Z" else "")
    point = Point(_year(match[6], reference), month[0], int(match[1]), time)
    return Raw(start, match.end(), point, rule="military") if point.possible else None


def scan(text: str, runs: list[tuple[int, int]], reference: Reference | None) -> Iterator[Raw]:
    """Every date in figures; stretches may overlap. `runs` are the runs of figures in the text."""
    if runs:
        yield from _month_years(text, reference)
    left = 0
    for start, end in runs:
        if start < left or end - start > 6 or (start and (text[start - 1].isalpha() or text[start - 1] == "_")):
            continue
        if end - start <= 4:
            sign = text[end : end + 1]
            if sign not in _AFTER and not (sign.isspace() and text[end + 1 : end + 2] in _AFTER_SPACE):
                continue
            match = _FIGURES.match(text, start)
            raw = _figures(text, match, reference) if match is not None else None
            if raw is not None:
                left = raw.end
        else:
            raw = _military(text, start, reference) if end - start == 6 else None
        if raw is not None:
            yield raw
