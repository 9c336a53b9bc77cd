"""The schema documents: one a namespace, linked by `xs:import` (XML Schema Part 1, 4.2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from diplomatica.odd import model as odd
from diplomatica.odd.emit import relaxng
from diplomatica.odd.emit.xsd import portable
from diplomatica.odd.emit.xsd.attributes import Attributes, Use, Uses
from diplomatica.odd.emit.xsd.automaton import clarified
from diplomatica.odd.emit.xsd.content import ATTRIBUTE, DATA, ELEMENT, OTHER, TEXT, Content, Key
from diplomatica.odd.emit.xsd.expression import Expr, is_plain_all
from diplomatica.odd.emit.xsd.namespaces import XML, Namespaces, is_nc_name, nc_name
from diplomatica.odd.emit.xsd.particles import Particles
from diplomatica.odd.emit.xsd.simple import Defaults, Simple, SimpleTypes, annotation, written
from diplomatica.odd.emit.xsd.spelled import spelled
from diplomatica.odd.schema import Schema
from diplomatica.relaxng import model as rng
from diplomatica.tei.escape import quoteattr

# Empty content admits no white space in XSD, but does in RELAX NG, as does a sequence of nothing.
_BLANK = ["      <xs:sequence>", "        <xs:sequence/>", "      </xs:sequence>"]
_ID_TYPES = frozenset(("ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES"))


def emit(schema: Schema, words: Callable[[Sequence[odd.Doc]], str] | None = None) -> Mapping[str, str]:
    """The schema documents of a schema, by file name; the first is the one to validate with.

    `words` gives the documentation of a specification in one line.
    """
    return Emitter(schema, relaxng.emit(schema, words)).documents()


class Emitter:
    """From the RELAX NG grammar to the schema documents."""

    def __init__(self, schema: Schema, grammar: rng.Grammar) -> None:
        self.schema = schema
        self.grammar = grammar
        self.defines = _combined(grammar.defines)
        self.docs = {define.name: define.doc for define in grammar.defines}
        self.content = Content(self.defines)
        self.attributes = Attributes(self.defines, self.content)
        self.defaults = Defaults(self.defines)
        self.spaces = Namespaces(schema.spec.ns, schema.spec.ident, grammar.prefixes)
        self.main = schema.spec.ns
        self.particles = Particles(self.content, self.spaces)
        self.types: dict[str, tuple[str, list[str]]] = {}
        self.att_groups: dict[str, list[str]] = {}
        self.own_types: dict[Simple, tuple[str, list[str]]] = {}
        self.qualified: dict[Key, list[Use]] = {}
        self.shared = self._shared()
        self.simple = SimpleTypes(self.defines, self._type_name)
        self.opened = SimpleTypes(self.defines, lambda name: None)

    def documents(self) -> dict[str, str]:
        """All schema documents."""
        bodies: dict[str, list[str]] = {self.main: []}
        for key, patterns in self._elements().items():
            bodies.setdefault(key[0], []).extend(self._element(key, patterns))
        groups = self.particles.written_groups()
        main = bodies[self.main]
        for lines in (
            groups,
            *self.att_groups.values(),
            *(lines for _, lines in self.types.values()),
            *(lines for _, lines in self.own_types.values()),
        ):
            main += lines
        for key, uses in self.qualified.items():
            bodies.setdefault(key[0], []).extend(self._global_attribute(key, uses))
        # The main document brings in all others: any element may stand at the head of a document.
        self.spaces.used.setdefault(self.main, set()).update(bodies)
        return {
            self.spaces.file(ns): self._document(ns, bodies[ns])
            for ns in sorted(bodies, key=lambda ns: (ns != self.main, self.spaces.file(ns)))
        }

    def _document(self, ns: str, body: list[str]) -> str:
        spaces = self.spaces
        used = sorted(spaces.used.get(ns, set()) - {ns}, key=spaces.file)
        declared = [f'xmlns:xs="{rng.XSD_TYPES.removesuffix("-datatypes")}"']
        declared += [
            f"xmlns:{spaces.prefix(uri)}={quoteattr(uri)}"
            for uri in sorted({ns, *used}, key=spaces.prefix)
            if uri and uri != XML
        ]
        if ns:
            declared.append(f"targetNamespace={quoteattr(ns)}")
        declared.append('elementFormDefault="qualified"')
        inner = "\n           ".join(declared)
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<xs:schema {inner}>"]
        if ns == self.main:
            lines += annotation(self._notes(), "  ")
        for uri in used:
            name = f"namespace={quoteattr(uri)} " if uri else ""
            lines.append(f"  <xs:import {name}schemaLocation={quoteattr(spaces.file(uri))}/>")
        return "\n".join([*lines, *body, "</xs:schema>\n"])

    def _notes(self) -> list[str]:
        """What the reader of the main document should know."""
        notes = [self.grammar.doc]
        if self.schema.start:
            names = ", ".join(
                self.schema.elements[name].name for name in self.schema.start if name in self.schema.elements
            )
            notes.append(f"A document begins with {names}; XSD admits any element at its head.")
        if any(self._has_ids(define.pattern) for define in self.grammar.defines):
            notes.append(
                "Values of type ID, IDREF, IDREFS and ENTITY are checked as names only: not whether an ID is the only "
                "one of its kind, nor whether it exists."
            )
        notes.append(portable.NOTE)
        return notes

    def _has_ids(self, pattern: rng.Pattern) -> bool:
        stack = [pattern]
        while stack:
            item = stack.pop()
            if isinstance(item, rng.Data):
                if item.type in _ID_TYPES:
                    return True
            elif isinstance(item, rng.Group | rng.Interleave | rng.Choice):
                stack += item.items
            elif isinstance(item, rng.Element | rng.Attribute):
                stack.append(item.content)
            elif isinstance(item, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
                stack.append(item.item)
        return False

    # --- elements ----------------------------------------------------------------------------------------------------

    def _elements(self) -> dict[Key, list[rng.Element]]:
        """Each element by its name, with all the patterns that the grammar has for it."""
        found: dict[Key, list[rng.Element]] = {}

        def walk(pattern: rng.Pattern) -> None:
            if isinstance(pattern, rng.Element):
                names = pattern.names.items if isinstance(pattern.names, rng.NameChoice) else (pattern.names,)
                for name in names:
                    if isinstance(name, rng.Name) and is_nc_name(name.local):
                        others = found.setdefault((name.ns, name.local), [])
                        if all(other.content != pattern.content for other in others):
                            others.append(pattern)
                        self.content.bit((name.ns, name.local))
                walk(pattern.content)
            elif isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
                for item in pattern.items:
                    walk(item)
            elif isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.Mixed):
                walk(pattern.item)

        for name in self.defines:
            walk(self.defines[name])
        return found

    def _element(self, key: Key, patterns: list[rng.Element]) -> list[str]:
        ns, local = key
        if ns != self.main:
            self.spaces.qname(self.main, "", ns)
        notes = list(dict.fromkeys(pattern.doc for pattern in patterns))
        pattern: rng.Pattern = patterns[0].content
        if len(patterns) > 1:
            pattern = rng.Choice(tuple(one.content for one in patterns))
            notes.append(
                "Wider than the RELAX NG, which has several elements of this name, each with content of its own."
            )
        uses = self.attributes.of(pattern)
        lines = self._attribute_lines(pattern, uses, ns, notes) if uses is not None else []
        kind = self.content.kind(pattern)
        expr = self.content.expr(pattern)
        if uses is None or expr.kind == "never":
            notes.append("No document can have it: what must stand in it is not in the schema.")
            head = f'  <xs:element name={quoteattr(local)} abstract="true">'
            return [head, *annotation(notes, "    "), "  </xs:element>"]
        if kind & DATA and not kind & (TEXT | ELEMENT):
            body = self._simple_content(local, pattern, ns, lines)
        else:
            body = self._complex_content(pattern, expr, kind, ns, lines, notes)
        head = f"  <xs:element name={quoteattr(local)}>"
        return [head, *annotation(notes, "    "), *body, "  </xs:element>"]

    def _simple_content(self, local: str, pattern: rng.Pattern, ns: str, attributes: list[str]) -> list[str]:
        value = _without_attributes(pattern, self.defines, self.content)
        simple = self.simple.of(value)
        name = self._local_type(simple, f"{local}.content", ns)
        return _simple_body(name, attributes)

    def _complex_content(
        self, pattern: rng.Pattern, expr: Expr, kind: int, ns: str, attributes: list[str], notes: list[str]
    ) -> list[str]:
        content = self.content
        mixed = kind & (TEXT | DATA | OTHER) != 0
        wider = mixed and (kind & (DATA | OTHER) != 0 or not content.text_anywhere(pattern))
        while expr.kind == "group" and expr.item.kind in ("all", "group"):
            expr = expr.item
        expr, lost = content.settled(expr, ns)
        wider |= lost
        if not expr.clear and not is_plain_all(expr):
            expr, same = clarified(expr, content.exprs)
            wider |= not same
        if wider:
            notes.append(f"Wider than the RELAX NG, whose content model is: {spelled(pattern)}")
        if expr.kind == "empty":
            if not mixed:
                return _complex_body(_BLANK, attributes, mixed=False)
            return _complex_body([], attributes, mixed=True)
        return _complex_body(self.particles.top(expr, ns, "      "), attributes, mixed=mixed)

    def _local_type(self, simple: Simple, name: str, ns: str) -> str:
        """The name of a type, which is defined in the main document if it has none."""
        if simple.name:
            return simple.name
        if simple not in self.own_types:
            taken = {nc_name(other) for other in self.defines} | {other for other, _ in self.own_types.values()}
            while name in taken:
                name += "_"
            self.own_types[simple] = (name, written(simple, "  ", name))
        return self.spaces.qname(self.main, self.own_types[simple][0], ns)

    # --- attributes --------------------------------------------------------------------------------------------------

    def _shared(self) -> set[str]:
        """The definitions that become attribute groups: of attributes only, and more than one attribute used once."""
        counts: dict[str, int] = {}
        for pattern in self.defines.values():
            inner = pattern.content if isinstance(pattern, rng.Element) else pattern
            for item in inner.items if isinstance(inner, rng.Group | rng.Choice) else (inner,):
                if isinstance(item, rng.Ref):
                    counts[item.name] = counts.get(item.name, 0) + 1
        found: set[str] = set()
        for name, pattern in self.defines.items():
            if isinstance(pattern, rng.Element) or self.content.kind(pattern) != ATTRIBUTE:
                continue
            uses = self.attributes.of_define(name)
            if uses is not None and uses.known and not uses.any_of and (len(uses.known) > 1 or counts.get(name, 0) > 1):
                found.add(name)
        return found

    def _attribute_lines(self, pattern: rng.Pattern, uses: Uses, ns: str, notes: list[str], pad: str = "") -> list[str]:
        """The attributes of a pattern: groups where they can be shared, the others one by one."""
        if not uses.known and not uses.any_of:
            return []
        groups, single = self._parts(pattern)
        total = sum(len(part.known) for _, part in groups) + len(single.known)
        if total != len(uses.known):
            groups, single = [], uses
        free = single.free if groups else uses.free
        if free:
            names = ", ".join(self._shown(name) for name in free)
            notes.append(
                "Wider than the RELAX NG, where these attributes depend on one another, or on the content, which XSD "
                f"can't say: {names}"
            )
        lines: list[str] = []
        for name, _ in groups:
            self._write_group(name)
            ref = self.spaces.qname(self.main, nc_name(name), ns)
            lines.append(f"{pad}<xs:attributeGroup ref={quoteattr(ref)}/>")
        for use in single.known.values():
            lines += self._use(use, ns, pad)
        if uses.any_of:
            spaces = "##any" if "##any" in uses.any_of else " ".join(uses.any_of)
            lines.append(f'{pad}<xs:anyAttribute namespace={quoteattr(spaces)} processContents="skip"/>')
        return lines

    def _parts(self, pattern: rng.Pattern) -> tuple[list[tuple[str, Uses]], Uses]:
        """The groups of attributes in a pattern, and what is in none."""
        groups: list[tuple[str, Uses]] = []
        single = Uses()
        items = pattern.items if isinstance(pattern, rng.Group) else (pattern,)
        for item in items:
            if isinstance(item, rng.Ref) and item.name in self.shared:
                uses = self.attributes.of_define(item.name)
                assert uses is not None
                groups.append((item.name, uses))
                continue
            uses = self.attributes.of(item)
            if uses is not None:
                single.add(uses)
        return groups, single

    def _write_group(self, name: str) -> None:
        if name in self.att_groups:
            return
        self.att_groups[name] = []
        uses = self.attributes.of_define(name)
        assert uses is not None
        notes = [self.docs.get(name, "")]
        pattern = self.defines[name]
        inner = self._attribute_lines(pattern, uses, self.main, notes, "    ")
        head = f"  <xs:attributeGroup name={quoteattr(nc_name(name))}>"
        self.att_groups[name] = [head, *annotation(notes, "    "), *inner, "  </xs:attributeGroup>"]

    def _use(self, use: Use, ns: str, pad: str) -> list[str]:
        """`xs:attribute`: of its own, or a reference to the global one that a namespace demands."""
        extra = ' use="required"' if use.required else ""
        default = use.default
        if default is not None and not use.required and all(self.defaults.admits(p, default) for p in use.patterns):
            extra += f" default={quoteattr(default)}"
        if use.name[0]:
            self.qualified.setdefault(use.name, []).append(use)
            ref = self.spaces.qname(use.name[0], use.name[1], ns)
            return [f"{pad}<xs:attribute ref={quoteattr(ref)}{extra}/>"]
        return self._attribute(use, self.simple, extra, pad)

    def _attribute(self, use: Use, types: SimpleTypes, extra: str, pad: str) -> list[str]:
        pattern = use.patterns[0] if len(use.patterns) == 1 else rng.Choice(use.patterns)
        simple = types.of(pattern)
        head = f"{pad}<xs:attribute name={quoteattr(use.name[1])}"
        if simple.name:
            head += f" type={quoteattr(simple.name)}"
        inner = annotation((use.doc,), pad + "  ")
        if not simple.name:
            inner += written(simple, pad + "  ")
        if not inner:
            return [f"{head}{extra}/>"]
        return [f"{head}{extra}>", *inner, f"{pad}</xs:attribute>"]

    def _global_attribute(self, key: Key, uses: list[Use]) -> list[str]:
        """The declaration that all elements with the attribute share: whatever any of them admits."""
        patterns = tuple(dict.fromkeys(pattern for use in uses for pattern in use.patterns))
        doc = next((use.doc for use in uses if use.doc), "")
        if len(patterns) > 1:
            more = "Wider than the RELAX NG, where the values differ from element to element."
            doc = f"{doc} {more}" if doc else more
        return self._attribute(Use(key, patterns, False, None, doc), self.opened, "", "  ")

    def _shown(self, name: Key) -> str:
        return f"{self.spaces.prefix(name[0])}:{name[1]}" if name[0] else name[1]

    # --- datatypes ---------------------------------------------------------------------------------------------------

    def _type_name(self, name: str) -> str | None:
        """The type of a definition, written when it is first asked for."""
        pattern = self.defines.get(name)
        if pattern is None or self.content.kind(pattern) & (ELEMENT | ATTRIBUTE):
            return None
        if name not in self.types:
            type_name = nc_name(name)
            self.types[name] = (type_name, [])
            lines = written(self.simple.of(pattern), "  ", type_name, (self.docs.get(name, ""),))
            self.types[name] = (type_name, lines)
        return self.spaces.qname(self.main, self.types[name][0], self.main)


def _combined(defines: Iterable[rng.Define]) -> dict[str, rng.Pattern]:
    """One pattern a name (RELAX NG, section 4.17)."""
    found: dict[str, rng.Pattern] = {}
    combine: dict[str, str] = {}
    for define in defines:
        combine[define.name] = combine.get(define.name) or define.combine
        if define.name not in found:
            found[define.name] = define.pattern
        elif combine[define.name] == "interleave":
            found[define.name] = rng.Interleave((found[define.name], define.pattern))
        else:
            found[define.name] = rng.Choice((found[define.name], define.pattern))
    return found


def _without_attributes(pattern: rng.Pattern, defines: Mapping[str, rng.Pattern], content: Content) -> rng.Pattern:
    """What is left of a pattern without its attributes."""
    if not content.kind(pattern) & ATTRIBUTE:
        return pattern
    if isinstance(pattern, rng.Ref):
        return _without_attributes(defines[pattern.name], defines, content)
    if isinstance(pattern, rng.Group | rng.Interleave):
        items = [_without_attributes(item, defines, content) for item in pattern.items]
        kept = [item for item in items if not isinstance(item, rng.Empty)]
        return kept[0] if len(kept) == 1 else rng.Group(tuple(kept)) if kept else rng.Empty()
    if isinstance(pattern, rng.Choice):
        return rng.Choice(tuple(_without_attributes(item, defines, content) for item in pattern.items))
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
        inner = _without_attributes(pattern.item, defines, content)
        return inner if isinstance(inner, rng.Empty) else rng.Optional(inner)
    return rng.Empty()


def _simple_body(name: str, attributes: list[str]) -> list[str]:
    pad = "          "
    head = f"        <xs:extension base={quoteattr(name)}"
    inner = (
        [f"{head}>", *(pad + line for line in attributes), "        </xs:extension>"] if attributes else [f"{head}/>"]
    )
    return [
        "    <xs:complexType>", "      <xs:simpleContent>", *inner, "      </xs:simpleContent>", "    </xs:complexType>"
    ]  # fmt: skip


def _complex_body(particle: list[str], attributes: list[str], mixed: bool) -> list[str]:
    head = '    <xs:complexType mixed="true">' if mixed else "    <xs:complexType>"
    return [head, *particle, *("      " + line for line in attributes), "    </xs:complexType>"]
