"""A page while it is taken apart: what its lines are, and what was written down of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diplomatica.source.layouts.lines import LONGEST_LABEL, Line, bare
from diplomatica.source.layouts.model import Label, Layout
from diplomatica.source.model import Home, SourceText, Zone

FAR = 80
"""Lines: a value that runs on longer than this up to the next label is none."""


@dataclass(slots=True)
class _Piece:
    """A stretch of the source with its home; pieces of one group become one zone."""

    start: int
    end: int
    home: Home
    field: str
    group: int


class Page:
    """A source text while it is taken apart after a layout."""

    def __init__(self, source: SourceText, layout: Layout, lines: Sequence[Line]) -> None:
        self.text = source.text
        self.layout = layout
        self.lines = lines
        self._bare: dict[int, str] = {}
        self._pieces: list[_Piece] = []
        self._group = 0

    def bare(self, index: int) -> str:
        """The words of a line as labels are compared; "" for a line too long to be one."""
        known = self._bare.get(index)
        if known is None:
            line = self.lines[index]
            known = "" if line.end - line.start > LONGEST_LABEL else bare(self.text[line.start : line.end])
            self._bare[index] = known
        return known

    def raw(self, index: int) -> str:
        """A line as it stands."""
        line = self.lines[index]
        return self.text[line.start : line.end]

    # --- what a line is ------------------------------------------------------------------------------------------
    def furniture(self, index: int) -> bool:
        """Is a line furniture of the site?"""
        line = self.bare(index)
        return bool(line) and (
            line.casefold() in self.layout.furniture
            or any(pattern.fullmatch(line) for pattern in self.layout.furniture_patterns)
        )

    def label(self, index: int, where: str) -> Label | None:
        """The label that a line is, or begins with where the layout allows it."""
        line = self.bare(index)
        if not line:
            # A label may stand before a long value in the same line.
            raw = self.lines[index]
            line = bare(self.text[raw.start : raw.start + 60])
            found = self._inline(line)
            return found if found is not None and found.where in (where, "both") else None
        found = self.layout.labels_by_text.get(line.casefold())
        if found is None or (where == "tail" and found.text != line):
            found = self._inline(line)
        return found if found is not None and found.where in (where, "both") else None

    def _inline(self, line: str) -> Label | None:
        colon = line.find(":", 0, 40)
        if colon < 0:
            return None
        found = self.layout.labels_by_text.get(line[: colon + 1].casefold())
        return found if found is not None and found.inline else None

    # --- writing down --------------------------------------------------------------------------------------------
    def put(self, start: int, end: int, home: Home, field: str = "", *, join: bool = False) -> None:
        """Write down a stretch; with `join` it belongs to the zone of the stretch before."""
        if start >= end:
            return
        if not join:
            self._group += 1
        self._pieces.append(_Piece(start, end, home, field, self._group))

    def put_line(self, index: int, home: Home, field: str = "", *, join: bool = False) -> None:
        """Write down a whole line."""
        line = self.lines[index]
        self.put(line.start, line.end, home, field, join=join)

    def put_label(self, index: int, label: Label) -> int:
        """Write down the label at the head of a line; the offset at which a value on the same line begins."""
        line = self.lines[index]
        if not label.inline:
            self.put(line.start, line.end, "furniture", "rendition" if label.field == "rendition" else "label")
            return line.end
        colon = self.text.find(":", line.start, line.end)
        if colon < 0 or self.bare(index).casefold() == label.text.casefold():
            # The label alone, with or without a colon: its value stands below.
            self.put(line.start, line.end, "furniture", "label")
            return line.end
        end = colon + 1
        while end < line.end and self.text[end] in "*_":
            end += 1
        self.put(line.start, end, "furniture", "label")
        while end < line.end and self.text[end].isspace():
            end += 1
        return end

    def zones(self) -> tuple[Zone, ...]:
        """The zones of everything written down, pieces of one group joined."""
        zones: list[Zone] = []
        group = 0
        for piece in self._pieces:
            if zones and piece.group == group:
                zones[-1] = Zone(zones[-1].start, piece.end, piece.home, piece.field)
            else:
                zones.append(Zone(piece.start, piece.end, piece.home, piece.field))
            group = piece.group
        return tuple(zones)
