"""What the blocks stage hands on: the body of a document as logical lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from diplomatica.source.model import Table


class Place(NamedTuple):
    """Where a cell stands: its table, its row and its place in the row, from 0."""

    table: Table
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or line of the body, white space folded and emphasis marks taken out.

    `text` is what will stand in the TEI, sigla included. `origin` maps it to the source: pairs of (position in `text`,
    offset in the source text), ascending, the first position 0; between two pairs both run in step.
    `marker` is a number or bullet at the head of the block as printed ("1.", "(A)", "•"); it is not part of `text`.
    `spaced` tells whether a space parts it from the text. `gap` counts the blank lines before the block, `indent` the
    columns it is set in by. `breaks` are the positions in `text` at which the source has a line end inside the block.
    `cell` says where the block stands if it is a cell of a table (empty cells have no block), `caption` of which table
    it is the caption.
    """

    text: str
    origin: tuple[tuple[int, int], ...]
    marker: str = ""
    gap: int = 0
    indent: int = 0
    emphasis: str = ""
    breaks: tuple[int, ...] = ()
    spaced: bool = True
    cell: Place | None = None
    caption: Table | None = None

    @property
    def lead(self) -> str:
        """The number or bullet as it stands before the text, with its space; "" if there is none."""
        return (self.marker + " " if self.spaced else self.marker) if self.marker else ""

    def position(self, offset: int) -> int:
        """The position in `text` of an offset in the source text; that of the next character kept if it was folded."""
        starts = [start for _, start in self.origin]
        index = max(bisect_right(starts, offset) - 1, 0)
        position, start = self.origin[index]
        limit = self.origin[index + 1][0] if index + 1 < len(self.origin) else len(self.text)
        return min(position + max(offset - start, 0), limit)

    def offset(self, position: int) -> int:
        """The offset in the source text of a position in `text`."""
        index = bisect_right(self.origin, (position, 1 << 62)) - 1
        start, offset = self.origin[max(index, 0)]
        return offset + position - start
