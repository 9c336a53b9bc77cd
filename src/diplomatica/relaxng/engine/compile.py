"""A grammar as written to patterns in their simple form (specification, sections 4.17 to 4.22).

References are followed until an element: what is recursive without one is an error. The restrictions of section 7 are
checked by `restrictions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.datatypes import INVALID, Context, UnknownDatatype, datatype
from diplomatica.relaxng.engine.patterns import ELEMENT, UNNUMBERED, AttributePattern, Builder, ElementPattern, Pattern

if TYPE_CHECKING:
    from diplomatica.relaxng.places import Places


@dataclass(slots=True)
class _Scope:
    """The definitions of a grammar, and the grammar around it."""

    defines: Mapping[str, rng.Pattern]
    start: rng.Pattern
    parent: _Scope | None = None
    open: set[str] = field(default_factory=set)
    made: dict[str, Pattern] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A schema that can be matched: `start` is what a document must be; `elements` are all that were met so far."""

    builder: Builder
    start: Pattern
    elements: list[ElementPattern]

    def all_elements(self) -> list[ElementPattern]:
        """All elements that the start leads to, in one order whatever was met before."""
        found: dict[int, ElementPattern] = {}
        seen: set[int] = set()
        stack = [self.start]
        while stack:
            pattern = stack.pop()
            if pattern.number in seen:
                continue
            seen.add(pattern.number)
            if pattern.kind == ELEMENT:
                assert isinstance(pattern.label, ElementPattern)
                found[pattern.label.number] = pattern.label
                stack.append(pattern.label.content)
            else:
                stack += reversed(pattern.items)
        return list(found.values())


def compile_grammar(grammar: rng.Grammar, name: str = "", places: Places | None = None) -> Compiled:
    """The patterns of a grammar. Raises `UnusableInput` where it is no RELAX NG grammar.

    `name` is what the error tells as the place, or, where the `places` of patterns are known, that of the wrong one.
    """
    compiler = _Compiler(name, places)
    scope = compiler.scope(grammar, None)
    try:
        start = compiler.pattern(grammar.start, scope)
    except RecursionError:
        raise compiler.fault("patterns nested too deeply", grammar) from None
    return Compiled(compiler.builder, start, compiler.elements)


class _Compiler:
    def __init__(self, name: str, places: Places | None) -> None:
        self.name = name
        self.places = places
        self.builder = Builder()
        self.elements: list[ElementPattern] = []
        self._elements: dict[tuple[int, int], Pattern] = {}
        self._attributes: dict[tuple[rng.NameClass, int], Pattern] = {}

    def fault(self, what: str, pattern: rng.Pattern | rng.Define) -> UnusableInput:
        where = self.places.of(pattern) if self.places is not None else ""
        return UnusableInput(what, where=where or self.name, advice="repair the schema")

    def scope(self, grammar: rng.Grammar, parent: _Scope | None) -> _Scope:
        """The definitions of a grammar, those of one name combined (section 4.17)."""
        found: dict[str, list[rng.Define]] = {}
        for define in grammar.defines:
            found.setdefault(define.name, []).append(define)
        defines: dict[str, rng.Pattern] = {}
        for name, several in found.items():
            combine = {define.combine for define in several if define.combine}
            if len(several) > 1 and (len(combine) != 1 or sum(not define.combine for define in several) > 1):
                raise self.fault(f"“{name}” is defined {len(several)} times, without one @combine", several[1])
            patterns = tuple(define.pattern for define in several)
            if len(patterns) == 1:
                defines[name] = patterns[0]
            else:
                defines[name] = rng.Interleave(patterns) if combine == {"interleave"} else rng.Choice(patterns)
        return _Scope(defines, grammar.start, parent)

    def reference(self, source: rng.Ref | rng.ParentRef, scope: _Scope) -> Pattern:
        name = source.name
        made = scope.made.get(name)
        if made is not None:
            return made
        if name not in scope.defines:
            raise self.fault(f"the pattern “{name}” is not defined", source)
        if name in scope.open:
            raise self.fault(f"the pattern “{name}” refers to itself without an element between", source)
        scope.open.add(name)
        made = scope.made[name] = self.pattern(scope.defines[name], scope)
        scope.open.discard(name)
        return made

    def pattern(self, pattern: rng.Pattern, scope: _Scope) -> Pattern:
        builder = self.builder
        match pattern:
            case rng.Ref():
                return self.reference(pattern, scope)
            case rng.Group():
                found = builder.empty
                for item in reversed(pattern.items):
                    found = builder.group(self.pattern(item, scope), found)
                return found
            case rng.Choice():
                return builder.choice([self.pattern(item, scope) for item in pattern.items])
            case rng.Interleave():
                # Half and half, so that a long interleave is no deep one.
                parts = [self.pattern(item, scope) for item in pattern.items] or [builder.empty]
                while len(parts) > 1:
                    pairs = [builder.interleave(*parts[place : place + 2]) for place in range(0, len(parts) - 1, 2)]
                    parts = pairs + parts[2 * len(pairs) :]
                return parts[0]
            case rng.Optional():
                return builder.optional(self.pattern(pattern.item, scope))
            case rng.ZeroOrMore():
                return builder.zero_or_more(self.pattern(pattern.item, scope))
            case rng.OneOrMore():
                return builder.one_or_more(self.pattern(pattern.item, scope))
            case rng.Mixed():
                return builder.interleave(builder.text, self.pattern(pattern.item, scope))
            case rng.List():
                return builder.listed(self.pattern(pattern.item, scope))
            case rng.Element():
                return self.element(pattern, scope)
            case rng.Attribute():
                return self.attribute(pattern, scope)
            case rng.Value():
                return self.value(pattern)
            case rng.Data():
                exclude = None if pattern.exclude is None else self.pattern(pattern.exclude, scope)
                try:
                    return builder.data(datatype(pattern.type, pattern.library, pattern.params), exclude)
                except ValueError as error:
                    raise self.fault(str(error), pattern) from None
            case rng.ParentRef():
                if scope.parent is None:
                    raise self.fault("a parentRef outside of any nested grammar", pattern)
                return self.reference(pattern, scope.parent)
            case rng.Grammar():
                return self.pattern(pattern.start, self.scope(pattern, scope))
            case rng.Empty():
                return builder.empty
            case rng.Text():
                return builder.text
            case rng.NotAllowed():
                return builder.not_allowed
        raise self.fault("an externalRef that was not opened", pattern)

    def element(self, source: rng.Element, scope: _Scope) -> Pattern:
        key = id(source), id(scope)
        if key not in self._elements:
            # The same element in a grammar that is nested may be another each time.
            number = -1 if scope.parent is not None else getattr(source.content, "number", -1)
            if number < 0:
                number = UNNUMBERED + len(self.elements)
            element = ElementPattern(source.names, lambda: self.pattern(source.content, scope), number, source)
            self.elements.append(element)
            self._elements[key] = self.builder.element(element)
        return self._elements[key]

    def attribute(self, source: rng.Attribute, scope: _Scope) -> Pattern:
        value = self.pattern(source.content, scope)
        key = source.names, value.number
        if key not in self._attributes:
            attribute = AttributePattern(source.names, value, len(self._attributes))
            self._attributes[key] = self.builder.attribute(attribute)
        return self._attributes[key]

    def value(self, source: rng.Value) -> Pattern:
        try:
            kind = datatype(source.type or "token", source.library if source.type else "")
        except UnknownDatatype as error:
            raise self.fault(str(error), source) from None
        value = kind.value_of(source.value, Context({"": source.ns}))
        if value is INVALID:
            raise self.fault(f"“{source.value}” is no value of “{source.type}”", source)
        return self.builder.value(kind, value)
