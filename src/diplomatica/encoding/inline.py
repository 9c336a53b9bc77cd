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


def _order(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, _INSIDE.get(span.tag, span.rank)


def nested(spans: Iterable[Span]) -> list[Span]:
    """The spans that nest in one another, outer before inner; of two that cross the one of lower rank is kept."""
    kept: list[Span] = []
    stack: list[Span] = []
    dropped: set[int] = set()
    for span in sorted(spans, key=_order):
        start, end = span.start, span.end
        if end <= start:
            continue
        while stack and stack[-1].end <= start:
            stack.pop()
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
    writer = _Writer(text, phrase)
    for span in spans:
        writer.add(span)
    return writer.end()


class _Writer:
    """Writes a text with its spans: the element that is open, and those round it."""

    __slots__ = ("children", "element_only", "inner", "outer", "phrase", "position", "stack", "text")

    def __init__(self, text: str, phrase: bool) -> None:
        self.text = text
        self.position = 0
        self.children: list[Element | str] = []
        self.element_only = False
        # The text of the open element ends at `inner`, the element at `outer`, the sigla at its end included.
        self.inner = self.outer = len(text)
        self.phrase = phrase
        self.stack: list[tuple[list[Element | str], bool, int, int, bool]] = []

    def _put(self, end: int) -> None:
        """Write the text up to a position."""
        if self.position < end:
            string = self.text[self.position : end]
            if not self.element_only or string.strip():
                self.children.append(string)

    def _close(self, limit: int) -> None:
        """Close the elements that end before a position."""
        while self.stack and self.outer <= limit:
            self._put(self.inner)
            self.position = self.outer
            self.children, self.element_only, self.inner, self.outer, self.phrase = self.stack.pop()

    def add(self, span: Span) -> None:
        """Write the text before a span, and open its element."""
        start, tag = span.start, span.tag
        if self.outer <= start:
            self._close(start)
        if self.phrase and tag == "said":
            return
        if self.position < start:
            self._put(start)
        element = Element("note" if self.phrase and tag == "stage" else tag)
        element.attrs = dict(span.attrs)
        self.children.append(element)
        if span.content is not None:
            element.children.extend(span.content)
            self.position = span.end
            return
        self.position = start + span.open
        self.stack.append((self.children, self.element_only, self.inner, self.outer, self.phrase))
        self.children, self.element_only = element.children, element.tag in _ELEMENT_ONLY
        self.inner, self.outer, self.phrase = span.end - span.close, span.end, self.phrase or tag in _PHRASES

    def end(self) -> list[Element | str]:
        """Close all elements; the content."""
        self._close(len(self.text))
        self._put(len(self.text))
        return self.children
