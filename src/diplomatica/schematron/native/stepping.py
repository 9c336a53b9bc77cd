"""Paths and predicates as closures, with the short ways through the indexes of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native import values
from diplomatica.schematron.native.analysis import (
    calls_current,
    kind_of,
    own_attribute,
    uses_focus,
    uses_position,
    variables,
)
from diplomatica.schematron.native.compiling import ATOMIC, Compiler, Condition, Items
from diplomatica.schematron.native.paths import REVERSE, axis, in_order, indexed, node_test
from diplomatica.schematron.native.scope import Scope
from diplomatica.schematron.native.syntax import ANYWHERE, Tree
from diplomatica.schematron.native.tree import DOCUMENT, Document, NotNative, TreeNode, within

Keep = Callable[[list[Any], Scope], list[Any]]
Walk = Callable[[TreeNode, Scope], list[Any]]


# --- predicates -------------------------------------------------------------------------------------------------------


def filters(compiler: Compiler, predicates: tuple[Tree, ...]) -> Keep:
    """What predicates leave of a sequence, in its order. Raises `NotNative`."""
    keeps = [_filter(compiler, predicate) for predicate in predicates]
    if len(keeps) == 1:
        return keeps[0]

    def keep(found: list[Any], scope: Scope) -> list[Any]:
        for one in keeps:
            if not found:
                break
            found = one(found, scope)
        return found

    return keep


def _filter(compiler: Compiler, predicate: Tree) -> Keep:
    kind = kind_of(predicate)
    if predicate[0] == "integer":
        number = predicate[1]
        return lambda found, scope: found[number - 1 : number] if number > 0 else []
    if kind == "empty":
        raise NotNative("an empty predicate")
    if kind in ("boolean", "nodes", "string"):
        test = compiler.test(predicate)
        if not uses_position(predicate):
            return lambda found, scope: [item for item in found if test(item, scope)]

        def positioned(found: list[Any], scope: Scope) -> list[Any]:
            size = len(found)
            return [item for number, item in enumerate(found, 1) if test(item, scope.at(number, size))]

        return positioned
    items = compiler.items(predicate)
    is_positioned = uses_position(predicate)
    if not uses_focus(predicate):
        return lambda found, scope: _at_once(items(None, scope), found)

    def chosen(found: list[Any], scope: Scope) -> list[Any]:
        size = len(found)
        kept = []
        for number, item in enumerate(found, 1):
            value = items(item, scope.at(number, size) if is_positioned else scope)
            if len(value) == 1 and values.is_number(value[0]):
                if value[0] == number:
                    kept.append(item)
            elif values.truth(value):
                kept.append(item)
        return kept

    return chosen


def _at_once(value: list[Any], found: list[Any]) -> list[Any]:
    """What a predicate leaves that is the same for all items, such as `[$n]`."""
    if len(value) == 1 and values.is_number(value[0]):
        number = value[0]
        return [item for place, item in enumerate(found, 1) if place == number]
    return found if values.truth(value) else []


def _is_plain(predicate: Tree) -> bool:
    """Whether a predicate asks nothing of positions, so that it may be asked at another place."""
    return kind_of(predicate) in ("boolean", "nodes", "string") and not uses_position(predicate)


# --- steps ------------------------------------------------------------------------------------------------------------


def _walk(compiler: Compiler, step: Tree) -> Walk:
    """From one node to the nodes of a step, in document order."""
    _, name, test, predicates = step
    move = axis(name, test)
    if name == "descendant" and predicates and all(map(_is_plain, predicates)):
        chosen = _by_attribute(compiler, test, predicates[0])
        if chosen is not None:
            return _kept(chosen, filters(compiler, predicates[1:]) if predicates[1:] else None)
    is_reverse = name in REVERSE and name != "parent"
    if not predicates:
        if is_reverse:
            return lambda node, scope: move(node, scope.document)[::-1]
        return lambda node, scope: move(node, scope.document)
    keep = filters(compiler, predicates)
    if is_reverse:
        return lambda node, scope: keep(move(node, scope.document), scope)[::-1]
    return lambda node, scope: keep(move(node, scope.document), scope)


def _kept(walk: Walk, keep: Keep | None) -> Walk:
    if keep is None:
        return walk
    return lambda node, scope: keep(walk(node, scope), scope)


def _by_attribute(compiler: Compiler, test: Tree, predicate: Tree) -> Walk | None:
    """`descendant::x[@a]` and `descendant::x[@a = VALUE]`, from the index of attributes."""
    name = own_attribute(predicate)
    if test[0] not in ("name", "any", "space", "local"):
        return None
    passes = node_test(test)
    if name:
        attribute = name

        def with_it(node: TreeNode, scope: Scope) -> list[Any]:
            owners = scope.document.by_attribute.get(attribute, [])
            listed = indexed(test, scope.document) or []
            if len(listed) < len(owners):
                return [other for other in within(listed, node) if attribute in other.attributes]
            return [owner for owner in _below(owners, node) if passes(owner)]

        return with_it
    if predicate[0] != "=" or kind_of(predicate[2]) == "boolean":
        return None
    name = own_attribute(predicate[1])
    # The value may not depend on the element, which is not known yet.
    if not name or uses_focus(predicate[2]):
        return None
    attribute = name
    items, test_one = compiler.items(predicate[2]), compiler.test(predicate)

    def with_value(node: TreeNode, scope: Scope) -> list[Any]:
        wanted = values.atomized(items(node, scope), scope.document)
        if not all(isinstance(value, str) for value in wanted):
            listed = indexed(test, scope.document) or []
            return [other for other in _below(listed, node) if test_one(other, scope)]
        index = scope.document.values(attribute)
        found = [owner for value in dict.fromkeys(wanted) for owner in _below(index.get(value, []), node)]
        return in_order([owner for owner in found if passes(owner)])

    return with_value


def _below(listed: list[TreeNode], node: TreeNode) -> list[TreeNode]:
    return listed if node.kind == DOCUMENT else [other for other in listed if node.at < other.at < node.end]


def _merged(steps: tuple[Tree, ...]) -> list[Tree]:
    """`//x` as one step, where no position is asked for."""
    merged: list[Tree] = []
    for step in steps:
        if step[0] == "step" and merged and merged[-1] == ANYWHERE and all(map(_is_plain, step[3])):
            if step[1] in ("child", "descendant"):
                merged[-1] = ("step", "descendant", step[2], step[3])
                continue
            if step[1] == "attribute" and step[2][0] == "name" and not step[3]:
                merged[-1] = ("attributes below", step[2][1])
                continue
        if merged and merged[-1] == ANYWHERE and step[0] == "union" and _is_of_children(step):
            merged[-1] = _deepened(step)
            continue
        merged.append(step)
    return merged


def _is_of_children(tree: Tree) -> bool:
    """Whether an expression is a union of child steps that ask for no position: `(a | b)`."""
    if tree[0] == "union":
        return _is_of_children(tree[1]) and _is_of_children(tree[2])
    if tree[0] != "path" or tree[1] is not None or len(tree[2]) != 1 or tree[2][0][0] != "step":
        return False
    _, name, _, predicates = tree[2][0]
    return name == "child" and all(map(_is_plain, predicates))


def _deepened(tree: Tree) -> Tree:
    """The same union of all descendants."""
    if tree[0] == "union":
        return ("union", _deepened(tree[1]), _deepened(tree[2]))
    _, _, test, predicates = tree[2][0]
    return ("path", None, (("step", "descendant", test, predicates),))


def _step(compiler: Compiler, step: Tree, *, is_last: bool) -> Callable[[list[Any], Scope], list[Any]]:
    """From nodes to those of a step."""
    if step[0] == "step":
        walk = _walk(compiler, step)
    elif step[0] == "attributes below":
        walk = _attributes_below(step[1])
    else:
        return _expression_step(compiler, step, is_last=is_last)

    def steps(nodes: list[Any], scope: Scope) -> list[Any]:
        if len(nodes) == 1:
            return walk(nodes[0], scope)
        return in_order([found for node in nodes for found in walk(node, scope)])

    return steps


def _attributes_below(name: str) -> Walk:
    def attributes(node: TreeNode, scope: Scope) -> list[Any]:
        document: Document = scope.document
        owners = document.by_attribute.get(name, [])
        if node.kind != DOCUMENT:
            owners = [owner for owner in owners if node.at <= owner.at < node.end and node.rank == 0]
        document.spend(len(owners))
        return [document.attribute(owner, name) for owner in owners]

    return attributes


def _expression_step(compiler: Compiler, step: Tree, *, is_last: bool) -> Callable[[list[Any], Scope], list[Any]]:
    if kind_of(step) in ATOMIC and not is_last:
        raise NotNative("a step from a value")
    items = compiler.items(step)
    is_positioned = uses_position(step)

    def steps(nodes: list[Any], scope: Scope) -> list[Any]:
        size = len(nodes)
        found = [
            value
            for number, node in enumerate(nodes, 1)
            for value in items(node, scope.at(number, size) if is_positioned else scope)
        ]
        count = sum(isinstance(value, TreeNode) for value in found)
        if count == len(found):
            return in_order(found)
        if count or not is_last:
            raise NotNative("nodes and values mixed")
        return found

    return steps


# --- paths ------------------------------------------------------------------------------------------------------------


def path(compiler: Compiler, tree: Tree) -> Items:
    """The closure of a path. Raises `NotNative`."""
    _, start, listed = tree
    merged = _merged(listed)
    steps = [_step(compiler, step, is_last=step is merged[-1]) for step in merged]
    begin = None if start is None else compiler.items(start)
    if begin is not None and kind_of(start) in ATOMIC:
        raise NotNative("a path from a value")

    def run(item: Any, scope: Scope) -> list[Any]:
        nodes = [item] if begin is None else begin(item, scope)
        for node in nodes:
            if not isinstance(node, TreeNode):
                raise NotNative("a path from a value")
        for step in steps:
            if not nodes:
                break
            nodes = step(nodes, scope)
        return nodes

    if start == ("root",) and not (variables(tree) or calls_current(tree)):
        return _kept_whole(run)
    return run


def _kept_whole(run: Items) -> Items:
    """The same at all nodes of a document: worked out once."""
    key = object()

    def kept(item: Any, scope: Scope) -> list[Any]:
        if not isinstance(item, TreeNode):
            raise NotNative("a root of no node")
        known = scope.document.kept.get(key)
        if known is None:
            known = scope.document.kept[key] = run(item, scope)
        return known  # type: ignore[return-value]

    return kept


def exists(compiler: Compiler, tree: Tree) -> Condition:
    """The effective boolean value of a path; of its nodes it needs to see one."""
    _, start, steps = tree
    if start is None and len(steps) == 1 and steps[0][0] == "step" and not steps[0][3]:
        _, name, test, _ = steps[0]
        if name == "attribute" and test[0] == "name":
            wanted = test[1]

            def has(item: Any, scope: Scope) -> bool:
                if not isinstance(item, TreeNode):
                    raise NotNative("a path from a value")
                return wanted in item.attributes

            return has
        move = axis(name, test)

        def any_found(item: Any, scope: Scope) -> bool:
            if not isinstance(item, TreeNode):
                raise NotNative("a path from a value")
            return bool(move(item, scope.document))

        return any_found
    items = path(compiler, tree)
    if kind_of(tree) == "nodes":
        return lambda item, scope: bool(items(item, scope))
    return lambda item, scope: values.truth(items(item, scope))
