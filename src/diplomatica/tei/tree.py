"""A small tree of TEI elements and its stable serialisation.

It exists because an encoder writes far more than it reads: a plain tree of slots and a writer of strings is several
times faster than a general DOM, and every byte of the layout is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplomatica.tei.escape import escape

TEI_NS = "http://www.tei-c.org/ns/1.0"

# Elements whose content is other elements alone: white space in them means nothing, so their children get a line each.
# All others are written in one line, because white space in them is text.
STRUCTURAL = frozenset(
    """TEI teiHeader fileDesc titleStmt publicationStmt sourceDesc msDesc msIdentifier altIdentifier encodingDesc
    appInfo editorialDecl classDecl taxonomy profileDesc langUsage correspDesc textClass particDesc settingDesc
    listPerson listPlace listOrg text front body back group floatingText div list sp postscript address
    availability notesStmt revisionDesc table row opener closer""".split()
)

_ATTRIBUTE_ESCAPES = re.compile('[&<>"\n\t\r]')
_SHORT = 40  # characters
_KEPT = 4096  # values
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


class Element:
    """An element of the TEI namespace: name, attributes in the order they are written, children.

    In the names of attributes given as keywords "__" stands for the colon (`xml__id`).
    """

    __slots__ = ("attrs", "children", "tag")

    def __init__(self, tag: str, *children: Element | str, **attrs: str) -> None:
        self.tag = tag
        if attrs:
            for name in attrs:
                if "__" in name:
                    attrs = {name.replace("__", ":"): value for name, value in attrs.items()}
                    break
        self.attrs: dict[str, str] = attrs
        self.children: list[Element | str] = [*children]

    def add(self, *children: Element | str) -> Element:
        """Append children and return the element itself."""
        self.children.extend(children)
        return self

    def iter(self) -> Iterator[Element]:
        """The element and all elements in it, in document order."""
        found: list[Element] = [self]
        _gather(self, found)
        return iter(found)

    def string(self) -> str:
        """All text in the element."""
        return "".join(child if isinstance(child, str) else child.string() for child in self.children)

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attrs} {len(self.children)}>"


def _gather(element: Element, found: list[Element]) -> None:
    for child in element.children:
        if not isinstance(child, str):
            found.append(child)
            inside = child.children
            if len(inside) > 1 or (inside and not isinstance(inside[0], str)):
                _gather(child, found)


def _escaped(value: str) -> str:
    """The value of an attribute with the characters escaped that XML does not let stand there."""
    if "&" in value or "<" in value or ">" in value or '"' in value or not value.isprintable():
        return _ATTRIBUTE_ESCAPES.sub(lambda match: _ENTITIES[match.group()], value)
    return value


class _Values(dict[str, str]):
    """Values of attributes, escaped: pointers and keywords come again and again, and are remembered."""

    def __missing__(self, value: str) -> str:
        escaped = _escaped(value)
        if len(value) <= _SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[value] = escaped
        return escaped


_VALUES = _Values()


def serialize(root: Element, *, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    """The tree as XML text: structural elements indented by one space a level, everything else in one line."""
    out: list[str] = [prolog]
    _write(root, out, 0, f' xmlns="{TEI_NS}"')
    out.append("\n")
    return "".join(out)


def _write(element: Element, out: list[str], depth: int, namespace: str = "") -> None:
    tag, children = element.tag, element.children
    start = f"<{tag}{namespace}"
    if element.attrs:
        for name, value in element.attrs.items():
            start += f' {name}="{_VALUES[value]}"'
    if not children:
        out.append(f"{start}/>")
        return
    if len(children) == 1:
        first = children[0]
        if isinstance(first, str):
            if "&" in first or "<" in first or ">" in first:
                first = escape(first)
            out.append(f"{start}>{first}</{tag}>")
            return
    out.append(f"{start}>")
    if tag in STRUCTURAL and str not in map(type, children):
        line = "\n" + " " * (depth + 1)
        for child in children:
            assert isinstance(child, Element)
            out.append(line)
            _write(child, out, depth + 1)
        out.append(f"\n{' ' * depth}</{tag}>")
        return
    for child in children:
        if isinstance(child, str):
            out.append(escape(child) if "&" in child or "<" in child or ">" in child else child)
        else:
            _write(child, out, depth + 1)
    out.append(f"</{tag}>")
