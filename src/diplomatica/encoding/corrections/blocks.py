"""Where paragraphs, headings and lists begin, corrected before the structure is built.

before  one block "The harvest. These are the figures: ..."
        [[block]] starts = "These are the figures", begins = "paragraph"
after   two blocks, and the second is known to be a paragraph
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplomatica.blocks.build import cut, joined, part, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding.corrections.model import BlockFix
from diplomatica.encoding.corrections.wording import folded, places

CODE = "correction.block"
_MARKER = re.compile(r"(?:\((?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\)|(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})[.)]|[-–—•·*▪])(?=\s+\S)")


def corrected(blocks: Sequence[Block], fixes: Sequence[BlockFix]) -> tuple[tuple[Block, ...], dict[int, str], set[int]]:
    """The blocks after the corrections; what begins at the source offsets of some; the lines of what applied."""
    result = list(blocks)
    forced: dict[int, str] = {}
    used: set[int] = set()
    for fix in fixes:
        spot = _spot(result, fix)
        if spot is None:
            continue
        used.add(fix.line)
        index, position = spot
        if fix.begins == "nothing":
            if position == 0 and index:
                forced.pop(result[index].offset(0), None)
                result[index - 1 : index + 1] = [joined(result[index - 1], result[index])]
            continue
        if position:
            result[index : index + 1] = _cut(result[index], position)
            index += 1
        if fix.begins in ("list", "item"):
            result[index] = _numbered(result[index])
        elif fix.begins in ("paragraph", "speech") and position == 0 and not _has_marker(result[index], fix):
            result[index] = whole(result[index])
        if fix.begins != "item":
            forced[result[index].offset(0)] = fix.begins
    return tuple(result), forced, used


def _spot(blocks: Sequence[Block], fix: BlockFix) -> tuple[int, int] | None:
    """The block in which the words stand and their position in it."""
    wording = folded(fix.starts)
    spots: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        lead = block.lead
        if lead and f"{lead}{block.text[: len(wording)]}".startswith(wording):
            spots.append((index, 0))
            continue
        spots += [(index, start) for start, _ in places(block.text, wording)]
    if fix.nth:
        return spots[fix.nth - 1] if fix.nth <= len(spots) else None
    return next((spot for spot in spots if spot[1] == 0), spots[0] if spots else None)


def _cut(block: Block, position: int) -> list[Block]:
    first = part(block, 0, position, marker=block.marker)
    return [first, replace(part(block, position, len(block.text), marker=""), gap=1)]


def _numbered(block: Block) -> Block:
    """A block whose number or bullet, if it has one, is set apart from its text."""
    match = _MARKER.match(block.text) if not block.marker else None
    return cut(block, match.end(), match.group()) if match else block


def _has_marker(block: Block, fix: BlockFix) -> bool:
    """Does the block keep its number: a numbered paragraph is one, and a bullet is no part of a paragraph's words."""
    return not block.marker or block.marker.strip("(.)").isalnum()
