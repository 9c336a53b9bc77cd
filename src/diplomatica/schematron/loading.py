"""The files of a schema: `include` and `extends href` replaced by what they point to (ISO/IEC 19757-3, 5.4.4, 5.4.6).

Works on located elements, before anything is known of rules. Each element keeps the prefixes that hold in the file it
comes from, so that a rule taken in means what it meant at home.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from diplomatica.diagnostics.model import Diagnostic, Place
from diplomatica.errors import UnusableInput
from diplomatica.schematron import codes
from diplomatica.schematron.model import SCH, XSL
from diplomatica.tei.located import Node, read_located

# Schematron before it was a standard, and what drafts and hasty hands have made of its namespace.
OLD = frozenset({
    "http://www.ascc.net/xml/schematron", "http://www.ascc.net/xml/schematron/", "http://purl.oclc.org/dsdl/schematron/",
    "https://purl.oclc.org/dsdl/schematron", "http://purl.oclc.org/dsdl/schematron#",
})  # fmt: skip
_HEAD = frozenset({"ns", "let", "param", "phase", "pattern", "group", "diagnostics", "properties", "include", "title"})

Found = Callable[[Diagnostic], None]
Read = Callable[[str], bytes]
"""Gives the content of a file by its path; raises `OSError`."""


def place_of(node: Node) -> Place:
    """Where an element stands."""
    return Place(node.file, node.line, node.column)


def read_file(path: str) -> bytes:
    """The content of a file."""
    return Path(path).read_bytes()


def load(data: bytes, name: str, found: Found, read: Read = read_file) -> Node:
    """The `schema` element of a schema or of a grammar with Schematron in it, with all it takes in by `read`.

    Raises `UnusableInput` where it is no XML or has no Schematron.
    """
    root = read_located(data, name)
    if root.ns in OLD:
        raise UnusableInput(
            f"Schematron 1.5 or a draft (namespace {root.ns}), not ISO Schematron",
            where=f"{name}:{root.line}:{root.column}",
            advice=f"put everything into the namespace {SCH}",
        )
    _settle(root)
    if root.ns != SCH or root.name != "schema":
        root = _gathered(root, found)
    _Expansion(found, read).expand(root, ((name, ""),))
    heads = {child.get("prefix").strip(): child.get("uri").strip() for child in _of(root, "ns")}
    _overlay(root, heads, stronger=False)
    return root


def _of(node: Node, name: str) -> list[Node]:
    return [child for child in node.elements() if child.ns == SCH and child.name == name]


def _settle(root: Node) -> None:
    """Give each element the prefixes that the file declares by `ns`."""
    declared = {
        node.get("prefix").strip(): node.get("uri").strip()
        for node in root.iter()
        if node.ns == SCH and node.name == "ns"
    }
    _overlay(root, declared, stronger=True)


def _overlay(root: Node, bindings: dict[str, str], *, stronger: bool) -> None:
    if not bindings:
        return
    # Elements share their bindings: so do the new ones.
    known: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
    for node in root.iter():
        old = node.bindings
        if id(old) not in known:
            known[id(old)] = (old, {**old, **bindings} if stronger else {**bindings, **old})
        node.bindings = known[id(old)][1]


def _gathered(root: Node, found: Found) -> Node:
    """Schematron that stands in another vocabulary, such as a RELAX NG grammar, as a schema."""
    schema = Node("schema", SCH, {"queryBinding": "xslt2"}, root.bindings, root.file, root.line, root.column)
    stack = [root]
    has_old = False
    while stack:
        node = stack.pop()
        if node.ns == SCH and node.name == "schema":
            schema.attrs = {**schema.attrs, **node.attrs}
            schema.children += node.children
        elif node.ns == SCH and node.name == "rule":
            pattern = Node("pattern", SCH, {}, node.bindings, node.file, node.line, node.column)
            pattern.children.append(node)
            schema.children.append(pattern)
        elif (node.ns == SCH and node.name in _HEAD) or node.ns == XSL:
            schema.children.append(node)
        elif node.ns == SCH:
            found(codes.diagnostic("SCH110", place_of(node), name=node.name, parent=root.name))
        elif node.ns in OLD:
            has_old = True
            found(codes.diagnostic("SCH111", place_of(node), name=node.name, ns=node.ns))
        else:
            stack.extend(reversed(list(node.elements())))
    if not any(child.ns == SCH for child in schema.elements()) and not has_old:
        where = f"{root.file}:{root.line}:{root.column}"
        raise UnusableInput("no Schematron in it", where=where, advice=f"its namespace is {SCH}")
    return schema


class _Expansion:
    def __init__(self, found: Found, read: Read) -> None:
        self.found = found
        self.read = read

    def expand(self, node: Node, above: tuple[tuple[str, str], ...]) -> None:
        """Replace what is taken in below an element."""
        children: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.ns != SCH:
                children.append(child)
            elif child.name == "include" or (child.name == "extends" and "href" in child.attrs):
                children += self.taken(child, above)
            else:
                self.expand(child, above)
                children.append(child)
        node.children = children

    def taken(self, node: Node, above: tuple[tuple[str, str], ...]) -> list[Node | str]:
        href = node.get("href").strip()
        path, fragment, reason = self.target(node, href)
        if not reason and (path, fragment) in above:
            reason = "it takes itself in"
        target = None
        if not reason:
            try:
                target = self.copy(path, fragment)
                reason = "" if target is not None else f"nothing in it has the id “{fragment}”"
            except UnusableInput as error:
                reason = error.what
            except OSError as error:
                reason = error.strerror or "it can't be read"
        if target is None:
            self.found(codes.diagnostic("SCH102", place_of(node), href=href, reason=reason))
            return []
        self.expand(target, (*above, (path, fragment)))
        if node.name == "extends" or target.name == "schema":
            return list(target.children)
        return [target]

    def target(self, node: Node, href: str) -> tuple[str, str, str]:
        """Path, fragment, and why it can't be."""
        if not href:
            return "", "", "it names no file"
        from urllib.parse import unquote, urlsplit

        parts = urlsplit(href)
        if re.match(r"[A-Za-z][A-Za-z0-9+.\-]+:", href) and parts.scheme != "file":
            return "", "", "schemas are read from this machine only"
        local = unquote(parts.path)
        path = str(Path(node.file).parent / local) if local else node.file
        return path, unquote(parts.fragment), ""

    def copy(self, path: str, fragment: str) -> Node | None:
        """The element that is meant, read anew: each place that takes it in has its own."""
        root = read_located(self.read(path), path)
        _settle(root)
        if not fragment:
            return root
        wanted = [node for node in root.iter() if node.get("xml:id") == fragment]
        wanted += [node for node in root.iter() if node.get("id") == fragment]
        return wanted[0] if wanted else None
