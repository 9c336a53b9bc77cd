"""The addresses of pages: one file an element, class, attribute, module, macro and datatype.

File names are ASCII and differ in more than case, so that they are the same on all systems and in all addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diplomatica.odd import model as odd
from diplomatica.odd.schema import Schema
from diplomatica.tei.located import XML

AttName = tuple[str, str]
_OTHER = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST = 80


class Addresses:
    """The file of each thing that has a page; `labels` are how attributes are written, with `prefixes` by namespace."""

    def __init__(self, schema: Schema, attributes: list[AttName], prefixes: Mapping[str, str]) -> None:
        self.schema = schema
        self._prefixes = prefixes
        self._taken: set[str] = set()
        self.labels = {name: self._label(name) for name in attributes}
        self.elements = {name: self._file("element", name) for name in schema.elements}
        self.classes = {name: self._file("class", name) for name in schema.classes}
        self.macros = {name: self._file("macro", name) for name in schema.macros}
        self.datas = {name: self._file("datatype", name) for name in schema.datas}
        self.attributes = {name: self._file("attribute", label) for name, label in self.labels.items()}
        self.modules: dict[str, str] = {}
        for module in schema.modules:
            self.module(module.ident)
        for spec in specs(schema):
            self.module(spec.module)
        self._by_name: dict[str, str] = {}
        for ident, element in schema.elements.items():
            self._by_name.setdefault(element.name, ident)
        self._by_label: dict[str, str] = {}
        for name, label in self.labels.items():
            self._by_label.setdefault(label, self.attributes[name])
            self._by_label.setdefault(name[1], self.attributes[name])

    def module(self, ident: str) -> None:
        """Give a module a page; what has no module has none."""
        if ident and ident not in self.modules:
            self.modules[ident] = self._file("module", ident)

    def element(self, name: str) -> str:
        """The page of an element, by its name in ODDs or in documents; empty for none."""
        return self.elements.get(name) or self.elements.get(self._by_name.get(name, ""), "")

    def attribute(self, label: str) -> str:
        """The page of an attribute by how it is written; empty for none."""
        return self._by_label.get(label.removeprefix("@"), "")

    def any(self, name: str) -> str:
        """The page of whatever has a name: classes, macros, datatypes, elements, modules."""
        for known in (self.classes, self.macros, self.datas, self.elements, self.modules):
            if name in known:
                return known[name]
        return ""

    def element_label(self, ident: str) -> str:
        """The name of an element in documents."""
        return self.schema.elements[ident].name

    def _label(self, name: AttName) -> str:
        ns, local = name
        if not ns:
            return local
        if ns == XML:
            return f"xml:{local}"
        prefix = self._prefixes.get(ns, "")
        return f"{prefix}:{local}" if prefix else local

    def _file(self, kind: str, name: str) -> str:
        return f"{self.free(f'{kind}-{slug(name)}')}.html"

    def free(self, stem: str) -> str:
        """The name of a file that no other has, whatever the case of its letters."""
        number, found = 1, stem
        while found.lower() in self._taken:
            number += 1
            found = f"{stem}-{number}"
        self._taken.add(found.lower())
        return found


def slug(name: str) -> str:
    """A name as part of a file's.

    >>> slug("xml:id"), slug("人")
    ('xml-id', 'u4eba')
    """
    return _OTHER.sub(lambda match: "-" if match[0] in ": /" else f"u{ord(match[0]):x}", name)[:_LONGEST] or "-"


def specs(schema: Schema) -> Iterator[odd.Spec]:
    """All specifications of a schema."""
    yield from (item.spec for item in schema.elements.values())
    yield from (item.spec for item in schema.classes.values())
    yield from (item.spec for item in schema.macros.values())
    yield from (item.spec for item in schema.datas.values())
