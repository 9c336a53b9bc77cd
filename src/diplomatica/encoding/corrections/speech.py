"""Speech corrected: who speaks, from where, and how far.

    before  <said who="#orlo">the road is open and that Varro should be told. ...</said>
            [[said]] starts = "the road is open", who = "varro", ends = "should be told."
    after   <said who="#varro">the road is open and that Varro should be told.</said> ...

Why: parts of one speech are joined over paragraphs. A correction inside a speech holds for what follows of it, the
part before keeps its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diplomatica.encoding.corrections.model import SpeechFix
from diplomatica.encoding.corrections.wording import folded, places
from diplomatica.encoding.model import Passage, SaidFound

CODE = "correction.said"
_STOP = re.compile(r"[.?!…]+")
# A speech may begin at its quotation mark or bracket, or after it.
_NEAR = 2
_FARTHEST = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, to whom, and whether word by word (None: as the rules found)."""

    who: str
    to: str = ""
    direct: bool | None = None


def corrected(
    passages: Sequence[Passage], saids: Sequence[SaidFound], fix: SpeechFix, voice: Voice
) -> tuple[SaidFound, ...] | None:
    """The speeches of a document after one correction; None where its words do not stand in the document."""
    spot = _spot(passages, saids, fix)
    if spot is None:
        return None
    ends = _ends(passages, spot, fix.ends) if fix.ends else None
    if fix.ends and ends is None:
        return None
    at = _starting(passages, saids, spot)
    number = max((said.chain for said in saids), default=0) + 1
    if at is not None:
        begun = saids[at]
        parts = _rest(saids, begun)
        if ends is not None:
            parts = _reached(passages, _cut(parts, ends), (begun.passage, begun.start), ends)
        kept = _making_way(passages, [said for said in saids if not _is_part(said, begun)], parts)
        return _sorted([*kept, *_voiced(parts, fix.who, voice, number)])
    around = _around(saids, spot)
    if around is None:
        if not fix.who:
            return tuple(saids)
        return _new(passages, saids, spot, ends, voice, number)
    rest = _rest(saids, around)
    head = replace(around, end=_trimmed(passages, around, spot[1]))
    tail = [replace(rest[0], start=spot[1]), *rest[1:]]
    after: list[SaidFound] = []
    if ends is not None:
        after = [replace(said, chain=number + 1) for said in _beyond(passages, tail, ends)]
        tail = _cut(tail, ends)
    kept = [said for said in saids if not _is_part(said, around)]
    return _sorted([*kept, head, *_voiced(tail, fix.who, voice, number), *after])


# --- places -------------------------------------------------------------------------------------------------------


def _spot(passages: Sequence[Passage], saids: Sequence[SaidFound], fix: SpeechFix) -> tuple[int, int] | None:
    """Passage and position of the words: the `nth` place, else the first where a speech starts, else the first."""
    wording = folded(fix.starts)
    spots = [(index, start) for index, passage in enumerate(passages) for start, _ in places(passage.text, wording)]
    if fix.nth:
        return spots[fix.nth - 1] if fix.nth <= len(spots) else None
    starting = (spot for spot in spots if _starting(passages, saids, spot) is not None)
    return next(starting, spots[0] if spots else None)


def _ends(passages: Sequence[Passage], spot: tuple[int, int], wording: str) -> tuple[int, int] | None:
    words = folded(wording)
    first, start = spot
    for index in range(first, min(first + _FARTHEST, len(passages))):
        text = passages[index].text
        for low, high in places(text, words):
            if index > first or low >= start:
                stop = _STOP.match(text, high) if words[-1:] not in ".?!…" else None
                return index, stop.end() if stop else high
    return None


def _starting(passages: Sequence[Passage], saids: Sequence[SaidFound], spot: tuple[int, int]) -> int | None:
    """The speech that starts at a place, the longest of several."""
    best: int | None = None
    for index, said in enumerate(saids):
        if said.passage != spot[0] or abs(said.start - spot[1]) > _NEAR:
            continue
        low, high = sorted((said.start, spot[1]))
        between = passages[spot[0]].text[low:high]
        if any(c.isalnum() for c in between) or said.end <= spot[1]:
            continue
        if best is None or said.end > saids[best].end:
            best = index
    return best


def _around(saids: Sequence[SaidFound], spot: tuple[int, int]) -> SaidFound | None:
    """The innermost speech that goes on over a place."""
    over = [said for said in saids if said.passage == spot[0] and said.start < spot[1] < said.end]
    return min(over, key=lambda said: said.end - said.start, default=None)


# --- parts --------------------------------------------------------------------------------------------------------


def _place(said: SaidFound) -> tuple[int, int]:
    return said.passage, said.start


def _is_part(said: SaidFound, first: SaidFound) -> bool:
    """Is it the given part of a speech, or one that continues it?"""
    return said == first or bool(first.chain and said.chain == first.chain and _place(said) > _place(first))


def _rest(saids: Sequence[SaidFound], first: SaidFound) -> list[SaidFound]:
    return sorted((said for said in saids if _is_part(said, first)), key=_place)


def _cut(parts: Sequence[SaidFound], ends: tuple[int, int]) -> list[SaidFound]:
    """The parts up to a place."""
    out = []
    for part in parts:
        if part.passage < ends[0] or (part.passage == ends[0] and part.end <= ends[1]):
            out.append(part)
        elif part.passage == ends[0] and part.start < ends[1]:
            out.append(replace(part, end=ends[1]))
    return out


def _beyond(passages: Sequence[Passage], parts: Sequence[SaidFound], ends: tuple[int, int]) -> list[SaidFound]:
    out = []
    for part in parts:
        if (part.passage, part.start) >= ends:
            out.append(part)
        elif part.passage == ends[0] and part.end > ends[1]:
            text = passages[part.passage].text
            start = ends[1]
            while start < part.end and text[start].isspace():
                start += 1
            if start < part.end:
                out.append(replace(part, start=start))
    return out


def _reached(
    passages: Sequence[Passage], parts: list[SaidFound], start: tuple[int, int], ends: tuple[int, int]
) -> list[SaidFound]:
    """The parts made to reach a place, over the paragraphs between."""
    last = parts[-1]
    if (last.passage, last.end) >= ends:
        return parts
    out = parts[:-1]
    for index in range(last.passage, ends[0] + 1):
        low = last.start if index == last.passage else 0
        high = ends[1] if index == ends[0] else len(passages[index].text)
        if passages[index].kind != "head" and low < high:
            out.append(replace(last, passage=index, start=low, end=high))
    return out


def _making_way(passages: Sequence[Passage], saids: Sequence[SaidFound], parts: Sequence[SaidFound]) -> list[SaidFound]:
    """The other speeches beside a corrected one: quotations in it and speeches around it stay, none crosses it."""
    kept = []
    for said in saids:
        rest: SaidFound | None = said
        for part in parts:
            if rest is None or part.passage != rest.passage or part.end <= rest.start or rest.end <= part.start:
                continue
            if part.start <= rest.start and rest.end <= part.end:
                rest = rest if rest.direct else None
            elif part.start <= rest.start:
                rest = next(iter(_beyond(passages, [rest], (part.passage, part.end))), None)
            elif rest.end < part.end:
                rest = replace(rest, end=_trimmed(passages, rest, part.start))
        if rest is not None:
            kept.append(rest)
    return kept


def _trimmed(passages: Sequence[Passage], said: SaidFound, end: int) -> int:
    text = passages[said.passage].text
    while end > said.start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _voiced(parts: Sequence[SaidFound], who: str, voice: Voice, number: int) -> list[SaidFound]:
    """The parts as one speech of somebody, or nothing where nobody speaks."""
    if not who:
        return []
    chain = number if len(parts) > 1 else 0
    return [
        replace(
            part,
            who=voice.who,
            to_whom=voice.to or ("" if part.to_whom == voice.who else part.to_whom),
            direct=part.direct if voice.direct is None else voice.direct,
            chain=chain,
            low=False,
            rule=CODE,
        )
        for part in parts
    ]


def _new(
    passages: Sequence[Passage],
    saids: Sequence[SaidFound],
    spot: tuple[int, int],
    ends: tuple[int, int] | None,
    voice: Voice,
    number: int,
) -> tuple[SaidFound, ...]:
    """A speech where the rules saw none: to its last words, else to the end of the paragraph."""
    index, start = spot
    first = SaidFound(index, start, len(passages[index].text), voice.who)
    parts = [first]
    if ends is not None:
        parts = _reached(passages, _cut(parts, ends) or [replace(first, end=ends[1])], spot, ends)
    kept = _making_way(passages, saids, parts)
    return _sorted([*kept, *_voiced(parts, voice.who, voice, number)])


def _sorted(saids: Sequence[SaidFound]) -> tuple[SaidFound, ...]:
    return tuple(sorted(saids, key=lambda said: (said.passage, said.start, -said.end)))
