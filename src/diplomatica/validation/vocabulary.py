"""What a schema knows, by name: which elements stand in which, and which attributes they have.

Made when a document has its first fault: the whole schema is gone through then, so that what is said of a fault does
not depend on which documents came before.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplomatica.relaxng.engine.automaton import Automaton, attributes, split
from diplomatica.relaxng.engine.names import plain_names
from diplomatica.relaxng.engine.patterns import ELEMENT, AttributePattern, ElementPattern, Pattern
from diplomatica.tei.located import XML
from diplomatica.validation.common import ranked

Name = tuple[str, str]  # namespace and local name


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
        return any(mask >> element.number & 1 for element in self.known(name))

    def mask(self, pattern: Pattern) -> int:
        """The elements that stand in a pattern, one bit each."""
        found = self._masks.get(pattern.number)
        if found is None:
            if pattern.kind == ELEMENT:
                assert isinstance(pattern.label, ElementPattern)
                found = 1 << pattern.label.number
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

    def parents(self, name: str) -> list[Name]:
        """The elements in which one of a name may stand, the more common ones first."""
        key = split(name)
        if key not in self._parents:
            wanted = 0
            for element in self.known(name):
                wanted |= 1 << element.number
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
        return ranked(sorted(found, key=lambda name: (name[1], name[0])))

    def with_attribute(self, name: str) -> list[Name]:
        """The elements that have an attribute of a name, the more common ones first."""
        ns, local = split(name)
        found = [
            element
            for element in self.elements
            if any(
                item.ns == ns and item.local == local
                for attribute in attributes(element.content)
                for item in plain_names(attribute.names) or ()
            )
        ]
        return ranked(self.names(found))

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
    """Words as a person writes them: “a, b or c”; of many, the first ones, and how many more."""
    if len(words) > most + 1:
        return f"{', '.join(words[:most])} {joint} {len(words) - most} more"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
