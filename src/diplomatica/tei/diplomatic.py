"""The diplomatic source, written out again from a TEI document alone.

It reads the XML as it stands in the file and knows nothing of the encoder: sigla come from `@rend`, numbers from
`@n`, the text of a footnote stands where the source has it (at a `milestone[@unit="footnotes"]`, else at the end of
the body). `encoding.md` names this text the proof that nothing was lost.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from diplomatica.errors import UnusableInput
from diplomatica.tei.readxml import read_xml
from diplomatica.tei.tree import TEI_NS

BLOCK = "\n"
"""Between two blocks: the source may have any white space here, or none."""
JOINT = "\t"
"""Beside sigla and numbers: the source may have white space here, or none."""
_SPACE = "\v"
"""A joint at which people write a space, and the document has none: after a number, before "[sic]", in a `choice`."""

_BLOCKS = frozenset(
    """address addrLine argument body byline closer dateline div epigraph floatingText front back fw group head
    item label list lg l milestone opener p ab postscript row salute signed sp speaker stage table cell trailer
    text stamp docAuthor figure div1 div2 div3 div4 div5 div6 div7 docDate docEdition docImprint docTitle titlePage
    titlePart imprimatur castGroup castItem castList set prologue epilogue performance spGrp line u post noteGrp
    headItem headLabel listBibl biblStruct msDesc entry superEntry teiHeader sourceDoc surface surfaceGrp zone
    standOff facsimile listPerson listPlace listOrg listEvent listRelation listWit listApp person personGrp place
    org event object witness""".split()
)
_PAIRS = {"brackets": ("[", "]"), "double-brackets": ("[[", "]]"), "parentheses": ("(", ")")}
_COMMENT_SIGLA = {"brackets": "[sic]", "parentheses": "(sic)"}
# Blocks where they stand right in these, and there alone.
_LINES = frozenset({"seg", "idno", "orgName", "persName"})
_OF_LINES = frozenset({"opener", "closer"})
_MAX_DEPTH = 200
_TEXT = f"{{{TEI_NS}}}text"


def parse(data: bytes, name: str = "TEI") -> etree._Element:
    """The root of a TEI document; no network, no entity, no DTD.

    Raises `UnusableInput` where the file is not well-formed.
    """
    return read_xml(data, name)


def source(root: etree._Element) -> str:
    """The diplomatic source with `BLOCK` and `JOINT` where white space is free.

    `root` is a `TEI` element or a tree that holds one. A document without `text` has an empty source.
    """
    text = root if root.tag == f"{{{TEI_NS}}}text" else root.find(f".//{{{TEI_NS}}}text")
    if text is None:
        return ""
    return _Writer().write(text).replace(_SPACE, JOINT)


def readable(root: etree._Element) -> str:
    """The diplomatic source for people: a blank line between blocks. Of a corpus, all its texts in their order.

    Where white space is free it is as people write it: "FED [Far Eastern Department]", but "F[oreign]".
    """
    texts = [text for text in root.iter(_TEXT) if not any(True for _ in text.iterancestors(_TEXT))]
    blocks = BLOCK.join(_Writer().write(text) for text in texts).replace(JOINT, "").replace(_SPACE, " ").split(BLOCK)
    lines = (" ".join(block.split()) for block in blocks)
    return "\n\n".join(line for line in lines if line) + "\n"


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.notes: list[tuple[str, etree._Element]] = []
        self.in_notes = False
        self.depth = 0

    def write(self, text: etree._Element) -> str:
        self.element(text)
        self.footnotes()
        return "".join(self.out)

    def footnotes(self) -> None:
        """The footnotes called until here, those called in them after them."""
        if self.in_notes:
            return
        self.in_notes = True
        while self.notes:
            notes, self.notes = self.notes, []
            for number, note in notes:
                self.footnote(number, note)
        self.in_notes = False

    def footnote(self, number: str, note: etree._Element) -> None:
        self.out.append(BLOCK)
        first = note[0] if len(note) else None
        labelled = first is not None and _name(first) == "label" and not (note.text or "").strip()
        if not labelled:
            self.out += [number, _SPACE]
        self.content(note)
        self.out.append(BLOCK)

    def content(self, element: etree._Element, lines: bool = False) -> None:
        """What is in an element; `lines` says that its children are lines of their own."""
        out = self.out
        text = element.text
        if text:
            out.append(text if text.isprintable() else _folded(text))
        for child in element:
            self.element(child, lines)
            tail = child.tail
            if tail:
                out.append(tail if tail.isprintable() else _folded(tail))

    def element(self, element: etree._Element, is_line: bool = False) -> None:
        kind = _kind(element.tag)
        if kind is None:
            return
        if self.depth > _MAX_DEPTH:
            raise UnusableInput(
                f"elements nested more than {_MAX_DEPTH} deep", where=f"line {element.sourceline}", advice="flatten it"
            )
        method, block, lines = kind
        block = block is True or (block is None and is_line)
        self.depth += 1
        if block:
            self.out.append(BLOCK)
        if method is not None:
            method(self, element)
        else:
            self.plain(element, lines)
        if block:
            self.out.append(BLOCK)
        self.depth -= 1

    def plain(self, element: etree._Element, lines: bool = False) -> None:
        rend = element.get("rend")
        pair = _PAIRS.get(rend) if rend else None
        if pair is None:
            self.content(element, lines)
            return
        if element.get("prev") is None:
            self.out += [JOINT, pair[0]]
        self.content(element, lines)
        if element.get("next") is None:
            self.out += [pair[1], JOINT]

    def numbered(self, element: etree._Element) -> None:
        number = element.get("n")
        if number:
            self.out += [number, _SPACE]
        self.plain(element)

    def sic(self, element: etree._Element) -> None:
        self.content(element)
        rend = element.get("rend", "")
        sigla = _COMMENT_SIGLA.get(rend, rend)
        if sigla:
            self.out += [_SPACE, sigla, JOINT]

    def unclear(self, element: etree._Element) -> None:
        rend = element.get("rend", "")
        if rend[:1] in ("[", "("):
            self.content(element)
            self.out += [_SPACE, rend, JOINT]
        else:
            self.plain(element)

    def note(self, element: etree._Element) -> None:
        number = element.get("n")
        if element.get("place") == "bottom" and number:
            pair = _PAIRS.get(element.get("rend", "brackets"), ("", ""))
            call = f"{pair[0]}{number}{pair[1]}"
            self.out += [JOINT, call, JOINT]
            self.notes.append((call, element))
        elif _name(element.getparent()) in ("div", "body", "opener", "closer", "postscript"):
            self.out.append(BLOCK)
            self.plain(element)
            self.out.append(BLOCK)
        else:
            self.plain(element)

    def milestone(self, element: etree._Element) -> None:
        if element.get("unit") == "footnotes":
            self.footnotes()
        else:
            self.out.append(element.get("rend", ""))

    def page(self, element: etree._Element) -> None:
        rend = element.get("rend", "")
        self.out += [JOINT, rend, JOINT] if rend else [JOINT]

    def line(self, element: etree._Element) -> None:
        self.out.append(JOINT if element.get("break") == "no" else BLOCK)

    def choice(self, element: etree._Element) -> None:
        joint = JOINT
        for child in element:
            self.out.append(joint)
            self.element(child)
            joint = _SPACE
        self.out.append(JOINT)

    def gap(self, element: etree._Element) -> None:
        pair = _PAIRS.get(element.get("rend", ""), ("", ""))
        if pair[0] and element.get("prev") is None:
            self.out += [JOINT, pair[0]]
        for child in element:
            self.element(child)
        if pair[1] and element.get("next") is None:
            self.out += [pair[1], JOINT]


_Method = Callable[[_Writer, etree._Element], None]
_SPECIAL: dict[str, _Method] = {
    "item": _Writer.numbered,
    "p": _Writer.numbered,
    "sp": _Writer.numbered,
    "sic": _Writer.sic,
    "unclear": _Writer.unclear,
    "note": _Writer.note,
    "milestone": _Writer.milestone,
    "pb": _Writer.page,
    "lb": _Writer.line,
    "choice": _Writer.choice,
    "gap": _Writer.gap,
}


@lru_cache(maxsize=256)
def _kind(tag: object) -> tuple[_Method | None, bool | None, bool] | None:
    """What writes an element with a tag, if not `plain`; whether it is a block; whether its children are lines.

    An element that is a block only as a line has None for that. None for a comment or processing instruction, which
    has no tag.
    """
    name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
    block = None if name in _LINES else name in _BLOCKS
    return (_SPECIAL.get(name), block, name in _OF_LINES) if name else None


def _name(element: etree._Element | None) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _folded(text: str) -> str:
    # BLOCK and JOINT mean something in the result, so that white space of the file becomes plain spaces.
    return text.translate(_WHITE) if "\n" in text or "\t" in text or "\r" in text else text


_WHITE = str.maketrans({"\n": " ", "\t": " ", "\r": " "})
