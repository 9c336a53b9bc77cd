"""Content models as shapes, which `railroad` draws and `listing` writes.

What ODDs and RELAX NG say in different ways (Guidelines, 22.5.1) is said in one way here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.names import Addresses
from diplomatica.odd.model import UNBOUNDED
from diplomatica.relaxng import model as rng

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A thing with a name; `kind` is element, class, macro, data, value, attribute, or plain for what is no name."""

    label: str
    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One after the other, or, if not `ordered`, all in any order."""

    items: tuple[Shape, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Fork:
    """One of them."""

    items: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`low` to `high` times; `high` may be UNBOUNDED."""

    item: Shape
    low: int
    high: int


Shape = Box | Row | Fork | Repeat
EMPTY = Box("empty", "plain")
TEXT = Box("text", "plain")


class Shapes:
    """Makes shapes of content models."""

    def __init__(self, addresses: Addresses) -> None:
        self.to = addresses
        self.schema = addresses.schema

    def of(self, content: odd.Content, depth: int = 0) -> Shape:
        """The shape of a content model."""
        if depth > _DEEPEST:
            return Box("…", "plain")
        if isinstance(content, odd.Sequence):
            return repeated(
                row(tuple(self.of(item, depth + 1) for item in content.items), content.ordered),
                content.low,
                content.high,
            )
        if isinstance(content, odd.Alternate):
            return repeated(fork(tuple(self.of(item, depth + 1) for item in content.items)), content.low, content.high)
        if isinstance(content, odd.ElementRef):
            return repeated(self.element(content.key), content.low, content.high)
        if isinstance(content, odd.ClassRef):
            return repeated(self._class(content), content.low, content.high)
        if isinstance(content, odd.MacroRef):
            box = Box(content.key, "macro", self.to.macros.get(content.key, ""))
            return repeated(box, content.low, content.high)
        if isinstance(content, odd.DataRef):
            return repeated(self._data(content), content.low, content.high)
        if isinstance(content, odd.ValList):
            values: tuple[Shape, ...] = tuple(Box(item.value, "value") for item in content.items)
            if not values or content.kind == "open":
                return TEXT
            return fork(values if content.kind == "closed" else (*values, TEXT))
        if isinstance(content, odd.AnyElement):
            return repeated(Box(_any(content), "plain"), content.low, content.high)
        if isinstance(content, odd.Foreign):
            return self._pattern(content.pattern, depth)
        return TEXT if isinstance(content, odd.TextNode) else EMPTY

    def element(self, ident: str) -> Box:
        """The box of an element."""
        return Box(self.schema.elements[ident].name, "element", self.to.elements[ident])

    def _class(self, ref: odd.ClassRef) -> Shape:
        label = ref.key
        if ref.include is not None:
            label = f"{label} (only {', '.join(ref.include) or 'none'})"
        elif ref.exclude:
            label = f"{label} (without {', '.join(ref.exclude)})"
        box = Box(label, "class", self.to.classes.get(ref.key, ""))
        if ref.expand in ("", "alternation"):
            return box
        return Box(f"{label}, {_EXPANDED.get(ref.expand, ref.expand)}", "class", box.href)

    def _data(self, ref: odd.DataRef) -> Shape:
        facets = ", ".join(f"{name} {value}" for name, value in ref.facets)
        label = f"xs:{ref.name}" if ref.name else ref.key
        return Box(f"{label} ({facets})" if facets else label, "data", self.to.datas.get(ref.key, ""))

    def _pattern(self, pattern: rng.Pattern, depth: int) -> Shape:
        if depth > _DEEPEST:
            return Box("…", "plain")

        def each(items: tuple[rng.Pattern, ...]) -> tuple[Shape, ...]:
            return tuple(self._pattern(item, depth + 1) for item in items)

        if isinstance(pattern, rng.Group):
            return row(each(pattern.items))
        if isinstance(pattern, rng.Interleave):
            return row(each(pattern.items), ordered=False)
        if isinstance(pattern, rng.Choice):
            return fork(each(pattern.items))
        if isinstance(pattern, rng.Mixed):
            return row((TEXT, self._pattern(pattern.item, depth + 1)), ordered=False)
        for kind, low, high in _TIMES:
            if isinstance(pattern, kind):
                return repeated(self._pattern(pattern.item, depth + 1), low, high)
        if isinstance(pattern, rng.Ref):
            return self._ref(pattern.name)
        if isinstance(pattern, rng.Value):
            return Box(pattern.value, "value")
        if isinstance(pattern, rng.Data):
            return Box(f"xs:{pattern.type}", "data")
        if isinstance(pattern, rng.Element | rng.Attribute):
            mark = "@" if isinstance(pattern, rng.Attribute) else ""
            return Box(f"{mark}{name_of(pattern.names)}", "attribute" if mark else "element")
        if isinstance(pattern, rng.Text):
            return TEXT
        return EMPTY if isinstance(pattern, rng.Empty) else Box(_plain(pattern), "plain")

    def _ref(self, name: str) -> Box:
        if name in self.schema.elements:
            return self.element(name)
        stem = name.removesuffix(".attributes").partition(".attribute.")[0]
        for word in (name, stem, name.rpartition("_")[0]):
            if word in self.schema.classes:
                return Box(name, "class", self.to.classes[word])
        return Box(name, "macro", self.to.any(name))


_EXPANDED = {
    "sequence": "each member once",
    "sequenceOptional": "each member, optional",
    "sequenceRepeatable": "each member, one or more times",
    "sequenceOptionalRepeatable": "each member, any number of times",
}
_TIMES: tuple[tuple[type[rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List], int, int], ...] = (
    (rng.Optional, 0, 1),
    (rng.ZeroOrMore, 0, UNBOUNDED),
    (rng.OneOrMore, 1, UNBOUNDED),
    (rng.List, 1, 1),
)


def row(items: tuple[Shape, ...], ordered: bool = True) -> Shape:
    """A sequence; what is empty in it is left out, and a sequence within it is a part of it."""
    kept = tuple(
        inner
        for item in items
        if item is not EMPTY
        for inner in (item.items if ordered and isinstance(item, Row) and item.ordered else (item,))
    )
    if len(kept) < 2:
        return kept[0] if kept else EMPTY
    return Row(kept, ordered)


def fork(items: tuple[Shape, ...]) -> Shape:
    """A choice; one with nothing is an option."""
    kept = tuple(
        inner for item in items if item is not EMPTY for inner in (item.items if isinstance(item, Fork) else (item,))
    )
    if not kept:
        return EMPTY
    whole: Shape = kept[0] if len(kept) == 1 else Fork(kept)
    return repeated(whole, 0, 1) if EMPTY in items else whole


def repeated(item: Shape, low: int, high: int) -> Shape:
    """A shape a number of times; repetitions of repetitions are one where they can be."""
    if (low, high) == (1, 1) or item is EMPTY:
        return item
    if high == 0:
        return EMPTY
    if isinstance(item, Repeat) and (item.low, item.high) in ((0, 1), (0, UNBOUNDED), (1, UNBOUNDED)):
        lows, highs = item.low * low, UNBOUNDED if UNBOUNDED in (item.high, high) else item.high * high
        if lows in (0, 1) and highs in (1, UNBOUNDED):
            return Repeat(item.item, lows, highs)
    return Repeat(item, low, high)


def times(low: int, high: int) -> str:
    """How often, in words."""
    if high == UNBOUNDED:
        return {0: "any number", 1: "one or more"}.get(low, f"{low} or more")
    if low == high:
        return f"{low} times"
    return "optional" if (low, high) == (0, 1) else f"{low} to {high} times"


def name_of(names: rng.NameClass) -> str:
    """A name class in a word."""
    if isinstance(names, rng.Name):
        return names.local
    if isinstance(names, rng.NameChoice):
        return " | ".join(name_of(item) for item in names.items)
    return "any name"


def with_macros(content: odd.Content, macros: Callable[[str], odd.Content | None]) -> tuple[odd.Content, str]:
    """The content model to draw: where it is no more than a macro, what the macro holds, and its name."""
    if isinstance(content, odd.MacroRef) and (content.low, content.high) == (1, 1):
        inner = macros(content.key)
        if inner is not None:
            return inner, content.key
    return content, ""


def _any(content: odd.AnyElement) -> str:
    if content.require:
        return f"any element of {', '.join(content.require)}"
    if content.exclude:
        return f"any element but {', '.join(local or ns for ns, local in content.exclude)}"
    return "any element"


def _plain(pattern: rng.Pattern) -> str:
    if isinstance(pattern, rng.NotAllowed):
        return "not allowed"
    return "another grammar" if isinstance(pattern, rng.ExternalRef | rng.Grammar) else "…"
