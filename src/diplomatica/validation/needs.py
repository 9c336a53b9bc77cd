"""What a pattern can't do without: the elements that must come yet, the attributes that must be there."""

from __future__ import annotations

from diplomatica.relaxng.engine.names import plain_names
from diplomatica.relaxng.engine.patterns import (
    ATTRIBUTE,
    CHOICE,
    ELEMENT,
    EMPTY,
    GROUP,
    INTERLEAVE,
    ONE_OR_MORE,
    AttributePattern,
    ElementPattern,
    Pattern,
)  # fmt: skip
from diplomatica.validation.vocabulary import Name

# Each item is a choice: one of its names is needed.
Needed = list[tuple[Name, ...]]


def needed_elements(pattern: Pattern) -> Needed:
    """The elements without which a pattern does not end, in their order; each as the names of which one will do."""
    kind = pattern.kind
    if pattern.nullable:
        return []
    if kind == ELEMENT:
        assert isinstance(pattern.label, ElementPattern)
        return [tuple((name.ns, name.local) for name in plain_names(pattern.label.names) or ())]
    if kind in (GROUP, INTERLEAVE):
        return [names for item in pattern.items for names in needed_elements(item)]
    if kind == ONE_OR_MORE:
        return needed_elements(pattern.items[0])
    if kind == CHOICE:
        return _either([needed_elements(item) for item in pattern.items])
    return []


def needed_attributes(pattern: Pattern) -> Needed:
    """The attributes without which a start tag is not complete."""
    kind = pattern.kind
    if not pattern.has_attributes:
        return []
    if kind == ATTRIBUTE:
        assert isinstance(pattern.label, AttributePattern)
        return [tuple((name.ns, name.local) for name in plain_names(pattern.label.names) or ())]
    if kind in (GROUP, INTERLEAVE):
        return [names for item in pattern.items for names in needed_attributes(item)]
    if kind == ONE_OR_MORE:
        return needed_attributes(pattern.items[0])
    if kind == CHOICE:
        return _either([[] if item.kind == EMPTY else needed_attributes(item) for item in pattern.items])
    return []


def _either(ways: list[Needed]) -> Needed:
    """What is needed where any of several ways will do: the first need of each way is one to choose from."""
    if not ways or not all(ways):
        return []
    if all(way == ways[0] for way in ways):
        return ways[0]
    first: dict[Name, None] = {}
    for way in ways:
        for name in way[0]:
            first[name] = None
    return [tuple(first)]
