"""Headings inside the text.

    before  Tobacco Advertising / The Chancellor refers to ...
    after   <div type="section"><head>Tobacco Advertising</head><p>The Chancellor refers to ...</p></div>

Why: a heading opens a section, so that every later view has its outline. A paragraph that merely lost its full stop
reads like a sentence: it has a pronoun or a finite verb, a heading has not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.encoding.inline import Span
from diplomatica.encoding.structure.pages import Turned, is_rule
from diplomatica.encoding.structure.prose import is_prose
from diplomatica.encoding.structure.words import is_capitals, is_name_line, is_title_case, label, letterspaced, one_of

CODE = "STR80"
_VERBAL = re.compile(
    r"\b(?:I|we|he|she|they|it|you|will|would|was|were|is|are|am|has|have|had|said|says|can|could|should|shall|must|may|did|does|do|been|let|please)\b",
    re.I,
)
_ABOUT = re.compile(r"(?:regarding|concerning|on|about|as to|with regard to|in the event)\b", re.I)
_STOP = re.compile(r"[.!?;,…](?:[\"”’»)\]])*$")
_AGENDA_ITEM = re.compile(
    r"(?:agenda )?(?:item|point|part|section|chapter|question|paragraph)\s+[\dIVXA-Z][\w. ]{0,8}[.:]", re.I
)
_MAX = 150


def is_heading(blocks: Sequence[Turned], index: int, *, transcript: bool = False) -> bool:
    """Is the block a heading of what follows?"""
    block = blocks[index].block
    text = block.text
    if block.cell is not None or block.caption is not None:
        return False
    if not text or len(text) > _MAX or text[0].islower() or blocks[index].is_page or is_rule(block):
        return False
    if text.endswith(":") and blocks[index + 1 : index + 2] and blocks[index + 1].block.text[:1] in '“"«„':
        return False
    if index + 1 >= len(blocks) or (text[0] in "[“\"'‘(«" and not text.endswith(")")):
        return False
    following = blocks[index + 1].block
    if not following.text:
        return False
    if _AGENDA_ITEM.match(text):
        return len(text) <= 100
    if following.cell is not None and not block.marker:
        return is_capitals(text) and not _STOP.search(text) and not text.endswith(":")
    if block.marker:
        return _numbered(text, block.marker, blocks, index, transcript)
    if _STOP.search(text) and not (is_capitals(text) and not text.endswith(",")):
        return False
    if text.endswith(":") and len(text.split()) == 1 and not _label(text):
        return True
    if text.endswith(":") and is_capitals(text):
        return len(text.split()) <= 6 and not _label(text)
    if text.endswith(":"):
        return len(text.split()) <= 5 and not _VERBAL.search(text) and not following.marker and not _label(text)
    if is_capitals(text) or letterspaced(text):
        if is_capitals(following.text) and len(following.text.split()) > 7:
            return len(text.split()) <= 8 and not _STOP.search(text)  # all of the document is in capitals
        return len(text.split()) <= 24
    if _label(text) or (":" in text[:40] and not is_title_case(text)):
        return False
    before = blocks[index - 1].block.text if index else ""
    if (
        is_title_case(text)
        and len(text.split()) <= 2
        and before[-1:] in (".", "?", "!")
        and not is_name_line(following.text)
    ):
        return True
    if is_title_case(text):
        return len(text.split()) <= 20 and (bool(following.marker) or _opens(following.text, transcript))
    return (
        not _VERBAL.search(text) and len(text.split()) <= 22 and is_prose(following.text) and not re.match(r"\d", text)
    )


def _opens(text: str, transcript: bool) -> bool:
    return is_prose(text) or transcript or len(text) > 60 or is_title_case(text)


def _label(text: str) -> bool:
    return any(label(text, name) for name in ("subject", "participants", "distribution", "signature"))


def _numbered(text: str, marker: str, blocks: Sequence[Turned], index: int, transcript: bool) -> bool:
    following = blocks[index + 1].block
    words = len(text.split())
    titled = is_title_case(re.sub(r"\s*[(\[].*", "", text))
    if marker[:1] in "-–—•·▪" or words > (30 if titled else 18):
        return False
    if text.endswith(":") and words > 4 and not is_title_case(text) and not _ABOUT.match(text):
        return False
    if transcript and words <= 14 and ":" in following.text[:60] and not _VERBAL.search(text):
        return True
    if text.endswith((".", "?", "!", ";", ",")):
        return False
    if following.marker and _same_kind(marker, following.marker):
        return False
    if following.marker:
        return not _VERBAL.search(text) and _heading_after(blocks, index + 1)
    if text.endswith(":") and not (is_title_case(text) or words <= 4 or _ABOUT.match(text)):
        return False
    return is_prose(following.text) and (titled or text.endswith(":") or not _VERBAL.search(text))


def _heading_after(blocks: Sequence[Turned], index: int) -> bool:
    """Does a numbered block of another kind follow that is a heading or a first item itself?"""
    return index + 1 < len(blocks) and bool(blocks[index].block.text)


def _same_kind(one: str, other: str) -> bool:
    return re.sub(r"\w+", "1", one) == re.sub(r"\w+", "1", other)


_OWN_NUMBER = re.compile(r"(?:(?:No\.?|NO\.?|N|Nr\.?|№|Nº|N°|#)\s?|(?<=[A-Za-z]{4} ))\d[\w./-]*$")


def own_number(text: str) -> list[Span]:
    """The number in a heading that is nothing but the name of the genre and a number ("PROTOCOL No. 214")."""
    match = _OWN_NUMBER.search(text)
    if match is None:
        return []
    before = text[: match.start()]
    solid = re.sub(r"(?<=\b\w) (?=\w\b)", "", before)
    if len(solid.split()) > 3 or not one_of("document_words").search(solid):
        return []
    return [Span(match.start(), match.end(), "idno", {"type": "docNumber"}, rank=2, rule="STR24")]
