"""Line and column of nodes that are known by their paths, as `fn:path` writes them (XPath functions 3.1, 14.7).

One pass over the document with expat, which follows only the paths that are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from xml.parsers import expat

_STEP = re.compile(
    r"/(?:@(?:Q\{(?P<auri>[^}]*)\})?(?P<att>[^/\[\]{}]+)"
    r"|Q\{(?P<uri>[^}]*)\}(?P<name>[^/\[\]{}]+)\[(?P<n>\d+)\]"
    r"|(?P<kind>text|comment|processing-instruction|namespace)\((?P<target>[^)]*)\)(?:\[(?P<k>\d+)\])?"
    r"|namespace::(?P<ns>[^/]*))"
)
_XML = "http://www.w3.org/XML/1998/namespace"

Point = tuple[int, int]


def plain(path: str) -> str:
    """A path for people: no namespaces in it but that of XML, by its prefix.

    before   /Q{http://www.tei-c.org/ns/1.0}TEI[1]/@Q{http://www.w3.org/XML/1998/namespace}id
    after    /TEI[1]/@xml:id
    """
    return re.sub(r"Q\{[^}]*\}", "", path.replace(f"Q{{{_XML}}}", "xml:"))


class _Wanted:
    """A node on the way to those that are asked for."""

    __slots__ = ("attributes", "below", "paths")

    def __init__(self) -> None:
        self.below: dict[tuple[str, int], _Wanted] = {}
        self.attributes: dict[tuple[str, str], list[str]] = {}
        self.paths: list[str] = []


def places(data: bytes, paths: Iterable[str]) -> dict[str, Point]:
    """Line and column (from 1) of each path; "/" is the start tag of the root. What isn't found is left out."""
    root = _Wanted()
    has_leaves = False
    for path in dict.fromkeys(paths):
        node = root
        if path == "/":
            root.paths.append(path)
            continue
        at = 0
        while at < len(path):
            match = _STEP.match(path, at)
            if match is None:
                break
            at = match.end()
            if match["att"] is not None:
                node.attributes.setdefault((match["auri"] or "", match["att"]), []).append(path)
                break
            if match["name"] is not None:
                key = (f"{match['uri']} {match['name']}" if match["uri"] else match["name"], int(match["n"]))
            elif match["kind"]:
                has_leaves = True
                target = match["target"].strip("\"'")
                key = (f"<{match['kind']} {target}".rstrip(), int(match["k"] or 1))
            else:
                break
            node = node.below.setdefault(key, _Wanted())
        else:
            node.paths.append(path)
            continue
        if match is None or match["att"] is None:
            # The namespace of an element stands where the element stands.
            node.paths.append(path)
    return _Pass(data, root, has_leaves).found


class _Pass:
    def __init__(self, data: bytes, root: _Wanted, has_leaves: bool) -> None:
        self.data = data
        self.found: dict[str, Point] = {}
        self.stack: list[_Wanted] = [root]
        self.counts: list[dict[str, int]] = [{}]
        self.skipped = 0
        self.in_text = False
        self.is_wide = b"\0" in data[:4]
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        if has_leaves:
            parser.CharacterDataHandler = self.text
            parser.CommentHandler = lambda _: self.leaf("<comment")
            parser.ProcessingInstructionHandler = lambda target, _: self.leaf("<processing-instruction", target)
        # What was found up to a fault is right.
        with suppress(expat.ExpatError, LookupError, ValueError):
            parser.Parse(data, True)
        del self.parser

    def here(self) -> Point:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.in_text = False
        if self.skipped:
            self.skipped += 1
            return
        above = self.stack[-1]
        if len(self.stack) == 1:
            self.found.update((path, self.here()) for path in above.paths)
        counts = self.counts[-1]
        number = counts[name] = counts.get(name, 0) + 1
        node = above.below.get((name, number))
        if node is None:
            self.skipped = 1
            return
        self.stack.append(node)
        self.counts.append({})
        if node.paths:
            place = self.here()
            self.found.update((path, place) for path in node.paths)
        for (uri, local), paths in node.attributes.items():
            place = self.attribute(uri, local)
            self.found.update((path, place) for path in paths)

    def end(self, _name: str) -> None:
        self.in_text = False
        if self.skipped:
            self.skipped -= 1
            return
        self.stack.pop()
        self.counts.pop()

    def text(self, _text: str) -> None:
        if not self.in_text:
            self.leaf("<text")
            self.in_text = True

    def leaf(self, kind: str, target: str = "") -> None:
        self.in_text = False
        if self.skipped:
            return
        counts = self.counts[-1]
        for name in (kind, f"{kind} {target}") if target else (kind,):
            number = counts[name] = counts.get(name, 0) + 1
            node = self.stack[-1].below.get((name, number))
            if node is not None:
                self.found.update((path, self.here()) for path in node.paths)

    def attribute(self, uri: str, local: str) -> Point:
        """Where an attribute stands in the start tag that begins here."""
        line, column = self.here()
        start = self.parser.CurrentByteIndex
        data = self.data
        if self.is_wide:
            order = "utf-16-le" if data[:2] in (b"\xff\xfe", b"<\0") else "utf-16-be"
            data, start = data[start : start + _LONGEST_TAG].decode(order, "replace").encode(), 0
        for match in _ATTRIBUTE.finditer(data, start):
            if match.group(1) is None:
                break
            prefix, _, name = match.group(1).rpartition(b":")
            # Two attributes of one name in two namespaces of one tag: nobody has seen that.
            if name == local.encode() and bool(prefix) == bool(uri):
                before = data[start : match.start(1)].decode("utf-8", "replace")
                _, newline, last = before.rpartition("\n")
                return (line + before.count("\n"), len(last) + 1) if newline else (line, column + len(before))
        return line, column


_LONGEST_TAG = 1 << 20
# An attribute, the name before it, or the end of the tag.
_ATTRIBUTE = re.compile(rb"\s([^\s=<>/\"']+)\s*=\s*(?:\"[^\"]*\"|'[^']*')|>")
