"""What a schema knows, by name: which elements stand in which, and which attributes they have.

Made when a document has its first fault: the whole schema is gone through then, so that what is said of a fault does
not depend on which documents came before.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from diplomatica.relaxng.engine.automaton import Automaton, attributes, split
from diplomatica.relaxng.engine.names import plain_names
from diplomatica.relaxng.engine.patterns import ELEMENT, AttributePattern, ElementPattern, Pattern
from diplomatica.tei.located import XML
from diplomatica.validation.common import Name, ranked, ranked_attributes


class Vocabulary:
    """The names of one schema. `main` is the namespace of most elements; names of others are shown with theirs."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.builder = automaton.builder
        elements = automaton.compiled.elements
        index = 0
        while index < len(elements):
            # What is looked into may bring in further elements.
            _ = elements[index].content
            index += 1
        self.elements = elements
        self._bits = {element: 1 << place for place, element in enumerate(elements)}
        self._masks: dict[int, int] = {}
        self.by_name: dict[Name, list[ElementPattern]] = {}
        spaces: dict[str, int] = {}
        for element in elements:
            for name in plain_names(element.names) or ():
                self.by_name.setdefault((name.ns, name.local), []).append(element)
                spaces[name.ns] = spaces.get(name.ns, 0) + 1
        self.main = min(spaces, key=lambda ns: (-spaces[ns], ns)) if spaces else ""
        self._parents: dict[Name, list[Name]] = {}

    # --- elements ----------------------------------------------------------------------------------------------------

    def known(self, name: str) -> list[ElementPattern]:
        """The elements that have a name, as expat gives it; those with wildcards are left out."""
        return self.by_name.get(split(name), [])

    def holds(self, pattern: Pattern, name: str) -> bool:
        """May an element of a name stand anywhere in a pattern?"""
        mask = self.mask(pattern)
        return any(mask & self._bits[element] for element in self.known(name))

    def mask(self, pattern: Pattern) -> int:
        """The elements that stand in a pattern, one bit each."""
        found = self._masks.get(pattern.number)
        if found is None:
            if pattern.kind == ELEMENT:
                assert isinstance(pattern.label, ElementPattern)
                found = self._bits[pattern.label]
            else:
                found = 0
                for item in pattern.items:
                    found |= self.mask(item)
            self._masks[pattern.number] = found
        return found

    def names(self, elements: Iterable[ElementPattern]) -> list[Name]:
        """The names of some elements, each once, in the order of the alphabet."""
        found = {(name.ns, name.local) for element in elements for name in plain_names(element.names) or ()}
        return sorted(found, key=lambda name: (name[0] != self.main, name[1], name[0]))

    def next_names(self, patterns: Iterable[Pattern]) -> list[Name]:
        """The names of the elements that may come next, the more common ones first."""
        starts = [element for pattern in patterns for element, _ in self.builder.starts(pattern)]
        return ranked(self.names(starts))

    def children(self, parent: str) -> list[Name]:
        """The names of the elements that may stand in one of a name, the more common ones first."""
        mask = 0
        for element in self.known(parent):
            mask |= self.mask(element.content)
        return ranked(self.names(element for element in self.elements if mask & self._bits[element]))

    def holds_child(self, parent: str, child: Name) -> bool:
        """May an element of a name stand in one of another name?"""
        return any(self.holds(element.content, full(child)) for element in self.known(parent))

    def parents(self, name: str) -> list[Name]:
        """The elements in which one of a name may stand, the more common ones first."""
        key = split(name)
        if key not in self._parents:
            wanted = 0
            for element in self.known(name):
                wanted |= self._bits[element]
            found = [element for element in self.elements if self.mask(element.content) & wanted]
            self._parents[key] = ranked(self.names(found))
        return self._parents[key]

    # --- attributes --------------------------------------------------------------------------------------------------

    def attributes(self, elements: Iterable[ElementPattern]) -> list[AttributePattern]:
        """The attributes of some elements."""
        return [attribute for element in elements for attribute in attributes(element.content)]

    def attribute_names(self, elements: Iterable[ElementPattern]) -> list[Name]:
        """The names of the attributes of some elements, the more common ones first."""
        found = {
            (name.ns, name.local)
            for attribute in self.attributes(elements)
            for name in plain_names(attribute.names) or ()
        }
        return ranked_attributes(sorted(found, key=lambda name: (name[1], name[0])))

    def with_attribute(self, name: str) -> list[Name]:
        """The elements that have an attribute of a name, the more common ones first."""
        return ranked(self.names(self._by_attribute.get(split(name), ())))

    @cached_property
    def _by_attribute(self) -> dict[tuple[str, str], list[ElementPattern]]:
        """The elements that have an attribute, by its namespace and local name."""
        found: dict[tuple[str, str], list[ElementPattern]] = {}
        for element in self.elements:
            names = [item for own in attributes(element.content) for item in plain_names(own.names) or ()]
            for name in dict.fromkeys([(item.ns, item.local) for item in names]):
                found.setdefault(name, []).append(element)
        return found

    # --- words -------------------------------------------------------------------------------------------------------

    def element_word(self, name: str | Name) -> str:
        """An element as it is shown: <p>."""
        ns, local = split(name) if isinstance(name, str) else name
        other = f" of the namespace “{ns}”" if ns != self.main and ns else ""
        return f"<{local}>{other}"


def attribute_word(name: str | Name) -> str:
    """An attribute as it is shown: @xml:id."""
    ns, local = split(name) if isinstance(name, str) else name
    return f"@{'xml:' if ns == XML else ''}{local}"


def listed(words: list[str], joint: str, most: int = 6) -> str:
    """Words as a person writes them: “a, b or c”; of many, the first ones."""
    if len(words) > most + 1:
        return f"{', '.join(words[:most])} {joint} {'others' if joint == 'and' else 'another'}"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def full(name: Name) -> str:
    """A name as expat gives it."""
    return f"{name[0]} {name[1]}" if name[0] else name[1]


__all__ = ["Name", "Vocabulary", "attribute_word", "full", "listed"]
