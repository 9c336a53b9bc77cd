"""The summary that a page puts under the document without a label.

It is told from the last paragraph of the document by what it is: one paragraph of whole sentences about the document,
in the third person, after the document has ended. In doubt it is the document's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from diplomatica.source.layouts.lines import Line, bare, is_dateline

_LONGEST = 4000
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*$")
_PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our)\b")
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_LISTED = re.compile(r"^(?:[-–—•*]|\(?\w{1,3}[.)]\s|\[\d+\]|\d+\s)")
_TURN = re.compile(r"^[^.!?]{2,60}:\s")
_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,}")
_WRAPPED = 130  # columns
_BLOCK = 14  # lines


@dataclass(frozen=True, slots=True)
class _Words:
    acts: re.Pattern[str]
    openings: re.Pattern[str]
    office: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(files(__package__).joinpath("data/summary.toml").read_text(encoding="utf-8"))
    return _Words(
        re.compile(rf"\b(?:{'|'.join(data['acts'])})\b"),
        re.compile(rf"^(?:{'|'.join(data['openings'])})\b"),
        re.compile(rf"^(?:{'|'.join(data['office'])})\b", re.I),
    )


def summary_at(raw: Sequence[str], lines: Sequence[Line], title: str, offset: int) -> int | None:
    """The index of the first line of the summary, or None if the last paragraph is the document's.

    `raw` are the lines between the top and the end of the page, `lines` their places, `offset` is added to the index.
    """
    if len(raw) < 2:
        return None
    first = _paragraph(raw, lines)
    if first == 0:
        return None
    paragraph = " ".join(bare(line) for line in raw[first:]) if len(raw) - first > 1 else bare(raw[first])
    before = raw[first - 1]
    if not _possible(paragraph):
        return None
    return first + offset if _evidence(paragraph, bare(before[-600:]), raw, lines, first, title) >= 2 else None


def _paragraph(raw: Sequence[str], lines: Sequence[Line]) -> int:
    """The index of the first line of the last paragraph; a paragraph is a line unless the text is wrapped."""
    last = len(raw) - 1
    if len(raw[last]) > _WRAPPED or lines[last].gap:
        return last
    start = last
    while start > 0 and not lines[start].gap and len(raw[start]) <= _WRAPPED:
        start -= 1
    if start == 0 or last - start >= _BLOCK:
        return last
    wrapped = all(
        len(raw[index]) >= 45 and not _SENTENCE_END.search(raw[index][-3:]) for index in range(start, last)
    ) or all(65 <= len(raw[index]) <= _WRAPPED for index in range(start, last))
    return start if wrapped else last


def _possible(paragraph: str) -> bool:
    if not 20 <= len(paragraph) <= _LONGEST:
        return False
    words = _words()
    if _LISTED.match(paragraph) or _TURN.match(paragraph) or words.office.match(paragraph):
        return False
    if paragraph[0].islower() or paragraph[0] in "([{" or paragraph.isupper():
        return False
    if not _SENTENCE_END.search(paragraph[-4:]) and not words.openings.match(paragraph):
        return words.acts.search(paragraph) is not None and len(paragraph) > 40
    return _PERSONAL.search(_QUOTED.sub("", paragraph)) is None


def _evidence(paragraph: str, before: str, raw: Sequence[str], lines: Sequence[Line], first: int, title: str) -> int:
    words = _words()
    head = paragraph[:240]
    score = 0
    if _closes(before):
        score += 2
    if lines[first].gap and first > 2 and not any(line.gap for line in lines[max(1, first - 12) : first]):
        score += 2  # set apart in a text that sets nothing apart
    elif first > 1 and lines[first].gap > max((line.gap for line in lines[max(1, first - 12) : first]), default=0):
        score += 1
    if words.openings.match(paragraph):
        score += 2
    elif words.acts.search(head) and not words.acts.search(before[:240]):
        score += 1
    shared = {word.casefold() for word in _CAPITALISED.findall(title)} & {
        word.casefold() for word in _CAPITALISED.findall(head)
    }
    if shared:
        score += 1
    if _TURN.match(before):
        score += 1
    if not lines[first].gap and any(line.gap for line in lines[max(1, first - 12) : first]):
        score -= 2  # not set apart in a text that sets its paragraphs apart
    return score


def _closes(line: str) -> bool:
    """Does a line look like the last one of a document: a signature, date, copy note, footnote, end of a list?"""
    if is_dateline(line) or _words().office.match(line):
        return True
    if line.startswith("[") or line.endswith("]"):
        return True
    if _SENTENCE_END.search(line[-3:]) and len(line) > 60:
        return False
    return len(line) <= 90 and not _SENTENCE_END.search(line[-3:]) and not _TURN.match(line)
