"""Words that the source sets in italics, bold, underlined or with wide letters.

    before  He had *never* agreed.
    after   <p>He had <hi rend="italic">never</hi> agreed.</p>

Why: who stresses a word in a typed record means it. A block that is emphasised as a whole is a heading, a label or the
look of a site, and so are emphasised lines above and below the text and names of speakers: there it says nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diplomatica.blocks.model import Block
from diplomatica.encoding.inline import Span
from diplomatica.encoding.structure.model import Slot
from diplomatica.source.model import Emphasis

CODE = "STR92"
_ROLES = frozenset({"p", "item", "cell", "note"})
# Elements whose parts are all elements of their own, so that nothing may come between the two.
_CLOSED = frozenset({"choice", "gap", "persName", "expan"})
_RANK = 5
_EDGES = " .,;:!?“”\"'‘’«»()[]*-–—"


def spans(slot: Slot, found: Sequence[Emphasis], others: Sequence[Span]) -> list[Span]:
    """The emphasised stretches of a text, cut where one of the other spans begins or ends in them."""
    if not found or slot.role not in _ROLES:
        return []
    block = slot.block
    words = block.text.strip(_EDGES)
    made = []
    for start, end, look in _within(block, found):
        if block.text[start:end].strip(_EDGES) == words:
            continue
        for low, high in _cut(start, end, others):
            if block.text[low:high].strip(_EDGES) and not _comes_between(low, high, others):
                made.append(Span(low, high, "hi", {"rend": look}, rank=_RANK, rule=CODE))
    return made


def _within(block: Block, found: Sequence[Emphasis]) -> Iterator[tuple[int, int, str]]:
    first, last = block.offset(0), block.offset(len(block.text))
    index = bisect_left(found, (first,))
    while index and found[index - 1].end > first:
        index -= 1
    for emphasis in found[index:]:
        if emphasis.start >= last:
            break
        start, end = block.position(emphasis.start), block.position(emphasis.end)
        while start < end and block.text[start] == " ":
            start += 1
        while end > start and block.text[end - 1] == " ":
            end -= 1
        if start < end:
            yield start, end, emphasis.look


def _cut(start: int, end: int, others: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The pieces of a stretch that cross no other span."""
    edges = {start, end}
    for span in others:
        if span.start < start < span.end < end:
            edges.add(span.end)
        if start < span.start < end < span.end:
            edges.add(span.start)
    ordered = sorted(edges)
    yield from pairwise(ordered)


def _comes_between(start: int, end: int, others: Sequence[Span]) -> bool:
    """Would an element there come between one of these and its parts?"""
    return any(
        span.tag in _CLOSED and span.start <= start and end <= span.end and (span.start, span.end) != (start, end)
        for span in others
    )
