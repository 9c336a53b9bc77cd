"""Words that are somebody's by a phrase and not by a verb.

before  "In Orlo's opinion, the road is open." "According to the envoy, it is shut." "His answer was that it was."
after   the clause is what Orlo, the envoy, or he said
"""

from __future__ import annotations

from diplomatica.encoding.speech.complement import Complement
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    CONTENT,
    DETERMINER,
    OWNER,
    PAST,
    PERSON,
    PREPOSITION,
    STANCE,
    SUBORDINATOR,
    VIEW,
)
from diplomatica.encoding.speech.subjects import NONE, Subject
from diplomatica.encoding.speech.tokens import BODY, MARK, NAME, PLACE, QUOTE, WORD, Tokens

_OWNERS = {"his": "he", "her": "she", "him": "he", "my": "i", "our": "we", "your": "you", "their": "they"}
_REACH = 7
_ADJECTIVES = 3
_STOP = AUXILIARY | SUBORDINATOR | PREPOSITION


def phrase(tokens: Tokens, first: int, last: int) -> tuple[Subject, int] | None:
    """Whose words a sentence gives that starts with "In ... opinion" or "According to ...", and where they begin.

    The place is that of the first token after the phrase and its comma; None if it starts otherwise.
    """
    at = first
    while at < last - 3 and tokens.kinds[at] == WORD and tokens.tags[at] & (ADVERB | CONJUNCTION):
        at += 1
        if tokens.low[at] == ",":
            at += 1
    low = tokens.low
    if low[at] == "according" and low[at + 1] == "to":
        found = owner(tokens, at + 2, last)
    elif low[at] == "in":
        found = _in_view(tokens, at, last)
    else:
        return None
    if found is None:
        return None
    subject, after = found
    if after < last and low[after] == ",":
        after += 1
    if after >= last - 1 or not any(tokens.tags[index] & (AUXILIARY | PAST) for index in range(after, last)):
        return None
    return subject, after


def _in_view(tokens: Tokens, at: int, last: int) -> tuple[Subject, int] | None:
    low = tokens.low
    if low[at + 1] == "the":
        noun = at + 2
        while noun < at + 2 + _ADJECTIVES and noun < last - 2 and not tokens.tags[noun] & VIEW:
            noun += 1
        if not tokens.tags[noun] & VIEW or low[noun + 1] != "of":
            return _owned(tokens, at + 1, last)
        return owner(tokens, noun + 2, last)
    return _owned(tokens, at + 1, last)


def _owned(tokens: Tokens, at: int, last: int) -> tuple[Subject, int] | None:
    """ "his own opinion", "Orlo's view", "the envoy's words"."""
    low = tokens.low
    if low[at] in _OWNERS:
        subject, after = Subject("pronoun", at, at, _OWNERS[low[at]]), at + 1
    else:
        found = owner(tokens, at, last)
        possessive = _possessive(tokens, at, last)
        if possessive is not None:
            subject, after = possessive
        elif found is None or found[1] >= last or low[found[1]] != "'s":
            return None
        else:
            subject, after = found[0], found[1] + 1
    limit = min(last, after + _ADJECTIVES)
    while after < limit and not tokens.tags[after] & VIEW:
        after += 1
    return (subject, after + 1) if after < limit else None


def _possessive(tokens: Tokens, at: int, last: int) -> tuple[Subject, int] | None:
    """ "the Ruritanian envoy's": a possessive of a common noun is one token."""
    for index in range(at, min(last, at + _REACH)):
        if tokens.tags[index] & OWNER:
            return Subject("phrase", at, index, tokens.low[index]), index + 1
        if tokens.kinds[index] != WORD or (index > at and tokens.tags[index] & _STOP):
            return None
    return None


def owner(tokens: Tokens, at: int, last: int) -> tuple[Subject, int] | None:
    """The person named at token `at` and the token after: "Orlo", "the Ruritanian envoy", "him"."""
    low, kinds, tags = tokens.low, tokens.kinds, tokens.tags
    if at >= last:
        return None
    if low[at] in ("him", "her"):
        return Subject("pronoun", at, at, _OWNERS[low[at]]), at + 1
    for index in range(at, min(last, at + _REACH)):
        if kinds[index] == NAME:
            return Subject("name", at, index, "", tokens.refs[index]), index + 1
        if kinds[index] in (MARK, QUOTE, BODY) or (index > at and tags[index] & (AUXILIARY | SUBORDINATOR)):
            return None
        if tags[index] & PERSON and kinds[index] == WORD:
            following = index + 1
            if following < last and (kinds[following] == NAME or tags[following] & PERSON):
                continue
            if following + 1 < last and low[following] == "of" and kinds[following + 1] in (PLACE, BODY):
                following += 2
            return Subject("phrase", at, index, low[index]), following
        if tags[index] & PREPOSITION:
            return None
    return None


def answer(tokens: Tokens, verb: int, start: int, last: int) -> tuple[Subject, Complement, bool] | None:
    """ "Orlo's answer was that", "His only comment was: "No."": whose, what, and whether it is only an opinion."""
    low, tags = tokens.low, tokens.tags
    noun = verb - 1
    if noun <= start or tokens.kinds[noun] != WORD or not tags[noun] & CONTENT:
        return None
    subject = NONE
    for at in range(noun - 1, max(start - 1, noun - 2 - _ADJECTIVES), -1):
        if low[at] in ("his", "her", "my", "your"):
            subject = Subject("pronoun", at, at, _OWNERS[low[at]])
        elif low[at] == "'s" and at > start and tokens.kinds[at - 1] == NAME:
            subject = Subject("name", at - 1, at - 1, "", tokens.refs[at - 1])
        elif tags[at] & OWNER:
            first = at
            while first > start and at - first < _REACH and not tags[first] & DETERMINER:
                first -= 1
            subject = Subject("phrase", first, at, low[at])
        if subject.kind != "none" or tags[at] & (PREPOSITION | AUXILIARY) or tokens.kinds[at] == MARK:
            break
    if subject.kind == "none":
        return None
    after = verb + 1
    while after < last and tags[after] & ADVERB:
        after += 1
    if after + 1 < last and low[after] == ":":
        after += 1
    elif after + 2 < last and low[after] == "that":
        return subject, Complement("that", after + 1, after + 1), bool(tags[noun] & STANCE)
    if after < last and tokens.kinds[after] == QUOTE:
        return subject, Complement("quote", after, after), False
    if after < last and low[after - 1] == ":":
        return subject, Complement("colon", after, after), False
    return None
