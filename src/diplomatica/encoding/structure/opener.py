"""What stands above the text: numbers, classification, routing, addresses, datelines, headings.

    before  No. 412 / TOP SECRET / To KELM / CIPHERED TELEGRAM
    after   <opener><idno type="docNumber">No. 412</idno><seg type="classification">TOP SECRET</seg>
            <address><addrLine>To KELM</addrLine></address></opener><head>CIPHERED TELEGRAM</head>

Why: the lines keep the order in which they were typed, so that headings may part an opener into several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diplomatica.blocks.build import is_bullet, joined, part, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding.structure import distribution, turns
from diplomatica.encoding.structure.footnotes import HERE
from diplomatica.encoding.structure.heads import own_number
from diplomatica.encoding.structure.lines import Kind, is_time, kind, parts
from diplomatica.encoding.structure.model import Found, Slot, slot_text
from diplomatica.encoding.structure.pages import is_rule
from diplomatica.encoding.structure.people_lists import participants
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.words import is_capitals, is_name_line, letterspaced, one_of, words_of
from diplomatica.tei.tree import Element

CODE = "STR20"
_TELEGRAM_NUMBER = re.compile(r"\d{2,5}\.(?=\s)")
_BARE_LABEL = re.compile(r"SUBJECTS?|PARTICIPANTS|PRESENT|PLACE|DATE|TIME|DATE AND TIME")
_MAX_LINES = 90


class Opener:
    """Collects the lines above the text into `opener` and `head` elements, in the order of the source."""

    def __init__(self, found: Found, journal: bool, forced: Mapping[int, str]) -> None:
        self.found = found
        self.forced = forced
        self.journal = journal
        self.nodes: list[Element] = []
        self.lines = 0
        self.pending: Block | None = None

    def take(self, blocks: Sequence[Block]) -> int:
        """Take blocks from the start; the number of those taken."""
        index = 0
        while index < len(blocks) and self.lines < _MAX_LINES:
            taken = self._one(blocks, index)
            if not taken:
                break
            self.lines += taken
            index += taken
        return index

    def _one(self, blocks: Sequence[Block], index: int) -> int:
        block = blocks[index]
        if self.pending is not None or block.cell is not None or block.caption is not None:
            return 0
        if ":" in block.text[:60] and self._is_turn(blocks, index):
            return 0
        known = self.forced.get(block.offset(0), "") if self.forced else ""
        if known == "heading":
            self._put(block, "head")
            return 1
        if known:
            return 0
        number = _TELEGRAM_NUMBER.match(whole(block).text)
        if number and index + 1 < len(blocks) and blocks[index + 1].marker == "1.":
            numbered = whole(block)
            self._put(part(numbered, 0, number.end()), "docNumber")
            self.pending = part(numbered, number.end(), len(numbered.text))
            return 1
        if _BARE_LABEL.fullmatch(block.text) and not block.marker and index + 1 < len(blocks):
            taken = self._bare_label(blocks, index)
            if taken:
                return taken
        if block.marker == HERE:
            return 0
        if block.text.startswith("["):
            if not self._more_opener(blocks, index + 1):
                return 0
            self._put(block, "stamp")
            return 1
        if block.marker and not is_bullet(block.marker) and (self.nodes or not _heading_number(block, blocks)):
            return 0
        text = block.text
        if is_rule(block):
            rend = f"{block.lead}{text}".strip()
            self.nodes.append(Element("milestone", unit="rule", rend=rend))
            return 1
        goes_to = distribution.comrades(block, self.found) if not block.marker else None
        if goes_to is not None:
            self._opener().add(Element("seg", goes_to))
            return 1
        copies = distribution.copies_run(blocks, index)
        if copies:
            self._opener().add(Element("seg", distribution.acronyms(blocks[index : index + copies], self.found)))
            return copies
        run = distribution.acronym_run(blocks, index)
        if run:
            listed = distribution.acronyms(blocks[index : index + run], self.found)
            self._opener().add(Element("seg", listed))
            return run
        if (
            self.nodes
            and self.nodes[-1].tag == "head"
            and text[:1].islower()
            and len(text) <= 160
            and not is_prose(text)
        ):
            self._put(block, "head")  # the heading goes on
            return 1
        several = parts(text) if not block.marker else ()
        if several and not (self._is_entry(blocks, index) and len(several) == 1 and several[0].kind == "dateline"):
            timed = several[-1].kind == "dateline" and index + 1 < len(blocks) and is_time(blocks[index + 1].text)
            if timed and len(several) == 1:
                self._put(joined(block, blocks[index + 1]), "dateline")
                return 2
            for piece in several:
                self._put(part(block, piece.start, piece.end), piece.kind)
            return 1
        what = "to" if self._goes_on_address(text) else kind(text, marker=block.marker)
        if what == "prose" and not block.marker and self._motto(blocks, index):
            what = "name"
        if what == "prose" or (block.marker and what != "head"):
            return 0
        if what == "dateline" and self._is_entry(blocks, index):
            return 0
        if what == "distribution":
            return self._distribution(blocks, index)
        if what == "participants":
            groups, taken = participants(blocks, index, self.found)
            if taken and self._more_opener(blocks, index + taken):
                self._opener().add(Element("seg", *groups))
                return taken
            return 0
        if what == "head" and self._in_address(blocks, index):
            what = "name"
        if what == "head" and (
            _tells_office(text) or self._is_office(block) or _is_name(block) or self._is_slug(block)
        ):
            what = "name"
        if what == "":
            what = self._unnamed(blocks, index)
            if what == "":
                return 0
        if what in ("routing", "dateline") and index + 1 < len(blocks) and is_time(blocks[index + 1].text):
            self._put(joined(block, blocks[index + 1]), what)
            return 2
        if what in ("name", "head") and self._after_address() and _plain(text):
            what = "to"
        self._put(block, what)
        return 1

    def _is_turn(self, blocks: Sequence[Block], index: int) -> bool:
        """Is a short line the first of the turns of those whom the lines above it name?"""
        return turns.turn(blocks[index].text) is not None and turns.begins(blocks, index, names_above(self.found))

    def _bare_label(self, blocks: Sequence[Block], index: int) -> int:
        """A label in capitals on a line of its own, its value on the next ("SUBJECT / The Canal")."""
        label = blocks[index].text
        if label in ("PARTICIPANTS", "PRESENT"):
            groups, taken = participants(blocks, index, self.found)
            if taken:
                self._opener().add(Element("seg", *groups))
            return taken
        what: Kind = "subject" if label.startswith("SUBJECT") else "dateline"
        if is_prose(blocks[index + 1].text) or blocks[index + 1].marker:
            return 0
        self._put(joined(blocks[index], blocks[index + 1]), what)
        return 2

    def _is_entry(self, blocks: Sequence[Block], index: int) -> bool:
        """In a journal a date opens an entry, unless further opening lines follow it."""
        return self.journal and not self._more_opener(blocks, index + 1)

    def _after_address(self) -> bool:
        """Does an address stand right before? Then a name on the next line belongs to it."""
        tail = self.nodes[-1].children[-1] if self.nodes and self.nodes[-1].children else None
        return isinstance(tail, Element) and tail.tag == "address" and len(tail.children) < 6

    def _motto(self, blocks: Sequence[Block], index: int) -> bool:
        """Is a short sentence above the opening lines part of the letterhead ("Workers of the world, unite!")?"""
        if len(blocks[index].text.split()) > 14:
            return False
        for block in blocks[index + 1 : index + 4]:
            if any(piece.kind not in ("dateline",) for piece in parts(block.text)):
                return True
            if block.marker or is_prose(block.text):
                return False
        return False

    def _unnamed(self, blocks: Sequence[Block], index: int) -> Kind:
        """A short line that says nothing of itself: office, name, continued address, second line of a heading."""
        text = blocks[index].text
        last = self.nodes[-1] if self.nodes else None
        if (
            is_prose(text)
            or len(text) > 160
            or text.endswith(":")
            or (text.endswith((".", "?", "!", ";", "”")) and len(text.split()) > 4)
        ):
            return ""
        if not self._more_opener(blocks, index + 1) and not is_name_line(text) and last is None:
            return ""
        if last is not None and last.tag == "head" and (text[:1].islower() or len(text) > 40):
            return "head"
        if is_name_line(text) or len(text.split()) <= 8:
            return "name"
        return "head" if last is None or last.tag == "head" else ""

    def _goes_on_address(self, text: str) -> bool:
        """Does a line go on with an address that ended in a comma ("To: Comrade Kuznin, / Deputy Minister")?"""
        tail = self.nodes[-1].children[-1] if self.nodes and self.nodes[-1].children else None
        return (
            isinstance(tail, Element)
            and tail.tag == "address"
            and (slot_text(tail).endswith(",") or text[:1].islower())
            and len(text) <= 100
            and not is_prose(text)
        )

    def _more_opener(self, blocks: Sequence[Block], index: int) -> bool:
        for block in blocks[index : index + 6]:
            if block.marker:
                return False
            if parts(block.text):
                return True
            what = kind(block.text)
            if what == "prose":
                return False
            if what:
                return True
        return False

    def _is_office(self, block: Block) -> bool:
        """Is a short line in capitals the letterhead of an office rather than a heading?"""
        text = block.text
        return (
            not block.marker
            and len(text.split()) <= 3
            and is_capitals(text)
            and not letterspaced(text)
            and not one_of("document_words").search(text)
            and all(node.tag == "opener" for node in self.nodes)
            and len(text) <= 24
        )

    def _is_slug(self, block: Block) -> bool:
        """Is a line in capitals with numbers, under the address of a telegram, a part of its heading lines?"""
        addressed = any(
            isinstance(child, Element) and child.tag == "address" for node in self.nodes for child in node.children
        )
        return addressed and is_capitals(block.text) and bool(re.search(r"\d", block.text))

    def _in_address(self, blocks: Sequence[Block], index: int) -> bool:
        """Is a short line one of those between date and salutation: the address of a letter?"""
        if not self.found.datelines or one_of("document_words").search(blocks[index].text):
            return False
        for block in blocks[index + 1 : index + 6]:
            if block.marker or len(block.text) > 80:
                return False
            if kind(block.text) == "salute":
                return True
        return False

    def _inside_address(self) -> None:
        """The lines of names right above a salutation are the address of the letter."""
        opener = self._opener()
        lines: list[Element] = []
        while opener.children:
            tail = opener.children[-1]
            if not (isinstance(tail, Element) and tail.tag == "seg" and not tail.attrs):
                break
            if not all(isinstance(child, Slot) for child in tail.children):
                break
            lines.insert(0, tail)
            opener.children.pop()
        if lines and any(isinstance(child, Element) and child.tag == "dateline" for child in opener.children):
            for line in lines:
                line.tag = "addrLine"
                slots = [child for child in line.children if isinstance(child, Slot)]
                self.found.addressees += slots
                self.found.letterhead = [slot for slot in self.found.letterhead if slot not in slots]
            opener.add(Element("address", *lines))
        else:
            opener.add(*lines)

    def _opener(self) -> Element:
        if not self.nodes or self.nodes[-1].tag != "opener":
            self.nodes.append(Element("opener"))
        return self.nodes[-1]

    def _distribution(self, blocks: Sequence[Block], index: int) -> int:
        listed, taken = distribution.listing(blocks, index, self.found)
        if not taken:
            self._opener().add(Element("seg", Slot(blocks[index], "line", "STR31"), type="distribution"))
            return 1
        self._opener().add(Element("seg", listed))
        return taken

    def _put(self, block: Block, what: Kind) -> None:
        found = self.found
        if block.marker and what != "head":
            block = whole(block)
        if what == "head":
            slot = Slot(block, "head", "STR21", own_number(block.text))
            found.heads.append(slot)
            self.nodes.append(Element("head", slot))
            if block.marker:
                self.nodes[-1].children.insert(0, block.lead)
            if letterspaced(block.text):
                self.nodes[-1].attrs["rend"] = "letterspaced"
        elif what == "subject":
            self.nodes.append(Element("head", Slot(block, "head", "STR22"), type="subject"))
        elif what == "source":
            self.nodes.append(Element("note", Slot(block, "note", "STR23"), type="source"))
        elif what == "docNumber":
            self._opener().add(Element("idno", Slot(block, "idno", "STR24"), type="docNumber"))
        elif what in ("classification", "precedence", "handling", "copyNumber"):
            slot = Slot(block, "line", "STR25")
            self._opener().add(Element("seg", slot, type=what))
            if what == "classification":
                found.classifications.append(block.text)
            elif what == "precedence":
                found.precedences.append(block.text)
        elif what == "routing":
            slot = Slot(block, "line", "STR26")
            found.routings.append(slot)
            self._opener().add(Element("seg", slot, type="routing"))
        elif what in ("to", "from"):
            slot = Slot(block, "line", "STR27")
            (found.addressees if what == "to" else found.senders).append(slot)
            opener = self._opener()
            tail = opener.children[-1] if opener.children else None
            if not (isinstance(tail, Element) and tail.tag == "address"):
                tail = Element("address")
                opener.add(tail)
            tail.add(Element("addrLine", slot))
        elif what == "dateline":
            slot = Slot(block, "dateline", "STR28")
            found.datelines.append(slot)
            self._opener().add(Element("dateline", slot))
        elif what == "salute":
            self._inside_address()
            slot = Slot(block, "line", "STR29")
            found.salutes.append(slot)
            self._opener().add(Element("salute", slot))
        elif what == "reference":
            self._opener().add(Element("seg", Slot(block, "line", "STR31"), type="reference"))
        elif what == "stamp":
            self._opener().add(Slot(block, "line", "STR30"))
        else:
            slot = Slot(block, "line", "STR31")
            found.letterhead.append(slot)
            self._opener().add(Element("seg", slot))


def names_above(found: Found) -> frozenset[str]:
    """The names and offices in the headings and the list of participants, in lower case."""
    return words_of(slot.block.text for slot in (*found.heads, *found.participants))


def _heading_number(block: Block, blocks: Sequence[Block]) -> bool:
    """Is the number of a block the number of the whole document in a volume ("12. Minutes of ...")?"""
    if block.marker == "1." and any(later.marker == "2." for later in blocks):
        return False
    return bool(re.fullmatch(r"\d{1,3}\.", block.marker)) and kind(block.text) == "head"


def _tells_office(text: str) -> bool:
    """Does a line tell who held an office at a meeting ("Secretary: A. Bran")?"""
    office, colon, name = text.partition(":")
    if not colon or len(office.split()) > 4 or not is_name_line(name.strip()):
        return False
    return bool(one_of("turn_titles", "office_words").match(office.strip()))


def _plain(text: str) -> bool:
    if letterspaced(text) and one_of("document_words").match(text.replace(" ", "")):
        return False
    return (
        len(text) <= 60
        and not one_of("document_words").search(text)
        and (not is_capitals(text) or len(text.split()) <= 2 or letterspaced(text))
    )


def _is_name(block: Block) -> bool:
    """Is a short line in title case the name of an office or person rather than a heading?"""
    text = block.text
    return (
        not block.marker
        and len(text.split()) <= 4
        and not is_capitals(text)
        and not letterspaced(text)
        and is_name_line(text.replace(" of ", " ").replace(" for ", " "))
        and not one_of("document_words").search(text)
    )
