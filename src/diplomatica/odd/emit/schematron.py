"""The constraints of a schema as ISO Schematron (Guidelines, 22.7.3, Additional Constraints; ISO/IEC 19757-3).

One pattern a `constraintSpec`, in the order of the specifications. What Schematron wants at the head of a schema
(namespaces, phases, diagnostics, functions) is moved there. A test that stands outside of a rule is tested where the
constraint is specified: at its element, its attribute, or the members of its class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from diplomatica.diagnostics.model import NOWHERE, Diagnostic, Place
from diplomatica.odd import codes
from diplomatica.odd import model as odd
from diplomatica.odd.schema import Att, AttGroup, Element, Schema
from diplomatica.tei.escape import escape, quoteattr
from diplomatica.tei.located import XML, Node, read_located

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
TEI = "http://www.tei-c.org/ns/1.0"
_OLD = "http://www.ascc.net/xml/schematron"
_BINDING = "xslt2"
_SCHEMES = frozenset({"schematron", "isoschematron"})
_TO_THE_HEAD = frozenset({"ns", "phase", "diagnostics", "properties", "include"})
_PREFIX = re.compile(r"(?<![\w.:-])([A-Za-z_][\w.-]*):(?!:)[\w*]")
_EXPRESSIONS = frozenset(
    {"context", "test", "select", "value", "path", "match", "use", "subject", "documents", "as", "name"}
)
_HOLDERS = frozenset({"pattern", "rule", "phase", "diagnostics", "properties"})
_SPACE = re.compile(r"\s+")
_PAD = "  "
_FIXED = {"sch": SCH, "xsl": XSL, "xml": XML, "xs": "http://www.w3.org/2001/XMLSchema"}
_FUNCTIONS = frozenset({"fn", "xs", "map", "array", "math"})


def emit(schema: Schema, found: Callable[[Diagnostic], None] = lambda finding: None) -> str:
    """The Schematron schema, as XML; what can't be said goes to `found`."""
    return _Emitter(schema, found).document()


def patterns(schema: Schema) -> tuple[str, ...]:
    """What of Schematron goes into a RELAX NG grammar: namespaces, functions and patterns, each as XML on its own."""
    emitter = _Emitter(schema, lambda finding: None)
    emitter.collect()
    return (*emitter.namespaces(f' xmlns:sch="{SCH}"'), *emitter.head_parts, *emitter.patterns)


class _Emitter:
    def __init__(self, schema: Schema, found: Callable[[Diagnostic], None]) -> None:
        self.schema = schema
        self.found = found
        self.bindings: dict[str, str] = {}
        self.head_parts: list[str] = []
        self.patterns: list[str] = []
        self.ids: set[str] = set()
        self.having: dict[tuple[str, str], list[Element]] | None = None
        self.done: set[int] = set()
        self.binding = _BINDING
        self.standalone = False
        self.language = schema.spec.target_lang or "en"

    def report(self, code: str, place: Place, **facts: object) -> None:
        """Record a finding."""
        self.found(codes.diagnostic(code, place, **facts))

    def document(self) -> str:
        self.standalone = True
        self.collect()
        ident = self.schema.spec.ident
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<sch:schema xmlns:sch="{SCH}"{self.declared()} queryBinding={quoteattr(self.binding)}>',
            f"  <sch:title>{escape(ident)}: ISO Schematron</sch:title>",
        ]
        lines += [f"  {line}" for line in self.namespaces("")]
        lines += [f"  {part}" for part in self.head_parts]
        lines += [f"  {pattern}" for pattern in self.patterns]
        lines.append("</sch:schema>\n")
        return "\n".join(lines)

    def declared(self) -> str:
        """The declarations of other vocabularies that stand in the schema."""
        used = "".join(self.head_parts) + "".join(self.patterns)
        return f' xmlns:xsl="{XSL}"' if "<xsl:" in used else ""

    def namespaces(self, declaration: str) -> list[str]:
        """`ns` for each prefix that an expression uses."""
        return [
            f"<sch:ns{declaration} prefix={quoteattr(prefix)} uri={quoteattr(uri)}/>"
            for prefix, uri in sorted(self.bindings.items())
        ]

    def collect(self) -> None:
        """All constraints of the schema."""
        schema = self.schema
        for node in schema.spec.declarations:
            if node.get("scheme", "schematron") in _SCHEMES:
                self.binding = node.get("queryBinding").strip() or self.binding
                for child in node.elements():
                    self.head(child)
        self.all(schema.constraints, "", "", None)
        for name, cls in schema.classes.items():
            self.all(cls.spec.constraints, name, "", lambda name=name: self.members(name))  # type: ignore[misc]
            for att in _own(cls.attributes):
                self.attribute(att, name, lambda att=att: self.bearers(att))  # type: ignore[misc]
        for name, element in schema.elements.items():
            self.all(element.spec.constraints, name, "", lambda element=element: self.path(element))  # type: ignore[misc]
            self.deprecated(element)
            for att in _own(element.attributes):
                self.attribute(att, name, lambda element=element: self.path(element))  # type: ignore[misc]
            self.required_names(element)
        for macro in [*schema.macros.values(), *schema.datas.values()]:
            self.all(macro.spec.constraints, macro.spec.ident, "", None)

    def attribute(self, att: Att, owner: str, context: Callable[[], str]) -> None:
        name = self.qualified(*att.name)

        def at() -> str:
            return " | ".join(f"{path}/@{name}" for path in context().split(" | ") if path)

        self.all(att.spec.constraints, owner, att.spec.ident, at)
        values = att.spec.values
        for item in values.items if values else ():
            if item.valid_until and item.place is not NOWHERE:
                path, value = at(), _literal(item.value)
                message = f"the value “{item.value}” of @{att.spec.ident} is on its way out (until {item.valid_until})"
                self.warning(
                    f"{owner}-{att.spec.ident}-{item.ident}-deprecated", path, f"tokenize(., '\\s+') = {value}", message
                )
        if att.spec.valid_until and att.spec.place is not NOWHERE:
            message = f"the attribute @{att.spec.ident} is on its way out (until {att.spec.valid_until})"
            self.warning(f"{owner}-{att.spec.ident}-deprecated", at(), "true()", message)

    def deprecated(self, element: Element) -> None:
        """What the ODD itself marks as on its way out."""
        spec = element.spec
        if spec.valid_until and spec.place is not NOWHERE:
            message = f"the element {element.name} is on its way out (until {spec.valid_until})"
            self.warning(f"{element.ident}-deprecated", self.path(element), "true()", message)

    def warning(self, ident: str, context: str, test: str, message: str) -> None:
        if context:
            report = f'<sch:report test={quoteattr(test)} role="warning">{escape(message)}</sch:report>'
            self.patterns.append(self.pattern(quoteattr(self.ident(ident)), [_rule(context, [report])]))

    def required_names(self, element: Element) -> None:
        """Namespaces that `anyElement/@require` names: a grammar has to admit more, lest IDs become ambiguous."""
        wanted = sorted({uri for content in _any_elements(element.content) for uri in content.require})
        if not wanted:
            return
        allowed = {*wanted, element.ns}
        listed = ", ".join(_literal(uri) for uri in sorted(allowed))
        test = f"descendant::*[not(namespace-uri(.) = ({listed}))]"
        message = f"in {element.name} only elements of these namespaces may stand: {', '.join(sorted(allowed))}"
        report = f"<sch:report test={quoteattr(test)}>{escape(message)}</sch:report>"
        ident = quoteattr(self.ident(f"{element.ident}-require"))
        self.patterns.append(self.pattern(ident, [_rule(self.path(element), [report])]))

    # --- one constraint ----------------------------------------------------------------------------------------------

    def all(
        self, specs: tuple[odd.ConstraintSpec, ...], owner: str, attribute: str, context: Callable[[], str] | None
    ) -> None:
        for spec in specs:
            if id(spec) in self.done:
                continue
            self.done.add(id(spec))
            if spec.lang and any(
                other.lang != spec.lang and other.lang in (self.language, "") for other in specs if other is not spec
            ):
                continue
            if spec.scheme not in _SCHEMES:
                self.report("ODD501", spec.place, name=spec.ident, scheme=spec.scheme)
                continue
            self.constraint(spec, owner, attribute, context)

    def constraint(
        self, spec: odd.ConstraintSpec, owner: str, attribute: str, context: Callable[[], str] | None
    ) -> None:
        parts: list[str] = []
        loose: list[str] = []
        whole: list[str] = []
        for item in spec.constraints:
            node = item if isinstance(item, Node) else read_located(item.encode("utf-8"), "TEI P5")
            for child in node.elements():
                if child.ns == _OLD:
                    self.report("ODD502", spec.place, name=spec.ident)
                elif child.ns == XSL or (child.ns == SCH and child.name in _TO_THE_HEAD):
                    self.head(child)
                elif child.ns != SCH:
                    self.report("ODD503", spec.place, name=spec.ident, element=child.name)
                elif child.name == "pattern":
                    whole.append(self.xml(child))
                elif child.name in ("assert", "report"):
                    loose.append(self.xml(child))
                else:
                    parts.append(self.xml(child))
        whole = [self.with_declaration(pattern) for pattern in whole]
        if loose:
            path = context() if context else ""
            if path:
                parts.append(_rule(path, loose))
            else:
                self.report("ODD504", spec.place, name=spec.ident)
        if parts:
            name = "-".join(part for part in (self.schema.spec.ident, owner, attribute, spec.ident) if part)
            doc = _documentation(spec)
            ident = quoteattr(self.ident(name))
            self.patterns.append(self.pattern(ident, [doc, *parts] if doc else parts))
        self.patterns += whole

    def ident(self, name: str) -> str:
        """An xml:id that is not taken."""
        plain = re.sub(r"[^\w.-]", "_", name)
        if not re.match(r"[A-Za-z_]", plain):
            plain = f"_{plain}"
        candidate, number = plain, 1
        while candidate in self.ids:
            number += 1
            candidate = f"{plain}-{number}"
        self.ids.add(candidate)
        return candidate

    def head(self, node: Node) -> None:
        """What belongs at the head of the schema."""
        if node.ns == SCH and node.name == "ns":
            self.bind(node.get("prefix").strip(), node.get("uri").strip(), node)
            return
        if node.ns in (SCH, XSL):
            xml = self.with_declaration(self.xml(node))
            if xml not in self.head_parts:
                self.head_parts.append(xml)

    def pattern(self, ident: str, parts: list[str]) -> str:
        """A pattern, its parts on lines of their own."""
        inner = "".join(f"\n{_PAD * 2}{part}" for part in parts)
        return self.with_declaration(f"<sch:pattern id={ident}>{inner}\n{_PAD}</sch:pattern>")

    def with_declaration(self, xml: str) -> str:
        """XML that stands on its own in a grammar declares its vocabularies; in a Schematron schema the root does."""
        if self.standalone:
            return xml
        name = xml[1:].partition(" ")[0].partition(">")[0].rstrip("/")
        declared = f' xmlns:sch="{SCH}"' + (f' xmlns:xsl="{XSL}"' if "<xsl:" in xml else "")
        return f"<{name}{declared}{xml[1 + len(name) :]}"

    # --- where ------------------------------------------------------------------------------------------------------

    def qualified(self, ns: str, local: str) -> str:
        """A name as expressions have it, its prefix bound."""
        if not ns:
            return local
        if ns == XML:
            return f"xml:{local}"
        known = {"tei": TEI, "teix": "http://www.tei-c.org/ns/Examples", **self.bindings}
        for prefix, uri in known.items():
            if uri == ns and self.bindings.get(prefix, ns) == ns:
                self.bindings[prefix] = ns
                return f"{prefix}:{local}"
        number = 1
        while f"ns{number}" in self.bindings:
            number += 1
        self.bindings[f"ns{number}"] = ns
        return f"ns{number}:{local}"

    def path(self, element: Element) -> str:
        return self.qualified(element.ns, element.name)

    def bearers(self, att: Att) -> str:
        """The elements that have an attribute as a class says it is."""
        if self.having is None:
            self.having = {}
            for element in self.schema.elements.values():
                for item in self.schema.atts(element.attributes):
                    self.having.setdefault((item.owner, item.spec.ident), []).append(element)
        return " | ".join(self.path(element) for element in self.having.get((att.owner, att.spec.ident), ()))

    def members(self, name: str) -> str:
        """The elements that are members of a class, those of its subclasses included."""
        below = {name}
        while True:
            more = {cls for cls, spec in self.schema.classes.items() if below & set(spec.classes)} - below
            if not more:
                break
            below |= more
        return " | ".join(
            self.path(element) for element in self.schema.elements.values() if below & set(element.classes)
        )

    # --- writing ----------------------------------------------------------------------------------------------------

    def bind(self, prefix: str, uri: str, node: Node) -> None:
        before = self.bindings.setdefault(prefix, uri)
        if before != uri:
            place = Place(node.file, node.line, node.column)
            self.report("ODD505", place, prefix=prefix, first=before, second=uri)

    def xml(self, node: Node) -> str:
        parts: list[str] = []
        self.write(node, parts, "")
        return "".join(parts)

    def write(self, node: Node, parts: list[str], ns: str, depth: int = 2) -> None:
        """An element as XML: what holds elements only has them on lines of their own, messages stand on one line."""
        own = {SCH: "sch:", XSL: "xsl:"}.get(node.ns)
        name = f"{own}{node.name}" if own is not None else node.name
        parts.append(f"<{name}")
        if own is None and node.ns != ns:
            parts.append(f" xmlns={quoteattr(node.ns)}")
        inner = ns if own is not None else node.ns
        for key, value in node.attrs.items():
            if key.startswith("{"):
                uri, _, local = key[1:].partition("}")
                prefix = next((item for item, bound in sorted(node.bindings.items()) if bound == uri and item), "")
                parts.append(f" xmlns:{prefix}={quoteattr(uri)}")
                key = f"{prefix}:{local}"
            elif own is not None and key in _EXPRESSIONS:
                self.note_prefixes(value, node)
            parts.append(f" {key}={quoteattr(value)}")
        if not node.children:
            parts.append("/>")
            return
        parts.append(">")
        if node.ns == SCH and node.name in _HOLDERS:
            for element in node.elements():
                parts.append(f"\n{_PAD * (depth + 1)}")
                self.write(element, parts, inner, depth + 1)
            parts.append(f"\n{_PAD * depth}")
        else:
            begin = len(parts)
            for child in node.children:
                if isinstance(child, str):
                    parts.append(escape(child if node.ns == XSL else _SPACE.sub(" ", child)))
                else:
                    self.write(child, parts, inner, depth + 1)
            if node.ns == SCH:
                # A message has no white space at its ends.
                parts[begin] = parts[begin].lstrip(" ")
                parts[-1] = parts[-1].rstrip(" ")
        parts.append(f"</{name}>")

    def note_prefixes(self, expression: str, node: Node) -> None:
        """Bind what an expression uses, as it is bound where the expression stands."""
        for prefix in _PREFIX.findall(expression):
            if prefix in ("xml", "xmlns"):
                continue
            if prefix in node.bindings:
                if prefix not in self.bindings:
                    self.bindings[prefix] = node.bindings[prefix]
                elif prefix not in _FUNCTIONS:
                    self.bind(prefix, node.bindings[prefix], node)
            elif prefix in _FIXED and prefix not in self.bindings:
                self.bindings[prefix] = _FIXED[prefix]
            elif prefix == "tei" and prefix not in self.bindings:
                self.bindings[prefix] = TEI


def _own(group: AttGroup) -> Iterator[Att]:
    """The attributes that are written out in a group."""
    for item in group.items:
        if isinstance(item, Att):
            yield item
        elif isinstance(item, AttGroup):
            yield from _own(item)


def _any_elements(content: odd.Content) -> Iterator[odd.AnyElement]:
    if isinstance(content, odd.AnyElement):
        yield content
    elif isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from _any_elements(item)


def _literal(value: str) -> str:
    """A string of XPath."""
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _documentation(spec: odd.ConstraintSpec) -> str:
    """What the constraint says about itself, as a paragraph of the pattern."""
    words = []
    for doc in spec.docs:
        if doc.kind in ("desc", "gloss"):
            node = doc.content if isinstance(doc.content, Node) else read_located(doc.content.encode("utf-8"), "TEI P5")
            words.append(" ".join(node.text().split()))
    text = " ".join(dict.fromkeys(words))
    return f"<sch:p>{escape(text)}</sch:p>" if text else ""


def _rule(context: str, tests: list[str]) -> str:
    """A rule, its tests on lines of their own."""
    inner = "".join(f"\n{_PAD * 3}{test}" for test in tests)
    return f"<sch:rule context={quoteattr(context)}>{inner}\n{_PAD * 2}</sch:rule>"
