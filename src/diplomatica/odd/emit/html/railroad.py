"""Content models drawn as railroad diagrams, in SVG that takes its colours from the style sheet.

A track runs from left to right through what is allowed. Every part is laid out once: its width, what it needs above
and below the track, and how it is drawn at a point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from diplomatica.odd.emit.html.diagram import Box, Fork, Repeat, Shape, times
from diplomatica.odd.emit.html.markup import esc
from diplomatica.odd.model import UNBOUNDED

_LETTER = 7.9  # the width of a letter of the fixed font at 13 px, with some air for wider fonts
_HALF = 13  # half the height of a box
_GAP = 14  # track between boxes
_BEND = 8  # the radius of bends
_AIR = 8  # between branches
_WIDEST = 660
_MANY = 9  # so many plain alternatives are shown together, without a track to each

Draw = Callable[[int, int, list[str]], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the drawing: `draw` puts it with its track at a point."""

    width: int
    up: int
    down: int
    draw: Draw


def railroad(shape: Shape, label: str) -> str:
    """The drawing, as an `svg` element."""
    part = _laid(shape, _WIDEST)
    width, height, middle = part.width + 40, part.up + part.down + 4, part.up + 2
    out: list[str] = []
    _track(2, middle, 20, out)
    part.draw(20, middle, out)
    _track(20 + part.width, middle, width - 2, out)
    ends = f'<circle class="end" cx="5" cy="{middle}" r="4"/><circle class="end" cx="{width - 5}" cy="{middle}" r="4"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{esc(label)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">{"".join(out)}{ends}</svg>'
    )


def _laid(shape: Shape, room: int) -> Part:
    if isinstance(shape, Box):
        return _box(shape)
    if isinstance(shape, Repeat):
        return _repeat(shape, room)
    if isinstance(shape, Fork):
        plain = all(isinstance(item, Box) for item in shape.items)
        if plain and len(shape.items) >= _MANY:
            return _frame("one of", [_laid(item, room) for item in shape.items], room)
        return _fork([_laid(item, room - 4 * _BEND) for item in shape.items])
    if not shape.ordered:
        return _frame("all of these, in any order", [_laid(item, room - 24) for item in shape.items], room)
    return _row([_laid(item, room) for item in shape.items], room)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _box(box: Box) -> Part:
    label = f"“{box.label}”" if box.kind == "value" else box.label
    if len(label) > 60:
        label = f"{label[:59]}…"
    width = round(_columns(label) * _LETTER) + 20
    radius = _HALF if box.kind in ("plain", "value", "data") else 4

    def draw(x: int, y: int, out: list[str]) -> None:
        inner = (
            f'<rect x="{x}" y="{y - _HALF}" width="{width}" height="{2 * _HALF}" rx="{radius}"/>'
            f'<text x="{x + width / 2:g}" y="{y + 4.5:g}">{esc(label)}</text>'
        )
        if box.href:
            out.append(f'<a href="{box.href}" class="b-{box.kind}">{inner}</a>')
        else:
            out.append(f'<g class="b-{box.kind}">{inner}</g>')

    return Part(width, _HALF, _HALF, draw)


def _track(x: int, y: int, to: int, out: list[str]) -> None:
    if to > x:
        out.append(f'<path d="M{x} {y}H{to}"/>')


def _row(parts: list[Part], room: int) -> Part:
    """One after the other; what is too wide goes on in another row below, from whose end the track comes up again."""
    rows: list[list[Part]] = [[]]
    used = 0
    for part in parts:
        if rows[-1] and used + part.width + _GAP > room:
            rows.append([])
            used = 0
        rows[-1].append(part)
        used += part.width + _GAP
    lines = [_line(row) for row in rows]
    if len(lines) == 1:
        return lines[0]
    inner = max(line.width for line in lines)
    width = inner + 6 * _BEND
    offsets = [0]
    for above, below in pairwise(lines):
        offsets.append(offsets[-1] + above.down + below.up + 2 * _BEND + 4)

    def draw(x: int, y: int, out: list[str]) -> None:
        left = x + 2 * _BEND
        for number, (line, offset) in enumerate(zip(lines, offsets, strict=True)):
            top = y + offset
            line.draw(left, top, out)
            if number == 0:
                _track(x, top, left, out)
            if number == len(lines) - 1:
                out.append(
                    f'<path d="M{left + line.width} {top}H{x + width - 2 * _BEND}q{_BEND} 0 {_BEND} {-_BEND}'
                    f'V{y + _BEND}q0 {-_BEND} {_BEND} {-_BEND}"/>'
                )
                continue
            turn, below = top + line.down + _BEND + 2, y + offsets[number + 1]
            right = left + line.width + _BEND
            out.append(
                f'<path d="M{left + line.width} {top}H{right - _BEND}q{_BEND} 0 {_BEND} {_BEND}V{turn - _BEND}'
                f"q0 {_BEND} {-_BEND} {_BEND}H{left - _BEND}q{-_BEND} 0 {-_BEND} {_BEND}V{below - _BEND}"
                f'q0 {_BEND} {_BEND} {_BEND}H{left}"/>'
            )

    return Part(width, lines[0].up, offsets[-1] + lines[-1].down, draw)


def _line(parts: list[Part]) -> Part:
    width = sum(part.width for part in parts) + _GAP * (len(parts) - 1)

    def draw(x: int, y: int, out: list[str]) -> None:
        for number, part in enumerate(parts):
            part.draw(x, y, out)
            x += part.width
            if number < len(parts) - 1:
                _track(x, y, x + _GAP, out)
                x += _GAP

    return Part(width, max(part.up for part in parts), max(part.down for part in parts), draw)


def _fork(parts: list[Part]) -> Part:
    """Branches below one another, the first on the track."""
    inner = max(part.width for part in parts)
    side = 2 * _BEND
    offsets = [0]
    for above, below in pairwise(parts):
        offsets.append(max(offsets[-1] + above.down + below.up + _AIR, 2 * _BEND))

    def draw(x: int, y: int, out: list[str]) -> None:
        left, right, end = x + side, x + side + inner, x + inner + 2 * side
        for part, offset in zip(parts, offsets, strict=True):
            level = y + offset
            part.draw(left, level, out)
            if not offset:
                _track(x, y, left, out)
                _track(left + part.width, y, end, out)
                continue
            out.append(
                f'<path d="M{x} {y}q{_BEND} 0 {_BEND} {_BEND}V{level - _BEND}q0 {_BEND} {_BEND} {_BEND}"/>'
                f'<path d="M{left + part.width} {level}H{right}q{_BEND} 0 {_BEND} {-_BEND}V{y + _BEND}'
                f'q0 {-_BEND} {_BEND} {-_BEND}"/>'
            )

    return Part(inner + 2 * side, parts[0].up, offsets[-1] + parts[-1].down, draw)


def _repeat(shape: Repeat, room: int) -> Part:
    """A way past what is optional above it; a way back to what is repeated below it."""
    side = 2 * _BEND
    part = _laid(shape.item, room - 2 * side)
    optional, again = shape.low == 0, shape.high != 1
    note = "" if (shape.high == UNBOUNDED and shape.low < 2) or shape.high == 1 else times(shape.low, shape.high)
    inner = max(part.width, round(len(note) * 6.4) + 24 if note else 0)
    up = max(part.up + _AIR + 2, 2 * _BEND) if optional else part.up
    back = max(part.down + _AIR + 2, 2 * _BEND)
    down = (back + (18 if note else 4)) if again else part.down

    def draw(x: int, y: int, out: list[str]) -> None:
        left, right, end = x + side, x + side + inner, x + inner + 2 * side
        _track(x, y, left, out)
        part.draw(left, y, out)
        _track(left + part.width, y, end, out)
        if optional:
            out.append(
                f'<path d="M{x} {y}q{_BEND} 0 {_BEND} {-_BEND}V{y - up + _BEND}q0 {-_BEND} {_BEND} {-_BEND}H{right}'
                f'q{_BEND} 0 {_BEND} {_BEND}V{y - _BEND}q0 {_BEND} {_BEND} {_BEND}"/>'
            )
        if again:
            level = y + back
            out.append(
                f'<path d="M{right} {y}q{_BEND} 0 {_BEND} {_BEND}V{level - _BEND}q0 {_BEND} {-_BEND} {_BEND}H{left}'
                f'q{-_BEND} 0 {-_BEND} {-_BEND}V{y + _BEND}q0 {-_BEND} {_BEND} {-_BEND}"/>'
                f'<path class="arrow" d="M{left + inner // 2 - 4} {level}l7 -4v8z"/>'
            )
            if note:
                out.append(f'<text class="note" x="{left + inner / 2:g}" y="{level + 14}">{esc(note)}</text>')

    return Part(inner + 2 * side, up + (1 if optional else 0), down, draw)


def _frame(title: str, parts: list[Part], room: int) -> Part:
    """Parts side by side in a frame, for what has too many tracks, or none."""
    rows: list[list[Part]] = [[]]
    used = 0
    for part in parts:
        if rows[-1] and used + part.width + _AIR > room - 24:
            rows.append([])
            used = 0
        rows[-1].append(part)
        used += part.width + _AIR
    width = max(max(sum(part.width + _AIR for part in row) for row in rows) + 16, round(len(title) * 6.4) + 24)
    tops: list[int] = []
    height = 26
    for row in rows:
        height += max(part.up for part in row)
        tops.append(height)
        height += max(part.down for part in row) + _AIR
    height += 4

    def draw(x: int, y: int, out: list[str]) -> None:
        top = y - height // 2
        out.append(
            f'<rect class="frame" x="{x}" y="{top}" width="{width}" height="{height}" rx="4"/>'
            f'<text class="note start" x="{x + 12}" y="{top + 17}">{esc(title)}</text>'
        )
        for row, offset in zip(rows, tops, strict=True):
            at = x + 12
            for part in row:
                part.draw(at, top + offset, out)
                at += part.width + _AIR

    return Part(width, height // 2 + 1, height - height // 2 + 1, draw)
