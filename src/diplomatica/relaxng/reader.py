"""RELAX NG in XML syntax to patterns (specification, sections 3 and 4.1 to 4.5, 4.7, 4.8, 4.10, 4.11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.model import RNG
from diplomatica.relaxng.walk import renamed
from diplomatica.tei.located import Node

_WHITE = " \t\r\n"
_ONE: dict[str, Callable[[rng.Pattern], rng.Pattern]] = {
    "optional": rng.Optional,
    "zeroOrMore": rng.ZeroOrMore,
    "oneOrMore": rng.OneOrMore,
    "list": rng.List,
    "mixed": rng.Mixed,
}
_MANY: dict[str, Callable[[tuple[rng.Pattern, ...]], rng.Pattern]] = {
    "group": rng.Group,
    "interleave": rng.Interleave,
    "choice": rng.Choice,
}
_NONE: dict[str, rng.Pattern] = {"empty": rng.Empty(), "notAllowed": rng.NotAllowed(), "text": rng.Text()}
_QNAMES = frozenset({"QName", "NOTATION"})


@dataclass(frozen=True, slots=True)
class Context:
    """What an element inherits: the namespace of names, and the library of datatypes."""

    ns: str = ""
    library: str = ""

    def within(self, node: Node) -> Context:
        """The context of what stands in `node`."""
        if "ns" in node.attrs or "datatypeLibrary" in node.attrs:
            return Context(node.get("ns", self.ns), node.get("datatypeLibrary", self.library))
        return self


# Opens the file at an address as it stands in a grammar: gives its root element.
Open = Callable[[Node, str], Node]


def read_pattern(node: Node, context: Context) -> rng.Pattern:
    """The pattern that an element stands for; the address of an `externalRef` is left as it is.

    Raises `UnusableInput` with the place of an element that RELAX NG does not know, or that lacks a name.
    """
    return Reader(_closed, opens_patterns=False).pattern(node, context)


def read_grammar(root: Node, context: Context, opened: Open) -> rng.Grammar:
    """A grammar whose files are included (section 4.7); a root that is a pattern is its start."""
    return Reader(opened, opens_patterns=False).grammar(root, context)


def _closed(place: Node, _href: str) -> Node:
    raise _fault(place, "an include in a nested grammar")


class Reader:
    """Reads the files of one schema.

    `opens_patterns`: the files of `externalRef` are read where they are referred to (section 4.6). `strict`: a grammar
    must have a start, what an include overrides must be there, and starts must agree how they are combined.
    """

    def __init__(self, opened: Open, *, opens_patterns: bool = True, strict: bool = False) -> None:
        self.opened = opened
        self.opens_patterns = opens_patterns
        self.strict = strict
        self.trail: list[str] = []

    def pattern(self, node: Node, context: Context) -> rng.Pattern:
        """The pattern that an element stands for."""
        context = context.within(node)
        kind = node.name
        if node.ns != RNG:
            raise _fault(node, f"“{node.name}” is no element of RELAX NG")
        if kind in _NONE:
            return _NONE[kind]
        if kind in _MANY:
            items = self._read(_patterns(node), context)
            return items[0] if len(items) == 1 else _MANY[kind](items)
        if kind in _ONE:
            return _ONE[kind](self._together(node, context))
        if kind == "ref":
            return rng.Ref(_required(node, "name"))
        if kind == "parentRef":
            return rng.ParentRef(_required(node, "name"))
        if kind == "element":
            names, rest = _names(node, context, context.ns)
            return rng.Element(names, self._sequence(rest, context), doc=_doc(node))
        if kind == "attribute":
            names, rest = _names(node, context, node.get("ns"))
            content = self._sequence(rest, context) if rest else rng.Text()
            return rng.Attribute(names, content, _doc(node), node.attrs.get(f"{{{rng.ANNOTATIONS}}}defaultValue"))
        if kind == "value":
            return _value(node, context)
        if kind == "data":
            return self._data(node, context)
        if kind == "externalRef":
            return self._external(node, context)
        if kind == "grammar":
            return self.grammar(node, context)
        raise _fault(node, f"“{kind}” can’t stand here")

    def grammar(self, root: Node, context: Context) -> rng.Grammar:
        """A grammar whose files are included; a root that is a pattern is its start."""
        outermost = not self.trail
        if outermost:
            self.trail.append(root.file)
        context = context.within(root)
        if root.name != "grammar":
            grammar = rng.Grammar(self.pattern(root, context), ())
        else:
            starts, defines = self._components(root, context)
            grammar = rng.Grammar(self._start(root, starts), tuple(defines), doc=_doc(root))
        if outermost:
            self.trail.pop()
        return grammar

    def define(self, node: Node, context: Context) -> rng.Define:
        """A definition."""
        name, combine = _required(node, "name"), node.get("combine").strip(_WHITE)
        return rng.Define(name, self._together(node, context), combine, _doc(node))

    def documented(self, value: rng.Value, node: Node) -> rng.Value:
        """A value with the documentation behind it."""
        return replace(value, doc=_words(node))

    def _external(self, node: Node, context: Context) -> rng.Pattern:
        href = _required(node, "href")
        if not self.opens_patterns:
            return rng.ExternalRef(href, context.ns)
        root = self._opened(node, href)
        # The library of datatypes is that of the file itself (section 4.3).
        pattern = self.pattern(root, Context(context.ns))
        self.trail.pop()
        return pattern

    def _opened(self, node: Node, href: str) -> Node:
        root = self.opened(node, href)
        if root.file in self.trail:
            raise _fault(node, f"{root.file} includes itself")
        self.trail.append(root.file)
        return root

    def _start(self, root: Node, starts: list[rng.Define]) -> rng.Pattern:
        if not starts:
            if self.strict:
                raise _fault(root, "a grammar without a start")
            return rng.NotAllowed()
        patterns = tuple(start.pattern for start in starts)
        if len(patterns) == 1:
            return patterns[0]
        combine = {start.combine for start in starts if start.combine}
        if self.strict and (len(combine) != 1 or sum(not start.combine for start in starts) > 1):
            raise _fault(root, f"{len(starts)} starts without one @combine")
        return rng.Interleave(patterns) if combine == {"interleave"} else rng.Choice(patterns)

    def _components(self, node: Node, context: Context) -> tuple[list[rng.Define], list[rng.Define]]:
        starts: list[rng.Define] = []
        defines: list[rng.Define] = []
        for child in node.elements():
            if child.ns != RNG:
                continue
            inner = context.within(child)
            if child.name == "start":
                starts.append(rng.Define("", self._together(child, inner), child.get("combine").strip(_WHITE)))
            elif child.name == "define":
                defines.append(self.define(child, inner))
            elif child.name in ("div", "include"):
                read = self._components if child.name == "div" else self._included
                more = read(child, inner)
                starts += more[0]
                defines += more[1]
            else:
                raise _fault(child, f"“{child.name}” can’t stand in a grammar")
        return starts, defines

    def _included(self, node: Node, context: Context) -> tuple[list[rng.Define], list[rng.Define]]:
        root = self._opened(node, _required(node, "href"))
        if root.name != "grammar" or root.ns != RNG:
            raise _fault(node, f"{root.file} is no grammar")
        starts, defines = self._components(root, Context(context.ns).within(root))
        self.trail.pop()
        own_starts, own = self._components(node, context)
        replaced = {define.name: None for define in own}
        if self.strict:
            known = {define.name for define in defines}
            for name in replaced:
                if name not in known:
                    raise _fault(node, f"{root.file} has no definition of “{name}” that could be replaced")
            if own_starts and not starts:
                raise _fault(node, f"{root.file} has no start that could be replaced")
        kept = [define for define in defines if define.name not in replaced]
        return (own_starts or starts), [*kept, *own]

    def _data(self, node: Node, context: Context) -> rng.Data:
        params: list[tuple[str, str]] = []
        exclude: rng.Pattern | None = None
        for child in node.elements():
            if child.ns != RNG:
                continue
            if child.name == "param":
                params.append((_required(child, "name"), child.text()))
            elif child.name == "except":
                items = self._read(_patterns(child), context.within(child))
                exclude = items[0] if len(items) == 1 else rng.Choice(items)
        return rng.Data(_required(node, "type"), context.library, tuple(params), exclude)

    def _together(self, node: Node, context: Context) -> rng.Pattern:
        return self._sequence(list(_patterns(node)), context)

    def _sequence(self, nodes: list[Node], context: Context) -> rng.Pattern:
        items = self._read(nodes, context)
        if not items:
            return rng.Empty()
        return items[0] if len(items) == 1 else rng.Group(items)

    def _read(self, nodes: list[Node], context: Context) -> tuple[rng.Pattern, ...]:
        """Patterns; the documentation of a value stands behind it, as nothing but text can stand in it."""
        found: list[rng.Pattern] = []
        for node in nodes:
            if not _is_documentation(node):
                found.append(self.pattern(node, context))
            elif found and isinstance(found[-1], rng.Value) and not found[-1].doc:
                found[-1] = self.documented(found[-1], node)
        return tuple(found)


def _value(node: Node, context: Context) -> rng.Value:
    """A value; that of a QName is kept as a local name and its namespace, so that it needs no prefix."""
    kind = node.get("type").strip(_WHITE)
    text, ns = node.text(), context.ns
    if kind in _QNAMES and context.library and ":" in text:
        name = _qualified(node, text.strip(_WHITE), ns)
        text, ns = name.local, name.ns
    return rng.Value(text, kind, context.library if kind else "", ns)


def _names(node: Node, context: Context, ns: str) -> tuple[rng.NameClass, list[Node]]:
    """The name class of an element or attribute, and its other children."""
    children = list(_patterns(node))
    if "name" in node.attrs:
        return _qualified(node, node.attrs["name"].strip(_WHITE), ns), children
    if not children:
        raise _fault(node, f"“{node.name}” without a name")
    return _name_class(children[0], context), children[1:]


def _name_class(node: Node, context: Context) -> rng.NameClass:
    context = context.within(node)
    if node.name == "name":
        return _qualified(node, node.text().strip(_WHITE), context.ns)
    exclude = None
    for child in node.elements():
        if child.ns == RNG and child.name == "except":
            items = tuple(_name_class(item, context.within(child)) for item in _patterns(child))
            exclude = items[0] if len(items) == 1 else rng.NameChoice(items)
    if node.name == "anyName":
        return rng.AnyName(exclude)
    if node.name == "nsName":
        return rng.NsName(context.ns, exclude)
    if node.name == "choice":
        return rng.NameChoice(tuple(_name_class(item, context) for item in _patterns(node)))
    raise _fault(node, f"“{node.name}” is no name class")


def _qualified(node: Node, name: str, ns: str) -> rng.Name:
    prefix, colon, local = name.partition(":")
    if not colon:
        return rng.Name(ns, name)
    if prefix not in node.bindings:
        raise _fault(node, f"the prefix “{prefix}” is not declared")
    return rng.Name(node.bindings[prefix], local)


def _patterns(node: Node) -> list[Node]:
    """The children that count: those of RELAX NG, and documentation behind a value."""
    found: list[Node] = []
    for child in node.elements():
        if child.ns == RNG or (_is_documentation(child) and found and found[-1].name == "value"):
            found.append(child)
    return found


def _doc(node: Node) -> str:
    """The documentation of an element; what stands behind a value is of the value."""
    after_value = False
    for child in node.elements():
        if _is_documentation(child) and not after_value:
            return _words(child)
        if child.ns == RNG:
            after_value = child.name == "value"
    return ""


def _is_documentation(node: Node) -> bool:
    return node.ns == rng.ANNOTATIONS and node.name == "documentation"


def _words(node: Node) -> str:
    return " ".join(node.text().split())


def _required(node: Node, name: str) -> str:
    value = node.get(name).strip(_WHITE)
    if not value:
        raise _fault(node, f"“{node.name}” without @{name}")
    return value


def _fault(node: Node, what: str) -> UnusableInput:
    return UnusableInput(what, where=f"{node.file}:{node.line}:{node.column}", advice="repair the RELAX NG pattern")


def prefixed(grammar: rng.Grammar, prefix: str) -> rng.Grammar:
    """The same grammar with another name for each definition."""
    rename = {define.name: f"{prefix}{define.name}" for define in grammar.defines}
    defines = tuple(
        replace(define, name=rename[define.name], pattern=renamed(define.pattern, rename)) for define in grammar.defines
    )
    return rng.Grammar(renamed(grammar.start, rename), defines)
