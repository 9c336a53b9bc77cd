"""The functions of XPath that ask nodes for their names, or find them (XPath Functions 3.1, 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native import values
from diplomatica.schematron.native.analysis import is_plural, kind_of
from diplomatica.schematron.native.compiling import ATOMIC, Compiler, Items
from diplomatica.schematron.native.paths import in_order
from diplomatica.schematron.native.scope import Scope
from diplomatica.schematron.native.syntax import Tree
from diplomatica.schematron.native.tree import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    INSTRUCTION,
    TEXT,
    XML_ID,
    NotNative,
    TreeNode,
)

_CONTEXT: Tree = ("context",)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
Makers = dict[tuple[str, int], Callable[..., Items]]


def _node(compiler: Compiler, tree: Tree) -> Callable[[Any, Scope], TreeNode | None]:
    if kind_of(tree) in ATOMIC or is_plural(tree):
        raise NotNative("one node is wanted")
    items = compiler.items(tree)

    def node(item: Any, scope: Scope) -> TreeNode | None:
        found = items(item, scope)
        if not found:
            return None
        if len(found) > 1 or not isinstance(found[0], TreeNode):
            raise NotNative("one node is wanted")
        return found[0]

    return node


def _named(tell: Callable[[TreeNode], Any]) -> Callable[..., Items]:
    def make(compiler: Compiler, tree: Tree = _CONTEXT) -> Items:
        node = _node(compiler, tree)

        def name(item: Any, scope: Scope) -> list[Any]:
            found = node(item, scope)
            return [tell(found) if found is not None else ""]

        return name

    return make


def _lexical(node: TreeNode) -> str:
    return f"{node.prefix}:{node.local}" if node.prefix else node.local


def _node_name(compiler: Compiler, tree: Tree = _CONTEXT) -> Items:
    node = _node(compiler, tree)

    def name(item: Any, scope: Scope) -> list[Any]:
        found = node(item, scope)
        if found is None or found.kind in (TEXT, COMMENT):
            return []
        return [values.QualifiedName(found.name)] if found.kind in (ELEMENT, ATTRIBUTE, INSTRUCTION) else []

    return name


def _id(compiler: Compiler, tree: Tree) -> Items:
    items = compiler.items(tree)

    def elements(item: Any, scope: Scope) -> list[Any]:
        if not isinstance(item, TreeNode):
            raise NotNative("an id in no document")
        index = scope.document.values(XML_ID)
        found = []
        for value in values.atomized(items(item, scope), scope.document):
            if not isinstance(value, str):
                raise NotNative("an id that is no text")
            for token in values.normalized(value).split(" "):
                if token in index:
                    if not _NAME.fullmatch(token) or len(index[token]) > 1:
                        raise NotNative("an id that is none, or not unique")
                    found.append(index[token][0])
        return in_order(found)

    return elements


def _of_scope(tell: Callable[[Scope], Any]) -> Callable[..., Items]:
    def make(compiler: Compiler) -> Items:
        return lambda item, scope: [tell(scope)]

    return make


def _data(compiler: Compiler, tree: Tree) -> Items:
    items = compiler.items(tree)
    return lambda item, scope: values.atomized(items(item, scope), scope.document)


MAKERS: Makers = {
    ("name", 0): _named(_lexical), ("name", 1): _named(_lexical),
    ("local-name", 0): _named(lambda node: node.local), ("local-name", 1): _named(lambda node: node.local),
    ("namespace-uri", 0): _named(lambda node: node.uri), ("namespace-uri", 1): _named(lambda node: node.uri),
    ("node-name", 0): _node_name, ("node-name", 1): _node_name, ("id", 1): _id, ("data", 1): _data,
    ("position", 0): _of_scope(lambda scope: scope.position), ("last", 0): _of_scope(lambda scope: scope.size),
    ("current", 0): _of_scope(lambda scope: scope.current),
}  # fmt: skip
