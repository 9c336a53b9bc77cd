"""General comparisons, with the short ways: `@x = //y/@z` looks into an index, not at all nodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native import values
from diplomatica.schematron.native.analysis import (
    calls_current,
    kind_of,
    literals,
    own_attribute,
    uses_focus,
    variables,
)
from diplomatica.schematron.native.compiling import Compiler, Condition, check_kinds
from diplomatica.schematron.native.paths import is_on, node_test
from diplomatica.schematron.native.scope import Scope
from diplomatica.schematron.native.syntax import ANYWHERE, Tree
from diplomatica.schematron.native.tree import NotNative, TreeNode

Member = Callable[[list[str], Any, Scope], bool]
"""Whether one of some texts equals one of the values of an expression."""

_SWAPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TELLING = frozenset({"preceding", "following", "ancestor", "descendant"})


def general(compiler: Compiler, tree: Tree) -> Condition:
    """A general comparison. Raises `NotNative`."""
    operator, left, right = tree
    check_kinds(kind_of(left), kind_of(right))
    if operator == "=":
        member = _member(compiler, right)
        if member is not None:
            return _by_member(compiler, left, right, member)
        member = _member(compiler, left)
        if member is not None:
            return _by_member(compiler, right, left, member)
        name, texts = own_attribute(left), literals(right)
        if name and texts is not None:
            return _is_among(name, frozenset(texts))
    first, second = compiler.typed(left), compiler.typed(right)

    def holds(item: Any, scope: Scope) -> bool:
        one = first(item, scope)
        return bool(one) and values.compare_any(operator, one, second(item, scope))

    return holds


def _is_among(name: str, texts: frozenset[str]) -> Condition:
    """`@name = ('one', 'other')`, without a node for the attribute."""

    def holds(item: Any, scope: Scope) -> bool:
        if not isinstance(item, TreeNode):
            raise NotNative("a path from a value")
        return item.attributes.get(name) in texts

    return holds


def _by_member(compiler: Compiler, tree: Tree, other: Tree, member: Member) -> Condition:
    items, others = compiler.typed(tree), compiler.typed(other)

    def holds(item: Any, scope: Scope) -> bool:
        found = items(item, scope)
        if not found:
            return False
        if all(isinstance(value, str) for value in found):
            return member(found, item, scope)
        return values.compare_any("=", found, others(item, scope))

    return holds


def is_constant(tree: Tree) -> bool:
    """Whether an expression gives the same at all nodes of a document."""
    return not (uses_focus(tree) or calls_current(tree) or variables(tree))


def _member(compiler: Compiler, tree: Tree) -> Member | None:
    """The short way to ask whether a text is among the values of an expression; None where there is none."""
    if tree[0] == "sequence" and tree[1]:
        members = [_member(compiler, part) for part in tree[1]]
        if any(member is None for member in members):
            return None
        return lambda texts, item, scope: any(member(texts, item, scope) for member in members if member)
    if tree[0] != "path":
        return None
    _, start, steps = tree
    if start == ("root",) and is_constant(tree):
        return _constant(compiler, tree)
    if start is None and len(steps) == 2:
        (_, axis, test, predicates), last = steps[0], steps[1]
        if (
            axis in _TELLING and test[0] in ("name", "any", "space") and not predicates
            and last[:2] == ("step", "attribute") and last[2][0] == "name" and not last[3]
        ):  # fmt: skip
            return _on_axis(axis, node_test(test), last[2][1])
    return None


def _constant(compiler: Compiler, tree: Tree) -> Member:
    steps = tree[2]
    if len(steps) == 2 and steps[0] == ANYWHERE and steps[1][1:2] == ("attribute",) and not steps[1][3]:
        test = steps[1][2]
        if test[0] == "name":
            return _of_any_attribute(test[1])
    items = compiler.items(tree)
    key = object()

    def member(texts: list[str], item: Any, scope: Scope) -> bool:
        if not isinstance(item, TreeNode):
            raise NotNative("a root of no node")
        known = scope.document.kept.get(key)
        if known is None:
            found = values.atomized(items(item, scope), scope.document)
            known = scope.document.kept[key] = frozenset(found)
        assert isinstance(known, frozenset)
        return not known.isdisjoint(texts)

    return member


def _of_any_attribute(name: str) -> Member:
    """`//@name`, from the index of its values."""

    def member(texts: list[str], item: Any, scope: Scope) -> bool:
        if not isinstance(item, TreeNode):
            raise NotNative("a root of no node")
        index = scope.document.values(name)
        return any(text in index for text in texts)

    return member


def _on_axis(axis: str, passes: Callable[[TreeNode], bool], attribute: str) -> Member:
    def member(texts: list[str], item: Any, scope: Scope) -> bool:
        if not isinstance(item, TreeNode):
            raise NotNative("a path from no node")
        index = scope.document.values(attribute)
        for text in texts:
            owners = index.get(text, ())
            scope.document.spend(len(owners))
            if any(is_on(axis, item, owner) and passes(owner) for owner in owners):
                return True
        return False

    return member
