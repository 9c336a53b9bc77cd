"""Lists of those who took part.

    before  Participants: / Comrade I. Kelmin, Chairman / Dr. A. Varro
    after   <list type="participants"><head>Participants:</head><item>...</item> ...</list>

Why: those present are the first thing a historian looks for, and the speakers' labels refer to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.blocks.build import is_bullet, part
from diplomatica.blocks.model import Block
from diplomatica.encoding import names
from diplomatica.encoding.structure.lines import kind, taking_part
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.words import one_of
from diplomatica.tei.tree import Element

CODE = "STR45"
_GROUP_WORD = re.compile(r"\b(?:members?|delegation|side|staff|observers?|guests?|advisers?|experts?)$", re.I)
_GROUP = re.compile(r"[A-Z][^.!?]{2,70}:")


def participants(blocks: Sequence[Block], index: int, found: Found) -> tuple[list[Element], int]:
    """The lists that begin at a block with its label, one a group, and the number of blocks that they take."""
    block = blocks[index]
    listed = Element("list", type="participants")
    groups = [listed]
    length = taking_part(block.text) or len(block.text)
    listed.add(Element("head", Slot(part(block, 0, length), "line", CODE)))
    taken = 1
    rest = part(block, length, len(block.text))
    if rest.text:
        for piece in _pieces(rest):
            _item(listed, piece, found)
    while index + taken < len(blocks):
        current = blocks[index + taken]
        if _is_group(current.text) or _is_state(blocks, index + taken):
            if _items(listed):
                listed = Element("list", type="participants")
                groups.append(listed)
            listed.add(Element("head", Slot(current, "line", CODE)))
        elif _is_person(current, bool(rest.text)):
            _item(listed, current, found)
        else:
            break
        taken += 1
    if not _items(listed):
        return [], 0
    return groups, taken


def _items(listed: Element) -> int:
    return sum(isinstance(child, Element) and child.tag == "item" for child in listed.children)


def _is_group(text: str) -> bool:
    if not _GROUP.fullmatch(text):
        return False
    return bool(one_of("participants", "participants_of").match(text)) or taking_part(text) > 0


def _is_state(blocks: Sequence[Block], index: int) -> bool:
    """Is the line a state or side over the names of its people ("Portugal", "U.S.")?"""
    text = blocks[index].text.rstrip(":")
    if len(text.split()) > 4 or "," in text or index + 1 >= len(blocks):
        return False
    if _GROUP_WORD.search(text):
        return True
    found = names.find(text)
    if len(found) == 1 and found[0].kind == "org" and (found[0].start, found[0].end) == (0, len(text)):
        return "," in blocks[index + 1].text
    return len(found) == 1 and found[0].kind == "place" and (found[0].start, found[0].end) == (0, len(text))


def _pieces(block: Block) -> list[Block]:
    """Names in one line: cut at semicolons, else at commas between names; the separator stays with the name before."""
    text = block.text
    separator = ";" if ";" in text else ","
    if separator == "," and not _plain_names(text):
        return [block]
    pieces, start, depth = [], 0, 0
    for place, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == separator and depth == 0:
            pieces.append(part(block, start, place + 1))
            start = place + 1
    pieces.append(part(block, start, len(text)))
    return [piece for piece in pieces if piece.text]


def _plain_names(text: str) -> bool:
    names = [name.strip() for name in text.rstrip(".").split(",")]
    return len(names) > 1 and all(
        name and len(name.split()) <= 5 and not re.search(r"\b[a-z]{3,}", name) for name in names[1:]
    )


def _is_person(block: Block, inline: bool) -> bool:
    text = block.text
    if not text or len(text) > 160 or is_prose(text) or re.search(r":(?:\s|$)", text):
        return False
    if block.marker:
        return is_bullet(block.marker) or len(text.split()) <= 16
    if inline and block.gap:
        return False
    what = kind(text)
    if what in ("subject", "dateline", "distribution", "participants", "salute", "source", "routing"):
        return False
    if re.match(r"[A-Z][\w &/]{1,24}:\s*\S", text) or text[:1].islower():
        return False
    return (
        text[:1] not in "[("
        and bool(re.search(r"[A-Z]", text))
        and (what != "head" or "," in text or (block.gap <= 1 and len(text.split()) <= 6 and not text.isupper()))
    )


def _item(listed: Element, block: Block, found: Found) -> None:
    slot = Slot(block, "item", CODE)
    found.participants.append(slot)
    item = Element("item", slot)
    if block.marker:
        item.attrs["n"] = block.marker
    listed.add(item)
