"""Brackets over several blocks: opened in one paragraph, closed in a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplomatica.encoding.insertions.brackets import pairs
from diplomatica.encoding.insertions.find import find
from diplomatica.encoding.insertions.model import Context, Insertion, OpenRun

_FARTHEST = 60
_MOST = 4
_SAMPLE = 600


def open_runs(texts: Sequence[str], context: Context | None = None) -> tuple[OpenRun, ...]:
    """The insertions whose brackets open in one block and close in a later one.

    `texts` are the blocks in their order. Each part covers its block from the opening bracket or the beginning on, to
    the closing bracket or the end; its kind is that of the whole. The insertions that `find` sees in a block may lie
    inside a part.

    Before: "He left. [The rest", "is lost.]". After: parts (9, 18) of the first and (0, 9) of the second.
    """
    opened: list[tuple[int, int]] = []
    runs: list[OpenRun] = []
    for number, text in enumerate(texts):
        if "[" not in text and "]" not in text:
            continue
        _, strays = pairs(text)
        here = 0
        for position in strays:
            if text[position] == "[":
                here += 1
                if here <= _MOST:
                    opened.append((number, position))
                continue
            while opened and number - opened[-1][0] > _FARTHEST:
                opened.clear()
            if opened and opened[-1][0] < number:
                runs.append(_run(texts, *opened.pop(), number, position, context or Context()))
    runs.sort(key=lambda run: (run.parts[0][0], run.parts[0][1].start))
    return tuple(runs)


def _run(texts: Sequence[str], first: int, start: int, last: int, end: int, context: Context) -> OpenRun:
    tail = texts[last][max(0, end - _SAMPLE) : end]
    middle = [text[:_SAMPLE] for text in texts[first + 1 : min(last, first + 3)]]
    pieces = [texts[first][start + 1 : start + 1 + _SAMPLE], *middle, tail]
    whole = f"[{' '.join(piece.strip() for piece in pieces).replace('[', ' ').replace(']', ' ')}]"
    model = find(whole, (), (), context)[0]
    model = replace(model, children=(), target=None)
    parts: list[tuple[int, Insertion]] = []
    for number in range(first, last + 1):
        begin = start if number == first else 0
        stop = end + 1 if number == last else len(texts[number])
        inner = (begin + (number == first), stop - (number == last))
        parts.append((number, replace(model, start=begin, end=stop, inner=inner)))
    return OpenRun(tuple(parts))
