"""Tables in plain text: those of markdown, and columns that are set by spaces or tabs.

    before  | Grain | 1961 |        Grain     4.20      4.60
            |-------|------|        Timber    3.10      3.10
            | rye   | 12   |        Oil       7.00      8.50

A table of markdown is one for certain where its second line is made of dashes and bars (GitHub Flavored
Markdown, 4.10). Columns are one for certain where three lines or more leave the same two gaps free; what comes
near it is told, so that a person may look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from diplomatica.source.model import Cell, SourceText, Table

_DELIMITERS = re.compile(r"^[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.M)
_BAR = re.compile(r"(?<!\\)\|")
# Two gaps in a line. The first form begins with what is quickly found; few texts have tabs.
_GAPS = re.compile(r"  +\S[^\n]*?(?:  +|\t)\S")
_GAPS_OR_TABS = re.compile(r"(?:  +|\t\s?)\S[^\n]*?(?:  +|\t)\S")
_GAP_IN = re.compile(r"\S(?:  +|[ ]?\t[ ]?)\S")
_FIELD = re.compile(r"\S(?:\S| (?=\S))*")
_NUMBER = re.compile(r"[-–—+(]?[$£€]?\s?\d[\d\s.,:/'’]*(?:%|\))?|[-–—]+|\.{2,}|…")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_RULED = re.compile(r"[-–—=_*.~\s]+")
_ROWS = 3
_COLUMNS = 3
_GAP = 2  # spaces
_LONGEST_CELL = 80
_WIDEST = 400  # characters of a line in columns


@dataclass(frozen=True, slots=True)
class Piped:
    """The tables of markdown in a text, and the signs that make them, ascending."""

    tables: tuple[Table, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """The tables in columns of a text, and the stretches that may be further ones."""

    tables: tuple[Table, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


def tables_of(source: SourceText) -> tuple[tuple[Table, ...], tuple[tuple[int, int], ...]]:
    """The tables of a source, marked by its format or shown by its text; and what may be further ones."""
    text = source.text
    tables = [headed(table, text) for table in source.tables]
    shown = piped(text).tables if "|" in text else ()
    found = columns(text) if "  " in text or "\t" in text else Columns()
    taken = [table.extent() for table in tables]
    for table in (*shown, *found.tables):
        if _apart(table.extent(), taken):
            tables.append(table)
    return tuple(tables), tuple(stretch for stretch in found.doubtful if _apart(stretch, taken))


def _apart(one: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return all(one[1] <= start or end <= one[0] for start, end in others)


# --- markdown ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def piped(text: str) -> Piped:
    """The tables of markdown in a text.

    >>> found = piped("|a|b|\\n|-|-|\\n|1|2|\\n")
    >>> [[cell.start for cell in row] for row in found.tables[0].rows]
    [[1, 3], [13, 15]]
    """
    tables: list[Table] = []
    marks: list[tuple[int, int]] = []
    position = 0
    for match in _DELIMITERS.finditer(text) if "-|" in text or "- |" in text or ":|" in text else ():
        if match.start() == 0 or match.start() <= position:
            continue
        head = text.rfind("\n", 0, match.start() - 1) + 1
        if head < position:
            continue
        count = len(_cells(text, match.start(), match.end())[0])
        cells, bars = _cells(text, head, match.start() - 1)
        if len(cells) != count or not any(cell.end > 0 for cell in cells):
            continue
        rows = [tuple(replace(cell, label=True) for cell in cells)]
        marks += [*bars, (match.start(), match.end())]
        position = match.end() + 1
        while position < len(text):
            end = text.find("\n", position)
            end = end if end >= 0 else len(text)
            if not _BAR.search(text, position, end):
                break
            cells, bars = _cells(text, position, end)
            if any(cell.end > 0 for cell in cells):
                rows.append(tuple(cells))
            marks += bars
            position = end + 1
        tables.append(Table(tuple(rows)))
    return Piped(tuple(tables), tuple(marks))


def _cells(text: str, start: int, end: int) -> tuple[list[Cell], list[tuple[int, int]]]:
    """The cells between the bars of a line, and the bars."""
    bars = [(match.start(), match.end()) for match in _BAR.finditer(text, start, end)]
    edges = [start, *(bar for bar, _ in bars), end]
    stretches = [(edges[0], edges[1]), *((low + 1, high) for low, high in pairwise(edges[1:]))]
    if len(stretches) > 1 and not text[slice(*stretches[0])].strip():
        stretches = stretches[1:]
    if len(stretches) > 1 and not text[slice(*stretches[-1])].strip():
        stretches = stretches[:-1]
    return [_trimmed(text, low, high) for low, high in stretches], bars


def _trimmed(text: str, start: int, end: int) -> Cell:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Cell(start, end) if start < end else Cell()


# --- columns -----------------------------------------------------------------------------------------------------


def columns(text: str) -> Columns:
    """The tables of a text whose columns are set by spaces or tabs, and what comes near one."""
    tables: list[Table] = []
    doubtful: list[tuple[int, int]] = []
    for run in _runs(text):
        found = _tabbed(text, run) or _spaced(text, run)
        if found is not None:
            tables.append(headed(found, text))
        elif _near(text, run):
            doubtful.append((run[0][0], run[-1][1]))
    return Columns(tuple(tables), tuple(doubtful))


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Lines that follow one another, each with a gap, three of them with two or more: what may be a table."""
    gaps = _GAPS_OR_TABS if "\t" in text else _GAPS
    done = 0
    match = gaps.search(text)
    while match is not None:
        first = _line(text, match.start())
        run = [first]
        while run[0][0] > done and _GAP_IN.search(text, *(before := _line(text, run[0][0] - 1))):
            run.insert(0, before)
        while run[-1][1] < len(text) and _GAP_IN.search(text, *(after := _line(text, run[-1][1] + 1))):
            run.append(after)
        done = run[-1][1]
        if sum(gaps.search(text, start, end) is not None for start, end in run) >= _ROWS:
            yield run
        match = gaps.search(text, done)


def _line(text: str, place: int) -> tuple[int, int]:
    """The line in which a place is."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


def _tabbed(text: str, run: Sequence[tuple[int, int]]) -> Table | None:
    """A table whose cells are parted by one tab each, the same number in all lines."""
    rows = []
    for start, end in run:
        tabs = [place for place in range(start, end) if text[place] == "\t"]
        edges = [start - 1, *tabs, end]
        rows.append(tuple(_trimmed(text, low + 1, high) for low, high in pairwise(edges)))
    if len(rows[0]) < _COLUMNS or len({len(row) for row in rows}) > 1 or not _likely(rows):
        return None
    return Table(tuple(rows))


def _spaced(text: str, run: Sequence[tuple[int, int]]) -> Table | None:
    """A table whose columns are parted by the same free gaps in all lines."""
    lines = [text[start:end] for start, end in run]
    width = max(map(len, lines))
    if width > _WIDEST or any("\t" in line for line in lines):
        return None
    free = [all(column >= len(line) or line[column] == " " for line in lines) for column in range(width)]
    edges: list[tuple[int, int]] = []
    first = next(column for column in range(width) if not free[column])
    column = first
    while column < width:
        if free[column]:
            end = column
            while end < width and free[end]:
                end += 1
            if end - column >= _GAP and end < width:
                edges.append((column, end))
            column = end
        else:
            column += 1
    if len(edges) + 1 < _COLUMNS:
        return None
    bounds = [first, *(edge for gap in edges for edge in gap), width]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    rows = [
        tuple(_trimmed(text, min(start + low, end), min(start + high, end)) for low, high in spans)
        for start, end in run
    ]
    return Table(tuple(rows)) if _likely(rows) and not any(_parted(text, row) for row in rows) else None


def _parted(text: str, row: Sequence[Cell]) -> bool:
    """Is there a gap within a cell, so that its columns are not those of the other lines?"""
    return any("  " in text[cell.start : cell.end] for cell in row if cell.end > 0)


def _likely(rows: Sequence[Sequence[Cell]]) -> bool:
    """Does each line have two cells with something in them, each column one, and no cell a paragraph?"""
    full = all(sum(cell.end > 0 for cell in row) >= 2 for row in rows)
    columns = all(any(row[number].end > 0 for row in rows) for number in range(len(rows[0])))
    return full and columns and all(cell.end - cell.start <= _LONGEST_CELL for row in rows for cell in row)


def _near(text: str, run: Sequence[tuple[int, int]]) -> bool:
    """May lines be a table whose columns are not straight: three of them have as many fields, and most are numbers?"""
    fields = [_FIELD.findall(text, start, end) for start, end in run]
    counts = [len(found) for found in fields]
    usual = max(set(counts), key=lambda count: (counts.count(count), count))
    if usual < _COLUMNS or counts.count(usual) < _ROWS or any(_RULED.fullmatch(text[a:b]) for a, b in run):
        return False
    values = [word for found in fields for word in found[1:]]
    return sum(_NUMBER.fullmatch(word) is not None for word in values) * 2 > len(values)


# --- headings ----------------------------------------------------------------------------------------------------


def headed(table: Table, text: str) -> Table:
    """A table with its first row as labels, where nothing says so but its words: words (or years) above numbers."""
    if len(table.rows) < 2 or any(cell.label for row in table.rows for cell in row):
        return table
    first, rest = table.rows[0], table.rows[1:]
    if len({len(row) for row in table.rows}) > 1 or any(cell.columns > 1 or cell.rows > 1 for cell in first):
        return table
    words = [text[cell.start : cell.end] if cell.end > 0 else "" for cell in first]
    if sum(bool(word) for word in words) < len(words) - 1 or any(
        _NUMBER.fullmatch(word) and not _YEAR.fullmatch(word) for word in words
    ):
        return table
    for number, word in enumerate(words):
        below = [text[row[number].start : row[number].end] for row in rest if row[number].end > 0]
        if below and word and all(_NUMBER.fullmatch(value) and not _YEAR.fullmatch(value) for value in below):
            return replace(table, rows=(tuple(replace(cell, label=True) for cell in first), *rest))
    return table
