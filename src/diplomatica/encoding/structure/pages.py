"""Page turns of a typed document: rules and running heads, and the paragraph that goes on across them.

    before  ... AS WELL AS ALREADY / SECRET / *** / SECRET / -2- 660, FROM KELM / EXISTING STAFF ...
    after   <p>... AS WELL AS ALREADY <fw>SECRET</fw> <milestone unit="rule" rend="***"/> <fw>SECRET</fw>
            <fw>-2- 660, FROM KELM</fw> EXISTING STAFF ...</p>

Why: a paragraph is one, wherever the typist's page ended; the lines between its halves are the page's, not the text's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diplomatica.blocks.build import joined, whole
from diplomatica.blocks.model import Block
from diplomatica.encoding.inline import Span
from diplomatica.encoding.structure import terms
from diplomatica.source.emphasis import RULE_LINE

CODE = "STR15"
_PAGE_NUMBER = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—](?:\s.{0,80})?|(?:page|p\.)\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?", re.I
)
# What a page number and a rule begin with: most blocks are neither, and that is quickly seen.
_NUMBER_SIGNS = frozenset("-–—pP")
_RULE_SIGNS = frozenset("*-_=~")
_ENDED = re.compile(r"[.?!:;…](?:[\"”’»)\]]|\[\d{1,3}\])*$")
_MAX_BETWEEN = 8


@dataclass(frozen=True, slots=True)
class Turned:
    """A block, and the stretches of it that are running heads and rules."""

    block: Block
    spans: tuple[Span, ...] = ()
    is_page: bool = False


def is_rule(block: Block) -> bool:
    """Is the block a rule (`***`)?"""
    line = f"{block.lead}{block.text}".strip()
    return line[:1] in _RULE_SIGNS and bool(RULE_LINE.fullmatch(line)) and bool(block.text)


def is_page_line(block: Block) -> bool:
    """Is the block a rule, or a running head with its page number?"""
    return is_rule(block) or (_is_page_number(whole(block).text) and not block.text.lower().startswith("p"))


def _is_page_number(text: str) -> bool:
    return text[:1] in _NUMBER_SIGNS and _PAGE_NUMBER.fullmatch(text) is not None


def turned(blocks: Sequence[Block]) -> list[Turned]:
    """The blocks with page turns found, paragraphs that they cut made one."""
    out: list[Turned] = []
    index = 0
    while index < len(blocks):
        run = _turn(blocks, index) if out else 0
        if not run:
            out.append(Turned(blocks[index]))
            index += 1
            continue
        page = blocks[index : index + run]
        index += run
        before = out[-1]
        if index < len(blocks) and not before.is_page and _cut(before.block, blocks[index]):
            whole = joined(before.block, *page, blocks[index])
            spans = list(before.spans)
            position = len(before.block.text) + 1
            for block in page:
                length = len(block.lead) + len(block.text)
                spans.append(_span(block, position, position + length))
                position += length + 1
            out[-1] = Turned(whole, tuple(spans))
            index += 1
        else:
            out += [Turned(block, (), not is_rule(block)) for block in page]
    return out


def _span(block: Block, start: int, end: int) -> Span:
    if is_rule(block):
        attrs = {"unit": "rule", "rend": f"{block.lead}{block.text}".strip()}
        return Span(start, end, "milestone", attrs, rank=0, content=[], rule=CODE)
    return Span(start, end, "fw", {"type": "head"}, rank=0, rule=CODE)


def _turn(blocks: Sequence[Block], index: int) -> int:
    """How many blocks from here belong to a page turn: it holds a rule or a page number."""
    end = index
    sure = False
    while end < len(blocks) and end - index < _MAX_BETWEEN:
        block = blocks[end]
        if block.cell is not None:
            break
        if is_rule(block) or _is_page_number(block.text):
            sure = True
        elif not _page_line(blocks, end, sure):
            break
        end += 1
    if not sure or not any(_is_page_number(block.text) for block in blocks[index:end]):
        return 0
    return end - index


def _page_line(blocks: Sequence[Block], index: int, after: bool) -> bool:
    text = blocks[index].text
    if blocks[index].marker or len(text) > 70:
        return False
    term = terms.at(text, 0)
    if term is not None and term[0] >= len(text.rstrip(" .")):
        return True
    if after:
        return False
    near = blocks[index + 1 : index + 3]
    return len(text.split()) <= 10 and any(is_rule(block) for block in near) and _follows_term(blocks, index)


def _follows_term(blocks: Sequence[Block], index: int) -> bool:
    for block in reversed(blocks[max(0, index - 2) : index]):
        term = terms.at(block.text, 0)
        if term is not None and term[0] >= len(block.text.rstrip(" .")):
            return True
    return False


def _cut(before: Block, after: Block) -> bool:
    return (
        len(before.text) > 20
        and not _ENDED.search(before.text)
        and not after.marker
        and len(after.text) > 20
        and before.cell is None
        and after.cell is None
    )
