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
# A name over the same stretch as these holds them, though they win where the two cross.
_INSIDE = {"choice": 45}
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
    for span in sorted(spans, key=lambda s: (s.start, -s.end, _INSIDE.get(s.tag, s.rank))):
        if span.end <= span.start:
            continue
        while stack and stack[-1].end <= span.start:
            stack.pop()
        fits = len(stack) < _DEPTH
        while fits and stack:
            outer = stack[-1]
            if span.start >= outer.start + outer.open and span.end <= outer.end - outer.close:
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
    return [span for span in kept if id(span) not in dropped]


def render(text: str, spans: Sequence[Span], *, phrase: bool = False) -> list[Element | str]:
    """The content of an element: `text` with its spans (see `nested`) as elements.

    `phrase` says that the content is part of a line: there, and inside names and the like, TEI has no `stage`, so that
    a `note` takes its place, and no `said`.
    """
    root = Element("")
    stack: list[tuple[Element, int, int, bool]] = [(root, len(text), len(text), phrase)]
    position = 0

    def put(end: int) -> None:
        if position < end:
            parent = stack[-1][0]
            string = text[position:end]
            if parent.tag in _ELEMENT_ONLY and not string.strip():
                return
            parent.children.append(string)

    def close(limit: int) -> None:
        nonlocal position
        while len(stack) > 1 and stack[-1][2] <= limit:
            put(stack[-1][1])
            position = stack[-1][2]
            stack.pop()

    for span in spans:
        close(span.start)
        inside = stack[-1][3]
        if inside and span.tag == "said":
            continue
        put(span.start)
        element = Element("note" if inside and span.tag == "stage" else span.tag)
        element.attrs = dict(span.attrs)
        stack[-1][0].children.append(element)
        if span.content is not None:
            element.children.extend(span.content)
            position = span.end
            continue
        position = span.start + span.open
        stack.append((element, span.end - span.close, span.end, inside or span.tag in _PHRASES))
    close(len(text))
    put(len(text))
    return root.children
