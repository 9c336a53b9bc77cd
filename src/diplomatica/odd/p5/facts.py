"""Specifications as a compact table: written once from a `p5subset.xml`, read in a few milliseconds.

The table is JSON. A value of `odd.model` is a list: its type's number, then its fields as far as they are not the
default; a tuple is a list in a list. Prose and constraints are in it only where the table was made with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from diplomatica.diagnostics.model import NOWHERE
from diplomatica.odd import model as odd
from diplomatica.tei.located import Node
from diplomatica.tei.write_node import node_xml

FORMAT = 1
_PLAIN = -1  # what follows is None or a number that would mean the default

_TYPES: tuple[type[Any], ...] = (
    odd.ElementSpec, odd.ClassSpec, odd.MacroSpec, odd.DataSpec, odd.ModuleSpec, odd.Doc, odd.Classes, odd.MemberOf,
    odd.AttList, odd.AttDef, odd.AttRef, odd.Datatype, odd.ValList, odd.ValItem, odd.ConstraintSpec, odd.Empty,
    odd.TextNode, odd.ElementRef, odd.ClassRef, odd.MacroRef, odd.DataRef, odd.Sequence, odd.Alternate, odd.AnyElement,
)  # fmt: skip
_NUMBERS = {kind: number for number, kind in enumerate(_TYPES)}
_FIELDS = {
    kind: tuple((item.name, item.default if item.default is not MISSING else None) for item in fields(kind))
    for kind in _TYPES
}


def dump(specs: Iterable[odd.Spec], modules: Iterable[odd.ModuleSpec], version: str, *, prose: bool) -> str:
    """The table of a release; with `prose`, descriptions and constraints too."""
    table = {
        "format": FORMAT,
        "version": version,
        "modules": [_packed(module, prose) for module in modules],
        "specs": [[spec.ident, spec.module, _packed(spec, prose)] for spec in specs],
    }
    lines = [f'"format":{FORMAT}', f'"version":{json.dumps(version)}']
    for key in ("modules", "specs"):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in table[key])  # type: ignore[attr-defined]
        lines.append(f'"{key}":[\n{rows}\n]')
    return "{" + ",\n".join(lines) + "}\n"


def _packed(value: object, prose: bool) -> object:
    kind = type(value)
    if kind in _NUMBERS:
        packed: list[object] = [_NUMBERS[kind]]
        pending: list[object] = []
        for name, default in _FIELDS[kind]:
            item = getattr(value, name)
            if name == "place":
                item = NOWHERE
            elif name in ("docs", "constraints") and not prose:
                item = ()
            if item == default:
                pending.append(0)
                continue
            packed += pending
            packed.append([_PLAIN, item] if item is None or item == 0 else _packed(item, prose))
            pending = []
        return packed
    if isinstance(value, tuple):
        return [[_packed(item, prose) for item in value]]
    if isinstance(value, Node):
        # A test in a constraint uses the prefixes that are bound where it stands; prose has none.
        return node_xml(value, bindings=value.name == "constraint")
    return value


def _unpacked(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if isinstance(value[0], list):
        return tuple([_unpacked(item) if item.__class__ is list else item for item in value[0]])
    if value[0] == _PLAIN:
        return value[1]
    kind = _TYPES[value[0]]
    known = _FIELDS[kind]
    arguments = []
    for number in range(1, len(value)):
        item = value[number]
        if item.__class__ is list:
            arguments.append(_unpacked(item))
        elif item.__class__ is int and item == 0:
            arguments.append(known[number - 1][1])
        else:
            arguments.append(item)
    return kind(*arguments)


class Release:
    """The specifications of a release, each made a value when it is asked for first."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.format: int = table["format"]
        self.version: str = table["version"]
        self.edition = self.version
        self.label = f"TEI P5 {self.version}"
        self._modules = table["modules"]
        self._packed: dict[tuple[str, str], Any] = {}
        self._specs: dict[tuple[str, str], odd.Spec] = {}
        self.members: dict[str, list[tuple[str, str]]] = {}
        for ident, module, packed in table["specs"]:
            key = _KINDS[packed[0]], ident
            self._packed[key] = packed
            self.members.setdefault(module, []).append(key)

    @property
    def modules(self) -> tuple[odd.ModuleSpec, ...]:
        """The modules, in the order of their chapters."""
        return tuple(_unpacked(module) for module in self._modules)

    def spec(self, kind: str, ident: str) -> odd.Spec | None:
        """A specification by its kind (element, class, macro, data) and name."""
        key = kind, ident
        if key not in self._specs:
            if key not in self._packed:
                return None
            self._specs[key] = _unpacked(self._packed[key])
        return self._specs[key]

    def names(self, kind: str) -> list[str]:
        """The names of all specifications of a kind."""
        return [ident for found, ident in self._packed if found == kind]


_KINDS = ("element", "class", "macro", "data")


def load(text: str | bytes) -> Release:
    """The release of a table."""
    return Release(json.loads(text))
