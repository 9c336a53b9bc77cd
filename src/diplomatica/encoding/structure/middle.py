"""The text between opener and closer: sections, entries, turns, lists, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diplomatica.blocks.build import part, whole
from diplomatica.encoding import plainwords
from diplomatica.encoding.structure import distribution, narrative, tables, turns
from diplomatica.encoding.structure.footnotes import HERE
from diplomatica.encoding.structure.heads import is_heading, own_number
from diplomatica.encoding.structure.lines import is_dateline, kind
from diplomatica.encoding.structure.lists import Lists, style
from diplomatica.encoding.structure.model import Found, Role, Slot
from diplomatica.encoding.structure.pages import Turned, is_rule
from diplomatica.encoding.structure.people_lists import participants
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.signs import is_closing, is_salute
from diplomatica.encoding.structure.words import is_capitals, is_name_line, letterspaced
from diplomatica.tei.tree import Element

_QUOTE_OPEN = re.compile(r"[“\"«„]")
_QUOTE_CLOSE = re.compile(r"[”\"»“][.,;]?$")
_CONTENTS_LINE = re.compile(r".{3,140}?(?:…|\.{2,}|\. \. |_{3,}|\s{2,})[….\s]*\d{1,4}")
_RELAY_LENGTH = 40


class Middle:
    """Builds the divisions of one document from its blocks.

    The result is a list of nodes for the division of the document: paragraphs, lists, turns, then sections or entries.
    """

    def __init__(
        self, blocks: Sequence[Turned], found: Found, speakers: frozenset[str], forced: Mapping[int, str]
    ) -> None:
        self.blocks = blocks
        self.forced = forced
        self.found = found
        self.speakers = speakers
        self.nodes: list[Element] = []
        self.sections: list[tuple[str, Element]] = []
        self.turn: Element | None = None
        self._after_entries = False
        self._tabled = any(item.block.cell is not None or item.block.caption is not None for item in blocks)
        self.teller = narrative.Teller(speakers, found, (item.block.text for item in blocks))
        self.agenda = frozenset(_bare(t.block.text) for t in blocks if t.block.marker and len(t.block.text) < 400)
        self.lists = Lists(blocks, self._ends_list)

    def build(self) -> list[Element]:
        """All nodes, in the order of the source."""
        index = 0
        while index < len(self.blocks):
            index = self._next(index)
        if self.speakers:
            for _, section in self.sections:
                _fill(section)
            for node in self.nodes:
                _fill(node)
        del self.lists  # it holds a method of this object: as a circle they would wait for the garbage collector
        return self.nodes

    def _ends_list(self, index: int) -> bool:
        turned = self.blocks[index]
        text = turned.block.text
        if turned.is_page or turned.block.marker == HERE or self._forced(index) or self._is_table(index):
            return True
        if self.speakers and turns.is_turn(text, self.speakers):
            return True
        if self._is_entry(index) or distribution.is_start([turned.block], 0):
            return True
        return self._is_heading(index)

    def _is_heading(self, index: int) -> bool:
        block = self.blocks[index].block
        if (
            self.agenda
            and not block.marker
            and len(block.text) > 12
            and index + 1 < len(self.blocks)
            and _bare(block.text) in self.agenda
        ):
            return True
        return is_heading(self.blocks, index, transcript=bool(self.speakers))

    def _forced(self, index: int) -> str:
        """What is known to begin at a block; "" where nothing is known."""
        return self.forced.get(self.blocks[index].block.offset(0), "") if self.forced else ""

    def _begin(self, index: int, what: str) -> int:
        """Begin what is known to begin at a block; the index of the first block after it."""
        turned = self.blocks[index]
        if what == "heading":
            self._heading(turned)
        elif what == "list" and turned.block.marker:
            node, after = self.lists.read(index)
            self._put(node, inside=True)
            return after
        elif what == "list":
            return self._unnumbered(index)
        else:
            if what == "paragraph" and self._has_words():
                self.turn = None
            self._paragraph(turned, known=True)
        return index + 1

    def _unnumbered(self, index: int) -> int:
        """A list without numbers: it goes on as long as the blocks are, like its first, running text or are none."""
        listed = Element("list")
        start, text = index, self.blocks[index].block.text
        while index < len(self.blocks):
            turned = self.blocks[index]
            if index > start and (self._is_apart(index) or is_prose(turned.block.text) != is_prose(text)):
                break
            item = Element("item", Slot(turned.block, "item", "STR70", list(turned.spans)))
            if turned.block.marker:
                item.attrs["n"] = turned.block.marker
            listed.add(item)
            index += 1
        self._put(listed, inside=True)
        return index

    def _is_apart(self, index: int) -> bool:
        turned = self.blocks[index]
        return bool(self._forced(index)) or turned.is_page or turned.block.marker == HERE or is_rule(turned.block)

    def _is_entry(self, index: int) -> bool:
        block = self.blocks[index].block
        return self.found.journal and not block.marker and len(block.text) < 60 and is_dateline(block.text)

    def _next(self, index: int) -> int:
        turned = self.blocks[index]
        block = turned.block
        text = block.text
        if block.marker == HERE:
            self._put(Element("milestone", unit="footnotes"))
            return index + 1
        known = self._forced(index)
        if known:
            return self._begin(index, known)
        if self._is_table(index):
            return self._table(index)
        if is_rule(block):
            rend = f"{block.lead}{text}".strip()
            self._put(Element("milestone", unit="rule", rend=rend))
            if any(section.attrs.get("type") == "entry" for _, section in self.sections):
                self._after_entries = True
            return index + 1
        if turned.is_page:
            self._put(Element("fw", Slot(whole(block), "fw", "STR15"), type="head"))
            return index + 1
        if self._is_entry(index):
            self._after_entries = False
            self._section("", Element("div", Element("head", Slot(block, "dateline", "STR81")), type="entry"))
            return index + 1
        spoken = turns.is_turn(text, self.speakers) if self.speakers else None
        if spoken:
            self._turn(turned, spoken[1])
            return index + 1
        contents = self._contents(index)
        if contents:
            items = [
                Element("item", Slot(item.block, "item", "STR72")) for item in self.blocks[index : index + contents]
            ]
            self._put(Element("list", *items))
            return index + contents
        if turns.is_stage(text, bool(self.speakers)) and not block.marker:
            self._put(Slot(block, "stage", "STR61"), inside=True)
            return index + 1
        if not block.marker and kind(text) == "participants":
            groups, taken = participants([item.block for item in self.blocks[index : index + 200]], 0, self.found)
            if taken:
                for group in groups:
                    self._put(group)
                return index + taken
        if self._is_heading(index):
            self._heading(turned)
            return index + 1
        if distribution.is_start([block], 0) and not self.speakers:
            node, taken = distribution.listing([item.block for item in self.blocks[index : index + 80]], 0, self.found)
            if taken > 1:
                self._put(node)
                return index + taken
        if block.marker and self.lists.starts(index):
            node, after = self.lists.read(index)
            self._put(node, inside=True)
            return after
        relayed = self._relayed(index)
        if relayed:
            self._floating(index, relayed)
            return relayed + 1
        self._paragraph(turned)
        return index + 1

    def _is_table(self, index: int) -> bool:
        if not self._tabled:
            return False
        block = self.blocks[index].block
        return block.cell is not None or block.caption is not None or tables.is_caption(self.blocks, index)

    def _table(self, index: int) -> int:
        """Put the table that stands at a block; the index of the first block after it."""
        end = index + 1
        while end < len(self.blocks) and self.blocks[end].block.cell is not None and not self._forced(end):
            before = self.blocks[end - 1].block
            if before.cell is not None and not tables.same(before, self.blocks[end].block):
                break
            end += 1
        self._put(tables.build([item.block for item in self.blocks[index:end]]), inside=True)
        return end

    def _contents(self, index: int) -> int:
        """How many lines of a table of contents stand here, each with its page number."""
        end = index
        while end < len(self.blocks) and _is_contents_line(self.blocks[end].block.text):
            end += 1
        return end - index if end - index >= 2 else 0

    def _has_words(self) -> bool:
        """Is a turn open in which something was said already?"""
        return self.turn is not None and len(self.turn.children) > 1

    def _paragraph(self, turned: Turned, *, known: bool = False) -> None:
        slot = Slot(turned.block, "p", "STR90", list(turned.spans))
        if not known and self._has_words():
            what = self.teller.verdict(turned.block.text, self.found.speakers[-1].block.text)
            if what == "narrative":
                self.turn = None
            elif what == "open":
                self.found.doubtful.append(slot)
        if not self.found.paragraphs:
            self.found.paragraphs.append(slot)
        node = Element("p", slot)
        if turned.block.marker:
            node.attrs["n"] = turned.block.marker
        self._put(node, inside=True)

    def _turn(self, turned: Turned, length: int) -> None:
        block = turned.block
        speaker = Slot(part(block, 0, length, marker=""), "speaker", turns.CODE)
        self.found.speakers.append(speaker)
        self.found.transcript = True
        node = Element("sp", Element("speaker", speaker))
        if block.marker:
            node.attrs["n"] = block.marker
        self._put(node)
        self.turn = node
        rest = part(block, length, len(block.text), marker="")
        if rest.text:
            spans = [span for span in turned.spans if span.start >= length]
            for span in spans:
                span.start -= len(block.text) - len(rest.text)
                span.end -= len(block.text) - len(rest.text)
            node.add(Element("p", Slot(rest, "p", "STR90", spans)))

    def _heading(self, turned: Turned) -> None:
        block = turned.block
        slot = Slot(block, "head", "STR80", own_number(block.text))
        self.found.heads.append(slot)
        head = Element("head", slot)
        if letterspaced(block.text):
            head.attrs["rend"] = "letterspaced"
        if block.marker:
            head.children.insert(0, block.lead)
        level = style(block.marker)[0] if block.marker else ("CAPITALS" if is_capitals(block.text) else "")
        self._section(level, Element("div", head, type="section"))

    def _section(self, level: str, section: Element) -> None:
        """Open a section; one with a number of a new kind goes into the open section."""
        self.turn = None
        levels = [name for name, _ in self.sections]
        if level in levels:
            self.sections = self.sections[: levels.index(level)]
        elif not level or level == "CAPITALS":
            self.sections = []
        if self.sections:
            self.sections[-1][1].add(section)
        else:
            self.nodes.append(section)
        self.sections.append((level, section))

    def _put(self, node: Element, inside: bool = False) -> None:
        """Put a node into the open turn (if it may stand there), section or document."""
        if self._after_entries and node.tag not in ("milestone", "fw"):
            # What follows a rule after the entries of a journal belongs to none of them.
            self._after_entries = False
            self._section("", Element("div", type="section"))
        if self.turn is not None and inside:
            self.turn.add(node)
            return
        if node.tag not in ("milestone", "fw"):
            self.turn = None
        if self.turn is not None:
            self.turn.add(node)
        elif self.sections:
            self.sections[-1][1].add(node)
        else:
            self.nodes.append(node)

    def _relayed(self, index: int) -> int:
        """The index of the signature of a document that is quoted whole from here, 0 if there is none."""
        text = self.blocks[index].block.text
        if not _QUOTE_OPEN.match(text) or self.blocks[index].block.marker or _closed(text):
            return 0
        for place in range(index + 1, min(index + _RELAY_LENGTH, len(self.blocks))):
            block = self.blocks[place].block
            if block.marker:
                # A point of a list, whose number only a list can keep.
                return 0
            if _QUOTE_CLOSE.search(block.text):
                return place if self._signs(place) else 0
            if self._ends_list(place) and not self._signs(place):
                return 0
        return 0

    def _signs(self, index: int) -> bool:
        """Is the line a signature or date as it stands under a letter, a quotation mark at its end or not?"""
        text = self.blocks[index].block.text.rstrip('”"».,;')
        return not self.blocks[index].block.marker and (is_name_line(text) or is_dateline(text))

    def _floating(self, first: int, last: int) -> None:
        body = Element("body")
        end = last
        while end - 1 > first and self._signs(end - 1):
            end -= 1
        opener = Element("opener")
        for turned in self.blocks[first:end]:
            salute = len(body.children) <= 1 and is_salute(turned.block.text.lstrip('“"«„').rstrip('”"»'))
            slot = Slot(turned.block, "line" if salute else "p", "STR91", list(turned.spans))
            if salute and not body.children:
                body.add(opener)
            if salute and body.children[-1] is opener:
                opener.add(Element("salute", slot))
            else:
                body.add(Element("p", slot))
        closer = Element("closer")
        for turned in self.blocks[end : last + 1]:
            text = turned.block.text.rstrip('”"».,;')
            tag: Role = "dateline" if is_dateline(text) else "signed"
            if is_closing(turned.block.text):
                closer.add(Element("salute", Slot(turned.block, "line", "STR91")))
            else:
                closer.add(Element(tag, Slot(turned.block, tag, "STR91")))
        body.add(closer)
        self._put(Element("floatingText", body), inside=True)


def _bare(text: str) -> str:
    return " ".join(plainwords.words(text.replace("_", " "))).casefold()


def _is_contents_line(text: str) -> bool:
    """Is the line one of a table of contents, with its page number?"""
    return text[-1:].isdecimal() and _CONTENTS_LINE.fullmatch(text) is not None


def _closed(text: str) -> bool:
    return bool(re.search(r"[”\"»]\W*$", text[1:]))


def _fill(element: Element) -> None:
    """A turn or section that got nothing but its label or heading gets an empty paragraph, as TEI asks."""
    for node in element.iter():
        if node.tag == "sp" and all(
            isinstance(c, Element) and c.tag in ("speaker", "milestone", "fw") for c in node.children
        ):
            node.add(Element("p"))
