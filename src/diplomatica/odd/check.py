"""What a compiler can see wrong in a resolved schema: content that can't be, lists that can't be met, ambiguous IDs.

Only what the ODD itself says is told: TEI P5's own specifications are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diplomatica.diagnostics.model import NOWHERE, Diagnostic, Place
from diplomatica.odd import codes
from diplomatica.odd import model as odd
from diplomatica.odd.schema import Att, AttGroup, Schema

XML_ID = ("http://www.w3.org/XML/1998/namespace", "id")


def check(schema: Schema, found: Callable[[Diagnostic], None]) -> None:
    """Tell `found` what is wrong."""
    _Checker(schema, found).run()


class _Checker:
    def __init__(self, schema: Schema, found: Callable[[Diagnostic], None]) -> None:
        self.schema = schema
        self.found = found

    def report(self, code: str, place: Place, **facts: object) -> None:
        self.found(codes.diagnostic(code, place, **facts))

    def run(self) -> None:
        self.contents()
        self.attributes()
        self.any_elements()

    # --- content -----------------------------------------------------------------------------------------------------

    def contents(self) -> None:
        """Elements whose content nothing can be: what they need can't be there."""
        schema = self.schema
        possible: set[str] = set()
        while True:
            more = {
                name for name, element in schema.elements.items()
                if name not in possible and not self.obstacle(element.content, possible, ())
            }  # fmt: skip
            if not more:
                break
            possible |= more
        for name, element in schema.elements.items():
            if name in possible:
                continue
            why = self.obstacle(element.content, possible, ())
            if element.spec.place is not NOWHERE:
                self.report("ODD403", element.spec.place, name=name, why=why)
            else:
                self.report("ODD412", schema.spec.place, name=name, why=why)

    def obstacle(self, content: odd.Content, possible: set[str], trail: tuple[str, ...]) -> str:
        """Why no document can have this content; empty where one can."""
        if isinstance(content, odd.Sequence):
            if content.low == 0:
                return ""
            return next((why for item in content.items if (why := self.obstacle(item, possible, trail))), "")
        if isinstance(content, odd.Alternate):
            if content.low == 0:
                return ""
            reasons = [self.obstacle(item, possible, trail) for item in content.items]
            return reasons[0] if reasons and all(reasons) else ""
        if isinstance(content, odd.ElementRef):
            if content.low == 0 or content.key in possible:
                return ""
            return f"it needs “{content.key}”, which can’t be there either"
        if isinstance(content, odd.ClassRef):
            return self.class_obstacle(content, possible)
        if isinstance(content, odd.MacroRef):
            if content.low == 0 or content.key in trail:
                return ""
            return self.obstacle(self.schema.macros[content.key].content, possible, (*trail, content.key))
        return ""

    def class_obstacle(self, ref: odd.ClassRef, possible: set[str]) -> str:
        cls = self.schema.classes[ref.key]
        if ref.low == 0 or not cls.is_model or ref.expand in ("sequenceOptional", "sequenceOptionalRepeatable"):
            return ""
        members = [
            name for name in self.schema.model_members(ref.key)
            if name not in ref.exclude and (ref.include is None or name in ref.include)
        ]  # fmt: skip
        if not members and not (ref.include or ref.exclude):
            return f"it needs a member of “{ref.key}”, which has none"
        if ref.expand in ("sequence", "sequenceRepeatable"):
            missing = next((name for name in members if name not in possible), "")
            return f"it needs “{missing}”, which can’t be there either" if missing else ""
        if ref.include or ref.exclude or any(name in possible for name in members):
            return ""
        return f"it needs a member of “{ref.key}”, none of which can be there"

    # --- attributes --------------------------------------------------------------------------------------------------

    def attributes(self) -> None:
        for name, cls in self.schema.classes.items():
            for att in written_out(cls.attributes):
                self.attribute(att, name)
        for name, element in self.schema.elements.items():
            for att in written_out(element.attributes):
                if att.owner == name:
                    self.attribute(att, name)

    def attribute(self, att: Att, owner: str) -> None:
        spec = att.spec
        if spec.place is NOWHERE:
            return
        facts = {"owner": owner, "name": spec.ident}
        if spec.values is not None and spec.values.kind == "closed":
            if not spec.values.items:
                self.report("ODD324", spec.place, **facts)
            elif spec.default and any(
                word not in {item.value for item in spec.values.items} for word in self._words(spec, spec.default)
            ):
                self.report("ODD325", spec.place, value=spec.default, **facts)

    def _words(self, spec: odd.AttDef, default: str) -> list[str]:
        several = spec.datatype is not None and spec.datatype.high != 1
        return default.split() if several else [default]

    # --- IDs ---------------------------------------------------------------------------------------------------------

    def any_elements(self) -> None:
        """Elements with an ID that can stand within `anyElement`, where the same attribute is no ID."""
        for element in self.schema.elements.values():
            for content in _any(element.content):
                exclude = self.schema.exceptions if content.exclude is None else content.exclude
                for other in self.schema.elements.values():
                    out = (other.ns, "") in exclude or (other.ns, other.name) in exclude
                    if not out and any(att.name == XML_ID for att in self.schema.atts(other.attributes)):
                        place = element.spec.place if element.spec.place is not NOWHERE else self.schema.spec.place
                        self.report("ODD408", place, name=other.name)


def written_out(group: AttGroup) -> Iterator[Att]:
    """The attributes that stand in a group itself, not in a class that it uses."""
    for item in group.items:
        if isinstance(item, Att):
            yield item
        elif isinstance(item, AttGroup):
            yield from written_out(item)


def _any(content: odd.Content) -> Iterator[odd.AnyElement]:
    if isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from _any(item)
    elif isinstance(content, odd.AnyElement):
        yield content
