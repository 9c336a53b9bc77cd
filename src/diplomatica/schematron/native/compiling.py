"""Expressions as closures: called with an item and a scope, they give a sequence, or a truth value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native import values
from diplomatica.schematron.native.analysis import is_plural, kind_of, literals, own_attribute, uses_position
from diplomatica.schematron.native.scope import Pending, Scope
from diplomatica.schematron.native.syntax import GENERAL, ORDER, VALUE, Tree
from diplomatica.schematron.native.tree import NotNative, TreeNode, order

Items = Callable[[Any, Scope], list[Any]]
Condition = Callable[[Any, Scope], bool]

ATOMIC = frozenset({"string", "number", "boolean"})


class Compiler:
    """Makes closures of trees; `slots` are the variables that are known, and where a scope keeps them."""

    def __init__(self, slots: dict[str, int], first: int = 0) -> None:
        self.slots = slots
        self.next = max([first, *(slot + 1 for slot in slots.values())])
        self.most = self.next

    def bound(self, name: str) -> int:
        """A new variable; the caller puts the old meaning of its name back."""
        slot = self.next
        self.next += 1
        self.most = max(self.most, self.next)
        self.slots = {**self.slots, name: slot}
        return slot

    # --- sequences --------------------------------------------------------------------------------------------------

    def items(self, tree: Tree) -> Items:
        """The closure that gives the value of an expression. Raises `NotNative`."""
        head = tree[0]
        if head == "path":
            from diplomatica.schematron.native.stepping import path

            return path(self, tree)
        if head in ("some", "every") and kind_of(tree[2]) != "boolean":
            # Saxon gives the value of the condition itself where there is one item.
            raise NotNative("a condition that is no truth value")
        if head in _CONDITIONS:
            test = self.test(tree)
            return lambda item, scope: [test(item, scope)]
        if head in VALUE or head in ORDER:
            return self.compared(tree)
        maker = getattr(self, f"make_{head}", None)
        if maker is None:
            raise NotNative(f"“{head}”")
        made: Items = maker(*tree[1:])
        return made

    def make_string(self, text: str) -> Items:
        return lambda item, scope: [text]

    make_integer = make_string

    def make_context(self) -> Items:
        return lambda item, scope: [item]

    def make_root(self) -> Items:
        def root(item: Any, scope: Scope) -> list[Any]:
            if not isinstance(item, TreeNode):
                raise NotNative("a root of no node")
            return [scope.document.root]

        return root

    def make_variable(self, name: str) -> Items:
        slot = self.slots.get(name)
        if slot is None:
            raise NotNative(f"${name}")

        def value(item: Any, scope: Scope) -> list[Any]:
            found = scope.variables[slot]
            if found.__class__ is Pending:
                found = scope.variables[slot] = found.value()
            return found  # type: ignore[no-any-return]

        return value

    def make_sequence(self, parts: tuple[Tree, ...]) -> Items:
        constants = literals(("sequence", parts))
        if constants is not None:
            return lambda item, scope: constants
        makers = [self.items(part) for part in parts]
        return lambda item, scope: [value for make in makers for value in make(item, scope)]

    def make_if(self, condition: Tree, first: Tree, second: Tree) -> Items:
        test, yes, no = self.test(condition), self.items(first), self.items(second)
        return lambda item, scope: yes(item, scope) if test(item, scope) else no(item, scope)

    def make_to(self, first: Tree, last: Tree) -> Items:
        start, stop = self.one(first, {"number", "any"}), self.one(last, {"number", "any"})

        def numbers(item: Any, scope: Scope) -> list[Any]:
            low, high = start(item, scope), stop(item, scope)
            if low is None or high is None:
                return []
            if type(low) is not int or type(high) is not int or high - low > 10_000:
                raise NotNative("a range")
            return list(range(low, high + 1))

        return numbers

    def make_negative(self, tree: Tree) -> Items:
        return self.make_arithmetic("-", ("integer", 0), tree)

    def make_arithmetic(self, operator: str, left: Tree, right: Tree) -> Items:
        kinds = {"number", "any", "nodes"}
        first, second = self.one(left, kinds), self.one(right, kinds)

        def calculated(item: Any, scope: Scope) -> list[Any]:
            one, other = first(item, scope), second(item, scope)
            if one is None or other is None:
                # The one that is there has to be a number all the same.
                values.arithmetic(operator, 1 if one is None else one, 1 if other is None else other)
                return []
            return [values.arithmetic(operator, one, other)]

        return calculated

    def make_union(self, left: Tree, right: Tree) -> Items:
        return self.combined(left, right, lambda one, other: [*one, *other])

    def make_except(self, left: Tree, right: Tree) -> Items:
        return self.combined(left, right, _without)

    def make_intersect(self, left: Tree, right: Tree) -> Items:
        return self.combined(left, right, lambda one, other: list({*one} & {*other}))

    def combined(self, left: Tree, right: Tree, combine: Callable[[list[Any], list[Any]], list[Any]]) -> Items:
        from diplomatica.schematron.native.paths import in_order

        if {kind_of(left), kind_of(right)} & ATOMIC:
            raise NotNative("a set of no nodes")
        first, second = self.items(left), self.items(right)

        def nodes(item: Any, scope: Scope) -> list[Any]:
            one, other = first(item, scope), second(item, scope)
            if not all(isinstance(node, TreeNode) for node in (*one, *other)):
                raise NotNative("a set of no nodes")
            return in_order(combine(one, other))

        return nodes

    def make_cast(self, tree: Tree, kind: str) -> Items:
        return self.make_call(kind, (tree,))

    def make_call(self, name: str, arguments: tuple[Tree, ...]) -> Items:
        from diplomatica.schematron.native.functions import call

        return call(self, name, arguments)

    def make_filter(self, tree: Tree, predicates: tuple[Tree, ...]) -> Items:
        from diplomatica.schematron.native.stepping import filters

        base = self.items(tree)
        keep = filters(self, predicates)

        def filtered(item: Any, scope: Scope) -> list[Any]:
            return keep(base(item, scope), scope)

        return filtered

    def make_map(self, left: Tree, right: Tree) -> Items:
        if uses_position(right):
            raise NotNative("a position")
        base, each = self.items(left), self.items(right)
        return lambda item, scope: [value for one in base(item, scope) for value in each(one, scope)]

    # --- variables --------------------------------------------------------------------------------------------------

    def make_for(self, bindings: tuple[tuple[str, Tree], ...], body: Tree) -> Items:
        loops, made = self.loops(bindings, body, self.items)
        result: Items = made

        def run(item: Any, scope: Scope, depth: int = 0) -> list[Any]:
            if depth == len(loops):
                return result(item, scope)
            slot, source = loops[depth]
            found: list[Any] = []
            for value in source(item, scope):
                scope.variables[slot] = [value]
                found += run(item, scope, depth + 1)
            return found

        return lambda item, scope: run(item, scope)

    def make_let(self, bindings: tuple[tuple[str, Tree], ...], body: Tree) -> Items:
        lets, made = self.loops(bindings, body, self.items)
        result: Items = made

        def run(item: Any, scope: Scope) -> list[Any]:
            for slot, source in lets:
                scope.variables[slot] = source(item, scope)
            return result(item, scope)

        return run

    def quantified(self, word: str, bindings: tuple[tuple[str, Tree], ...], body: Tree) -> Condition:
        loops, satisfied = self.loops(bindings, body, self.test)
        wanted = word == "some"

        def run(item: Any, scope: Scope, depth: int) -> bool:
            if depth == len(loops):
                return bool(satisfied(item, scope)) is wanted
            slot, source = loops[depth]
            for value in source(item, scope):
                scope.variables[slot] = [value]
                if run(item, scope, depth + 1):
                    return True
            return False

        return lambda item, scope: run(item, scope, 0) is wanted

    def loops(
        self, bindings: tuple[tuple[str, Tree], ...], body: Tree, make: Callable[[Tree], Any]
    ) -> tuple[list[tuple[int, Items]], Any]:
        before = self.slots
        loops = []
        for name, tree in bindings:
            source = self.items(tree)
            loops.append((self.bound(name), source))
        made = make(body)
        self.slots = before
        return loops, made

    # --- conditions -------------------------------------------------------------------------------------------------

    def test(self, tree: Tree) -> Condition:
        """The closure that gives the effective boolean value of an expression. Raises `NotNative`."""
        head = tree[0]
        if head in ("and", "or"):
            return self.joined(head, tree[1])
        if head in ("some", "every"):
            return self.quantified(head, tree[1], tree[2])
        if head in GENERAL:
            from diplomatica.schematron.native.comparing import general

            return general(self, tree)
        if head == "castable":
            value, kind = self.one(tree[1], {"nodes", "string", "any"}), tree[2]
            if kind != "xs:integer":
                raise NotNative("a cast")
            return lambda item, scope: _castable(value(item, scope))
        if head == "path":
            from diplomatica.schematron.native.stepping import exists

            return exists(self, tree)
        if head == "call":
            from diplomatica.schematron.native.functions import condition

            made = condition(self, tree[1], tree[2])
            if made is not None:
                return made
        if head == "if":
            when, yes, no = self.test(tree[1]), self.test(tree[2]), self.test(tree[3])
            return lambda item, scope: yes(item, scope) if when(item, scope) else no(item, scope)
        if is_plural(tree) and kind_of(tree) != "nodes":
            raise NotNative("several values as a condition")
        items = self.items(tree)
        return lambda item, scope: values.truth(items(item, scope))

    def joined(self, word: str, parts: tuple[Tree, ...]) -> Condition:
        tests = [self.test(part) for part in parts]
        if len(tests) == 2:
            first, second = tests
            if word == "and":
                return lambda item, scope: first(item, scope) and second(item, scope)
            return lambda item, scope: first(item, scope) or second(item, scope)
        if word == "and":
            return lambda item, scope: all(test(item, scope) for test in tests)
        return lambda item, scope: any(test(item, scope) for test in tests)

    def compared(self, tree: Tree) -> Items:
        """A value comparison or one of nodes, which may give nothing."""
        operator, left, right = tree
        if operator in ORDER:
            return self.ordered(operator, self.items(left), self.items(right))
        check_kinds(kind_of(left), kind_of(right))
        first, second = self.one(left), self.one(right)

        def value(item: Any, scope: Scope) -> list[Any]:
            one, other = first(item, scope), second(item, scope)
            return [] if one is None or other is None else [values.compare_one(operator, one, other)]

        return value

    def ordered(self, operator: str, first: Items, second: Items) -> Items:
        def value(item: Any, scope: Scope) -> list[Any]:
            one, other = first(item, scope), second(item, scope)
            if not one or not other:
                return []
            if len(one) > 1 or len(other) > 1 or not isinstance(one[0], TreeNode) or not isinstance(other[0], TreeNode):
                raise NotNative("a comparison of no nodes")
            if operator == "is":
                return [one[0] is other[0]]
            before = order(one[0]) < order(other[0])
            return [before if operator == "<<" else not before and one[0] is not other[0]]

        return value

    # --- single values ----------------------------------------------------------------------------------------------

    def one(self, tree: Tree, kinds: set[str] | None = None) -> Callable[[Any, Scope], Any]:
        """The closure for one typed value, or None; `kinds` are those that the expression may certainly have."""
        if kinds is not None and kind_of(tree) not in kinds:
            raise NotNative("a value of another type")
        if is_plural(tree):
            raise NotNative("several values where one is wanted")
        name = own_attribute(tree)
        if name:

            def value(item: Any, scope: Scope) -> Any:
                if not isinstance(item, TreeNode):
                    raise NotNative("a path from a value")
                found = item.attributes.get(name)
                return None if found is None else values.Untyped(found)

            return value
        items = self.items(tree)
        return lambda item, scope: values.single(items(item, scope), scope.document)

    def typed(self, tree: Tree) -> Items:
        """The closure for the typed values of an expression."""
        if literals(tree) is not None:
            return self.items(tree)
        name = own_attribute(tree)
        if name:

            def value(item: Any, scope: Scope) -> list[Any]:
                if not isinstance(item, TreeNode):
                    raise NotNative("a path from a value")
                found = item.attributes.get(name)
                return [] if found is None else [values.Untyped(found)]

            return value
        items = self.items(tree)
        return lambda item, scope: values.atomized(items(item, scope), scope.document)

    def text(self, tree: Tree) -> Callable[[Any, Scope], str]:
        """The closure for an argument that is a string or nothing, which counts as the empty string."""
        if kind_of(tree) not in ("nodes", "string", "any"):
            raise NotNative("no string")
        if tree[0] == "string":
            constant: str = tree[1]
            return lambda item, scope: constant
        if is_plural(tree):
            raise NotNative("several values where one is wanted")
        name = own_attribute(tree)
        if name:

            def text(item: Any, scope: Scope) -> str:
                if not isinstance(item, TreeNode):
                    raise NotNative("a path from a value")
                return item.attributes.get(name, "")

            return text
        if tree == ("context",):
            return _context_text
        items = self.items(tree)
        return lambda item, scope: values.text_of(items(item, scope), scope.document)


_CONDITIONS = GENERAL | {"and", "or", "some", "every", "castable"}


def check_kinds(left: str, right: str) -> None:
    """Refuse a comparison that Saxon may refuse before it runs. Raises `NotNative`."""
    kinds = {left, right} & ATOMIC
    if len(kinds) > 1 or ("boolean" in kinds and left != right) or "empty" in (left, right):
        raise NotNative("a comparison of unlike values")


def _context_text(item: Any, scope: Scope) -> str:
    if isinstance(item, TreeNode):
        return scope.document.string(item)
    return values.text_of([item], scope.document)


def _without(one: list[Any], other: list[Any]) -> list[Any]:
    taken = set(other)
    return [node for node in one if node not in taken]


def _castable(value: Any) -> bool:
    return value is not None and values.integer_of(value) is not None
