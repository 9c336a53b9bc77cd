"""A resolved schema as a RELAX NG grammar (Guidelines, 22.5; 23.5.1, Making a Schema from an ODD).

One definition an element, class, macro and datatype, under the name that the ODD gives it; attributes of a class under
`att.x.attributes`. What an element changes of its classes stands in the element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from diplomatica.odd import model as odd
from diplomatica.odd.emit.chosen import chosen
from diplomatica.odd.emit.datatypes import Datatypes
from diplomatica.odd.emit.interleave import interleaved
from diplomatica.odd.emit.occurrence import repeated
from diplomatica.odd.schema import Att, AttGroup, Class, Element, Schema
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.walk import refs, renamed

_EMPTY = rng.Empty()
KINDS = ("element", "class", "macro", "data")
_WRAPPED: dict[str, Callable[[rng.Pattern], rng.Pattern]] = {
    "sequence": lambda item: item,
    "sequenceOptional": rng.Optional,
    "sequenceRepeatable": rng.OneOrMore,
    "sequenceOptionalRepeatable": rng.ZeroOrMore,
}


def emit(
    schema: Schema, words: Callable[[Sequence[odd.Doc]], str] | None = None, annotations: Iterable[str] = ()
) -> rng.Grammar:
    """The grammar of a schema.

    `words` gives the documentation of a specification in one line; `annotations` are put in as they are (Schematron).
    """
    return _Emitter(schema, words or (lambda docs: "")).grammar(tuple(annotations))


def attribute_name(ident: str) -> str:
    """The part of a definition's name that an attribute gives: xml:id is xmlid."""
    return ident.replace(":", "")


class _Emitter:
    def __init__(self, schema: Schema, words: Callable[[Sequence[odd.Doc]], str]) -> None:
        self.schema = schema
        self.words = words
        self.own = _own_names(schema)
        self.prefix = schema.spec.prefix or _needed_prefix(schema, self.own.values())
        self.extra: dict[str, rng.Define] = {}
        self.datatypes = Datatypes(schema, lambda ident: self.name(ident, "data"), self.foreign)

    def name(self, ident: str, kind: str = "class") -> str:
        """The name of a definition."""
        return f"{self.prefix}{self.own.get((kind, ident), ident)}"

    def grammar(self, annotations: tuple[str, ...]) -> rng.Grammar:
        schema = self.schema
        defines: list[rng.Define] = []
        for name, data in schema.datas.items():
            defines.append(
                rng.Define(self.name(name, "data"), self.datatypes.definition(name), doc=self.words(data.spec.docs))
            )
        for name, macro in schema.macros.items():
            defines.append(
                rng.Define(self.name(name, "macro"), self.content(macro.content, name), doc=self.words(macro.spec.docs))
            )
        for name, cls in schema.classes.items():
            if cls.is_model:
                defines.append(
                    rng.Define(self.name(name), self._alternation(cls.members), doc=self.words(cls.spec.docs))
                )
            else:
                defines += self._class_attributes(name, cls)
        for name, element in schema.elements.items():
            defines.append(rng.Define(self.name(name, "element"), self._element(element)))
        defines += self._foreign()
        self._expansions(defines)
        defines += self.extra.values()
        start = self._alternation([("element", name) for name in schema.start])
        used = self._used(start, defines)
        prefixes = (
            ("a", rng.ANNOTATIONS),
            ("tei", "http://www.tei-c.org/ns/1.0"),
            ("teix", "http://www.tei-c.org/ns/Examples"),
        )
        return rng.Grammar(start, used, schema.spec.ns, prefixes, annotations=annotations)

    def _used(self, start: rng.Pattern, defines: list[rng.Define]) -> tuple[rng.Define, ...]:
        """Elements, and what they need: a datatype or class that nothing refers to would only be read in vain."""
        by_name: dict[str, list[rng.Define]] = {}
        for define in defines:
            by_name.setdefault(define.name, []).append(define)
        pending = [self.name(name, "element") for name in self.schema.elements]
        pending += refs(start)
        needed: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in needed:
                needed.add(name)
                for define in by_name.get(name, ()):
                    pending += refs(define.pattern)
        return tuple(define for define in defines if define.name in needed)

    # --- elements and classes ----------------------------------------------------------------------------------------

    def _element(self, element: Element) -> rng.Pattern:
        content = self.content(element.content, element.ident)
        parts = [part for part in (content, *self._attributes(element.attributes)) if not isinstance(part, rng.Empty)]
        inner = rng.Group(tuple(parts)) if len(parts) > 1 else parts[0] if parts else _EMPTY
        return rng.Element(rng.Name(element.ns, element.name), inner, doc=self.words(element.spec.docs))

    def _alternation(self, members: Iterable[tuple[str, str]]) -> rng.Pattern:
        items = tuple(rng.Ref(self.name(name, kind)) for kind, name in members)
        if not items:
            return rng.NotAllowed()
        return items[0] if len(items) == 1 else rng.Choice(items)

    def _class_attributes(self, name: str, cls: Class) -> list[rng.Define]:
        """`att.x.attributes`, and a definition for each attribute of its own."""
        defines: list[rng.Define] = []

        def build(group: AttGroup) -> list[rng.Pattern]:
            parts: list[rng.Pattern] = []
            for item in group.items:
                if isinstance(item, AttGroup):
                    inner = build(item)
                    parts.append(_choice(inner) if item.choice else _group(inner))
                elif isinstance(item, Att):
                    if item.owner != name:
                        parts.append(rng.Ref(self.name(self._single(item.owner, item))))
                        continue
                    single = self._single(name, item)
                    defines.append(rng.Define(self.name(single), self._attribute(item)))
                    parts.append(rng.Ref(self.name(single)))
                else:
                    parts.append(rng.Ref(self.name(f"{item.name}.attributes")))
            return parts

        parts = build(cls.attributes)
        whole = _choice(parts) if cls.attributes.choice else _group(parts)
        return [rng.Define(self.name(f"{name}.attributes"), whole, doc=self.words(cls.spec.docs)), *defines]

    def _single(self, owner: str, att: Att) -> str:
        return f"{owner}.attribute.{attribute_name(att.spec.ident)}"

    def _attributes(self, group: AttGroup) -> list[rng.Pattern]:
        parts: list[rng.Pattern] = []
        for item in group.items:
            if isinstance(item, AttGroup):
                inner = self._attributes(item)
                parts.append(_choice(inner) if item.choice else _group(inner))
            elif isinstance(item, Att):
                shared = not item.own or item.owner in self.schema.classes
                parts.append(rng.Ref(self.name(self._single(item.owner, item))) if shared else self._attribute(item))
            else:
                parts.append(rng.Ref(self.name(f"{item.name}.attributes")))
        return parts

    def _attribute(self, att: Att) -> rng.Pattern:
        spec = att.spec
        pattern = rng.Attribute(
            rng.Name(*att.name), self.datatypes.attribute(spec, self.words), self.words(spec.docs), spec.default
        )
        return pattern if spec.usage == "req" else rng.Optional(pattern)

    # --- content -----------------------------------------------------------------------------------------------------

    def content(self, content: odd.Content, owner: str) -> rng.Pattern:
        """The pattern of a content model."""
        if isinstance(content, odd.Sequence):
            items = [self.content(item, owner) for item in content.items]
            if len(items) > 1 or content.high != 1:
                items = [self._mere_text(item) for item in items]
            if not content.ordered and len(items) > 1:
                whole = interleaved(content, items, lambda item: self.content(item, owner), self.schema)
                return repeated(whole, content.low, content.high)
            return repeated(_group(items), content.low, content.high)
        if isinstance(content, odd.Alternate):
            return self._alternate(content, owner)
        if isinstance(content, odd.ElementRef | odd.MacroRef):
            kind = "element" if isinstance(content, odd.ElementRef) else "macro"
            return repeated(rng.Ref(self.name(content.key, kind)), content.low, content.high)
        if isinstance(content, odd.ClassRef):
            return repeated(self._class_ref(content), content.low, content.high)
        if isinstance(content, odd.TextNode):
            return rng.Text()
        if isinstance(content, odd.DataRef):
            return self.datatypes.words(content)
        if isinstance(content, odd.ValList):
            return self.datatypes.values(content, self.words)
        if isinstance(content, odd.AnyElement):
            return repeated(rng.Ref(self._any_element(content, owner)), content.low, content.high)
        if isinstance(content, odd.Foreign):
            return self.foreign(content.pattern)
        return _EMPTY

    def foreign(self, pattern: rng.Pattern) -> rng.Pattern:
        """A pattern whose references to specifications are named as their definitions are."""
        return renamed(pattern, {name: known for name in refs(pattern) if (known := self._known(name))})

    def _known(self, name: str) -> str:
        """The definition of a specification that a pattern names; empty where it is none."""
        for kind in KINDS:
            if (kind, name) in self.own:
                return self.name(name, kind)
        stem = name.rpartition("_")[0] or name.removesuffix(".attributes").partition(".attribute.")[0]
        return self.name(name) if stem in self.schema.classes else ""

    def _mere_text(self, pattern: rng.Pattern) -> rng.Pattern:
        """Text in the place of data: data may stand with nothing beside it (RELAX NG, section 7.2)."""
        if isinstance(pattern, rng.Data | rng.Value | rng.List) or (
            isinstance(pattern, rng.Ref) and self.datatypes.defines(pattern.name)
        ):
            return rng.Text()
        if isinstance(pattern, rng.Choice):
            return _choice([self._mere_text(item) for item in pattern.items])
        if isinstance(pattern, rng.Group | rng.Interleave):
            return replace(pattern, items=tuple(self._mere_text(item) for item in pattern.items))
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            return replace(pattern, item=self._mere_text(pattern.item))
        return pattern

    def _alternate(self, content: odd.Alternate, owner: str) -> rng.Pattern:
        """One of its items. Text among what comes any number of times is mixed content: validators read that faster."""
        items = [self.content(item, owner) for item in content.items]
        if content.high != 1:
            items = [self._mere_text(item) for item in items]
        others = [item for item in items if not isinstance(item, rng.Text)]
        if content.high == odd.UNBOUNDED and content.low < 2 and others and len(others) < len(items):
            return rng.Mixed(rng.ZeroOrMore(_choice(others)))
        return repeated(_choice(items), content.low, content.high)

    def _class_ref(self, ref: odd.ClassRef) -> rng.Pattern:
        cls = self.schema.classes[ref.key]
        if not cls.is_model:
            return rng.Ref(self.name(f"{ref.key}.attributes"))
        wrap = _WRAPPED.get(ref.expand)
        if wrap is not None:
            return _group([wrap(rng.Ref(self.name(name, "element"))) for name in chosen(ref, self.schema)])
        if ref.include is None and not ref.exclude:
            return rng.Ref(self.name(ref.key))
        return self._alternation([("element", name) for name in chosen(ref, self.schema)])

    def _any_element(self, content: odd.AnyElement, owner: str) -> str:
        """The definition of elements of any name, with any attributes and content, in which nothing of ours stands."""
        exclude = self.schema.exceptions if content.exclude is None else content.exclude
        known = [name for name in self.extra if name.startswith(f"{self.prefix}anyElement")]
        names = [rng.Name(ns, local) if local else rng.NsName(ns) for ns, local in exclude]
        for name in known:
            element = self.extra[name].pattern
            if isinstance(element, rng.Element) and element.names == rng.AnyName(_one_class(names)):
                return name
        name = f"{self.prefix}anyElement-{owner}"
        while name in self.extra:
            name += "_"
        anything = rng.ZeroOrMore(rng.Choice((rng.Text(), rng.Ref(name))))
        attributes = rng.ZeroOrMore(rng.Attribute(rng.AnyName(), rng.Text()))
        pattern = rng.Element(rng.AnyName(_one_class(names)), rng.Group((attributes, anything)))
        self.extra[name] = rng.Define(name, pattern)
        return name

    # --- what other grammars and older ODDs bring --------------------------------------------------------------------

    def _foreign(self) -> list[rng.Define]:
        """The definitions of other grammars; what they add to a definition of ours bears its name."""
        whole = {define.name for define in self.schema.foreign if not define.combine}
        return [
            define if define.name in whole else replace(define, name=self._known(define.name) or define.name)
            for define in self.schema.foreign
        ]

    def _expansions(self, defines: list[rng.Define]) -> None:
        """`model.x_sequence` and its like, where patterns of older ODDs ask for them."""
        there = {define.name for define in defines}
        for define in list(defines):
            for name in refs(define.pattern):
                if name in there or name in self.extra:
                    continue
                stem, _, kind = name.removeprefix(self.prefix).rpartition("_")
                cls = self.schema.classes.get(stem)
                if cls is None:
                    continue
                members = self.schema.model_members(stem)
                if kind == "alternation":
                    pattern = self._alternation(cls.members)
                else:
                    wrap = _WRAPPED[kind]
                    pattern = _group([wrap(rng.Ref(self.name(member, "element"))) for member in members])
                    if not members and kind in ("sequence", "sequenceRepeatable"):
                        pattern = rng.NotAllowed()
                self.extra[name] = rng.Define(name, pattern)


def _own_names(schema: Schema) -> dict[tuple[str, str], str]:
    """What the definition of each specification is called: as the specification, where no other is called so."""
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for kind, idents in zip(KINDS, (schema.elements, schema.classes, schema.macros, schema.datas), strict=True):
        for ident in idents:
            name = ident
            while name in taken:
                name = f"{name}.{kind}"
            taken.add(name)
            names[kind, ident] = name
    return names


def _needed_prefix(schema: Schema, names: Iterable[str]) -> str:
    """A prefix, where another grammar defines what is called as a specification (Guidelines, 22.8.2)."""
    other = {define.name for define in schema.foreign if not define.combine}
    return "tei_" if other.intersection(names) else ""


def _one_class(names: list[rng.Name | rng.NsName]) -> rng.NameClass | None:
    if not names:
        return None
    return names[0] if len(names) == 1 else rng.NameChoice(tuple(names))


def _group(items: Sequence[rng.Pattern]) -> rng.Pattern:
    kept = tuple(item for item in items if not isinstance(item, rng.Empty))
    if not kept:
        return _EMPTY
    return kept[0] if len(kept) == 1 else rng.Group(kept)


def _choice(items: Sequence[rng.Pattern]) -> rng.Pattern:
    kept = tuple(dict.fromkeys(items))
    if not kept:
        return _EMPTY
    return kept[0] if len(kept) == 1 else rng.Choice(kept)
