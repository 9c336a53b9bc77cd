"""Facets of W3C XML Schema datatypes (Part 2, section 4.3): checked on the value, patterns on the string."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from diplomatica.relaxng.values import INVALID, NOWHERE, PARSERS, days_before, words
from diplomatica.relaxng.xsd_names import FACETS

if TYPE_CHECKING:
    from fractions import Fraction

_WHITE = " \t\r\n"


class UnknownDatatype(ValueError):
    """There is no such datatype, or no such facet of it; the message says which."""


def facet_check(name: str, facet: str, value: str) -> Callable[[str, object], bool]:
    """The check of a facet, by the string and its value. Raises `ValueError` where the facet is wrong."""
    if facet not in FACETS.get(name, FACETS["string"]):
        raise UnknownDatatype(f"“{facet}” is no facet of “{name}”")
    if facet == "pattern":
        from diplomatica.relaxng.xsd_patterns import matcher

        matches = matcher(value)
        return lambda text, _: matches(text)
    if facet in ("length", "minLength", "maxLength", "totalDigits", "fractionDigits"):
        number = value.strip(_WHITE)
        if not (number.isdecimal() and number.isascii() and len(number) < 20):
            raise UnknownDatatype(f"the facet “{facet}” needs a number, not “{value}”")
        return _counted(facet, int(number), name)
    limit = PARSERS[name](" ".join(words(value)), NOWHERE)
    if limit is INVALID:
        raise UnknownDatatype(f"“{value}” is no value of “{name}”, so it can’t be its {facet}")
    return _compared(facet, limit)


def _counted(facet: str, number: int, name: str) -> Callable[[str, object], bool]:
    def length(text: str, value: object) -> int:
        return len(value) if isinstance(value, bytes | tuple) and name not in ("QName", "NOTATION") else len(text)

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
    allowed = {
        "minInclusive": (0, 1), "minExclusive": (1,), "maxInclusive": (0, -1), "maxExclusive": (-1,),
    }[facet]  # fmt: skip
    return lambda _, value: _order(value, limit) in allowed


def _order(value: Any, limit: Any) -> int | None:
    """-1, 0, 1; None where there is no order."""
    if isinstance(value, tuple):
        if not isinstance(value[1], bool):
            return _durations(value, limit)
        # Times with a zone and without are compared only where no zone could make a difference.
        difference = value[0] - limit[0]
        if value[1] != limit[1] and abs(difference) <= 14 * 3600:
            return None
        return int(difference > 0) - int(difference < 0)
    if "NaN" in (value, limit):
        return 0 if value == limit else None
    return int(value > limit) - int(value < limit)


def _durations(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> int | None:
    """Durations by what they make of four dates (Part 2, 3.2.6.2)."""
    found = set()
    for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)):
        sums = []
        for months, seconds in (one, other):
            total = year * 12 + month - 1 + int(months)
            sums.append(days_before(total // 12, total % 12 + 1) * 86400 + seconds)
        found.add((sums[0] > sums[1]) - (sums[0] < sums[1]))
    return found.pop() if len(found) == 1 else None
