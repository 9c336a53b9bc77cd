"""An ambiguous content model as an unambiguous one: the same language where that is easy, else a wider one.

The model becomes a deterministic automaton (by derivatives: Brzozowski 1964), the smallest there is. An automaton
without circles but for loops at a state reads back as an expression without ambiguity. Where there are circles, their
states become one: the elements of a circle may then come in any order, which is wider, never narrower.
"""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.odd.emit.xsd.expression import Expr, Exprs

_MOST_STATES = 150
_MOST_PARTICLES = 120
_MOST_TIMES = 12


@dataclass(frozen=True, slots=True)
class _Automaton:
    """`moves` of each state, by letter: a set of names that nowhere differ. State 0 is the first."""

    letters: tuple[int, ...]
    moves: tuple[tuple[int, ...], ...]
    final: tuple[bool, ...]


_DEAD = -1


def clarified(expr: Expr, exprs: Exprs) -> tuple[Expr, bool]:
    """The model without ambiguity, and whether it is still the same language."""
    built = _built(expr, exprs)
    if built is not None:
        small = _smallest(built)
        straight, same = _straightened(small)
        found = _read_back(_smallest(straight), exprs)
        if found is not None and found.clear:
            return found, same
    return exprs.rep(exprs.names(expr.mask), 0, None), False


def ignores(expr: Expr, name: int, exprs: Exprs) -> bool:
    """May `name` (one bit) come anywhere, any number of times?"""
    built = _built(expr, exprs)
    if built is None:
        return False
    small = _smallest(built)
    letter = next((index for index, mask in enumerate(small.letters) if mask & name), None)
    return letter is not None and all(moves[letter] == state for state, moves in enumerate(small.moves))


def _built(expr: Expr, exprs: Exprs) -> _Automaton | None:
    expr = _opened(expr, exprs)
    letters = _letters(expr)
    memo: dict[tuple[Expr, int], Expr] = {}
    states: dict[Expr, int] = {expr: 0}
    pending = [expr]
    moves: list[tuple[int, ...]] = []
    while pending:
        row: list[int] = []
        following: list[Expr] = []
        state = pending.pop(0)
        for letter in letters:
            target = _after(state, letter, exprs, memo)
            if target.kind == "never":
                row.append(_DEAD)
                continue
            if target not in states:
                if len(states) >= _MOST_STATES:
                    return None
                states[target] = len(states)
                following.append(target)
            row.append(states[target])
        moves.append(tuple(row))
        pending += following
    return _Automaton(letters, tuple(moves), tuple(state.nullable for state in states))


def _opened(expr: Expr, exprs: Exprs) -> Expr:
    """Without groups, and without high numbers, each of which would be a state."""
    if expr.kind in ("names", "empty", "never"):
        return expr
    items = [_opened(item, exprs) for item in expr.items]
    if expr.kind == "group":
        return items[0]
    if expr.kind == "seq":
        return exprs.seq(items)
    if expr.kind == "alt":
        return exprs.alt(items)
    if expr.kind == "all":
        return exprs.all(items)
    high = expr.high if expr.high is not None and expr.high <= _MOST_TIMES else None
    return exprs.rep(items[0], min(expr.low, _MOST_TIMES), high)


def _letters(expr: Expr) -> tuple[int, ...]:
    """The coarsest division of the names that tells apart what the model tells apart."""
    seen: set[Expr] = set()
    masks: dict[int, None] = {}
    pending = [expr]
    while pending:
        item = pending.pop()
        if item in seen:
            continue
        seen.add(item)
        if item.kind == "names":
            masks[item.mask] = None
        pending += item.items
    parts: list[int] = []
    for mask in masks:
        divided: list[int] = []
        for part in parts:
            divided += [piece for piece in (part & mask, part & ~mask) if piece]
            mask &= ~part
        parts = divided + ([mask] if mask else [])
    return tuple(sorted(parts, key=lambda part: part & -part))


def _after(expr: Expr, letter: int, exprs: Exprs, memo: dict[tuple[Expr, int], Expr]) -> Expr:
    """What may follow once an element of `letter` has been read."""
    if not expr.first & letter:
        return exprs.never
    key = (expr, letter)
    found = memo.get(key)
    if found is not None:
        return found
    if expr.kind == "names":
        found = exprs.empty
    elif expr.kind == "alt":
        found = _either([_after(item, letter, exprs, memo) for item in expr.items], exprs)
    elif expr.kind == "rep":
        left = exprs.rep(expr.item, max(expr.low - 1, 0), None if expr.high is None else expr.high - 1)
        found = exprs.seq([_after(expr.item, letter, exprs, memo), left])
    elif expr.kind == "all":
        ways = []
        for index, item in enumerate(expr.items):
            rest = expr.items[:index] + expr.items[index + 1 :]
            ways.append(exprs.all([_after(item, letter, exprs, memo), *rest]))
        found = _either(ways, exprs)
    else:
        ways = []
        for index, item in enumerate(expr.items):
            ways.append(exprs.seq([_after(item, letter, exprs, memo), *expr.items[index + 1 :]]))
            if not item.nullable:
                break
        found = _either(ways, exprs)
    memo[key] = found
    return found


def _either(ways: list[Expr], exprs: Exprs) -> Expr:
    kept = sorted({way for way in ways if way.kind != "never"}, key=lambda way: way.serial)
    return kept[0] if len(kept) == 1 else exprs.alt(kept)


def _smallest(automaton: _Automaton) -> _Automaton:
    """States that lead to the same are one (Moore); states that can't be reached, or lead nowhere, go."""
    alive = _alive(automaton)
    count = len(automaton.moves)
    block = [int(final) for final in automaton.final]
    size = 0
    while True:
        keys: dict[tuple[int, ...], int] = {}
        fresh: list[int] = []
        for state in range(count):
            row = automaton.moves[state]
            key = (block[state], *(block[to] if to != _DEAD and alive[to] else _DEAD for to in row))
            fresh.append(keys.setdefault(key, len(keys)))
        block = fresh
        if len(keys) == size:
            break
        size = len(keys)
    return _quotient(automaton, block, alive)


def _alive(automaton: _Automaton) -> list[bool]:
    before: list[list[int]] = [[] for _ in automaton.moves]
    for state, row in enumerate(automaton.moves):
        for to in row:
            if to != _DEAD:
                before[to].append(state)
    alive = list(automaton.final)
    pending = [state for state, final in enumerate(alive) if final]
    while pending:
        for state in before[pending.pop()]:
            if not alive[state]:
                alive[state] = True
                pending.append(state)
    return alive


def _quotient(automaton: _Automaton, block: list[int], alive: list[bool]) -> _Automaton:
    """One state a block; the moves of a block's states agree. Only what can be reached."""
    numbers: dict[int, int] = {block[0]: 0}
    order = [block[0]]
    members: dict[int, list[int]] = {}
    for state, name in enumerate(block):
        members.setdefault(name, []).append(state)
    moves: list[tuple[int, ...]] = []
    for name in order:
        row: list[int] = []
        for letter in range(len(automaton.letters)):
            targets = [automaton.moves[state][letter] for state in members[name]]
            target = next((to for to in targets if to != _DEAD and alive[to]), _DEAD)
            if target == _DEAD:
                row.append(_DEAD)
                continue
            if block[target] not in numbers:
                numbers[block[target]] = len(numbers)
                order.append(block[target])
            row.append(numbers[block[target]])
        moves.append(tuple(row))
    final = tuple(any(automaton.final[state] for state in members[name]) for name in order)
    return _Automaton(automaton.letters, tuple(moves), final)


def _straightened(automaton: _Automaton) -> tuple[_Automaton, bool]:
    """With the states of a circle made one, and whatever that makes undecided made one too."""
    count = len(automaton.moves)
    block = list(range(count))

    def merge(one: int, other: int) -> bool:
        old, new = max(block[one], block[other]), min(block[one], block[other])
        if old == new:
            return False
        for state in range(count):
            if block[state] == old:
                block[state] = new
        return True

    same = True
    while True:
        again = False
        for component in _circles(automaton, block):
            for state in component[1:]:
                again |= merge(component[0], state)
        undecided = True
        while undecided:
            undecided = False
            targets: dict[tuple[int, int], int] = {}
            for state, row in enumerate(automaton.moves):
                for letter, to in enumerate(row):
                    if to != _DEAD:
                        undecided |= merge(targets.setdefault((block[state], letter), to), to)
            again |= undecided
        if not again:
            return (automaton, True) if same else (_quotient(automaton, block, [True] * count), False)
        same = False


def _circles(automaton: _Automaton, block: list[int]) -> list[list[int]]:
    """The blocks that can be reached from one another (Warshall: the automata are small)."""
    reach: dict[int, int] = {}
    for state, row in enumerate(automaton.moves):
        for to in row:
            if to != _DEAD:
                reach[block[state]] = reach.get(block[state], 0) | 1 << block[to]
    names = sorted(set(block))
    for middle in names:
        for start in names:
            if reach.get(start, 0) >> middle & 1:
                reach[start] |= reach.get(middle, 0)
    found: list[list[int]] = []
    done: set[int] = set()
    for name in names:
        if name in done:
            continue
        circle = [
            other
            for other in names
            if other == name or (reach.get(name, 0) >> other & 1 and reach.get(other, 0) >> name & 1)
        ]
        done.update(circle)
        if len(circle) > 1:
            found.append(circle)
    return found


def _read_back(automaton: _Automaton, exprs: Exprs) -> Expr | None:
    """The expression of an automaton without circles."""
    memo: dict[int, Expr] = {}
    sizes: dict[int, int] = {}

    def outs(state: int) -> dict[int, int]:
        found: dict[int, int] = {}
        for letter, to in enumerate(automaton.moves[state]):
            if to != _DEAD:
                found[to] = found.get(to, 0) | automaton.letters[letter]
        return found

    def read(state: int) -> Expr:
        if state in memo:
            return memo[state]
        targets = outs(state)
        loop = targets.pop(state, 0)
        skipped = _skipped(state, targets)
        size = 1
        own = exprs.rep(exprs.names(loop), 0, None)
        if skipped is not None:
            to, mask = skipped
            found = exprs.seq([own, exprs.rep(exprs.names(mask), 0, 1), read(to)])
            size += sizes[to]
        else:
            ways = [exprs.seq([exprs.names(mask), read(to)]) for to, mask in targets.items()]
            size += sum(sizes[to] + 1 for to in targets)
            if automaton.final[state]:
                ways.append(exprs.empty)
            found = exprs.seq([own, _factored(ways, exprs)])
        if size > _MOST_PARTICLES:
            raise _TooLarge
        memo[state], sizes[state] = found, size
        return found

    def _skipped(state: int, targets: dict[int, int]) -> tuple[int, int] | None:
        """The state that this one is like, but for its loop, once an element that may be left out has been read."""
        for to, mask in targets.items():
            if automaton.final[to] != automaton.final[state]:
                continue
            wanted = outs(to)
            here = dict(targets)
            own = wanted.get(to, 0)
            if mask & own != own:
                continue
            here[to] = own
            if not own:
                del here[to]
            rest = mask & ~own
            if here == wanted and not any(rest & other for other in wanted.values()):
                return to, rest
        return None

    try:
        return read(0)
    except _TooLarge:
        return None


class _TooLarge(Exception):
    """The expression would be too long to be of use."""


def _factored(ways: list[Expr], exprs: Exprs) -> Expr:
    """One of the ways, with what all of them end with taken out."""
    lists = [list(way.items) if way.kind == "seq" else [] if way.kind == "empty" else [way] for way in ways]
    shared: list[Expr] = []
    while len(lists) > 1 and all(lists) and len({items[-1] for items in lists}) == 1:
        shared.insert(0, lists[0][-1])
        for items in lists:
            items.pop()
    return exprs.seq([exprs.alt([exprs.seq(items) for items in lists]), *shared])
