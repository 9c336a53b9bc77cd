"""What of an ODD is behind a finding: the specification that a document breaks, where it stands, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Spec

if TYPE_CHECKING:
    from diplomatica.odd import model as odd
    from diplomatica.odd.schema import AttGroup, Schema

# Of an element that may not stand somewhere, the content of its parent is what counts; else that of the element.
_OF_PARENT = frozenset({"GRA103", "GRA105", "GRA106", "GRA107"})
_OF_ELEMENT = frozenset({"GRA110", "GRA120", "GRA121", "GRA122", "GRA125", "GRA130", "GRA131"})
_OF_ATTRIBUTE = frozenset({"GRA123", "GRA124"})
_STEP = re.compile(r"/(?:([^/@\[]+)\[\d+\]|@([^/]+))")
_LONGEST = 200  # characters of a description that are shown


def table_of(schema: Schema) -> dict[str, Any]:
    """The specifications of a schema as plain values for JSON, by the names that documents have.

    `elements`: identifier, place, description, own attributes, classes. `classes`: attributes, classes. An attribute
    has its owner, place and description.
    """
    from diplomatica import share
    from diplomatica.odd.emit.words import spoken

    wanted = schema.spec.doc_lang or "en"
    shipped = str(share.path("schema/diplomatica.odd"))

    def told(spec: odd.ElementSpec | odd.AttDef) -> list[Any]:
        place = spec.place
        # The project's own schema is known by its name, wherever it is installed.
        file = "diplomatica.odd" if place.file == shipped else place.file
        return [file, place.line, place.column, spoken(spec.docs, "desc", wanted)]

    def attributes(group: AttGroup) -> tuple[dict[str, list[Any]], list[str]]:
        from diplomatica.odd.schema import Att, ClassUse

        own: dict[str, list[Any]] = {}
        used: list[str] = []
        for item in group.items:
            if isinstance(item, Att):
                own[item.name[1]] = [item.owner, *told(item.spec)]
            elif isinstance(item, ClassUse):
                used.append(item.name)
            else:
                inner, further = attributes(item)
                own.update(inner)
                used += further
        return own, used

    elements = {
        item.name: [item.ident, *told(item.spec), *attributes(item.attributes)] for item in schema.elements.values()
    }
    classes = {item.ident: attributes(item.attributes) for item in schema.classes.values() if not item.is_model}
    return {"elements": elements, "classes": {name: list(pair) for name, pair in classes.items()}}


def with_specs(findings: Iterable[Diagnostic], table: Callable[[], Mapping[str, Any]]) -> Iterator[Diagnostic]:
    """The findings with what of an ODD is behind them; `table` gives what `table_of` has made, if it is asked."""
    for finding in findings:
        yield finding if finding.origin is not Origin.GRAMMAR else replace(finding, spec=_behind(finding, table()))


def _behind(finding: Diagnostic, table: Mapping[str, Any]) -> Spec | None:
    steps = _STEP.findall(finding.xpath)
    names = [element for element, _ in steps if element]
    if not table or not names:
        return None
    if finding.code == "GRA101" and finding.fix is not None:
        return _element(finding.fix.text, table)
    if finding.code in _OF_PARENT and len(names) > 1:
        return _element(names[-2], table)
    if finding.code in _OF_ATTRIBUTE:
        return _attribute(names[-1], steps[-1][1].rpartition(":")[2], table)
    return _element(names[-1], table) if finding.code in _OF_ELEMENT else None


def _element(name: str, table: Mapping[str, Any]) -> Spec | None:
    found = table["elements"].get(name)
    if found is None:
        return None
    ident, file, line, column, description, *_ = found
    return Spec("elementSpec", ident, "", Place(file, line, column), _short(description))


def _attribute(element: str, name: str, table: Mapping[str, Any]) -> Spec | None:
    found = table["elements"].get(element)
    if found is None:
        return None
    waiting = [found[5:]]
    seen: set[str] = set()
    while waiting:
        own, classes = waiting.pop(0)
        if name in own:
            owner, file, line, column, description = own[name]
            return Spec("attDef", name, owner, Place(file, line, column), _short(description))
        waiting += [table["classes"][item] for item in classes if item in table["classes"] and item not in seen]
        seen.update(classes)
    return None


def _short(description: str) -> str:
    """The first sentence of a description, or what there is room for."""
    if len(description) <= _LONGEST:
        return description
    return f"{description[:_LONGEST].rpartition(' ')[0]}…"
