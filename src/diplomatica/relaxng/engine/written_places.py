"""Where in a schema stands what breaks a restriction of section 7.

The restrictions are asked of patterns in their simple form, which no longer know where they were written. Of a fault it
is known in the content of which element it is, and of what kind: what was written there is gone through for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.names import name_set
from diplomatica.relaxng.engine.patterns import (
    ATTRIBUTE,
    DATA,
    ELEMENT,
    EMPTY,
    GROUP,
    INTERLEAVE,
    LIST,
    ONE_OR_MORE,
    TEXT,
    VALUE,
)  # fmt: skip
from diplomatica.relaxng.places import Places

# What is around a pattern, in the content of an element or in the value of an attribute.
IN_START, IN_ATTRIBUTE, IN_LIST, IN_EXCEPT, IN_MORE, IN_MORE_GROUP, IN_GROUP, IN_INTERLEAVE = (1 << n for n in range(8))

# What patterns in their simple form a written one may become (specification, sections 4.12 to 4.21).
_KINDS: Final[dict[type[object], frozenset[int]]] = {
    rng.Element: frozenset({ELEMENT}),
    rng.Attribute: frozenset({ATTRIBUTE}),
    rng.Group: frozenset({GROUP}),
    rng.Interleave: frozenset({INTERLEAVE}),
    rng.Optional: frozenset({EMPTY}),
    rng.ZeroOrMore: frozenset({ONE_OR_MORE, EMPTY}),
    rng.OneOrMore: frozenset({ONE_OR_MORE}),
    rng.Mixed: frozenset({INTERLEAVE, TEXT}),
    rng.List: frozenset({LIST}),
    rng.Empty: frozenset({EMPTY}),
    rng.Text: frozenset({TEXT}),
    rng.Value: frozenset({VALUE}),
    rng.Data: frozenset({DATA}),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A pattern as written, with what is `around` it: some of the flags above."""

    pattern: rng.Pattern
    around: int

    def is_a(self, kind: int) -> bool:
        """May it become a pattern of this kind?"""
        return kind in _KINDS.get(type(self.pattern), ())

    @property
    def names(self) -> rng.NameClass | None:
        """The names of an element or attribute; none for others."""
        return self.pattern.names if isinstance(self.pattern, rng.Element | rng.Attribute) else None

    def may_be(self, local: str) -> bool:
        """Is it an element or attribute that may have a local name? Those with wildcards may have any."""
        known = None if self.names is None else name_set(self.names)
        return known is not None and (bool(known.wild) or any(name == local for _, name in known.listed))


@dataclass(frozen=True, slots=True, eq=False)
class _Scope:
    """The definitions that names stand for in a grammar."""

    parent: _Scope | None
    defines: dict[str, list[rng.Pattern]] = field(default_factory=dict)


def place(
    grammar: rng.Grammar, places: Places, element: rng.Element | None, wanted: Callable[[Spot], bool], *, second: bool
) -> str:
    """“file:line:column” of the first pattern that is wanted, or, `second`, of the next one that is another.

    `element`: in which element it is; none for what is around the outermost elements. Where nothing is found, the place
    of the element; empty if that is unknown too.
    """
    scope = _scope_of(grammar, element)
    pattern = grammar.start if element is None else element.content
    found: list[rng.Pattern] = []
    for spot in _spots(pattern, scope, IN_START if element is None else 0):
        if wanted(spot) and places.of(spot.pattern) and not any(spot.pattern is item for item in found):
            found.append(spot.pattern)
            if len(found) > second:
                break
    return places.of(found[-1] if found else pattern if element is None else element)


def _scope(grammar: rng.Grammar, parent: _Scope | None) -> _Scope:
    scope = _Scope(parent)
    for define in grammar.defines:
        scope.defines.setdefault(define.name, []).append(define.pattern)
    return scope


def _scope_of(grammar: rng.Grammar, element: rng.Element | None) -> _Scope:
    """The scope in which an element was written: that of its grammar, which may be nested in others."""
    outermost = _scope(grammar, None)
    stack: list[tuple[rng.Pattern, _Scope]] = [(grammar.start, outermost)]
    stack += [(define.pattern, outermost) for define in grammar.defines]
    while stack:
        item, scope = stack.pop()
        if item is element:
            return scope
        if isinstance(item, rng.Grammar):
            inner = _scope(item, scope)
            stack += [(define.pattern, inner) for define in item.defines]
            stack.append((item.start, inner))
        elif isinstance(item, rng.Element | rng.Attribute):
            stack.append((item.content, scope))
        else:
            stack += [(part, scope) for part in _parts(item)]
    return outermost


def _parts(pattern: rng.Pattern) -> tuple[rng.Pattern, ...]:
    if isinstance(pattern, rng.Group | rng.Choice | rng.Interleave):
        return pattern.items
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
        return (pattern.item,)
    return (pattern.exclude,) if isinstance(pattern, rng.Data) and pattern.exclude is not None else ()


def _opened(pattern: rng.Pattern, scope: _Scope) -> list[tuple[rng.Pattern, _Scope]]:
    """What a reference or a nested grammar stands for."""
    if isinstance(pattern, rng.Grammar):
        return [(pattern.start, _scope(pattern, scope))]
    if isinstance(pattern, rng.ParentRef):
        return [] if scope.parent is None else [(item, scope.parent) for item in scope.parent.defines[pattern.name]]
    return [(item, scope) for item in scope.defines[pattern.name]] if isinstance(pattern, rng.Ref) else []


def _spots(pattern: rng.Pattern, scope: _Scope, around: int) -> Iterator[Spot]:
    """A pattern and all in it, in the order in which it was written; elements are not gone into."""
    seen: set[tuple[int, _Scope, int]] = set()
    stack = [(pattern, scope, around)]
    while stack:
        item, scope, around = stack.pop()
        if (id(item), scope, around) in seen:
            continue
        seen.add((id(item), scope, around))
        yield Spot(item, around)
        stack += [(inner, where, around) for inner, where in reversed(_opened(item, scope))]
        if isinstance(item, rng.Attribute):
            stack.append((item.content, scope, IN_ATTRIBUTE))
            continue
        parts = _parts(item)
        within = around | _within(item, around)
        for index in reversed(range(len(parts))):
            others = parts[:index] + parts[index + 1 :]
            beside = isinstance(item, rng.Mixed) or (
                isinstance(item, rng.Group | rng.Interleave) and any(_counts(other, scope) for other in others)
            )
            stack.append((parts[index], scope, within | IN_GROUP if beside else within))


def _within(pattern: rng.Pattern, around: int) -> int:
    """What a pattern adds to what is around its parts."""
    if isinstance(pattern, rng.List):
        return IN_LIST
    if isinstance(pattern, rng.Data):
        return IN_EXCEPT
    if isinstance(pattern, rng.OneOrMore | rng.ZeroOrMore):
        return IN_MORE
    if isinstance(pattern, rng.Group | rng.Interleave | rng.Mixed):
        more = IN_MORE_GROUP if around & IN_MORE else 0
        return more if isinstance(pattern, rng.Group) else more | IN_INTERLEAVE
    return 0


def _counts(pattern: rng.Pattern, scope: _Scope) -> bool:
    """Is there something in a pattern beside attributes (specification, section 7.2)?"""
    seen: set[tuple[int, _Scope]] = set()
    stack = [(pattern, scope)]
    while stack:
        item, scope = stack.pop()
        if (id(item), scope) in seen:
            continue
        seen.add((id(item), scope))
        if isinstance(item, rng.Element | rng.Text | rng.Mixed | rng.Value | rng.Data | rng.List):
            return True
        stack += _opened(item, scope)
        stack += [(part, scope) for part in _parts(item)]
    return False
