"""What the source stage hands on: the text of a document, and which part of it is what."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Home = Literal["text", "header", "furniture"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, `text[start:end]` of the source; both are -1 for an empty one.

    `label` says that it heads a row or column. `rows` and `columns` are what it spans.
    """

    start: int = -1
    end: int = -1
    label: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the source: its cells row by row, and where its caption stands (None: it has none)."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[int, int] | None = None

    def extent(self) -> tuple[int, int]:
        """From the first character of its cells to behind the last one."""
        cells = [cell for row in self.rows for cell in row if cell.end > 0]
        return cells[0].start, cells[-1].end


class Emphasis(NamedTuple):
    """`text[start:end]` is emphasised: "italic", "bold", "underlined", "letterspaced"."""

    start: int
    end: int
    look: str


@dataclass(frozen=True)
class SourceText:
    """One source document as text: the characters that the ledger accounts for.

    Every reader gives the same convention: line ends are "\\n", no byte order mark, no character that XML 1.0 forbids;
    paragraphs stand apart by a blank line or, where the source has no blank lines, each on a line of its own.
    """

    name: str
    """The name of the file, without its folder; "-" for standard input."""
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    """The character encoding that was used to read it."""
    notes: tuple[str, ...] = ()
    """What a person should know about the reading ("taken for windows-1252: no encoding declared")."""
    doubt: str = ""
    """What may be wrong with the reading, so that a person has to look at it."""
    tables: tuple[Table, ...] = ()
    """The tables that the format marks as such, in the order of the text."""
    emphasis: tuple[Emphasis, ...] = ()
    """What the format marks as emphasised, in the order of the text."""

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Zone:
    """A run of the source text that has one home, `text[start:end]`.

    `home` is "text" (it goes into TEI `text`), "header" (into the teiHeader) or "furniture" (set aside).
    `field` names what a header zone holds (`title`, `date`, `citation`, `summary`, ...; see the layouts), and what a
    furniture zone is (`label`, `site`).
    """

    start: int
    end: int
    home: Home
    field: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A source text cut into zones: they follow one another, and every character that is no space is in one."""

    source: SourceText
    layout: str
    zones: tuple[Zone, ...]
    values: dict[str, str] = field(default_factory=dict)
    """Fixed values that the layout states for every document of its site (`publisher`, ...)."""
    tables: tuple[Table, ...] = ()
    """The tables that the format marks, and those that the text shows."""
    columns: tuple[tuple[int, int], ...] = ()
    """Stretches of the text that may be tables too."""
    emphasis: tuple[Emphasis, ...] = ()
    """What is emphasised, by the format or by marks in the text; ascending."""

    def fields(self, name: str) -> tuple[Zone, ...]:
        """The header zones that hold a field, in the order of the source."""
        return tuple(zone for zone in self.zones if zone.home == "header" and zone.field == name)

    def string(self, zone: Zone) -> str:
        """The text of a zone, white space folded."""
        return " ".join(self.source.text[zone.start : zone.end].split())
