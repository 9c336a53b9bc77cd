"""A content model as text, in the manner of the compact syntax of RELAX NG, over as many lines as it needs."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.odd.emit.html.diagram import Box, Fork, Repeat, Row, Shape
from diplomatica.odd.emit.html.markup import esc, link
from diplomatica.odd.model import UNBOUNDED

_WIDTH = 68
_INDENT = "  "


def listing(shape: Shape) -> str:
    """The text, as HTML with links."""
    return "\n".join(_lines(shape, _WIDTH))


def inline(shape: Shape) -> str:
    """The text on one line."""
    return _one(shape).html


@dataclass(frozen=True, slots=True)
class _Piece:
    """HTML, and how wide its text is."""

    html: str
    width: int


def _one(shape: Shape, inside: bool = False) -> _Piece:
    """All on one line; `inside` where it needs parentheses."""
    if isinstance(shape, Box):
        return _box(shape)
    if isinstance(shape, Repeat):
        inner, mark = _one(shape.item, True), _mark(shape)
        return _Piece(f"{inner.html}{mark}", inner.width + len(mark))
    sign = _sign(shape)
    parts = [_one(item, True) for item in shape.items]
    html = sign[1].join(part.html for part in parts)
    width = sum(part.width for part in parts) + len(sign[0]) * (len(parts) - 1)
    return _Piece(f"({html})", width + 2) if inside else _Piece(html, width)


def _lines(shape: Shape, room: int, inside: bool = False) -> list[str]:
    whole = _one(shape, inside)
    if whole.width <= room or isinstance(shape, Box):
        return [whole.html]
    if isinstance(shape, Repeat):
        lines = _lines(shape.item, room, True)
        lines[-1] += _mark(shape)
        return lines
    sign = _sign(shape)[1].rstrip()
    found: list[str] = []
    for number, item in enumerate(shape.items):
        lines = _lines(item, room - len(_INDENT), True)
        if number < len(shape.items) - 1:
            lines[-1] += sign
        found += lines
    return ["(", *(_INDENT + line for line in found), ")"] if inside else found


def _box(box: Box) -> _Piece:
    label = f'"{box.label}"' if box.kind == "value" else box.label
    return _Piece(link(box.href, esc(label).replace("&quot;", '"'), f"k-{box.kind}"), len(label))


def _mark(shape: Repeat) -> str:
    known = {(0, 1): "?", (0, UNBOUNDED): "*", (1, UNBOUNDED): "+"}
    high = "" if shape.high == UNBOUNDED else str(shape.high)
    mark = known.get((shape.low, shape.high))
    if mark is None:
        mark = f"{{{shape.low}}}" if high == str(shape.low) else f"{{{shape.low},{high}}}"
    return mark


def _sign(shape: Row | Fork) -> tuple[str, str]:
    """What stands between, as text and as HTML."""
    if isinstance(shape, Fork):
        return " | ", " | "
    return (", ", ", ") if shape.ordered else (" & ", " &amp; ")
