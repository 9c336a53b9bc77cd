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
    REGULAR,
    SUBORDINATOR,
    THIRD,
)
from diplomatica.encoding.speech.subjects import Subject
from diplomatica.encoding.speech.tokens import MARK, WORD, Tokens

_BACK = 80
_PARTS = frozenset({",", ";", ":", "—", "–", "--"})
_PHRASAL = frozenset({"as", "that", "after", "before", "since"})
_FINITE = AUXILIARY | PAST | REGULAR
_UNDER = SUBORDINATOR | GERUND
_NAMED = frozenset({"name", "pronoun", "body"})
_UNNAMED = frozenset({"none", "shared"})
_BEFORE_PRONOUN = frozenset({"after", "before", "since"})


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
                if depth:
                    depth -= 1
            elif not depth and low in _PARTS:
                under = False
                begin = at + 1
        elif kind == WORD and not depth:
            if low in _PHRASAL and _opens_phrase(tokens, at, first, limit):
                if low in _BEFORE_PRONOUN:
                    passed = at + 1
            elif tags & _UNDER and (
                (
                    tags & SUBORDINATOR
                    and not tags & ADVERB
                    and (not tags & PREPOSITION or _clause_here(tokens, at, limit))
                )
                or (tags & GERUND and at == begin)
            ):
                under = True
            elif under:
                pass
            elif tags & _FINITE:
                subject = subjects.before(tokens, at, first if at - first < _BACK else at - _BACK)
                if subject.kind not in _UNNAMED:
                    yield at, subject
            elif tags & THIRD and not tags & (PREPOSITION | DETERMINER):
                subject = subjects.before(tokens, at, first if at - first < _BACK else at - _BACK)
                if subject.kind in _NAMED or (subject.kind == "phrase" and row[subject.last] & (PERSON | OFFICE)):
                    yield at, subject


def _opens_phrase(tokens: Tokens, at: int, first: int, limit: int) -> bool:
    """Does the word open a phrase, and no clause: "as to tolls", "at that point", "after that"?"""
    low = tokens.low[at]
    if low == "that":
        return at > first and bool(tokens.tags[at - 1] & PREPOSITION)
    if at + 1 >= limit:
        return False
    return tokens.low[at + 1] in (("to", "for", "regards") if low == "as" else ("that", "this"))


def _clause_here(tokens: Tokens, at: int, limit: int) -> bool:
    """Does "after" or "since" open a clause here, and not a phrase? A finite verb comes before a comma then."""
    for index in range(at + 1, min(limit, at + _BACK)):
        if tokens.low[index] in (",", ";"):
            return False
        if tokens.tags[index] & AUXILIARY or (tokens.tags[index] & PAST and tokens.kinds[index] == WORD):
            return True
    return False
