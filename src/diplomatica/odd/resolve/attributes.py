"""The attributes of classes and elements: inheritance, and what an element changes of it.

Guidelines, 22.5.2 and 23.3.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diplomatica.diagnostics.model import NOWHERE
from diplomatica.odd import model as odd
from diplomatica.odd.model import ADD, CHANGE, DELETE
from diplomatica.odd.resolve.content import Contents
from diplomatica.odd.resolve.merge import leaves, merged_att
from diplomatica.odd.resolve.report import Report, near
from diplomatica.odd.schema import Att, AttGroup, ClassUse

_NONE = AttGroup(())


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

    def of_class(self, name: str) -> AttGroup:
        """What a class gives: its classes, then its own attributes."""
        if name not in self._groups:
            self._open.add(name)
            supers = tuple(sup for sup in self.supers[name] if sup not in self._open)
            self._groups[name] = self._group(name, self.classes[name].atts, supers, "class")
            self._open.discard(name)
        return self._groups[name]

    def of_element(self, spec: odd.ElementSpec, supers: tuple[str, ...]) -> AttGroup:
        """What an element has."""
        return self._group(spec.ident, spec.atts, supers, "element")

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

    def _group(self, owner: str, atts: odd.AttList | None, supers: tuple[str, ...], what: str) -> AttGroup:
        own = leaves(atts) if atts else []
        records = {item.ident: item for item in own if isinstance(item, odd.AttDef)}
        given: dict[str, Att] = {}
        for sup in supers:
            for att in self.flat(sup):
                given.setdefault(att.spec.ident, att)
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
            items += self._taken(sup, records, owner, seen, used)
        if atts is not None:
            group = self._own(atts, owner, seen)
            if group.items:
                items += (group,) if group.choice else group.items
        return AttGroup(tuple(items)) if items else _NONE

    def _taken(
        self, name: str, records: Mapping[str, odd.AttDef], owner: str, seen: dict[tuple[str, str], str], used: set[str]
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
        return self._parts(self.of_class(name), records, owner, seen, used, name).items

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
        self, group: AttGroup, records: Mapping[str, odd.AttDef], owner: str, seen: dict[tuple[str, str], str],
        used: set[str], cls: str,
    ) -> AttGroup:  # fmt: skip
        items: list[AttGroup | Att | ClassUse] = []
        for item in group.items:
            if isinstance(item, ClassUse):
                items += self._taken(item.name, records, owner, seen, used)
            elif isinstance(item, AttGroup):
                inner = self._parts(item, records, owner, seen, used, cls)
                if inner.items:
                    items.append(inner)
            else:
                att = self._changed(item, records.get(item.spec.ident), owner)
                if att is None:
                    continue
                if att.name in seen:
                    if seen[att.name] not in (att.owner, owner):
                        place = records[item.spec.ident].place if item.spec.ident in records else NOWHERE
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

    def _own(self, atts: odd.AttList, owner: str, seen: dict[tuple[str, str], str]) -> AttGroup:
        """The attributes that stand in the specification itself."""
        items: list[AttGroup | Att | ClassUse] = []
        for item in atts.items:
            if isinstance(item, odd.AttList):
                inner = self._own(item, owner, seen)
                if inner.items:
                    items.append(inner)
            elif isinstance(item, odd.AttRef):
                items += self._referred(item, owner, seen)
            elif item.mode not in (CHANGE, DELETE):
                items.append(Att(self.contents.fitted_attribute(item), owner, own=True))
        return AttGroup(tuple(items), atts.org == "choice")

    def _referred(
        self, ref: odd.AttRef, owner: str, seen: dict[tuple[str, str], str]
    ) -> list[AttGroup | Att | ClassUse]:
        """The attributes that an `attRef` names: one of a class, or all of it."""
        if ref.cls and ref.cls not in self.classes:
            return []
        if ref.cls and not ref.name:
            return [ClassUse(ref.cls)]
        classes = [ref.cls] if ref.cls else list(self.classes)
        for name in classes:
            for att in self.flat(name) if ref.cls else self._plain(name):
                if att.spec.ident == ref.name:
                    if att.name in seen:
                        return []
                    seen[att.name] = att.owner
                    return [att]
        if ref.place is not NOWHERE:
            self.report("ODD322", ref.place, name=ref.name, cls=ref.cls or "any class")
        return []

    def _plain(self, name: str) -> tuple[Att, ...]:
        return tuple(att for att in self.flat(name) if att.owner == name)

    def _tell_missing(self, item: odd.AttDef, owner: str, what: str, given: Mapping[str, Att]) -> None:
        advice = "remove the attDef, or correct @ident" if item.mode == DELETE else 'correct @ident, or write mode="add"'
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
