"""A label and its value: how far the value goes, and the fields that it changes into."""

from __future__ import annotations

from diplomatica.source.layouts.lines import bare
from diplomatica.source.layouts.model import Label
from diplomatica.source.layouts.page import FAR, Page


def take_value(page: Page, index: int, label: Label, where: str) -> int:
    """Write down a label and its value; the index of the first line after it."""
    offset = page.put_label(index, label)
    line = page.lines[index]
    start = index + 1
    stop = _extent(page, start, label, where, begun=offset < line.end)
    writer = _Writer(page, label)
    if offset < line.end:
        writer.write(offset, line.end)
    for number in range(start, stop):
        writer.write(page.lines[number].start, page.lines[number].end)
    return stop


class _Writer:
    """Writes down the lines of one value, changing the field where a part of it begins."""

    def __init__(self, page: Page, label: Label) -> None:
        self.page = page
        self.label = label
        self.field = label.field
        self.open = False

    def write(self, start: int, end: int) -> None:
        """Write down a line of the value."""
        page, text = self.page, self.page.text
        if self.label.furniture:
            page.put(start, end, "furniture", self.label.field)
            return
        before = self.field
        words = bare(text[start:end]) if self.label.parts else ""
        for part in self.label.parts:
            if part.field != self.field and part.pattern.search(words):
                self.field = part.field
                break
        if self.field == "url":
            self._address(start, end)
            self.open = False
            return
        cut = _address_at_end(text, start, end) if any(part.field == "url" for part in self.label.parts) else end
        page.put(start, _trimmed(text, start, cut), "header", self.field, join=self.open and before == self.field)
        self.open = True
        if cut < end:
            self._address(cut, end)
            self.open = False

    def _address(self, start: int, end: int) -> None:
        """An address; the angle brackets or emphasis marks round it are furniture."""
        text, page = self.page.text, self.page
        inner, outer = start, end
        while inner < outer and text[inner] in "<*_ ":
            inner += 1
        while outer > inner and text[outer - 1] in ">*_ ":
            outer -= 1
        page.put(start, _trimmed(text, start, inner), "furniture", "delimiter")
        page.put(inner, outer, "header", "url")
        while outer < end and text[outer].isspace():
            outer += 1
        page.put(outer, end, "furniture", "delimiter")


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _address_at_end(text: str, start: int, end: int) -> int:
    """Where an address begins that closes a value after its full stop, or stands in angle brackets; else `end`."""
    space = max(text.rfind(" ", start, end), text.rfind("\u00a0", start, end), text.rfind("\t", start, end))
    if space < 0:
        return end
    last = text[space + 1 : end].strip("*_")
    if last.startswith("<http") and last.endswith(">"):
        return space + 1
    if last.startswith(("http://", "https://")) and text[start:space].rstrip()[-1:] in '."”':
        return space + 1
    return end


def _extent(page: Page, start: int, label: Label, where: str, *, begun: bool) -> int:
    """The index after the last line of a value that may begin at line `start`."""
    count = len(page.lines)

    def stops(index: int) -> bool:
        found = page.label(index, where)
        return found is not None or (where == "head" and page.furniture(index))

    def adjoining(index: int) -> int:
        while index < count and page.lines[index].gap == 0 and not stops(index):
            index += 1
        return index

    if label.extent == "none" or start >= count:
        return start
    if label.extent == "adjoining":
        return adjoining(start) if begun else start
    if label.extent == "line":
        return start if begun or stops(start) else start + 1
    if label.extent == "matching":
        index = start
        while (
            index < count and not stops(index) and label.pattern is not None and label.pattern.search(page.bare(index))
        ):
            index += 1
        return index
    if label.extent == "until":
        for index in range(start, min(count, start + FAR)):
            if stops(index):
                return index
        if where == "tail":
            return count if count - start <= FAR else start
    if begun:
        return adjoining(start)
    return start if stops(start) else adjoining(start + 1)
