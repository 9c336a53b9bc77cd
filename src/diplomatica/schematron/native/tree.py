"""A document as a tree for XPath (XDM 3.1): elements, attributes, text, comments, processing instructions.

Nodes are numbered in document order, so that a subtree is a slice of the list of all nodes; elements are found by
name, and by the names and values of their attributes. A name is as expat gives it: "uri local", or "local" alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from xml.parsers import expat

from diplomatica.schematron.vocabulary import DEEPEST, TooDeep
from diplomatica.tei.located import XML

DOCUMENT, ELEMENT, ATTRIBUTE, TEXT, COMMENT, INSTRUCTION = 9, 1, 2, 3, 8, 7
XML_ID = f"{XML} id"
_BUDGET_PER_NODE = 400
_BUDGET = 200_000


class NotNative(Exception):
    """What only Saxon can answer; the argument says what it is."""


class TreeNode:
    """A node. `at` is its number in document order, `end` that of the first node after its subtree.

    Attributes have the number of their element, and `rank` from 1 on. `value` is the text of a leaf or an attribute.
    """

    __slots__ = ("at", "attributes", "children", "end", "kind", "local", "name", "nodes", "parent", "prefix", "rank",
                 "slot", "value")  # fmt: skip

    def __init__(self, kind: int, parent: TreeNode | None, at: int, slot: int) -> None:
        self.kind = kind
        self.parent = parent
        self.at = at
        self.end = at + 1
        self.rank = 0
        self.slot = slot  # the place among the children of the parent
        self.name = ""
        self.local = ""
        self.prefix = ""
        self.value = ""
        self.attributes: dict[str, str] = _NONE
        self.nodes: dict[str, TreeNode] | None = None
        self.children: list[TreeNode] = _LEAF

    @property
    def uri(self) -> str:
        """The namespace, empty for none."""
        return self.name.rpartition(" ")[0]


_NONE: dict[str, str] = {}
_LEAF: list[TreeNode] = []
Key = tuple[int, int]


def order(node: TreeNode) -> Key:
    """The place of a node in document order."""
    return node.at, node.rank


class Document:
    """A tree with its indexes. `budget` is how many more nodes may be looked at before Saxon is the better choice."""

    def __init__(self) -> None:
        self.root = TreeNode(DOCUMENT, None, 0, 0)
        self.root.children = []
        self.nodes: list[TreeNode] = [self.root]
        self.elements: list[TreeNode] = []
        self.by_name: dict[str, list[TreeNode]] = {}
        self.by_attribute: dict[str, list[TreeNode]] = {}
        self.prefixes: dict[str, str] = {}  # raw names of attributes -> prefix
        self.kept: dict[object, object] = {}
        self.budget = 0
        self._values: dict[str, dict[str, list[TreeNode]]] = {}
        self._spaces: dict[str, list[TreeNode]] = {}
        self._locals: dict[str, list[TreeNode]] = {}

    def spend(self, amount: int) -> None:
        """Take from the budget. Raises `NotNative` when it is used up."""
        self.budget -= amount
        if self.budget < 0:
            raise NotNative("too much to look at")

    def close(self) -> None:
        """Take the tree apart. Parents and children know each other: without this it waits for the collector."""
        self.kept.clear()
        for node in self.nodes:
            node.parent = None
            node.nodes = None

    def attribute(self, element: TreeNode, name: str) -> TreeNode | None:
        """The attribute node of a name, the same one each time."""
        if name not in element.attributes:
            return None
        if element.nodes is None:
            element.nodes = {}
            for rank, (key, value) in enumerate(element.attributes.items(), 1):
                node = TreeNode(ATTRIBUTE, element, element.at, 0)
                node.rank = rank
                node.name = key
                node.local = key.rpartition(" ")[2]
                node.prefix = self.prefixes.get(key, "")
                node.value = value
                element.nodes[key] = node
        return element.nodes[name]

    def all_attributes(self, element: TreeNode) -> list[TreeNode]:
        """All attribute nodes of an element."""
        if not element.attributes:
            return []
        self.attribute(element, next(iter(element.attributes)))
        return list((element.nodes or {}).values())

    def values(self, name: str) -> dict[str, list[TreeNode]]:
        """The elements with an attribute of a name, by its value."""
        found = self._values.get(name)
        if found is None:
            found = self._values[name] = {}
            for element in self.by_attribute.get(name, ()):
                found.setdefault(element.attributes[name], []).append(element)
        return found

    def in_space(self, uri: str) -> list[TreeNode]:
        """All elements of a namespace."""
        if uri not in self._spaces:
            self._spaces[uri] = [element for element in self.elements if element.uri == uri]
        return self._spaces[uri]

    def of_local(self, local: str) -> list[TreeNode]:
        """All elements of a local name, in any namespace."""
        if local not in self._locals:
            self._locals[local] = [element for element in self.elements if element.local == local]
        return self._locals[local]

    def string(self, node: TreeNode) -> str:
        """The string value (XDM 3.1, 6)."""
        if node.kind not in (ELEMENT, DOCUMENT):
            return node.value
        if len(node.children) == 1 and node.children[0].kind == TEXT:
            return node.children[0].value
        self.spend(node.end - node.at)
        return "".join([other.value for other in self.nodes[node.at + 1 : node.end] if other.kind == TEXT])


def within(listed: list[TreeNode], node: TreeNode) -> list[TreeNode]:
    """Those of a list in document order that lie below a node."""
    if node.kind == DOCUMENT:
        return listed
    return listed[bisect_right(listed, node.at, key=_at) : bisect_left(listed, node.end, key=_at)]


def _at(node: TreeNode) -> int:
    return node.at


def build(data: bytes) -> Document:
    """The tree of a document.

    Raises `NotNative` where Saxon might see another one: with a DOCTYPE. Raises `ExpatError`, `LookupError` or
    `ValueError` where it can't be read, `TooDeep` where it is nested too deeply.
    """
    document = Document()
    nodes, elements = document.nodes, document.elements
    by_name, by_attribute = document.by_name, document.by_attribute
    known: dict[str, tuple[str, str, str]] = {}
    parent = document.root
    children = parent.children
    depth = 0

    def start(raw: str, listed: list[str]) -> None:
        nonlocal parent, children, depth
        depth += 1
        if depth > DEEPEST:
            raise TooDeep(f"elements nested more than {DEEPEST} levels deep")
        names = known.get(raw)
        if names is None:
            names = known[raw] = _split(raw)
        node = TreeNode(ELEMENT, parent, len(nodes), len(children))
        node.name, node.local, node.prefix = names
        nodes.append(node)
        elements.append(node)
        children.append(node)
        of_name = by_name.get(names[0])
        if of_name is None:
            by_name[names[0]] = [node]
        else:
            of_name.append(node)
        if listed:
            attributes: dict[str, str] = {}
            for index in range(0, len(listed), 2):
                name = listed[index]
                if " " in name:
                    split = known.get(name)
                    if split is None:
                        split = known[name] = _split(name)
                    name = split[0]
                    if document.prefixes.setdefault(name, split[2]) != split[2]:
                        raise NotNative("one namespace with two prefixes")
                attributes[name] = listed[index + 1]
                owners = by_attribute.get(name)
                if owners is None:
                    by_attribute[name] = [node]
                else:
                    owners.append(node)
            node.attributes = attributes
        node.children = []
        parent, children = node, node.children

    def end(_raw: str) -> None:
        nonlocal parent, children, depth
        depth -= 1
        parent.end = len(nodes)
        if not parent.children:
            parent.children = _LEAF
        assert parent.parent is not None
        parent = parent.parent
        children = parent.children

    def text(value: str) -> None:
        if children and children[-1].kind == TEXT:
            children[-1].value += value
        else:
            leaf(TEXT, value)

    def leaf(kind: int, value: str) -> TreeNode:
        node = TreeNode(kind, parent, len(nodes), len(children))
        node.value = value
        nodes.append(node)
        children.append(node)
        return node

    def instruction(target: str, value: str) -> None:
        node = leaf(INSTRUCTION, value)
        node.name = node.local = target

    def doctype(*_rest: object) -> None:
        raise NotNative("a DOCTYPE")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.CommentHandler = lambda value: leaf(COMMENT, value)
    parser.ProcessingInstructionHandler = instruction
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    finally:
        # The handlers know the parser's tree, and the parser the handlers.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartDoctypeDeclHandler = None
    document.root.end = len(nodes)
    for value in document.values(XML_ID):
        # Saxon takes the white space out of an identifier.
        if value != " ".join(value.split()):
            raise NotNative("an xml:id with white space")
    document.budget = _BUDGET + _BUDGET_PER_NODE * len(nodes)
    return document


def _split(raw: str) -> tuple[str, str, str]:
    """Name as "uri local", local name, prefix."""
    parts = raw.split(" ")
    if len(parts) == 3:
        return f"{parts[0]} {parts[1]}", parts[1], parts[2]
    return raw, parts[-1], ""


def path(node: TreeNode, document: Document) -> str:
    """The path of a node as `fn:path` writes it (XPath Functions 3.1, 14.7)."""
    if node.kind == DOCUMENT:
        return "/"
    steps: list[str] = []
    while node.parent is not None:
        if node.kind == ATTRIBUTE:
            steps.append(f"@{_qualified(node)}" if node.uri else f"@{node.local}")
        else:
            number = _numbers(node.parent, document)[node.slot]
            if node.kind == ELEMENT:
                steps.append(f"{_qualified(node)}[{number}]")
            elif node.kind == INSTRUCTION:
                steps.append(f"processing-instruction({node.local})[{number}]")
            else:
                steps.append(f"{'text' if node.kind == TEXT else 'comment'}()[{number}]")
        node = node.parent
    document.spend(len(steps))
    return "/" + "/".join(reversed(steps))


def _numbers(parent: TreeNode, document: Document) -> list[int]:
    """The number of each child among those of its kind and name."""
    key = ("numbers", parent.at)
    known = document.kept.get(key)
    if known is None:
        counts: dict[tuple[int, str], int] = {}
        numbers: list[int] = []
        known = document.kept[key] = numbers
        for child in parent.children:
            counts[child.kind, child.name] = counts.get((child.kind, child.name), 0) + 1
            numbers.append(counts[child.kind, child.name])
    assert isinstance(known, list)
    return known


def _qualified(node: TreeNode) -> str:
    return f"Q{{{node.uri}}}{node.local}"
