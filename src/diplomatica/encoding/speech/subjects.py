"""The subject of a verb, read backwards from the verb.

A shallow reading: adverbs, auxiliaries and an insertion between commas are passed over, then a pronoun, a name or a
noun phrase is taken, unless a preposition makes it part of a longer phrase.
"""

from __future__ import annotations

from typing import NamedTuple

from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    BE,
    CONJUNCTION,
    DETERMINER,
    GERUND,
    MODAL,
    NEGATIVE,
    PARTICIPLE,
    PAST,
    PERSON,
    PREPOSITION,
    REGULAR,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB_FORMS,
)
from diplomatica.encoding.speech.tokens import BODY, MARK, NAME, PLACE, QUOTE, WORD, Tokens

_FINITE = AUXILIARY | PAST | REGULAR
_OFFICE = DETERMINER | PERSON
_LONGEST_PHRASE = 12
_LONGEST_INSERTION = 60
_EVERYBODY = frozenset({"all", "none", "one", "everyone", "everybody", "nobody", "both"})
_RELATIVES = frozenset(["who", "which", "whom", "whose", "as", "when", "while", "if", "though", "although"])
_PERSONAL = frozenset({"i", "he", "she", "we", "they", "you"})
_PRONOUNS = _PERSONAL | {"it", "one", "there"}
_READ_BY_WORD = _EVERYBODY | _PRONOUNS | {"who", "which", "that", "to"}
_BEFORE_VERB = ADVERB | AUXILIARY
_OF_VERB = BE | NEGATIVE | MODAL
_LINKS = PREPOSITION | SUBORDINATOR
_PART = DETERMINER | PERSON
_LIMITS = CONJUNCTION | SUBORDINATOR | AUXILIARY | SUBJECT | PREPOSITION | ADVERB | PAST
_LED_BACK = frozenset({"of", "from", "for", "in", "at", "on", "to"})
_AND = frozenset({"and", "&", "nor", "or"})
_OPENERS = {",": ",", ")": "(", "—": "—", "–": "–", "--": "--"}


class Subject(NamedTuple):
    """The subject of a verb.

    `kind` is "name" (a person named), "pronoun", "phrase" (a common noun), "body" (an organisation or place), "many"
    (several together), "shared" (the verb goes on from an earlier one) or "none". `first` and `last` are its tokens,
    `word` the pronoun or the noun. `passive`, `negative` and `modal` tell of the verb: "was told", "did not say",
    "would say".
    """

    kind: str
    first: int
    last: int
    word: str = ""
    ref: str = ""
    passive: bool = False
    negative: bool = False
    modal: bool = False
    perfect: bool = False
    relative: bool = False


NONE = Subject("none", 0, 0)
"""No subject: its places mean nothing."""


def finite(tokens: Tokens, index: int) -> bool:
    """May this token be the finite verb of a clause?"""
    if tokens.kinds[index] != WORD:
        return False
    return bool(tokens.tags[index] & _FINITE)


def before(tokens: Tokens, verb: int, start: int) -> Subject:
    """The subject of the verb at token `verb` in the sentence that starts at token `start`."""
    kinds, row, lows = tokens.kinds, tokens.tags, tokens.low
    passive = negative = modal = perfect = False
    index = verb - 1
    while index >= start and kinds[index] == WORD:
        tags, low = row[index], lows[index]
        if not tags & _BEFORE_VERB or low in _PERSONAL:
            break
        if tags & PERSON or (tags & TIME and not tags & ADVERB):
            break
        if tags & _OF_VERB:
            passive |= bool(tags & BE)
            negative |= bool(tags & NEGATIVE)
            modal |= bool(tags & MODAL)
        perfect |= low in ("has", "have", "had")
        index -= 1
    passive = passive and not row[verb] & GERUND
    found = _phrase(tokens, index, start)
    if not (passive or negative or modal or perfect) or found.kind == "none":
        return found
    return Subject(
        found.kind, found.first, found.last, found.word, found.ref, passive, negative, modal, perfect, found.relative
    )


def _phrase(tokens: Tokens, index: int, start: int) -> Subject:
    """The noun phrase that ends at token `index`."""
    if index < start:
        return Subject("shared", start, start)
    kind = tokens.kinds[index]
    if kind == MARK:
        return _over_insertion(tokens, index, start)
    if kind == QUOTE:
        return NONE
    if kind != WORD:
        return _noun_phrase(tokens, index, start)
    low, tags = tokens.low[index], tokens.tags[index]
    if low in _READ_BY_WORD:
        return _by_word(tokens, index, start)
    if not tags & PERSON:
        if tags & CONJUNCTION:
            return Subject("shared", index, index)
        if tags & _LINKS:
            return NONE
    return _noun_phrase(tokens, index, start)


def _by_word(tokens: Tokens, index: int, start: int) -> Subject:
    """The same for a pronoun and other words that are not read by their class alone."""
    low, tags = tokens.low[index], tokens.tags[index]
    if low in ("who", "which", "that"):
        inner = index - 1
        if inner >= start and tokens.low[inner] == ",":
            inner -= 1
        if low == "who" and inner >= start and tokens.kinds[inner] in (NAME, WORD):
            found = _phrase(tokens, inner, start)
            if found.kind in ("name", "phrase"):
                return Subject(found.kind, found.first, found.last, found.word, found.ref, relative=True)
        return NONE
    if tags & CONJUNCTION and not tags & PERSON:
        return Subject("shared", index, index)
    if low in _EVERYBODY and not (low == "one" and tokens.low[index - 1 : index] != ["no"]):
        return Subject("pronoun", index, index, "none" if low == "one" else low)
    if low in _PRONOUNS:
        if index - 1 > start and tokens.low[index - 1] == "and" and tokens.kinds[index - 2] == NAME:
            return Subject("many", index, index, low)
        return Subject("pronoun", index, index, low)
    if (tags & _LINKS or low == "to") and not tags & PERSON:
        return NONE
    return _noun_phrase(tokens, index, start)


def _noun_phrase(tokens: Tokens, index: int, start: int) -> Subject:
    """A name or common noun with what belongs to it; a phrase after "of" is led back to its noun."""
    kinds, row, lows = tokens.kinds, tokens.tags, tokens.low
    last = first = index
    ends_in = kinds[last]
    limit = start if first - start < _LONGEST_PHRASE else first - _LONGEST_PHRASE
    while first > limit:
        tags, kind = row[first - 1], kinds[first - 1]
        if kind == WORD:
            if tags & _LIMITS and _bounds_phrase(tags, lows[first - 1], lows[first]):
                break
        elif kind in (MARK, QUOTE) or (kind == NAME and lows[first] != "'s" and kinds[first] != WORD):
            break
        if ends_in == NAME and not _modifies(tokens, first - 1, start):
            break
        first -= 1
        if kind == WORD and tags & DETERMINER:
            break
    prior = first - 1
    if prior >= start and kinds[prior] == WORD:
        tags, low = row[prior], lows[prior]
        if tags & PREPOSITION:
            if first < last and ends_in == NAME and lows[first] not in ("the", "a"):
                # an office that the name does not hold: "Minister of Foreign Affairs Orlo"
                head = _head(tokens, prior - 1, start) if prior > start else NONE
                return Subject("name", head.first if head.kind == "phrase" else first, last, "", tokens.refs[last])
            if prior > start and low in _LED_BACK:
                head = _head(tokens, prior - 1, start)
                if head.kind != "none":
                    end = last if head.kind == "name" else head.last
                    return Subject(head.kind, head.first, end, head.word, head.ref)
            return NONE
        if low in _AND and prior > start and not _verb_between(tokens, start, prior):
            return Subject("many", first, last)
    if ends_in == NAME:
        return Subject("name", first, last, "", tokens.refs[last])
    if ends_in in (BODY, PLACE):
        return Subject("body", first, last, "", tokens.refs[last])
    return Subject("phrase", first, last, lows[last])


def _bounds_phrase(tags: int, low: str, following: str) -> bool:
    """Is the word no part of the noun phrase that begins after it?"""
    if tags & (CONJUNCTION | SUBORDINATOR):
        return True
    if tags & (AUXILIARY | SUBJECT) and not tags & _PART:
        return True
    if tags & PREPOSITION and not (low == "under" and following == "secretary"):
        return True
    if tags & ADVERB and not tags & _PART:
        return True
    return bool(tags & PAST and not tags & PARTICIPLE)


def _modifies(tokens: Tokens, index: int, start: int) -> bool:
    """May a word stand before a name and belong to it: "the Ruritanian diplomat" of "the Ruritanian diplomat Orlo"?"""
    if tokens.kinds[index] != WORD:
        return False
    if tokens.tags[index] & (DETERMINER | PERSON):
        return True
    return index > start and not tokens.tags[index] & ~REGULAR and tokens.text[tokens.starts[index]].isupper()


def _head(tokens: Tokens, index: int, start: int) -> Subject:
    """The noun before a preposition: "ambassador" of "the ambassador of Ruritania"."""
    if tokens.kinds[index] == NAME or (
        tokens.kinds[index] == WORD
        and not tokens.tags[index] & (ADVERB | PREPOSITION | AUXILIARY | SUBORDINATOR | CONJUNCTION)
        and (tokens.tags[index] & PERSON or not tokens.tags[index] & VERB_FORMS)
    ):
        return _noun_phrase(tokens, index, start)
    return NONE


def _verb_between(tokens: Tokens, start: int, end: int) -> bool:
    return tokens.tagged(max(start, end - _LONGEST_INSERTION), end, AUXILIARY | PAST)


def _over_insertion(tokens: Tokens, index: int, start: int) -> Subject:
    """The subject before an insertion between commas, dashes or brackets: "Orlo, in turn, said"."""
    mark = tokens.low[index]
    opening = _OPENERS.get(mark)
    if opening is None:
        return NONE
    if mark == "," and index - 1 >= start and tokens.kinds[index - 1] == NAME:
        # a stray comma between subject and verb: "that Minister Orlo, asked"
        found = _phrase(tokens, index - 1, start)
        prior = found.first - 1
        if found.kind == "name" and prior >= start and tokens.low[prior] == "that":
            return found
    lows = tokens.low
    for inner in range(index - 1, max(start, index - _LONGEST_INSERTION) - 1, -1):
        if lows[inner] == opening:
            if inner == start:
                break
            last = inner - 1
            if inner == index - 2 and tokens.kinds[index - 1] == NAME and mark == ",":
                # the name of the office before it: "the head of the press office, Orlo, said"
                head = _phrase(tokens, last, start)
                if head.kind in ("phrase", "body") and (tokens.tags[head.first] | tokens.tags[head.last]) & _OFFICE:
                    return Subject("name", head.first, index - 1, "", tokens.refs[index - 1])
            kind = tokens.kinds[last]
            if inner == index - 2 and tokens.kinds[index - 1] == NAME and tokens.tags[last] & (PERSON | SUBJECT):
                return Subject("name", index - 1, index - 1, "", tokens.refs[index - 1])
            if kind == NAME or (kind == WORD and tokens.tags[last] & (PERSON | SUBJECT)):
                if _clause_inside(tokens, inner + 1, index):
                    continue
                found = _phrase(tokens, last, start)
                if found.kind in ("name", "phrase", "pronoun", "many"):
                    return found
            if mark == ",":
                continue
            return _phrase(tokens, last, start) if last >= start else NONE
    return Subject("shared", index, index)


def _clause_inside(tokens: Tokens, start: int, end: int) -> bool:
    """Is there a clause of its own between the commas, and not only a relative or participial one?"""
    if start >= end:
        return True
    skipping = False
    begins = True
    for index in range(start, end):
        low, tags = tokens.low[index], tokens.tags[index]
        if low == ",":
            begins = True
            continue
        if begins:
            skipping = low in _RELATIVES or bool(tags & GERUND)
            if tags & PARTICIPLE:
                begins = False
                continue
        begins = False
        if not skipping and tags & (AUXILIARY | PAST) and not tags & ADVERB:
            return True
    return False
