"""Patterns over a document: the same events as the stylesheet of `transpile` writes, or `NotNative`."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from diplomatica.schematron.events import Event
from diplomatica.schematron.model import Check, Expression, Let, Mixed, NameOf, Note, Rule, Schema, ValueOf
from diplomatica.schematron.native import values
from diplomatica.schematron.native.analysis import calls_current, uses_position
from diplomatica.schematron.native.compiling import Compiler, Condition, Items
from diplomatica.schematron.native.scope import Pending, Scope
from diplomatica.schematron.native.syntax import Tree, parse
from diplomatica.schematron.native.tree import TEXT, Document, NotNative, TreeNode, build, path
from diplomatica.schematron.xpath import selection
from diplomatica.tei.located import Node

# Query languages in which comparisons and conversions are those of XPath 2 and later.
_STRICT = frozenset({"xslt2", "xslt3", "xpath2", "xpath3", "xpath31"})
# Declarations that change nothing for those who don't call them.
_HARMLESS = re.compile(r"<(?:[\w.\-]+:)?(?:function|key)[\s>/]")

Message = Callable[[Any, Scope], str]


@dataclass(slots=True)
class _Check:
    """A compiled check: whether it speaks, what it says, and its notes."""

    number: int
    speaks: Condition
    message: Message
    notes: list[Message]


@dataclass(slots=True)
class _Rule:
    """A compiled rule: the slots of its variables with what makes them, and its checks."""

    lets: list[tuple[int, Items]]
    checks: list[_Check]


@dataclass(slots=True)
class _Pattern:
    """What of a pattern is compiled by now; `rules` are compiled when a node first meets them."""

    compiler: Compiler
    lets: list[tuple[int, Items]]
    contexts: dict[int, Items] = field(default_factory=dict)
    rules: dict[int, _Rule | None] = field(default_factory=dict)


_FIRST_NAME = re.compile(r"\s*([\w.\-]+):([\w.\-]+)\s*(?=[/\[]|$)")
_FIRST_ATTRIBUTE = re.compile(r"\s*[\w.\-]+:\*\s*\[\s*@([\w.\-]+)\s*\]")
_SEVERAL = re.compile(r"[|]|\b(?:union|intersect|except)\b")


def lead(context: Expression | None) -> Callable[[Document], bool] | None:
    """A quick look whether a context can match anything: is there the element, or the attribute, that it begins with?

    None where that can't be told from its text.
    """
    if context is None or _SEVERAL.search(context.text):
        return None
    match = _FIRST_NAME.match(context.text)
    if match is not None:
        uri = dict(context.ns).get(match[1])
        name = f"{uri} {match[2]}"
        return (lambda document: name in document.by_name) if uri else None
    match = _FIRST_ATTRIBUTE.match(context.text)
    if match is not None:
        attribute = match[1]
        return lambda document: attribute in document.by_attribute
    return None


class NativeRules:
    """The patterns of a resolved schema, each compiled when a document has what it is about."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._patterns: dict[int, _Pattern] = {}
        self._failed: set[int] = set()
        self._leads = [[lead(rule.context) for rule in pattern.rules] for pattern in schema.patterns]
        self._slots: dict[str, int] = {}
        self._globals: list[Items] = []
        self._room = 0
        self._contexts: dict[tuple[Any, ...], Items] = {}
        phase = schema.phase
        self.is_possible = (
            schema.binding in _STRICT
            and all(_HARMLESS.match(item.xml) for item in schema.foreign)
            and not (phase is not None and phase.start is not None)
            and len({let.name for let in schema.lets}) == len(schema.lets)
        )
        if self.is_possible:
            self._declare(list(schema.lets))

    def _declare(self, lets: list[Let]) -> None:
        """The variables of the schema, in whatever order they refer to each other."""
        while True:
            waiting = []
            for let in lets:
                compiler = Compiler(self._slots, self._room)
                try:
                    made = compiler.items(_value(let))
                except NotNative:
                    waiting.append(let)
                    continue
                # Loops within have slots of their own, after all that were known.
                self._slots = {**self._slots, let.name: compiler.most}
                self._room = compiler.most + 1
                self._globals.append(made)
            if len(waiting) == len(lets):
                return
            lets = waiting

    def pattern(self, number: int, broken: Iterable[str] = ()) -> bool:
        """Whether the contexts of a pattern can be found here; not if it has a part in `broken`, or depends on one."""
        for key in broken:
            if key.split(".")[0] in (str(number), "from") or not key[:1].isdigit():
                return False
        # What could not be compiled once, is not tried again.
        return self.is_possible and number not in self._failed and self.schema.patterns[number].documents is None

    def events(self, data: bytes, numbers: Iterable[int]) -> tuple[list[Event], frozenset[int]]:
        """The events of some patterns, and the patterns of which these are: what is missing is for Saxon.

        Raises `ExpatError`, `LookupError` or `ValueError` where the document can't be read.
        """
        # A tree is many objects that live for a moment and go all at once: the collector would look at them in vain.
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return self._events(data, numbers)
        finally:
            if was_enabled:
                gc.enable()

    def _events(self, data: bytes, numbers: Iterable[int]) -> tuple[list[Event], frozenset[int]]:
        found: list[Event] = []
        done = set()
        try:
            document = build(data)
        except NotNative:
            return [], frozenset()
        for number in numbers:
            try:
                found += self.run(number, document)
                done.add(number)
            except RecursionError:
                self._failed.add(number)
            except NotNative:
                continue
        document.close()
        return found, frozenset(done)

    def _pattern(self, number: int) -> _Pattern:
        """A pattern with its variables compiled. Raises `NotNative`."""
        if number not in self._patterns:
            compiler = Compiler(self._slots, self._room)
            self._patterns[number] = _Pattern(compiler, [_let(compiler, let) for let in self._lets(number)])
        return self._patterns[number]

    def _lets(self, number: int) -> tuple[Let, ...]:
        phase = self.schema.phase
        return (*(phase.lets if phase is not None else ()), *self.schema.patterns[number].lets)

    def _context(self, compiler: Compiler, rule: Rule, *, is_alone: bool) -> Items:
        context = rule.context
        if context is None or not context.text.strip() or rule.visit_each is not None:
            raise NotNative("a rule that visits other nodes")
        key = (context.text, context.ns)
        if is_alone and key in self._contexts:
            return self._contexts[key]
        tree = parse(context, selection(context.text))
        if calls_current(tree) or uses_position(tree):
            raise NotNative("current() in a match pattern")
        made = compiler.items(tree)
        if is_alone:
            made = self._contexts[key] = _kept(made)
        return made

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self, number: int, document: Document) -> list[Event]:
        """What a pattern says of a document, in the order of the stylesheet. Raises `NotNative`."""
        source = self.schema.patterns[number]
        found: list[Event] = []
        taken: set[TreeNode] = set()
        variables: list[Any] = []
        for index, leads in enumerate(self._leads[number]):
            if leads is not None and not leads(document):
                continue
            pattern = self._pattern(number)
            context = pattern.contexts.get(index)
            if context is None:
                is_alone = not self._lets(number)
                context = self._context(pattern.compiler, source.rules[index], is_alone=is_alone)
                pattern.contexts[index] = context
            if not variables:
                variables = self._variables(pattern, document)
            _make_room(variables, pattern.compiler)
            nodes = context(document.root, Scope(document, document.root, variables))
            if not nodes:
                continue
            if not all(isinstance(node, TreeNode) for node in nodes):
                raise NotNative("a context of no nodes")
            if taken:
                nodes = [node for node in nodes if node not in taken]
            if not source.group and index + 1 < len(source.rules):
                taken.update(nodes)
            rule = _compiled_rule(pattern, source.rules[index], index)
            _make_room(variables, pattern.compiler)
            for node in nodes:
                scope = Scope(document, node, variables)
                for slot, make in rule.lets:
                    variables[slot] = Pending(make, scope)
                for check in rule.checks:
                    if check.speaks(node, scope):
                        found.append(_event(number, index, check, node, scope))
        return found

    def _variables(self, pattern: _Pattern, document: Document) -> list[Any]:
        kept = document.kept.get(self)
        if kept is None:
            room: list[Any] = [None] * (self._room + 1)
            scope = Scope(document, document.root, room)
            for slot, make in zip(self._slots.values(), self._globals, strict=True):
                room[slot] = Pending(make, scope)
            kept = document.kept[self] = room
        assert isinstance(kept, list)
        variables = [*kept]
        _make_room(variables, pattern.compiler)
        scope = Scope(document, document.root, variables)
        for slot, make in pattern.lets:
            variables[slot] = Pending(make, scope)
        return variables


def _make_room(variables: list[Any], compiler: Compiler) -> None:
    """As many places for variables as expressions use by now."""
    variables += [None] * (compiler.most - len(variables))


def _kept(make: Items) -> Items:
    key = object()

    def context(item: Any, scope: Scope) -> list[Any]:
        known = scope.document.kept.get(key)
        if known is None:
            known = scope.document.kept[key] = make(item, scope)
        return known  # type: ignore[return-value]

    return context


def _event(number: int, rule: int, check: _Check, node: TreeNode, scope: Scope) -> Event:
    text = " ".join(check.message(node, scope).split())
    notes = []
    for index, note in enumerate(check.notes):
        holder = Node("x", "", {}, {}, "", 0, 0)
        holder.children.append(note(node, scope))
        notes.append((index, holder))
    return Event("f", number, rule, check.number, path(node, scope.document), "", text, None, tuple(notes))


def _compiled_rule(pattern: _Pattern, rule: Rule, index: int) -> _Rule:
    if index not in pattern.rules:
        pattern.rules[index] = None
        pattern.rules[index] = _rule(pattern.compiler, rule)
    made = pattern.rules[index]
    if made is None:
        raise NotNative("a rule for Saxon")
    return made


# --- compiling the parts of a rule ------------------------------------------------------------------------------------


def _tree(expression: Expression) -> Tree:
    tree = parse(expression)
    if uses_position(tree):
        raise NotNative("the position among the nodes of a rule")
    return tree


def _value(let: Let) -> Tree:
    if let.value is None or let.type:
        raise NotNative("a variable with a type, or made of XML")
    return _tree(let.value)


def _let(compiler: Compiler, let: Let) -> tuple[int, Items]:
    made = compiler.items(_value(let))
    return compiler.bound(let.name), made


def _rule(compiler: Compiler, rule: Rule) -> _Rule:
    before = compiler.slots
    lets: list[tuple[int, Items]] = []
    checks: list[_Check] = []
    try:
        for item in rule.items:
            if isinstance(item, Let):
                lets.append(_let(compiler, item))
            elif isinstance(item, Check):
                checks.append(_check(compiler, item, len(checks)))
    finally:
        compiler.slots = before
    return _Rule(lets, checks)


def _check(compiler: Compiler, check: Check, number: int) -> _Check:
    if check.subject is not None:
        raise NotNative("a subject")
    test = compiler.test(_tree(check.test))
    speaks = test if check.kind == "report" else lambda item, scope: not test(item, scope)
    notes: tuple[Note, ...] = (*check.diagnostic_notes, *check.property_notes)
    return _Check(
        number, speaks, _message(compiler, check.content), [_message(compiler, note.content) for note in notes]
    )


def _message(compiler: Compiler, content: Mixed) -> Message:
    parts: list[str | Items] = []
    for item in content:
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, ValueOf):
            parts.append(compiler.items(_tree(item.select)))
        elif isinstance(item, NameOf):
            tree = ("call", "name", ()) if item.path is None else _tree(item.path)
            parts.append(compiler.items(tree))
        else:
            raise NotNative("elements in a message")

    def text(item: Any, scope: Scope) -> str:
        return "".join(part if isinstance(part, str) else _joined(part(item, scope), scope.document) for part in parts)

    return text


def _joined(found: list[Any], document: Document) -> str:
    """What `xsl:value-of` makes of a sequence (XSLT 3.0, 5.7.2): texts that stand side by side are one."""
    parts: list[str] = []
    was_text = False
    for item in found:
        is_text = isinstance(item, TreeNode) and item.kind == TEXT
        if is_text and was_text:
            parts[-1] += item.value
        else:
            parts += [values.string_of(value) for value in values.atomized([item], document)]
        was_text = is_text
    return " ".join(parts)
