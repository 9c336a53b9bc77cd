"""One document: opener, text, closer, distribution list, attachments, each in its place in `body`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from diplomatica.blocks.model import Block
from diplomatica.encoding.structure import closer, footnotes, pages, tables, tail, turns
from diplomatica.encoding.structure.lines import is_dateline
from diplomatica.encoding.structure.middle import Middle
from diplomatica.encoding.structure.model import Found, Slot, slot_text
from diplomatica.encoding.structure.opener import Opener, names_above
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.signs import is_attachment_head
from diplomatica.encoding.structure.words import one_of
from diplomatica.tei.tree import Element

_GLOBAL = frozenset({"milestone", "fw", "pb", "lb", "note", "gap"})
_TOP = frozenset({"opener", "head"})
_NOTHING: Mapping[int, str] = MappingProxyType({})


def arrange(blocks: Sequence[Block], genre: str, forced: Mapping[int, str] = _NOTHING) -> tuple[Element, Found]:
    """The `body` of a document with a slot for each block, and what the structure says about the document.

    `forced` says what begins ("paragraph", "heading", "list") at a block, by the source offset of the block's first
    character, whatever the block looks like.
    """
    found = Found()
    blocks = footnotes.take(tables.real(blocks), found)
    found.genre = genre
    found.journal = genre == "journal" or _dated_entries(blocks)
    body = Element("body")
    for number, run in enumerate(_split(blocks)):
        kind = "document" if number == 0 else "attachment"
        body.add(*_division(run, kind, found, forced))
    if not body.children:
        body.add(Element("div", Element("p"), type="document"))
    return body, found


def _dated_entries(blocks: Sequence[Block]) -> bool:
    """Do several dates stand alone above paragraphs, as in a journal?"""
    count = 0
    for before, block in pairwise(blocks):
        alone = len(before.text) < 40 and not before.marker and before.cell is None
        if alone and is_prose(block.text) and is_dateline(before.text):
            count += 1
            if count >= 3:
                return True
    return False


def _split(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The document and its attachments."""
    runs: list[Sequence[Block]] = []
    start = 0
    seen_prose = False
    for index, block in enumerate(blocks):
        seen_prose = seen_prose or is_prose(block.text)
        if not seen_prose or index == start or block.marker or block.cell is not None:
            continue
        if not is_attachment_head(block.text):
            continue
        bare = len(block.text.split()) <= 2 and index + 1 < len(blocks)
        if bare or any(
            later.marker or len(later.text) > 60 or is_prose(later.text) for later in blocks[index + 1 : index + 6]
        ):
            runs.append(blocks[start:index])
            start = index
    runs.append(blocks[start:])
    return runs


def _division(blocks: Sequence[Block], kind: str, found: Found, forced: Mapping[int, str]) -> list[Element]:
    if not blocks:
        return []
    opener = Opener(found, found.journal, forced)
    lead: list[Element] = []
    first = 0
    if kind == "attachment":
        lead.append(Element("head", Slot(blocks[0], "head", "STR95")))
        first = 1
    closing, segments = tail.find(blocks[first:])
    closing += first
    if tail.too_long(segments) or any(block.offset(0) in forced for block in blocks[closing:]):
        closing, segments = _after_forced(blocks, forced)
    taken = opener.take(blocks[first:closing]) + first
    rest = [*([opener.pending] if opener.pending is not None else []), *blocks[taken:closing]]
    turned = [item for run in _apart(rest, forced) for item in pages.turned(run)]
    speakers = turns.speakers([item.block for item in turned if item.block.cell is None], names_above(found))
    middle = _titled(opener.nodes, Middle(turned, found, speakers, forced).build())
    nodes = _in_order([*lead, *opener.nodes], middle)
    if segments and not any(node.tag not in _GLOBAL | _TOP for node in nodes):
        nodes.append(Element("p"))
    return closer.place(segments, Element("div", *nodes, type=kind), found)


def _titled(above: Sequence[Element], middle: list[Element]) -> list[Element]:
    """The text with its one heading made the heading of the document, where that has none and it names its kind."""
    sections = [node for node in middle if node.tag == "div"]
    if len(sections) != 1 or middle[0] is not sections[0] or any(node.tag == "head" for node in above):
        return middle
    head = sections[0].children[0]
    if not isinstance(head, Element) or not one_of("document_words").search(slot_text(head)):
        return middle
    inside = [child for child in sections[0].children if isinstance(child, Element)]
    return [*inside, *middle[1:]] if len(inside) == len(sections[0].children) else middle


def _after_forced(blocks: Sequence[Block], forced: Mapping[int, str]) -> tuple[int, list[tail.Segment]]:
    """Where the closing lines begin: behind every block that is known to be text."""
    last = max((index for index, block in enumerate(blocks) if block.offset(0) in forced), default=-1)
    closing, segments = tail.find(blocks[last + 1 :])
    return (closing + last + 1, segments) if segments else (len(blocks), [])


def _apart(blocks: Sequence[Block], forced: Mapping[int, str]) -> Iterator[Sequence[Block]]:
    """The blocks in runs, a new one at each block with which something is known to begin."""
    start = 0
    if forced:
        for index, block in enumerate(blocks):
            if index > start and block.offset(0) in forced:
                yield blocks[start:index]
                start = index
    yield blocks[start:]


def _in_order(top: Sequence[Element], middle: Sequence[Element]) -> list[Element]:
    """Opener and text, made so that nothing follows a section but sections: TEI has no paragraph after a division."""
    nodes = list(top)
    open_section: Element | None = None
    for node in middle:
        if node.tag == "div":
            open_section = node
            nodes.append(node)
        elif open_section is not None and node.tag not in _GLOBAL:
            open_section.add(node)
        else:
            nodes.append(node)
    return nodes
