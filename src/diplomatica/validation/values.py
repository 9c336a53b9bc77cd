"""What a value may be, in words, and what was probably meant by a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomatica.diagnostics.likeness import nearest
from diplomatica.relaxng.datatypes import Datatype
from diplomatica.relaxng.engine.patterns import CHOICE, DATA, EMPTY, LIST, TEXT, VALUE, Builder, Pattern
from diplomatica.validation import languages
from diplomatica.validation.vocabulary import listed

_DATATYPES = {
    "date": "a date such as 1968-03-15",
    "dateTime": "a date with the time, such as 1968-03-15T14:30:00",
    "time": "a time such as 14:30:00",
    "gYear": "a year such as 1968",
    "gYearMonth": "a month of a year such as 1968-03",
    "gMonth": "a month such as --03",
    "gMonthDay": "a day of a month such as --03-15",
    "gDay": "a day such as ---15",
    "duration": "a duration such as P3D (three days) or PT45M (45 minutes)",
    "anyURI": "an address such as #p1 or https://example.org/",
    "language": "a language tag such as en or fr-CA",
    "ID": "a name that no other element has: letters, digits, “-”, “_” and “.”, beginning with a letter or “_”",
    "IDREF": "the xml:id of an element",
    "NCName": "a name: letters, digits, “-”, “_” and “.”, beginning with a letter or “_”",
    "Name": "a name: letters, digits, “-”, “_”, “.” and “:”, beginning with a letter or “_”",
    "NMTOKEN": "one word of letters, digits, “-”, “_”, “.” and “:”",
    "boolean": "true or false",
    "decimal": "a number such as 12.5",
    "double": "a number such as 12.5 or 1.5e3",
    "float": "a number such as 12.5 or 1.5e3",
    "int": "a whole number",
    "long": "a whole number",
    "short": "a whole number",
    "unsignedByte": "a whole number from 0 to 255",
    "integer": "a whole number",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "string": "text",
    "token": "text",
    "normalizedString": "text",
}
# Patterns by which the TEI's datatypes are made.
_PATTERNS = {
    r"[^\p{C}\p{Z}]+": "one word without spaces",
    r"(\p{L}|\p{N}|\p{P}|\p{S})+": "one word without spaces",
    r"[\-+]?\d+/[\-+]?\d+": "a ratio such as 3/4",
    r"(\-?[\d]+/\-?[\d]+)": "a ratio such as 3/4",
    r"[^\p{C}\p{Z}]+:[^\p{C}\p{Z}]+": "a prefix and a name, such as cc:by",
}
_DATES = frozenset({"date", "dateTime", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"})
_MONTHS = "january february march april may june july august september october november december".split()
_NUMBERS = frozenset(
    {"decimal", "double", "float", "integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short", "byte"}
)
_DIGIT = re.compile("[0-9]")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEAR_FIRST = re.compile(r"(-?\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPAN = re.compile(r"(\d{4}(?:-\d\d){0,2})\s*[-–—/]+\s*(\d{4}(?:-\d\d){0,2})")
_DOUBTFUL = re.compile(r"(?:c\.?|ca\.?|circa|about|around)\s*(\d{4}(?:-\d\d){0,2})|(\d{4}(?:-\d\d){0,2})\s*\??\?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.? +([A-Za-z]{3,9})\.?,? +(\d{4})")
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9})\.?,? +(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2}),? +(\d{4})")


def closed_list(pattern: Pattern) -> list[str]:
    """The values of a pattern that is a list of them, or words of such a list; empty for others."""
    if pattern.kind == VALUE:
        assert isinstance(pattern.label, tuple)
        return [str(pattern.label[1])]
    if pattern.kind == CHOICE:
        lists = [closed_list(item) for item in pattern.items if item.kind != EMPTY]
        return sorted({value for values in lists for value in values}) if all(lists) else []
    if pattern.kind == LIST or (pattern.kind not in (DATA, TEXT, EMPTY) and len(pattern.items) == 1):
        return closed_list(pattern.items[0])
    return []


def described(pattern: Pattern) -> str:
    """What a value of a pattern is, in words; empty where there are none to say it in."""
    kinds = [item for item in _kinds(pattern) if item[1] != "“”"]
    # What is listed says most, so it comes first.
    kinds = [item for item in kinds if not item[0]] + [item for item in kinds if item[0]]
    names = {kind for kind, _ in kinds}
    if names >= _DATES or {"date", "gYear", "gYearMonth"} <= names:
        kinds = [("", "a date such as 1968-03-15, 1968-03 or 1968"), *(item for item in kinds if item[0] not in _DATES)]
    numbers = [item for item in kinds if item[0] in _NUMBERS]
    # Of several kinds of numbers the simplest says enough.
    plain = min(numbers, key=lambda item: len(item[1]), default=None)
    kinds = [item for item in kinds if item not in numbers]
    if plain is not None:
        # A number is said before what else it may be, but after the words of a list.
        named = [item for item in kinds if not item[0]]
        kinds = [*named, plain, *(item for item in kinds if item[0])]
    return listed(list(dict.fromkeys(words for _, words in kinds if words)), "or", 4)


def _kinds(pattern: Pattern) -> list[tuple[str, str]]:
    kind = pattern.kind
    if kind == DATA:
        assert isinstance(pattern.label, Datatype)
        return [(pattern.label.name, _datatype(pattern.label))]
    if kind == VALUE:
        assert isinstance(pattern.label, tuple)
        return [("", f"“{pattern.label[1]}”")]
    if kind == LIST:
        inner = listed(list(dict.fromkeys(words for _, words in _kinds(pattern.items[0]) if words)), "or", 4)
        return [("", f"{inner}; several with spaces between")] if inner else []
    return [found for item in pattern.items for found in _kinds(item)]


def _datatype(datatype: Datatype) -> str:
    facets = dict(datatype.params)
    if "pattern" in facets and not (datatype.name == "anyURI" and facets["pattern"] == r"\S+"):
        known = _PATTERNS.get(facets["pattern"])
        return known if known is not None else f"text that fits the pattern {facets['pattern']}"
    limits = []
    for facet, word in (
        ("minInclusive", "from"),
        ("minExclusive", "above"),
        ("maxInclusive", "to"),
        ("maxExclusive", "below"),
    ):
        if facet in facets:
            limits.append(f"{word} {facets[facet]}")
    if "maxLength" in facets:
        limits.append(f"of at most {facets['maxLength']} characters")
    if "length" in facets:
        limits.append(f"of {facets['length']} characters")
    words = _DATATYPES.get(datatype.name, f"a value of the datatype {datatype.name}")
    if limits and datatype.name in _NUMBERS:
        words = "a whole number" if "nteger" in datatype.name else "a number"
    return " ".join((words, *limits))


def meant(builder: Builder, pattern: Pattern, value: str, word: str = "") -> str:
    """The value that was probably meant; empty where there is no one guess. `word` is the attribute, as @when."""
    values = closed_list(pattern) or sorted(_single_values(pattern) - {""})
    kinds = {kind for kind, _ in _kinds(pattern)}
    repairs: list[Callable[[str], str]] = [str.strip, lambda value: " ".join(value.split())]
    repairs += [_unspaced] if kinds & (_DATES | _NUMBERS) else []
    repairs += [str.lower, _date]
    repairs += [languages.meant] if "language" in kinds else []
    repairs += _OF_NAMES if kinds & {"ID", "IDREF", "NCName"} else []
    repairs += [lambda value: "-".join(value.split())] if not kinds & (_DATES | _NUMBERS | {"anyURI"}) else []
    for repair in repairs:
        repaired = repair(value)
        if repaired and repaired != value and builder.accepts(pattern, repaired):
            return repaired
    if values:
        words = value.split()
        if len(words) > 1 and builder.accepts(pattern, " ".join(values[:1] * 2)):
            mended = [word if word in values else nearest(word, values) for word in words]
            return " ".join(mended) if all(mended) else ""
        longer = [one for one in values if len(value.strip()) > 1 and one.startswith(value.strip())]
        return longer[0] if len(longer) == 1 else nearest(value.strip(), values)
    return ""


def is_certain(pattern: Pattern, value: str, guess: str) -> bool:
    """Is what was probably meant the one right answer? Of spaces, case, dates and slips in a list it is."""
    if "".join(value.split()).lower() == "".join(guess.split()).lower() or guess == _date(value):
        return True
    if guess == languages.meant(value) and any(kind == "language" for kind, _ in _kinds(pattern)):
        return True
    values = closed_list(pattern) or sorted(_single_values(pattern) - {""})
    words, mended = value.split(), guess.split()
    return len(words) == len(mended) and all(
        one == other or nearest(one, values) == other for one, other in zip(words, mended, strict=True)
    )


def advice(word: str, value: str, own: list[str]) -> str:
    """What to write for a date that is more than one day, not sure, or not in the calendar; `word` is the attribute,
    as @when, `own` are attributes that the element has. Empty where there is nothing to say.
    """
    span = _SPAN.fullmatch(value.strip())
    if span and "@from" in own and "@to" in own:
        return f'in place of {word[1:]}="{value}", write from="{span[1]}" to="{span[2]}"'
    doubtful = _DOUBTFUL.fullmatch(value.strip())
    if doubtful and "@cert" in own:
        return f'in place of {word[1:]}="{value}", write {word[1:]}="{doubtful[1] or doubtful[2]}" cert="low"'
    day = _DAY.fullmatch(value.strip())
    if not day:
        return ""
    year, month, number = int(day[1]), int(day[2]), int(day[3])
    if not 1 <= month <= 12:
        return f"there is no month {day[2]}: a date is year-month-day, such as 1968-03-15"
    days = 29 if month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)) else _DAYS[month - 1]
    exists = f"write a day that exists: {_MONTHS[month - 1].title()} {year} has {days} days"
    return exists if not 1 <= number <= days else ""


def _single_values(pattern: Pattern) -> set[str]:
    """The values that a pattern names, beside datatypes."""
    if pattern.kind == VALUE:
        assert isinstance(pattern.label, tuple)
        return {str(pattern.label[1])}
    return {value for item in pattern.items for value in _single_values(item)} if pattern.kind != DATA else set()


def _unspaced(value: str) -> str:
    return "".join(value.split()) if _DIGIT.search(value) else ""


def _date(value: str) -> str:
    """A date as ISO 8601 writes it, of one that a person wrote in another way that means one day only."""
    text = value.strip()
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return "-".join([found[1], *(part.zfill(2) for part in found.groups()[1:] if part)])
    numbers = _YEAR_LAST.fullmatch(text)
    if numbers:
        one, other = int(numbers[1]), int(numbers[2])
        # Where neither number is too large for a month, it may be the one or the other.
        day, month_number = (one, other) if one > 12 >= other else (other, one) if other > 12 >= one else (0, 0)
        if one == other:
            day = month_number = one
        return f"{numbers[3]}-{month_number:02}-{day:02}" if day else ""
    named = _DAY_FIRST.fullmatch(text)
    day_text, month, year = (named[1], named[2], named[3]) if named else ("", "", "")
    other_way = _MONTH_FIRST.fullmatch(text)
    if other_way:
        month, day_text, year = other_way[1], other_way[2], other_way[3]
    without_day = _MONTH_ONLY.fullmatch(text)
    if without_day:
        month, year = without_day[1], without_day[2]
    months = [index for index, word in enumerate(_MONTHS, 1) if month and word.startswith(month.lower())]
    if len(months) != 1:
        return ""
    return f"{year}-{months[0]:02}-{int(day_text):02}" if day_text else f"{year}-{months[0]:02}"


_OF_NAMES: tuple[Callable[[str], str], ...] = (
    lambda value: "_".join(value.split()),
    lambda value: value.removeprefix("#"),
    lambda value: f"_{value}",
)
