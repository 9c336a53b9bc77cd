"""What is in the schema: modules and single specifications of the sources, and the ODD's own, by their modes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from diplomatica.diagnostics.model import NOWHERE, Place
from diplomatica.odd import model as odd
from diplomatica.odd.model import ADD, CHANGE, DELETE, REPLACE
from diplomatica.odd.resolve.merge import leaves, merged
from diplomatica.odd.resolve.report import KIND_NAMES, Report, near
from diplomatica.odd.resolve.source import Source

Key = tuple[str, str]
Specs = dict[Key, odd.Spec]

_KINDS: dict[type[odd.Spec], str] = {
    odd.ElementSpec: "element",
    odd.ClassSpec: "class",
    odd.MacroSpec: "macro",
    odd.DataSpec: "data",
}


def collect(schema: odd.SchemaSpec, opened: Callable[[str, Place], Source], report: Report) -> Specs:
    """All specifications of a schema, changes applied, deletions gone; `opened` gives the source of an address."""
    specs: Specs = {}
    whole: set[tuple[str, str]] = set()
    for module in _in_order(schema.modules):
        if module.include is None and not module.exclude:
            if (module.key, module.source) in whole:
                report("ODD206", module.place, name=module.key)
            whole.add((module.key, module.source))
        _module(module, opened(module.source or schema.source, module.place), specs, report)
    for ref in schema.refs:
        _single(ref, opened(ref.source or schema.source, ref.place), specs, report)
    _own(schema, specs, opened, report)
    return specs


def _in_order(refs: Iterable[odd.ModuleRef]) -> list[odd.ModuleRef]:
    """The modules of a source: those that the others build on first."""
    first = {"tei": 0, "core": 1}
    return sorted((ref for ref in refs if ref.key), key=lambda ref: first.get(ref.key, 2))


def _module(ref: odd.ModuleRef, source: Source, specs: Specs, report: Report) -> None:
    members = source.members.get(ref.key)
    if members is None:
        report("ODD201", ref.place, name=ref.key, source=source.label, near=near(ref.key, source.members))
        return
    elements = [ident for kind, ident in members if kind == "element"]
    for attribute, wanted in (("include", ref.include or ()), ("except", ref.exclude)):
        for name in wanted:
            if name not in elements and ("class", name) not in members:
                home = next((module for module, keys in source.members.items() if ("element", name) in keys), "")
                hint = f", which is in the module “{home}”" if home else near(name, elements)
                report("ODD202", ref.place, module=ref.key, name=name, near=hint, attribute=attribute)
    for kind, ident in members:
        if kind == "element" and ((ref.include is not None and ident not in ref.include) or ident in ref.exclude):
            continue
        if kind == "class" and ident in ref.exclude:
            continue
        _take(kind, ident, source, specs)


def _take(kind: str, ident: str, source: Source, specs: Specs) -> bool:
    spec = source.spec(kind, ident)
    if spec is None:
        return False
    specs[kind, ident] = replace(spec, place=NOWHERE) if spec.place is not NOWHERE else spec
    return True


def _single(ref: odd.SpecRef, source: Source, specs: Specs, report: Report) -> None:
    if not _take(ref.kind, ref.key, source, specs):
        names = source.names(ref.kind)
        report(
            "ODD203", ref.place, kind=KIND_NAMES[ref.kind].removeprefix("the "), name=ref.key, source=source.label,
            near=near(ref.key, names),
        )  # fmt: skip
        return
    spec = specs[ref.kind, ref.key]
    if isinstance(spec, odd.ClassSpec) and spec.atts and (ref.include is not None or ref.exclude):
        names = [item.ident if isinstance(item, odd.AttDef) else item.name for item in leaves(spec.atts)]
        for which, wanted in (("include", ref.include or ()), ("except", ref.exclude)):
            for name in wanted:
                if name not in names:
                    report("ODD205", ref.place, name=ref.key, attribute=name, near=near(name, names), which=which)
        specs[ref.kind, ref.key] = replace(spec, atts=_chosen(spec.atts, ref))


def _chosen(atts: odd.AttList, ref: odd.SpecRef) -> odd.AttList:
    """The attributes that a `classRef` takes."""
    items: list[odd.AttList | odd.AttDef | odd.AttRef] = []
    for item in atts.items:
        if isinstance(item, odd.AttList):
            inner = _chosen(item, ref)
            if inner.items:
                items.append(inner)
            continue
        name = item.ident if isinstance(item, odd.AttDef) else item.name
        if name not in ref.exclude and (ref.include is None or name in ref.include):
            items.append(item)
    return odd.AttList(tuple(items), atts.org)


def _own(schema: odd.SchemaSpec, specs: Specs, opened: Callable[[str, Place], Source], report: Report) -> None:
    """The specifications that the ODD writes itself, in their order."""
    seen: dict[Key, str] = {}
    deleted: set[Key] = set()
    for spec in schema.specs:
        kind = _KINDS[type(spec)]
        key = _key(kind, spec.ident, specs)
        if not spec.ident:
            continue
        what = KIND_NAMES[kind]
        if key in seen and not (seen[key] == spec.mode == CHANGE):
            report("ODD303", spec.place, kind=what, name=spec.ident)
        repeated = seen.get(key) == spec.mode == ADD
        seen[key] = spec.mode
        there = specs.get(key)
        if spec.mode == DELETE:
            if there is None and key not in deleted:
                report("ODD302", spec.place, kind=what, name=spec.ident, near=near(spec.ident, _names(kind, specs)))
            specs.pop(key, None)
            deleted.add(key)
        elif spec.mode == CHANGE:
            if there is None:
                advice = _how_to_have(kind, spec, opened(schema.source, spec.place), deleted)
                report(
                    "ODD301", spec.place, kind=what, name=spec.ident, near=near(spec.ident, _names(kind, specs)),
                    advice=advice,
                )  # fmt: skip
            else:
                specs[key] = merged(there, spec, report)
        elif spec.mode == REPLACE:
            if there is None:
                report("ODD305", spec.place, kind=what, name=spec.ident)
            specs[key] = _whole(spec, there)
        else:
            if there is not None and not repeated:
                report("ODD304", spec.place, kind=what, name=spec.ident)
            specs[key] = _whole(spec, there)


def _key(kind: str, ident: str, specs: Specs) -> Key:
    """Datatypes were macros in older releases, and older ODDs still call them so."""
    if kind == "macro" and ("macro", ident) not in specs and ("data", ident) in specs:
        return "data", ident
    return kind, ident


def _names(kind: str, specs: Specs) -> list[str]:
    return [ident for found, ident in specs if found == kind]


def _whole(spec: odd.Spec, there: odd.Spec | None) -> odd.Spec:
    """A specification that stands on its own: what only a change could mean is gone."""
    module = spec.module or (there.module if there else "")
    spec = replace(spec, mode=ADD, module=module)
    if isinstance(spec, odd.ElementSpec | odd.ClassSpec) and spec.classes is not None:
        kept = tuple(member for member in spec.classes.members if member.mode != DELETE)
        spec = replace(spec, classes=odd.Classes(kept))
    if isinstance(spec, odd.ClassSpec) and not spec.kind:
        kind = there.kind if isinstance(there, odd.ClassSpec) else ""
        spec = replace(spec, kind=kind or ("model" if spec.ident.startswith("model.") else "atts"))
    return spec


def _how_to_have(kind: str, spec: odd.Spec, source: Source, deleted: set[Key]) -> str:
    """What to write so that a change has something to change."""
    if (kind, spec.ident) in deleted:
        return "remove the specification that deletes it"
    known = source.spec(kind, spec.ident)
    if known is None:
        return 'correct @ident, or write mode="add"'
    if kind == "element":
        return f'take it in: <elementRef key="{spec.ident}"/>, or the module “{known.module}”'
    return f"take in the module “{known.module}”"
