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
_NAMES = frozenset({"name", "anyName", "nsName"})


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
    """The pattern that an element stands for.

    Raises `UnusableInput` with the place of an element that RELAX NG does not know, or that lacks a name.
    """
    context = context.within(node)
    kind = node.name
    if node.ns != RNG:
        raise _fault(node, f"“{node.name}” is no element of RELAX NG")
    if kind in _NONE:
        return _NONE[kind]
    if kind in _MANY:
        items = _read(_patterns(node), context)
        return items[0] if len(items) == 1 else _MANY[kind](items)
    if kind in _ONE:
        return _ONE[kind](_together(node, context))
    if kind == "ref":
        return rng.Ref(_required(node, "name"))
    if kind == "parentRef":
        return rng.ParentRef(_required(node, "name"))
    if kind == "element":
        names, rest = _names(node, context, context.ns)
        return rng.Element(names, _sequence(rest, context), doc=_doc(node))
    if kind == "attribute":
        names, rest = _names(node, context, node.get("ns"))
        content = _sequence(rest, context) if rest else rng.Text()
        return rng.Attribute(names, content, _doc(node), node.attrs.get(f"{{{rng.ANNOTATIONS}}}defaultValue"))
    if kind == "value":
        library = context.library if node.get("type") else ""
        return rng.Value(node.text(), node.get("type").strip(_WHITE), library, context.ns)
    if kind == "data":
        return _data(node, context)
    if kind == "externalRef":
        return rng.ExternalRef(_required(node, "href"), context.ns)
    if kind == "grammar":
        return _nested(node, context)
    raise _fault(node, f"“{kind}” can’t stand here")


def read_grammar(root: Node, context: Context, opened: Open) -> rng.Grammar:
    """A grammar whose files are included (section 4.7); a root that is a pattern is its start."""
    context = context.within(root)
    if root.name != "grammar":
        return rng.Grammar(read_pattern(root, context), ())
    starts, defines = _components(root, context, opened, ())
    return rng.Grammar(_start(starts), tuple(defines), doc=_doc(root))


def _start(starts: list[rng.Define]) -> rng.Pattern:
    if not starts:
        return rng.NotAllowed()
    patterns = tuple(start.pattern for start in starts)
    if len(patterns) == 1:
        return patterns[0]
    combine = next((start.combine for start in starts if start.combine), "choice")
    return rng.Interleave(patterns) if combine == "interleave" else rng.Choice(patterns)


def _nested(node: Node, context: Context) -> rng.Grammar:
    def closed(place: Node, _href: str) -> Node:
        raise _fault(place, "an include in a nested grammar")

    return read_grammar(node, context, closed)


def _components(
    node: Node, context: Context, opened: Open, trail: tuple[str, ...]
) -> tuple[list[rng.Define], list[rng.Define]]:
    starts: list[rng.Define] = []
    defines: list[rng.Define] = []
    for child in node.elements():
        if child.ns != RNG:
            continue
        inner = context.within(child)
        if child.name == "start":
            starts.append(rng.Define("", _together(child, inner), child.get("combine").strip(_WHITE)))
        elif child.name == "define":
            name, combine = _required(child, "name"), child.get("combine").strip(_WHITE)
            defines.append(rng.Define(name, _together(child, inner), combine, _doc(child)))
        elif child.name == "div":
            more = _components(child, inner, opened, trail)
            starts += more[0]
            defines += more[1]
        elif child.name == "include":
            more = _included(child, inner, opened, trail)
            starts += more[0]
            defines += more[1]
        else:
            raise _fault(child, f"“{child.name}” can’t stand in a grammar")
    return starts, defines


def _included(
    node: Node, context: Context, opened: Open, trail: tuple[str, ...]
) -> tuple[list[rng.Define], list[rng.Define]]:
    root = opened(node, _required(node, "href"))
    if root.file in trail:
        raise _fault(node, f"{root.file} includes itself")
    if root.name != "grammar" or root.ns != RNG:
        raise _fault(node, f"{root.file} is no grammar")
    starts, defines = _components(root, context.within(root), opened, (*trail, root.file))
    own_starts, own = _components(node, context, opened, trail)
    replaced = {define.name for define in own}
    kept = [define for define in defines if define.name not in replaced]
    return (own_starts or starts), [*kept, *own]


def _data(node: Node, context: Context) -> rng.Data:
    params: list[tuple[str, str]] = []
    exclude: rng.Pattern | None = None
    for child in node.elements():
        if child.ns != RNG:
            continue
        if child.name == "param":
            params.append((_required(child, "name"), child.text()))
        elif child.name == "except":
            items = _read(_patterns(child), context.within(child))
            exclude = items[0] if len(items) == 1 else rng.Choice(items)
    return rng.Data(_required(node, "type"), context.library, tuple(params), exclude)


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


def _together(node: Node, context: Context) -> rng.Pattern:
    return _sequence(list(_patterns(node)), context)


def _sequence(nodes: list[Node], context: Context) -> rng.Pattern:
    items = _read(nodes, context)
    if not items:
        return rng.Empty()
    return items[0] if len(items) == 1 else rng.Group(items)


def _read(nodes: list[Node], context: Context) -> tuple[rng.Pattern, ...]:
    """Patterns; the documentation of a value stands behind it, as nothing but text can stand in it."""
    found: list[rng.Pattern] = []
    for node in nodes:
        if not _is_documentation(node):
            found.append(read_pattern(node, context))
        elif found and isinstance(found[-1], rng.Value) and not found[-1].doc:
            found[-1] = replace(found[-1], doc=_words(node))
    return tuple(found)


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
