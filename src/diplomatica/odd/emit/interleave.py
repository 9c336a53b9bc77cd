"""`sequence` with @preserveOrder="false": its parts in any order (Guidelines, 22.5.1).

RELAX NG forbids an interleave whose parts have an element, or text, in common (specification, section 7.4). Parts
that are the same are one part, as often as all of them; parts that overlap otherwise come one after the other, in
either order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import permutations

from diplomatica.odd import model as odd
from diplomatica.odd.emit.chosen import chosen
from diplomatica.odd.model import UNBOUNDED
from diplomatica.odd.schema import Schema
from diplomatica.relaxng import model as rng

_MOST = 4  # overlapping parts that are put in every order
_TEXT = "#text"


def interleaved(
    content: odd.Sequence, patterns: list[rng.Pattern], built: Callable[[odd.Content], rng.Pattern], schema: Schema
) -> rng.Pattern:
    """The parts of an unordered sequence, whose patterns are given; `built` makes that of a part anew."""
    parts: list[tuple[odd.Content, rng.Pattern]] = []
    for item, pattern in zip(content.items, patterns, strict=True):
        for index, (other, _) in enumerate(parts):
            joined = _joined(other, item)
            if joined is not None:
                parts[index] = (joined, built(joined))
                break
        else:
            parts.append((item, pattern))
    clusters: list[tuple[set[str], list[rng.Pattern]]] = []
    for item, pattern in parts:
        names = set(_names(item, schema, set()))
        touching = [cluster for cluster in clusters if cluster[0] & names]
        merged = (names.union(*(cluster[0] for cluster in touching)), [p for cluster in touching for p in cluster[1]])
        merged[1].append(pattern)
        clusters = [cluster for cluster in clusters if not any(cluster is other for other in touching)]
        clusters.append(merged)
    items = [_in_any_order(cluster[1]) for cluster in clusters]
    return items[0] if len(items) == 1 else rng.Interleave(tuple(items))


def _joined(one: odd.Content, other: odd.Content) -> odd.ElementRef | odd.ClassRef | None:
    """Two references to the same thing, as one."""
    if isinstance(one, odd.ElementRef | odd.ClassRef) and type(one) is type(other):
        assert isinstance(other, odd.ElementRef | odd.ClassRef)
        if replace(one, low=1, high=1, place=other.place) == replace(other, low=1, high=1):
            high = UNBOUNDED if UNBOUNDED in (one.high, other.high) else one.high + other.high
            return replace(one, low=one.low + other.low, high=high)
    return None


def _in_any_order(patterns: list[rng.Pattern]) -> rng.Pattern:
    if len(patterns) == 1:
        return patterns[0]
    if len(patterns) > _MOST:
        return rng.ZeroOrMore(rng.Choice(tuple(patterns)))
    return rng.Choice(tuple(rng.Group(order) for order in permutations(patterns)))


def _names(content: odd.Content, schema: Schema, seen: set[str]) -> Iterable[str]:
    """The elements that a content model can begin or go on with, and text."""
    if isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from _names(item, schema, seen)
    elif isinstance(content, odd.ElementRef):
        element = schema.elements[content.key]
        yield f"{{{element.ns}}}{element.name}"
    elif isinstance(content, odd.ClassRef):
        for name in chosen(content, schema):
            yield from _names(odd.ElementRef(name), schema, seen)
    elif isinstance(content, odd.MacroRef):
        if content.key not in seen:
            seen.add(content.key)
            yield from _names(schema.macros[content.key].content, schema, seen)
    elif isinstance(content, odd.TextNode | odd.DataRef | odd.ValList):
        yield _TEXT
