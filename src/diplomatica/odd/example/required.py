"""The elements that a schema needs beyond those that occur, so that no content model becomes impossible or too narrow.

Guidelines, 23.3.1.1, Deletion of Elements: a reference to an element that is deleted is taken out of content models.
Where the files are valid, nearly nothing is to be added: what a content model needs, they have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from diplomatica.odd import model as odd
from diplomatica.odd.schema import Schema

Costs = Mapping[str, frozenset[str]]

_NOTHING: frozenset[str] = frozenset()
_OPTIONAL = ("sequenceOptional", "sequenceOptionalRepeatable")
_ALL = ("sequence", "sequenceRepeatable")


def completed(full: Schema, found: Collection[str], bare: Collection[str]) -> set[str]:
    """The elements that occur, and those that they need.

    `full` is the whole of TEI P5; `bare` are the elements of which one has no element within.
    """
    kept = set(found)
    while True:
        needs = _Needs(full, frozenset(kept))
        more = needs.missing() or {
            more for name in sorted(kept) for more in needs.narrowed(name, occurs=name in found, bare=name in bare)
        }
        if not more:
            return kept
        kept |= more


class _Needs:
    """What content models ask for, where the elements `kept` are there for nothing."""

    def __init__(self, full: Schema, kept: frozenset[str]) -> None:
        self.full = full
        self.kept = kept
        self.modules = {"tei", *(full.elements[name].spec.module for name in kept)}
        self._members: dict[str, tuple[str, ...]] = {}

    def members(self, name: str) -> tuple[str, ...]:
        if name not in self._members:
            self._members[name] = self.full.model_members(name)
        return self._members[name]

    # --- what can't be without others --------------------------------------------------------------------------------

    def missing(self) -> set[str]:
        """The fewest elements with which each of those kept has a content."""
        possible = self.solved(sorted(self.kept))
        if all(name in possible for name in self.kept):
            return set()
        return {more for name in self.kept for more in self.costs.get(name, _NOTHING)} - self.kept

    @cached_property
    def costs(self) -> dict[str, frozenset[str]]:
        """What each element of TEI needs that is not kept."""
        return self.solved(sorted(self.full.elements))

    def solved(self, universe: list[str]) -> dict[str, frozenset[str]]:
        """What each element of a universe needs that is not kept; without those that can have no content in it."""
        contents = [(name, self.full.elements[name].content) for name in universe]
        costs: dict[str, frozenset[str]] = {}
        changed = True
        while changed:
            changed = False
            for name, content in contents:
                cost = self.cost(content, costs)
                if cost is not None and (name not in costs or len(cost) < len(costs[name])):
                    costs[name] = cost
                    changed = True
        return costs

    def cost(self, content: odd.Content, costs: Costs) -> frozenset[str] | None:
        """What a content model needs that is not kept; None where, for all that is known, it can't be met."""
        if isinstance(content, odd.Sequence):
            return _NOTHING if content.low == 0 else _together(self.cost(item, costs) for item in content.items)
        if isinstance(content, odd.Alternate):
            return _NOTHING if content.low == 0 else _cheapest(self.cost(item, costs) for item in content.items)
        if isinstance(content, odd.ElementRef):
            return _NOTHING if content.low == 0 else self.element_cost(content.key, costs)
        if isinstance(content, odd.MacroRef):
            return _NOTHING if content.low == 0 else self.cost(self.full.macros[content.key].content, costs)
        if isinstance(content, odd.ClassRef):
            if content.low == 0 or content.expand in _OPTIONAL or not self.full.classes[content.key].is_model:
                return _NOTHING
            each = (self.element_cost(name, costs) for name in self.admitted(content))
            return _together(each) if content.expand in _ALL else _cheapest(each)
        return _NOTHING

    def element_cost(self, name: str, costs: Costs) -> frozenset[str] | None:
        cost = costs.get(name)
        return cost if cost is None or name in self.kept else cost | {name}

    def admitted(self, ref: odd.ClassRef) -> list[str]:
        """The elements that a reference to a class admits."""
        return [
            name for name in self.members(ref.key)
            if name not in ref.exclude and (ref.include is None or name in ref.include)
        ]  # fmt: skip

    # --- what would become narrower ----------------------------------------------------------------------------------

    def narrowed(self, name: str, *, occurs: bool, bare: bool) -> Iterator[str]:
        """An element for each alternative of a content model that may be empty, and would be lost.

        With `p+ | (a?, b?)`, an element without content is valid; with neither a nor b in the schema, only `p+` is left
        of it. That is enough for an element that does not occur itself.
        """
        content = self.full.elements[name].content
        for alternate in _alternates(content):
            if occurs and alternate is content and not bare:
                continue
            empty = [item for item in alternate.items if self.nullable(item)]
            if alternate.low == 0 or not empty or any(self.stays(item) for item in empty):
                continue
            if not occurs and any(
                self.stays(item) and self.cost(item, self.costs) == _NOTHING for item in alternate.items
            ):
                continue
            choices = [choice for item in empty for choice in self.mentioned(item) if choice in self.costs]
            if choices:
                yield min(choices, key=lambda choice: len(self.costs[choice]))

    def nullable(self, content: odd.Content) -> bool:
        """Can it be empty, in the whole of TEI?"""
        if isinstance(content, odd.Sequence):
            return content.low == 0 or all(self.nullable(item) for item in content.items)
        if isinstance(content, odd.Alternate):
            return content.low == 0 or any(self.nullable(item) for item in content.items)
        if isinstance(content, odd.ElementRef | odd.AnyElement):
            return content.low == 0
        if isinstance(content, odd.ClassRef):
            return content.low == 0 or content.expand in _OPTIONAL
        if isinstance(content, odd.MacroRef):
            return content.low == 0 or self.nullable(self.full.macros[content.key].content)
        return True

    def stays(self, content: odd.Content) -> bool:
        """Is anything left of it when what it refers to, and is not in the schema, is taken out?"""
        if isinstance(content, odd.Sequence | odd.Alternate):
            return any(self.stays(item) for item in content.items)
        if isinstance(content, odd.ElementRef):
            return content.key in self.kept
        if isinstance(content, odd.ClassRef):
            if self.full.classes[content.key].spec.module in self.modules:
                return True
            return any(name in self.kept for name in self.members(content.key))
        return True

    def mentioned(self, content: odd.Content) -> Iterator[str]:
        """The elements that it refers to."""
        if isinstance(content, odd.Sequence | odd.Alternate):
            for item in content.items:
                yield from self.mentioned(item)
        elif isinstance(content, odd.ElementRef):
            yield content.key
        elif isinstance(content, odd.ClassRef):
            yield from self.admitted(content)


def _alternates(content: odd.Content) -> Iterator[odd.Alternate]:
    if isinstance(content, odd.Alternate):
        yield content
    if isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from _alternates(item)


def _together(costs: Iterator[frozenset[str] | None]) -> frozenset[str] | None:
    found = _NOTHING
    for cost in costs:
        if cost is None:
            return None
        found |= cost
    return found


def _cheapest(costs: Iterator[frozenset[str] | None]) -> frozenset[str] | None:
    """The least of several; of the same size, what the content model names first."""
    known = [cost for cost in costs if cost is not None]
    return min(known, key=len) if known else None
