"""Content models of a schema: references to what is not in it are left out.

Guidelines, 23.3.1.1, Deletion of Elements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from diplomatica.diagnostics.model import NOWHERE
from diplomatica.odd import model as odd
from diplomatica.odd.resolve.report import Report, near
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.walk import mapped, refs
from diplomatica.relaxng.xsd_names import FACETS, XSD_NAMES

_EXPANSIONS = ("alternation", "sequence", "sequenceOptional", "sequenceRepeatable", "sequenceOptionalRepeatable")


class Contents:
    """Cuts content models down to what a schema has; the names are those of its specifications, by kind."""

    def __init__(
        self,
        elements: Collection[str],
        classes: Collection[str],
        macros: Collection[str],
        datas: Collection[str],
        foreign: Collection[str],
        report: Report,
    ) -> None:
        self.names: dict[str, Collection[str]] = {
            "element": elements, "class": classes, "macro": macros, "data": datas,
        }  # fmt: skip
        self.foreign = foreign
        self.report = report

    def fitted(self, content: odd.Content | None) -> odd.Content:
        """The content model, with empty ones where nothing is left."""
        if content is None:
            return odd.Empty()
        kept = self._fit(content)
        return odd.Empty() if kept is None else kept

    def fitted_attribute(self, spec: odd.AttDef) -> odd.AttDef:
        """An attribute whose datatype is there."""
        datatype = spec.datatype
        if datatype is None:
            return spec
        content = self._fit(datatype.content)
        if content is datatype.content:
            return spec
        return replace(spec, datatype=replace(datatype, content=odd.TextNode() if content is None else content))

    def _fit(self, content: odd.Content) -> odd.Content | None:
        if isinstance(content, odd.Sequence | odd.Alternate):
            items = tuple(kept for item in content.items if (kept := self._fit(item)) is not None)
            if not items:
                return None
            if len(items) == len(content.items) and all(map(_same, items, content.items)):
                return content
            return replace(content, items=items)
        if isinstance(content, odd.ElementRef):
            return content if self._known("element", content.key, content) else None
        if isinstance(content, odd.ClassRef):
            return content if self._known("class", content.key, content) else None
        if isinstance(content, odd.MacroRef):
            if content.key in self.names["data"]:
                # Datatypes were macros in older releases.
                return odd.DataRef(content.key, "", content.low, content.high, (), content.place)
            return content if self._known("macro", content.key, content) else None
        if isinstance(content, odd.DataRef):
            return self._data(content)
        if isinstance(content, odd.Foreign):
            pattern = self.foreign_pattern(content)
            return None if pattern is None else replace(content, pattern=pattern)
        return content

    def _data(self, content: odd.DataRef) -> odd.Content:
        if content.name:
            return self._of_xml_schema(content)
        if not content.key:
            return odd.TextNode()
        if content.key in self.names["data"]:
            return content
        if content.key in self.names["macro"]:
            return odd.MacroRef(content.key, content.low, content.high, content.place)
        renamed = f"tei{content.key}"
        if content.key.startswith("data.") and renamed in self.names["data"]:
            self._missing("data", content.key, content)
            return replace(content, key=renamed)
        self._missing("data", content.key, content)
        if content.key in XSD_NAMES:
            return replace(content, key="", name=content.key)
        return odd.TextNode()

    def _of_xml_schema(self, content: odd.DataRef) -> odd.DataRef:
        """A datatype of XML Schema that there is, with the facets that it has: others make a schema unreadable."""
        told = content.place is not NOWHERE
        if content.name not in XSD_NAMES:
            if told:
                self.report("ODD409", content.place, name=content.name, near=near(content.name, XSD_NAMES))
            return replace(content, name="string", facets=())
        kept = tuple(pair for pair in content.facets if pair[0] in FACETS[content.name] and _means_something(*pair))
        if len(kept) == len(content.facets):
            return content
        for facet, _ in content.facets:
            if told and facet not in dict(kept):
                self.report("ODD410", content.place, facet=facet, name=content.name)
        return replace(content, facets=kept)

    def _known(self, kind: str, name: str, content: odd.ElementRef | odd.ClassRef | odd.MacroRef) -> bool:
        if name in self.names[kind]:
            return True
        self._missing(kind, name, content)
        return False

    def _missing(
        self, kind: str, name: str, content: odd.ElementRef | odd.ClassRef | odd.MacroRef | odd.DataRef
    ) -> None:
        if content.place is not NOWHERE:
            words = {"element": "element", "class": "class", "macro": "macro", "data": "datatype"}
            self.report("ODD401", content.place, kind=words[kind], name=name, near=near(name, self.names[kind]))

    # --- RELAX NG patterns of older ODDs -----------------------------------------------------------------------------

    def foreign_pattern(self, content: odd.Foreign) -> rng.Pattern | None:
        """The patterns, with references as our definitions are named; None where nothing is left."""

        def named(ref: rng.Ref) -> rng.Pattern | None:
            name = self.definition(ref.name)
            if name is None:
                self.report(
                    "ODD401", content.place, kind="pattern", name=ref.name, near=near(ref.name, self._all_names())
                )
            return None if name is None else rng.Ref(name)

        return mapped(content.pattern, named)

    def _all_names(self) -> list[str]:
        return [name for names in self.names.values() for name in names]

    def definition(self, name: str) -> str | None:
        """The name that a pattern of the schema is referred to by; None where there is none."""
        for kind in ("element", "class", "macro", "data"):
            if name in self.names[kind]:
                return name
        if name in self.foreign:
            return name
        for suffix in _EXPANSIONS:
            if name.endswith(f"_{suffix}") and name.removesuffix(f"_{suffix}") in self.names["class"]:
                return name
        if name.endswith(".attributes") and name.removesuffix(".attributes") in self.names["class"]:
            return name
        if ".attribute." in name and name.partition(".attribute.")[0] in self.names["class"]:
            return name
        for old, new in (("data.", "teidata."), ("datatype.", "teidata.")):
            if name.startswith(old) and new + name.removeprefix(old) in self.names["data"]:
                return new + name.removeprefix(old)
        return None


def element_names(content: odd.Content) -> Iterator[str]:
    """The elements that a content model refers to by their names."""
    if isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from element_names(item)
    elif isinstance(content, odd.ElementRef):
        yield content.key
    elif isinstance(content, odd.Foreign):
        yield from refs(content.pattern)


def _means_something(facet: str, value: str) -> bool:
    """Can the value be that of the facet? Lengths and digits are numbers."""
    number = facet in ("length", "minLength", "maxLength", "totalDigits", "fractionDigits")
    return not number or (value.strip().isdecimal() and value.isascii())


def _same(one: object, other: object) -> bool:
    return one is other
