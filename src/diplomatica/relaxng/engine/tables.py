"""What an automaton has learnt, as plain values that can be kept between runs.

States, openings, steps and checks get numbers, in the order in which the start leads to them; what leads to one for the
first time is its origin, from which its patterns can be derived again. What a schema does not number in every run alike
(elements of nested grammars) is left out, with all that follows from it.
"""

from __future__ import annotations

from diplomatica.relaxng.engine.automaton import Automaton, Check, Opening, State, Step

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = 1
_MOST = 20_000  # states, steps and attribute lists; an automaton that has more is not kept
_GOOD = 100  # values of an attribute
_UNNUMBERED = 1 << 32  # `patterns.UNNUMBERED`


def learnt(automaton: Automaton) -> Any:
    """What an automaton has learnt: tuples, lists, strings, numbers. None where that is too much to keep."""
    return _Writer(automaton).whole()


class _Writer:
    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.states: dict[State, int] = {}
        self.openings: dict[Opening, int] = {}
        self.steps: dict[Step, int] = {}
        self.checks: dict[Check, int] = {}
        self.state_rows: list[Any] = []
        self.opening_rows: list[Any] = []
        self.step_rows: list[Any] = []
        self.check_rows: list[Any] = []
        self.queue: list[State] = []

    def whole(self) -> Any:
        """All that the start leads to."""
        self.state(self.automaton.start, None)
        for state in self.queue:
            if len(self.states) + len(self.steps) > _MOST:
                return None
            row = self.state_rows[self.states[state]]
            number = self.states[state]
            row[3] = -1 if state.mixed is None else self.state(state.mixed, (2, number, "mixed"))
            row[4] = self.state(state.white, (2, number, "white"))
            for said, after in list(state.strings.items())[:_GOOD]:
                row[6].append((said, self.state(after, (2, number, said))))
            for name, step in state.steps.items():
                if max(step.opening.key) < _UNNUMBERED:
                    self.step(step, number, name)
        runs = self.automaton.runs_so_far
        return [
            FORMAT, self.automaton.known_so_far, self.state_rows, self.step_rows, self.opening_rows, self.check_rows,
            [] if runs is None else runs.kept(self.states),
        ]  # fmt: skip

    def state(self, state: State, origin: tuple[int, int, object] | None) -> int:
        number = self.states.get(state)
        if number is None:
            number = self.states[state] = len(self.state_rows)
            self.state_rows.append([state.key, state.data, state.done, -1, number, origin, []])
            self.queue.append(state)
        return number

    def step(self, step: Step, state: int, name: str) -> None:
        if step in self.steps:
            return
        number = self.steps[step] = len(self.step_rows)
        row: list[Any] = [state, name, self.opening(step.opening, number), []]
        self.step_rows.append(row)
        row[3] = [(done, self.state(after, (1, number, done))) for done, after in step.after.items()]

    def opening(self, opening: Opening, step: int) -> int:
        number = self.openings.get(opening)
        if number is None:
            number = self.openings[opening] = len(self.opening_rows)
            rows: list[Any] = []
            self.opening_rows.append((opening.key, step, rows))
            for names, quick in opening.quick.items():
                if quick is None:
                    rows.append((names, None, -1))
                    continue
                checks = [self.check(check, (number, names, place)) for place, check in enumerate(quick[0])]
                rows.append((names, checks, self.state(quick[1], (0, number, names))))
        return number

    def check(self, check: Check, origin: tuple[int, tuple[str, ...], int]) -> int:
        number = self.checks.get(check)
        if number is None:
            number = self.checks[check] = len(self.check_rows)
            good = [] if check.free else sorted(check.good)[:_GOOD]
            self.check_rows.append((check.free, check.kind, check.contextual, good, origin))
        return number


def restore(automaton: Automaton, kept: Any) -> bool:
    """Give an automaton that is new what another one of the same schema has learnt. False where it can't be used."""
    if not isinstance(kept, list) or not kept or kept[0] != FORMAT:
        return False
    _, automaton.known_so_far, state_rows, step_rows, opening_rows, check_rows, runs = kept
    states = [State(automaton, key, None, data, done) for key, data, done, *_ in state_rows]
    openings = [Opening(key, None) for key, _, _ in opening_rows]
    steps = [Step(states[state], name, openings[opening], None) for state, name, opening, _ in step_rows]
    checks = []
    for free, kind, contextual, good, (opening, names, place) in check_rows:
        check = Check(automaton, None, free, kind)
        check.contextual = contextual
        check.good.update(good)
        check.origin = openings[opening], names, place
        checks.append(check)
    sources: tuple[list[Opening], list[Step], list[State]] = openings, steps, states
    for state, (_, _, _, mixed, white, origin, said) in zip(states, state_rows, strict=True):
        state.mixed = None if mixed < 0 else states[mixed]
        state.white = states[white]
        state.strings = {string: states[number] for string, number in said}
        if origin is not None:
            state.origin = sources[origin[0]][origin[1]], origin[2]
    for step, (state, name, _, after) in zip(steps, step_rows, strict=True):
        states[state].steps[name] = step
        step.after = {done: states[number] for done, number in after}
    for opening, (_, number, rows) in zip(openings, opening_rows, strict=True):
        opening.origin = steps[number]
        opening.quick = {
            names: None if numbers is None else (tuple([checks[item] for item in numbers]), states[state])
            for names, numbers, state in rows
        }
    automaton.states = {state.key: state for state in states}
    automaton.openings = {opening.key: opening for opening in openings}
    automaton.start = states[0]
    automaton.is_known = True
    automaton.kept_runs = runs, states
    return True
