"""What of a document a state surely leaves as it is, as a regular expression: whole elements that are known well.

A long document says the same again and again: <l xml:id="l7" n="7">...</l>. Where the automaton knows such elements,
what they may hold, and that the state is the same before and after them, a regular expression runs over all that follow
one another, many times faster than event by event. It is a lower bound: what it does not know goes the usual way, and
what is found wrong is always found there. All bytes go through expat in any case: that they are well-formed, and where
they stand, is for expat alone to say (`matcher`).

The expressions are made of what the automaton has learnt, for the shapes (element and names of attributes) that are
frequent in the document. They hold for bytes in which ASCII is as it is, without a DOCTYPE, and for names that have no
prefix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from diplomatica.relaxng.engine.automaton import Automaton, Check, State, Step
from diplomatica.relaxng.engine.simple import in_quotes

_XML = "http://www.w3.org/XML/1998/namespace"
_SAMPLE = 1 << 19  # bytes of the first document in which shapes are counted
_GLANCE = 1 << 15  # of a later one
_SHAPES = 40  # shapes of one document that count
_RARE = 2_000  # of so many tags, one of a shape makes it frequent
# How many shapes, the most frequent first, an expression has at each level of elements: less until it is short enough.
_SIZES = ((99, 99, 99, 99), (99, 99, 12, 4), (99, 20, 6, 2), (99, 14, 4), (20, 10, 3), (12, 8), (6, 6))
_LONGEST = 8_000  # characters of an expression
_MUCH = 100_000  # characters of what is written to find one
_GOOD = 40  # values of a list in an expression
_OFTEN = 3  # times that a state is come by, before there is an expression for it
_MORE = 30  # of so much that is known, one more makes the expression of a state worth making again
_TAG = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.-]*)((?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*=\"[^\"<]*\")*)\s*/?>")
_QUOTED = re.compile(rb"=\"[^\"]*\"")
_LITERAL = re.compile(r"[A-Za-z0-9_.:#/-]+")

Shape = tuple[str, tuple[str, ...]]  # an element and its attributes, as they are written
# An expression, the state after it, the namespace, and for what it was made: shapes, and how much was learnt.
Run = tuple["re.Pattern[bytes] | bytes | None", State, str, int, int]


class Runs:
    """The runs of the states of an automaton, for the shapes of the documents so far."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.shapes: dict[Shape, int] = {}
        self.version = 0
        self.is_new = False

    def kept(self, numbers: Mapping[State, int]) -> list[Any]:
        """The shapes, and the expressions of states that have numbers, as plain values."""
        runs = []
        for state, number in numbers.items():
            run: Run | None = state.run  # type: ignore[assignment]
            if run is not None and run[3] == self.version and run[1] in numbers:
                pattern = run[0] if isinstance(run[0], bytes | None) else run[0].pattern
                runs.append((number, pattern, numbers[run[1]], run[2], run[4]))
        return [[[name, attributes, count] for (name, attributes), count in self.shapes.items()], runs]

    def restore(self, kept: list[Any], states: Sequence[State]) -> None:
        """Take what `kept` gave."""
        if not kept:
            return
        self.shapes = {(name, attributes): count for name, attributes, count in kept[0]}
        for number, pattern, after, ns, learnt in kept[1]:
            # Made into an expression when it is asked for.
            states[number].run = (pattern, states[after], ns, self.version, learnt)

    def look(self, data: bytes) -> None:
        """Count the shapes of a document, of which a part is given."""
        counts: dict[tuple[bytes, bytes], int] = {}
        size = _GLANCE if self.shapes else _SAMPLE
        middle = max(0, len(data) // 2 - size // 2)
        for name, attributes in _TAG.findall(data, middle, middle + size):
            key = name, _QUOTED.sub(b"", attributes)
            counts[key] = counts.get(key, 0) + 1
        least = sum(counts.values()) // _RARE + 2
        frequent = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_SHAPES]
        for (name, attributes), count in frequent:
            shape = name.decode("ascii"), tuple(attributes.decode("ascii").split())
            if count > least and shape not in self.shapes:
                if len(self.shapes) >= 2 * _SHAPES:
                    self.shapes.clear()
                self.shapes[shape] = count
                self.version += 1

    def at(self, state: State, ns: str, again: bool) -> tuple[re.Pattern[bytes] | None, State]:
        """The run of a state where names are of a namespace, and the state after it.

        `again`: the one that was made did not lead far.
        """
        run: Run | None = state.run  # type: ignore[assignment]
        if run is None:
            state.tried += 1
            if state.tried < _OFTEN:
                return None, state
        learnt = self.automaton.known_so_far
        if run is not None:
            is_old = run[2] != ns or run[3] != self.version
            if not is_old and not (again and learnt > run[4] + run[4] // _MORE):
                kept = run[0]
                if isinstance(kept, bytes):
                    kept = re.compile(kept)
                    state.run = (kept, *run[1:])
                return kept, run[1]
        frequent = sorted(self.shapes, key=lambda shape: -self.shapes[shape])
        pattern: re.Pattern[bytes] | None = None
        after = state
        for levels in _SIZES:
            writer = _Writer(self.automaton, [frequent[:many] for many in levels], self.shapes, ns)
            found, end = writer.run(state)
            if found is None or len(found) <= _LONGEST:
                if found is not None:
                    pattern, after = re.compile(found.encode("ascii")), end
                break
        state.run = (pattern, after, ns, self.version, learnt)
        self.is_new = True
        return pattern, after


class _Writer:
    """Makes the expression of one state."""

    def __init__(
        self, automaton: Automaton, shapes: Sequence[Sequence[Shape]], counts: Mapping[Shape, int], ns: str
    ) -> None:  # fmt: skip
        self.automaton = automaton
        self.ns = ns
        self.length = 0
        self.counts: dict[str, int] = {}
        for (name, _), count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count
        # At each level: of an element, the attributes as they are written, and as they are meant.
        self.levels: list[dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]] = [{} for _ in shapes]
        for names, level in zip(self.levels, shapes, strict=True):
            for name, attributes in level:
                meant = [f"{_XML} {item[4:]}" if item.startswith("xml:") else item for item in attributes]
                if not any((":" in item and not item.startswith(_XML)) or item == "xmlns" for item in meant):
                    names.setdefault(name, []).append((attributes, tuple(meant)))

    def run(self, state: State) -> tuple[str | None, State]:
        """The expression of a state, and the state after it; None where there is nothing to run over."""
        alike = _alike(state)
        if alike is None:
            return None, state
        loops, others = self.moves(alike, ())
        after = self.most(loops)
        if after is not None:
            return f"{_repeated(alike, loops[after])}*+", after
        after = self.most(others)
        if after is None:
            return None, state
        # Once to another state, and on from there.
        found = f"(?:{_text(alike)})?+"
        alike = _alike(after)
        again = self.moves(alike, ())[0].get(after, {}) if alike else {}
        if not alike or not again:
            return f"{found}<(?:{'|'.join(others[after].values())})", after
        is_one_of_them = others[after].items() <= again.items()
        return f"{found}{_once(others[after], again)}{_repeated(alike, again)}{'++' if is_one_of_them else '*+'}", after

    def most(self, moves: Mapping[State | None, Mapping[str, str]]) -> State | None:
        """Where the most frequent elements lead, of those that lead to one state."""
        found = [end for end in moves if end is not None]
        return max(found, key=lambda end: sum(self.counts[name] for name in moves[end]), default=None)

    def moves(
        self, alike: list[State], path: tuple[str, ...]
    ) -> tuple[dict[State | None, dict[str, str]], dict[State | None, dict[str, str]]]:  # fmt: skip
        """The elements that may stand where states are alike, by where they lead: back to those, or elsewhere.

        None where it depends on which of them it was.
        """
        loops: dict[State | None, dict[str, str]] = {}
        others: dict[State | None, dict[str, str]] = {}
        for name in self.levels[len(path)] if len(path) < len(self.levels) else ():
            steps = [] if name in path else self.steps(alike, name)
            ends = self.ends(steps)
            end = ends[0] if ends and all(item is ends[0] for item in ends) else None
            is_loop = bool(ends) and all(item in alike for item in ends)
            element = self.element(name, steps[0], (*path, name)) if end is not None or is_loop else ""
            if element:
                (loops if is_loop else others).setdefault(end, {})[name] = element
        return loops, others

    def steps(self, alike: list[State], name: str) -> list[Step]:
        """The steps over an element from states that are alike, which must have one opening; else none."""
        expanded = f"{self.ns} {name}" if self.ns else name
        if not any(expanded in state.steps for state in alike):
            return []
        steps: list[Step] = []
        for state in alike:
            step = state.steps.get(expanded)
            if step is None and self.automaton.is_awake:
                # What is known from one of them is soon asked of the others.
                step = self.automaton.step(state, expanded)
            if step is None or step.opening is not (steps[0] if steps else step).opening:
                return []
            steps.append(step)
        return steps

    def ends(self, steps: list[Step]) -> list[State | None]:
        """The states to which an element leads, over each of some steps."""
        found = [step.after.get((0,)) for step in steps]
        if self.automaton.is_awake and None in found and any(found):
            return [self.automaton.after(step, (0,)) for step in steps]
        return found

    def element(self, name: str, step: Step, path: tuple[str, ...]) -> str:
        """An element behind its <; empty where it is not known well enough."""
        tags: dict[State, list[tuple[str, ...]]] = {}
        for attributes, expanded in self.levels[len(path) - 1][name]:
            quick = step.opening.quick.get(expanded)
            if quick is None:
                continue
            values = [_value(check) for check in quick[0]]
            if all(values):
                pairs = zip(attributes, values, strict=True)
                tags.setdefault(quick[1], []).append(
                    tuple([f"\\s++{re.escape(attribute)}={value}" for attribute, value in pairs])
                )
        found = []
        for state, alike in tags.items():
            content = self.content(state, path, ())
            if content is not None:
                empty = "/>|" if state.done else ""
                tag = _tree(alike)
                self.length += len(tag) + 2 * len(name) + 20
                found.append(f"{tag}\\s*+(?:{empty}>{content[1]}</{re.escape(name)}>)")
        if not found:
            return ""
        inner = "|".join(found)
        return f"{re.escape(name)}(?:{inner})" if len(found) > 1 else f"{re.escape(name)}{inner}"

    def content(
        self, state: State, path: tuple[str, ...], seen: tuple[State, ...]
    ) -> tuple[dict[str, str], str] | None:  # fmt: skip
        """What may stand from a state to the end of its element: elements that come again, and the whole.

        None where nothing is known.
        """
        alike = _alike(state)
        if alike is None or self.length > _MUCH or state.width != 1:
            return None
        if any(bool(item.done) != bool(state.done) for item in alike):
            return None
        seen = (*seen, *alike)
        loops, others = self.moves(alike, path)
        text = _text(alike)
        back = {name: element for elements in loops.values() for name, element in elements.items()}
        found = f"(?:{text}|<(?:{'|'.join(back.values())}))*+" if back else f"(?:{text})?+"
        ways = []
        for end, elements in others.items():
            rest = None if end is None or end in seen else self.content(end, path, seen)
            if rest is not None:
                ways.append(_once(elements, rest[0]) + rest[1])
        if ways:
            found += f"(?:{'|'.join(ways)}){'?+' if state.done else ''}"
        elif not state.done:
            return None
        self.length += len(text) + 20
        return back, found


def _repeated(alike: list[State], elements: Mapping[str, str]) -> str:
    """One of some elements, with text before it."""
    return f"(?:(?:{_text(alike)})?+<(?:{'|'.join(elements.values())}))"


def _once(elements: dict[str, str], again: dict[str, str]) -> str:
    """One of some elements; where they are among those that may stand again and again next, a look at their names."""
    if elements.items() <= again.items():
        return f"(?=<(?:{'|'.join(map(re.escape, elements))})[\\s/>])"
    return f"<(?:{'|'.join(elements.values())})"


def _tree(tags: list[tuple[str, ...]]) -> str:
    """Lists of attributes, what they have in common at the beginning once."""
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for tag in tags:
        firsts.setdefault(tag[0] if tag else "", []).append(tag[1:])
    found = [first + _tree(rest) if first else "" for first, rest in firsts.items()]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(sorted(found, key=len, reverse=True))})"


def _alike(state: State) -> list[State] | None:
    """The states that characters lead to and from; None where a datatype is asked of them."""
    found = [state]
    for item in found:
        if item.data:
            return None
        for other in (item.mixed, item.white):
            if other is not None and other not in found:
                if len(found) == 4:
                    return None
                found.append(other)
    if any((item.mixed is None) != (state.mixed is None) for item in found):
        return None
    return found


def _text(alike: list[State]) -> str:
    return r"\s++" if alike[0].mixed is None else "[^<]++"


def _value(check: Check) -> str:
    """What is in quotes for sure a value; empty where that is not known."""
    if check.free:
        return '"[^"<]*+"'
    if check.contextual:
        return ""
    if check.kind:
        return in_quotes(check.kind)
    found = [re.escape(value) for value in sorted(check.good)[:_GOOD] if _LITERAL.fullmatch(value)]
    return f'"(?:{"|".join(found)})"' if found else ""


__all__ = ["Runs"]
