"""What holds what in a schema: elements in elements, and who uses classes, macros, datatypes and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.diagram import name_of
from diplomatica.odd.schema import Att, Schema
from diplomatica.relaxng import model as rng

User = tuple[str, str]  # kind (element, class, macro, datatype) and name
AttName = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Inside:
    """What a content model may hold: elements by name, elements of other grammars, characters, or any element."""

    elements: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    text: bool = False
    anything: bool = False


_NOTHING = Inside()


@dataclass(slots=True)
class AttUse:
    """An attribute as it is defined in one place, and the elements that have it so."""

    att: Att
    elements: list[str]


class Relations:
    """Works out, once, who uses what."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._macros: dict[str, Inside] = {}
        self._foreign = {define.name: define.pattern for define in schema.foreign}
        self._classes: dict[tuple[object, ...], Inside] = {}
        self.inside = {name: self._inside(element.content, ()) for name, element in schema.elements.items()}
        self.parents: dict[str, set[str]] = {name: set() for name in schema.elements}
        for name, inside in self.inside.items():
            for child in inside.elements:
                self.parents[child].add(name)
        self.users: dict[User, dict[User, None]] = {}
        self._find_users()
        self.atts: dict[AttName, dict[int, AttUse]] = {}
        self.class_atts = {name: tuple(schema.class_atts(name)) for name in schema.classes}
        self._find_atts()

    # --- content ----------------------------------------------------------------------------------------------------

    def _inside(self, content: odd.Content, trail: tuple[str, ...]) -> Inside:
        if isinstance(content, odd.Sequence | odd.Alternate):
            return _sum([self._inside(item, trail) for item in content.items])
        if isinstance(content, odd.ElementRef):
            return Inside(frozenset((content.key,))) if content.high else _NOTHING
        if isinstance(content, odd.ClassRef):
            return self._of_class(content.key, content.include, content.exclude)
        if isinstance(content, odd.MacroRef):
            return self._of_macro(content.key, trail)
        if isinstance(content, odd.AnyElement):
            return Inside(anything=True)
        if isinstance(content, odd.Foreign):
            return self._of_pattern(content.pattern, trail)
        return _NOTHING if isinstance(content, odd.Empty) else Inside(text=True)

    def _of_macro(self, name: str, trail: tuple[str, ...]) -> Inside:
        if name not in self._macros:
            macro = self.schema.macros.get(name)
            if macro is None or name in trail:
                return _NOTHING
            self._macros[name] = self._inside(macro.content, (*trail, name))
        return self._macros[name]

    def _of_class(self, name: str, include: tuple[str, ...] | None = None, exclude: tuple[str, ...] = ()) -> Inside:
        key = (name, include, exclude)
        if key not in self._classes:
            self._classes[key] = Inside(frozenset(self._members(name, include, exclude, {name})))
        return self._classes[key]

    def _members(
        self, name: str, include: tuple[str, ...] | None, exclude: tuple[str, ...], seen: set[str]
    ) -> Iterator[str]:
        for kind, member in self.schema.classes[name].members:
            if member in exclude or (kind, member) == ("class", name):
                continue
            wanted = include is None or member in include
            if kind == "element":
                if wanted:
                    yield member
            elif member not in seen:
                yield from self._members(member, None if wanted else include, exclude, seen | {member})

    def _of_pattern(self, pattern: rng.Pattern, trail: tuple[str, ...]) -> Inside:
        if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
            return _sum([self._of_pattern(item, trail) for item in pattern.items])
        if isinstance(pattern, rng.Mixed):
            return _sum([Inside(text=True), self._of_pattern(pattern.item, trail)])
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List):
            return self._of_pattern(pattern.item, trail)
        if isinstance(pattern, rng.Ref):
            return self._of_ref(pattern.name, trail)
        if isinstance(pattern, rng.Element):
            if isinstance(pattern.names, rng.Name):
                return Inside(others=frozenset((name_of(pattern.names),)))
            return Inside(anything=True)
        return Inside(text=True) if isinstance(pattern, rng.Text | rng.Data | rng.Value) else _NOTHING

    def _of_ref(self, name: str, trail: tuple[str, ...]) -> Inside:
        if name in self.schema.elements:
            return Inside(frozenset((name,)))
        stem = name if name in self.schema.classes else name.rpartition("_")[0]
        if stem in self.schema.classes:
            return self._of_class(stem)
        if name in self.schema.macros:
            return self._of_macro(name, trail)
        if name in self.schema.datas:
            return Inside(text=True)
        if name in self._foreign and name not in trail:
            return self._of_pattern(self._foreign[name], (*trail, name))
        return _NOTHING

    # --- users ------------------------------------------------------------------------------------------------------

    def _find_users(self) -> None:
        schema = self.schema
        for name, element in schema.elements.items():
            self._note(("element", name), element.content)
        for name, macro in schema.macros.items():
            self._note(("macro", name), macro.content)
        for name, data in schema.datas.items():
            self._note(("datatype", name), data.content)

    def _note(self, user: User, content: odd.Content) -> None:
        for used in named(content):
            for key in self._keys(*used):
                if key != user:
                    self.users.setdefault(key, {})[user] = None

    def _keys(self, kind: str, name: str) -> list[User]:
        if kind != "pattern":
            return [(kind, name)]
        if name in self.schema.macros:
            return [("macro", name)]
        if name in self.schema.datas:
            return [("datatype", name)]
        return [("class", word) for word in (name, name.rpartition("_")[0]) if word in self.schema.classes]

    # --- attributes -------------------------------------------------------------------------------------------------

    def _find_atts(self) -> None:
        for name, element in self.schema.elements.items():
            for att in self.schema.atts(element.attributes):
                self._use(att).elements.append(name)
        for atts in self.class_atts.values():
            for att in atts:
                self._use(att)
        self.data_atts: dict[str, list[AttName]] = {}
        for label, uses in self.atts.items():
            for use in uses.values():
                datatype = use.att.spec.datatype
                for kind, name in named(datatype.content) if datatype else ():
                    known = self.data_atts.setdefault(name, [])
                    if kind in ("datatype", "pattern") and label not in known:
                        known.append(label)

    def _use(self, att: Att) -> AttUse:
        uses = self.atts.setdefault(att.name, {})
        use = uses.get(id(att.spec))
        if use is None:
            use = uses[id(att.spec)] = AttUse(att, [])
        return use


def named(content: odd.Content) -> Iterator[User]:
    """What a content model refers to by name; what patterns refer to is of the kind "pattern"."""
    stack = [content]
    while stack:
        item = stack.pop()
        if isinstance(item, odd.Sequence | odd.Alternate):
            stack.extend(reversed(item.items))
        elif isinstance(item, odd.ClassRef):
            yield "class", item.key
        elif isinstance(item, odd.MacroRef):
            yield "macro", item.key
        elif isinstance(item, odd.DataRef) and item.key:
            yield "datatype", item.key
        elif isinstance(item, odd.Foreign):
            for name in _pattern_names(item.pattern):
                yield "pattern", name


def _pattern_names(pattern: rng.Pattern) -> Iterator[str]:
    stack: list[rng.Pattern] = [pattern]
    while stack:
        item = stack.pop()
        if isinstance(item, rng.Ref):
            yield item.name
        elif isinstance(item, rng.Group | rng.Interleave | rng.Choice):
            stack.extend(reversed(item.items))
        elif isinstance(item, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
            stack.append(item.item)


def _sum(parts: list[Inside]) -> Inside:
    if len(parts) == 1:
        return parts[0]
    return Inside(
        frozenset().union(*(part.elements for part in parts)),
        frozenset().union(*(part.others for part in parts)),
        any(part.text for part in parts),
        any(part.anything for part in parts),
    )
