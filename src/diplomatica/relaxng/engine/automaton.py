"""States of a document, built as documents ask for them, and the steps between them.

A state stands for what may follow within one element. A start tag leads to an *opening*: the elements that it may be;
what may come after each of them waits in the *step*. Neither knows what is around the element, so that a schema has few
of them, and a long document soon meets none that is new.
"""

from __future__ import annotations

from diplomatica.relaxng.engine.compile import Compiled
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import (
    ATTRIBUTE,
    ELEMENT,
    NOT_ALLOWED,
    AttributePattern,
    Builder,
    ElementPattern,
    Pattern,
)  # fmt: skip

# What is remembered of documents, so that no document makes the memory grow without bounds.
_KEPT = 20_000  # names of a state, values of an attribute
_FEW = 100  # attributes of a start tag
_LONG = 1_000  # characters of a value


class Check:
    """The check of an attribute's value by the one attribute pattern that has its name; `free` allows any value."""

    __slots__ = ("builder", "free", "good", "pattern")

    def __init__(self, builder: Builder, pattern: AttributePattern) -> None:
        self.builder = builder
        self.pattern = pattern
        self.good: set[str] = set()
        self.free = pattern.value.has_text

    def allows(self, value: str) -> bool:
        """Is it a value of the attribute?"""
        if self.free or value in self.good:
            return True
        if not self.builder.accepts(self.pattern.value, value):
            return False
        if self.pattern.value.contextual or len(value) > _LONG:
            return True
        if len(self.good) >= _KEPT:
            self.good.clear()
        self.good.add(value)
        return True


class State:
    """What may follow within an element: one pattern for each element that it may be, in the order of the opening.

    `steps` leads from the name of a start tag to its step. `mixed` is the state after characters where no datatype is
    asked; itself where nothing changes, None where characters may not stand; `white` that after white space, which may
    also be nothing. `data`: a datatype is asked. `done`: the
    elements that may end here.
    """

    __slots__ = ("data", "done", "mixed", "patterns", "steps", "white")

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns
        self.steps: dict[str, Step] = {}
        self.data = any(pattern.has_data for pattern in patterns)
        self.mixed: State | None = None
        self.white = self
        self.done = tuple(index for index, pattern in enumerate(patterns) if pattern.nullable)


class Opening:
    """The elements that a start tag may be. `quick` leads from the names of attributes to checks and a state."""

    __slots__ = ("elements", "quick")

    def __init__(self, elements: tuple[ElementPattern, ...]) -> None:
        self.elements = elements
        self.quick: dict[tuple[str, ...], tuple[tuple[Check, ...], State] | None] = {}


class Step:
    """From a state over a start tag: to its opening, and, when one of its elements has ended, to the next state."""

    __slots__ = ("after", "opening", "rests", "width")

    def __init__(self, opening: Opening, rests: tuple[tuple[tuple[int, Pattern], ...], ...], width: int) -> None:
        self.opening = opening
        self.rests = rests
        self.width = width
        self.after: dict[tuple[int, ...], State] = {}


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of a name as expat gives it."""
    ns, _, local = name.rpartition(" ")
    return ns, local


class Automaton:
    """The states of one schema."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.builder = compiled.builder
        self._states: dict[tuple[int, ...], State] = {}
        self._openings: dict[tuple[int, ...], Opening] = {}
        self._checks: dict[int, Check] = {}
        self._matching: dict[tuple[int, str], tuple[AttributePattern, ...]] = {}
        self._known: dict[str, tuple[ElementPattern, ...]] = {}
        self._elements: list[ElementPattern] | None = None
        self.start = self.state((compiled.start,))

    def state(self, patterns: tuple[Pattern, ...]) -> State:
        """The state of some patterns."""
        key = tuple(pattern.number for pattern in patterns)
        state = self._states.get(key)
        if state is None:
            state = self._states[key] = State(patterns)
            if not state.data and any(pattern.has_text for pattern in patterns):
                after = tuple(self.builder.after_text(pattern) for pattern in patterns)
                if any(pattern.kind != NOT_ALLOWED for pattern in after):
                    state.mixed = self.state(after)
                    pairs = zip(patterns, after, strict=True)
                    state.white = self.state(tuple(self.builder.choice(pair) for pair in pairs))
        return state

    def opening(self, elements: tuple[ElementPattern, ...]) -> Opening:
        """The opening of some elements."""
        key = tuple(element.number for element in elements)
        opening = self._openings.get(key)
        if opening is None:
            opening = self._openings[key] = Opening(elements)
        return opening

    def step(self, state: State, name: str) -> Step | None:
        """The step over a start tag; None where it may not stand here."""
        step = state.steps.get(name)
        if step is not None:
            return step
        ns, local = split(name)
        rests: dict[ElementPattern, list[tuple[int, Pattern]]] = {}
        for index, pattern in enumerate(state.patterns):
            for element, rest in self.builder.starts(pattern):
                if rest.kind != NOT_ALLOWED and contains(element.names, ns, local):
                    rests.setdefault(element, []).append((index, rest))
        if not rests:
            return None
        opening = self.opening(tuple(rests))
        step = Step(opening, tuple(tuple(pairs) for pairs in rests.values()), len(state.patterns))
        if len(state.steps) < _KEPT:
            state.steps[name] = step
        return step

    def after(self, step: Step, done: tuple[int, ...]) -> State:
        """The state after an element, of which some readings have come to their end."""
        state = step.after.get(done)
        if state is None:
            found: list[list[Pattern]] = [[] for _ in range(step.width)]
            for index in done:
                for place, rest in step.rests[index]:
                    found[place].append(rest)
            state = step.after[done] = self.state(tuple(self.builder.choice(rests) for rests in found))
        return state

    # --- attributes --------------------------------------------------------------------------------------------------

    def opened(self, opening: Opening, names: tuple[str, ...]) -> tuple[tuple[Check, ...], State] | None:
        """The checks of some attributes, and the state after a start tag whose values all pass.

        None where that depends on the values, or where an attribute may not stand here, or one is missing.
        """
        if names in opening.quick:
            return opening.quick[names]
        found = self._quick(opening, names)
        if len(opening.quick) < _KEPT and len(names) < _FEW:
            opening.quick[names] = found
        return found

    def _quick(self, opening: Opening, names: tuple[str, ...]) -> tuple[tuple[Check, ...], State] | None:
        if len(opening.elements) != 1:
            return None
        pattern = opening.elements[0].content
        checks = []
        for name in names:
            matching = self.matching(pattern, name)
            if len(matching) != 1:
                return None
            pattern = self.builder.after_attribute(pattern, frozenset(matching))
            checks.append(self.check(matching[0]))
        pattern = self.builder.closed(pattern)
        return None if pattern.kind == NOT_ALLOWED else (tuple(checks), self.state((pattern,)))

    def check(self, attribute: AttributePattern) -> Check:
        """The check of an attribute pattern."""
        check = self._checks.get(attribute.number)
        if check is None:
            check = self._checks[attribute.number] = Check(self.builder, attribute)
        return check

    def matching(self, pattern: Pattern, name: str) -> tuple[AttributePattern, ...]:
        """The attribute patterns of a pattern that have a name."""
        key = pattern.number, name
        found = self._matching.get(key)
        if found is None:
            ns, local = split(name)
            found = tuple(item for item in attributes(pattern) if contains(item.names, ns, local))
            if len(self._matching) < 10 * _KEPT:
                self._matching[key] = found
        return found

    def known(self, name: str) -> tuple[ElementPattern, ...]:
        """The elements of the schema that have a name, wherever they stand in it."""
        known = self._known.get(name)
        if known is None:
            if self._elements is None:
                self._elements = self.compiled.all_elements()
            ns, local = split(name)
            known = tuple(element for element in self._elements if contains(element.names, ns, local))
            if len(self._known) < _KEPT:
                self._known[name] = known
        return known


def attributes(pattern: Pattern) -> list[AttributePattern]:
    """The attribute patterns that stand in a pattern, each once."""
    found: dict[AttributePattern, None] = {}
    seen: set[int] = set()
    stack = [pattern]
    while stack:
        item = stack.pop()
        if item.number in seen or not item.has_attributes:
            continue
        seen.add(item.number)
        if item.kind == ATTRIBUTE:
            assert isinstance(item.label, AttributePattern)
            found[item.label] = None
        elif item.kind != ELEMENT:
            stack.extend(reversed(item.items))
    return list(found)
