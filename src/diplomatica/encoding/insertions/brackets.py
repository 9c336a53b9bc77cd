"""Pairing brackets, in one pass over the text."""

from __future__ import annotations

from dataclasses import dataclass, field

_DEEPEST = 6


@dataclass(slots=True)
class Pair:
    """Two brackets that belong together, `text[start]` and `text[end - 1]`, and the pairs inside."""

    start: int
    end: int
    square: bool
    inside: list[Pair] = field(default_factory=list)


def pairs(text: str) -> tuple[list[Pair], list[int]]:
    """The outermost pairs of brackets in the order of the text, and the positions of stray square brackets.

    A bracket without a partner is text, and so is one nested deeper than six. A round bracket that would cross a square
    one has no partner.
    """
    stack: list[tuple[int, bool, int]] = []
    closed: list[Pair] = []
    strays: list[int] = []
    squares = 0
    for position in _places(text):
        sign = text[position]
        if sign in "[(":
            stack.append((position, sign == "[", len(closed)))
            squares += sign == "["
            continue
        if sign == ")":
            if not stack or stack[-1][1]:
                continue
        elif not squares:
            strays.append(position)
            continue
        else:
            while not stack[-1][1]:
                stack.pop()
            squares -= 1
        start, square, first = stack.pop()
        closed.append(Pair(start, position + 1, square, []))
        if first < len(closed) - 1 and len(stack) <= _DEEPEST:
            closed[-1].inside = closed[first:-1]
            closed[first:] = [closed[-1]]
        elif first < len(closed) - 1:
            closed[first:] = [closed[-1]]
    strays.extend(position for position, square, _ in stack if square)
    strays.sort()
    return closed, strays


def _places(text: str) -> list[int]:
    """Where brackets stand. They are few: one search for each kind is faster than a pattern for all."""
    places: list[int] = []
    for sign in "[]()":
        place = text.find(sign)
        while place >= 0:
            places.append(place)
            place = text.find(sign, place + 1)
    places.sort()
    return places
