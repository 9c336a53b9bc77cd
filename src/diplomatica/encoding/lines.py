"""What the lines round a text say of a name or date in them: a stamp of release, one who certifies, an audience.

    before  DECLASSIFIED / By QT Date 7/2/91        Correct: Tovik        Dear comrades and guests
    after   no date of the document                 not the sender        nobody's name

Why: a paper carries the marks of everybody who had it in hand; only some of them say when it was written, and by whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from diplomatica.encoding.header.data import table
from diplomatica.encoding.structure.model import Slot

_SHORT = 90  # characters: a longer line is prose
_BY_DATE = re.compile(r"by\s+[\w./]{1,12}(?:\s+[\w./]{1,12})?[\s,]+date\b", re.I)
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _opening(name: str) -> re.Pattern[str]:
    """One of the phrases of a list at the head of a line, as whole words."""
    phrases = sorted(table("lines")[name], key=len, reverse=True)
    return re.compile(r"[\s\[(*]*(?:" + "|".join(map(re.escape, phrases)) + r")(?![\w'’])", re.I)


def stamped(slots: Iterable[Slot]) -> frozenset[int]:
    """The identities of the slots that are the stamp of a release, with the lines right under its first one."""
    found: set[int] = set()
    inside = False
    for slot in slots:
        text = slot.block.text
        if len(text) > _SHORT or slot.role == "p":
            inside = False
        elif _opening("release").match(text) or _BY_DATE.match(text):
            inside = True
        elif slot.block.gap:
            inside = False
        if inside:
            found.add(id(slot))
    return frozenset(found)


def signers(signatures: Sequence[Slot]) -> list[Slot]:
    """The signatures without those of whoever only answers for a copy ("True copy: ...")."""
    kept: list[Slot] = []
    label = False
    for slot in signatures:
        match = _opening("certified").match(slot.block.text)
        rest = slot.block.text[match.end() :].strip(" :.,[]()-–—") if match else ""
        if match is None and not label:
            kept.append(slot)
        label = match is not None and not rest
    return kept


def certifies(text: str) -> bool:
    """Does a line name somebody who only answers for the copy?"""
    return _opening("certified").match(text) is not None


def is_through(text: str) -> bool:
    """Does a line of an address name the one through whom the paper goes?"""
    return _opening("through").match(text) is not None


def is_audience(text: str) -> bool:
    """Is a text a salutation to many ("Ladies and gentlemen")?"""
    words = [word.casefold() for word in _WORD.findall(text)]
    many = set(table("lines")["audience"])
    return any(word in many for word in words) and many.union(table("lines")["audience_fill"]).issuperset(words)
