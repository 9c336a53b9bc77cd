"""The files that an ODD brings together: read once, from this machine only."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from diplomatica.errors import UnusableInput
from diplomatica.tei.located import Node, read_located

XINCLUDE = "http://www.w3.org/2001/XInclude"
_LARGEST = 64_000_000
_DEEPEST = 20


class Files:
    """Opens files relative to one another, and remembers which they were."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self._roots: dict[str, Node] = {}
        self._ids: dict[str, dict[str, Node]] = {}

    def bytes(self, path: str) -> bytes:
        """What a file holds. Raises `UnusableInput` where it can't be read."""
        if path not in self.contents:
            try:
                with open(path, "rb") as stream:
                    data = stream.read(_LARGEST + 1)
            except OSError as error:
                advice = "correct the path, or put the file there"
                raise UnusableInput(f"{path} can’t be read: {error.strerror}", advice=advice) from None
            if len(data) > _LARGEST:
                raise UnusableInput(f"{path} is too large", advice=f"the limit is {_LARGEST // 1_000_000} MB")
            self.contents[path] = data
        return self.contents[path]

    def root(self, path: str, trail: tuple[str, ...] = ()) -> Node:
        """The root element of a file, with what it includes."""
        if path not in self._roots:
            data = self.bytes(path)
            root = read_located(data, path)
            if XINCLUDE.encode() in data:
                root = self._included(root, path, (*trail, path))
            self._roots[path] = root
        return self._roots[path]

    def find(self, path: str, ident: str) -> Node | None:
        """The element with an xml:id."""
        if path not in self._ids:
            ids: dict[str, Node] = {}
            for node in self.root(path).iter():
                value = node.attrs.get("xml:id")
                if value is not None:
                    ids.setdefault(value, node)
            self._ids[path] = ids
        return self._ids[path].get(ident)

    def resolve(self, node: Node, address: str) -> tuple[str, str]:
        """The path and the fragment that an address means at an element.

        Raises `UnusableInput` where it is not on this machine.
        """
        return resolve(node, address)

    def _included(self, root: Node, path: str, trail: tuple[str, ...]) -> Node:
        """The tree with each `xi:include` replaced by what it names."""
        if root.ns == XINCLUDE and root.name == "include":
            found = self._include(root, path, trail)
            nodes = [item for item in found if isinstance(item, Node)]
            if len(nodes) != 1:
                raise _fault(root, "the root of the file includes no single element")
            return nodes[0]
        stack = [root]
        while stack:
            node = stack.pop()
            children: list[Node | str] = []
            for child in node.children:
                if isinstance(child, str):
                    children.append(child)
                elif child.ns == XINCLUDE and child.name == "include":
                    children += self._include(child, path, trail)
                else:
                    stack.append(child)
                    children.append(child)
            node.children = children
        return root

    def _include(self, node: Node, path: str, trail: tuple[str, ...]) -> list[Node | str]:
        href = node.get("href")
        try:
            target, _ = resolve(node, href) if href else (path, "")
            if node.get("parse", "xml") == "text":
                return [self.bytes(target).decode(node.get("encoding", "utf-8"), "replace")]
            if len(trail) > _DEEPEST or (target in trail and not node.get("xpointer")):
                raise _fault(node, f"{target} includes itself")
            if node.get("xpointer"):
                pointer = node.get("xpointer").strip()
                ident = pointer.removeprefix("element(").removesuffix(")")
                found = self.find(target, ident) if target not in trail else None
                if found is None:
                    raise _fault(node, f"there is no element “{pointer}” in {target}")
                return [found]
            return [self.root(target, trail)]
        except UnusableInput as error:
            for child in node.elements():
                if child.ns == XINCLUDE and child.name == "fallback":
                    return list(child.children)
            raise (error if error.where else _fault(node, error.what)) from None


def resolve(node: Node, address: str) -> tuple[str, str]:
    """The path and the fragment that an address means at an element of a file."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("", "file") or parts.netloc not in ("", "localhost"):
        raise UnusableInput(
            f"the address “{address}” is not on this machine",
            where=f"{node.file}:{node.line}:{node.column}",
            advice="get the file, and give its path",
        )
    if not parts.path:
        return node.file, parts.fragment
    return str(Path(node.file).parent / unquote(parts.path)), parts.fragment


def _fault(node: Node, what: str) -> UnusableInput:
    return UnusableInput(what, where=f"{node.file}:{node.line}:{node.column}", advice="correct the inclusion")
