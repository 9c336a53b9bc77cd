"""Abstract patterns and rules made concrete, the phase chosen (ISO/IEC 19757-3, 5.4.5, 5.4.9, 5.4.10, 6.2 to 6.4)."""

from __future__ import annotations

import re
from dataclasses import replace

from diplomatica.errors import UnusableInput
from diplomatica.schematron import codes
from diplomatica.schematron.loading import Found
from diplomatica.schematron.model import (
    ALL,
    DEFAULT,
    Check,
    Expression,
    Extends,
    Foreign,
    Let,
    Mixed,
    NameOf,
    Note,
    Pattern,
    Phase,
    Rule,
    Schema,
    ValueOf,
)
from diplomatica.schematron.xpath import substitute
from diplomatica.tei.escape import quoteattr

BINDINGS = frozenset({"", "xslt", "xslt1", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"})


def resolve(schema: Schema, phase: str, found: Found) -> Schema:
    """The schema with nothing abstract in it, and the patterns of one phase only.

    `phase` is a name, "#ALL", or "" and "#DEFAULT" for the schema's own choice. Faults go to `found`. Raises
    `UnusableInput` for an unknown phase or query language.
    """
    if schema.binding not in BINDINGS:
        raise UnusableInput(
            f"the query language “{schema.binding}” is not known here",
            where=str(schema.place),
            advice="known are xslt, xslt2, xslt3, xpath2 and xpath3",
        )
    chosen = _phase(schema, phase)
    active = None if chosen is None else {name for name, _ in chosen.active}
    abstract = {pattern.id: pattern for pattern in schema.patterns if pattern.abstract and pattern.id}
    head = {
        rule.id: rule
        for pattern in schema.patterns
        if pattern.abstract and not pattern.id
        for rule in pattern.rules
        if rule.id
    }
    patterns = []
    for pattern in schema.patterns:
        if pattern.abstract or (active is not None and pattern.id not in active):
            continue
        whole: Pattern | None = pattern
        values: dict[str, str] = {}
        if pattern.is_a:
            whole, values = _instance(pattern, abstract, found)
        if whole is not None:
            patterns.append(_Concrete(schema, whole, values, head, found).pattern())
    if chosen is not None:
        known = {pattern.id for pattern in schema.patterns}
        for name, place in chosen.active:
            if name not in known:
                found(codes.diagnostic("SCH107", place, what="pattern", name=name))
    return replace(schema, patterns=tuple(patterns), phase=chosen)


def _phase(schema: Schema, phase: str) -> Phase | None:
    name = schema.default_phase if phase in ("", DEFAULT) else phase
    if name in ("", ALL):
        return None
    for item in schema.phases:
        if item.id == name:
            return item
    known = ", ".join([*(item.id for item in schema.phases), DEFAULT, ALL])
    raise UnusableInput(f"there is no phase “{name}”", where=str(schema.place), advice=f"known are {known}")


def _instance(pattern: Pattern, abstract: dict[str, Pattern], found: Found) -> tuple[Pattern | None, dict[str, str]]:
    """The abstract pattern that a pattern is an instance of, with the instance's name, and the values."""
    values = dict(pattern.params)
    base = abstract.get(pattern.is_a)
    seen = [pattern.is_a]
    while base is not None:
        values = {**dict(base.params), **values}
        if not base.is_a:
            break
        if base.is_a in seen:
            found(codes.diagnostic("SCH106", pattern.place, name=base.is_a))
            return None, {}
        seen.append(base.is_a)
        base = abstract.get(base.is_a)
    if base is None:
        found(codes.diagnostic("SCH105", pattern.place, name=seen[-1]))
        return None, {}
    whole = replace(
        base,
        id=pattern.id or "",
        abstract=False,
        is_a="",
        lets=base.lets + pattern.lets,
        rules=base.rules + pattern.rules,
        documents=pattern.documents or base.documents,
        role=pattern.role or base.role,
        title=pattern.title or base.title,
    )
    return whole, values


class _Concrete:
    """One pattern made concrete."""

    def __init__(
        self, schema: Schema, pattern: Pattern, values: dict[str, str], head: dict[str, Rule], found: Found
    ) -> None:
        self.source = pattern
        self.values = values
        self.found = found
        self.rules = {**head, **{rule.id: rule for rule in pattern.rules if rule.id}}
        self.diagnostics: dict[str, list[Note]] = {}
        self.properties: dict[str, list[Note]] = {}
        for table, notes in ((self.diagnostics, schema.diagnostics), (self.properties, schema.properties)):
            for note in notes:
                table.setdefault(note.id, []).append(note)

    def pattern(self) -> Pattern:
        source = self.source
        return replace(
            source,
            rules=tuple(self.rule(rule) for rule in source.rules if not rule.abstract and rule.context is not None),
            lets=tuple(self.let(let) for let in source.lets),
            documents=self.expression(source.documents),
        )

    def rule(self, rule: Rule) -> Rule:
        return replace(
            rule,
            context=self.expression(rule.context),
            subject=self.expression(rule.subject),
            visit_each=self.expression(rule.visit_each),
            items=tuple(self.item(item, rule) for item in self.items(rule, (rule.id,) if rule.id else ())),
        )

    def items(self, rule: Rule, above: tuple[str, ...]) -> list[Let | Check]:
        """Lets and checks, those of the rules that it extends in their place."""
        items: list[Let | Check] = []
        for item in rule.items:
            if not isinstance(item, Extends):
                items.append(item)
                continue
            base = self.rules.get(item.rule)
            if base is None:
                self.found(codes.diagnostic("SCH103", item.place, name=item.rule))
            elif not base.abstract:
                self.found(codes.diagnostic("SCH104", item.place, name=item.rule))
            elif item.rule in above:
                self.found(codes.diagnostic("SCH106", item.place, name=item.rule))
            else:
                items += self.items(base, (*above, item.rule))
        return items

    def item(self, item: Let | Check, rule: Rule) -> Let | Check:
        if isinstance(item, Let):
            return self.let(item)
        return replace(
            item,
            test=self.firm(item.test),
            subject=self.expression(item.subject or rule.subject),
            role=self.text(item.role),
            flag=self.text(item.flag),
            content=self.mixed(item.content),
            diagnostic_notes=self.notes(item, item.diagnostics, self.diagnostics, "diagnostic"),
            property_notes=self.notes(item, item.properties, self.properties, "property"),
        )

    def notes(self, check: Check, names: tuple[str, ...], table: dict[str, list[Note]], what: str) -> tuple[Note, ...]:
        notes = []
        for name in names:
            if name not in table:
                self.found(codes.diagnostic("SCH107", check.place, what=what, name=name))
            notes += [replace(note, content=self.mixed(note.content)) for note in table.get(name, ())]
        return tuple(notes)

    def let(self, let: Let) -> Let:
        return replace(let, value=self.expression(let.value)) if self.values else let

    def mixed(self, content: Mixed) -> Mixed:
        if not self.values:
            return content
        parts: list[str | ValueOf | NameOf | Foreign] = []
        for part in content:
            if isinstance(part, ValueOf):
                parts.append(ValueOf(self.firm(part.select)))
            elif isinstance(part, NameOf):
                parts.append(NameOf(self.expression(part.path)))
            elif isinstance(part, Foreign):
                parts.append(replace(part, xml=_in_attributes(part.xml, self.values)))
            else:
                parts.append(part)
        return tuple(parts)

    def firm(self, expression: Expression) -> Expression:
        return replace(expression, text=self.text(expression.text)) if self.values else expression

    def expression(self, expression: Expression | None) -> Expression | None:
        return None if expression is None else self.firm(expression)

    def text(self, text: str) -> str:
        return substitute(text, self.values)


def _in_attributes(xml: str, values: dict[str, str]) -> str:
    """XML with values put in, in its attributes only."""
    safe = {name: quoteattr(value)[1:-1] for name, value in values.items()}
    return re.sub(r"=\s*(\"[^\"]*\"|'[^']*')", lambda match: substitute(match.group(), safe), xml)
