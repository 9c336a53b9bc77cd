"""IDs and references to them (RELAX NG DTD Compatibility, section 5).

Which attributes are IDs follows from the schema alone: an attribute pattern whose value is of the type ID, IDREF or
IDREFS says so for its element and attribute by name, and nothing else in the schema may say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.datatypes import Datatype, words
from diplomatica.relaxng.engine.automaton import attributes
from diplomatica.relaxng.engine.compile import Compiled
from diplomatica.relaxng.engine.names import contains, plain_names, shown
from diplomatica.relaxng.engine.patterns import DATA, VALUE, AttributePattern, Pattern

ID: Final = "ID"
IDREF: Final = "IDREF"
IDREFS: Final = "IDREFS"
_TYPES = frozenset({ID, IDREF, IDREFS})

# From an element's name to the names of its attributes that are IDs or refer to one; names as expat gives them.
IdTypes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Unsound:
    """Why a schema can't have its IDs checked.

    The kinds: element-content (an ID as the content of an element), value-part (as a part of a
    value, or beside other types), attribute-names or element-names (an ID in an
    attribute or element whose name is not one name), conflict (two types for one attribute of one element).
    """

    kind: str
    element: str
    attribute: str = ""
    types: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f"@{self.attribute} of “{self.element}”" if self.attribute else f"“{self.element}”"
        types = " and ".join(self.types)
        return {
            "element-content": f"the content of {where} is of the type {types}, as only attributes can be",
            "value-part": f"{where} is of the type {types} only in part, or only sometimes",
            "attribute-names": f"{where} is of the type {types}, and so must have one name",
            "element-names": f"{where} is of the type {types}, and so its element must have one name",
            "conflict": f"{where} is of two types: {types}",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class IdFault:
    """A fault in a document: id-twice, id-missing (nothing has the ID that is referred to)."""

    kind: str
    line: int
    column: int
    element: str
    name: str
    value: str


def id_types(compiled: Compiled) -> tuple[IdTypes, tuple[Unsound, ...]]:
    """The attributes of a schema that are IDs or refer to one, and what makes the schema unsound in this respect."""
    found: dict[str, dict[str, str]] = {}
    faults: dict[Unsound, None] = {}
    # What is no ID: the names of the element, and those of the attribute.
    values: dict[int, tuple[str, list[str]]] = {}
    every: list[tuple[rng.NameClass, rng.NameClass]] = []
    for element in compiled.all_elements():
        for kind in _types_in([element.content]):
            faults[Unsound("element-content", shown(element.names), types=(kind,))] = None
        for attribute in attributes(element.content):
            value = attribute.value
            if value.number not in values:
                own = _type(value)
                values[value.number] = own, _types_in(value.items if own else [value])
            kind, parts = values[value.number]
            if parts:
                faults[Unsound("value-part", shown(element.names), shown(attribute.names), tuple(parts))] = None
            elif kind:
                _add(found, faults, element.names, attribute, kind)
            else:
                every.append((element.names, attribute.names))
    for element_names, attribute_names in every:
        names, others = plain_names(element_names), plain_names(attribute_names)
        elements: Iterable[str] = found if names is None else [name for name in map(_expat, names) if name in found]
        for element_name in elements:
            typed = found[element_name]
            if names is None and not contains(element_names, *_split(element_name)):
                continue
            for attribute_name in typed if others is None else map(_expat, others):
                other = typed.get(attribute_name)
                if other is not None and (others is not None or contains(attribute_names, *_split(attribute_name))):
                    types = (other, "what is no ID")
                    faults[Unsound("conflict", _split(element_name)[1], _split(attribute_name)[1], types)] = None
    return found, tuple(faults)


def _add(
    found: dict[str, dict[str, str]],
    faults: dict[Unsound, None],
    element_names: rng.NameClass,
    attribute: AttributePattern,
    kind: str,
) -> None:
    name = attribute.names
    if not isinstance(name, rng.Name):
        faults[Unsound("attribute-names", shown(element_names), shown(name), (kind,))] = None
        return
    names = plain_names(element_names)
    if names is None:
        faults[Unsound("element-names", shown(element_names), name.local, (kind,))] = None
        return
    for element in names:
        known = found.setdefault(_expat(element), {})
        if known.setdefault(_expat(name), kind) != kind:
            types = tuple(sorted({known[_expat(name)], kind}))
            faults[Unsound("conflict", element.local, name.local, types)] = None


def _split(name: str) -> tuple[str, str]:
    ns, _, local = name.rpartition(" ")
    return ns, local


def _type(pattern: Pattern) -> str:
    """The type ID, IDREF or IDREFS of a datatype or value; empty for other patterns."""
    if pattern.kind not in (DATA, VALUE):
        return ""
    label = pattern.label[0] if isinstance(pattern.label, tuple) else pattern.label
    assert isinstance(label, Datatype)
    return label.name if label.library and label.name in _TYPES else ""


def _types_in(patterns: Iterable[Pattern]) -> list[str]:
    """The types ID, IDREF and IDREFS that a string may have in some patterns, or in a part of them."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    stack = list(patterns)
    while stack:
        item = stack.pop()
        if item.number in seen or not item.has_data:
            continue
        seen.add(item.number)
        if kind := _type(item):
            found[kind] = None
        stack += item.items
    return sorted(found)


def _expat(name: rng.Name) -> str:
    return f"{name.ns} {name.local}" if name.ns else name.local


class Ids:
    """The IDs of one document."""

    def __init__(self, types: IdTypes) -> None:
        self.types = types
        self._seen: set[str] = set()
        self._wanted: list[tuple[str, int, int, str, str]] = []

    def start(self, element: str, attributes: list[str], parser: expat.XMLParserType) -> Sequence[IdFault]:
        """Note the IDs of a start tag, and what it refers to; attributes as expat lists them."""
        typed = self.types[element]
        faults: Sequence[IdFault] = ()
        place = 0
        for name in attributes[::2]:
            place += 2
            kind = typed.get(name)
            if kind is None:
                continue
            said = words(attributes[place - 1])
            if len(said) != 1 and kind != IDREFS:
                continue  # the datatype itself says that this is no name
            if kind == ID and said[0] not in self._seen:
                self._seen.add(said[0])
                continue
            line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            if kind == ID:
                faults = (*faults, IdFault("id-twice", line, column, element, name, said[0]))
            else:
                self._wanted += [(word, line, column, element, name) for word in said]
        return faults

    def dangling(self) -> Iterator[IdFault]:
        """The references to what no element is called, at the end of the document."""
        for word, line, column, element, name in self._wanted:
            if word not in self._seen:
                yield IdFault("id-missing", line, column, element, name, word)
