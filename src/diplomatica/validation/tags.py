"""The start tags of a document that have attributes, one by one, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

from diplomatica.tei.located import XML
from diplomatica.validation.large import PART
from diplomatica.validation.pointers import joined

_BASE = f"{XML} base"
_LONGEST_PATH = 500  # steps of an XPath
_Step = tuple[Any, str, int]  # of a path: the step before, if any, the name and its number among the like


class Tag(NamedTuple):
    """The start tag of an element: names as expat gives them, its place, its last step, and the xml:base there."""

    name: str
    attributes: list[tuple[str, str]]
    place: tuple[int, int]
    step: _Step
    base: str

    @property
    def path(self) -> str:
        """Its XPath; empty for one that no person would read."""
        parts: list[str] = []
        step: _Step | None = self.step
        while step is not None and len(parts) < _LONGEST_PATH:
            step, name, number = step
            parts.append(f"/{name.rpartition(' ')[2]}[{number}]")
        return "".join(reversed(parts)) if step is None else ""


def tags(data: bytes) -> Iterator[Tag]:
    """The start tags that have attributes; of a document that is not well-formed, those before it breaks off.

    The document is parsed a part at a time: what nobody keeps of its tags is never in memory all at once.
    """
    found: list[Tag] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    levels: list[tuple[_Step | None, dict[str, int], str]] = [(None, {}, "")]

    def start(name: str, attributes: list[str]) -> None:
        before, counts, base = levels[-1]
        number = counts[name] = counts.get(name, 0) + 1
        step = (before, name, number)
        if attributes:
            pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
            if _BASE in attributes:
                base = joined(base, dict(pairs).get(_BASE, ""))
            found.append(Tag(name, pairs, (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1), step, base))
        levels.append((step, {}, base))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: levels.pop()
    try:
        for at in range(0, max(1, len(data)), PART):
            try:
                parser.Parse(data[at : at + PART], at + PART >= len(data))
            except (expat.ExpatError, ValueError, LookupError):
                break
            yield from found
            found.clear()
        yield from found
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
