"""Where specifications come from: a release of TEI P5, or another ODD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from diplomatica.odd import model as odd
from diplomatica.odd.schema import Schema

TEI = "http://www.tei-c.org/ns/1.0"


class Source(Protocol):
    """Specifications, by kind (element, class, macro, data) and name, and by module."""

    @property
    def label(self) -> str:
        """What messages call it."""

    @property
    def edition(self) -> str:
        """The release of TEI P5 behind it."""

    @property
    def members(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Kind and name of all specifications of each module."""

    @property
    def modules(self) -> Sequence[odd.ModuleSpec]:
        """The modules."""

    def spec(self, kind: str, ident: str) -> odd.Spec | None:
        """One specification."""

    def names(self, kind: str) -> list[str]:
        """The names of all specifications of a kind."""


class SchemaSource:
    """A schema that was resolved, as the source of another ODD: chaining (Guidelines, 23.3.2)."""

    def __init__(self, label: str, schema: Schema) -> None:
        self.label = label
        self.edition = schema.edition
        self.modules = schema.modules
        self._specs: dict[tuple[str, str], odd.Spec] = {}
        for element in schema.elements.values():
            # Its namespace is that of the schema that it comes from, whatever the next schema says.
            known = element.ns in (element.spec.ns, TEI)
            self._specs["element", element.ident] = element.spec if known else replace(element.spec, ns=element.ns)
        for cls in schema.classes.values():
            self._specs["class", cls.ident] = cls.spec
        for macro in schema.macros.values():
            self._specs["macro", macro.spec.ident] = macro.spec
        for data in schema.datas.values():
            self._specs["data", data.spec.ident] = data.spec
        self.members: dict[str, list[tuple[str, str]]] = {}
        for key, spec in self._specs.items():
            self.members.setdefault(spec.module, []).append(key)

    def spec(self, kind: str, ident: str) -> odd.Spec | None:
        """One specification, as the ODD before left it."""
        return self._specs.get((kind, ident))

    def names(self, kind: str) -> list[str]:
        """The names of all specifications of a kind."""
        return [ident for found, ident in self._specs if found == kind]
