"""The tables of a page, cell by cell, while the page is written out.

HTML Living Standard, 4.9: `th` heads a row or column, `colspan` and `rowspan` say what a cell covers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from diplomatica.source.model import Cell, Table
from diplomatica.source.readers.html.flow import Flow, Stretch

_WIDEST = 1000  # rows or columns that a cell may span, as browsers have it


@dataclass(slots=True)
class _Open:
    """A cell that is being written."""

    stretch: Stretch
    label: bool
    rows: int
    columns: int


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Open]] = field(default_factory=list)
    caption: Stretch | None = None


class Grids:
    """Collects the tables of a page: none stands in another, as a table with tables in it lays out the page."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._grids: list[_Grid] = []
        self._grid: _Grid | None = None
        self._caption: Stretch | None = None
        self.stretches: list[Stretch] = []

    def _begin(self) -> Stretch:
        stretch = self._flow.begin()
        self.stretches.append(stretch)
        return stretch

    def begin(self) -> None:
        """A table begins."""
        self._grid = _Grid()
        self._grids.append(self._grid)

    def row(self) -> None:
        """A row begins."""
        if self._grid is not None:
            self._grid.rows.append([])

    def cell(self, element: _Element) -> None:
        """A cell begins."""
        grid = self._grid
        if grid is None:
            return
        if not grid.rows:
            grid.rows.append([])
        stretch = self._begin()
        label = element.tag == "th"
        grid.rows[-1].append(_Open(stretch, label, _span(element, "rowspan"), _span(element, "colspan")))

    def end_cell(self) -> None:
        """The last cell ends."""
        if self._grid is not None and self._grid.rows and self._grid.rows[-1]:
            self._flow.finish(self._grid.rows[-1][-1].stretch)

    def caption(self) -> None:
        """The caption begins."""
        if self._grid is not None and self._caption is None:
            self._caption = self._begin()

    def end_caption(self) -> None:
        """The caption ends."""
        if self._grid is not None and self._caption is not None:
            self._flow.finish(self._caption)
            self._grid.caption = self._caption
            self._caption = None

    def end(self) -> None:
        """The table ends."""
        self._grid = self._caption = None

    def tables(self) -> tuple[Table, ...]:
        """The tables that have rows and columns, in the order of the page."""
        found = (_table(grid) for grid in self._grids)
        return tuple(table for table in found if table is not None)


def _table(grid: _Grid) -> Table | None:
    rows = []
    for row in grid.rows:
        cells = tuple(
            Cell(cell.stretch.start, cell.stretch.end, cell.label, cell.rows, cell.columns)
            if cell.stretch.end > cell.stretch.start >= 0
            else Cell(label=cell.label, rows=cell.rows, columns=cell.columns)
            for cell in row
        )
        if any(cell.end > 0 for cell in cells):
            rows.append(cells)
    if len(rows) < 2 or max(sum(cell.columns for cell in row) for row in rows) < 2:
        return None
    caption = grid.caption
    return Table(tuple(rows), (caption.start, caption.end) if caption and caption.end > caption.start else None)


def _span(element: _Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() and len(value) < 6 else 1
