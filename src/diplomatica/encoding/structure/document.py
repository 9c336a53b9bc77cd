"""One document: opener, text, closer, distribution list, attachments, each in its place in `body`."""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.blocks.model import Block
from diplomatica.encoding.structure import closer, footnotes, pages, turns
from diplomatica.encoding.structure.closer import Closer
from diplomatica.encoding.structure.lines import is_attachment_head, is_dateline, is_prose
from diplomatica.encoding.structure.middle import Middle
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.encoding.structure.opener import Opener
from diplomatica.encoding.structure.pages import Turned
from diplomatica.tei.tree import Element

_GLOBAL = frozenset({"milestone", "fw", "pb", "lb", "note", "gap"})
_TOP = frozenset({"opener", "head"})


def arrange(blocks: Sequence[Block], genre: str) -> tuple[Element, Found]:
    """The `body` of a document with a slot for each block, and what the structure says about the document."""
    found = Found()
    blocks = footnotes.take(blocks, found)
    found.journal = genre == "journal" or _dated_entries(blocks)
    body = Element("body")
    for number, run in enumerate(_split(blocks)):
        kind = "document" if number == 0 else "attachment"
        body.add(*_division(run, kind, found))
    if not body.children:
        body.add(Element("div", Element("p"), type="document"))
    return body, found


def _dated_entries(blocks: Sequence[Block]) -> bool:
    """Do several dates stand alone above paragraphs, as in a journal?"""
    count = 0
    for before, block in zip(blocks, blocks[1:], strict=False):
        if len(before.text) < 40 and not before.marker and is_prose(block.text) and is_dateline(before.text):
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
        follows = any(later.marker or is_prose(later.text) or len(later.text) > 60 for later in blocks[index + 1 : index + 6])
        if seen_prose and index > start and follows and not block.marker and is_attachment_head(block.text):
            runs.append(blocks[start:index])
            start = index
    runs.append(blocks[start:])
    return runs


def _division(blocks: Sequence[Block], kind: str, found: Found) -> list[Element]:
    if not blocks:
        return []
    opener = Opener(found, found.journal)
    lead: list[Element] = []
    first = 0
    if kind == "attachment":
        lead.append(Element("head", Slot(blocks[0], "head", "STR95")))
        first = 1
    blocks, postscript = closer.postscript(blocks)
    closing, listed = closer.start(blocks[first:])
    closing, listed = closing + first, listed + first
    taken = opener.take(blocks[first:closing]) + first
    rest = [*([opener.pending] if opener.pending is not None else []), *blocks[taken:closing]]
    turned = pages.turned(rest)
    speakers = turns.speakers([item.block for item in turned])
    middle = Middle(turned, found, speakers).build()
    nodes = _in_order([*lead, *opener.nodes], middle)
    below = Closer(found).take(blocks[closing:listed])
    if below and not any(node.tag not in _GLOBAL | _TOP for node in nodes):
        nodes.append(Element("p"))
    if postscript:
        below.append(Element("postscript", *[Element("p", Slot(block, "p", "STR58")) for block in postscript]))
    division = Element("div", *nodes, *below, type=kind)
    result = [division]
    if listed < len(blocks):
        result += closer.distribution_division(blocks[listed:], found)
    return result


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
