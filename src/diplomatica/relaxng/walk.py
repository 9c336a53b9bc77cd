"""Going through patterns: references renamed, or replaced by other patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from diplomatica.relaxng import model as rng

_MANY = (rng.Group, rng.Interleave, rng.Choice)
_ONE = (rng.Optional, rng.ZeroOrMore, rng.OneOrMore, rng.List, rng.Mixed)


def mapped(pattern: rng.Pattern, change: Callable[[rng.Ref], rng.Pattern | None]) -> rng.Pattern | None:
    """The pattern with each reference changed; what only holds references that are left out is left out itself."""
    if isinstance(pattern, rng.Ref):
        return change(pattern)
    if isinstance(pattern, _MANY):
        items = tuple(kept for item in pattern.items if (kept := mapped(item, change)) is not None)
        if not items:
            return None
        return items[0] if len(items) == 1 else type(pattern)(items)
    if isinstance(pattern, _ONE):
        item = mapped(pattern.item, change)
        return None if item is None else type(pattern)(item)
    if isinstance(pattern, rng.Element | rng.Attribute):
        content = mapped(pattern.content, change)
        return replace(pattern, content=rng.Empty() if content is None else content)
    return pattern


def renamed(pattern: rng.Pattern, names: Mapping[str, str]) -> rng.Pattern:
    """The pattern with its references under other names."""
    changed = mapped(pattern, lambda ref: rng.Ref(names.get(ref.name, ref.name)))
    assert changed is not None
    return changed


def refs(pattern: rng.Pattern) -> Iterator[str]:
    """The names that a pattern refers to."""
    stack: list[rng.Pattern] = [pattern]
    while stack:
        item = stack.pop()
        if isinstance(item, rng.Ref):
            yield item.name
        elif isinstance(item, _MANY):
            stack.extend(reversed(item.items))
        elif isinstance(item, _ONE):
            stack.append(item.item)
        elif isinstance(item, rng.Element | rng.Attribute):
            stack.append(item.content)
