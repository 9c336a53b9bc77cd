"""Distribution lists: who got a copy.

    before  Sent to: / 1. Comrade Kuznin / 2. file
    after   <list type="distribution" rend="numbered"><head>Sent to:</head><item n="1.">...</item> ...</list>

Why: the list tells who knew; each recipient is an item, a number of copies a `num`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.blocks.build import cut, is_bullet, part, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding.inline import Span
from diplomatica.encoding.structure.lines import is_dateline, kind, parts
from diplomatica.encoding.structure.model import Found, Slot, slot_text
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.signs import produced
from diplomatica.encoding.structure.words import is_label_line, label
from diplomatica.tei.tree import Element

CODE = "STR40"
_ACRONYM = re.compile(r"[A-Z][A-Z/&-]{0,7}(?:\s?\d{1,2})?")
_SPLIT = re.compile(r"[,;]\s+(?:and\s+)?")
_SPLIT_NUMBERED = re.compile(
    r"[,;]\s+(?=(?:copy\s+)?(?:no\.?|nr\.?|nº|№|n|#|copy)\s*\d{1,3}(?:\s?(?:[-–,]|and)\s?\d{1,3})?\s*[-–—:]|\d{1,3}\s*[-–—]\s)",
    re.I,
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COPIES = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})(?=\s+(?:copy|copies|ex(?:emplars?|\.)?)\b)", re.I)
_COUNT_BEFORE = re.compile(r"(\d{1,3})\s*(?:[-–—]|x|×)\s*(?=[A-ZÀ-ÞА-Я\[])|(\d{1,3})\s+(?=to\s)")
_COUNT_AFTER = re.compile(r"(?<=[-–—:(x×])\s?(\d{1,3})(?=\)?[.,;]?$)")


def acronym_run(blocks: Sequence[Block], index: int) -> int:
    """How many blocks from here are offices in the margin of a telegram, one short line each ("EUR", "INR")."""
    count = 0
    start = index
    if _is_action(blocks[index].text):
        index += 1
        while index < len(blocks) and _is_action(blocks[index].text):
            index += 1
    first = index
    while index < len(blocks) and not blocks[index].marker and _ACRONYM.fullmatch(blocks[index].text):
        index += 1
        count += 1
    return index - start if count >= 4 or (count >= 2 and first > start) else 0


def _is_action(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:[A-Z]{1,5}\s+)?(?:Action|ACTION|Info|INFO|Information)(?:\s+[A-Z]{1,5}(?:[-\s]\d+)?)?:?", text
        )
    )


def copies_run(blocks: Sequence[Block], index: int) -> int:
    """How many blocks from here are recipients with the number of their copies ("2 copies Ministry")."""
    count = 0
    while index + count < len(blocks) and _COPIES_FOR.match(whole(blocks[index + count]).text):
        count += 1
    return count if count >= 2 else 0


def comrades(block: Block, found: Found) -> Element | None:
    """The list of those to whom a paper goes, in one line ("To Comrades Kuzin, Orlan and Mirek")."""
    match = _COMRADES.match(block.text)
    if match is None or block.text.count(",") < 2:
        return None
    listed = Element("list", type="distribution")
    listed.add(Element("head", Slot(part(block, 0, match.end()), "line", CODE)))
    for piece in _pieces(part(block, match.end(), len(block.text)), True):
        _item(listed, piece, found)
    return listed


def acronyms(blocks: Sequence[Block], found: Found) -> Element:
    """The offices of such a run as a distribution list."""
    listed = Element("list", type="distribution")
    for block in blocks:
        _item(listed, whole(block), found)
    return listed


def is_start(blocks: Sequence[Block], index: int) -> bool:
    """Does a distribution list begin here?"""
    block = blocks[index]
    if block.cell is not None:
        return False
    if (_copied_to(block.text) or _to_many(block.text)) and not block.marker:
        return True
    if not block.marker and len(block.text) <= 60 and is_count_line(block.text) and _numbered_run(blocks, index + 1):
        return True
    return (
        not block.marker
        and kind(block.text) == "distribution"
        and (not _is_sentence(block.text) or block.text.endswith(":"))
    )


def _is_sentence(text: str) -> bool:
    return is_prose(text) and not label(text, "distribution")


def listing(blocks: Sequence[Block], index: int, found: Found) -> tuple[Element, int]:
    """The list that begins at a block, and the number of blocks that it takes."""
    block = blocks[index]
    listed = Element("list", type="distribution")
    length = label(block.text, "distribution") or _copied_to(block.text) or _to_many(block.text) or produced(block.text)
    if length == 0 and not is_label_line(block.text, "distribution"):
        length = len(block.text)
    head = part(block, 0, length or len(block.text))
    listed.add(Element("head", Slot(head, "line", CODE, _counts(head.text, True))))
    taken = 1
    if length and block.text[length:].strip():
        for piece in _pieces(part(block, length, len(block.text)), bool(_to_many(block.text))):
            _item(listed, _with_number(piece), found)
    run = _numbered_run(blocks, index + taken)
    if run and not any(isinstance(child, Element) and child.tag == "item" for child in listed.children):
        for current in blocks[index + taken : index + taken + run]:
            for piece in _pieces(whole(current)) if _SPLIT_NUMBERED.search(current.text) else [current]:
                _item(listed, _with_number(piece), found)
        taken += run
    while not run and index + taken < len(blocks) and _is_recipient(blocks, index + taken, listed):
        _item(listed, blocks[index + taken], found)
        taken += 1
    if not any(isinstance(child, Element) and child.tag == "item" for child in listed.children):
        return listed, 0
    markers = [
        child.attrs.get("n", "") for child in listed.children if isinstance(child, Element) and child.tag == "item"
    ]
    if markers and all(markers):
        listed.attrs["rend"] = "bulleted" if is_bullet(markers[0]) else "numbered"
    return listed, taken


_ADDRESSED = re.compile(r"To:?\s")
_COPIED = re.compile(r"(?:c\.\s?c\.|cc|copy to|copies to|copy:|copied to)(?:[:.]|\s)\s*(?=[A-ZÀ-ÞА-Я\[(])", re.I)
_COPIES_FOR = re.compile(
    rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})\s+cop(?:y|ies)\s+(?:(?:to|for|[-–—])\s+)?(?=\S)(?!printed|made|typed|of)",
    re.I,
)
_COMRADES = re.compile(r"To:?\s+(?=(?:the\s+)?(?:Comrades|Cdes\.?|comrades|Messrs\.?)\s)")
_NUMBERED = re.compile(
    r"(?:(?:copy\s+)?(?:no|nr|n|№|nº|#|copy|ex)\.?\s*)?(\d{1,3})(?:\s?[-–,]\s?\d{1,3})?\s*(?:[-–—:.)]|to\b)\s*(?=\S)",
    re.I,
)
_COUNT_LINE = re.compile(
    r"(?:(?:typed|printed|executed|made|prepared|produced|issued|reproduced|отпечатано)\b.{0,30}?)?"
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:cc|copies|copy|ex|exemplars|экз)\b.{0,30}",
    re.I,
)


def is_count_line(text: str) -> bool:
    """Does the line say how many copies there are ("5 copies printed", "Executed in 2 copies", "4 cc")?"""
    return bool(_COUNT_LINE.fullmatch(text.rstrip(".:")))


def _copied_to(text: str) -> int:
    match = _COPIED.match(text)
    return match.end() if match and len(text) <= 200 else 0


def _to_many(text: str) -> int:
    """The length of "To:" before several receivers in one line, or 0."""
    return 3 if text.startswith("To:") and len(re.findall(r"[,;]\s", text)) >= 2 and len(text) <= 300 else 0


def _numbered_run(blocks: Sequence[Block], index: int) -> int:
    """How many lines from here are recipients with the number of their copy ("2 - Kuznin", "No. 3 - to file")."""
    count = 0
    last = 0
    while index + count < len(blocks):
        block = blocks[index + count]
        match = _NUMBERED.match(whole(block).text)
        if match is None or len(block.text) > 160 or int(match.group(1)) not in (last, last + 1, last + 2):
            break
        if is_dateline(whole(block).text) or any(piece.kind == "dateline" for piece in parts(whole(block).text)):
            break
        numbers = re.findall(r"\d+", match.group())
        last = int(numbers[-1])
        count += 1
    return count if count >= 2 or (count == 1 and last == 1) else 0


def _with_number(block: Block) -> Block:
    """A recipient with the number of the copy taken off as the number of the item."""
    if block.marker:
        return block
    match = _NUMBERED.match(block.text)
    return cut(block, match.end(), match.group().strip()) if match else block


def _pieces(block: Block, sure: bool = False) -> list[Block]:
    """The recipients in one line; the comma after each stays with it. `sure` says that commas part recipients."""
    pieces = []
    position = 0
    depth = 0
    text = block.text
    numbered = [match.end() for match in _SPLIT_NUMBERED.finditer(text)]
    cuts = set(numbered or (match.end() for match in _SPLIT.finditer(text)))
    for place, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if place in cuts and depth == 0 and place > position:
            pieces.append(part(block, position, place))
            position = place
    pieces.append(part(block, position, len(text)))
    names = [piece for piece in pieces if piece.text]
    return names if sure or numbered or ";" in text or all(_short(piece.text) for piece in names) else [block]


def _short(name: str) -> bool:
    return len(name.split()) <= 4 and not re.match(r"(?:Esq|Jr|Sr|Washington|C\.)", name)


def _is_recipient(blocks: Sequence[Block], index: int, listed: Element) -> bool:
    block = blocks[index]
    text = block.text
    if not text:
        return False
    items = [child for child in listed.children if isinstance(child, Element) and child.tag == "item"]
    if items and "n" in items[-1].attrs and not block.marker:
        return False
    if _ADDRESSED.match(text) and items and not _ADDRESSED.match(slot_text(items[0])):
        return False  # the line that addresses the document itself
    if block.marker:
        # Items with numbers or bullets: a paragraph of the text would be longer.
        return len(text) <= 200 and not (is_prose(text) and len(text.split()) > 18)
    if len(text) > 110 or is_prose(text):
        return False
    if any(piece.kind not in ("to", "from") for piece in parts(text)):
        return False
    what = kind(text, below=True)
    if what in (
        "signature",
        "dateline",
        "docNumber",
        "closing",
        "distribution",
        "subject",
        "routing",
        "salute",
        "participants",
        "stamp",
        "source",
    ):
        return False
    if block.gap > 1 and items and blocks[index - 1].gap <= 1 and len(items) > 1:
        return False
    return what == "name" or ((what != "typist" or len(text) <= 3) and len(text.split()) <= 10)


def _item(listed: Element, block: Block, found: Found) -> None:
    slot = Slot(block, "item", CODE, _counts(block.text, False))
    found.recipients.append(slot)
    item = Element("item", slot)
    if block.marker:
        item.attrs["n"] = block.marker
    listed.add(item)


def _counts(text: str, head: bool) -> list[Span]:
    """Numbers of copies: "2 copies", "2 - Kuznin", "Kuznin - 2"."""
    for pattern in (_COPIES,) if head else (_COPIES, _COUNT_AFTER, _COUNT_BEFORE):
        match = pattern.match(text) if pattern is _COUNT_BEFORE else pattern.search(text)
        if match:
            group = next(number for number in range(1, (match.lastindex or 1) + 1) if match.group(number))
            value = match.group(group).lower()
            value = str(_NUMBERS.index(value) + 1) if value in _NUMBERS else str(int(value))
            attrs = {"type": "copies", "value": value}
            return [Span(match.start(group), match.end(group), "num", attrs, rank=40, rule="STR41")]
    return []
