"""Stretches of a block's text to nested elements.

Rules say what a stretch is (`Span`); this module alone turns the stretches of one block into elements. The sigla at
the ends of a stretch (brackets, "[sic]") are not text any more: the element stands for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diplomatica.tei.tree import Element

# Elements that hold no text of their own: the white space between their children is not text.
_ELEMENT_ONLY = frozenset({"choice", "gap"})
# Elements that may hold nothing but text.
_TEXT_ONLY = frozenset({"idno"})
# A name over the same stretch as a choice holds it, though the choice wins where the two cross.
_INSIDE = "choice"
_RANK_INSIDE = 45
# Elements that hold phrases only (macro.phraseSeq of TEI).
_PHRASES = frozenset(
    {"persName", "placeName", "orgName", "roleName", "date", "gloss", "abbr", "expan", "ex", "num", "desc", "choice"}
)
_DEPTH = 48  # deeper nesting than this is noise, not editing


@dataclass(slots=True)
class Span:
    """`text[start:end]` of a block becomes the element `tag`.

    The first `open` and the last `close` characters are sigla that the element stands for. `rank` orders elements over
    the same stretch, the outer first, and decides which of two that cross is kept: the lower. `content` replaces the
    text of the stretch. `rule` is the code of the rule that found it, `low` that it was not sure.
    """

    start: int
    end: int
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    open: int = 0
    close: int = 0
    rank: int = 50
    content: list[Element | str] | None = None
    rule: str = ""
    low: bool = False


def nested(spans: Iterable[Span]) -> list[Span]:
    """The spans that nest in one another, outer before inner; of two that cross the one of lower rank is kept."""
    kept: list[Span] = []
    stack: list[Span] = []
    dropped: set[int] = set()
    ordered = [
        (span.start, -span.end, _RANK_INSIDE if span.tag == _INSIDE else span.rank, number, span)
        for number, span in enumerate(spans)
    ]
    ordered.sort()
    for start, minus_end, _, _, span in ordered:
        end = -minus_end
        if end <= start:
            continue
        while stack and stack[-1].end <= start:
            stack.pop()
        if not stack:
            stack.append(span)
            kept.append(span)
            continue
        fits = len(stack) < _DEPTH
        while fits and stack:
            outer = stack[-1]
            if start >= outer.start + outer.open and end <= outer.end - outer.close:
                fits = outer.content is None and outer.tag not in _TEXT_ONLY
                break
            if span.rank < outer.rank:
                dropped.add(id(outer))
                stack.pop()
            else:
                fits = False
        if fits:
            stack.append(span)
            kept.append(span)
    return [span for span in kept if id(span) not in dropped] if dropped else kept


def render(text: str, spans: Sequence[Span], *, phrase: bool = False) -> list[Element | str]:
    """The content of an element: `text` with its spans (see `nested`) as elements.

    `phrase` says that the content is part of a line: there, and inside names and the like, TEI has no `stage`, so that
    a `note` takes its place, and no `said`.
    """
    if not spans:
        return [text] if text else []
    content: list[Element | str] = []
    # The open element: its children, whether it may hold white space, where its text and where the element ends (with
    # the sigla behind the text), whether it holds phrases only; and below, those round it.
    children, element_only, inner, outer = content, False, len(text), len(text)
    stack: list[tuple[list[Element | str], bool, int, int, bool]] = []
    position = 0
    following = [span.start for span in spans[1:]]
    following.append(outer)
    for span, after in zip(spans, following, strict=True):
        start, end, tag = span.start, span.end, span.tag
        while outer <= start and stack:
            if position < inner:
                _put(text[position:inner], children, element_only)
            position = outer
            children, element_only, inner, outer, phrase = stack.pop()
        if phrase:
            if tag == "said":
                continue
            if tag == "stage":
                tag = "note"
        if position < start:
            _put(text[position:start], children, element_only)
        element = Element(tag)
        element.attrs = span.attrs.copy()
        children.append(element)
        if span.content is not None:
            element.children.extend(span.content)
            position = end
            continue
        position = start + span.open
        if after >= end:  # nothing stands in it but text
            if position < end - span.close:
                _put(text[position : end - span.close], element.children, tag in _ELEMENT_ONLY)
            position = end
            continue
        stack.append((children, element_only, inner, outer, phrase))
        children, element_only = element.children, tag in _ELEMENT_ONLY
        outer = end
        inner, phrase = outer - span.close, phrase or tag in _PHRASES
    while stack:
        if position < inner:
            _put(text[position:inner], children, element_only)
        position = outer
        children, element_only, inner, outer, phrase = stack.pop()
    if position < inner:
        _put(text[position:inner], children, element_only)
    return content


def _put(string: str, children: list[Element | str], element_only: bool) -> None:
    """Append a string, unless it is white space where that means nothing."""
    if not element_only or string.strip():
        children.append(string)
