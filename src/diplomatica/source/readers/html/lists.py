"""The numbers and bullets of list items, which HTML leaves to the browser.

HTML Living Standard, 4.4.5-4.4.8: `ol` has `start`, `type` and `reversed`, `li` has `value`.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

BULLET = "•"
MARKER = "data-marker"
"""An attribute that gives the marker of an item as it was printed; the reader of DOCX writes it."""

_STYLE = re.compile(r"(?i)list-style(?:-type)?\s*:[^;]{0,60}?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b")
_STYLE_TYPES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "none",
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number in small Roman numerals; in Arabic ones outside 1-3999.

    >>> roman(1944)
    'mcmxliv'
    """
    if not 0 < number < 4000:
        return str(number)
    out: list[str] = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out.append(sign * count)
    return "".join(out)


def letters(number: int) -> str:
    """A number as a list counts with letters: a ... z, aa, ab.

    >>> letters(28)
    'ab'
    """
    if not 0 < number < 1_000_000:
        return str(number)
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def counted(number: int, kind: str) -> str:
    """A number in the style of `ol/@type`: "1", "a", "A", "i", "I"."""
    if kind in ("a", "A"):
        text = letters(number)
    elif kind in ("i", "I"):
        text = roman(number)
    else:
        return str(number)
    return text.upper() if kind.isupper() else text


def _whole(text: str | None) -> int | None:
    try:
        number = int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None
    return number


class ListState:
    """One open list: what its next item is marked with."""

    __slots__ = ("_kind", "_next", "_ordered", "_step", "items")

    def __init__(self, element: _Element) -> None:
        self._ordered = element.tag == "ol"
        style = _STYLE.search(element.get("style") or "")
        declared = element.get("type") or ""
        self._kind = _STYLE_TYPES[style.group(1).lower()] if style else declared or "1"
        reversed_ = self._ordered and element.get("reversed") is not None
        self._step = -1 if reversed_ else 1
        start = _whole(element.get("start"))
        if start is None:
            start = sum(1 for child in element if child.tag == "li") if reversed_ else 1
        self._next = start
        self.items = 0

    def marker(self, item: _Element) -> str:
        """The marker of the next item: "3.", "c.", "•", or "" in a list without any."""
        self.items += 1
        printed = item.get(MARKER)
        if printed is not None:
            return printed
        value = _whole(item.get("value")) if self._ordered else None
        number = self._next if value is None else value
        self._next = number + self._step
        if self._kind == "none":
            return ""
        return counted(number, item.get("type") or self._kind) + "." if self._ordered else BULLET
