"""From the characters of a page to its lines, in reading order.

pdfium gives the characters in the order in which the page paints them, with their base lines and boxes. That order is
the reading order unless it jumps up the page; then the page is cut along its gutters.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

from diplomatica.source.readers.pdf.model import Line, Piece

# Parts of the size of the print.
_SAME_LINE = 0.25
_RAISED = (0.12, 0.85)
_SMALLER = 0.86
_WORD_GAP = 0.13
_WIDE_GAP = 1.6
_LEAST_COLUMN_LINES = 6
_FILLED = 0.55

_HYPHENS = {"\u0002": "-", "\ufffe": "-"}
"""What pdfium gives for a hyphen at the end of a line."""
_MARK = re.compile(r"\s*([0-9]{1,3}|[*†‡]{1,3})\s*\Z")
_MARK_FIRST = re.compile(r"([0-9]{1,3}|[*†‡]{1,3})(?=[\s.)]|\Z)")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb06": "st"}


def pieces_of(page: Any) -> list[Piece]:
    """The runs of characters of a page (a `PdfTextPage`), in the order in which it paints them."""
    from pypdfium2 import raw  # type: ignore[import-untyped]

    handle = page.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    unicode_of, origin_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    pieces: list[Piece] = []
    piece: Piece | None = None
    signs: list[str] = []
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
        sign = chr(code)
        if code in (10, 13):
            if piece is not None:
                piece.text = "".join(signs)
                piece = None
            space = False
            continue
        if code in (32, 9, 160):
            space = True
            continue
        if not origin_of(handle, index, to_x, to_y) or not box_of(handle, index, to_box):
            continue
        sign = _HYPHENS.get(sign, sign)
        sign = _LIGATURES.get(sign, sign)
        left, right, size = box.left, box.right, box.top - box.bottom
        base = y.value
        if piece is not None:
            gap = left - piece.right
            if (
                abs(base - piece.base) > 0.05 * piece.size
                or abs(size - piece.size) > 0.08 * piece.size
                or gap > _WIDE_GAP * piece.size
                or gap < -piece.size
            ):
                piece.text = "".join(signs)
                piece = None
        if piece is None:
            signs = [" "] if space and pieces and abs(base - pieces[-1].base) < size else []
            turned = _is_turned(raw.FPDFText_GetCharAngle(handle, index))
            if turned and pieces and pieces[-1].turned:
                pieces[-1].text += (" " if space else "") + sign
                space = False
                continue
            piece = Piece("", left, right, base, max(size, 0.1), turned, right)
            one_word = True
            pieces.append(piece)
            signs.append(sign)
        else:
            if space or left - piece.right > _WORD_GAP * piece.size * 2.5:
                signs.append(" ")
                one_word = False
            signs.append(sign)
            piece.right = max(piece.right, right)
            if one_word:
                piece.first_right = piece.right
        piece.text = sign if piece.turned else ""
        space = False
    if piece is not None:
        piece.text = "".join(signs)
    return [piece for piece in pieces if piece.text.strip()]


def _is_turned(angle: float) -> bool:
    return 0.1 < angle < 6.18


def lines_of(pieces: list[Piece], page: int) -> list[Line]:
    """The lines of a page in reading order; what stands turned in the margin comes last."""
    upright = [piece for piece in pieces if not piece.turned]
    turned = [piece for piece in pieces if piece.turned]
    lines: list[Line] = []
    for column in _columns(upright):
        lines.extend(_lines(column, page))
    lines.extend(
        Line(" ".join(piece.text.split()), piece.left, piece.right, piece.base, piece.size, page, turned=True)
        for piece in turned
    )
    return lines


def _columns(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of a page by column, left to right; what runs over all columns parts them into bands."""
    gutter = _gutter(pieces)
    if gutter is None:
        return [pieces]
    groups: list[list[Piece]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            groups += [left, right, [piece]]
            left, right = [], []
    groups += [left, right]
    return [group for group in groups if group]


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
    spans = sorted((piece.left, piece.right) for piece in body)
    reach = spans[0][1]
    best: tuple[float, float] | None = None
    for start, end in spans[1:]:
        middle = left_edge + 0.3 * width < (start + reach) / 2 < left_edge + 0.7 * width
        if start > reach and middle and (best is None or start - reach > best[1] - best[0]):
            best = (reach, start)
        reach = max(reach, end)
    if best is None or best[1] - best[0] < 4:
        return None
    gutter = (best[0] + best[1]) / 2
    for side, room in (
        ([piece for piece in body if piece.right <= gutter], best[0] - left_edge),
        ([piece for piece in body if piece.left >= gutter], right_edge - best[1]),
    ):
        widths = sorted(piece.right - piece.left for piece in side)
        if len(widths) < _LEAST_COLUMN_LINES or widths[len(widths) // 2] < _FILLED * room:
            return None
    return gutter


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
    main = max(row, key=lambda other: (other.size, other.right - other.left)) if len(row) > 1 else row[0]
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
        if small and _RAISED[0] * main.size < piece.base - main.base < _RAISED[1] * main.size:
            match = _MARK.match(text)
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
        if previous is not None and not text.startswith(" ") and piece.left - previous.right > _WORD_GAP * main.size:
            wide = piece.left - previous.right > _WIDE_GAP * main.size
            out.append("\t" if wide else " ")
        out.append(text)
        previous = piece
    text = "".join(out)
    text = "\t".join(" ".join(cell.split()) for cell in text.split("\t") if cell.strip())
    left, right = row[0].left, max(piece.right for piece in row)
    return Line(text, left, right, main.base, main.size, page, row[0].first_right - left, label)
