"""The tags of a document, by their places: what is needed to rename an element, or to move it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from diplomatica.validation.fix.written import Written

_TAG = re.compile(r"<[^\s<>/]+(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>|</[^\s<>]+\s*>")


@dataclass(slots=True)
class Tagged:
    """An element: where its tags begin and end in the text; of an empty-element tag, both are the same.

    `parent` is the index of the element around, -1 for the root; `name` is as it is written.
    """

    name: str
    start: int
    start_end: int
    end: int
    end_end: int
    parent: int


class Tags:
    """The elements of a document that is well-formed, in their order."""

    def __init__(self, written: Written, data: bytes) -> None:
        self.elements: list[Tagged] = []
        parser = expat.ParserCreate()
        stack = [-1]

        def tag() -> tuple[int, int]:
            line = parser.CurrentLineNumber
            # Expat counts the byte order mark as the first character.
            at = written.offset(line, parser.CurrentColumnNumber + 1 - (written.mark if line == 1 else 0))
            found = _TAG.match(written.text, at)
            return (at, found.end()) if found else (at, at)

        def start(name: str, _attributes: object) -> None:
            at, end = tag()
            self.elements.append(Tagged(name, at, end, at, end, stack[-1]))
            stack.append(len(self.elements) - 1)

        def end(_name: str) -> None:
            element = self.elements[stack.pop()]
            if not written.text.endswith("/>", element.start, element.start_end):
                element.end, element.end_end = tag()

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        try:
            parser.Parse(data, True)
        finally:
            parser.StartElementHandler = parser.EndElementHandler = None
        self._at = {element.start: index for index, element in enumerate(self.elements)}

    def at(self, offset: int) -> int:
        """The index of the element whose start tag begins at a place; -1 where none does."""
        return self._at.get(offset, -1)

    def children(self, parent: int, name: str) -> list[int]:
        """The children of an element that have a name."""
        return [index for index, item in enumerate(self.elements) if item.parent == parent and item.name == name]
