"""The clauses of a sentence: its finite verbs with their subjects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from diplomatica.encoding.speech import subjects
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    GERUND,
    OFFICE,
    PAST,
    PERSON,
    PREPOSITION,
    SUBORDINATOR,
    THIRD,
)
from diplomatica.encoding.speech.subjects import Subject
from diplomatica.encoding.speech.tokens import MARK, WORD, Tokens

_BACK = 80


def main_clause(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, Subject]]:
    """The finite verbs of a sentence with a subject of their own, outside of subordinate clauses, from the left."""
    under = False
    depth = 0
    limit = min(last, first + 4 * _BACK)
    kinds, row, lows, events = tokens.kinds, tokens.tags, tokens.low, tokens.events
    begin = first
    passed = -1
    for at in events[bisect_left(events, first) : bisect_left(events, limit)]:
        if at == passed:
            continue
        kind, tags, low = kinds[at], row[at], lows[at]
        if kind == MARK:
            if low == "(":
                depth += 1
            elif low == ")":
                depth = max(0, depth - 1)
            elif low in (",", ";", ":", "—", "–", "--") and not depth:
                under = False
                begin = at + 1
        elif kind == WORD and not depth:
            if low == "as" and at + 1 < limit and lows[at + 1] in ("to", "for", "regards"):
                pass  # "as to tolls"
            elif low == "that" and at > first and tokens.tags[at - 1] & PREPOSITION:
                pass  # "at that point"
            elif low in ("after", "before", "since") and at + 1 < limit and lows[at + 1] in ("that", "this"):
                passed = at + 1  # "after that"
            elif (
                tags & SUBORDINATOR
                and not (tags & ADVERB)
                and (not tags & PREPOSITION or _clause_here(tokens, at, limit))
            ) or (tags & GERUND and at == begin):
                under = True
            elif not under and subjects.finite(tokens, at):
                subject = subjects.before(tokens, at, max(first, at - _BACK))
                if subject.kind not in ("none", "shared"):
                    yield at, subject
            elif not under and tags & THIRD and not tags & (PREPOSITION | DETERMINER):
                subject = subjects.before(tokens, at, max(first, at - _BACK))
                if subject.kind in ("name", "pronoun", "body") or (
                    subject.kind == "phrase" and tokens.tags[subject.last] & (PERSON | OFFICE)
                ):
                    yield at, subject


def _clause_here(tokens: Tokens, at: int, limit: int) -> bool:
    """Does "after" or "since" open a clause here, and not a phrase? A finite verb comes before a comma then."""
    for index in range(at + 1, min(limit, at + _BACK)):
        if tokens.low[index] in (",", ";"):
            return False
        if tokens.tags[index] & AUXILIARY or (tokens.tags[index] & PAST and tokens.kinds[index] == WORD):
            return True
    return False
