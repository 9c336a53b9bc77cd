"""What a specification in mode "change" makes of the one that it changes (Guidelines, 23.3.1, Kinds of Modification).

A change says only what is other than before. Changes and deletions of attributes that an element has from a class
stay as they are: `resolve.attributes` applies them when it is known what the classes give.
"""

from __future__ import annotations

from dataclasses import replace

from diplomatica.diagnostics.model import NOWHERE
from diplomatica.odd import model as odd
from diplomatica.odd.model import ADD, CHANGE, DELETE, REPLACE
from diplomatica.odd.resolve.report import Report


def merged(base: odd.Spec, change: odd.Spec, report: Report) -> odd.Spec:
    """The specification after a change."""
    docs = merged_docs(base.docs, change.docs)
    constraints = merged_constraints(base.constraints, change.constraints, report)
    until = change.valid_until or base.valid_until
    alias = change.alias or base.alias
    if isinstance(base, odd.ElementSpec) and isinstance(change, odd.ElementSpec):
        return replace(
            base,
            ns=base.ns if change.ns is None else change.ns,
            alias=alias,
            classes=merged_classes(base.classes, change.classes, base.ident, report),
            content=base.content if change.content is None else change.content,
            atts=merged_atts(base.atts, change.atts, base.ident, report),
            constraints=constraints,
            docs=docs,
            valid_until=until,
            place=change.place,
        )
    if isinstance(base, odd.ClassSpec) and isinstance(change, odd.ClassSpec):
        return replace(
            base,
            alias=alias,
            classes=merged_classes(base.classes, change.classes, base.ident, report),
            atts=merged_atts(base.atts, change.atts, base.ident, report),
            constraints=constraints,
            docs=docs,
            valid_until=until,
            place=change.place,
        )
    assert isinstance(base, odd.MacroSpec)
    assert isinstance(change, odd.MacroSpec)
    content = base.content if change.content is None else change.content
    if isinstance(base.content, odd.ValList) and isinstance(change.content, odd.ValList):
        content = merged_values(base.content, change.content, report)
    return replace(
        base, alias=alias, content=content, constraints=constraints, docs=docs, valid_until=until, place=change.place
    )


def merged_docs(base: tuple[odd.Doc, ...], change: tuple[odd.Doc, ...]) -> tuple[odd.Doc, ...]:
    """Prose of a kind takes the place of that before, language by language; examples and remarks as a whole."""
    if not change:
        return base
    spoken = {(doc.kind, doc.lang) for doc in change}
    kinds = {doc.kind for doc in change} - {"gloss", "desc"}
    unspoken = {doc.kind for doc in change if not doc.lang}
    kept = tuple(
        doc
        for doc in base
        if doc.kind not in kinds
        and (doc.kind, doc.lang) not in spoken
        and not (doc.kind in unspoken and doc.lang == "en")
    )
    return change + kept


def merged_constraints(
    base: tuple[odd.ConstraintSpec, ...], change: tuple[odd.ConstraintSpec, ...], report: Report
) -> tuple[odd.ConstraintSpec, ...]:
    """Constraints, by their names; those of one name in several languages are changed together."""
    found = list(base)
    for spec in change:
        same = [item for item in found if item.ident == spec.ident and (not spec.lang or item.lang == spec.lang)]
        if spec.mode in (CHANGE, DELETE) and not same:
            report("ODD326", spec.place, name=spec.ident, mode=spec.mode)
        if spec.mode == CHANGE:
            found = [_merged_constraint(item, spec) if item in same else item for item in found]
        else:
            at = found.index(same[0]) if same else len(found)
            found = [item for item in found if item not in same]
            if spec.mode != DELETE:
                found.insert(at, replace(spec, mode=ADD))
    return tuple(found)


def _merged_constraint(base: odd.ConstraintSpec, change: odd.ConstraintSpec) -> odd.ConstraintSpec:
    return replace(
        base,
        constraints=change.constraints or base.constraints,
        docs=merged_docs(base.docs, change.docs),
        valid_until=change.valid_until or base.valid_until,
        place=change.place,
    )


def merged_classes(
    base: odd.Classes | None, change: odd.Classes | None, owner: str, report: Report
) -> odd.Classes | None:
    """Memberships: all new, or one by one."""
    if change is None:
        return base
    if change.mode == REPLACE:
        return odd.Classes(tuple(member for member in change.members if member.mode != DELETE))
    found = {member.key: member for member in base.members} if base else {}
    for member in change.members:
        if member.mode == DELETE:
            if found.pop(member.key, None) is None:
                report("ODD311", member.place, name=owner, key=member.key)
        else:
            found.setdefault(member.key, member)
    return odd.Classes(tuple(found.values()))


def merged_atts(base: odd.AttList | None, change: odd.AttList | None, owner: str, report: Report) -> odd.AttList | None:
    """Attributes: each change where the attribute stands, what is new at the end, lists within kept as they are."""
    if change is None:
        return base
    if base is None:
        return change
    changes = {item.ident: item for item in leaves(change) if isinstance(item, odd.AttDef)}
    there = {item.ident if isinstance(item, odd.AttDef) else item.name for item in leaves(base)}
    kept = _applied(base, changes, report)
    added = _without(change, there)
    more: tuple[odd.AttList | odd.AttDef | odd.AttRef, ...] = ()
    if added is not None:
        more = (added,) if added.org == "choice" else added.items
    if kept.org == "choice" and more:
        return odd.AttList((kept, *more))
    return odd.AttList(kept.items + more, kept.org)


def leaves(atts: odd.AttList) -> list[odd.AttDef | odd.AttRef]:
    """The attributes of a list and of the lists within."""
    found: list[odd.AttDef | odd.AttRef] = []
    for item in atts.items:
        if isinstance(item, odd.AttList):
            found += leaves(item)
        else:
            found.append(item)
    return found


def _applied(base: odd.AttList, changes: dict[str, odd.AttDef], report: Report) -> odd.AttList:
    items: list[odd.AttList | odd.AttDef | odd.AttRef] = []
    for item in base.items:
        if isinstance(item, odd.AttList):
            items.append(_applied(item, changes, report))
            continue
        name = item.ident if isinstance(item, odd.AttDef) else item.name
        change = changes.get(name)
        if change is None:
            items.append(item)
        elif change.mode == CHANGE:
            # Of an attribute that is referred to, the change is kept beside the reference.
            items += (merged_att(item, change, report),) if isinstance(item, odd.AttDef) else (item, change)
        elif change.mode == DELETE:
            # It stays as a record: a class may give the attribute too.
            items.append(odd.AttDef(name, DELETE))
        else:
            items.append(replace(change, mode=ADD))
    return odd.AttList(tuple(items), base.org)


def _without(atts: odd.AttList, names: set[str]) -> odd.AttList | None:
    """What of a list is new."""
    items: list[odd.AttList | odd.AttDef | odd.AttRef] = []
    for item in atts.items:
        if isinstance(item, odd.AttList):
            inner = _without(item, names)
            if inner is not None:
                items.append(inner)
        elif (item.ident if isinstance(item, odd.AttDef) else item.name) not in names:
            items.append(item)
    return odd.AttList(tuple(items), atts.org) if items else None


def merged_att(base: odd.AttDef, change: odd.AttDef, report: Report) -> odd.AttDef:
    """An attribute after a change. A deletion that was made before stays one."""
    first, second = base.values, change.values
    if base.mode == CHANGE and second is not None and second.mode == CHANGE and (not first or first.mode == CHANGE):
        values: odd.ValList | None = second if first is None else _both_changes(first, second)
    elif base.mode == CHANGE and second is not None and second.mode == DELETE:
        values = second
    else:
        values = merged_values(first, second, report)
    return replace(
        base,
        usage=change.usage or base.usage,
        ns=base.ns if change.ns is None else change.ns,
        alias=change.alias or base.alias,
        datatype=change.datatype or base.datatype,
        values=values,
        default=base.default if change.default is None else change.default,
        constraints=merged_constraints(base.constraints, change.constraints, report),
        docs=merged_docs(base.docs, change.docs),
        valid_until=change.valid_until or base.valid_until,
        place=change.place,
    )


def _both_changes(first: odd.ValList, second: odd.ValList) -> odd.ValList:
    """Two changes of a list that a class has, one after the other, as one change."""
    found = {item.ident: item for item in first.items}
    for item in second.items:
        before = found.get(item.ident)
        if item.mode == DELETE and before is not None:
            # The class need not have it: the first change may have added it.
            found[item.ident] = replace(item, place=NOWHERE)
        elif item.mode == CHANGE and before is not None:
            found[item.ident] = before if before.mode == DELETE else _merged_value(before, item)
        else:
            found[item.ident] = item
    docs = merged_docs(first.docs, second.docs)
    return replace(first, items=tuple(found.values()), kind=second.kind or first.kind, docs=docs)


def _merged_value(base: odd.ValItem, change: odd.ValItem) -> odd.ValItem:
    return replace(
        base,
        alias=change.alias or base.alias,
        docs=merged_docs(base.docs, change.docs),
        valid_until=change.valid_until or base.valid_until,
        pairs=change.pairs or base.pairs,
        place=change.place,
    )


def merged_values(base: odd.ValList | None, change: odd.ValList | None, report: Report) -> odd.ValList | None:
    """A value list: another one, or the same with values added, changed and deleted."""
    if change is None:
        return base
    if change.mode == DELETE:
        return None
    if change.mode != CHANGE or base is None:
        return replace(change, items=tuple(item for item in change.items if item.mode != DELETE), mode=ADD)
    found = {item.ident: item for item in base.items}
    for item in change.items:
        before = found.get(item.ident)
        if item.mode == DELETE:
            if found.pop(item.ident, None) is None and item.place is not NOWHERE:
                report("ODD323", item.place, name=item.ident, mode="delete")
        elif item.mode == CHANGE:
            if before is None:
                report("ODD323", item.place, name=item.ident, mode="change")
            else:
                found[item.ident] = _merged_value(before, item)
        else:
            found[item.ident] = replace(item, mode=ADD)
    return replace(
        base,
        items=tuple(found.values()),
        kind=change.kind or base.kind,
        docs=merged_docs(base.docs, change.docs),
        mode=ADD,
    )
