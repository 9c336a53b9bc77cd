"""What the stylesheet of a schema wrote, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diplomatica.diagnostics.model import Severity
from diplomatica.schematron.model import Check, Note, Rule, Schema
from diplomatica.tei.located import Node, read_located

# Words for how bad it is, as schemas use them in `role`, `flag` and `severity`; TEI's own says “nonfatal”.
_SEVERITIES = {
    **dict.fromkeys(("fatal", "error", "failure", "critical", "must"), Severity.ERROR),
    **dict.fromkeys(("warn", "warning", "nonfatal", "non-fatal", "caution", "should"), Severity.WARNING),
    **dict.fromkeys(
        ("info", "information", "informational", "informative", "note", "notice", "hint", "debug", "trace", "may"),
        Severity.NOTE,
    ),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A pattern run ("p"), a rule fired ("r"), a check that speaks ("f"), or a dynamic error ("b").

    `pattern`, `rule` and `check` are numbers in the schema, -1 for none. `notes` are numbers of the check's notes, with
    the element that holds the text.
    """

    kind: str
    pattern: int
    rule: int = -1
    check: int = -1
    path: str = ""
    documents: str = ""
    text: str = ""
    body: Node | None = None
    notes: tuple[tuple[int, Node], ...] = ()


def read(xml: str) -> list[Event]:
    """The events, in their order."""
    return [_event(node) for node in read_located(xml.encode("utf-8"), "findings").elements()]


def _event(node: Node) -> Event:
    numbers = [int(part) for part in node.get("k").split(".") if part.isdigit()]
    pattern, rule, check = [*numbers, -1, -1, -1][:3]
    body: Node | None = None
    notes: list[tuple[int, Node]] = []
    for child in node.elements():
        if child.name == "t":
            body = child
        elif child.name == "n":
            notes += [(int(child.get("i")), inner) for inner in child.elements()]
    text = body.text() if body is not None else node.text()
    # Java leaves out the slashes of a host that isn't there.
    documents = re.sub(r"\bfile:/(?!/)", "file:///", node.get("d"))
    return Event(node.name, pattern, rule, check, node.get("l"), documents, " ".join(text.split()), body, tuple(notes))


def severity(schema: Schema, event: Event) -> Severity:
    """How bad a finding is: by the check's severity, role or flag, else by those of its rule and its pattern."""
    pattern = schema.patterns[event.pattern]
    rule, check = parts(schema, event)
    words = [check.severity, check.role, check.flag] if check else []
    words += [rule.role, rule.flag] if rule else []
    for word in (*words, pattern.role):
        known = _SEVERITIES.get(word.strip().lower())
        if known is not None:
            return known
    return Severity.ERROR


def parts(schema: Schema, event: Event) -> tuple[Rule | None, Check | None]:
    """The rule and the check that an event is about."""
    pattern = schema.patterns[event.pattern]
    rule = pattern.rules[event.rule] if event.rule >= 0 else None
    return rule, rule.checks[event.check] if rule and event.check >= 0 else None


def noted(check: Check, event: Event) -> tuple[list[tuple[Note, Node]], list[tuple[Note, Node]]]:
    """The diagnostics and the properties that go with a finding."""
    first = len(check.diagnostic_notes)
    diagnostics = [(check.diagnostic_notes[number], node) for number, node in event.notes if number < first]
    properties = [(check.property_notes[number - first], node) for number, node in event.notes if number >= first]
    return diagnostics, properties
