"""Tables: rows and cells as the format or the text has them.

    before  Table 2. Tolls / Class  1961  1962 / Grain  4.20  4.60 / ...
    after   <table><head>Table 2. Tolls</head><row role="label"><cell role="label">Class</cell>...</row>
            <row><cell>Grain</cell>...</row></table>

Why: a number means what its row and column say. What stands in a table only to have two columns on the page, the lines
of a letterhead or two signatures side by side, is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplomatica.blocks.model import Block
from diplomatica.encoding.structure.lines import kind, parts
from diplomatica.encoding.structure.model import Slot
from diplomatica.encoding.structure.pages import Turned
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.words import one_of
from diplomatica.source.model import Table
from diplomatica.tei.tree import Element

CODE = "STR75"
_NUMBERED = re.compile(r"\s*(?:no\.?|nr\.?|n[°º])?\s*(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s*(?:[.:)–—-]|$)", re.I)
_LONGEST_CAPTION = 200
# What a line above or below a text may be, and a cell of figures is not.
_LINES_OF_A_PAPER = frozenset(
    ["routing", "to", "from", "salute", "subject", "distribution", "signature", "closing", "stamp", "participants"]
)
_PARTS_OF_A_PAPER = frozenset(["docNumber", "classification", "precedence", "handling", "copyNumber", "to", "from"])


def real(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, those of tables that only set lines side by side made lines again."""
    if not any(block.cell is not None for block in blocks):
        return blocks
    runs: dict[int, list[Block]] = {}
    for block in blocks:
        if block.cell is not None:
            runs.setdefault(id(block.cell.table), []).append(block)
    lines = {key for key, run in runs.items() if _is_of_lines(run)}
    return [
        replace(block, cell=None, caption=None)
        if (block.cell is not None and id(block.cell.table) in lines) or id(block.caption) in lines
        else block
        for block in blocks
    ]


def _is_of_lines(run: Sequence[Block]) -> bool:
    """Does a table hold the lines of a letterhead, or of signatures: half of its cells are such, and none a heading?"""
    table = run[0].cell.table if run[0].cell is not None else None
    if table is None or table.caption is not None or any(cell.label for row in table.rows for cell in row):
        return False
    if max(len(row) for row in table.rows) > 3:
        return False
    labels = sum(block.text.endswith(":") for block in run if block.cell is not None and block.cell.column == 0)
    return labels * 2 >= len(table.rows) or sum(_is_line(block.text) for block in run) * 2 >= len(run)


def _is_line(text: str) -> bool:
    if is_prose(text):
        return False
    found = parts(text)
    if found:
        return any(piece.kind in _PARTS_OF_A_PAPER for piece in found)
    return kind(text) in _LINES_OF_A_PAPER or kind(text, below=True) in _LINES_OF_A_PAPER


def is_caption(blocks: Sequence[Turned], index: int) -> bool:
    """Is the block a heading with the number of the table that follows it ("Table 2. Tolls")?"""
    block = blocks[index].block
    if block.marker or len(block.text) > _LONGEST_CAPTION or index + 1 >= len(blocks):
        return False
    place = blocks[index + 1].block.cell
    if place is None or (place.row, place.column) != (0, _first(place.table)):
        return False
    match = one_of("table_words").match(block.text)
    return match is not None and _NUMBERED.match(block.text, match.end()) is not None


def _first(table: Table) -> int:
    return next(number for number, cell in enumerate(table.rows[0]) if cell.end > 0)


def same(one: Block, other: Block) -> bool:
    """Are two blocks cells of the same table, in its order?"""
    return (
        one.cell is not None
        and other.cell is not None
        and one.cell.table is other.cell.table
        and one.cell[1:] < other.cell[1:]
    )


def build(blocks: Sequence[Block]) -> Element:
    """The table of some cells, and of the caption that may stand before them; nothing but a caption is a paragraph."""
    node = Element("table")
    if blocks[0].cell is None:
        if len(blocks) == 1:
            return Element("p", Slot(blocks[0], "p", CODE))
        node.add(Element("head", Slot(blocks[0], "cell", CODE)))
        blocks = blocks[1:]
    slots = {block.cell[1:]: block for block in blocks if block.cell is not None}
    assert blocks[0].cell is not None
    assert blocks[-1].cell is not None
    table, first, column = blocks[0].cell
    for number in range(first, blocks[-1].cell.row + 1):
        row = Element("row")
        for place, cell in enumerate(table.rows[number]):
            if number == first and place < column and first > 0:
                continue  # it stands before what parted the table in two
            block = slots.get((number, place))
            made = Element("cell", *([Slot(block, "cell", CODE)] if block is not None else []))
            if cell.label:
                made.attrs["role"] = "label"
            if cell.rows > 1:
                made.attrs["rows"] = str(cell.rows)
            if cell.columns > 1:
                made.attrs["cols"] = str(cell.columns)
            row.add(made)
        if all(cell.label for cell in table.rows[number]):
            row.attrs["role"] = "label"
        node.add(row)
    return node
