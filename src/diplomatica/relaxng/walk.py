"""Going through patterns: references renamed, or replaced by other patterns.

In a nested grammar, only a `parentRef` speaks of the grammar around it (specification, section 4.18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from diplomatica.relaxng import model as rng

_MANY = (rng.Group, rng.Interleave, rng.Choice)
_ONE = (rng.Optional, rng.ZeroOrMore, rng.OneOrMore, rng.List, rng.Mixed)


def mapped(pattern: rng.Pattern, change: Callable[[rng.Ref], rng.Pattern | None]) -> rng.Pattern | None:
    """The pattern with each reference changed; what only holds references that are left out is left out itself.

    From a nested grammar nothing is left out: what it can't refer to by a name becomes `notAllowed`.
    """
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
    if isinstance(pattern, rng.Data) and pattern.exclude is not None:
        return replace(pattern, exclude=mapped(pattern.exclude, change))
    if isinstance(pattern, rng.Grammar):

        def parent(ref: rng.ParentRef) -> rng.Pattern:
            changed = change(rng.Ref(ref.name))
            return rng.ParentRef(changed.name) if isinstance(changed, rng.Ref) else rng.NotAllowed()

        defines = tuple(replace(define, pattern=_with_parents(define.pattern, parent)) for define in pattern.defines)
        return replace(pattern, start=_with_parents(pattern.start, parent), defines=defines)
    return pattern


def _with_parents(pattern: rng.Pattern, change: Callable[[rng.ParentRef], rng.Pattern]) -> rng.Pattern:
    if isinstance(pattern, rng.ParentRef):
        return change(pattern)
    if isinstance(pattern, _MANY):
        return type(pattern)(tuple(_with_parents(item, change) for item in pattern.items))
    if isinstance(pattern, _ONE):
        return type(pattern)(_with_parents(pattern.item, change))
    if isinstance(pattern, rng.Element | rng.Attribute):
        return replace(pattern, content=_with_parents(pattern.content, change))
    if isinstance(pattern, rng.Data) and pattern.exclude is not None:
        return replace(pattern, exclude=_with_parents(pattern.exclude, change))
    return pattern


def renamed(pattern: rng.Pattern, names: Mapping[str, str]) -> rng.Pattern:
    """The pattern with its references under other names."""
    changed = mapped(pattern, lambda ref: rng.Ref(names.get(ref.name, ref.name)))
    return pattern if changed is None else changed


def refs(pattern: rng.Pattern) -> Iterator[str]:
    """The names that a pattern refers to, in its order."""
    for item in _within(pattern):
        if isinstance(item, rng.Ref):
            yield item.name
        elif isinstance(item, rng.Grammar):
            for inside in (item.start, *(define.pattern for define in item.defines)):
                yield from (ref.name for ref in _within(inside) if isinstance(ref, rng.ParentRef))


def _within(pattern: rng.Pattern) -> Iterator[rng.Pattern]:
    """The pattern and all in it, but not what is in a nested grammar."""
    stack: list[rng.Pattern] = [pattern]
    while stack:
        item = stack.pop()
        yield item
        if isinstance(item, _MANY):
            stack.extend(reversed(item.items))
        elif isinstance(item, _ONE):
            stack.append(item.item)
        elif isinstance(item, rng.Element | rng.Attribute):
            stack.append(item.content)
        elif isinstance(item, rng.Data) and item.exclude is not None:
            stack.append(item.exclude)
