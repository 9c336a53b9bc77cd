"""States of a document, built as documents ask for them, and the steps between them.

A state stands for what may follow within one element. A start tag leads to an *opening*: the elements that it may be;
what may come after each of them waits in the *step*. Neither knows what is around the element, so that a schema has few
of them, and a long document soon meets none that is new.

What was met is kept between runs (`tables`). Such states, openings, steps and checks sleep: they know where they lead,
and not their patterns, which are derived again (`deriving`) where a document asks for what is not known yet. Until
then, the schema need not be read at all.
"""

from __future__ import annotations

from diplomatica.relaxng.engine.simple import is_simple

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from diplomatica.relaxng.engine.compile import Compiled
    from diplomatica.relaxng.engine.deriving import Deriving
    from diplomatica.relaxng.engine.patterns import AttributePattern, Builder, ElementPattern, Pattern
    from diplomatica.relaxng.engine.runs import Runs

# What is remembered of documents, so that no document makes the memory grow without bounds: when more is met, all is
# forgotten but what is open, and learnt again.
_LEARNT = 150_000  # states, steps, names and their like
_PATTERNS = 120_000  # patterns, beside those of the schema itself
_FEW = 100  # attributes of a start tag
_GOOD = 1_000  # values of an attribute
_LONG = 64  # characters of a value that is remembered

Rests = tuple[tuple[tuple[int, "Pattern"], ...], ...]


class Check:
    """The check of an attribute's value by the one attribute pattern that has its name; `free` allows any value.

    `kind` names values that are right for sure (`deriving.SIMPLE`); empty where that is not known. `origin`, where it
    sleeps: an opening, the names of attributes, and its place among them.
    """

    __slots__ = ("_automaton", "_pattern", "contextual", "free", "good", "kind", "origin")

    def __init__(self, automaton: Automaton, pattern: AttributePattern | None, free: bool, kind: str) -> None:
        self._automaton = automaton
        self._pattern = pattern
        self.good: set[str] = set()
        self.free = free
        self.kind = kind
        self.contextual = pattern is not None and pattern.value.contextual
        self.origin: tuple[Opening, tuple[str, ...], int] | None = None

    @property
    def pattern(self) -> AttributePattern:
        """The pattern of the attribute."""
        if self._pattern is None:
            assert self.origin is not None
            opening, names, place = self.origin
            found = self._automaton.deriving.opened(opening.elements, names)
            assert found is not None
            self._pattern = found[0][place]
        return self._pattern

    def allows(self, value: str) -> bool:
        """Is it a value of the attribute?"""
        if self.free or value in self.good:
            return True
        if self.kind and is_simple(self.kind, value):
            return True
        pattern = self.pattern
        if not self._automaton.builder.accepts(pattern.value, value):
            return False
        if self.contextual or len(value) > _LONG:
            return True
        if len(self.good) >= _GOOD:
            self.good.clear()
        self.good.add(value)
        self._automaton.learnt()
        return True


class State:
    """What may follow within an element: one pattern for each element that it may be, in the order of the opening.

    `steps` leads from the name of a start tag to its step. `mixed` is the state after characters where no datatype is
    asked; itself where nothing changes, None where characters may not stand; `white` that after white space, which may
    also be nothing. `data`: a datatype is asked. `done`: the elements that may end here. `origin`, where it sleeps: how
    it was come by. `strings`: where values
    lead that were said here. `run`: what of a document it surely leaves as it is (`runs`).
    """

    __slots__ = (
        "_automaton", "_patterns", "data", "done", "key", "mixed", "origin", "run", "steps",
        "strings", "tried", "white", "width",
    )  # fmt: skip

    def __init__(
        self, automaton: Automaton, key: tuple[int, ...], patterns: tuple[Pattern, ...] | None, data: bool,
        done: tuple[int, ...],
    ) -> None:  # fmt: skip
        self._automaton = automaton
        self._patterns = patterns
        self.key = key
        self.width = len(key)
        self.steps: dict[str, Step] = {}
        self.strings: dict[tuple[str, bool], State] = {}
        self.data = data
        self.done = done
        self.mixed: State | None = None
        self.white = self
        self.origin: Origin = None
        self.run: object = None
        self.tried = 0

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """What may follow."""
        if self._patterns is None:
            self._automaton.wake(self)
            assert self._patterns is not None
        return self._patterns


class Opening:
    """The elements that a start tag may be. `quick` leads from the names of attributes to checks and a state."""

    __slots__ = ("_elements", "key", "origin", "quick")

    def __init__(self, key: tuple[int, ...], elements: tuple[ElementPattern, ...] | None) -> None:
        self.key = key
        self._elements = elements
        self.quick: dict[tuple[str, ...], Quick] = {}
        self.origin: Step | None = None

    @property
    def elements(self) -> tuple[ElementPattern, ...]:
        """The elements."""
        if self._elements is None:
            assert self.origin is not None
            self._elements = self.origin.derived()[0]
        return self._elements


class Step:
    """From a state over a start tag: to its opening, and, when one of its elements has ended, to the next state."""

    __slots__ = ("_rests", "after", "name", "opening", "state")

    def __init__(self, state: State, name: str, opening: Opening, rests: Rests | None) -> None:
        self.state = state
        self.name = name
        self.opening = opening
        self._rests = rests
        self.after: dict[tuple[int, ...], State] = {}

    @property
    def rests(self) -> Rests:
        """What may come after each element, with the place in the state that it belongs to."""
        if self._rests is None:
            self._rests = self.derived()[1]
        return self._rests

    def derived(self) -> tuple[tuple[ElementPattern, ...], Rests]:
        """The elements that the start tag may be, and what may come after each."""
        patterns = self.state.patterns
        found = self.state._automaton.deriving.expanded(patterns, self.name)
        assert found is not None
        return found


Quick = tuple[tuple[Check, ...], State] | None
Origin = tuple[Opening, tuple[str, ...]] | tuple[Step, tuple[int, ...]] | tuple[State, str | tuple[str, bool]] | None


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of a name as expat gives it."""
    ns, _, local = name.rpartition(" ")
    return ns, local


class Automaton:
    """The states of one schema; `compiled` is the schema, or gives it when it is asked for.

    `is_new`: more was learnt than is kept; `is_known`: something was kept. `known_so_far` grows with what is learnt.
    """

    def __init__(self, compiled: Compiled | Callable[[], Compiled]) -> None:
        self._compiled = compiled
        self._deriving: Deriving | None = None
        self.prefixes: dict[str, str] | None = None
        self.unparsed: set[str] = set()
        self.states: dict[tuple[int, ...], State] = {}
        self.openings: dict[tuple[int, ...], Opening] = {}
        self.is_new = False
        self.is_known = False
        self.known_so_far = 0
        self._runs: Runs | None = None
        self.kept_runs: tuple[Any, Sequence[State]] | None = None
        self._learnt = 0
        self._start: State | None = None

    @property
    def deriving(self) -> Deriving:
        """What derives patterns from patterns."""
        if self._deriving is None:
            from diplomatica.relaxng.engine.deriving import Deriving

            compiled = self._compiled() if callable(self._compiled) else self._compiled
            self._deriving = Deriving(compiled)
            self.is_in(self.prefixes, self.unparsed)
        return self._deriving

    @property
    def runs(self) -> Runs:
        """What states surely leave as they are."""
        if self._runs is None:
            from diplomatica.relaxng.engine.runs import Runs

            self._runs = Runs(self)
            if self.kept_runs is not None:
                self._runs.restore(*self.kept_runs)
        return self._runs

    @property
    def runs_so_far(self) -> Runs | None:
        """The same, if it was asked for, or something was kept."""
        return self.runs if self._runs is not None or self.kept_runs is not None else None

    @property
    def is_awake(self) -> bool:
        """Is the schema at hand, so that what is not known yet can be derived?"""
        return self._deriving is not None

    @property
    def compiled(self) -> Compiled:
        """The schema."""
        return self.deriving.compiled

    @property
    def builder(self) -> Builder:
        """What makes the patterns of the schema."""
        return self.deriving.builder

    def is_in(self, prefixes: dict[str, str] | None, unparsed: set[str]) -> None:
        """Say what is around the strings that are asked about: prefixes, and entities that are not parsed."""
        self.prefixes, self.unparsed = prefixes, unparsed
        if self._deriving is not None:
            self._deriving.is_in(prefixes, unparsed)

    @property
    def start(self) -> State:
        """The state of a document before its root element."""
        if self._start is None:
            self._start = self.state((self.compiled.start,))
        return self._start

    @start.setter
    def start(self, state: State) -> None:
        self._start = state

    def state(self, patterns: tuple[Pattern, ...]) -> State:
        """The state of some patterns."""
        key = tuple([pattern.mark for pattern in patterns])
        state = self.states.get(key)
        if state is None:
            done = tuple([index for index, pattern in enumerate(patterns) if pattern.nullable])
            data = any(pattern.has_data for pattern in patterns)
            state = self.states[key] = State(self, key, patterns, data, done)
            self.learnt(1 + len(patterns))
            after = None if data else self.deriving.texted(patterns)
            if after is not None:
                state.mixed = self.state(after[0])
                state.white = self.state(after[1])
        elif state._patterns is None:
            state._patterns = patterns
        return state

    def wake(self, state: State) -> None:
        """Derive the patterns of a state that sleeps, and of those that it was come by from."""
        chain: list[State] = []
        outer: State | None = state
        while outer is not None and outer._patterns is None:
            chain.append(outer)
            source = outer.origin[0] if outer.origin is not None else None
            if isinstance(source, Opening):
                step = source.origin if source._elements is None else None
                outer = None if step is None else step.state
            else:
                outer = source.state if isinstance(source, Step) else source
        for item in reversed(chain):
            if item._patterns is None:
                item._patterns = self._derived(item)

    def _derived(self, state: State) -> tuple[Pattern, ...]:
        deriving = self.deriving
        if state.origin is None:
            return (deriving.compiled.start,)
        source, way = state.origin
        if isinstance(source, Opening):
            found = deriving.opened(source.elements, way)  # type: ignore[arg-type]
            assert found is not None
            return (found[1],)
        if isinstance(source, Step):
            return deriving.after(source.rests, source.state.width, way)  # type: ignore[arg-type]
        if isinstance(way, tuple):
            after = deriving.after_string(source.patterns, *way)
            assert after is not None
            return after
        texted = deriving.texted(source.patterns)
        assert texted is not None
        return texted[0] if way == "mixed" else texted[1]

    def opening(self, elements: tuple[ElementPattern, ...]) -> Opening:
        """The opening of some elements."""
        key = tuple([element.number for element in elements])
        opening = self.openings.get(key)
        if opening is None:
            opening = self.openings[key] = Opening(key, elements)
            self.learnt()
        elif opening._elements is None:
            opening._elements = elements
        return opening

    def step(self, state: State, name: str) -> Step | None:
        """The step over a start tag; None where it may not stand here."""
        step = state.steps.get(name)
        if step is not None:
            return step
        found = self.deriving.expanded(state.patterns, name)
        if found is None:
            return None
        elements, rests = found
        step = state.steps[name] = Step(state, name, self.opening(elements), rests)
        self.learnt(1 + len(name) // _LONG)
        return step

    def after(self, step: Step, done: tuple[int, ...]) -> State:
        """The state after an element, of which some readings have come to their end."""
        state = step.after.get(done)
        if state is None:
            state = self.state(self.deriving.after(step.rests, step.state.width, done))
            step.after[done] = state
            self.learnt()
        return state

    def after_string(self, state: State, string: str, last: bool) -> State | None:
        """The state after what is said where a datatype is asked; None where it is no value.

        `last`: the element ends after it.
        """
        after = self.deriving.after_string(state.patterns, string, last)
        if after is None:
            return None
        found = self.state(after)
        if len(string) <= _LONG and not any(pattern.contextual for pattern in state.patterns):
            if len(state.strings) >= _GOOD:
                state.strings.clear()
            state.strings[string, last] = found
            self.learnt()
        return found

    # --- attributes --------------------------------------------------------------------------------------------------

    def opened(self, opening: Opening, names: tuple[str, ...]) -> Quick:
        """The checks of some attributes, and the state after a start tag whose values all pass.

        None where that depends on the values, or where an attribute may not stand here, or one is missing.
        """
        if names in opening.quick:
            return opening.quick[names]
        found: Quick = None
        derived = self.deriving.opened(opening.elements, names) if len(names) < _FEW else None
        if derived is not None:
            found = tuple([self.check(item) for item in derived[0]]), self.state((derived[1],))
        if len(names) < _FEW:
            opening.quick[names] = found
            self.learnt(2 + sum([1 + len(name) // _LONG for name in names]))
        return found

    def check(self, attribute: AttributePattern) -> Check:
        """The check of an attribute pattern."""
        check = self.deriving.checks.get(attribute.number)
        if check is None:
            free, kind, good = self.deriving.simple(attribute)
            check = self.deriving.checks[attribute.number] = Check(self, attribute, free, kind)
            check.good.update(good)
        return check

    def matching(self, pattern: Pattern, name: str) -> tuple[AttributePattern, ...]:
        """The attribute patterns of a pattern that have a name."""
        return self.deriving.matching(pattern, name)

    def known(self, name: str) -> tuple[ElementPattern, ...]:
        """The elements of the schema that have a name, wherever they stand in it."""
        return self.deriving.known(name)

    # --- bounds ------------------------------------------------------------------------------------------------------

    def learnt(self, much: int = 1) -> None:
        """Count what is remembered; it is to be kept for later runs."""
        self._learnt += much
        self.known_so_far += 1
        self.is_new = True

    def tidy(self) -> None:
        """Forget what documents asked for, if it is more than is to be remembered. States that are open stay."""
        deriving = self._deriving
        if self._learnt < _LEARNT and (deriving is None or deriving.size < _PATTERNS):
            return
        for state in self.states.values():
            if state._patterns is None:
                self.wake(state)
        for opening in self.openings.values():
            _ = opening.elements
            opening.quick.clear()
        for state in self.states.values():
            for step in state.steps.values():
                _ = step.rests
                step.after.clear()
            state.steps.clear()
            state.strings.clear()
            state.run = None
        start = self.start
        self.states = {start.key: start}
        self.openings.clear()
        self.deriving.forget()
        self._learnt = 0


def attributes(pattern: Pattern) -> list[AttributePattern]:
    """The attribute patterns that stand in a pattern, each once."""
    from diplomatica.relaxng.engine import deriving

    return deriving.attributes(pattern)
