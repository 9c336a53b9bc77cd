"""The lines of a page as a browser would break them, with nothing of their look but line ends, indents and markers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_SPACES = re.compile("[ \t\n\r\f]+")

LINE = 1
PARAGRAPH = 2


@dataclass(slots=True)
class Stretch:
    """A stretch of the text that is written: from its first character to behind its last; -1 while it has none."""

    start: int = -1
    end: int = -1


class Flow:
    """Collects text. White space is decided when the next visible character comes, so that nothing trails.

    `block(LINE)` and `block(PARAGRAPH)` say that what comes stands on a new line, or apart by a blank line; in a table
    cell (`cells` > 0) both are a space.
    """

    def __init__(self) -> None:
        self._out: list[str] = []
        self._length = 0
        self._waiting: list[Stretch] = []
        self._gap = 0
        self._space = False
        self._lead = ""
        self._at_start = True
        self._tabs = 0
        self._marker = ""
        self._indent = 0
        self.cells = 0
        self.raw = 0

    def text(self, text: str) -> None:
        """Text of the page; white space is folded unless it is preformatted (`raw` > 0)."""
        if self.raw:
            self._preformatted(text)
            return
        words = _SPACES.sub(" ", text)
        if words == " ":
            self._space = True
            return
        if words[0] == " ":
            self._space = True
            words = words[1:]
        trailing = words[-1] == " "
        if trailing:
            words = words[:-1]
        if "\xa0" in words:
            if not words.strip("\xa0 "):
                self._lead += (" " if self._space and not self._at_start else "") + words.replace("\xa0", " ")
                self._space = trailing
                return
            words = words.replace("\xa0", " ")
        self._put(words)
        self._space = trailing

    def _put(self, words: str) -> None:
        out = self._out
        before = len(out)
        if self._at_start:
            if out:
                out.append("\n" * max(self._gap, 1))
            if self._marker:
                out.append(" " * self._indent + self._marker + " ")
                self._marker = ""
                words = (self._lead + words).lstrip(" ")
            else:
                out.append(self._lead)
        elif self._tabs:
            out.append("\t" * self._tabs)
            words = (self._lead + words).lstrip(" ")
        else:
            if self._space:
                out.append(" ")
            out.append(self._lead)
        out.append(words)
        self._length += sum(map(len, out[before:]))
        if self._waiting:
            for stretch in self._waiting:
                stretch.start = self._length - len(words)
            self._waiting.clear()
        self._at_start = False
        self._gap = self._tabs = 0
        self._lead = ""
        self._space = False

    def _preformatted(self, text: str) -> None:
        for number, line in enumerate(text.replace("\xa0", " ").split("\n")):
            if number:
                self.line_end()
            if line.strip():
                self._put(line.rstrip())
                self._lead = line[len(line.rstrip()) :]
            else:
                self._lead += line

    def block(self, gap: int) -> None:
        """What comes begins a new line (`LINE`) or paragraph (`PARAGRAPH`)."""
        self._lead = ""
        if self.cells:
            self._space = True
            return
        self._space = False
        self._at_start = True
        self._tabs = 0
        # The first block of a list item stands beside its marker.
        if not self._marker:
            self._gap = max(self._gap, gap)

    def line_end(self) -> None:
        """A line end that the page asks for (`br`); two of them part paragraphs."""
        self._lead = ""
        if self.cells:
            self._space = True
            return
        self._space = False
        self._gap = min(self._gap + 1, PARAGRAPH) if self._out else 0
        self._at_start = True
        self._tabs = 0

    def item(self, marker: str, depth: int, gap: int) -> None:
        """A list item begins: its marker stands before its first text. `depth` 1 is a list that stands in no other."""
        self.block(LINE)
        if self.cells:
            if marker:
                self._put(marker)
                self._space = True
            return
        self._marker = marker
        self._indent = 2 * (depth - 1)
        self._gap = gap

    def end_item(self) -> None:
        """A list item ends; the marker of an empty one is dropped."""
        self._marker = ""
        self.block(LINE)

    def cell(self) -> None:
        """The next cell of a row begins."""
        self._lead = ""
        self._space = False
        if not self._at_start:
            self._tabs += 1

    def begin(self) -> Stretch:
        """A stretch that begins with the next character."""
        stretch = Stretch()
        self._waiting.append(stretch)
        return stretch

    def finish(self, stretch: Stretch) -> None:
        """A stretch ends with the last character; without any, it stays empty."""
        if stretch.start < 0:
            self._waiting[:] = [other for other in self._waiting if other is not stretch]
        else:
            stretch.end = self._length

    def result(self, stretches: Sequence[Stretch] = ()) -> str:
        """All lines, without white space at their ends; stretches are moved to where they then stand."""
        lines = "".join(self._out).split("\n")
        stripped = [line.rstrip() for line in lines]
        if stretches and stripped != lines:
            starts = [0, *accumulate(len(line) + 1 for line in lines)]
            ends = [0, *accumulate(len(line) + 1 for line in stripped)]
            for stretch in stretches:
                if stretch.start >= 0:
                    stretch.start = _moved(stretch.start, starts, ends, stripped)
                    stretch.end = _moved(stretch.end, starts, ends, stripped)
        return "\n".join(stripped)


def _moved(offset: int, starts: Sequence[int], ends: Sequence[int], stripped: Sequence[str]) -> int:
    line = bisect_right(starts, offset) - 1
    return ends[line] + min(offset - starts[line], len(stripped[line]))
