"""A clause without "that" after a verb of saying: "thought it would do", "told him the visit is agreed"."""

from __future__ import annotations

from diplomatica.encoding.speech.complement import Complement, has_finite, regular_past
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    BARE,
    CONJUNCTION,
    DETERMINER,
    NOMINATIVE,
    OBJECT,
    PARTICIPLE,
    PAST,
    PERSON,
    PREPOSITION,
    QUESTION,
    SAY,
    SUBJECT,
    SUBORDINATOR,
    TELL,
    THINK,
    VERB_FORMS,
)
from diplomatica.encoding.speech.tokens import MARK, QUOTE, WORD, Tokens

_BARE_REACH = 16
_NO_VERB = PREPOSITION | CONJUNCTION | SUBORDINATOR


def find(tokens: Tokens, verb: int, index: int, last: int, addressee: int) -> Complement | None:
    """A clause without "that": "thought it would do", "told him the visit is agreed"."""
    row = tokens.tags
    tags = row[verb]
    if not tags & (SAY | TELL | THINK):
        return None
    while index < last and row[index] & ADVERB and not row[index] & (SUBJECT | SUBORDINATOR):
        index += 1
    if index + 1 >= last or tokens.kinds[index] in (MARK, QUOTE):
        return None
    low, start_tags = tokens.low[index], row[index]
    if low == "that":
        return None
    strong = bool(tags & BARE) and (addressee >= 0 or not tags & TELL or bool(tags & SAY))
    strong |= bool(tags & TELL) and addressee >= 0 and bool(row[addressee] & OBJECT)
    if low in NOMINATIVE:
        verb_at = _next_word(tokens, index + 1, last)
        if verb_at < 0:
            return None
        bare_word = not tokens.tags[verb_at] and not tokens.low[verb_at].endswith("s")
        if tags & THINK and bare_word and tokens.kinds[verb_at] == WORD:
            return None  # "thought it fair"
        if strong and tokens.kinds[verb_at] == WORD and not tokens.tags[verb_at] & _NO_VERB:
            return Complement("bare", index, index, addressee)
        if tokens.tags[verb_at] & (AUXILIARY | PAST) or regular_past(tokens, verb_at):
            return Complement("bare", index, index, addressee)
        return None
    if not strong:
        return None
    if start_tags & QUESTION and low not in ("if", "whose"):
        inverted = index + 1 < last and tokens.tags[index + 1] & AUXILIARY
        return Complement("bare", index, index, addressee) if inverted and low not in ("who", "which") else None
    if low in ("if", "when", "since", "although", "as", "because", "unless", "until", "while"):
        if addressee < 0 and has_finite(tokens, index + 1, last):
            return Complement("bare", index, index, addressee) if low in ("if", "since", "although") else None
        return None
    if start_tags & (PREPOSITION | CONJUNCTION | AUXILIARY | OBJECT | SUBORDINATOR) and not start_tags & DETERMINER:
        return None
    if start_tags & VERB_FORMS and not start_tags & (DETERMINER | PERSON) and tokens.kinds[index] == WORD:
        return None
    if _finite_follows(tokens, index, last, loose=addressee < 0):
        return Complement("bare", index, index, addressee)
    return None


def _next_word(tokens: Tokens, index: int, last: int) -> int:
    """The next token that is no adverb, -1 if there is none."""
    while index < last and tokens.tags[index] & ADVERB and not tokens.tags[index] & (AUXILIARY | PAST):
        index += 1
    return index if index < last else -1


def _finite_follows(tokens: Tokens, index: int, last: int, loose: bool) -> bool:
    """Does the noun phrase at `index` go on with its own finite verb, and not end as the object of the verb before?"""
    limit = min(last, index + _BARE_REACH)
    for at in range(index + 1, limit):
        tags, kind = tokens.tags[at], tokens.kinds[at]
        if kind in (MARK, QUOTE):
            return False
        if kind != WORD:
            continue
        if tokens.low[at] in NOMINATIVE or (tags & SUBORDINATOR and not tags & PREPOSITION):
            return False
        if tags & AUXILIARY or (tags & PAST and not tags & PARTICIPLE):
            return not tokens.tags[at - 1] & CONJUNCTION and tokens.low[at - 1] != "to"
        if loose and (tags & PAST or regular_past(tokens, at)) and not tokens.tags[at - 1] & CONJUNCTION:
            return not tokens.tags[at - 1] & DETERMINER
    return False
