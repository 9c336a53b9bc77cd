"""What a schema says of a document in the Schematron Validation Report Language (ISO/IEC 19757-3, annex D)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplomatica.schematron import events
from diplomatica.schematron.events import Event
from diplomatica.schematron.model import ALL, Check, Note, Schema
from diplomatica.tei.escape import escape, quoteattr
from diplomatica.tei.located import XML, Node

SVRL = "http://purl.oclc.org/dsdl/svrl"


def report(schema: Schema, found: Iterable[Event]) -> str:
    """The report, as XML, from all events of `Compiled.trace`."""
    return joined([(schema, found)])


def joined(parts: Iterable[tuple[Schema, Iterable[Event]]], failure: str = "") -> str:
    """One report about a document from what several schemas say of it: their patterns stand one after the other.

    `failure` says why the document could not be looked at, where that is so.
    """
    pairs = list(parts)
    first = pairs[0][0] if pairs else None
    attributes = [
        ("title", "; ".join(dict.fromkeys(schema.title for schema, _ in pairs if schema.title))),
        ("phase", first.phase.id if first and first.phase else ALL),
        ("schemaVersion", first.version if first else ""),
        ("xml:lang", first.lang if first else ""),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svrl:schematron-output xmlns:svrl="{SVRL}"{_some(attributes)}>',
    ]
    lines += [
        f"  <svrl:ns-prefix-in-attribute-values prefix={quoteattr(prefix)} uri={quoteattr(uri)}/>"
        for prefix, uri in dict.fromkeys(binding for schema, _ in pairs for binding in schema.ns)
    ]
    if failure:
        lines.append(f'  <svrl:error location="/">{escape(failure)}</svrl:error>')
    lines += [f"  {_event(schema, event)}" for schema, found in pairs for event in found]
    lines.append("</svrl:schematron-output>\n")
    return "\n".join(lines)


def _some(attributes: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes if value)


def _event(schema: Schema, event: Event) -> str:
    if event.pattern < 0 or event.kind == "b":
        return f"<svrl:error location={quoteattr(event.path)}>{escape(event.text)}</svrl:error>"
    pattern = schema.patterns[event.pattern]
    if event.kind == "p":
        listed = [("id", pattern.id), ("name", pattern.title), ("role", pattern.role), ("documents", event.documents)]
        return f"<svrl:active-pattern{_some(listed)}/>"
    rule, check = events.parts(schema, event)
    if event.kind == "r" and rule is not None:
        context = rule.context.text if rule.context else ""
        listed = [("id", rule.id), ("context", context), ("role", rule.role), ("flag", rule.flag)]
        return f"<svrl:fired-rule{_some([*listed, ('document', event.documents)])}/>"
    assert check is not None
    return _finding(check, event)


def _finding(check: Check, event: Event) -> str:
    name = "failed-assert" if check.kind == "assert" else "successful-report"
    listed = [("id", check.id), ("location", event.path), ("test", check.test.text), ("role", check.role)]
    listed += [("flag", check.flag), *check.attributes, ("xml:lang", check.lang)]
    diagnostics, properties = events.noted(check, event)
    inner = [_note("diagnostic", note, node) for note, node in diagnostics]
    inner += [_note("property", note, node) for note, node in properties]
    inner.append(f"<svrl:text>{_content(event.body)}</svrl:text>")
    return f"<svrl:{name}{_some(listed)}>{''.join(inner)}</svrl:{name}>"


def _note(kind: str, note: Note, node: Node) -> str:
    own = dict(note.attributes)
    outer = [(kind, note.id), ("role", own.pop("role", "")), ("scheme", own.pop("scheme", ""))]
    # What a property copies may be attributes; those of the schema come first.
    copied, prefixes = _attributes(node)
    inner = {**copied, **own, **({"xml:lang": note.lang} if note.lang else {})}
    text = f"<svrl:text{prefixes}{_some(inner.items())}>{_content(node)}</svrl:text>"
    return f"<svrl:{kind}-reference{_some(outer)}>{text}</svrl:{kind}-reference>"


def _attributes(node: Node) -> tuple[dict[str, str], str]:
    found: dict[str, str] = {}
    declared = []
    for number, (key, value) in enumerate(node.attrs.items()):
        if key.startswith("{"):
            uri, _, local = key[1:].partition("}")
            declared.append(f" xmlns:a{number}={quoteattr(uri)}")
            key = f"a{number}:{local}"
        found[key] = value
    return found, "".join(declared)


def _content(node: Node | None) -> str:
    if node is None:
        return ""
    text = "".join(escape(child) if isinstance(child, str) else _element(child) for child in node.children)
    return re.sub(r"\s+", " ", text).strip()


def _element(node: Node) -> str:
    copied, prefixes = _attributes(node)
    ns = "" if node.ns == XML else f" xmlns={quoteattr(node.ns)}"
    return f"<{node.name}{ns}{prefixes}{_some(copied.items())}>{_content(node)}</{node.name}>"
