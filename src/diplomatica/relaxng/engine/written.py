"""What a grammar may not say even where nothing leads to it (specification, sections 4.16 to 4.18)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.datatypes import INVALID, Context, datatype

if TYPE_CHECKING:
    from diplomatica.relaxng.places import Places

_XMLNS = "http://www.w3.org/2000/xmlns"
_Names = Mapping[str, None]


def check_written(grammar: rng.Grammar, name: str = "", places: Places | None = None) -> None:
    """Check all patterns of a grammar. Raises `UnusableInput`, with `name` or its place, where one is wrong."""
    _Written(name, places).grammar(grammar)


class _Written:
    def __init__(self, name: str, places: Places | None) -> None:
        self.name = name
        self.places = places
        self._datatypes: set[tuple[object, ...]] = set()

    def fault(self, what: str, pattern: rng.Pattern | rng.Define) -> UnusableInput:
        where = self.places.of(pattern) if self.places is not None else ""
        return UnusableInput(what, where=where or self.name, advice="repair the schema")

    def grammar(self, grammar: rng.Grammar) -> None:
        stack: list[tuple[rng.Grammar, _Names | None]] = [(grammar, None)]
        while stack:
            inner, parent = stack.pop()
            known = {define.name: None for define in inner.defines}
            self._combined(inner)
            for pattern in (inner.start, *(define.pattern for define in inner.defines)):
                stack += [(nested, known) for nested in self._patterns(pattern, known, parent)]

    def _combined(self, grammar: rng.Grammar) -> None:
        found: dict[str, list[rng.Define]] = {}
        for define in grammar.defines:
            found.setdefault(define.name, []).append(define)
        for name, several in found.items():
            combine = [define.combine for define in several]
            if len(combine) > 1 and (combine.count("") > 1 or len({*combine} - {""}) != 1):
                raise self.fault(f"“{name}” is defined {len(combine)} times, without one @combine", several[1])

    def _patterns(self, pattern: rng.Pattern, known: _Names, parent: _Names | None) -> list[rng.Grammar]:
        """Check a pattern; gives the grammars that are nested in it."""
        nested: list[rng.Grammar] = []
        stack: list[rng.Pattern] = [pattern]
        while stack:
            item = stack.pop()
            kind = type(item)
            if kind is rng.Ref:
                if item.name not in known:  # type: ignore[union-attr]
                    raise self.fault(f"the pattern “{item.name}” is not defined", item)  # type: ignore[union-attr]
            elif isinstance(item, rng.Group | rng.Choice | rng.Interleave):
                stack += item.items
            elif isinstance(item, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
                stack.append(item.item)
            elif isinstance(item, rng.Element | rng.Attribute):
                if not isinstance(item.names, rng.Name):
                    self._names(item, item.names, False, False)
                if isinstance(item, rng.Attribute):
                    self._attribute(item, item.names)
                stack.append(item.content)
            elif isinstance(item, rng.Value):
                self._value(item)
            elif isinstance(item, rng.Data):
                self._data(item)
                if item.exclude is not None:
                    stack.append(item.exclude)
            elif isinstance(item, rng.ParentRef):
                if parent is None or item.name not in parent:
                    raise self.fault(f"the pattern “{item.name}” is not defined in a grammar around this one", item)
            elif isinstance(item, rng.Grammar):
                nested.append(item)
        return nested

    def _names(self, of: rng.Pattern, names: rng.NameClass, in_any: bool, in_ns: bool) -> None:
        if isinstance(names, rng.NameChoice):
            for item in names.items:
                self._names(of, item, in_any, in_ns)
        elif isinstance(names, rng.AnyName):
            if in_any or in_ns:
                raise self.fault("“anyName” can’t stand in what is excepted from names", of)
            if names.exclude is not None:
                self._names(of, names.exclude, True, False)
        elif isinstance(names, rng.NsName):
            if in_ns:
                raise self.fault("“nsName” can’t stand in what is excepted from “nsName”", of)
            if names.exclude is not None:
                self._names(of, names.exclude, in_any, True)

    def _attribute(self, of: rng.Attribute, names: rng.NameClass) -> None:
        """An attribute can’t be a namespace declaration."""
        if isinstance(names, rng.NameChoice):
            for item in names.items:
                self._attribute(of, item)
        elif isinstance(names, rng.AnyName):
            if names.exclude is not None:
                self._attribute(of, names.exclude)
        else:
            if names.ns.rstrip("/") == _XMLNS or (isinstance(names, rng.Name) and names == rng.Name("", "xmlns")):
                raise self.fault("“xmlns” is no attribute, but a declaration of a namespace", of)
            if isinstance(names, rng.NsName) and names.exclude is not None:
                self._attribute(of, names.exclude)

    def _value(self, value: rng.Value) -> None:
        key = value.type, value.library, value.value, value.ns
        if key in self._datatypes or not value.type:
            return
        self._datatypes.add(key)
        try:
            kind = datatype(value.type, value.library)
        except ValueError as error:
            raise self.fault(str(error), value) from None
        if kind.value_of(value.value, Context({"": value.ns})) is INVALID:
            raise self.fault(f"“{value.value}” is no value of “{value.type}”", value)

    def _data(self, data: rng.Data) -> None:
        key = data.type, data.library, data.params
        if key not in self._datatypes:
            self._datatypes.add(key)
            try:
                datatype(data.type, data.library, data.params)
            except ValueError as error:
                raise self.fault(str(error), data) from None
