"""What surrounds an expression when it is evaluated (XPath 3.1, 2.1.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diplomatica.schematron.native.tree import Document, NotNative, TreeNode


class Scope:
    """The document, the node of the rule (`current()`), the variables, and the position in a predicate."""

    __slots__ = ("current", "document", "position", "size", "variables")

    def __init__(self, document: Document, current: TreeNode, variables: list[Any]) -> None:
        self.document = document
        self.current = current
        self.variables = variables
        self.position = 1
        self.size = 1

    def at(self, position: int, size: int) -> Scope:
        """The same for an item at a position of a sequence."""
        scope = Scope(self.document, self.current, self.variables)
        scope.position = position
        scope.size = size
        return scope


class Pending:
    """The value of a variable that nobody has asked for yet."""

    __slots__ = ("found", "is_running", "make", "scope")

    def __init__(self, make: Callable[[Any, Scope], list[Any]], scope: Scope) -> None:
        self.make = make
        self.scope = scope
        self.is_running = False
        self.found: list[Any] | None = None

    def value(self) -> list[Any]:
        """The value, worked out at the node that the scope is of."""
        if self.found is None:
            if self.is_running:
                raise NotNative("a variable that is made of itself")
            self.is_running = True
            self.found = self.make(self.scope.current, self.scope)
        return self.found
