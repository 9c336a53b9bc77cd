"""Where an element would be right: in which element, and at which end of it."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import NOT_ALLOWED, Pattern
from diplomatica.validation.common import Name, habits, preferred
from diplomatica.validation.needs import needed_elements
from diplomatica.validation.vocabulary import Vocabulary

_MOST = 200  # states that are looked at for the order within one element
_MARKS = 4  # siblings by which the order is told


@dataclass(frozen=True, slots=True)
class Belonging:
    """`wrapper` is the element that an element belongs in, None where it may stand in `container` itself.

    `container` is the open element in which it would be right; `level` counts from the innermost, which is 0. `now`:
    the wrapper may stand at this very place.
    """

    wrapper: Name | None
    container: str
    level: int
    now: bool = False


def belonging(vocabulary: Vocabulary, name: str, state: State, ancestors: tuple[str, ...]) -> Belonging | None:
    """The likeliest place of an element that its parent, the last of the ancestors, can't hold; None where all are
    as likely.
    """
    parents = vocabulary.parents(name)
    usual = [one for one in _usual(name) if one in {parent[1] for parent in parents}]
    here = vocabulary.next_names(state.patterns)
    wrappers = [one for one in parents if one in here and one != split(name)]
    needed = {one for pattern in state.patterns for names in needed_elements(pattern) for one in names}
    container = ancestors[-1]
    for chosen in (
        [one for one in wrappers if one[1] in usual],
        [one for one in wrappers if one in needed and _is_akin(one, name)],
        [one for one in wrappers if one in needed],
    ):
        if chosen:
            return Belonging(preferred(chosen, tuple(usual))[0], container, 0, now=True)
    for level, around in enumerate(reversed(ancestors)):
        inner = [one for one in parents if vocabulary.holds_child(around, one)]
        akin = [one for one in inner if one[1] in usual] or ([one for one in inner if _is_akin(one, name)][:1])
        if akin and (level == 0 or not wrappers):
            return Belonging(preferred(akin, tuple(usual))[0], around, level)
        if level and split(around) in parents:
            first = [one for one in akin if one[1] in usual[:1]]
            return Belonging(first[0] if first else None, around, level)
        if level == 0 and wrappers and len(wrappers) <= _MARKS - 1:
            return Belonging(wrappers[0], around, 0, now=True)
    return Belonging(wrappers[0], container, 0, now=True) if wrappers else None


def _usual(name: str) -> tuple[str, ...]:
    return habits().parents.get(split(name)[1], ())


def _is_akin(one: Name, name: str) -> bool:
    """Is an element made for another, by their names: person for persName, notesStmt for note?"""
    plain = split(name)[1]
    return len(plain) > 3 and one[1][:4] == plain[:4] and one[1] != plain


def end_of(vocabulary: Vocabulary, parent: str, name: str) -> str:
    """Which end of its parent an element stands at: beginning, end; empty where it may stand anywhere."""
    anywhere = habits().anywhere
    if split(name)[1] not in habits().ends:
        return ""
    marks = [
        f"{ns} {one}".strip()
        for ns, one in vocabulary.children(parent)
        if one not in anywhere and (ns, one) != split(name)
    ][:_MARKS]
    marks = sorted(marks, key=lambda mark: split(mark)[1] not in ("p", "div"))
    for mark in marks:
        before = may_follow(vocabulary, parent, mark, name)
        after = may_follow(vocabulary, parent, name, mark)
        if before != after:
            return "end" if before else "beginning"
        if before and split(mark)[1] in ("p", "div"):
            return ""
    return ""


def may_follow(vocabulary: Vocabulary, parent: str, first: str, then: str) -> bool:
    """May an element come after another in a parent, with whatever between?"""
    ns, plain = split(first)
    builder = vocabulary.builder
    for element in vocabulary.known(parent):
        seen: set[int] = set()
        waiting: list[Pattern] = [builder.closed(element.content, lenient=True)]
        while waiting and len(seen) < _MOST:
            pattern = waiting.pop()
            if pattern.number in seen or pattern.kind == NOT_ALLOWED:
                continue
            seen.add(pattern.number)
            for start, rest in builder.starts(pattern):
                if contains(start.names, ns, plain):
                    if vocabulary.holds(rest, then):
                        return True
                else:
                    waiting.append(rest)
    return False
