"""The files that an ODD brings together: read once, from this machine only."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from diplomatica.errors import UnusableInput
from diplomatica.tei.located import Node, read_located

XINCLUDE = "http://www.w3.org/2001/XInclude"
_LARGEST = 64_000_000
_DEEPEST = 20  # files that include one another
_NESTED = 150  # elements: more than any ODD has, and few enough for what goes down into them


class Files:
    """Opens files relative to one another, and remembers which they were."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self._roots: dict[str, Node] = {}
        self._ids: dict[str, dict[str, Node]] = {}
        self._raw: dict[str, dict[str, Node]] = {}

    def bytes(self, path: str) -> bytes:
        """What a file holds. Raises `UnusableInput` where it can't be read."""
        if path not in self.contents:
            try:
                with open(path, "rb") as stream:
                    data = stream.read(_LARGEST + 1)
            except (OSError, ValueError) as error:
                advice = "correct the path, or put the file there"
                why = error.strerror if isinstance(error, OSError) else "no path"
                raise UnusableInput(f"{path} can’t be read: {why}", advice=advice) from None
            if len(data) > _LARGEST:
                raise UnusableInput(f"{path} is too large", advice=f"the limit is {_LARGEST // 1_000_000} MB")
            self.contents[path] = data
        return self.contents[path]

    def root(self, path: str, trail: tuple[str, ...] = ()) -> Node:
        """The root element of a file, with what it includes."""
        if path not in self._roots:
            data = self.bytes(path)
            root = read_located(data, path, _NESTED)
            if XINCLUDE.encode() in data:
                root = self._included(root, path, (*trail, path))
            self._roots[path] = root
        return self._roots[path]

    def find(self, path: str, ident: str) -> Node | None:
        """The element with an xml:id."""
        if path not in self._ids:
            self._ids[path] = _by_id(self.root(path))
        return self._ids[path].get(ident)

    def resolve(self, node: Node, address: str) -> tuple[str, str]:
        """The path and the fragment that an address means at an element.

        Raises `UnusableInput` where it is not on this machine.
        """
        return resolve(node, address)

    def _part(self, path: str, ident: str) -> Node | None:
        """The element with an xml:id, as the file has it: what the rest of the file includes does not matter."""
        if path not in self._raw:
            self._raw[path] = _by_id(read_located(self.bytes(path), path, _NESTED))
        return self._raw[path].get(ident)

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
                return [_text(self.bytes(target), node)]
            pointer = node.get("xpointer").strip()
            ident = pointer.removeprefix("element(").removesuffix(")")
            part = f"{target}#{ident}" if ident else target
            if len(trail) > _DEEPEST or part in trail:
                raise _fault(node, f"{part} includes itself")
            if not ident:
                return [self.root(target, trail)]
            found = self._part(target, ident)
            if found is None:
                raise _fault(node, f"there is no element “{pointer}” in {target}")
            return [self._included(found, target, (*trail, part))]
        except UnusableInput as error:
            for child in node.elements():
                if child.ns == XINCLUDE and child.name == "fallback":
                    return self._included(child, path, trail).children
            raise (error if error.where else _fault(node, error.what)) from None


def _by_id(root: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in root.iter():
        value = node.attrs.get("xml:id")
        if value is not None:
            found.setdefault(value, node)
    return found


def _text(data: bytes, node: Node) -> str:
    try:
        return data.decode(node.get("encoding") or "utf-8", "replace")
    except LookupError:
        raise _fault(node, f"there is no character encoding “{node.get('encoding')}”") from None


def resolve(node: Node, address: str) -> tuple[str, str]:
    """The path and the fragment that an address means at an element of a file."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise UnusableInput(
            f"“{address}” is no address", where=f"{node.file}:{node.line}:{node.column}", advice="give a path"
        ) from None
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
