"""The numbers and bullets that Word shows before paragraphs but does not store in them.

ECMA-376 part 1, 17.9. A paragraph names a list (`numId`) and a level; the list says how its levels count. Lists that
share an abstract definition share its counters until one of them overrides the start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from diplomatica.source.readers.html.lists import BULLET, letters, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEVEL_NUMBER = re.compile("%([1-9])")
_DASH = frozenset("-–—*")


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    overrides: dict[int, int] = field(default_factory=dict)


def _value(element: _Element | None, name: str, default: str = "") -> str:
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val", default) if child is not None else default


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _level(element: _Element) -> _Level:
    return _Level(
        _number(_value(element, "start", "1"), 1), _value(element, "numFmt", "decimal"), _value(element, "lvlText")
    )


class Numbering:
    """The lists of one document, and how far each has counted."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, str, str]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            for style in styles.iter(W + "style"):
                properties = style.find(f"{W}pPr/{W}numPr")
                self._styles[style.get(W + "styleId", "")] = (
                    _value(properties, "numId"), _value(properties, "ilvl", "0"), _value(style, "basedOn"),
                )  # fmt: skip

    def _read(self, numbering: _Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for definition in numbering.iter(W + "abstractNum"):
            abstract[definition.get(W + "abstractNumId", "")] = {
                _number(level.get(W + "ilvl", "0"), 0): _level(level) for level in definition.iter(W + "lvl")
            }
        for number in numbering.iter(W + "num"):
            name = _value(number, "abstractNumId")
            entry = _List(name, dict(abstract.get(name, {})))
            for override in number.iter(W + "lvlOverride"):
                index = _number(override.get(W + "ilvl", "0"), 0)
                own = override.find(W + "lvl")
                if own is not None:
                    entry.levels[index] = _level(own)
                start = _value(override, "startOverride")
                if start:
                    entry.overrides[index] = _number(start, 1)
            self._lists[number.get(W + "numId", "")] = entry

    def label(self, properties: _Element | None) -> str:
        """The number or bullet of the next paragraph with these properties (`pPr`), "" if it has none."""
        if properties is None:
            return ""
        numbered = properties.find(W + "numPr")
        name, level = _value(numbered, "numId"), _value(numbered, "ilvl")
        style = _value(properties, "pStyle")
        for _ in range(20):  # styles that are based on one another in a circle
            if name or not style:
                break
            inherited, inherited_level, base = self._styles.get(style, ("", "0", ""))
            name, level, style = inherited, level or inherited_level, base
        entry = self._lists.get(name)
        if entry is None:
            return ""
        return self._count(name, entry, min(_number(level, 0), 8))

    def _count(self, name: str, entry: _List, index: int) -> str:
        level = entry.levels.get(index)
        if level is None:
            return ""
        if name not in self._begun:
            self._begun.add(name)
            for overridden in entry.overrides:
                self._counts.pop((entry.abstract, overridden), None)
        start = entry.overrides.get(index, level.start)
        current = self._counts.get((entry.abstract, index), start - 1) + 1
        self._counts[entry.abstract, index] = current
        for deeper in range(index + 1, 9):
            self._counts.pop((entry.abstract, deeper), None)
        if level.format == "bullet":
            return level.text if level.text in _DASH else BULLET
        if level.format == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            definition = entry.levels.get(other, level)
            count = self._counts.get((entry.abstract, other), entry.overrides.get(other, definition.start))
            return _counted(count, definition.format)

        return _LEVEL_NUMBER.sub(shown, level.text).strip()


def _counted(number: int, form: str) -> str:
    """A number in a format of `w:numFmt`; formats beyond the Latin ones are shown in Arabic numerals."""
    if form in ("lowerLetter", "upperLetter"):
        # Word goes on with aa, bb, cc, where other programs count aa, ab, ac.
        letter = letters((number - 1) % 26 + 1) * min((number - 1) // 26 + 1, 5) if number > 0 else str(number)
        return letter.upper() if form == "upperLetter" else letter
    if form == "lowerRoman":
        return roman(number)
    if form == "upperRoman":
        return roman(number).upper()
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form == "none" else str(number)
