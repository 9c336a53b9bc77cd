"""The attributes of elements and classes: which there may be, and which there must be (XML Schema Part 1, 3.2 and 3.6).

XSD has no choice between attributes, nor between an attribute and content: what is a choice in RELAX NG is optional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from diplomatica.odd.emit.xsd.content import ATTRIBUTE, Content, Key
from diplomatica.odd.emit.xsd.namespaces import is_nc_name
from diplomatica.relaxng import model as rng


@dataclass(frozen=True, slots=True)
class Use:
    """An attribute: the patterns of its value, one or more, any of which may hold."""

    name: Key
    patterns: tuple[rng.Pattern, ...]
    required: bool
    default: str | None
    doc: str


@dataclass(slots=True)
class Uses:
    """Attributes by name; `any_of` are namespaces of which any may stand there, "##any" for all.

    `free` are the names of attributes that depend on one another or on content, which XSD can't say.
    """

    known: dict[Key, Use] = field(default_factory=dict)
    any_of: dict[str, None] = field(default_factory=dict)
    free: dict[Key, None] = field(default_factory=dict)

    def add(self, other: Uses) -> None:
        """Takes in what stands beside."""
        for name, use in other.known.items():
            mine = self.known.get(name)
            self.known[name] = use if mine is None else _joined(mine, use, mine.required or use.required)
        self.any_of.update(other.any_of)
        self.free.update(other.free)

    def optional(self) -> Uses:
        """The same, none of them required."""
        return Uses({name: replace(use, required=False) for name, use in self.known.items()}, self.any_of, self.free)


def _joined(one: Use, other: Use, required: bool) -> Use:
    patterns = tuple(dict.fromkeys(one.patterns + other.patterns))
    default = one.default if one.default == other.default else None
    return Use(one.name, patterns, required, default, one.doc or other.doc)


class Attributes:
    """The attributes of patterns; those of definitions are worked out once."""

    def __init__(self, defines: Mapping[str, rng.Pattern], content: Content) -> None:
        self.defines = defines
        self.content = content
        self._uses: dict[str, Uses | None] = {}

    def of(self, pattern: rng.Pattern) -> Uses | None:
        """The attributes of a pattern; None for one that nothing matches."""
        if isinstance(pattern, rng.Ref):
            return self.of_define(pattern.name)
        if isinstance(pattern, rng.NotAllowed):
            return None
        if not self.content.kind(pattern) & ATTRIBUTE:
            return Uses()
        if isinstance(pattern, rng.Attribute):
            return self._attribute(pattern)
        if isinstance(pattern, rng.Group | rng.Interleave):
            found = Uses()
            for item in pattern.items:
                uses = self.of(item)
                if uses is None:
                    return None
                found.add(uses)
            return found
        if isinstance(pattern, rng.Choice):
            return self._choice([uses for item in pattern.items if (uses := self.of(item)) is not None])
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore):
            uses = self.of(pattern.item)
            if uses is None:
                return Uses()
            found = uses.optional()
            if len(uses.known) > 1 and any(use.required for use in uses.known.values()):
                found.free = {**found.free, **dict.fromkeys(uses.known)}
            return found
        if isinstance(pattern, rng.OneOrMore | rng.Mixed):
            return self.of(pattern.item)
        return Uses()

    def of_define(self, name: str) -> Uses | None:
        """The attributes of a definition."""
        if name not in self._uses:
            self._uses[name] = Uses()
            pattern = self.defines.get(name, rng.NotAllowed())
            self._uses[name] = Uses() if isinstance(pattern, rng.Element) else self.of(pattern)
        return self._uses[name]

    def _choice(self, branches: list[Uses]) -> Uses | None:
        if not branches:
            return None
        found = Uses()
        for uses in branches:
            found.add(uses.optional())
        for name, use in found.known.items():
            if all(name in uses.known and uses.known[name].required for uses in branches):
                found.known[name] = replace(use, required=True)
        # Only a single attribute that may be left out is the same without the choice.
        if len(branches) > 1 and len(found.known) > 1:
            found.free.update(dict.fromkeys(found.known))
        elif len(branches) > 1 and found.known:
            found.free.update({name: None for name, use in found.known.items() if len(use.patterns) > 1})
        return found

    def _attribute(self, pattern: rng.Attribute) -> Uses | None:
        names = pattern.names
        if isinstance(pattern.content, rng.NotAllowed):
            return None
        if isinstance(names, rng.Name):
            if not is_nc_name(names.local):
                return None
            key = (names.ns, names.local)
            return Uses({key: Use(key, (pattern.content,), True, pattern.default, pattern.doc)})
        if isinstance(names, rng.NameChoice):
            found = Uses()
            for one in names.items:
                inner = self._attribute(replace(pattern, names=one))
                found.add(inner.optional() if inner is not None else Uses())
            return found
        return Uses(any_of={(names.ns or "##local") if isinstance(names, rng.NsName) else "##any": None})
