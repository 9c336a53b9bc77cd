"""Footnotes: the notes under the text are taken to the places where they are called.

    before  The agreement[1] was signed. ... / [1] Not found.
    after   <p>The agreement<note place="bottom" n="1" rend="brackets">Not found.</note> was signed.</p>

Why: a reader meets the note where it belongs, and the call and its note can't drift apart. A number without a note, or
a note without a call, is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.blocks.build import cut, part, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding.structure.model import Found, Slot

CODE = "STR10"
HERE = "footnotes"
"""The marker of an empty block that stands where notes stood that are not the last thing in the text."""
CALL = re.compile(r"\[(\d{1,3})\]")
_NOTE = re.compile(r"\[(\d{1,3})\]\s*(?=\S)")
_PLAIN_NOTE = re.compile(r"\d{1,2}/?\s+(?=[A-Z“\"‘])")


def take(blocks: Sequence[Block], found: Found) -> list[Block]:
    """The blocks without the notes; the notes go into `found.footnotes`, by number.

    Only the last run of notes is taken: from it the source can be written again, because all notes stand together.
    """
    return _bracketed(blocks, found) or _plain(blocks, found) or list(blocks)


def _bracketed(blocks: Sequence[Block], found: Found) -> list[Block]:
    calls: dict[str, int] = {}
    for index, block in enumerate(blocks):
        start = _NOTE.match(block.text)
        for call in CALL.finditer(block.text):
            if start is None or call.start() > 0:
                calls.setdefault(call.group(1), index)
    runs: list[list[int]] = []
    for index, block in enumerate(blocks):
        match = _NOTE.match(block.text)
        if match is None or block.marker or block.cell or calls.get(match.group(1), index) >= index:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    if not runs:
        return []
    last = runs[-1]
    order = [_number(blocks[index]) for index in last]
    called = sorted((number for number in order), key=lambda number: _call_place(blocks, number, last[0]))
    if called != order or len(set(order)) != len(order):
        return []
    for index in last:
        note = _NOTE.match(blocks[index].text)
        assert note is not None
        found.footnotes[note.group(1)] = [Slot(cut(blocks[index], note.end()), "note", CODE)]
    return _without(blocks, last)


def _without(blocks: Sequence[Block], taken: Sequence[int]) -> list[Block]:
    rest = [block for index, block in enumerate(blocks) if index not in set(taken)]
    if taken[-1] < len(blocks) - 1:
        rest.insert(taken[0], Block("", ((0, blocks[taken[0]].offset(0)),), marker=HERE))
    return rest


def _plain(blocks: Sequence[Block], found: Found) -> list[Block]:
    """Notes whose raised numbers have grown to the words ("the treaty1 was", "in 19572"), numbered from 1."""
    last: list[int] = []
    for index in range(len(blocks) - 1, -1, -1):
        match = _PLAIN_NOTE.match(whole(blocks[index]).text)
        if match is None:
            if last:
                break
            if len(blocks) - index > 3:
                return []
            continue
        last.insert(0, index)
    labels = [match.group() for index in last if (match := _PLAIN_NOTE.match(whole(blocks[index]).text))]
    numbers = [re.sub(r"\D", "", label) for label in labels]
    if not last or numbers != [str(number + 1) for number in range(len(numbers))]:
        return []
    places: list[tuple[int, int, int]] = []
    index = position = 0
    for label in labels:
        pattern = re.compile(
            rf"(?:(?<=[^\W\d_]{{2}})|(?<=[.,;:!?)\]”\"’])|(?<=(?:19|20)\d\d)){re.escape(label.strip())}(?![\w/])"
        )
        while index < last[0]:
            call = pattern.search(blocks[index].text, position)
            if call is not None:
                places.append((index, call.start(), call.end()))
                position = call.end()
                break
            index, position = index + 1, 0
        else:
            return []
    for (index, start, end), label in zip(places, labels, strict=True):
        block = blocks[index]
        found.calls.append((block.offset(start), block.offset(start) + end - start, label.strip()))
    for index, label in zip(last, labels, strict=True):
        note = whole(blocks[index])
        found.footnotes[label.strip()] = [Slot(part(note, len(label), len(note.text)), "note", CODE)]
    return _without(blocks, last)


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
