"""Expressions of XPath as tuples (XPath 3.1, appendix A): as much of the language as can be evaluated here.

    ("path", START, STEPS)       START is None (from the context), ("root",), or an expression
    ("step", AXIS, TEST, PREDICATES)
    ("call", NAME, ARGUMENTS)    a standard function by its local name, or "xs:integer" and the like
    ("=", LEFT, RIGHT)           and so on, by the operator

Whatever is not known here raises `NotNative`: Saxon reads the expression then.
"""

from __future__ import annotations

import re
from typing import Any

from diplomatica.schematron.model import Expression
from diplomatica.schematron.native.tree import NotNative
from diplomatica.schematron.xpath import FN, Token, significant, tokens
from diplomatica.tei.located import XML

Tree = tuple[Any, ...]

XS = "http://www.w3.org/2001/XMLSchema"
AXES = frozenset(
    "child descendant descendant-or-self parent ancestor ancestor-or-self self following preceding following-sibling"
    " preceding-sibling attribute".split()
)
GENERAL = frozenset({"=", "!=", "<", "<=", ">", ">="})
VALUE = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
ORDER = frozenset({"is", "<<", ">>"})
_TESTS = {"node": "node", "text": "text", "comment": "comment"}
ANYWHERE: Tree = ("step", "descendant-or-self", ("node",), ())
_DEEPEST = 60


def parse(expression: Expression, text: str = "") -> Tree:
    """The tree of an expression; `text`, where it is not the expression's own, stands in its place."""
    reader = _Reader(significant(tokens(text or expression.text)), dict(expression.ns))
    tree = reader.expression()
    if reader.at != len(reader.pieces):
        raise NotNative("more than one expression")
    return tree


class _Reader:
    def __init__(self, pieces: list[Token], ns: dict[str, str]) -> None:
        self.pieces = pieces
        self.ns = ns
        self.at = 0
        self.depth = 0

    # --- tokens -----------------------------------------------------------------------------------------------------

    def peek(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.pieces[index].text if index < len(self.pieces) else ""

    def kind(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.pieces[index].kind if index < len(self.pieces) else ""

    def take(self, *texts: str) -> bool:
        if all(self.peek(index) == text and self.kind(index) != "string" for index, text in enumerate(texts)):
            self.at += len(texts)
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise NotNative(f"no {text}")

    # --- expressions, by rising precedence --------------------------------------------------------------------------

    def expression(self) -> Tree:
        items = [self.single()]
        while self.take(","):
            items.append(self.single())
        return items[0] if len(items) == 1 else ("sequence", tuple(items))

    def single(self) -> Tree:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotNative("nested too deeply")
        tree = self.unguarded()
        self.depth -= 1
        return tree

    def unguarded(self) -> Tree:
        word, after = self.peek(), self.peek(1)
        if word in ("for", "some", "every", "let") and after == "$":
            return self.binding(word)
        if word == "if" and after == "(":
            self.at += 2
            condition = self.expression()
            self.need(")")
            self.need("then")
            first = self.single()
            self.need("else")
            return ("if", condition, first, self.single())
        return self.alternatives()

    def binding(self, word: str) -> Tree:
        self.at += 1
        bindings = []
        while True:
            self.need("$")
            name = self.variable()
            self.need(":=" if word == "let" else "in")
            bindings.append((name, self.single()))
            if not self.take(","):
                break
        self.need("satisfies" if word in ("some", "every") else "return")
        return (word, tuple(bindings), self.single())

    def variable(self) -> str:
        name = self.peek()
        if self.kind() != "name" or ":" in name or "{" in name:
            raise NotNative("a variable in a namespace")
        self.at += 1
        return name

    def alternatives(self) -> Tree:
        items = [self.conjunction()]
        while self.take("or"):
            items.append(self.conjunction())
        return items[0] if len(items) == 1 else ("or", tuple(items))

    def conjunction(self) -> Tree:
        items = [self.comparison()]
        while self.take("and"):
            items.append(self.comparison())
        return items[0] if len(items) == 1 else ("and", tuple(items))

    def comparison(self) -> Tree:
        left = self.joined()
        operator = self.peek()
        if self.kind() != "string" and operator in GENERAL | VALUE | ORDER:
            self.at += 1
            return (operator, left, self.joined())
        return left

    def joined(self) -> Tree:
        items = [self.range()]
        while self.take("||"):
            items.append(self.range())
        return items[0] if len(items) == 1 else ("call", "concat", tuple(items))

    def range(self) -> Tree:
        left = self.additive()
        return ("to", left, self.additive()) if self.take("to") else left

    def additive(self) -> Tree:
        left = self.multiplicative()
        while self.peek() in ("+", "-") and self.kind() == "symbol":
            operator = self.peek()
            self.at += 1
            left = ("arithmetic", operator, left, self.multiplicative())
        return left

    def multiplicative(self) -> Tree:
        left = self.union()
        while self.peek() in ("*", "idiv", "mod") and self.kind() in ("symbol", "name"):
            operator = self.peek()
            self.at += 1
            left = ("arithmetic", operator, left, self.union())
        return left

    def union(self) -> Tree:
        left = self.intersection()
        while self.take("|") or self.take("union"):
            left = ("union", left, self.intersection())
        return left

    def intersection(self) -> Tree:
        left = self.cast()
        while self.peek() in ("intersect", "except") and self.kind() == "name":
            operator = self.peek()
            self.at += 1
            left = (operator, left, self.cast())
        return left

    def cast(self) -> Tree:
        left = self.unary()
        for word in ("castable", "cast"):
            if self.take(word, "as"):
                left = (word, left, self.type())
        return left

    def type(self) -> str:
        prefix, _, local = self.peek().rpartition(":")
        self.at += 1
        if self.ns.get(prefix, XS if prefix == "xs" else "") != XS or self.peek() == "?":
            raise NotNative("a type")
        return f"xs:{local}"

    def unary(self) -> Tree:
        if self.kind() == "symbol" and self.take("-"):
            return ("negative", self.unary())
        left = self.path()
        while self.kind() == "symbol" and self.take("!"):
            left = ("map", left, self.path())
        return left

    # --- paths ------------------------------------------------------------------------------------------------------

    def path(self) -> Tree:
        steps: list[Tree] = []
        start: Tree | None = None
        if self.take("//"):
            start = ("root",)
            steps.append(ANYWHERE)
        elif self.take("/"):
            start = ("root",)
            if not self.begins_step():
                return start
        else:
            first = self.step()
            if self.peek() not in ("/", "//") or self.kind() == "string":
                return ("path", None, (first,)) if first[0] == "step" else first
            if first[0] == "step":
                steps.append(first)
            else:
                start = first
            self.slash(steps)
        while True:
            steps.append(self.step())
            if self.peek() not in ("/", "//") or self.kind() == "string":
                return ("path", start, tuple(steps))
            self.slash(steps)

    def slash(self, steps: list[Tree]) -> None:
        if self.take("//"):
            steps.append(ANYWHERE)
        else:
            self.need("/")

    def begins_step(self) -> bool:
        return self.kind() in ("name", "string", "number") or self.peek() in ("@", ".", "..", "*", "$", "(")

    def step(self) -> Tree:
        """One step: of an axis, or a primary expression with what follows it."""
        axis = ""
        if self.kind() == "symbol" and self.take(".."):
            return ("step", "parent", ("node",), self.predicates())
        if self.kind() == "symbol" and self.take("@"):
            axis = "attribute"
        elif self.kind() == "name" and self.peek(1) == "::":
            axis = self.peek()
            if axis not in AXES:
                raise NotNative(f"the axis {axis}")
            self.at += 2
        if not axis and (self.kind() != "name" or self.is_call()) and self.peek() != "*":
            return self.primary()
        test = self.test()
        if not axis:
            axis = "attribute" if test[0] == "attribute" else "child"
        return ("step", axis, test, self.predicates())

    def is_call(self) -> bool:
        return self.peek(1) == "(" and self.peek() not in (
            "node", "text", "comment", "processing-instruction", "element", "attribute", "document-node",
        )  # fmt: skip

    def test(self) -> Tree:
        if self.kind() == "symbol" and self.take("*"):
            return ("any",)
        if self.kind() != "name":
            raise NotNative("a test of nodes")
        name = self.peek()
        self.at += 1
        if self.peek() == "(" and self.kind() == "symbol":
            return self.kind_test(name)
        if name.startswith("*:"):
            return ("local", name[2:])
        if name.startswith("Q{"):
            uri, _, local = name[2:].partition("}")
            uri = " ".join(uri.split())
        else:
            prefix, _, local = name.rpartition(":")
            uri = XML if prefix == "xml" else self.ns.get(prefix, "") if prefix else ""
            if prefix and not uri:
                raise NotNative("a prefix that is not declared")
        if local == "*":
            return ("space", uri)
        return ("name", f"{uri} {local}" if uri else local)

    def kind_test(self, name: str) -> Tree:
        self.need("(")
        if name == "processing-instruction":
            target = self.peek()
            if self.kind() in ("name", "string"):
                self.at += 1
            else:
                target = ""
            self.need(")")
            return ("instruction", target.strip("\"'"))
        self.need(")")
        if name not in _TESTS:
            raise NotNative(f"{name}()")
        return (name,)

    def predicates(self) -> tuple[Tree, ...]:
        found = []
        while self.kind() == "symbol" and self.take("["):
            found.append(self.expression())
            self.need("]")
        return tuple(found)

    def primary(self) -> Tree:
        tree = self.atom()
        found = self.predicates()
        if self.peek() in ("?", "(", "=>") and self.kind() == "symbol":
            raise NotNative("a function item")
        return ("filter", tree, found) if found else tree

    def atom(self) -> Tree:
        kind, text = self.kind(), self.peek()
        self.at += 1
        if kind == "string":
            quote = text[0]
            return ("string", text[1:-1].replace(quote * 2, quote))
        if kind == "number":
            if not re.fullmatch(r"[0-9]{1,9}", text):
                raise NotNative("a number that is no integer")
            return ("integer", int(text))
        if text == "$":
            return ("variable", self.variable())
        if text == ".":
            return ("context",)
        if text == "(":
            if self.take(")"):
                return ("sequence", ())
            tree = self.expression()
            self.need(")")
            return tree
        if kind == "name" and self.peek() == "(":
            return self.call(text)
        raise NotNative(f"“{text}”")

    def call(self, name: str) -> Tree:
        prefix, colon, local = name.rpartition(":")
        if name.startswith("Q{"):
            raise NotNative(f"{name}()")
        if colon:
            uri = self.ns.get(prefix, {"fn": FN, "xs": XS}.get(prefix, ""))
            if uri not in (FN, XS):
                raise NotNative(f"{name}()")
            local = f"xs:{local}" if uri == XS else local
        self.need("(")
        arguments = []
        if not self.take(")"):
            while True:
                arguments.append(self.single())
                if not self.take(","):
                    break
            self.need(")")
        return ("call", local, tuple(arguments))
