"""Lines to logical blocks: wrapped lines joined, numbers and bullets taken off, paragraphs cut by a page end mended."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diplomatica.blocks.model import Block, Place
from diplomatica.source.emphasis import RULE_LINE, marks
from diplomatica.source.model import LaidOut, Table

_ODD_SPACES = re.compile(r"\s{2,}|[^\S ]")  # white space other than a single space
_MARKER = re.compile(
    r"""(?: \( (?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5}) \) (?=\s|[A-Z“"])
        | (?:\d{1,3}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,6}) (?:\.\)|\)) (?=\s)
        | (?:\d{1,3}(?:\.\d{1,2}){0,3}\.|\d{1,3}(?:\.\d{1,2}){1,3}|[IVX]{1,6}\.|[ivx]{1,5}\.|[A-Za-z]\.) (?=\s)
        | (?:\d{1,2}|[a-z]) / (?=\s)
        | \d{1,3}\. (?=[A-Z“"‘']\w*[a-z\s])
        | [-–—•·▪◦●○■□*»‣⁃] (?=\s)
        )""",
    re.X,
)
_BULLET = re.compile(r"[-–—•·▪◦●○■□*»‣⁃]")
# "A." and "N." may be the initial of a name: then a surname follows.
_INITIAL = re.compile(r"[A-Z]\.\s+(?:[A-Z]\.\s*)*(?:[A-Z][\w’'-]+\s+){0,2}[A-Z][\w’'-]+(?:\s*$|,|\s+(?:and|&)\s)")
_NOTE = re.compile(r"\[\d{1,3}\]\s")
_LETTER = re.compile(r"[A-Z]\.")
_NUMBERED_DATE = re.compile(
    r"(?:[12]?\d|3[01])\.\s+(?:[^\W\d_]{3,10}\.?,?\s+\d{4}|[IVX]{1,4}\.?\s?(?:19|20)?\d{2}\b|\d{1,2}\.\s*\d{2,4})"
)
_SENTENCE_END = re.compile(r"[.?!:;…](?:[\"”’»)\]]|\[\d{1,3}\])*$")
_LABELLED = re.compile(r"[A-Z][\w’' /&()-]{0,40}:(?:\s|$)")
_LOWER_LABEL = re.compile(r"[\w’' -]{1,30}:\s")
_WIDE_SPACE = re.compile(r"(?:[^\S\n]{6,}|[^\S\n]*\t\s*)(?=\S)")
_SIX_SPACES = " " * 6
_WIDE = 120  # columns; a text with lines longer than this has not been wrapped
_NARROW = 40


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    indent: int
    gap: int
    cell: Place | None = None
    caption: Table | None = None


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells and captions of the tables of a text, in its order: where each begins, where it ends, what it is."""

    starts: list[int]
    ends: list[int]
    places: list[Place | Table]

    def within(self, start: int, end: int) -> range:
        """The numbers of those that lie in a line."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def build(laid_out: LaidOut) -> tuple[Block, ...]:
    """The blocks of the text zones of a document, in the order of the source."""
    source = laid_out.source.text
    skip = marks(source)
    cells = _cells_of(laid_out) if laid_out.tables else None
    blocks: list[Block] = []
    for zone in laid_out.zones:
        if zone.home != "text":
            continue
        lines = _lines(source, zone.start, zone.end, cells)
        width = _wrap_width(lines)
        run: list[_Line] = []
        for line in lines:
            if run and not _continues(run[-1], line, width):
                blocks.append(_block(source, run, skip))
                run = []
            run.append(line)
        if run:
            blocks.append(_block(source, run, skip))
    return _mended(_lettered([block for block in blocks if block.text or block.marker]))


def _cells_of(laid_out: LaidOut) -> _Cells:
    found: list[tuple[int, int, Place | Table]] = []
    for table in laid_out.tables:
        if table.caption is not None and "\n" not in laid_out.source.text[slice(*table.caption)]:
            found.append((*table.caption, table))
        for number, row in enumerate(table.rows):
            found += [(c.start, c.end, Place(table, number, column)) for column, c in enumerate(row) if c.end > 0]
    found.sort(key=lambda entry: entry[0])
    return _Cells([start for start, _, _ in found], [end for _, end, _ in found], [place for _, _, place in found])


def _lines(source: str, start: int, end: int, cells: _Cells | None) -> list[_Line]:
    lines = []
    gap = 0
    position = start
    while position < end:
        stop = source.find("\n", position, end)
        if stop < 0:
            stop = end
        raw = source[position:stop]
        text = raw.strip()
        if text:
            indent = len(raw) - len(raw.lstrip())
            first = position + indent
            within = cells.within(first, first + len(text)) if cells is not None else ()
            if cells is not None and within:
                for number in within:
                    low, high, place = cells.starts[number], cells.ends[number], cells.places[number]
                    cell, caption = (None, place) if isinstance(place, Table) else (place, None)
                    lines.append(_Line(low, high, source[low:high], low - position, gap, cell, caption))
                    gap = 0
                position = stop + 1
                continue
            for column in _columns(text):
                low, high = column
                lines.append(_Line(first + low, first + high, text[low:high], indent + low, 0 if low else gap))
            gap = 0
        else:
            gap += 1
        position = stop + 1
    return lines


def _columns(text: str) -> list[tuple[int, int]]:
    """The columns of a line such as a letterhead on the left and a date on the right, set apart by wide space."""
    plain = text.isprintable() and _SIX_SPACES not in text  # no tab, no space of another kind
    if len(text) > 400 or plain or not _WIDE_SPACE.search(text):
        return [(0, len(text))]
    columns = []
    position = 0
    for match in _WIDE_SPACE.finditer(text):
        columns.append((position, match.start()))
        position = match.end()
    return [*columns, (position, len(text))]


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The width to which the lines were wrapped, 0 if each line is a paragraph of its own."""
    lines = [line for line in lines if line.cell is None]
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 2 or lengths[-1 - len(lengths) // 50] > _WIDE:
        return 0
    adjoining = sum(line.gap == 0 for line in lines[1:])
    if adjoining * 3 < len(lines):
        # Set apart by blank lines for the most part: the few adjoining lines may still be wrapped.
        run_lengths = sorted(len(a.text) for a, b in pairwise(lines) if b.gap == 0)
        if not run_lengths:
            return 0
        lengths = run_lengths
    width = lengths[-1 - len(lengths) // 10]
    if width < _NARROW:
        return 0
    full = sum(length > width * 0.8 for length in lengths)
    return width if full * 4 >= len(lengths) else 0


def _continues(before: _Line, line: _Line, width: int) -> bool:
    """Does a line go on with the block of the line before?"""
    if line.gap or not width or line.cell or before.cell or line.caption or before.caption:
        return False
    if RULE_LINE.fullmatch(before.text) or RULE_LINE.fullmatch(line.text):
        return False
    if line.text[0].isdigit() and before.text[0].isdigit():
        return False  # lines that count something stand each by itself
    if _marker(line.text) or _NOTE.match(line.text) or line.indent > before.indent + 1:
        return False
    if _LABELLED.match(line.text) and not line.text[:1].islower() and len(before.text) < width * 0.8:
        return False
    first_word = line.text.split(None, 1)[0]
    room = len(before.text) + before.indent + 1 + len(first_word)
    if _SENTENCE_END.search(before.text):
        return room > width * 0.97
    return room > width * 0.86


def _marker(text: str) -> str:
    match = _MARKER.match(text)
    if match is None or _INITIAL.match(text) or _NUMBERED_DATE.match(text) or RULE_LINE.fullmatch(text):
        return ""
    return match.group() if len(text) > match.end() else ""


def is_bullet(marker: str) -> bool:
    """Is a marker a bullet rather than a number or letter?"""
    return bool(marker) and bool(_BULLET.fullmatch(marker))


def _block(source: str, run: Sequence[_Line], skip: Sequence[tuple[int, int]]) -> Block:
    parts: list[str] = []
    origin: list[tuple[int, int]] = []
    breaks: list[int] = []
    length = 0

    def put(start: int, end: int) -> None:
        piece = source[start:end]
        if piece.isprintable() and "  " not in piece:  # no white space in it but single spaces
            keep(start, end, "")
            return
        position = start
        for match in _ODD_SPACES.finditer(source, start, end):
            keep(position, match.start(), " ")
            position = match.end()
        keep(position, end, "")

    def keep(start: int, end: int, space: str) -> None:
        nonlocal length
        if start < end:
            origin.append((length, start))
            parts.append(source[start:end])
            length += end - start
        if space and length and not parts[-1].endswith(" "):
            origin.append((length, end))
            parts.append(" ")
            length += 1

    low, high = run[0].start, run[-1].end
    inside = list(skip[bisect_left(skip, (low, 0)) : bisect_left(skip, (high, 0))]) if skip else []
    for number, line in enumerate(run):
        if number:
            breaks.append(length + 1)
            origin.append((length, run[number - 1].end))
            parts.append(" ")
            length += 1
        position = line.start
        for start, end in inside:
            if line.start <= start < line.end:
                put(position, start)
                position = end
                while not length and position < line.end and source[position].isspace():
                    position += 1
        put(position, line.end)
    text = "".join(parts)
    emphasis = "strong" if inside and inside[0][0] == low and inside[-1][1] == high else ""
    first = run[0]
    block = Block(
        text.rstrip(), tuple(origin), "", first.gap, first.indent, emphasis, tuple(breaks), True, first.cell,
        first.caption,
    )  # fmt: skip
    marker = _marker(block.text) if first.cell is None and first.caption is None else ""
    return cut(block, len(marker), marker) if marker else block


def cut(block: Block, length: int, marker: str = "") -> Block:
    """A block without its first `length` characters (and the spaces after them)."""
    rest = block.text[length:].lstrip()
    shift = len(block.text) - len(rest)
    taken = part(block, shift, len(block.text), marker=marker or block.marker)
    return replace(taken, spaced=shift > length)


def part(block: Block, start: int, end: int, *, marker: str = "") -> Block:
    """The stretch `text[start:end]` of a block as a block of its own, spaces at its ends taken off."""
    while start < end and block.text[start] == " ":
        start += 1
    while end > start and block.text[end - 1] == " ":
        end -= 1
    origin = [(0, block.offset(start))]
    origin += [(position - start, offset) for position, offset in block.origin if start < position < end]
    breaks = tuple(position - start for position in block.breaks if start < position < end)
    text = block.text[start:end]
    return Block(text, tuple(origin), marker, block.gap, block.indent, block.emphasis, breaks, block.spaced)


def whole(block: Block) -> Block:
    """A block with its number or bullet put back into its text."""
    if not block.marker:
        return block
    lead = block.lead
    start = block.offset(0) - len(lead)
    origin = ((0, start), *((position + len(lead), offset) for position, offset in block.origin))
    breaks = tuple(position + len(lead) for position in block.breaks)
    return Block(lead + block.text, origin, "", block.gap, block.indent, block.emphasis, breaks, block.spaced)


def joined(first: Block, *others: Block) -> Block:
    """Blocks as one, a space between them; numbers of the later ones are text again."""
    if not others:
        return first
    text = first.text
    origin = list(first.origin)
    breaks = list(first.breaks)
    pieces = [text]
    length = len(text)
    for block in others:
        lead = block.lead
        start = block.offset(0) - len(lead)
        pieces.append(" " + lead + block.text)
        origin.append((length, start - 1))
        shift = length + 1 + len(lead)
        breaks.append(length + 1)
        origin += [(length + 1, start)] if lead else []
        origin += [(position + shift, offset) for position, offset in block.origin]
        breaks += [position + shift for position in block.breaks]
        length = shift + len(block.text)
    return replace(first, text="".join(pieces), origin=tuple(origin), breaks=tuple(breaks))


def _lettered(blocks: Sequence[Block]) -> list[Block]:
    """A capital with a full stop is a number only beside its neighbour in the alphabet; else it is an initial."""
    letters = {block.marker for block in blocks if _LETTER.fullmatch(block.marker)}

    def alone(marker: str) -> bool:
        return not {chr(ord(marker[0]) - 1) + ".", chr(ord(marker[0]) + 1) + "."} & letters

    return [whole(block) if block.marker in letters and alone(block.marker) else block for block in blocks]


def _mended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs that a page end cut in two are joined again."""
    out: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if run and _cut_here(run[-1], block):
            run.append(block)
            continue
        if run:
            out.append(joined(*run))
        run = [block]
    if run:
        out.append(joined(*run))
    return tuple(out)


def _cut_here(before: Block, block: Block) -> bool:
    text = before.text
    return (
        not block.marker
        and block.cell is None
        and before.cell is None
        and len(text) >= 60
        and block.text[:1].islower()
        and not _SENTENCE_END.search(text)
        and (not _LABELLED.match(text) or len(text) > 200)
        and not _LOWER_LABEL.match(block.text)
        and text[-1:] not in '”"»'
        and (len(block.text) > 20 or bool(_SENTENCE_END.search(block.text)))
    )
