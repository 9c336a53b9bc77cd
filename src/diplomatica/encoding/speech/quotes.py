"""Quoted stretches of a paragraph.

Only a quotation that may be somebody's words counts: one of four words or more, one that ends as a sentence does, one
after a colon, or one that the paragraph leaves open. A title or a single word in quotation marks stays part of its
sentence, and an apostrophe is no mark:

    before  The so-called "line" is Orlo's. He said: "We agree."
    after   one quotation: "We agree."
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile('[“”„«»"]|(?<![^\\s(:—])‘(?=[^\\W\\d_])')
_SINGLE_END = re.compile(r"’(?![^\W_])")
_PAIRS = {"“": '”"', "„": '“”"', "«": "»", '"': '"”'}
_MARKS = '"“”„«»‘'
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text[start:end]`, marks included; `closed` is False if the paragraph ends inside it."""

    start: int
    end: int
    closed: bool


def marks(text: str) -> bool:
    """Is there any quotation mark in the text?"""
    if '"' in text:
        return True
    return not text.isascii() and any(mark in text for mark in _MARKS)


def find(text: str, inside: bool = False) -> tuple[Quotation, ...]:
    """The quotations of a paragraph in order, not overlapping.

    `inside` says that the paragraph before ended within a quotation: the quotation then goes on from the start of this
    one, whether or not the mark is repeated there.
    """
    found: list[Quotation] = []
    start = -1
    opener = ""
    depth = 0
    stripped = len(text) - len(text.lstrip())
    if inside:
        start = stripped
        opener = text[stripped] if text[stripped : stripped + 1] in _PAIRS else "“"
    singles = _SingleEnds(text)
    skip_to = 0
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if at < skip_to or (inside and at == stripped):
            continue
        if start < 0:
            if mark == "‘":
                end = singles.after(at)
                if end > 0 and _counts(text, at, end, True):
                    found.append(Quotation(at, end, True))
                    skip_to = end
            elif mark in _PAIRS and (mark != '"' or _opens(text, at)):
                start, opener, depth = at, mark, 0
        elif mark in _PAIRS[opener] and not (mark == opener and _opens(text, at)):
            if depth:
                depth -= 1
                continue
            if _counts(text, start, at + 1, True):
                found.append(Quotation(start, at + 1, True))
            start = -1
        elif mark == opener and mark != '"' and not inside:
            depth += 1
    if start >= 0:
        end = len(text.rstrip())
        if _counts(text, start, end, False):
            found.append(Quotation(start, end, False))
    return tuple(found)


class _SingleEnds:
    """The ends of quotations in single marks; looks through the text once however often it is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._next = -1

    def after(self, position: int) -> int:
        """The end of a quotation in single marks that starts at `position`, -1 if there is none."""
        if self._next < 0 and self._at < 0:
            return -1
        if self._next <= position:
            match = _SINGLE_END.search(self._text, position + 1)
            if match is None:
                self._next, self._at = -1, -1
                return -1
            self._next = match.end()
        return self._next


def _opens(text: str, at: int) -> bool:
    """Does a mark of unknown direction open a quotation? It stands before a word and not after one."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([:—–-") and not after.isspace()


def _counts(text: str, start: int, end: int, closed: bool) -> bool:
    if not closed:
        # a mark that is never closed and stands in the middle of a sentence is a slip, not a quotation
        before = text[:start].rstrip() if start < 400 else text[start - 4 : start].rstrip()
        return not before or before[-1] in ":,.;!?([”" or start == 0
    body = text[start + 1 : end - 1]
    last = body.rstrip()[-1:]
    if last in (".", "!", "?", "…", ","):
        return True
    if text[max(0, start - 2) : start].rstrip().endswith(":"):
        return True
    return body.count(" ") + 1 >= _LEAST_WORDS
