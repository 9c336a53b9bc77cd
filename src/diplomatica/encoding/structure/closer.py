"""What stands below the text: closing phrase, signature, date, number, typist's lines, distribution list.

    before  With comradely greetings, / Ambassador A. Kelmin / 2.VI.50
    after   <closer><salute>With comradely greetings,</salute><signed>Ambassador A. Kelmin</signed>
            <dateline>2.VI.50</dateline></closer>

Why: who signed, and who got a copy, are facts that the header repeats; paragraphs may look like them, so that
`diplomatica.encoding.structure.tail` first finds where the text ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from diplomatica.blocks.build import part, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding.structure import distribution
from diplomatica.encoding.structure.footnotes import HERE
from diplomatica.encoding.structure.lines import Kind, kind, parts
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.encoding.structure.tail import (
    CLOSING_KINDS,
    Segment,
    dated_name,
    is_marked,
    is_note,
    is_office,
    is_signatory,
)
from diplomatica.encoding.structure.words import is_name_line, one_of
from diplomatica.tei.tree import Element

CODE = "STR50"
_FOR = re.compile(r"for\s", re.I)


class Closer:
    """Puts the closing lines into `closer` elements; the distribution list becomes a division of its own."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.node: Element | None = None

    def take(self, blocks: Sequence[Block]) -> list[Element]:
        """The nodes for closing lines, to be put at the end of the division."""
        nodes: list[Element] = []
        self.node = Element("closer")
        for block in blocks:
            if block.marker == HERE:
                nodes += self._flush()
                nodes.append(Element("milestone", unit="footnotes"))
                continue
            self._line(block)
        return nodes + self._flush()

    def _flush(self) -> list[Element]:
        node, self.node = self.node, Element("closer")
        return [node] if node is not None and node.children else []

    def _line(self, block: Block) -> None:
        text = block.text
        several = parts(text)
        if several and not _FOR.match(text):
            for piece in several:
                self._put(part(block, piece.start, piece.end), piece.kind)
            return
        length = dated_name(text)
        if length:
            self._put(part(block, 0, length), "dateline")
            self._put(part(block, length, len(text)), "name")
            return
        what = "stamp" if is_marked(text) else kind(text, below=True)
        if what not in CLOSING_KINDS:
            what = "officeNote" if is_note(text) else "stamp" if text[:1] in "[(" and not is_name_line(text) else "name"
            if what == "name" and not (is_name_line(text) or is_office(text) or is_signatory(text)):
                what = ""
        self._put(block, what)

    def _put(self, block: Block, what: Kind) -> None:
        assert self.node is not None
        node, found = self.node, self.found
        block = whole(block)
        before = node.children[-1] if node.children else None
        if what == "name" and isinstance(before, Element) and before.tag == "address" and block.gap <= 1:
            slot = Slot(block, "line", "STR56")
            found.addressees.append(slot)
            before.add(Element("addrLine", slot))
            return
        if what in ("signature", "name"):
            slot = Slot(block, "signed", "STR51")
            last = node.children[-1] if node.children else None
            if isinstance(last, Element) and last.tag == "signed" and self._same_signature(last, block):
                last.add(Element("lb"), slot)
            else:
                node.add(Element("signed", slot))
            found.signatures.append(slot)
        elif what == "dateline":
            slot = Slot(block, "dateline", "STR52")
            found.datelines.append(slot)
            node.add(Element("dateline", slot))
        elif what == "docNumber":
            node.add(Element("idno", Slot(block, "idno", "STR53"), type="docNumber"))
        elif what == "closing":
            slot = Slot(block, "line", "STR54")
            found.closings.append(slot)
            node.add(Element("salute", slot))
        elif what == "officeNote":
            node.add(Element("note", Slot(block, "note", "STR59"), type="office"))
        elif what == "stamp":
            node.add(Slot(block, "line", "STR55"))
        elif what in ("to", "from"):
            slot = Slot(block, "line", "STR56")
            (found.addressees if what == "to" else found.senders).append(slot)
            node.add(Element("address", Element("addrLine", slot)))
        else:
            kinds = {"classification": found.classifications, "precedence": found.precedences}
            if what in kinds:
                kinds[what].append(block.text)
            node.add(Element("seg", Slot(block, "line", "STR57"), type=what or "note"))

    def _same_signature(self, last: Element, block: Block) -> bool:
        """Do a name and the office under or over it belong to one signature?"""
        before = [slot for slot in last.children if isinstance(slot, Slot)][-1].block.text
        marks = one_of("signature")
        if block.gap > 1 or len(last.children) >= 7:
            return False
        office_above = is_office(before) and not is_office(block.text)
        office_below = is_office(block.text) and not is_office(before)
        label_above = bool(marks.fullmatch(before.strip(" :.[]()")))
        return office_above or office_below or label_above


def place(segments: Sequence[Segment], first: Element, found: Found) -> list[Element]:
    """What stands below the text, put into the division of the document (`first`) and divisions after it."""
    divisions = [first]
    for segment in segments:
        last = divisions[-1]
        if segment.kind == "list":
            listed, _ = distribution.listing(segment.blocks, 0, found)
            before = last.children[-1] if last.children else None
            if last is first or not (isinstance(before, Element) and before.tag == "list"):
                divisions.append(Element("div", listed, type="distribution"))
            else:
                last.add(listed)
        elif segment.kind == "rest":
            for here, run in groupby(segment.blocks, key=lambda block: block.marker == HERE):
                if here:
                    last.add(Element("milestone", unit="footnotes"))
                else:
                    last.add(Element("postscript", *[_added(block) for block in run]))
        else:
            last.add(*Closer(found).take(segment.blocks))
    return divisions


def _added(block: Block) -> Element:
    paragraph = Element("p", Slot(block, "p", "STR58"))
    if block.marker:
        paragraph.attrs["n"] = block.marker
    return paragraph
