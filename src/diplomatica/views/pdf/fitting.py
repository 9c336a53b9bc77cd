"""What of a view paper can't take as the screen does, made to fit before it is set. No text is lost by it.

Nesting: Typst reads 256 levels of its language, of which an element takes up to four. Headings without text: PDF/UA-1
has none (ISO 14289-1, 7.4). Tables: browsers draw any (HTML Living Standard, 4.9.12), Typst wants every row full and
every cell inside.

    before   <tr><td colspan="9">a</td></tr><tr><td>b</td><td>c</td></tr><tr><td>d</td></tr>
    after    <tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr><tr><td>d</td><td/></tr>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

MOST = 32
"""So many levels of a view are set as they are; what lies deeper is set as its text."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fragment that fits.

    `is_flat`: something lay too deep. The text of a note may lie apart from its sign then, so that notes are to be set
    in their place.
    """

    fragment: str
    is_flat: bool


def fitted(fragment: str) -> Fitted:
    """The fragment of a view, made to fit; as it was, if it does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<div>{fragment}</div>".encode(), parser)
    is_flat = _flatten(root)
    changed = is_flat
    for heading in root.iter(*_HEADINGS):
        if not "".join(map(str, heading.itertext())).strip():
            heading.tag = "div"
            changed = True
    for table in root.iter("table"):
        changed |= _fit(table)
    if not changed:
        return Fitted(fragment, False)
    inside = etree.tostring(root, encoding="unicode")
    return Fitted(inside.removeprefix("<div>").removesuffix("</div>"), is_flat)


def _flatten(root: etree._Element) -> bool:
    """Make text of what lies too deep; whether there was anything."""
    deep = []
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == MOST + 1 and len(element):
            deep.append(element)
    for element in deep:
        text = "".join(map(str, element.itertext()))
        del element[:]
        element.text = text
    return bool(deep)


@dataclass(slots=True)
class _Cell:
    """A cell and the columns and rows that it takes; `end` is the first column behind it."""

    element: etree._Element
    start: int
    end: int
    rows: int


def _fit(table: etree._Element) -> bool:
    """Make a table a whole rectangle; whether anything had to be changed."""
    rows = [row for child in table for row in ([child] if child.tag == "tr" else child.iterchildren("tr"))]
    placed = list(_placed(rows))
    # Columns that no row needs are left out: a cell may claim a thousand.
    bounds = sorted({bound for cells in placed for cell in cells for bound in (cell.start, cell.end)} | {0})
    number = {bound: place for place, bound in enumerate(bounds)}
    width = len(bounds) - 1
    below = [0] * width  # how many further rows a cell above takes, by column
    changed = False
    for row, cells in zip(rows, placed, strict=True):
        free = sum(1 for count in below if not count)
        below = [max(0, count - 1) for count in below]
        for cell in cells:
            columns = number[cell.end] - number[cell.start]
            changed |= _set(cell.element, "colspan", columns) | _set(cell.element, "rowspan", cell.rows)
            free -= columns
            for column in range(number[cell.start], number[cell.end]):
                below[column] = cell.rows - 1
        for _ in range(free):
            etree.SubElement(row, "td")
            changed = True
    return changed


def _placed(rows: list[etree._Element]) -> Iterator[list[_Cell]]:
    """The cells of each row in their places, from the left, around those that reach down from above."""
    below: dict[int, int] = {}
    for index, row in enumerate(rows):
        cells = []
        column = 0
        taken = {place for place, count in below.items() if count}
        below = {place: count - 1 for place, count in below.items() if count > 1}
        for element in row.iterchildren("td", "th"):
            while column in taken:
                column += 1
            end = column + 1
            while end < column + _span(element, "colspan") and end not in taken:
                end += 1
            reach = min(_span(element, "rowspan"), len(rows) - index)
            cells.append(_Cell(element, column, end, reach))
            if reach > 1:
                below.update(dict.fromkeys(range(column, end), reach - 1))
            column = end
        yield cells


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name, "1")
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _set(element: etree._Element, name: str, value: int) -> bool:
    """Set a span; whether it was another one."""
    if element.get(name, "1") == str(value):
        return False
    element.set(name, str(value))
    return True
