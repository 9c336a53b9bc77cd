"""Where a document's text ends: closing lines, distribution lists, and what was added below them.

    before  ... / Ambassador: / A. Kelmin, m. p. / 2 copies made: / 1 - file / [Stamp: ...] / Addendum: ...
    after   closing lines "Ambassador: ..."; a list "2 copies made: ..."; closing lines "[Stamp: ...]"; a postscript

Why: names, dates and numbers stand in the text too. They close it only where nothing but such lines, notes and lists
follows, or where a sure sign (a signature, a closing phrase, a list of recipients) stands among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from diplomatica.blocks.build import is_bullet
from diplomatica.blocks.model import Block
from diplomatica.encoding.structure import distribution
from diplomatica.encoding.structure.footnotes import HERE
from diplomatica.encoding.structure.lines import Kind, dates_in, is_dateline, kind, parts
from diplomatica.encoding.structure.model import Found
from diplomatica.encoding.structure.pages import is_page_line
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.words import at_most, is_name_line, one_of

Weight = Literal["strong", "weak", "short", "note", "list", "body"]
SegmentKind = Literal["closer", "list", "rest"]

CLOSING_KINDS: frozenset[Kind] = frozenset(
    (
        "signature",
        "dateline",
        "docNumber",
        "classification",
        "precedence",
        "handling",
        "copyNumber",
        "typist",
        "closing",
        "stamp",
        "name",
        "officeNote",
    )
)
_REACH = 60
_ADDED = 4  # paragraphs that may stand below the signature
_ADDED_WORDS = 160
_LONGEST_DATED = 400  # characters: a date and a name are never so long
_QUOTED = re.compile(r"^[^“\"«„]*[”\"»][.,;]?$")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_NOTE = re.compile(r"(?:note|remark|spravka|memo|information|resolution|n\.\s?b\.|примечание|справка)\s*[:.]", re.I)
_POSTSCRIPT = re.compile(r"P\.\s?S\.|PS[.:]|Postscript\b|Addendum\b|П\.\s?С\.", re.I)
_MARKED = re.compile(r"\[(?:[\w' -]{0,30}\b)?(?:stamp|seal|stamped|handwritten|hand-written)\s*:?\][\s:].{1,200}", re.I)
_BRACKETED = re.compile(r"[\[(].{1,400}[\])]\.?")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of blocks below the text: closing lines, one distribution list, or paragraphs added after the signature."""

    kind: SegmentKind
    blocks: tuple[Block, ...]


def find(blocks: Sequence[Block]) -> tuple[int, list[Segment]]:
    """The index of the first block below the text, and what stands there, in order."""
    low = max(0, len(blocks) - _REACH)
    weights, lists = _weights(blocks, low)
    quoted = max((index for index in range(low, len(blocks)) if _ends_quotation(blocks[index].text)), default=low)
    start, end = _region(weights[: _before_postscript(blocks, low)], quoted - low)
    last = len(weights) - 1
    if start == end and last > 2 and weights[last - 1] == "weak" and is_dateline(blocks[-2].text):
        # A date with one line below it, such as a rule for the press.
        start, end = last - 1, last
    while (
        start < end and weights[start] in ("short", "note") and not _opens_closing(blocks, low + start, weights, start)
    ):
        start += 1
    if start >= end or not any(weight in ("strong", "weak", "list") for weight in weights[start:end]):
        return len(blocks), []
    if low + start == 0:
        # Nothing before it was a text: names and offices alone close no document.
        sure = [index for index in range(start, end) if weights[index] in ("strong", "list")]
        if not sure or sure[0] == 0:
            return len(blocks), []
        start = sure[0]
    return low + start, _segments(blocks, low, weights, lists, start)


def _before_postscript(blocks: Sequence[Block], low: int) -> int:
    """How many of the blocks from `low` stand before a postscript that says it is one."""
    for index in range(max(low, len(blocks) - 8), len(blocks)):
        if _POSTSCRIPT.match(blocks[index].text) and not blocks[index].marker:
            return index - low
    return len(blocks) - low


def _weights(blocks: Sequence[Block], low: int) -> tuple[list[Weight], dict[int, int]]:
    weights: list[Weight] = []
    lists: dict[int, int] = {}
    index = low
    while index < len(blocks):
        taken = distribution.listing(blocks, index, Found())[1] if distribution.is_start(blocks, index) else 0
        if taken:
            lists[index - low] = taken
            weights += ["list"] * taken
            index += taken
        else:
            weights.append(weight(blocks[index]))
            index += 1
    return weights, lists


def weight(block: Block) -> Weight:
    """How surely a block closes a document, looked at by itself."""
    text = block.text
    if block.marker == HERE:
        return "note"
    if block.cell is not None or block.caption is not None:
        return "body"
    if block.marker and not (at_most(text, 3) and is_bullet(block.marker)):
        return "body"
    if is_page_line(block):
        return "body"
    if _ends_quotation(text):
        return "body"
    what = kind(text, below=True)
    if what in ("signature", "closing") or dated_name(text):
        return "strong"
    if what in ("stamp", "typist") or is_marked(text):
        return "note"
    if parts(text) or what in CLOSING_KINDS or is_office(text):
        return "weak"
    if _BRACKETED.fullmatch(text) and at_most(text, 60) and not re.fullmatch(r"[\[(][.…\s-]*[\])]", text):
        return "note"
    if (_NOTE.match(text) and at_most(text, 60)) or (_POSTSCRIPT.match(text) and at_most(text, 3)):
        return "note"
    if what == "head" and is_name_line(text):
        return "weak"
    if is_signatory(text):
        return "short"
    return "short" if at_most(text, 5) and not is_prose(text) and text[-1:] not in ".:;?!" else "body"


def _ends_quotation(text: str) -> bool:
    """Does a quotation end here that began in an earlier block, as of a letter quoted whole?"""
    last = text[-2:-1] if text[-1:] in (".", ",", ";") else text[-1:]
    return last in ("”", '"', "»") and bool(_QUOTED.search(text)) and not _BRACKETED.fullmatch(text)


def is_signatory(text: str) -> bool:
    """Is the line a name with what the person is, in a list of those who sign ("Anna Varga, teacher")?"""
    name, _, office = text.partition(",")
    return 0 < len(office.split(None, 6)) <= 6 and is_name_line(_BRACKETS.sub("", name).strip())


def is_marked(text: str) -> bool:
    """Does the line tell what was stamped or written by hand on the paper ("[Stamp:] SEEN")?"""
    return bool(_MARKED.fullmatch(text))


def _region(weights: Sequence[Weight], quoted: int) -> tuple[int, int]:
    """The first and last of the lines that close the document; what follows was added below.

    A sign before `quoted`, where a quotation of several blocks ends, is one of the document that is quoted.
    """
    end = len(weights)
    start = end
    while start > 0 and weights[start - 1] != "body":
        start -= 1
    if any(weight in ("strong", "list") for weight in weights[start:end]):
        return start, end
    # No sure sign at the very end: paragraphs may have been added below one.
    added = 0
    for index in range(start - 1, quoted - 1, -1):
        if weights[index] in ("strong", "list"):
            last = index + 1
            while last < len(weights) and weights[last] != "body":
                last += 1
            first = index
            while first > 0 and weights[first - 1] != "body":
                first -= 1
            return first, last
        added += weights[index] == "body"
        if added > _ADDED:
            break
    return start, end


def _opens_closing(blocks: Sequence[Block], place: int, weights: Sequence[Weight], index: int) -> bool:
    """May a short line or note stand first: a line over a signature that is no office by its words?"""
    return (
        weights[index] == "short"
        and index + 1 < len(weights)
        and weights[index + 1] == "strong"
        and is_name_line(blocks[place].text)
    )


def _segments(
    blocks: Sequence[Block], low: int, weights: Sequence[Weight], lists: dict[int, int], start: int
) -> list[Segment]:
    segments: list[Segment] = []
    run: list[Block] = []
    run_kind: SegmentKind = "closer"

    def flush() -> None:
        nonlocal run
        if run:
            segments.append(Segment(run_kind, tuple(run)))
        run = []

    index = start
    while index < len(weights):
        if index in lists:
            flush()
            segments.append(Segment("list", tuple(blocks[low + index : low + index + lists[index]])))
            index += lists[index]
            continue
        block = blocks[low + index]
        added = run_kind == "rest" or weights[index] == "body" or bool(_POSTSCRIPT.match(block.text))
        wanted: SegmentKind = "rest" if added else "closer"
        if wanted != run_kind:
            flush()
            run_kind = wanted
        run.append(block)
        index += 1
    flush()
    return segments


def too_long(segments: Sequence[Segment]) -> bool:
    """Is more added below the signature than anybody adds?"""
    added = [block for segment in segments if segment.kind == "rest" for block in segment.blocks]
    return sum(len(block.text.split()) for block in added) > _ADDED_WORDS * 3


def is_note(text: str) -> bool:
    """Is the line a note that an office added ("NOTE: ...", "Spravka: ...")?"""
    return bool(_NOTE.match(text))


def _names_office(text: str) -> bool:
    """Does one of the first words name an office ("For the Deputy Head of Department")?"""
    position = 0
    for word in text.split()[:7]:
        position = text.index(word, position)
        if one_of("office_words").match(text, position):
            return True
        position += len(word)
    return False


def is_office(text: str) -> bool:
    """Is the line an office as it stands over or under a signature?"""
    return len(text) <= 110 and not is_prose(text) and _names_office(text) and text[-1:] not in ".;?!"


def dated_name(text: str) -> int:
    """The length of the date in a line such as "2.VI.50 Kelmin"; 0 if the line is no such thing."""
    found = dates_in(text) if len(text.rstrip(" .")) <= _LONGEST_DATED else ()
    if not found or found[0].start > 0:
        return 0
    rest = text[found[-1].end :].strip(" .")
    return found[-1].end if rest and is_name_line(rest) and len(rest.split()) <= 4 else 0
