"""Reading a Schematron schema into values (ISO/IEC 19757-3, clause 5)."""

from __future__ import annotations

import re

from diplomatica.diagnostics.model import Place
from diplomatica.schematron import codes
from diplomatica.schematron.loading import Found, Read, load, place_of, read_file
from diplomatica.schematron.model import (
    SCH,
    XSL,
    Check,
    Expression,
    Extends,
    Foreign,
    Let,
    Mixed,
    NameOf,
    Namespaces,
    Note,
    Pattern,
    Phase,
    Rule,
    Schema,
    ValueOf,
)
from diplomatica.tei.escape import escape, quoteattr
from diplomatica.tei.located import Node

_PREFIX = re.compile(r"([^\W\d][\w.\-]*):(?!:)")
_IDLE = frozenset({"title", "p", "ns", "param", "dir", "emph", "span"})


def read(source: str | bytes, name: str, found: Found, load_file: Read = read_file) -> Schema:
    """The schema as it is written; faults go to `found`.

    `name` is its path, from which it takes in others by `load_file`. Raises `UnusableInput`
    where there is no Schematron to read.
    """
    data = source.encode("utf-8") if isinstance(source, str) else source
    if isinstance(source, str):
        # A text has no encoding any more, whatever it says of itself.
        head = re.match(r"\s*<\?xml[^>]*?(\sencoding\s*=\s*(\"[^\"]*\"|'[^']*'))", source)
        if head:
            data = (source[: head.start(1)] + " " * (head.end(1) - head.start(1)) + source[head.end(1) :]).encode()
    return _Reader(found).schema(load(data, name, found, load_file), name)


def _named(text: str, node: Node) -> Namespaces:
    """What the prefixes in a text stand for."""
    used = set(_PREFIX.findall(text)) - {"xml"}
    return tuple(sorted((prefix, node.bindings[prefix]) for prefix in used if node.bindings.get(prefix)))


def _expression(node: Node, attribute: str) -> Expression | None:
    text = node.attrs.get(attribute)
    if text is None:
        return None
    return Expression(text, place_of(node), _named(text, node))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _some(node: Node, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, node.attrs[name]) for name in names if name in node.attrs)


def _plain(text: str) -> str:
    return " ".join(text.split())


class _Reader:
    def __init__(self, found: Found) -> None:
        self.found = found

    def schema(self, root: Node, name: str) -> Schema:
        lang = root.get("xml:lang")
        patterns: list[Pattern] = []
        lets: list[Let] = []
        foreign: list[Foreign] = []
        phases: list[Phase] = []
        notes: dict[str, list[Note]] = {"diagnostic": [], "property": []}
        ns: dict[str, str] = {}
        title = ""
        # An abstract rule may also stand at the head of a schema: `extends` finds it there.
        loose: list[Rule] = []
        for child in root.elements():
            if child.ns == XSL:
                foreign.append(self.foreign(child))
            elif child.ns != SCH:
                continue
            elif child.name in ("pattern", "group"):
                patterns.append(self.pattern(child, lang))
            elif child.name in ("let", "param"):
                lets.append(self.let(child))
            elif child.name == "phase":
                phases.append(self.phase(child))
            elif child.name in ("diagnostics", "properties"):
                self.notes(child, notes, lang)
            elif child.name == "ns":
                ns[child.get("prefix").strip()] = child.get("uri").strip()
            elif child.name == "title":
                title = _plain(child.text())
            elif child.name in ("rules", "library"):
                loose += [self.rule(item, lang) for item in child.elements() if item.name == "rule"]
            elif child.name == "rule":
                loose.append(self.rule(child, lang))
            else:
                self.passed_over(child, root)
        for pattern in root.elements():
            if pattern.ns == SCH and pattern.name in ("pattern", "group"):
                for child in pattern.elements():
                    if child.ns == SCH and child.name in ("diagnostics", "properties"):
                        self.notes(child, notes, child.get("xml:lang") or lang)
        if loose:
            patterns.append(Pattern(tuple(loose), abstract=True))
        return Schema(
            name=name,
            patterns=tuple(patterns),
            binding=root.get("queryBinding").strip().lower(),
            default_phase=root.get("defaultPhase").strip(),
            version=root.get("schemaVersion"),
            title=title,
            lang=lang,
            ns=tuple(ns.items()),
            declared=tuple(sorted((key, uri) for key, uri in root.bindings.items() if key not in ("", "xml") and uri)),
            lets=tuple(lets),
            foreign=tuple(foreign),
            phases=tuple(phases),
            diagnostics=tuple(notes["diagnostic"]),
            properties=tuple(notes["property"]),
            place=place_of(root),
        )

    def notes(self, node: Node, notes: dict[str, list[Note]], lang: str) -> None:
        names = ("role", "scheme", "see", "icon", "fpi")
        lang = node.get("xml:lang") or lang
        for child in node.elements():
            if child.ns == SCH and child.name in notes:
                own = child.get("xml:lang")
                content = self.mixed(child, whole=child.name == "property")
                note = Note(child.get("id"), own or lang, _some(child, names), content, place_of(child))
                notes[child.name].append(note)

    def phase(self, node: Node) -> Phase:
        active: list[tuple[str, Place]] = []
        lets: list[Let] = []
        for child in node.elements():
            if child.ns == SCH and child.name == "active":
                active += [(name, place_of(child)) for name in _words(child.get("pattern"))]
            elif child.ns == SCH and child.name == "let":
                lets.append(self.let(child))
        return Phase(node.get("id"), tuple(active), tuple(lets), _expression(node, "from"), place_of(node))

    def pattern(self, node: Node, lang: str) -> Pattern:
        lang = node.get("xml:lang") or lang
        rules: list[Rule] = []
        lets: list[Let] = []
        params: list[tuple[str, str]] = []
        title = ""
        for child in node.elements():
            if child.ns != SCH:
                continue
            if child.name == "rule":
                rules.append(self.rule(child, lang))
            elif child.name == "let":
                lets.append(self.let(child))
            elif child.name == "param":
                params.append((child.get("name").strip(), child.get("value")))
            elif child.name == "title":
                title = _plain(child.text())
            elif child.name not in ("diagnostics", "properties"):
                self.passed_over(child, node)
        return Pattern(
            rules=tuple(rules),
            id=node.get("id") or node.get("xml:id"),
            group=node.name == "group",
            abstract=node.get("abstract").strip() == "true",
            is_a=node.get("is-a").strip(),
            params=tuple(params),
            documents=_expression(node, "documents"),
            lets=tuple(lets),
            role=node.get("role"),
            lang=lang,
            title=title,
            place=place_of(node),
        )

    def rule(self, node: Node, lang: str) -> Rule:
        lang = node.get("xml:lang") or lang
        items: list[Let | Check | Extends] = []
        for child in node.elements():
            if child.ns != SCH:
                continue
            if child.name in ("assert", "report"):
                items.append(self.check(child, lang))
            elif child.name == "let":
                items.append(self.let(child))
            elif child.name == "extends":
                items.append(Extends(child.get("rule").strip(), place_of(child)))
            else:
                self.passed_over(child, node)
        abstract = node.get("abstract").strip() == "true"
        context = _expression(node, "context")
        if context is None and not abstract:
            self.found(codes.diagnostic("SCH108", place_of(node), what="a rule", attribute="context"))
        return Rule(
            context=context,
            items=tuple(items),
            abstract=abstract,
            id=node.get("id") or node.get("xml:id"),
            role=node.get("role"),
            flag=node.get("flag"),
            lang=lang,
            subject=_expression(node, "subject"),
            visit_each=_expression(node, "visit-each"),
            place=place_of(node),
        )

    def check(self, node: Node, lang: str) -> Check:
        test = _expression(node, "test")
        if test is None:
            self.found(codes.diagnostic("SCH108", place_of(node), what=f"a{'n' * (node.name == 'assert')} {node.name}",
                                        attribute="test"))  # fmt: skip
            # It finds nothing, and is still there for those who refer to it.
            test = Expression("true()" if node.name == "assert" else "false()", place_of(node))
        return Check(
            kind=node.name,
            test=test,
            content=self.mixed(node),
            id=node.get("id") or node.get("xml:id"),
            role=node.get("role"),
            flag=node.get("flag"),
            severity=node.get("severity"),
            lang=node.get("xml:lang") or lang,
            subject=_expression(node, "subject"),
            attributes=_some(node, ("see", "icon", "fpi")),
            diagnostics=_words(node.get("diagnostics")),
            properties=_words(node.get("properties")),
            place=place_of(node),
        )

    def let(self, node: Node) -> Let:
        value = _expression(node, "value")
        content = None
        if value is None:
            xml = "".join(escape(item) if isinstance(item, str) else _xml(item) for item in node.children)
            content = Foreign(xml, place_of(node))
        return Let(node.get("name").strip(), value, content, node.get("as").strip(), place_of(node))

    def mixed(self, node: Node, *, whole: bool = False) -> Mixed:
        """Text with its parts. `whole`: elements of other vocabularies are kept, not only what they contain."""
        parts: list[str | ValueOf | NameOf | Foreign] = []
        for child in node.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.ns == SCH and child.name == "value-of":
                parts.append(ValueOf(_expression(child, "select") or Expression("()", place_of(child))))
            elif child.ns == SCH and child.name == "name":
                parts.append(NameOf(_expression(child, "path")))
            elif child.ns == XSL or (whole and child.ns != SCH):
                parts.append(self.foreign(child))
            else:
                parts += self.mixed(child, whole=whole)
        return tuple(parts)

    def foreign(self, node: Node) -> Foreign:
        if node.ns == XSL and node.name == "function":
            node = _stoppable(node)
        ns = tuple(sorted((prefix, uri) for prefix, uri in node.bindings.items() if prefix and uri))
        return Foreign(_xml(node), place_of(node), ns)

    def passed_over(self, node: Node, parent: Node) -> None:
        if node.name not in _IDLE:
            self.found(codes.diagnostic("SCH110", place_of(node), name=node.name, parent=parent.name))


def _stoppable(function: Node) -> Node:
    """A function of XSLT whose last call is no longer made a loop of, by a `try` around its body.

    A function that calls itself for ever then runs into the limit of the stack, and that is an error like any other.
    """
    children = function.children
    first = next(
        (number for number, child in enumerate(children)
         if (child.strip() if isinstance(child, str) else (child.ns, child.name) != (XSL, "param"))),
        len(children),
    )  # fmt: skip
    if first == len(children):
        return function
    where = (function.bindings, function.file, function.line, function.column)
    whole = Node(function.name, XSL, function.attrs, *where)
    attempt = Node("try", XSL, {}, *where)
    # It catches nothing: there is no such error.
    attempt.children = [*children[first:], Node("catch", XSL, {"errors": f"Q{{{SCH}}}none"}, *where)]
    whole.children = [*children[:first], attempt]
    return whole


def _xml(node: Node, above: dict[str, str] | None = None) -> str:
    """An element with all prefixes that hold for it, as XML that stands on its own."""
    bindings = node.bindings
    known = {"xml": bindings.get("xml", ""), "": ""} if above is None else above
    declared = "".join(
        f" xmlns{':' * bool(prefix)}{prefix}={quoteattr(uri)}"
        for prefix, uri in sorted(bindings.items())
        if known.get(prefix) != uri and (uri or not prefix)
    )
    name = node.name
    if node.ns != bindings.get("", ""):
        name = f"{_prefix(node.ns, bindings)}:{name}"
    attributes = []
    for key, value in node.attrs.items():
        if key.startswith("{"):
            uri, _, local = key[1:].partition("}")
            key = f"{_prefix(uri, bindings)}:{local}"
        attributes.append(f" {key}={quoteattr(value)}")
    inner = "".join(escape(child) if isinstance(child, str) else _xml(child, bindings) for child in node.children)
    start = f"<{name}{declared}{''.join(attributes)}"
    return f"{start}>{inner}</{name}>" if inner else f"{start}/>"


def _prefix(uri: str, bindings: dict[str, str]) -> str:
    return next(prefix for prefix, bound in sorted(bindings.items()) if bound == uri and prefix)
