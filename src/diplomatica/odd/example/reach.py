"""Which classes and macros the elements of a schema need of modules from which they take no element."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from diplomatica.odd import model as odd
from diplomatica.odd.resolve.merge import leaves
from diplomatica.odd.schema import Schema


class Paths:
    """How elements come to the attributes of classes, in a schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._closures: dict[str, tuple[str, ...]] = {}

    def spec(self, name: str) -> odd.ElementSpec | odd.ClassSpec:
        """An element, or a class."""
        return self.schema.elements[name].spec if name in self.schema.elements else self.schema.classes[name].spec

    def direct(self, name: str) -> tuple[str, ...]:
        """The attribute classes that an element or class is a member of."""
        known = self.schema.elements.get(name) or self.schema.classes[name]
        return tuple(sup for sup in known.classes if not self.schema.classes[sup].is_model)

    def uses(self, name: str) -> tuple[str, ...]:
        """The same, and those that it takes single attributes from."""
        spec = self.spec(name)
        referred = [item.cls for item in leaves(spec.atts) if isinstance(item, odd.AttRef)] if spec.atts else []
        return (*self.direct(name), *(cls for cls in referred if cls in self.schema.classes))

    def closure(self, name: str) -> tuple[str, ...]:
        """All attribute classes behind an element or class, near ones first."""
        if name not in self._closures:
            found: dict[str, None] = {}
            pending = [name]
            while pending:
                pending = [sup for item in pending for sup in self.uses(item) if sup not in found]
                found.update(dict.fromkeys(pending))
            self._closures[name] = tuple(found)
        return self._closures[name]

    def own(self, name: str) -> dict[str, odd.AttDef | odd.AttRef]:
        """The attributes that stand in a specification itself."""
        atts = self.spec(name).atts
        return (
            {item.ident if isinstance(item, odd.AttDef) else item.name: item for item in leaves(atts)} if atts else {}
        )

    def sources(self, name: str, ident: str) -> tuple[str, ...]:
        """The classes that an element has an attribute from; none where it defines it itself."""
        record = self.own(name).get(ident)
        if isinstance(record, odd.AttDef) and record.mode == odd.ADD:
            return ()
        found = []
        for cls in self.closure(name):
            record = self.own(cls).get(ident)
            if isinstance(record, odd.AttDef) and record.mode == odd.ADD:
                found.append(cls)
        return tuple(found)

    def between(self, name: str, source: str) -> tuple[str, ...]:
        """The classes over which an element comes to one of its classes, that one included."""
        return tuple(cls for cls in self.closure(name) if cls == source or source in self.closure(cls))


def borrowed(
    full: Schema, kept: Collection[str], used: Collection[tuple[str, str]], modules: Collection[str]
) -> list[tuple[str, str]]:
    """Kind and name of the classes and macros to take in besides `modules`.

    `full` is the whole of TEI P5; `kept` are the elements of the schema; `used` are attributes of theirs that must be
    there.
    """
    found = {("class", name) for name in _attribute_classes(full, used, modules)}
    for kind, name in _of_content(full, kept):
        spec = full.classes[name].spec if kind == "class" else full.macros[name].spec
        if spec.module not in modules:
            found.add((kind, name))
    return sorted(found)


def _attribute_classes(full: Schema, used: Collection[tuple[str, str]], modules: Collection[str]) -> Iterator[str]:
    paths = Paths(full)

    def missing(path: Collection[str]) -> list[str]:
        return [cls for cls in path if full.classes[cls].spec.module not in modules]

    for name, ident in used:
        routes = [missing(route) for source in paths.sources(name, ident) for route in _routes(paths, name, source)]
        if routes:
            yield from min(routes, key=lambda route: (len(route), route))


def _routes(paths: Paths, name: str, source: str) -> Iterator[tuple[str, ...]]:
    """Each way from an element or class to a class, without the element."""
    for sup in paths.uses(name):
        if sup == source:
            yield (sup,)
        elif source in paths.closure(sup):
            for route in _routes(paths, sup, source):
                yield (sup, *route)


def _of_content(full: Schema, kept: Collection[str]) -> Iterator[tuple[str, str]]:
    """The model classes and macros by which elements that are kept refer to each other."""
    seen: set[tuple[str, str]] = set()
    pending = [full.elements[name].content for name in sorted(kept)]

    def opened(cls: str) -> Iterator[tuple[str, str]]:
        if ("class", cls) in seen or kept_members.isdisjoint(full.model_members(cls)):
            return
        seen.add(("class", cls))
        yield "class", cls
        for kind, member in full.classes[cls].members:
            if kind == "class":
                yield from opened(member)

    kept_members = set(kept)
    while pending:
        content = pending.pop()
        if isinstance(content, odd.Sequence | odd.Alternate):
            pending += content.items
        elif isinstance(content, odd.MacroRef) and ("macro", content.key) not in seen:
            seen.add(("macro", content.key))
            pending.append(full.macros[content.key].content)
            yield "macro", content.key
        elif isinstance(content, odd.ClassRef) and full.classes[content.key].is_model:
            yield from opened(content.key)
