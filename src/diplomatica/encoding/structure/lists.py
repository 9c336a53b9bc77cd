"""Enumerations: "(1) ...; (2) ...", "1. 2. 3.", "a) b)", bullets, one in another.

    before  1) A paper will be sent. / 2) The visit is put off.
    after   <list rend="numbered"><item n="1)">A paper will be sent.</item><item n="2)">...</item></list>

Why: the numbers are the source's and stay as printed. A paragraph without a number between two items belongs to the
item before it; a list may restart or repeat its numbers ("1. ... 1. ..."), as web pages often print them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from diplomatica.blocks.build import is_bullet, part
from diplomatica.encoding.structure.model import Slot
from diplomatica.encoding.structure.pages import Turned, is_rule
from diplomatica.tei.tree import Element

CODE = "STR70"
_PARTS = re.compile(r"([(\[]?)(\w+)((?:\.\d+)*)([.)\]/]*)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LOOK_AHEAD = 8
_FARTHEST = 400
_DEEPEST = 6
_SECOND = re.compile(r"([(\[]?(?:[a-zа-я]|\d|[ivx]{1,4})[).\]]{1,2})\s+(?=\S)", re.I)


def style(marker: str) -> tuple[str, int]:
    """The style of a number as printed, and its value: "(B)" is ("(A)", 2); a bullet's value is 0."""
    if is_bullet(marker):
        return marker, 0
    match = _PARTS.fullmatch(marker)
    if match is None:
        return marker, 0
    left, number, sub, right = match.groups()
    if number.isdigit():
        if sub:
            return f"{left}1{'.1' * sub.count('.')}{right}", int(sub.rpartition(".")[2])
        return f"{left}1{right}", int(number)
    if len(number) > 1 or number in "ivxIVX":
        return f"{left}{'i' if number.islower() else 'I'}{right}", _roman(number.lower())
    return f"{left}{'a' if number.islower() else 'A'}{right}", ord(number.lower()) - 96


def _roman(number: str) -> int:
    total = 0
    for place, letter in enumerate(number):
        value = _ROMAN.get(letter, 0)
        total += -value if any(_ROMAN.get(later, 0) > value for later in number[place + 1 :]) else value
    return total


def _follows(marker: str, kind: str, last: int) -> bool:
    """Is a number the next of a list (or the same again, or a letter that was taken for a Roman number)?"""
    own, value = style(marker)
    if own != kind:
        letters = {"i": "a", "I": "A"}
        for roman, letter in letters.items():
            if own.replace(roman, letter) == kind and len(marker.strip("().")) == 1:
                return ord(marker.strip("().").lower()) - 96 == last + 1
        return False
    return value == 0 or value == last + 1 or (value == last == 1)


class Lists:
    """Reads lists from a run of blocks. `ends(index)` says that a block can't be inside a list."""

    def __init__(self, blocks: Sequence[Turned], ends: Callable[[int], bool]) -> None:
        self.blocks = list(blocks)
        self.ends = ends

    def starts(self, index: int) -> bool:
        """Does a list begin here: first number of its style or a bullet, and a second one follows?"""
        marker = self.blocks[index].block.marker
        if not marker or self.ends(index):
            return False
        kind, value = style(marker)
        if is_bullet(marker):
            return self._next(index + 1, kind, 0) is not None or len(self.blocks[index].block.text) > 0
        return value == 1 and self._next(index + 1, kind, 1) is not None

    def _next(self, index: int, kind: str, last: int) -> int | None:
        """Where the list goes on, if it does within a few blocks."""
        plain = 0
        stop = min(len(self.blocks), index + _FARTHEST)
        while index < stop:
            turned = self.blocks[index]
            marker = turned.block.marker
            if marker and _follows(marker, kind, last):
                return index
            if self.ends(index) or is_rule(turned.block):
                return None
            if marker:
                if style(marker)[1] == 1 and style(marker)[0] == kind:
                    return None
            else:
                plain += 1
                if plain > _LOOK_AHEAD:
                    return None
            index += 1
        return None

    def read(self, index: int, outer: tuple[tuple[str, int], ...] = ()) -> tuple[Element, int]:
        """The list that begins at a block, and the index of the first block after it."""
        kind, last = style(self.blocks[index].block.marker)
        bullet = is_bullet(self.blocks[index].block.marker)
        listed = Element("list", rend="bulleted" if bullet else "numbered")
        item: Element | None = None
        while index < len(self.blocks):
            turned = self.blocks[index]
            marker = turned.block.marker
            if item is not None and self.ends(index) and not (marker and _follows(marker, kind, last)):
                break
            if item is None or (marker and _follows(marker, kind, last)):
                item = Element("item", n=marker)
                listed.add(item)
                last = style(marker)[1] or last + 1
                if self._cut(index):
                    nested, index = self.read(index, (*outer, (kind, last)))
                    item.add(nested)
                else:
                    item.add(Slot(turned.block, "item", CODE, list(turned.spans)))
                    index += 1
                continue
            if marker and any(_follows(marker, *level) for level in outer):
                break
            if (
                marker
                and len(outer) < _DEEPEST
                and style(marker)[0] != kind
                and (style(marker)[1] <= 1 or self._next(index, kind, last) is not None)
            ):
                nested, index = self.read(index, (*outer, (kind, last)))
                item.add(nested)
                continue
            follow = self._goes_on(index, kind, last, outer)
            if not follow:
                break
            if follow == "item":
                item = Element("item", Slot(turned.block, "item", CODE, list(turned.spans)))
                listed.add(item)
                last += 1
            else:
                self._paragraph(item, turned)
            index += 1
        return listed, index

    def _cut(self, index: int) -> bool:
        """Take a second number off a text ("1. a) ... / b) ...") where it begins a list of its own."""
        turned = self.blocks[index]
        match = _SECOND.match(turned.block.text)
        if match is None or turned.spans or index + 1 >= len(self.blocks):
            return False
        marker, after = match.group(1), self.blocks[index + 1].block.marker
        if style(marker)[1] != 1 or not after or not _follows(after, style(marker)[0], 1):
            return False
        self.blocks[index] = Turned(part(turned.block, match.end(), len(turned.block.text), marker=marker))
        return True

    def _goes_on(self, index: int, kind: str, last: int, outer: tuple[tuple[str, int], ...]) -> str:
        if self.blocks[index].block.marker or is_rule(self.blocks[index].block):
            return ""
        if self._next(index, kind, last) is not None:
            return "p"
        number = re.match(r"\d{1,3}", self.blocks[index].block.text)
        if number and int(number.group()) == last + 1 and self._next(index, kind, last + 1) == index + 1:
            return "item"  # a number that lost its stop
        return "p" if any(self._next(index, *level) is not None for level in outer) else ""

    def _paragraph(self, item: Element, turned: Turned) -> None:
        """A further paragraph of an item; the first text of the item becomes a paragraph too."""
        first = item.children[0]
        if isinstance(first, Slot):
            item.children[0] = Element("p", first)
        item.add(Element("p", Slot(turned.block, "item", CODE, list(turned.spans))))
