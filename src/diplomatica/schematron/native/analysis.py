"""What can be told of an expression without evaluating it: of what kind its value is, and what it depends on."""

from __future__ import annotations

from typing import Any

from diplomatica.schematron.native.syntax import GENERAL, ORDER, VALUE, Tree

_OF_FOCUS = frozenset("position last string normalize-space string-length number name local-name namespace-uri root"
                      " node-name generate-id".split())  # fmt: skip
_RESULTS = {
    "boolean": "not boolean true false exists empty contains starts-with ends-with matches",
    "number": "count string-length position last number xs:integer sum",
    "string": "string normalize-space concat substring substring-before substring-after lower-case upper-case"
    " translate name local-name namespace-uri string-join replace tokenize generate-id xs:string",
    "nodes": "current id root",
}
RESULTS = {name: kind for kind, names in _RESULTS.items() for name in names.split()}


def kind_of(tree: Tree) -> str:
    """What an expression gives: nodes, string, number, boolean, empty, or any."""
    head = tree[0]
    if head in GENERAL or head in VALUE or head in ORDER or head in ("or", "and", "some", "every", "castable"):
        return "boolean"
    if head in ("union", "intersect", "except", "root", "context"):
        return "any" if head == "context" else "nodes"
    if head == "path":
        last = tree[2][-1]
        return "nodes" if last[0] == "step" else kind_of(last)
    if head == "call":
        return RESULTS.get(tree[1], "any")
    if head == "filter":
        return kind_of(tree[1])
    if head == "if":
        kinds = {kind_of(tree[2]), kind_of(tree[3])} - {"empty"}
        return kinds.pop() if len(kinds) == 1 else "any"
    if head == "sequence":
        kinds = {kind_of(item) for item in tree[1]}
        return "empty" if not kinds else kinds.pop() if len(kinds) == 1 else "any"
    if head in ("for", "let", "map"):
        return kind_of(tree[2])
    return {"string": "string", "integer": "number", "to": "number", "arithmetic": "number", "negative": "number"}.get(
        head, "any"
    )


def uses_focus(tree: Tree) -> bool:
    """Whether an expression depends on the item that it is evaluated for, or its position."""
    head = tree[0]
    if head in ("context", "root", "step"):
        # A root is that of the context; there is one document, but the context has to be a node of it.
        return bool(head != "root")
    if head == "path":
        start = tree[1]
        return True if start is None else uses_focus(start)
    if head == "filter":
        return uses_focus(tree[1])
    if head == "map":
        return uses_focus(tree[1])
    if head == "call":
        if tree[1] in ("current", "id") or (tree[1] in _OF_FOCUS and not tree[2]):
            return True
        return any(uses_focus(item) for item in tree[2])
    return any(uses_focus(item) for item in _parts(tree))


def uses_position(tree: Tree) -> bool:
    """Whether an expression asks for the position of the item that it is evaluated for, or how many there are."""
    head = tree[0]
    if head == "path":
        return tree[1] is not None and uses_position(tree[1])
    if head in ("filter", "map"):
        return uses_position(tree[1])
    if head == "call" and tree[1] in ("position", "last"):
        return True
    return any(uses_position(item) for item in _parts(tree))


def variables(tree: Any) -> set[str]:
    """The names of all variables that an expression refers to."""
    if not isinstance(tree, tuple):
        return set()
    if len(tree) == 2 and tree[0] == "variable":
        return {tree[1]}
    return {name for item in tree for name in variables(item)}


def own_attribute(tree: Tree) -> str:
    """The name, where an expression is just `@name`."""
    if tree[0] == "path" and tree[1] is None and len(tree[2]) == 1:
        step = tree[2][0]
        if step[0] == "step" and step[1] == "attribute" and step[2][0] == "name" and not step[3]:
            return str(step[2][1])
    return ""


def literals(tree: Tree) -> list[str] | None:
    """The texts, where an expression is a literal or several of them."""
    if tree[0] == "string":
        return [tree[1]]
    if tree[0] == "sequence" and tree[1] and all(item[0] == "string" for item in tree[1]):
        return [item[1] for item in tree[1]]
    return None


def is_plural(tree: Tree) -> bool:
    """Whether an expression may be seen to give several values before it is evaluated, such as `('x', 'y')`."""
    head = tree[0]
    if head == "if":
        return is_plural(tree[2]) or is_plural(tree[3])
    if head in ("for", "let", "map"):
        return is_plural(tree[2])
    return head == "to" or (head == "sequence" and (len(tree[1]) != 1))


def calls_current(tree: Any) -> bool:
    """Whether `current()` is called anywhere in an expression."""
    if not isinstance(tree, tuple):
        return False
    return bool(tree[:2] == ("call", "current")) or any(calls_current(item) for item in tree)


def _parts(tree: Tree) -> list[Tree]:
    """The expressions directly within one."""
    head = tree[0]
    if head in ("string", "integer", "variable"):
        return []
    if head in ("for", "some", "every", "let"):
        return [value for _, value in tree[1]] + [tree[2]]
    if head in ("sequence", "or", "and"):
        return list(tree[1])
    if head == "call":
        return list(tree[2])
    return [item for item in tree[1:] if isinstance(item, tuple)]
