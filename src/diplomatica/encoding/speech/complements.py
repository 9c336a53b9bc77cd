"""What follows a verb of saying: the clause, question or quotation that was said.

"said in this connection that | the road is open"      that-clause
"told the envoy | he would come"                       the same without "that"
"asked | whether the road is open"                     question
"answered: | "It is open.""                            quotation
"promised to look into it", "asked about the road"     nothing
"""

from __future__ import annotations

from bisect import bisect_left

from diplomatica.encoding.speech import bare
from diplomatica.encoding.speech.complement import Complement, has_finite, regular_past
from diplomatica.encoding.speech.lexicon import (
    ACCOUNT,
    ACT,
    ADVERB,
    ASK,
    AUXILIARY,
    BARE,
    BASE,
    BE,
    CONJUNCTION,
    CONTENT,
    DETERMINER,
    DOUBT,
    GERUND,
    LET,
    LIGHT,
    NAMING,
    NOMINATIVE,
    OBJECT,
    PARTICIPLE,
    PAST,
    PERSON,
    PREPOSITION,
    QUESTION,
    REGULAR,
    SAY,
    SUBJECT,
    SUBORDINATOR,
    TALE,
    TELL,
    TELLING,
    THINK,
    THIRD,
    TIME,
    TOLD_BY,
)
from diplomatica.encoding.speech.tokens import BODY, MARK, NAME, PLACE, QUOTE, WORD, Tokens

_REACH = 40
_BARE_REACH = 16
_LONGEST_OBJECT = 8
_OBJECTS = OBJECT | DETERMINER | PERSON
_NO_OBJECTS = frozenset({"that", "what", "which", "whose"})
_QUOTING = SAY | TELL | ASK | NAMING
_PARTICLES = frozenset({"out", "forth", "back", "up", "in", "on"})
_TOLD = frozenset({"me", "him", "her", "us", "them"})
_KNOWN = frozenset({"know", "known", "understand", "understood", "feel", "see", "sense"})


def after(tokens: Tokens, verb: int, last: int) -> Complement | None:
    """What follows the verb at token `verb` in the sentence that ends before token `last`; None if nothing was said."""
    tags = tokens.tags[verb]
    index = verb + 1
    addressee = -1
    if index < last and tokens.low[index] in _PARTICLES:
        particle = tokens.low[index] in ("out", "forth", "back")
        if particle or (index + 1 < last and tokens.low[index + 1] == "that"):
            index += 1
    if tags & BE:
        return None
    if tags & LET:
        told = let_know(tokens, verb, last)
        if told:
            return told
    direct_object = _object_follows(tokens, index, last)
    if tags & (TELL | ASK) and direct_object:
        addressee, index = _addressee(tokens, index, last)
        if addressee >= 0 and tokens.low[index : index + 1] in (["this"], ["last"]) and tokens.tags[index + 1] & TIME:
            index += 2
    found = bare.find(tokens, verb, index, last, addressee)
    if found:
        return found
    return _scan(tokens, verb, index, last, addressee)


def _object_follows(tokens: Tokens, index: int, last: int) -> bool:
    if index >= last:
        return False
    kind = tokens.kinds[index]
    if kind == WORD:
        return bool(tokens.tags[index] & _OBJECTS) and tokens.low[index] not in _NO_OBJECTS
    return kind in (NAME, BODY)


def _addressee(tokens: Tokens, index: int, last: int) -> tuple[int, int]:
    """The one who is told: (the token that names them, the token after); (-1, index) if the object is no person."""
    if tokens.kinds[index] in (NAME, BODY):
        after = index + 1
        if after < last and tokens.low[after] == "'s":
            return -1, index
        if after + 1 < last and tokens.low[after] == "and" and tokens.kinds[after + 1] == NAME:
            return index, after + 2
        return index, after
    if tokens.tags[index] & OBJECT and not (tokens.low[index] == "her" and _noun(tokens, index + 1, last)):
        return index, index + 1
    limit = min(last, index + 6)
    for at in range(index, limit):
        tags = tokens.tags[at]
        if tokens.kinds[at] in (NAME, BODY):
            return at, at + 1
        if tokens.kinds[at] in (MARK, QUOTE) or tags & (AUXILIARY | SUBORDINATOR | CONJUNCTION):
            break
        if tags & PREPOSITION and not tags & PERSON:
            break
        if tags & PERSON and not (at + 1 < last and (tokens.tags[at + 1] & PERSON or tokens.kinds[at + 1] == NAME)):
            after = at + 1
            if after + 1 < last and tokens.low[after] == "of" and tokens.kinds[after + 1] in (PLACE, BODY):
                after += 2
            return at, after
    return -1, index


def _noun(tokens: Tokens, index: int, last: int) -> bool:
    """Is the token a word of which nothing is known, so that it may be a noun?"""
    return index < last and tokens.kinds[index] == WORD and not tokens.tags[index] & ~REGULAR


def _scan(tokens: Tokens, verb: int, index: int, last: int, addressee: int) -> Complement | None:
    """Over adverbs and prepositional phrases to "that", a question word, a colon or a quotation."""
    kinds, lows, row = tokens.kinds, tokens.low, tokens.tags
    tags = row[verb]
    object_at = _object_follows(tokens, index, last)
    content = False
    depth = 0
    clause = False
    limit = min(last, index + _REACH)
    floor = index
    stops = tokens.stops
    for at in stops[bisect_left(stops, index) : bisect_left(stops, limit)]:
        if at < floor:
            continue
        kind, low, here = kinds[at], lows[at], row[at]
        if kind == WORD and not here & TELLING and low not in TOLD_BY:
            pass  # the month of May
        elif kind == MARK:
            if low == "(":
                depth += 1
            elif low == ")":
                depth -= 1
                if depth < 0:
                    return None
            elif low == ":" and not depth:
                return _colon(tokens, verb, at, last, addressee, clause)
            elif low in (";", "?") or (low in ("–", "—", "--") and at == verb + 1 and _within_dashes(tokens, verb)):
                return None
        elif depth:
            pass
        elif kind == QUOTE:
            quotes_here = at == index or tokens.low[at - 1] in (",", "that", "as") or not object_at or tags & NAMING
            return Complement("quote", at, at, addressee) if quotes_here and tags & _QUOTING else None
        elif low == "that":
            found = _that(tokens, verb, index, at, last, content, object_at)
            if found >= 0:
                return Complement("that", found, found, addressee)
            if clause or not _skips(tokens, at, last):
                return None
            clause = True
        elif here & QUESTION and not clause and tags & ASK:
            if _question(tokens, index, at, last) and (addressee >= 0 or not object_at or content):
                return _asked(tokens, at, addressee)
            if low in ("who", "whom", "which", "whose"):
                clause = True
            else:
                return None
        elif low in ("whether", "how", "why", "if") and tags & LIGHT and _doubted(tokens, at):
            return _asked(tokens, at, addressee) if _question(tokens, index, at, last) else None
        elif low in ("who", "which", "whose", "whom", "where"):
            clause = True
        elif low == "to" and not clause and at + 1 < limit and _infinitive(tokens, at + 1):
            return _late_colon(tokens, verb, at, last, addressee)
        elif (kind == NAME and addressee < 0 and at > 0 and tokens.low[at - 1] == "to") or (
            here & OBJECT and addressee < 0 and tokens.low[at - 1] == "to"
        ):
            addressee = at
        elif here & CONTENT or (low == "it" and at == index and at + 1 < limit and tokens.tags[at + 1] & CONTENT):
            content = True
        elif kind == WORD and not clause and (low in NOMINATIVE or here & AUXILIARY or low in ("and", "but", "or")):
            joins = low in ("and", "but", "or") and tokens.low[at + 1 : at + 2] != ["that"]
            if joins and _joins_nouns(tokens, at, last):
                continue
            return _late_colon(tokens, verb, at, last, addressee)
        elif kind == WORD and here & SUBORDINATOR and tokens.low[at - 1] == ",":
            floor = at
            while floor < limit and lows[floor] != ",":
                floor += 1
        elif kind == WORD and here & SUBORDINATOR and not here & (PREPOSITION | ADVERB):
            return None
    return None


def _within_dashes(tokens: Tokens, verb: int) -> bool:
    """Does the verb end an insertion: "said – and Vesk agreed – that"?"""
    return any(tokens.low[at] in ("–", "—", "--") for at in range(max(0, verb - _LONGEST_OBJECT), verb))


def _asked(tokens: Tokens, at: int, addressee: int) -> Complement:
    """The question at token `at`; "whether" and "if" are the writer's words."""
    bracketed = tokens.text[tokens.starts[at] - 1 : tokens.starts[at]] == "["
    first = at + 1 if tokens.low[at] in ("whether", "if") and not bracketed else at
    return Complement("question", first, first, addressee)


def _doubted(tokens: Tokens, at: int) -> bool:
    """Does a noun that asks stand before: "the question [of] whether", "doubts as to how"?"""
    before = at - 1
    while before > at - 3 and tokens.low[before] in ("of", "as", "to", "about"):
        before -= 1
    return bool(tokens.tags[before] & DOUBT)


def let_know(tokens: Tokens, verb: int, last: int) -> Complement | None:
    """ "let him know that", "gave it to be understood that", "let it be known through Orlo that"."""
    addressee = -1
    depth = 0
    known = False
    for at in range(verb + 1, min(last, verb + _BARE_REACH)):
        low = tokens.low[at]
        if low == "(":
            depth += 1
        elif low == ")":
            depth -= 1
        elif depth:
            continue
        elif low in _KNOWN:
            known = True
        elif known and low == "that" and at + 2 < last:
            return Complement("that", at + 1, at + 1, addressee)
        elif known and tokens.tags[at] & QUESTION and at + 2 < last:
            return _asked(tokens, at, addressee)
        elif known and not (tokens.tags[at] & (ADVERB | PREPOSITION | DETERMINER) or tokens.kinds[at] != WORD):
            if not tokens.tags[at] & ~REGULAR or tokens.tags[at] & (PERSON | CONTENT | TIME):
                continue
            return None
        elif not known and (tokens.kinds[at] == NAME or tokens.tags[at] & OBJECT):
            addressee = at
        elif tokens.tags[at] & (SUBORDINATOR | CONJUNCTION):
            return None
    return None


def _infinitive(tokens: Tokens, at: int) -> bool:
    """Is the word after "to" a verb? "asked him to explain how" reports an act, not a question."""
    return bool(tokens.tags[at] & BASE) or tokens.low[at] in ("be", "have", "do", "get")


def _joins_nouns(tokens: Tokens, at: int, last: int) -> bool:
    """Does "and" join two nouns ("his hope and confidence that"), and not two verbs?"""
    after = at + 1
    while after < last and tokens.tags[after] & (ADVERB | DETERMINER):
        after += 1
    if after >= last:
        return False
    tags = tokens.tags[after]
    if tokens.kinds[after] in (NAME, BODY, PLACE):
        return True
    if tags & CONTENT and (not tags & PAST):
        return True
    return not tags & (PAST | THIRD | GERUND | AUXILIARY | SUBJECT) and not regular_past(tokens, after)


def _that(tokens: Tokens, verb: int, index: int, at: int, last: int, content: bool, object_at: bool) -> int:
    """The first token of the clause after "that" at `at`; -1 if it is a pronoun or opens a relative clause."""
    tags = tokens.tags[verb]
    first = at + 1
    while first < last and tokens.low[first] == ",":
        first += 1
    if first + 1 >= last and not (first < last and tokens.kinds[first] == QUOTE):
        return -1
    if object_at and not tags & (SAY | LIGHT | ACT | ACCOUNT | TELL):
        return -1
    between = range(index, at)
    if tags & ASK and tokens.tags[at - 1] & CONTENT and any(tokens.low[i] in ("for", "about") for i in between):
        return -1
    if tags & (SAY | TELL | THINK) and not object_at:
        if any(tokens.tags[i] & PREPOSITION for i in between) and _relative(tokens, at, last):
            return -1
    elif tags & TELL and object_at and _plain_object(tokens, index, at):
        pass
    elif tags & (LIGHT | SAY | ASK) and object_at:
        prior = tokens.tags[at - 1]
        told = at == index + 1 and tokens.low[index] in _TOLD
        if not content and not prior & TIME and not told:
            return -1
    elif not content:
        return -1
    following = tokens.tags[first]
    kind = tokens.kinds[first]
    if kind == WORD:
        if following & AUXILIARY and not following & SUBJECT:
            return _pronoun_that(tokens, verb, index, at)
        participle = following & PAST or regular_past(tokens, first)
        if participle and not following & (DETERMINER | SUBJECT | PERSON | CONTENT):
            second = first + 1
            if second >= last or tokens.kinds[second] == MARK or tokens.tags[second] & (ADVERB | PREPOSITION):
                return _pronoun_that(tokens, verb, index, at)
            if tokens.low[second] == "to":
                return -1
    return first


def _plain_object(tokens: Tokens, index: int, at: int) -> bool:
    """Are those who are told a short noun phrase and nothing else: "told [the men of the brigade] that"?"""
    return at - index <= _LONGEST_OBJECT and not any(
        tokens.kinds[inner] in (MARK, QUOTE)
        or tokens.tags[inner] & (CONTENT | TALE | AUXILIARY | SUBORDINATOR)
        or (tokens.tags[inner] & PREPOSITION and tokens.low[inner] not in ("of", "in", "at", "from", "on"))
        for inner in range(index, at)
    )


def _pronoun_that(tokens: Tokens, verb: int, index: int, at: int) -> int:
    """ "said that was true": the pronoun is the first word of what was said."""
    return at if at == index and tokens.tags[verb] & BARE and tokens.tags[verb] & (SAY | THINK) else -1


def _relative(tokens: Tokens, at: int, last: int) -> bool:
    """Is "that" after a prepositional phrase only relative? Then another "that" follows right after a verb."""
    if tokens.tags[at - 1] & (ADVERB | TIME) or tokens.kinds[at - 1] == NAME:
        return False
    limit = min(last, at + _BARE_REACH)
    for index in range(at + 2, limit):
        if tokens.kinds[index] == MARK:
            return False
        if tokens.low[index] == "that":
            prior = tokens.tags[index - 1]
            verb_before = bool(prior & (PAST | PARTICIPLE)) or regular_past(tokens, index - 1)
            return (verb_before and not prior & (SAY | TELL | THINK)) or bool(prior & (SAY | PARTICIPLE) == SAY)
    return False


def _skips(tokens: Tokens, at: int, last: int) -> bool:
    """May the scan go on past this "that", because it only opens a relative clause?"""
    return _relative(tokens, at, last)


def _question(tokens: Tokens, index: int, at: int, last: int) -> bool:
    """Does an indirect question with a finite verb stand at `at`? "how to proceed" is none."""
    if at + 1 >= last or tokens.low[at + 1] == "to":
        return False
    if tokens.low[at] in ("which", "who", "whom", "whose") and at > index:
        prior = tokens.tags[at - 1]
        if tokens.kinds[at - 1] != MARK and not prior & (ADVERB | OBJECT) and tokens.kinds[at - 1] != NAME:
            return False
        if tokens.kinds[at - 1] == MARK:
            return False
    if tokens.tags[at - 1] & PREPOSITION and tokens.low[at - 1] not in ("to", "of", "as"):
        return False
    for inner in range(at + 1, min(last, at + _REACH)):
        if tokens.low[inner] == "to" and inner <= at + 2:
            return False
        if tokens.tags[inner] & (AUXILIARY | PAST | THIRD) or regular_past(tokens, inner):
            return True
        if tokens.low[inner].endswith("s") and tokens.kinds[inner] == WORD and tokens.low[inner - 1] in NOMINATIVE:
            return True
        if tokens.tags[inner] & BASE and tokens.low[inner - 1] in NOMINATIVE:
            return True
    return False


def _colon(tokens: Tokens, verb: int, at: int, last: int, addressee: int, clause: bool) -> Complement | None:
    """What stands after the colon at `at`."""
    first = at + 1
    if first < last and tokens.kinds[first] == QUOTE:
        return Complement("quote", first, first, addressee)
    if first >= last:
        return Complement("open", first, at, addressee)
    if clause:
        return None
    tags = tokens.tags[verb]
    plain = bool(tags & (SAY | TELL | ASK)) and not _object_follows(tokens, verb + 1, at)
    announced = any(tokens.low[inner] in ("following", "follows", "this", "thus") for inner in range(verb + 1, at))
    spoken = plain and tokens.text[tokens.starts[first]].isupper()
    if spoken or ((plain or announced or tokens.tags[at - 1] & CONTENT) and has_finite(tokens, first, last)):
        return Complement("colon", first, first, addressee)
    return None


def _late_colon(tokens: Tokens, verb: int, at: int, last: int, addressee: int) -> Complement | None:
    """ "said the following when we met:" ends in a colon all the same."""
    if tokens.low[last - 1] == ":" and any(
        tokens.low[inner] in ("following", "this") for inner in range(verb + 1, min(at + 1, last))
    ):
        return Complement("open", last, last - 1, addressee)
    return None
