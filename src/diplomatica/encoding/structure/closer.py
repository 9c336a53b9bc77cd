"""What stands below the text: closing phrase, signature, date, number, typist's lines, distribution list.

    before  With comradely greetings, / Ambassador A. Kelmin / 2.VI.50
    after   <closer><salute>With comradely greetings,</salute><signed>Ambassador A. Kelmin</signed>
            <dateline>2.VI.50</dateline></closer>

Why: who signed, and who got a copy, are facts that the header repeats; paragraphs may look like them, so that the
lines are read from the end of the text upwards and the first paragraph stops the reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.blocks.build import is_bullet, part, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding import dates
from diplomatica.encoding.structure import distribution
from diplomatica.encoding.structure.footnotes import HERE
from diplomatica.encoding.structure.lines import Kind, is_prose, kind, parts
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.encoding.structure.words import is_name_line, one_of
from diplomatica.tei.tree import Element

CODE = "STR50"
_CLOSING_KINDS = frozenset(
    {"signature", "dateline", "docNumber", "classification", "precedence", "handling", "copyNumber", "typist", "closing", "stamp", "name", "officeNote"}
)
# The signature of a document quoted in the text: the quotation ends with it.
_QUOTED = re.compile(r"^[^“\"«„]*[”\"»][.,;]?$")
_SK = re.compile(r"\b(?:s\.\s?k|m\.\s?p|v\.\s?r)\.$", re.I)
_OFFICE = re.compile(
    r"(?:(?:extraordinary|deputy|acting|first|second|third|chief|head|chairman|secretary|minister|ambassador|charg[eé]|embassy|legation|ministry|department|consulate|committee|secretariat|mission|bureau|division|office|counsel|consul|attach|director|general|member|president|premier|vice|representative|advisor|adviser|chief|colonel|major|captain|marshal|interpreter|translator|plenipotentiary|commander)\w*\b)",
    re.I,
)


def start(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the closing lines begin, and where the distribution list begins (both `len(blocks)` if there is none)."""
    end = len(blocks)
    listed = end
    for index in range(max(0, end - 60), end):
        if distribution.is_start(blocks, index) and _short_to_the_end(blocks, index):
            listed = index
            break
    index = listed
    while index > 0 and _closes(blocks, index - 1, listed):
        index -= 1
    return _from_first_sure(blocks, index, listed), listed


_POSTSCRIPT = re.compile(r"P\.\s?S\.|PS[.:]|Postscript\b|П\.\s?С\.", re.I)


def postscript(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The blocks before a postscript, and the postscript: paragraphs after the signature that say what they are."""
    for index in range(len(blocks) - 1, max(len(blocks) - 8, 0), -1):
        if _POSTSCRIPT.match(blocks[index].text) and not blocks[index].marker:
            return blocks[:index], blocks[index:]
    return blocks, ()


def _short_to_the_end(blocks: Sequence[Block], index: int) -> bool:
    """Is there nothing after a list but further lists and closing lines?"""
    while index < len(blocks):
        if distribution.is_start(blocks, index):
            index += max(distribution.listing(blocks, index, Found())[1], 1)
        elif _closes(blocks, index, len(blocks)) or blocks[index].marker == HERE:
            index += 1
        else:
            return False
    return True


def _closes(blocks: Sequence[Block], index: int, listed: int) -> bool:
    block = blocks[index]
    text = block.text
    if block.marker == HERE:
        return True
    if block.marker and not (len(text.split()) <= 3 and is_bullet(block.marker)):
        return False
    if _QUOTED.search(text) and not is_bullet(text[:1]):
        return False
    several = parts(text)
    if several:
        return True
    what = kind(text, below=True)
    if what == "head" and is_name_line(text) and listed - index <= 8:
        return True
    if what in _CLOSING_KINDS:
        return True
    if _dated_name(text):
        return True
    return _is_office(text)


def _is_office(text: str) -> bool:
    """Is the line an office as it stands over or under a signature?"""
    return len(text) <= 110 and not is_prose(text) and bool(_OFFICE.match(text)) and text[-1:] not in ".:;?!"


def _dated_name(text: str) -> int:
    """The length of the date in a line such as "2.VI.50 Kelmin"; 0 if the line is no such thing."""
    found = dates.find(text)
    if not found or found[0].start > 0:
        return 0
    rest = text[found[-1].end :].strip(" .,")
    return found[-1].end if rest and is_name_line(rest) and len(rest.split()) <= 4 else 0


def _from_first_sure(blocks: Sequence[Block], index: int, listed: int) -> int:
    """Names and offices alone do not close a document where nothing before them was a text."""
    if index == 0:
        while index < listed and not _sure(blocks[index]):
            index += 1
    return index


def _sure(block: Block) -> bool:
    return kind(block.text, below=True) in ("signature", "closing")


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
        if several:
            for piece in several:
                self._put(part(block, piece.start, piece.end), piece.kind)
            return
        length = _dated_name(text)
        if length:
            self._put(part(block, 0, length), "dateline")
            self._put(part(block, length, len(text)), "name")
            return
        what = kind(text, below=True)
        self._put(block, what if what in _CLOSING_KINDS else "name")

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
        office_above = _is_office(before) and not _is_office(block.text)
        office_below = _is_office(block.text) and not _is_office(before)
        label_above = bool(marks.fullmatch(before.strip(" :.[]()")))
        return office_above or office_below or label_above


def distribution_division(blocks: Sequence[Block], found: Found) -> list[Element]:
    """The divisions that hold the distribution lists at the end of a document, and what stands among them."""
    division = Element("div", type="distribution")
    index = 0
    rest: list[Block] = []
    while index < len(blocks):
        if distribution.is_start(blocks, index) and not rest:
            listed, taken = distribution.listing(blocks, index, found)
            if taken:
                division.add(listed)
                index += taken
                continue
        rest.append(blocks[index])
        index += 1
    nodes = [division]
    if not division.children:
        division.attrs["type"] = "note"
    if rest:
        closing = Closer(found).take(rest)
        if division.children:
            division.add(*closing)
        else:
            division.add(*[Element("p", Slot(block, "p", CODE)) for block in rest])
    return nodes
