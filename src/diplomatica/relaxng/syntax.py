"""Is a tree RELAX NG in XML syntax (specification, section 3), and are its addresses what they may be (4.3 to 4.5)?

The reader takes what it knows; what it would pass over in silence is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.model import RNG
from diplomatica.relaxng.xml_names import is_ncname
from diplomatica.tei.located import Node

_WHITE = " \t\r\n"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

# What can stand in an element: elements of one of these families.
_PATTERN, _NAMES, _CONTENT, _INCLUDED, _EXCEPT_PATTERN, _EXCEPT_NAMES = range(6)

_PATTERNS = frozenset(
    "element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref parentRef empty value data"
    " notAllowed externalRef grammar text".split()
)
_NAME_CLASSES = frozenset({"name", "anyName", "nsName", "choice"})
_FAMILIES: Final = {
    _PATTERN: _PATTERNS,
    _NAMES: _NAME_CLASSES,
    _CONTENT: frozenset({"start", "define", "div", "include"}),
    _INCLUDED: frozenset({"start", "define", "div"}),
}
_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "element": frozenset({"name"}),
    "attribute": frozenset({"name"}),
    "ref": frozenset({"name"}),
    "parentRef": frozenset({"name"}),
    "value": frozenset({"type"}),
    "data": frozenset({"type"}),
    "param": frozenset({"name"}),
    "externalRef": frozenset({"href"}),
    "include": frozenset({"href"}),
    "start": frozenset({"combine"}),
    "define": frozenset({"name", "combine"}),
}
_COMMON: Final = frozenset({"ns", "datatypeLibrary"})
_NONE: Final[frozenset[str]] = frozenset()
_REQUIRED: Final = {
    "ref": "name", "parentRef": "name", "data": "type", "param": "name", "externalRef": "href", "include": "href",
    "define": "name",
}  # fmt: skip
_QNAMES: Final = frozenset({("element", "name"), ("attribute", "name")})
_TEXT: Final = frozenset({"value", "param", "name"})
_BARE: Final = frozenset({"ref", "parentRef", "empty", "text", "notAllowed", "externalRef"})
_SOME: Final = frozenset("group interleave choice optional zeroOrMore oneOrMore list mixed start define".split())

# From the address of the file (or an `xml:base` within it) and an address as it stands there to a path.
Resolve = Callable[[Node, str, str], str]


def checked(root: Node, resolve: Resolve) -> Node:
    """The same tree, each `href` in it made a path. Raises `UnusableInput` with the place of what is wrong."""
    _allowed(root, _PATTERN)
    stack: list[tuple[Node, int, str]] = [(root, _PATTERN, root.file)]
    while stack:
        node, family, base = stack.pop()
        if "xml:base" in node.attrs:
            base = resolve(node, base, node.attrs["xml:base"])
        if node.attrs:
            _attributes(node)
            if "href" in node.attrs:
                node.attrs["href"] = resolve(node, base, node.attrs["href"].strip(_WHITE))
        required = _REQUIRED.get(node.name)
        if required is not None and required not in node.attrs:
            raise _fault(node, f"“{node.name}” without @{required}")
        stack.extend((child, inner, base) for child, inner in _children(node, family))
    return root


def _children(node: Node, family: int) -> list[tuple[Node, int]]:
    """The children that are of RELAX NG, each with its family."""
    kind = node.name
    if kind in _TEXT:
        if any(not isinstance(child, str) for child in node.children):
            raise _fault(node, f"an element in “{kind}”")
        if kind == "name" and not _is_qname(node.text()):
            raise _fault(node, f"“{node.text()}” is no name")
        return []
    children: list[Node] = []
    for child in node.children:
        if not isinstance(child, str):
            if child.ns == RNG:
                children.append(child)
        elif child.strip(_WHITE):
            raise _fault(node, f"text in “{kind}”")
    if kind in _BARE:
        if children:
            raise _fault(children[0], f"“{children[0].name}” can’t stand in “{kind}”")
        return []
    inner, number = [_inner(node, kind, family)] * len(children), len(children)
    if kind in ("element", "attribute") and "name" not in node.attrs:
        if not children:
            raise _fault(node, f"“{kind}” without a name")
        inner[0] = _NAMES
        number -= 1
    if (kind in _SOME or kind in ("element", "except")) and number < 1:
        raise _fault(node, f"“{kind}” without content")
    if (kind in ("attribute", "start") or (family == _NAMES and kind != "choice")) and number > 1:
        raise _fault(children[-1], f"more than one pattern in “{kind}”")
    for place, child in enumerate(children):
        if kind == "data":
            if child.name == "except" and place == number - 1:
                inner[place] = _EXCEPT_PATTERN
            elif child.name != "param":
                raise _fault(child, f"“{child.name}” can’t stand here in “data”")
        elif kind in ("anyName", "nsName"):
            if child.name != "except":
                raise _fault(child, f"“{child.name}” can’t stand in “{kind}”")
        else:
            _allowed(child, inner[place])
    return list(zip(children, inner, strict=True))


def _inner(node: Node, kind: str, family: int) -> int:
    """The family of what stands in an element."""
    if kind == "grammar":
        return _CONTENT
    if kind == "include":
        return _INCLUDED
    if kind == "div":
        return family
    if family == _NAMES:
        return _EXCEPT_NAMES if kind in ("anyName", "nsName") else _NAMES
    return _NAMES if family == _EXCEPT_NAMES else _PATTERN


def _allowed(node: Node, family: int) -> None:
    if node.ns != RNG:
        raise _fault(node, f"“{node.name}” is no element of RELAX NG")
    if node.name not in _FAMILIES[family]:
        raise _fault(node, f"“{node.name}” can’t stand here")


def _attributes(node: Node) -> None:
    own = _ATTRIBUTES.get(node.name, _NONE)
    for key, value in node.attrs.items():
        if key in own:
            _value(node, key, value.strip(_WHITE))
        elif key == "datatypeLibrary":
            if value and ("#" in value or not _SCHEME.match(value) or _SCHEME.fullmatch(value)):
                raise _fault(node, f"“{value}” is no absolute address of a datatype library")
            if re.search(r"%(?![0-9A-Fa-f]{2})", value):
                raise _fault(node, f"“{value}” is no address")
        elif key not in _COMMON and (key[0] != "{" or key.startswith(f"{{{RNG}}}")) and not key.startswith("xml:"):
            raise _fault(node, f"“{node.name}” has no @{key.rpartition('}')[2]}")


def _value(node: Node, key: str, value: str) -> None:
    if key == "combine":
        if value not in ("choice", "interleave"):
            raise _fault(node, f"@combine is “choice” or “interleave”, not “{value}”")
    elif (node.name, key) in _QNAMES:
        if not _is_qname(value):
            raise _fault(node, f"“{value}” is no name")
    elif key != "href" and not is_ncname(value):
        raise _fault(node, f"“{value}” is no name without a colon")


def _is_qname(text: str) -> bool:
    prefix, colon, local = text.strip(_WHITE).rpartition(":")
    return is_ncname(local) and (not colon or is_ncname(prefix))


def _fault(node: Node, what: str) -> UnusableInput:
    return UnusableInput(what, where=f"{node.file}:{node.line}:{node.column}", advice="repair the schema")
