"""Footnotes: the notes under the text are taken to the places where they are called.

    before  The agreement[1] was signed. ... / [1] Not found.
    after   <p>The agreement<note place="bottom" n="1" rend="brackets">Not found.</note> was signed.</p>

Why: a reader meets the note where it belongs, and the call and its note can't drift apart. A number without a note, or
a note without a call, is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.blocks.build import cut
from diplomatica.blocks.model import Block
from diplomatica.encoding.structure.model import Found, Slot

CODE = "STR10"
HERE = "footnotes"
"""The marker of an empty block that stands where notes stood that are not the last thing in the text."""
CALL = re.compile(r"\[(\d{1,3})\]")
_NOTE = re.compile(r"\[(\d{1,3})\]\s*(?=\S)")


def take(blocks: Sequence[Block], found: Found) -> list[Block]:
    """The blocks without the notes; the notes go into `found.footnotes`, by number.

    Only the last run of notes is taken: from it the source can be written again, because all notes stand together.
    """
    calls: dict[str, int] = {}
    for index, block in enumerate(blocks):
        start = _NOTE.match(block.text)
        for call in CALL.finditer(block.text):
            if start is None or call.start() > 0:
                calls.setdefault(call.group(1), index)
    runs: list[list[int]] = []
    for index, block in enumerate(blocks):
        match = _NOTE.match(block.text)
        if match is None or block.marker or calls.get(match.group(1), index) >= index:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    if not runs:
        return list(blocks)
    last = runs[-1]
    order = [_number(blocks[index]) for index in last]
    called = sorted((number for number in order), key=lambda number: _call_place(blocks, number, last[0]))
    if called != order or len(set(order)) != len(order):
        return list(blocks)
    taken = set(last)
    for index in last:
        note = _NOTE.match(blocks[index].text)
        assert note is not None
        found.footnotes[note.group(1)] = [Slot(cut(blocks[index], note.end()), "note", CODE)]
    rest = [block for index, block in enumerate(blocks) if index not in taken]
    if last[-1] < len(blocks) - 1:
        rest.insert(last[0], Block("", ((0, blocks[last[0]].offset(0)),), marker=HERE))
    return rest


def _number(block: Block) -> str:
    match = _NOTE.match(block.text)
    return match.group(1) if match else ""


def _call_place(blocks: Sequence[Block], number: str, before: int) -> tuple[int, int]:
    call = f"[{number}]"
    for index in range(before):
        position = blocks[index].text.find(call)
        if position >= 0:
            return index, position
    return before, 0
