"""Dates with the name of a month: "3 April 1966", "April 3", "4./5. July 1961", "1966. április 3."

The names are the anchors: from each one the text is read to the left and to the right, never further than some dozen
characters, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from diplomatica.encoding import plainwords
from diplomatica.encoding.dates.model import Point, Raw, balanced
from diplomatica.encoding.dates.reference import Reference, century
from diplomatica.encoding.dates.words import MonthForm, words

_WORD = re.compile(r"[^\W\d_]{3,14}")
_PLAIN_WORD = re.compile(rb"[a-z]{3,14}")
_OPEN, _CLOSE = "[\"“”„«»'‘’]", "[\"“”«»'‘’]"
_ORDINAL = r"(?:st|nd|rd|th|er|ST|ND|RD|TH|º|-?го|-?е|-(?:го|е|я))?"
_DASH = r"[-–—−]"
_LEFT_REACH = 56
_FIGURE_REACH = 28  # how far before a month the figures of its day stand at most
_W = r"[^\W¹²³⁰⁴-⁹]"  # a word character that is no raised figure

_YEAR = re.compile(
    r"\.?(?:\s?\])?,?\s?(?:of\s|de\s|del\s|of\sthe\syear\s)?\[?(?P<y>(?:1[5-9]|20)\d\d)"
    rf"(?!{_W}|[.,]\d|\s?%)|"
    r"\.?,?\s?[’‘'](?P<a>\d\d)(?!\w)|"
    # The number of a footnote may have grown to the year: "May 21, 19583".
    rf",?\s(?P<f>(?:19|20)\d\d)(?=[1-9](?!{_W}|[.,]\d|\s?%|\s[a-z]))|"
    r"\.?\s(?P<s>\d\d)(?!\w|[.,:/-]\d|\s?%|\s[a-z])"
)
_DAY = re.compile(
    rf"\.?\]?\s?\[?{_OPEN}?(?P<d>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH)?{_CLOSE}?\]?"
    rf"(?:\s?(?P<sep>{_DASH}|/|to|through|until|till|and|&)\s?(?:the\s)?"
    rf"(?P<e>\d{{1,2}})(?:st|nd|rd|th|TH)?(?![\w:]|[.,]\d))?"
    rf"(?![\w:%]|[.,]\d|\s?%|\s?[º°])"
)
_YEAR_FIRST = re.compile(r"(?<![\w./-])(?P<y>(?:1[5-9]|20)\d\d)\.?,?\s\Z")
_DAY_LAST = re.compile(rf"\s(?P<d>\d{{1,2}})\.?(?:\s?{_DASH}\s?(?P<e>\d{{1,2}})\.)?(?!\d|\.\d)")
_LIST = re.compile(
    r"(?P<l>(?:,\s\d{1,2}(?:st|nd|rd|th)?){1,4}),?\s(?:and|&)\s(?:the\s)?(?P<e>\d{1,2})(?:st|nd|rd|th)?(?![\w:]|[.,]\d)"
)
_NUMBER = re.compile(r"\d+")
_LABEL = re.compile(r"([^\W\d_]+)\.?\s\Z")
_MORE_DAYS = re.compile(
    rf"(?<![\w/.:,№#$-])(?:(?P<f>\d{{1,2}})\.?{_DASH})?(?P<d>\d{{1,2}}){_ORDINAL}\.?"
    r"(?P<s>,|,?\s(?:and|or)|\s&)\s(?:the\s)?\Z"
)
_BEFORE = re.compile(r"([^\W\d_]+)(?:\.|,)?[\s\[(]*(?:the\s|a\s)?\Z")
_BEFORE_OF = re.compile(r"([^\W\d_]+)\sof\s\Z")
_MODIFIER = re.compile(r"(?i:(?<!\w)(?:mid|early|late)(?:-|\s))\Z")
_CAPITALS = re.compile(r"(?:\s(?:[^\W\d_a-zà-þ][\w’'-]*|of|the|and)){1,5}")
_YEAR_WORD = re.compile(
    r",?\s\[?(?:of\s)?(?:this|last|next|the\s(?:same|current|present|past|previous|coming))\s(?:\w+\s)?year(?!\w)"
)
_NAME_BEFORE = re.compile(r"[^\W\d_]*[^\W\d_a-zß-þ]\w*[^\W\d_]\s\Z")
_GERMAN_BEFORE = re.compile(r"(?<![^\W\d_])(?i:am|vom|zum|dem|den|bis|seit|ab)\s\Z")
_ORDINAL_OF = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b.{0,30}\bof\s")
_BETWEEN = re.compile(r"(?i:\b(?:between|from))\s(?:the\s)?\Z")


@cache
def _left() -> re.Pattern[str]:
    names = "|".join(words().weekdays)
    day = rf"\[?(?P<{{0}}q>{_OPEN}?)(?P<{{0}}>\d{{{{1,2}}}}){_ORDINAL}(?P<{{0}}c>{_CLOSE}?)(?P<{{0}}p>\.?)\]?"
    first, second = day.format("a"), day.format("b")
    return re.compile(
        rf"(?<![\w/№#$£€])(?<!\w[.:,])(?<!\d[-–])(?P<w>(?i:{names})\.?,?\s(?:the\s)?)?"
        rf"(?:{first}\s?(?P<sep>{_DASH}|/|(?i:to|and|through|until|till|bis|au|al)(?=\s)|&)\s?(?:the\s)?)?{second}"
        rf"(?:\s?(?i:of|de|di|days\sof|day\sof)(?=[\s\[]))?\s?(?:the\s)?\[?\Z"
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<w>(?i:{'|'.join(words().weekdays)})\.?,?\s)\Z")


def _weekday_number(name: str | None) -> int:
    return words().weekdays.index(name.strip(" .,").lower().removesuffix("the").strip(" .,")) % 7 if name else -1


def _short_year(match: re.Match[str], reference: Reference | None, abbreviated: bool) -> int | None:
    """The year of two figures after a month, where it can be one: "NOV 61", "March ’68"."""
    if match["a"]:
        return century(int(match["a"]), reference)
    if match["s"]:
        year = century(int(match["s"]), reference)
        if abbreviated or (reference is not None and abs(year - reference.year) <= 12 and int(match["s"]) > 31):
            return year
    return None


def _year_at(text: str, position: int, reference: Reference | None, abbreviated: bool) -> tuple[int, int] | None:
    """The year that follows a month or day, and where it ends."""
    match = _YEAR.match(text, position)
    if match is None:
        return None
    full = match["y"] or match["f"]
    year = int(full) if full else _short_year(match, reference, abbreviated)
    return None if year is None else (year, match.end())


def _names_a_thing(text: str, end: int) -> bool:
    """Whether a month or day is the first part of a name: "1 March Conference", "October Revolution"."""
    match = _CAPITALS.match(text, end, end + 90)
    if match is None:
        return False
    named = words().named_after
    return any(word.strip("’'-").lower() in named for word in match[0].split())


def _has_context(text: str, start: int, end: int) -> bool:
    """Whether a month that stands alone is in a place where a date stands."""
    if _YEAR_WORD.match(text, end):
        return True
    low = max(0, start - 28)
    of = _BEFORE_OF.search(text, low, start)
    if of is not None:
        return of[1].lower() in words().part_of
    match = _BEFORE.search(text, low, start)
    return match is not None and match[1].lower() in words().before_month


class _Month:
    """One name of a month in the text, `text[a:b]`, and the dates that are built on it."""

    def __init__(self, text: str, a: int, b: int, number: int, form: MonthForm, reference: Reference | None) -> None:
        self.text, self.a, self.b, self.number, self.form, self.reference = text, a, b, number, form, reference
        self.capital = text[a].isupper()
        self.upper = text[a:b].isupper()

    def dates(self) -> Iterator[Raw]:
        figures = _NUMBER.search(self.text, max(0, self.a - _FIGURE_REACH), self.a) is not None
        found = (figures and (self._day_first() or self._year_first())) or self._month_first() or self._month_only()
        for raw in found:
            span = balanced(self.text, raw.start, raw.end)
            if span is not None and raw.first.possible and (raw.last is None or raw.last.possible):
                yield raw._replace(start=span[0], end=span[1])

    def _lower_case_word(self, full: bool) -> bool:
        """Whether an English name is in lower case and so more likely another word ("may", "march")."""
        return self.form != "foreign" and not self.capital and not full

    def _day_first(self) -> list[Raw]:
        text, a, b = self.text, self.a, self.b
        match = _left().search(text, max(0, a - _LEFT_REACH), a)
        if match is None:
            return []
        year = _year_at(text, b, self.reference, self.form == "short" or self.upper)
        day, other = int(match["b"]), match["a"]
        if self._lower_case_word(year is not None) or not 1 <= day <= 31:
            return []
        if year is None and self.form != "foreign" and self._belongs_right(match.start()):
            return []
        dotted = bool(match["bp"]) and match["a"] is None
        if (
            dotted
            and self.form != "foreign"
            and (year is None or match.start() == 0)
            and not self._german(match.start("b"), year)
        ):
            return []
        end = year[1] if year else self._short_end()
        if year is None and _names_a_thing(text, end):
            return []
        value = year[0] if year else None
        start = match.start()
        both = other is not None and match["sep"].lower() in ("and", "&") and not self._limits(start)
        weekday = _weekday_number(match["w"])
        last = Point(value, self.number, day)
        if other is None or both or not 0 < int(other) < day:
            if match["w"] is None or other is not None:
                start = match.start("bq")
            if match["bq"] and not match["bc"]:
                start = match.start("b") if start == match.start("bq") else start
            start = self._article(start)
            found = [Raw(start, end, last, weekday=weekday if other is None else -1, rule="day-month")]
            return found + self._more_days(start, value)
        if match["aq"] and not match["ac"] and start == match.start("aq"):
            start = match.start("a")
        start = self._article(start)
        return [Raw(start, end, Point(value, self.number, int(other)), last, rule="day-month")]

    def _belongs_right(self, start: int) -> bool:
        """Whether the number before the month is another one's: "No. 5 April 3, 1960", "item 5 April 3"."""
        day = _DAY.match(self.text, self.b)
        if day is None:
            return False
        label = _LABEL.search(self.text, max(0, start - 14), start)
        numbered = label is not None and label[1].lower() in words().labels
        return numbered or _year_at(self.text, day.end("d"), None, False) is not None

    def _article(self, start: int) -> int:
        """The start with the article of an ordinal: "the 20th of November"."""
        before = self.text[start - 4 : start] if start >= 4 else ""
        outside = start == 4 or not self.text[start - 5 : start - 4].isalnum()
        ordinal = _ORDINAL_OF.match(self.text, start, self.a)
        return start - 4 if ordinal and outside and before.lower() == "the " else start

    def _limits(self, start: int) -> bool:
        """Whether "between" or "from" stands before a position."""
        return _BETWEEN.search(self.text, max(0, start - 13), start) is not None

    def _german(self, start: int, year: tuple[int, int] | None) -> bool:
        """Whether "2. August 1958" or "am 2. August" is a date although English writes no full stop there."""
        if year is None:
            return start > 0 and _GERMAN_BEFORE.search(self.text, max(0, start - 6), start) is not None
        return not _DAY.match(self.text, self.b)

    def _short_end(self) -> int:
        """The end of a month's name, with the full stop of an abbreviation."""
        dot = self.form == "short" and self.text[self.b : self.b + 1] == "."
        return self.b + 1 if dot else self.b

    def _more_days(self, start: int, year: int | None) -> list[Raw]:
        """The days before "and 9 May" in "5, 7 and 9 May"."""
        found: list[Raw] = []
        for _ in range(5):
            match = _MORE_DAYS.search(self.text, max(0, start - 18), start)
            if match is None or not 1 <= int(match["d"]) <= 31 or (match["s"] == "," and not found):
                break
            point = Point(year, self.number, int(match["d"]))
            first = Point(year, self.number, int(match["f"])) if match["f"] else None
            if point.possible and first is not None and first.possible and first.key < point.key:
                found.append(Raw(match.start(), match.start("s"), first, point, low=True, rule="days"))
            elif point.possible and first is None:
                found.append(Raw(match.start(), match.start("s"), point, low=True, rule="days"))
            start = match.start()
        return found

    def _year_first(self) -> list[Raw]:
        """ "1966. április 3." (Hungarian order)."""
        match = _YEAR_FIRST.search(self.text, max(0, self.a - 8), self.a)
        if match is None or self._lower_case_word(False):
            return []
        year = int(match["y"])
        day = _DAY_LAST.match(self.text, self.b)
        if day is None:
            if self.form != "foreign" or _YEAR.match(self.text, self.b):
                return []
            return [Raw(match.start(), self.b, Point(year, self.number), rule="year-month")]
        if self.form != "foreign" and _YEAR.match(self.text, day.end("d")):
            return []
        first = Point(year, self.number, int(day["d"]))
        last = Point(year, self.number, int(day["e"])) if day["e"] else None
        end = day.end() if self.form == "foreign" else day.end("e" if day["e"] else "d")
        return [Raw(match.start(), end, first, last, rule="year-month")]

    def _month_first(self) -> list[Raw]:
        text = self.text
        match = _DAY.match(text, self.b)
        if match is None or self.form == "foreign" or not 1 <= int(match["d"]) <= 31:
            return []
        listed = _LIST.match(text, match.end("d")) if match["e"] is None else None
        if listed is not None:
            return self._listed(int(match["d"]), match.end("d"), listed)
        day, end, last = int(match["d"]), match.end(), None
        second = match["e"]
        if second is not None:
            following = _WORD.match(text, match.end() + 1)
            if following is not None and following[0].lower() in words().months and match["sep"] != "/":
                second = None
            elif match["sep"] in ("and", "&") and not self._limits(self.a):
                return self._two_days(match)
            if second is None or not day < int(second) <= 31:
                end, second = match.start("sep"), None
                while text[end - 1] == " ":
                    end -= 1
            else:
                last = Point(None, self.number, int(second))
        return self._with_day(day, end, last)

    def _with_day(self, day: int, end: int, last: Point | None) -> list[Raw]:
        text, start, weekday = self.text, self.a, -1
        year = _year_at(text, end, self.reference, False)
        if self._lower_case_word(year is not None):
            return []
        if year is None and _names_a_thing(text, end):
            return []
        value = year[0] if year else None
        if year:
            end = year[1]
        named = _weekday().search(text, max(0, start - 16), start)
        if named is not None:
            start, weekday = named.start(), _weekday_number(named["w"])
        # A quotation mark that opens before the month and closes after the year is not part of the date.
        marks = "\"“”„«»‘’'"
        if text[end - 1] in marks and not any(mark in marks for mark in text[start : end - 1]):
            end -= 1
        if last is not None:
            return [Raw(start, end, Point(value, self.number, day), last._replace(year=value), rule="month-day")]
        return [Raw(start, end, Point(value, self.number, day), weekday=weekday, rule="month-day")]

    def _two_days(self, match: re.Match[str]) -> list[Raw]:
        """ "July 6 and 7, 1961": two dates."""
        year = _year_at(self.text, match.end(), self.reference, False)
        value = year[0] if year else None
        head_end = match.start("sep")
        while self.text[head_end - 1] == " ":
            head_end -= 1
        if self._lower_case_word(year is not None):
            return []
        end = year[1] if year else match.end()
        return [
            Raw(self.a, head_end, Point(value, self.number, int(match["d"])), rule="month-day"),
            Raw(match.start("e"), end, Point(value, self.number, int(match["e"])), low=year is None, rule="days"),
        ]

    def _listed(self, day: int, end: int, match: re.Match[str]) -> list[Raw]:
        """ "April 7, 8 and 9, 1966": three dates."""
        year = _year_at(self.text, match.end(), self.reference, False)
        value = year[0] if year else None
        if self._lower_case_word(year is not None):
            return []
        found = [Raw(self.a, end, Point(value, self.number, day), rule="month-day")]
        for number in _NUMBER.finditer(self.text, match.start("l"), match.end("l")):
            found.append(Raw(*number.span(), Point(value, self.number, int(number[0])), low=True, rule="days"))
        last = Point(value, self.number, int(match["e"]))
        return [*found, Raw(match.start("e"), year[1] if year else match.end(), last, low=year is None, rule="days")]

    def _month_only(self) -> list[Raw]:
        text, a = self.text, self.a
        year = _year_at(text, self.b, self.reference, self.form == "short" or self.upper)
        if self._lower_case_word(year is not None):
            return []
        modifier = _MODIFIER.search(text, max(0, a - 7), a)
        if year is not None:
            start = modifier.start() if modifier else a
            return [Raw(start, year[1], Point(year[0], self.number), rule="month-year")]
        if (
            self.form != "full"
            or _names_a_thing(text, self.b)
            or (text[self.b : self.b + 1] in ("’", "'", "-") and not self._range_follows())
        ):
            return []
        if modifier is not None:
            return [Raw(modifier.start(), self.b, Point(None, self.number), rule="month")]
        sure = _has_context(text, a, self.b)
        weak = not sure and not self._alone()
        return [Raw(a, self.b, Point(None, self.number), weak=weak, low=not sure, rule="month")]

    def _alone(self) -> bool:
        """Whether the month can be no other word and is not the beginning or end of a name."""
        if self.text[self.a : self.b].lower() in words().other_words or self.upper or not self.capital:
            return False
        before = self.text[max(0, self.a - 2) : self.a]
        return (
            not _CAPITALS.match(self.text, self.b, self.b + 24)
            and not before.strip()[-1:].isdigit()
            and (not _NAME_BEFORE.search(self.text, max(0, self.a - 20), self.a))
        )

    def _range_follows(self) -> bool:
        following = _WORD.match(self.text, self.b + 1)
        return self.text[self.b] == "-" and following is not None and following[0].lower() in words().months


@lru_cache(maxsize=1024)
def _name(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d]){re.escape(form)}(?![^\W\d_])", re.IGNORECASE)


@cache
def _forms() -> frozenset[str]:
    return frozenset(words().months)


@cache
def plain_forms() -> frozenset[bytes]:
    """The names of months that are ASCII."""
    return frozenset(form.encode("ascii") for form in words().months if form.isascii())


def names_in_plain(plain: bytes, runs: Sequence[tuple[int, int]], found: Iterable[bytes]) -> list[tuple[int, int]]:
    """`names_in` for a text as `plainwords.plain` gives it; `found` are words of it in lower case."""
    forms = plain_forms().intersection(found)
    touching = [
        plain[max(0, start - 14) : end + 14].lower()
        for start, end in runs
        if plain[end : end + 1].isalpha() or (start and plain[start - 1 : start].isalpha())
    ]
    if touching:
        forms |= plain_forms().intersection(_PLAIN_WORD.findall(b" ".join(touching)))
    if not forms:
        return []
    lower = plain.lower().decode("ascii")
    return sorted(span for form in forms for span in _places(lower, form.decode("ascii")))


def names_in(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the names of months stand. `runs` are the runs of figures in the text.

    Most texts have few, so all words are looked up together before the places of any are sought.
    """
    lower = text.lower()
    forms = _forms().intersection(plainwords.words(lower))
    touching = [
        text[max(0, start - 14) : end + 14].lower()
        for start, end in runs
        if text[end : end + 1].isalpha() or (start and text[start - 1].isalpha())
    ]
    if touching:
        forms |= _forms().intersection(_WORD.findall(" ".join(touching)))
    if not forms:
        return []
    if len(lower) != len(text):
        # A capital that is two characters in lower case: the places in the two do not agree.
        return sorted(match.span() for form in forms for match in _name(form).finditer(text))
    return sorted(span for form in forms for span in _places(lower, form))


def _places(lower: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text in lower case, no letter beside it: what `_name` finds, found faster."""
    start = lower.find(form)
    while start >= 0:
        end = start + len(form)
        before, after = lower[start - 1] if start else " ", lower[end : end + 1]
        if (before.isdecimal() or not (before.isalnum() or before == "_")) and (
            after.isdecimal() or not after.isalnum()
        ):
            yield start, end
        start = lower.find(form, start + 1)


def scan(text: str, reference: Reference | None, names: Iterable[tuple[int, int]]) -> Iterator[Raw]:
    """Every date that is built on the name of a month. `names` are the places of these names (see `names_in`)."""
    months = words().months
    for start, end in names:
        entry = months.get(text[start:end].lower())
        if entry is not None:
            yield from _Month(text, start, end, entry[0], entry[1], reference).dates()
