"""Datatypes of W3C XML Schema (Part 2, second edition), and the two that RELAX NG has itself.

A datatype says whether a string is one of its values, and gives a value to compare by: two strings are the same value
where those are equal. Facets are checked on the value, patterns on the string after white space is treated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from diplomatica.relaxng.model import XSD_TYPES
from diplomatica.relaxng.xsd_names import FACETS

INVALID: Final = object()
_WHITE = " \t\r\n"
_NAME_START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_CHAR = _NAME_START + r"\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_NAME = re.compile(f"[{_NAME_START}][{_NAME_CHAR}]*")
_NCNAME = re.compile(f"[{_NAME_START[1:]}][{_NAME_CHAR[1:]}]*")
_NMTOKEN = re.compile(f"[{_NAME_CHAR}]+")
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
    r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?"
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


class Datatype:
    """A datatype with its restrictions. `name` and `params` tell it from others."""

    __slots__ = ("_checks", "_parse", "_white", "library", "name", "params", "plain")

    def __init__(
        self,
        name: str,
        library: str,
        params: tuple[tuple[str, str], ...],
        white: Callable[[str], str],
        parse: Callable[[str], object],
        checks: tuple[Callable[[str, object], bool], ...],
    ) -> None:
        self.name = name
        self.library = library
        self.params = params
        self._white = white
        self._parse = parse
        self._checks = checks
        self.plain = name in ("string", "token", "normalizedString") and not checks

    def allows(self, string: str) -> bool:
        """Is a string one of its values?"""
        return self.plain or self.value_of(string) is not INVALID

    def value_of(self, string: str) -> object:
        """What a string means; INVALID where it is no value."""
        text = self._white(string)
        value = self._parse(text)
        if value is INVALID:
            return INVALID
        for check in self._checks:
            if not check(text, value):
                return INVALID
        return value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Datatype):
            return NotImplemented
        return (self.name, self.library, self.params) == (other.name, other.library, other.params)

    def __hash__(self) -> int:
        return hash((self.name, self.library, self.params))

    def __repr__(self) -> str:
        return self.name


class UnknownDatatype(ValueError):
    """There is no such datatype, or no such facet of it; the message says which."""


def datatype(name: str, library: str, params: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """A datatype by its name. Raises `UnknownDatatype`."""
    if library == "":
        if name not in ("string", "token"):
            raise UnknownDatatype(f"RELAX NG itself has no datatype “{name}”, only “string” and “token”")
        if params:
            raise UnknownDatatype(f"the built-in datatype “{name}” has no parameters")
        return Datatype(name, library, params, _kept if name == "string" else _collapsed, _text, ())
    if library.rstrip("/") not in (XSD_TYPES, "http://www.w3.org/2001/XMLSchema"):
        raise UnknownDatatype(f"the datatype library “{library}” is not known")
    if name not in FACETS:
        raise UnknownDatatype(f"“{name}” is no datatype of W3C XML Schema")
    white = _kept if name == "string" else _replaced if name == "normalizedString" else _collapsed
    parse = _PARSERS[name]
    return Datatype(
        name, library, params, white, parse, tuple(_facet(name, facet, value, parse) for facet, value in params)
    )


# --- white space ---------------------------------------------------------------------------------------------------------


def _kept(string: str) -> str:
    return string


def _replaced(string: str) -> str:
    return string.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _collapsed(string: str) -> str:
    return (
        " ".join(_replaced(string).split(" "))
        if "  " not in string and string.strip(_WHITE) == string
        else " ".join(part for part in _replaced(string).split(" ") if part)
    )


# --- values --------------------------------------------------------------------------------------------------------------


def _text(text: str) -> object:
    return text


def _matching(pattern: re.Pattern[str]) -> Callable[[str], object]:
    match = pattern.fullmatch

    def parse(text: str) -> object:
        return text if match(text) else INVALID

    return parse


def _several(pattern: re.Pattern[str]) -> Callable[[str], object]:
    def parse(text: str) -> object:
        words = text.split(" ")
        return tuple(words) if text and all(pattern.fullmatch(word) for word in words) else INVALID

    return parse


def _boolean(text: str) -> object:
    return {"true": True, "1": True, "false": False, "0": False}.get(text, INVALID)


def _decimal(text: str) -> object:
    return Decimal(text) if _DECIMAL.fullmatch(text) else INVALID


def _integer(name: str) -> Callable[[str], object]:
    low, high = _RANGES[name]

    def parse(text: str) -> object:
        if not _INTEGER.fullmatch(text):
            return INVALID
        value = Decimal(text)
        if (low is not None and value < low) or (high is not None and value > high):
            return INVALID
        return value

    return parse


def _float(text: str) -> object:
    if not _FLOAT.fullmatch(text):
        return INVALID
    if text == "NaN":
        return "NaN"
    return float(text.replace("INF", "inf"))


def _single(text: str) -> object:
    """A 32-bit float: what Python has no name for is rounded by the way of its bytes."""
    value = _float(text)
    if not isinstance(value, float) or math.isinf(value) or value == 0:
        return value
    import struct

    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _duration(text: str) -> object:
    match = _DURATION.fullmatch(text)
    if match is None:
        return INVALID
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes, seconds = (Decimal(part or 0) for part in match.groups()[1:])
    return sign * (years * 12 + months), sign * (((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _date(name: str) -> Callable[[str], object]:
    pattern, fields = _DATES[name]

    def parse(text: str) -> object:
        match = pattern.fullmatch(text)
        if match is None:
            return INVALID
        parts = dict(zip(fields, match.groups()[:-1], strict=True))
        zone = match.groups()[-1]
        year, month, day = int(parts.get("y", 2000)), int(parts.get("m", 1)), int(parts.get("d", 1))
        if parts.get("y") is not None and year == 0:
            return INVALID
        if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
            return INVALID
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if month == 2 and day == 29 and "y" in parts and not leap:
            return INVALID
        hour, minute, second = int(parts.get("H", 0)), int(parts.get("M", 0)), Decimal(parts.get("S", 0))
        if minute > 59 or second >= 60 or hour > 24 or (hour == 24 and (minute or second)):
            return INVALID
        days = _days_before(year, month) + day
        seconds = Decimal(days) * 86400 + hour * 3600 + minute * 60 + second
        if zone is None:
            return seconds, False
        if zone != "Z":
            offset = int(zone[1:3]) * 60 + int(zone[4:6])
            seconds -= (offset if zone[0] == "+" else -offset) * 60
        if name == "time":
            seconds = (seconds - _days_before(2000, 1) * 86400) % 86400
        return seconds, True

    return parse


def _days_before(year: int, month: int) -> int:
    """Days from an era before the year 1 to the first of a month, in the proleptic Gregorian calendar."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5


def _hex(text: str) -> object:
    try:
        return bytes.fromhex(text) if " " not in text else INVALID
    except ValueError:
        return INVALID


def _base64(text: str) -> object:
    if not _BASE64.fullmatch(text):
        return INVALID
    import base64

    return base64.b64decode(text.replace(" ", ""))


def _uri(text: str) -> object:
    if _URI_BAD.search(text):
        return INVALID
    scheme = _URI_SCHEME.match(text)
    if scheme is not None and (not _SCHEME.fullmatch(scheme[1]) or len(text) == scheme.end()):
        return INVALID
    return text


def _qname(text: str) -> object:
    prefix, colon, local = text.partition(":")
    parts = (prefix, local) if colon else (prefix,)
    return text if all(_NCNAME.fullmatch(part) for part in parts) else INVALID


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "string": _text,
    "normalizedString": _text,
    "token": _text,
    "language": _matching(_LANGUAGE),
    "Name": _matching(_NAME),
    "NCName": _matching(_NCNAME),
    "ID": _matching(_NCNAME),
    "IDREF": _matching(_NCNAME),
    "ENTITY": _matching(_NCNAME),
    "NMTOKEN": _matching(_NMTOKEN),
    "IDREFS": _several(_NCNAME),
    "ENTITIES": _several(_NCNAME),
    "NMTOKENS": _several(_NMTOKEN),
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


# --- facets --------------------------------------------------------------------------------------------------------------


def _facet(name: str, facet: str, value: str, parse: Callable[[str], object]) -> Callable[[str, object], bool]:
    if facet not in FACETS[name]:
        raise UnknownDatatype(f"“{facet}” is no facet of “{name}”")
    if facet == "pattern":
        from diplomatica.relaxng.xsd_patterns import matcher

        matches = matcher(value)
        return lambda text, _: matches(text)
    if facet in ("length", "minLength", "maxLength", "totalDigits", "fractionDigits"):
        if not value.strip(_WHITE).isdecimal():
            raise UnknownDatatype(f"the facet “{facet}” needs a number, not “{value}”")
        return _counted(facet, int(value))
    limit = parse(_collapsed(value))
    if limit is INVALID:
        raise UnknownDatatype(f"“{value}” is no value of “{name}”, so it can’t be its {facet}")
    return _compared(facet, limit)


def _counted(facet: str, number: int) -> Callable[[str, object], bool]:
    def length(text: str, value: object) -> int:
        return len(value) if isinstance(value, bytes | tuple) else len(text)

    if facet == "length":
        return lambda text, value: length(text, value) == number
    if facet == "minLength":
        return lambda text, value: length(text, value) >= number
    if facet == "maxLength":
        return lambda text, value: length(text, value) <= number
    if facet == "totalDigits":
        return lambda text, _: len(_digits(text)[0] + _digits(text)[1]) <= number
    return lambda text, _: len(_digits(text)[1]) <= number


def _digits(text: str) -> tuple[str, str]:
    whole, _, part = text.lstrip("+-").partition(".")
    return whole.lstrip("0"), part.rstrip("0")


def _compared(facet: str, limit: object) -> Callable[[str, object], bool]:
    def compare(value: object) -> int | None:
        """-1, 0, 1; None where there is no order."""
        if isinstance(value, tuple) and isinstance(limit, tuple):
            if isinstance(value[1], bool):
                # Times with a zone and without are compared only where no zone could make a difference.
                difference = value[0] - limit[0]
                if value[1] != limit[1] and abs(difference) <= 14 * 3600:
                    return None
                return (difference > 0) - (difference < 0)
            return _durations(value, limit)
        if "NaN" in (value, limit):
            return 0 if value == limit else None
        return (value > limit) - (value < limit)  # type: ignore[operator]

    allowed = {
        "minInclusive": (0, 1), "minExclusive": (1,), "maxInclusive": (0, -1), "maxExclusive": (-1,),
    }[facet]  # fmt: skip
    return lambda _, value: compare(value) in allowed


def _durations(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> int | None:
    """Durations by what they make of four dates (Part 2, 3.2.6.2)."""
    found = set()
    for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)):
        sums = []
        for months, seconds in (one, other):
            total = year * 12 + month - 1 + int(months)
            sums.append(_days_before(total // 12, total % 12 + 1) * 86400 + seconds)
        found.add((sums[0] > sums[1]) - (sums[0] < sums[1]))
    return found.pop() if len(found) == 1 else None
