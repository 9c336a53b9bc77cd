"""What an expression may be at elements of a document of which only the vocabulary is known.

An expression is judged with three outcomes: certainly true, certainly false, or either. What this reader doesn't know
of XPath may be either. That a name is there proves little, that it isn't proves much.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from diplomatica.schematron.model import Namespaces
from diplomatica.schematron.vocabulary import Shape, Vocabulary
from diplomatica.schematron.xpath import Token, significant, tokens

TRUE, FALSE, EITHER = 1, 2, 3
Judgement = Callable[[Vocabulary, Shape | None], int]
"""What an expression can be: `TRUE`, `FALSE` or `EITHER`, at an element of a shape, or anywhere (None)."""


@lru_cache(maxsize=4096)
def judgement(text: str, ns: Namespaces) -> Judgement:
    """The judgement of an expression as a condition."""
    return _whole(significant(tokens(text)), dict(ns))


def either(names: Vocabulary, shape: Shape | None) -> int:
    return EITHER


def both(judgements: list[Judgement]) -> Judgement:
    if len(judgements) == 1:
        return judgements[0]

    def judge(names: Vocabulary, shape: Shape | None) -> int:
        result = TRUE
        for judgement in judgements:
            outcome = judgement(names, shape)
            if outcome == FALSE:
                return FALSE
            result |= outcome
        return result

    return judge


def _not(judgement: Judgement) -> Judgement:
    def judge(names: Vocabulary, shape: Shape | None) -> int:
        outcome = judgement(names, shape)
        return EITHER if outcome == EITHER else TRUE + FALSE - outcome

    return judge


def _or(judgements: list[Judgement]) -> Judgement:
    return judgements[0] if len(judgements) == 1 else _not(both([_not(judgement) for judgement in judgements]))


def in_ancestors(name: str) -> Judgement:
    return lambda names, shape: EITHER if shape is None or name in shape.ancestors else FALSE


def _element(name: str) -> Judgement:
    return lambda names, shape: EITHER if names.element(name) else FALSE


def _below(axis: str, name: str, expanded: str) -> Judgement:
    """An element on an axis that leads down; a shape knows what all of its elements have."""

    def judge(names: Vocabulary, shape: Shape | None) -> int:
        if not names.element(name):
            return FALSE
        if shape is None or not expanded:
            return EITHER
        known = {"child": shape.children, "descendant": shape.below}.get(axis, frozenset())
        return TRUE if expanded in known else EITHER

    return judge


def _attribute(name: str) -> Judgement:
    return lambda names, shape: EITHER if names.attribute(name) else FALSE


def _own_attribute(name: str, *, is_plain: bool) -> Judgement:
    def judge(names: Vocabulary, shape: Shape | None) -> int:
        if shape is None:
            return EITHER if names.attribute(name) else FALSE
        if name not in shape.attributes:
            return FALSE
        return TRUE if is_plain and name in shape.plain else EITHER

    return judge


def _near(axis: str, name: str) -> Judgement:
    """An element on an axis that a shape knows."""

    def judge(names: Vocabulary, shape: Shape | None) -> int:
        if not names.element(name):
            return FALSE
        if shape is None:
            return EITHER
        known = {
            "self": (shape.name,),
            "parent": shape.ancestors[-1:],
            "ancestor": shape.ancestors,
            "ancestor-or-self": (*shape.ancestors, shape.name),
        }[axis]
        return EITHER if name in known else FALSE

    return judge


# --- a small reader of expressions -----------------------------------------------------------------------------------


class Unknown(Exception):
    """Something that this reader doesn't know."""


def _whole(pieces: list[Token], ns: dict[str, str]) -> Judgement:
    """The judgement of an expression as a condition."""
    reader = Reader(pieces, ns)
    try:
        judgement = reader.alternatives()
    except Unknown:
        return either
    return judgement if reader.at == len(pieces) else either


class Step:
    """A step of a path: its axis, its local name ("" if it is no plain name), and its predicates.

    `expanded` is the name as expat has it, if the namespace is known.
    """

    def __init__(self, axis: str, name: str, *, has_prefix: bool = False, expanded: str = "") -> None:
        self.axis = axis
        self.name = name
        self.has_prefix = has_prefix
        self.expanded = expanded
        self.predicates: list[Judgement] = []
        self.judgement: Judgement = either

    def here(self) -> Judgement:
        """Whether the step, as the first of a path, finds something."""
        if self.axis == "value" and not self.predicates:
            return self.judgement
        if not self.name or self.name == "*":
            return self.anywhere()
        if self.axis == "attribute":
            found = _own_attribute(self.name, is_plain=not self.has_prefix)
        elif self.axis in ("self", "parent", "ancestor", "ancestor-or-self"):
            found = _near(self.axis, self.name)
        else:
            found = _below(self.axis, self.name, self.expanded)
        return both([found, *map(_elsewhere, self.predicates)]) if self.predicates else found

    def anywhere(self) -> Judgement:
        """Whether the step finds something at all, wherever it starts."""
        predicates = [_elsewhere(judgement) for judgement in self.predicates]
        if self.axis == "value":
            return both([_elsewhere(self.judgement), *predicates])
        if not self.name or self.name == "*":
            return both([either, *predicates])
        return both([_attribute(self.name) if self.axis == "attribute" else _element(self.name), *predicates])


def _elsewhere(judgement: Judgement) -> Judgement:
    """A judgement at another node than the one whose shape is known; true there may be false elsewhere."""
    return lambda names, shape: FALSE if judgement(names, None) == FALSE else EITHER


_COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge"})
_ANY = frozenset({(">", "0"), ("gt", "0"), ("!=", "0"), ("ne", "0"), (">=", "1"), ("ge", "1")})
_AXES = frozenset(
    "child descendant descendant-or-self parent ancestor ancestor-or-self self following preceding following-sibling"
    " preceding-sibling attribute".split()
)


class Reader:
    def __init__(self, pieces: list[Token], ns: dict[str, str]) -> None:
        self.pieces = pieces
        self.ns = ns
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.pieces[index].text if index < len(self.pieces) else ""

    def kind(self) -> str:
        return self.pieces[self.at].kind if self.at < len(self.pieces) else ""

    def take(self, text: str) -> bool:
        if self.peek() == text:
            self.at += 1
            return True
        return False

    def alternatives(self) -> Judgement:
        judgements = [self.conjunction()]
        while self.take("or"):
            judgements.append(self.conjunction())
        return _or(judgements)

    def conjunction(self) -> Judgement:
        judgements = [self.comparison()]
        while self.take("and"):
            judgements.append(self.comparison())
        return both(judgements)

    def comparison(self) -> Judgement:
        counted = self.counted()
        if counted is not None:
            return counted
        left, is_plain, is_attribute = self.operand()
        operator = self.peek()
        if operator not in _COMPARISONS:
            return left
        self.at += 1
        literal = self.peek() if self.kind() == "string" else ""
        right, also, _ = self.operand()
        if not (is_plain and also):
            # A truth value may be compared with nothing in XPath 1.0.
            return either
        # Compared with nothing, all is false.
        judgements = [_lenient(left), _lenient(right)]
        if is_attribute and literal and operator in ("=", "eq"):
            text = literal[1:-1]
            judgements.append(lambda names, shape: EITHER if names.value(text) else FALSE)
        return both(judgements)

    def counted(self) -> Judgement | None:
        """`count(paths) > 0`, which only asks whether there is one."""
        if self.peek() != "count" or self.peek(1) != "(":
            return None
        start = self.at
        self.at += 1
        inner = Reader(self.bracketed(), self.ns)
        if (self.peek(), self.peek(1)) in _ANY:
            self.at += 2
            found: list[Judgement] = []
            while True:
                steps = inner.steps()
                if not steps or any(step.axis == "value" for step in steps):
                    raise Unknown
                found.append(both([steps[0].here(), *(step.anywhere() for step in steps[1:])]))
                if inner.peek() != "|":
                    break
                inner.at += 1
            if inner.at == len(inner.pieces):
                return _or(found)
        self.at = start
        return None

    def operand(self) -> tuple[Judgement, bool, bool]:
        """A path, a union of paths, or a value; whether it is certainly no truth value; whether it is an attribute."""
        if self.kind() in ("string", "number"):
            self.at += 1
            return either, True, False
        judgements: list[Judgement] = []
        is_plain = is_attribute = True
        while True:
            judgement, plain, attribute = self.path()
            judgements.append(judgement)
            is_plain = is_plain and plain
            is_attribute = is_attribute and attribute
            if self.peek() not in ("|", "union"):
                return _or(judgements), is_plain or len(judgements) > 1, is_attribute
            self.at += 1

    def path(self) -> tuple[Judgement, bool, bool]:
        is_rooted = self.peek() in ("/", "//")
        steps = self.steps()
        if not steps:
            return either, True, False
        first, rest = steps[0], steps[1:]
        judgements = [first.anywhere() if is_rooted else first.here()] + [step.anywhere() for step in rest]
        is_plain = len(steps) > 1 or bool(first.predicates) or first.axis != "value"
        return both(judgements), is_plain, steps[-1].axis == "attribute"

    def steps(self) -> list[Step]:
        found: list[Step] = []
        if self.peek() in ("/", "//"):
            self.at += 1
            if not self.kind() or self.peek() in (")", "]", "|"):
                return found
        while True:
            step = self.primary()
            while self.peek() == "[":
                step.predicates.append(_whole(self.bracketed(), self.ns))
            found.append(step)
            if self.peek() not in ("/", "//"):
                return found
            self.at += 1

    def primary(self) -> Step:
        axis = "child"
        if self.take("@"):
            axis = "attribute"
        elif self.peek(1) == "::":
            axis = self.peek()
            if axis not in _AXES:
                raise Unknown
            self.at += 2
        if self.peek() in (".", ".."):
            self.at += 1
            return Step("near", "")
        if self.take("$"):
            self.at += 1
            return self.value(either)
        if self.take("*"):
            return Step(axis, "*")
        if self.peek() == "(":
            return self.value(_whole(self.bracketed(), self.ns))
        if self.kind() != "name":
            raise Unknown
        name = self.peek()
        self.at += 1
        if self.peek() == "(":
            return self.call(name, self.bracketed(), axis)
        local = name.rpartition("}")[2].rpartition(":")[2]
        expanded = local if local == name else ""
        uri = self.ns.get(name.rpartition(":")[0]) if "}" not in name else None
        return Step(axis, local, has_prefix=local != name, expanded=f"{uri} {local}" if uri else expanded)

    def call(self, name: str, inner: list[Token], axis: str) -> Step:
        if name in ("exists", "boolean"):
            return self.value(_whole(inner, self.ns))
        if name == "not":
            return self.value(_not(_whole(inner, self.ns)))
        if name in ("true", "false") and not inner:
            constant = TRUE if name == "true" else FALSE
            return self.value(lambda names, shape: constant)
        if name in ("text", "comment", "node", "processing-instruction", "element", "attribute", "document-node"):
            # It may also be an attribute or the document: not the element that a shape is of.
            return Step("kind", "")
        return self.value(either)

    @staticmethod
    def value(judgement: Judgement) -> Step:
        step = Step("value", "")
        step.judgement = judgement
        return step

    def bracketed(self) -> list[Token]:
        """What stands between a bracket and the one that closes it."""
        start, depth = self.at + 1, 0
        while self.at < len(self.pieces):
            depth += (self.peek() in ("(", "[", "{")) - (self.peek() in (")", "]", "}"))
            self.at += 1
            if not depth:
                return self.pieces[start : self.at - 1]
        raise Unknown


def _lenient(judgement: Judgement) -> Judgement:
    """An operand of a comparison: without it the comparison is false, with it either."""
    return lambda names, shape: FALSE if judgement(names, shape) == FALSE else EITHER
