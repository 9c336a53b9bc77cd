"""The schema that just covers what was counted: modules, attributes that are deleted, lists of values.

Guidelines, 23.3.1, Kinds of Modification. What remains after the deletions at the classes is not guessed: the schema is
resolved, and then each element is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from diplomatica.odd import model as odd
from diplomatica.odd.example.count import MOST_VALUES, Name, Seen
from diplomatica.odd.example.reach import Paths, borrowed
from diplomatica.odd.example.required import completed
from diplomatica.odd.resolve.merge import leaves
from diplomatica.odd.resolve.resolver import resolve
from diplomatica.odd.resolve.source import Source
from diplomatica.odd.schema import Att, Schema

ENUMERATED = "teidata.enumerated"
_LEAST_OFTEN = 2  # a list is made where values come back: at least so many occurrences to a value


def whole(release: Source) -> Schema:
    """All of a release as a schema."""
    modules = tuple(odd.ModuleRef(module.ident) for module in release.modules)
    return resolved(odd.SchemaSpec("all", modules=modules), release)


def resolved(spec: odd.SchemaSpec, release: Source) -> Schema:
    """A schema over a release."""
    return resolve(spec, lambda address, place: release, lambda finding: None)


def by_name(schema: Schema) -> dict[Name, str]:
    """The elements of a schema by their names in documents."""
    return {(element.ns, element.name): ident for ident, element in schema.elements.items()}


def enumerated(schema: Schema) -> dict[tuple[Name, Name], bool]:
    """The attributes (element, attribute) whose values are words of a list, and whether each may have several."""
    found = {}
    for element in schema.elements.values():
        for att in schema.atts(element.attributes):
            datatype = att.spec.datatype
            if datatype and isinstance(datatype.content, odd.DataRef) and datatype.content.key == ENUMERATED:
                found[(element.ns, element.name), att.name] = datatype.high != 1
    return found


def cover(
    full: Schema, release: Source, seen: Mapping[str, Seen], start: Collection[str], ident: str
) -> odd.SchemaSpec:
    """The schema as an ODD says it.

    `full` is the whole of the release; `seen` are the elements that occur, by their idents; `start` are those that
    documents begin with. An element that no other can hold is left out.
    """
    kept = completed(full, seen, {name for name, element in seen.items() if element.bare})
    used = {
        (name, att.spec.ident)
        for name in kept
        for att in full.atts(full.elements[name].attributes)
        if name in seen and att.name in seen[name].attributes
    }
    members: dict[str, list[str]] = {}
    for name in kept:
        members.setdefault(full.elements[name].spec.module, []).append(name)
    order = ["tei", *(module.ident for module in release.modules if module.ident in members and module.ident != "tei")]
    base = odd.SchemaSpec(
        ident,
        start=tuple(sorted(start)),
        source=f"tei:{release.edition}",
        modules=tuple(
            odd.ModuleRef(key, include=tuple(sorted(members[key])) if key in members else None) for key in order
        ),
        refs=tuple(odd.SpecRef(kind, key) for kind, key in borrowed(full, kept, used, order)),
    )
    basic = resolved(base, release)
    lost = seen.keys() - basic.elements.keys()
    if lost:
        # Nothing that is kept may hold them: the files have them where TEI has no place for them.
        return cover(full, release, {name: seen[name] for name in seen if name not in lost}, start, ident)
    classes = _class_changes(basic, used)
    thinner = replace(base, specs=classes)
    return replace(thinner, specs=(*classes, *_element_changes(resolved(thinner, release), seen, used)))


# --- attributes that nothing has ------------------------------------------------------------------------------------


def _class_changes(schema: Schema, used: set[tuple[str, str]]) -> tuple[odd.ClassSpec, ...]:
    """Attribute classes that no element needs, deleted; of the others, the attributes that none has."""
    paths = Paths(schema)
    needed: set[tuple[str, str]] = set()
    live: set[str] = set()
    for name, element in schema.elements.items():
        locked = _locked(element.spec.atts)
        for att in schema.atts(element.attributes):
            ident = att.spec.ident
            if (name, ident) in used or ident in locked or att.spec.usage == "req":
                for source in paths.sources(name, ident):
                    between = paths.between(name, source)
                    live.update(between)
                    needed.update((cls, ident) for cls in between)
    changes: dict[str, odd.ClassSpec] = {}
    pending = [cls for name in schema.elements for cls in paths.direct(name)]
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name not in live:
            if next(schema.class_atts(name), None) is not None:
                changes[name] = odd.ClassSpec(name, "atts", schema.classes[name].spec.module, odd.DELETE)
            continue
        pending += paths.direct(name)
        locked = _locked(schema.classes[name].spec.atts)
        unused = [ident for ident in paths.own(name) if (name, ident) not in needed and ident not in locked]
        if unused:
            atts = odd.AttList(tuple(odd.AttDef(ident, odd.DELETE) for ident in sorted(unused)))
            changes[name] = odd.ClassSpec(name, "atts", schema.classes[name].spec.module, odd.CHANGE, atts=atts)
    return tuple(changes[name] for name in sorted(changes))


def _locked(atts: odd.AttList | None, *, choice: bool = False) -> set[str]:
    """Attributes of which one must be chosen: without one of them, those that are left might all be required."""
    if atts is None:
        return set()
    found: set[str] = set()
    firm = any(not isinstance(item, odd.AttDef) or item.usage == "req" for item in atts.items)
    if choice or (atts.org == "choice" and firm):
        found = {item.ident if isinstance(item, odd.AttDef) else item.name for item in leaves(atts)}
    for item in atts.items:
        if isinstance(item, odd.AttList):
            found |= _locked(item, choice=choice)
    return found


# --- elements -------------------------------------------------------------------------------------------------------


def _element_changes(
    schema: Schema, seen: Mapping[str, Seen], used: set[tuple[str, str]]
) -> tuple[odd.ElementSpec, ...]:
    """What is still to be said of single elements: attributes that they never have, and lists of values."""
    changes = []
    for name in sorted(schema.elements):
        element = schema.elements[name]
        locked = _locked(element.spec.atts)
        own = leaves(element.spec.atts) if element.spec.atts else []
        referred = {item.name for item in own if isinstance(item, odd.AttRef)}
        records: dict[str, odd.AttDef] = {}
        for att in schema.atts(element.attributes):
            ident = att.spec.ident
            if (name, ident) in used:
                values = None if ident in referred else listed(att, seen[name])
                if values is not None:
                    records[ident] = odd.AttDef(ident, odd.CHANGE, values=values)
            elif ident not in locked and att.spec.usage != "req":
                records[ident] = odd.AttDef(ident, odd.DELETE)
        if records:
            atts = odd.AttList(tuple(records[ident] for ident in sorted(records)))
            changes.append(odd.ElementSpec(name, element.spec.module, odd.CHANGE, atts=atts))
    return tuple(changes)


def listed(att: Att, seen: Seen) -> odd.ValList | None:
    """A closed list of the values of an attribute, where they are few and come back; None where they don't."""
    counts = seen.values.get(att.name)
    if not counts or len(counts) > MOST_VALUES or sum(counts.values()) < _LEAST_OFTEN * len(counts):
        return None
    before = att.spec.values
    # A default that stands nowhere is still what its absence means.
    words = {*counts, *(att.spec.default or "").split()}
    if before is not None and before.kind == "closed":
        # What TEI itself forbids is not allowed because some file has it.
        allowed = {item.value for item in before.items}
        words &= allowed
        if not words or words == allowed:
            return None
    mode = odd.REPLACE if before is not None and before.items else odd.ADD
    return odd.ValList(tuple(odd.ValItem(word) for word in sorted(words)), "closed", mode)


def always(schema: Schema, ident: str, seen: Seen) -> list[Name]:
    """Attributes that every occurrence of an element has, though they are not required."""
    element = schema.elements[ident]
    required = {att.name for att in schema.atts(element.attributes) if att.spec.usage == "req"}
    return sorted(name for name, count in seen.attributes.items() if count == seen.count and name not in required)
