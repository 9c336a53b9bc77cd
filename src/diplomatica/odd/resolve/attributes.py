"""The attributes of classes and elements: inheritance, and what an element changes of it.

Guidelines, 22.5.2 and 23.3.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diplomatica.diagnostics.model import NOWHERE
from diplomatica.odd import model as odd
from diplomatica.odd.model import ADD, CHANGE, DELETE
from diplomatica.odd.resolve.content import Contents
from diplomatica.odd.resolve.merge import leaves, merged_att
from diplomatica.odd.resolve.report import Report, near
from diplomatica.odd.schema import Att, AttGroup, ClassUse

_NONE = AttGroup(())
_Owner = odd.ElementSpec | odd.ClassSpec


class Attributes:
    """Works out attribute groups; `supers` are the attribute classes of each class, in order.

    `contents` sees to it that their datatypes are there.
    """

    def __init__(
        self,
        classes: Mapping[str, odd.ClassSpec],
        supers: Mapping[str, tuple[str, ...]],
        contents: Contents,
        report: Report,
    ) -> None:
        self.contents = contents
        self.classes = classes
        self.supers = supers
        self.report = report
        self._groups: dict[str, AttGroup] = {}
        self._flat: dict[str, tuple[Att, ...]] = {}
        self._open: set[str] = set()
        for name in _bottom_up(supers):
            self.of_class(name)

    def of_class(self, name: str) -> AttGroup:
        """What a class gives: its classes, then its own attributes."""
        if name not in self._groups:
            self._open.add(name)
            supers = tuple(sup for sup in self.supers[name] if sup not in self._open)
            spec = self.classes[name]
            self._groups[name] = self._group(spec, supers, "class")
            self._open.discard(name)
        return self._groups[name]

    def of_element(self, spec: odd.ElementSpec, supers: tuple[str, ...]) -> AttGroup:
        """What an element has."""
        return self._group(spec, supers, "element")

    def flat(self, name: str) -> tuple[Att, ...]:
        """All attributes that a class gives."""
        if name not in self._flat:
            self._flat[name] = tuple(self._leaves(self.of_class(name)))
        return self._flat[name]

    def _leaves(self, group: AttGroup) -> list[Att]:
        found: list[Att] = []
        for item in group.items:
            if isinstance(item, Att):
                found.append(item)
            elif isinstance(item, AttGroup):
                found += self._leaves(item)
            else:
                found += self.flat(item.name)
        return found

    def _group(self, spec: _Owner, supers: tuple[str, ...], what: str) -> AttGroup:
        owner, atts = spec.ident, spec.atts
        own = leaves(atts) if atts else []
        records = {item.ident: item for item in own if isinstance(item, odd.AttDef)}
        given: dict[str, Att] = {}
        for sup in supers:
            for att in self.flat(sup):
                given.setdefault(att.spec.ident, att)
        given.update((att.spec.ident, att) for ref in own if isinstance(ref, odd.AttRef) for att in self._named(ref))
        for name, item in records.items():
            if name not in given and item.mode in (CHANGE, DELETE) and item.place is not NOWHERE:
                self._tell_missing(item, owner, what, given)
        seen: dict[tuple[str, str], str] = {}
        for record in records.values():
            if record.mode not in (CHANGE, DELETE):
                seen[record.name] = owner
        used: set[str] = set()
        items: list[AttGroup | Att | ClassUse] = []
        for sup in supers:
            items += self._taken(sup, records, spec, seen, used)
        if atts is not None:
            group = self._own(atts, records, spec, seen, used, set())
            if group.items:
                items += (group,) if group.choice else group.items
        return AttGroup(tuple(items)) if items else _NONE

    def _taken(
        self,
        name: str,
        records: Mapping[str, odd.AttDef],
        spec: _Owner,
        seen: dict[tuple[str, str], str],
        used: set[str],
    ) -> tuple[AttGroup | Att | ClassUse, ...]:
        """A class as it is, or, where an attribute of it is changed or comes twice, its parts."""
        if name in used:
            return ()
        flat = self.flat(name)
        if not flat:
            return ()
        untouched = all(att.spec.ident not in records and att.name not in seen for att in flat)
        names = [att.name for att in flat]
        if untouched and len(set(names)) == len(names):
            seen.update((att_name, name) for att_name in names)
            used.add(name)
            used.update(self._closure(name))
            return (ClassUse(name),)
        return self._parts(self.of_class(name), records, spec, seen, used, name).items

    def _closure(self, name: str) -> set[str]:
        found: set[str] = set()
        pending = [name]
        while pending:
            for sup in self.supers[pending.pop()]:
                if sup not in found:
                    found.add(sup)
                    pending.append(sup)
        return found

    def _parts(
        self, group: AttGroup, records: Mapping[str, odd.AttDef], spec: _Owner, seen: dict[tuple[str, str], str],
        used: set[str], cls: str,
    ) -> AttGroup:  # fmt: skip
        owner = spec.ident
        items: list[AttGroup | Att | ClassUse] = []
        for item in group.items:
            if isinstance(item, ClassUse):
                items += self._taken(item.name, records, spec, seen, used)
            elif isinstance(item, AttGroup):
                inner = self._parts(item, records, spec, seen, used, cls)
                if inner.items:
                    items.append(inner)
            else:
                att = self._changed(item, records.get(item.spec.ident), owner)
                if att is None:
                    continue
                if att.name in seen:
                    if seen[att.name] not in (att.owner, owner):
                        place = records[item.spec.ident].place if item.spec.ident in records else spec.place
                        self.report(
                            "ODD321", place, name=item.spec.ident, owner=owner, first=seen[att.name], second=att.owner
                        )
                    continue
                seen[att.name] = att.owner
                items.append(att)
        return AttGroup(tuple(items), group.choice)

    def _changed(self, att: Att, record: odd.AttDef | None, owner: str) -> Att | None:
        """An attribute of a class as an element, or another class, has it."""
        if record is None:
            return att
        if record.mode == CHANGE:
            spec = merged_att(att.spec, record, self.report)
            return Att(self.contents.fitted_attribute(replace(spec, mode=ADD)), owner, own=True)
        return None

    def _own(
        self, atts: odd.AttList, records: Mapping[str, odd.AttDef], spec: _Owner, seen: dict[tuple[str, str], str],
        used: set[str], there: set[tuple[str, str]],
    ) -> AttGroup:  # fmt: skip
        """The attributes that stand in the specification itself; `there` are those that stand beside or above."""
        choice = atts.org == "choice"
        items: list[AttGroup | Att | ClassUse] = []
        above = frozenset(there)
        for item in atts.items:
            beside = set(above) if choice else there
            if isinstance(item, odd.AttList):
                inner = self._own(item, records, spec, seen, used, beside)
                if inner.items:
                    items.append(inner)
            elif isinstance(item, odd.AttRef):
                items += self._referred(item, records, spec, seen, used)
            elif item.mode not in (CHANGE, DELETE):
                if item.name in beside:
                    self.report(
                        "ODD321", item.place, name=item.ident, owner=spec.ident, first=spec.ident, second=spec.ident
                    )
                    continue
                beside.add(item.name)
                items.append(Att(self.contents.fitted_attribute(item), spec.ident, own=True))
            there |= beside
        return AttGroup(tuple(items), choice)

    def _referred(
        self, ref: odd.AttRef, records: Mapping[str, odd.AttDef], spec: _Owner, seen: dict[tuple[str, str], str],
        used: set[str],
    ) -> Sequence[AttGroup | Att | ClassUse]:  # fmt: skip
        """The attributes that an `attRef` names: one of a class, or all of it."""
        if ref.cls and not ref.name:
            known = ref.cls in self.classes and ref.cls not in self._open
            return self._taken(ref.cls, records, spec, seen, used) if known else ()
        for att in self._named(ref):
            changed = self._changed(att, records.get(att.spec.ident), spec.ident)
            if changed is None or changed.name in seen:
                return ()
            seen[changed.name] = changed.owner
            return (changed,)
        if ref.place is not NOWHERE:
            self.report("ODD322", ref.place, name=ref.name or "", cls=ref.cls or "any class")
        return ()

    def _named(self, ref: odd.AttRef) -> Sequence[Att]:
        """The attributes that an `attRef` can mean."""
        if ref.cls:
            found = self.flat(ref.cls) if ref.cls in self.classes and ref.cls not in self._open else ()
            return tuple(att for att in found if att.spec.ident == ref.name or not ref.name)
        classes = [name for name in self.classes if name not in self._open]
        return tuple(att for name in classes for att in self._plain(name) if att.spec.ident == ref.name)

    def _plain(self, name: str) -> tuple[Att, ...]:
        return tuple(att for att in self.flat(name) if att.owner == name)

    def _tell_missing(self, item: odd.AttDef, owner: str, what: str, given: Mapping[str, Att]) -> None:
        advice = "remove the attDef" if item.mode == DELETE else 'correct @ident, or write mode="add"'
        self.report(
            "ODD320",
            item.place,
            what=what,
            owner=owner,
            name=item.ident,
            mode=item.mode,
            near=near(item.ident, given),
            advice=advice,
        )


def _bottom_up(supers: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Each class after those that it is a member of: chains of any length are worked out without going deep."""
    order: dict[str, None] = {}
    for top in supers:
        pending = [top]
        while pending:
            waiting = [sup for sup in supers[pending[-1]] if sup not in order and sup not in pending]
            if waiting:
                pending += waiting[:1]
            else:
                order[pending.pop()] = None
    return list(order)
