"""Macros and datatypes that come back to themselves before an element has begun.

RELAX NG has no meaning for them (specification, section 4.19): the reference that closes the circle is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from diplomatica.odd import model as odd
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.walk import mapped, refs

Key = tuple[str, str]
# A name in a pattern of RELAX NG, as the macro or datatype that it is; None for what is neither.
Named = Callable[[str], Key | None]


def without_cycles(
    contents: Mapping[Key, odd.Content], named: Named, told: Callable[[Key], None]
) -> dict[Key, odd.Content]:
    """The content of each macro and datatype, by kind and name; `told` hears of each that comes back to itself."""
    calls = {key: list(dict.fromkeys(_calls(content, named))) for key, content in contents.items()}
    cut: dict[Key, set[Key]] = {}
    done: set[Key] = set()
    for top in calls:
        trail = [(top, iter(calls[top]))] if top not in done else []
        inside = {key for key, _ in trail}
        while trail:
            key, pending = trail[-1]
            called = next(pending, None)
            if called is None:
                trail.pop()
                inside.discard(key)
                done.add(key)
            elif called in inside:
                cut.setdefault(key, set()).add(called)
                told(called)
            elif called not in done and called in calls:
                inside.add(called)
                trail.append((called, iter(calls[called])))
    kept: dict[Key, odd.Content] = {}
    for key, content in contents.items():
        less = _without(content, cut[key], named) if key in cut else content
        kept[key] = less if less is not None else odd.Empty() if key[0] == "macro" else odd.Foreign(rng.NotAllowed())
    return kept


def _calls(content: odd.Content, named: Named) -> Iterator[Key]:
    if isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from _calls(item, named)
    elif isinstance(content, odd.MacroRef):
        yield "macro", content.key
    elif isinstance(content, odd.DataRef):
        if content.key:
            yield "data", content.key
    elif isinstance(content, odd.Foreign):
        for name in refs(_outside(content.pattern)):
            key = named(name)
            if key is not None:
                yield key


def _without(content: odd.Content, cut: set[Key], named: Named) -> odd.Content | None:
    if isinstance(content, odd.Sequence | odd.Alternate):
        items = tuple(kept for item in content.items if (kept := _without(item, cut, named)) is not None)
        return replace(content, items=items) if items else None
    if isinstance(content, odd.MacroRef):
        return None if ("macro", content.key) in cut else content
    if isinstance(content, odd.DataRef):
        return None if content.key and ("data", content.key) in cut else content
    if isinstance(content, odd.Foreign):
        pattern = mapped(content.pattern, lambda ref: None if named(ref.name) in cut else ref)
        return None if pattern is None else replace(content, pattern=pattern)
    return content


def _outside(pattern: rng.Pattern) -> rng.Pattern:
    """What of a pattern stands outside of elements: within them, a macro may well come back."""
    if isinstance(pattern, rng.Element):
        return rng.Empty()
    if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
        return replace(pattern, items=tuple(_outside(item) for item in pattern.items))
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
        return replace(pattern, item=_outside(pattern.item))
    return pattern
