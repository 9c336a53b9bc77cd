"""What strings mean in the datatypes of W3C XML Schema (Part 2, second edition, sections 3.2 and 3.3).

A value is something to compare by: two strings are the same value where these are equal.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from diplomatica.relaxng.xml_names import is_name, is_ncname, is_nmtoken

if TYPE_CHECKING:
    from fractions import Fraction

INVALID: Final = object()


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says around a value: its namespace prefixes, and its entities that are not parsed."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    unparsed: Set[str] = frozenset()


_SPACES = re.compile("[ \t\r\n]+")


def words(string: str) -> list[str]:
    """The words of a string: what XML holds for white space divides them, and nothing else."""
    return string.split() if string.isascii() else [word for word in _SPACES.split(string) if word]


# From a string, its white space treated, to a value, or INVALID.
Parser = Callable[[str, Context], object]

NOWHERE: Final = Context()
CONTEXTUAL: Final = frozenset({"QName", "NOTATION", "ENTITY", "ENTITIES"})
_LONGEST = 4_000  # characters of a date or duration
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN")
_DURATION = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
_ZONE = r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)"
_DATES: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "dateTime": (re.compile(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})T{_TIME}{_ZONE}"), ("y", "m", "d", "H", "M", "S")),
    "date": (re.compile(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}}){_ZONE}"), ("y", "m", "d")),
    "time": (re.compile(rf"{_TIME}{_ZONE}"), ("H", "M", "S")),
    "gYearMonth": (re.compile(rf"{_YEAR}-([0-9]{{2}}){_ZONE}"), ("y", "m")),
    "gYear": (re.compile(rf"{_YEAR}{_ZONE}"), ("y",)),
    "gMonthDay": (re.compile(rf"--([0-9]{{2}})-([0-9]{{2}}){_ZONE}"), ("m", "d")),
    "gDay": (re.compile(rf"---([0-9]{{2}}){_ZONE}"), ("d",)),
    "gMonth": (re.compile(rf"--([0-9]{{2}}){_ZONE}"), ("m",)),
}
_BASE64 = re.compile(
    r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|"
    r"(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?"
)
_URI_BAD = re.compile(r"%(?![0-9A-Fa-f]{2})|#.*#")
_URI_SCHEME = re.compile(r"([^:/?#]*):")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, None),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 65535),
    "unsignedByte": (0, 255),
    "positiveInteger": (1, None),
}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _text(text: str, _context: Context) -> object:
    return text


def _that(test: Callable[[str], bool]) -> Parser:
    return lambda text, _: text if test(text) else INVALID


def _several(test: Callable[[str], bool]) -> Parser:
    def parse(text: str, _context: Context) -> object:
        words = text.split(" ")
        return tuple(words) if text and all(map(test, words)) else INVALID

    return parse


def _entities(text: str, context: Context) -> object:
    words = text.split(" ")
    return tuple(words) if all(is_ncname(word) and word in context.unparsed for word in words) else INVALID


def _boolean(text: str, _context: Context) -> object:
    return {"true": True, "1": True, "false": False, "0": False}.get(text, INVALID)


def _decimal(text: str, _context: Context) -> object:
    return Decimal(text) if _DECIMAL.fullmatch(text) else INVALID


def _integer(name: str) -> Parser:
    low, high = _RANGES[name]

    def parse(text: str, _context: Context) -> object:
        if not _INTEGER.fullmatch(text):
            return INVALID
        value = Decimal(text)
        if (low is not None and value < low) or (high is not None and value > high):
            return INVALID
        return value

    return parse


def _float(text: str, _context: Context) -> object:
    if not _FLOAT.fullmatch(text):
        return INVALID
    if text == "NaN":
        return "NaN"
    return float(text.replace("INF", "inf"))


def _single(text: str, _context: Context) -> object:
    """A 32-bit float: what Python has no name for is rounded by the way of its bytes."""
    value = _float(text, _context)
    if not isinstance(value, float) or math.isinf(value) or value == 0:
        return value
    import struct

    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _duration(text: str, _context: Context) -> object:
    match = _DURATION.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return INVALID
    from fractions import Fraction

    sign = -1 if match[1] else 1
    years, months, days, hours, minutes, seconds = (Fraction(part or 0) for part in match.groups()[1:])
    return sign * (years * 12 + months), sign * (((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _date(name: str) -> Parser:
    pattern, fields = _DATES[name]

    def parse(text: str, _context: Context) -> object:
        match = pattern.fullmatch(text)
        if match is None or len(text) > _LONGEST:
            return INVALID
        parts = dict(zip(fields, match.groups()[:-1], strict=True))
        zone = match.groups()[-1]
        year, month, day = int(parts.get("y", 2000)), int(parts.get("m", 1)), int(parts.get("d", 1))
        if parts.get("y") is not None and year == 0:
            return INVALID
        if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
            return INVALID
        # There is no year 0: the year before 1 is -1, which is a leap year.
        year += year < 0
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if month == 2 and day == 29 and "y" in parts and not leap:
            return INVALID
        hour, minute, second = int(parts.get("H", 0)), int(parts.get("M", 0)), _exact(parts.get("S", "0"))
        if minute > 59 or second >= 60 or hour > 24 or (hour == 24 and (minute or second)):
            return INVALID
        days = days_before(year, month) + day
        seconds = days * 86400 + hour * 3600 + minute * 60 + second
        if zone is None:
            return seconds, False
        if zone != "Z":
            offset = int(zone[1:3]) * 60 + int(zone[4:6])
            seconds -= (offset if zone[0] == "+" else -offset) * 60
        if name == "time":
            seconds = (seconds - days_before(2000, 1) * 86400) % 86400
        return seconds, True

    return parse


def _exact(seconds: str) -> int | Fraction:
    if "." not in seconds:
        return int(seconds)
    from fractions import Fraction

    return Fraction(seconds)


def days_before(year: int, month: int) -> int:
    """Days from an era before the year 1 to the first of a month, in the proleptic Gregorian calendar."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5


def _hex(text: str, _context: Context) -> object:
    try:
        return bytes.fromhex(text) if " " not in text else INVALID
    except ValueError:
        return INVALID


def _base64(text: str, _context: Context) -> object:
    if not _BASE64.fullmatch(text):
        return INVALID
    import base64

    return base64.b64decode(text.replace(" ", ""))


def _uri(text: str, _context: Context) -> object:
    if _URI_BAD.search(text):
        return INVALID
    scheme = _URI_SCHEME.match(text)
    if scheme is not None and (not _SCHEME.fullmatch(scheme[1]) or len(text) == scheme.end()):
        return INVALID
    return text


def _qname(text: str, context: Context) -> object:
    """Namespace and local name; INVALID where nothing is said of the prefix."""
    prefix, colon, local = text.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        return INVALID
    ns = context.prefixes.get(prefix, None if colon else "")
    return INVALID if ns is None else (ns, local)


PARSERS: Mapping[str, Parser] = {
    "string": _text,
    "anyAtomicType": _text,
    "untypedAtomic": _text,
    "normalizedString": _text,
    "token": _text,
    "language": _that(lambda text: _LANGUAGE.fullmatch(text) is not None),
    "Name": _that(is_name),
    "NCName": _that(is_ncname),
    "ID": _that(is_ncname),
    "IDREF": _that(is_ncname),
    "ENTITY": _entities,
    "NMTOKEN": _that(is_nmtoken),
    "IDREFS": _several(is_ncname),
    "ENTITIES": _entities,
    "NMTOKENS": _several(is_nmtoken),
    "boolean": _boolean,
    "decimal": _decimal,
    **{name: _integer(name) for name in _RANGES},
    "float": _single,
    "double": _float,
    "duration": _duration,
    **{name: _date(name) for name in _DATES},
    "hexBinary": _hex,
    "base64Binary": _base64,
    "anyURI": _uri,
    "QName": _qname,
    "NOTATION": _qname,
}
