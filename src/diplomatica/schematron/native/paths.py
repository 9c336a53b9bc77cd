"""Steps of paths (XPath 3.1, 3.3): from a node along an axis to those that a test lets through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native.tree import (
    ATTRIBUTE,
    COMMENT,
    DOCUMENT,
    ELEMENT,
    INSTRUCTION,
    TEXT,
    Document,
    TreeNode,
    order,
    within,
)

REVERSE = frozenset("parent ancestor ancestor-or-self preceding preceding-sibling".split())
Test = Callable[[TreeNode], bool]
Axis = Callable[[TreeNode, Document], list[TreeNode]]
"""The nodes of an axis that pass its test, in the order of the axis."""


def node_test(test: tuple[Any, ...], principal: int = ELEMENT) -> Test:
    """What a test asks of a node; `principal` is the kind of nodes that names are of."""
    head = test[0]
    if head == "name":
        name = test[1]
        return lambda node: node.name == name and node.kind == principal
    if head == "any":
        return lambda node: node.kind == principal
    if head == "space":
        uri = test[1]
        return lambda node: node.kind == principal and node.uri == uri
    if head == "local":
        local = test[1]
        return lambda node: node.local == local and node.kind == principal
    if head == "instruction":
        target = test[1]
        return lambda node: node.kind == INSTRUCTION and (not target or node.name == target)
    kinds = {"text": (TEXT,), "comment": (COMMENT,)}.get(head)
    if kinds is None:
        return lambda node: True
    return lambda node: node.kind in kinds


def axis(name: str, test: tuple[Any, ...]) -> Axis:
    """The function of a step without its predicates."""
    if name == "attribute":
        return _attributes(test)
    passes = node_test(test)
    if name == "child":
        return lambda node, document: [child for child in node.children if passes(child)]
    if name == "self":
        # On this axis names are those of elements.
        return lambda node, document: [node] if passes(node) else []
    if name == "parent":

        def parent(node: TreeNode, document: Document) -> list[TreeNode]:
            above = node.parent
            return [above] if above is not None and passes(above) else []

        return parent
    if name in ("ancestor", "ancestor-or-self"):
        return _ancestors(passes, or_self=name != "ancestor")
    if name in ("descendant", "descendant-or-self"):
        return _descendants(test, passes, or_self=name != "descendant")
    if name == "following-sibling":

        def after(node: TreeNode, document: Document) -> list[TreeNode]:
            if node.parent is None or node.kind == ATTRIBUTE:
                return []
            document.spend(len(node.parent.children) - node.slot)
            return [other for other in node.parent.children[node.slot + 1 :] if passes(other)]

        return after
    if name == "preceding-sibling":

        def before(node: TreeNode, document: Document) -> list[TreeNode]:
            if node.parent is None or node.kind == ATTRIBUTE or not node.slot:
                return []
            document.spend(node.slot)
            return [other for other in node.parent.children[node.slot - 1 :: -1] if passes(other)]

        return before
    return _following(test, passes) if name == "following" else _preceding(test, passes)


def _attributes(test: tuple[Any, ...]) -> Axis:
    if test[0] == "name":
        name = test[1]

        def one(node: TreeNode, document: Document) -> list[TreeNode]:
            if name not in node.attributes:
                return []
            found = document.attribute(node, name)
            return [found] if found is not None else []

        return one
    passes = node_test(test, ATTRIBUTE)
    return lambda node, document: [found for found in document.all_attributes(node) if passes(found)]


def _ancestors(passes: Test, *, or_self: bool) -> Axis:
    def above(node: TreeNode, document: Document) -> list[TreeNode]:
        found = []
        count = 0
        other = node if or_self else node.parent
        while other is not None:
            if passes(other):
                found.append(other)
            other = other.parent
            count += 1
        document.spend(count)
        return found

    return above


def indexed(test: tuple[Any, ...], document: Document) -> list[TreeNode] | None:
    """All elements that pass a test, in document order, from an index; None if the test is not about elements."""
    if test[0] == "name":
        return document.by_name.get(test[1], [])
    if test[0] == "any":
        return document.elements
    if test[0] == "space":
        return document.in_space(test[1])
    if test[0] == "local":
        return document.of_local(test[1])
    return None


def _descendants(test: tuple[Any, ...], passes: Test, *, or_self: bool) -> Axis:
    def below(node: TreeNode, document: Document) -> list[TreeNode]:
        if node.kind not in (ELEMENT, DOCUMENT):
            return [node] if or_self and passes(node) else []
        listed = indexed(test, document)
        if listed is not None:
            found = within(listed, node)
        else:
            found = [other for other in document.nodes[node.at + 1 : node.end] if passes(other)]
            document.spend(node.end - node.at)
        document.spend(len(found))
        return [node, *found] if or_self and passes(node) else found

    return below


def _following(test: tuple[Any, ...], passes: Test) -> Axis:
    def after(node: TreeNode, document: Document) -> list[TreeNode]:
        listed = indexed(test, document)
        if node.kind == ATTRIBUTE:
            # What follows an attribute are also the children of its element.
            start = node.at + 1
        else:
            start = node.end
        found = [other for other in (document.nodes[start:] if listed is None else listed) if other.at >= start]
        document.spend(len(found if listed is None else listed))
        return found if listed is not None else [other for other in found if passes(other)]

    return after


def _preceding(test: tuple[Any, ...], passes: Test) -> Axis:
    def before(node: TreeNode, document: Document) -> list[TreeNode]:
        listed = indexed(test, document)
        source = document.nodes[1 : node.at] if listed is None else listed
        document.spend(len(source))
        at = node.at
        found = [other for other in source if other.end <= at]
        if listed is None:
            found = [other for other in found if passes(other)]
        found.reverse()
        return found

    return before


def is_on(name: str, node: TreeNode, other: TreeNode) -> bool:
    """Whether an element lies on an axis of a node."""
    if name == "preceding":
        return other.end <= node.at
    if name == "following":
        return other.at >= (node.at + 1 if node.kind == ATTRIBUTE else node.end)
    if name == "ancestor":
        if node.kind == ATTRIBUTE:
            return other.at <= node.at < other.end
        return other.at < node.at < other.end
    return node.kind != ATTRIBUTE and node.at < other.at < node.end


def in_order(nodes: list[Any]) -> list[Any]:
    """Nodes each once, in document order."""
    if len(nodes) < 2:
        return nodes
    unique = dict.fromkeys(nodes)
    return sorted(unique, key=order)
