"""From the characters of a page to its lines, in reading order.

pdfium gives the characters in the order in which the page paints them, with their base lines and boxes. That order is
the reading order unless it jumps up the page; then the page is cut along its gutters.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any

from diplomatica.source.readers.pdf.model import Line, Piece

# Parts of the size of the print.
_SAME_LINE = 0.25
_RAISED = (0.12, 0.85)
_SMALLER = 0.86
_WORD_GAP = 0.15
_WIDE_GAP = 1.8
_LEAST_COLUMN_LINES = 6
_FILLED = 0.55
_LEAST_GUTTER = 4.0

_FLOATING = 0.15
_NEIGHBOURS = 8

# pdfium gives U+0002 for a hyphen at the end of a line; ligatures are a matter of the font.
_SIGNS = {
    0x02: "-", 0xFFFE: "-",
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st",
}  # fmt: skip
_MARK = re.compile(r"\s*([0-9]{1,3}|[*†‡]{1,3})\s*\Z")
_UNIT = re.compile(r"(?:\A|[\s0-9])(?:[kcdm]?m|mi|ft)\Z")  # "20 km" with a raised 2: an area
_MARK_FIRST = re.compile(r"([0-9]{1,3}|[*†‡]{1,3})(?=[\s.)]|\Z)")


def pieces_of(page: Any) -> list[Piece]:
    """The runs of characters of a page (a `PdfTextPage`), in the order in which it paints them."""
    from pypdfium2 import raw  # type: ignore[import-untyped]

    handle = page.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    unicode_of, origin_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    pieces: list[Piece] = []
    piece: Piece | None = None
    height = 0.0
    space = one_word = False
    high = 0
    for index in range(page.count_chars()):
        code = unicode_of(handle, index)
        if 0xD800 <= code < 0xDC00:  # characters beyond U+FFFF come in two halves
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in (10, 13):
            piece = None
            space = False
            continue
        if code in (32, 9, 160):
            space = True
            continue
        if not origin_of(handle, index, to_x, to_y) or not box_of(handle, index, to_box):
            continue
        sign = _SIGNS.get(code) or chr(code)
        left, right, base = box.left, box.right, y.value
        raised = False
        if 48 <= code <= 57 and (piece is None or piece.raised or not space):
            raised = _is_raised(raw, handle, index, base, box.top - box.bottom)
        if piece is not None:
            gap = left - piece.right
            if (
                abs(base - piece.base) > 0.05 * height
                or abs(box.top - box.bottom - height) > 0.04 * height
                or gap > _WIDE_GAP * piece.size
                or gap < -piece.size
                or raised != piece.raised
            ):
                piece = None
        if piece is None:
            height = max(box.top - box.bottom, 0.1)
            turned = _is_turned(raw.FPDFText_GetCharAngle(handle, index))
            if turned and pieces and pieces[-1].turned:
                pieces[-1].signs.append(f" {sign}" if space else sign)
                space = False
                continue
            size = _size(raw, handle, index) or height
            piece = Piece([sign], left, right, base, size, turned, raised, space, right)
            pieces.append(piece)
            one_word = True
        else:
            if space or gap > 2.5 * _WORD_GAP * piece.size:
                piece.signs.append(" ")
                one_word = False
            piece.signs.append(sign)
            piece.right = max(piece.right, right)
            if one_word:
                piece.first_right = piece.right
        space = False
    return pieces


def _size(raw: Any, handle: Any, index: int) -> float:
    """The size of the print at a character: that of the font, scaled as the text is."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(handle, index))
    if not raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
        return size
    return size * math.hypot(matrix.c, matrix.d)


def _is_raised(raw: Any, handle: Any, index: int, base: float, height: float) -> bool:
    """Whether a figure floats above its base line: fonts have raised figures of their own."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(
        handle, index, ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
    )
    return bottom.value - base > _FLOATING * height


def _is_turned(angle: float) -> bool:
    return 0.1 < angle < 6.18


def lines_of(pieces: list[Piece], page: int) -> list[Line]:
    """The lines of a page in reading order; what stands turned in the margin comes last."""
    upright = [piece for piece in pieces if not piece.turned]
    turned = [piece for piece in pieces if piece.turned]
    lines: list[Line] = []
    gutter = _gutter(upright)
    if gutter is None:
        lines.extend(_lines(upright, page))
    else:
        lines.extend(_in_columns(upright, gutter, page))
    lines.extend(
        Line(" ".join(piece.text.split()), piece.left, piece.right, piece.base, piece.size, page, turned=True)
        for piece in turned
    )
    return lines


def _in_columns(pieces: list[Piece], gutter: float, page: int) -> list[Line]:
    """The lines of a page in two columns; what runs over both parts them into bands."""
    lines: list[Line] = []
    left: list[Piece] = []
    right: list[Piece] = []
    margins = {
        True: max(piece.right for piece in pieces if piece.right <= gutter),
        False: max(piece.right for piece in pieces if piece.left >= gutter),
    }

    def close() -> None:
        for column, is_left in ((left, True), (right, False)):
            for line in _lines(column, page):
                line.margin = margins[is_left]
                lines.append(line)
            column.clear()

    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            close()
            lines.extend(_lines([piece], page))
    close()
    return lines


def _gutter(pieces: list[Piece]) -> float | None:
    """The x of the white strip between two columns of print, None if the page has one column.

    Both sides must be filled as print is: a list of names with their offices beside them is no print in columns.
    """
    if len(pieces) < 2 * _LEAST_COLUMN_LINES:
        return None
    left_edge = min(piece.left for piece in pieces)
    right_edge = max(piece.right for piece in pieces)
    width = right_edge - left_edge
    body = [piece for piece in pieces if piece.right - piece.left < 0.6 * width]
    if len(body) < 2 * _LEAST_COLUMN_LINES or len(body) < 0.6 * len(pieces):
        return None
    # Titles may run over the gutter: up to one line in twelve.
    best = _thinnest(body, len(body) // 12, left_edge + 0.3 * width, left_edge + 0.7 * width)
    if best is None or best[1] - best[0] < _LEAST_GUTTER:
        return None
    gutter = (best[0] + best[1]) / 2
    for side in (
        [piece for piece in body if piece.right <= gutter],
        [piece for piece in body if piece.left >= gutter],
    ):
        widths = sorted(piece.right - piece.left for piece in side)
        if len(widths) < _LEAST_COLUMN_LINES or widths[len(widths) // 2] < _FILLED * width / 2:
            return None
    return gutter


def _thinnest(pieces: list[Piece], most: int, start: float, end: float) -> tuple[float, float] | None:
    """The widest strip between two places that no more than `most` pieces run over."""
    events = sorted([(piece.left, 1) for piece in pieces] + [(piece.right, -1) for piece in pieces])
    best: tuple[float, float] | None = None
    over = 0
    opened: float | None = None
    for place, change in events:
        if over <= most and opened is not None and over + change > most:
            middle = (opened + place) / 2
            if start < middle < end and (best is None or place - opened > best[1] - best[0]):
                best = (opened, place)
        if over > most and over + change <= most:
            opened = place
        over += change
    return best


def _lines(pieces: list[Piece], page: int) -> list[Line]:
    """The lines of one column."""
    rows: list[list[Piece]] = []
    jumps = False
    for piece in pieces:
        row = rows[-1] if rows else None
        if row is not None and _on_line(piece, row):
            row.append(piece)
            continue
        if row is not None and piece.base > row[0].base + 0.3 * piece.size:
            jumps = True
        rows.append([piece])
    if jumps:
        rows = _sorted_rows(pieces)
    return [_line(row, page) for row in rows]


def _on_line(piece: Piece, row: list[Piece]) -> bool:
    near_by = row[-_NEIGHBOURS:]  # not the whole row, so that a row of a million pieces takes no square of that
    main = max(near_by, key=lambda other: (other.size, other.right - other.left))
    difference = piece.base - main.base
    if abs(difference) <= _SAME_LINE * min(piece.size, main.size):
        return True
    big, small, raised = (main, piece, difference) if main.size >= piece.size else (piece, main, -difference)
    near = piece.left < row[-1].right + 2 * big.size and piece.right > row[0].left - 2 * big.size
    return small.size < _SMALLER * big.size and near and -0.3 * big.size < raised < _RAISED[1] * big.size


def _sorted_rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Rows by their place on the page, where the order of painting says nothing."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        for row in rows[-2:]:
            if _on_line(piece, row):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return rows


def _line(row: list[Piece], page: int) -> Line:
    row.sort(key=lambda piece: piece.left)
    main = max(row, key=lambda piece: (len(piece.text), piece.size))
    tallest = max(piece.size for piece in row)
    out: list[str] = []
    previous: Piece | None = None
    label = ""
    for piece in row:
        text = piece.text
        small = piece.size < _SMALLER * main.size or (len(row) == 1 and piece.size < _SMALLER * tallest)
        lifted = small and _RAISED[0] * main.size < piece.base - main.base < _RAISED[1] * main.size
        if lifted or piece.raised:
            match = None if out and _UNIT.search(out[-1]) else _MARK.match(text)
            if match is not None:
                if previous is None:
                    label = match.group(1)
                out.append(f"[{match.group(1)}]" + ("" if previous is not None else " "))
                previous = piece
                continue
            leading = _MARK_FIRST.match(text) if previous is None else None
            if leading is not None:
                label = leading.group(1)
                text = f"[{label}]{text[leading.end() :]}"
        if previous is not None:
            gap = piece.left - previous.right
            if gap > _WIDE_GAP * main.size:
                out.append("\t")
            elif piece.spaced or gap > _WORD_GAP * main.size:
                out.append(" ")
        out.append(text)
        previous = piece
    text = "".join(out)
    text = "\t".join(" ".join(cell.split()) for cell in text.split("\t") if cell.strip())
    left, right = row[0].left, max(piece.right for piece in row)
    return Line(text, left, right, main.base, main.size, page, row[0].first_right - left, label)
