"""The places of a sentence at which somebody's words begin: a subject, a verb of saying and what was said."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from diplomatica.encoding.speech import complements, sources, subjects
from diplomatica.encoding.speech.complement import Complement
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    ASK,
    AUXILIARY,
    BASE,
    BE,
    CONJUNCTION,
    CONVICTION,
    DETERMINER,
    GERUND,
    HEAR,
    INSERTED,
    LEAD,
    OCCASION,
    PAST,
    PERSON,
    PREPOSITION,
    REPORTING,
    SAY,
    STANCE,
    SUBJECT,
    SUBORDINATOR,
    TELL,
    THINK,
    THIRD,
)
from diplomatica.encoding.speech.subjects import NONE, Subject
from diplomatica.encoding.speech.tokens import MARK, NAME, QUOTE, WORD, Tokens

_BACK = 80
_LEAST = 5
_LABEL = 10
_LEADING = "[(“\"'‘$£€#+−"
_LEADS = PREPOSITION | CONJUNCTION | ADVERB
_NO_NOUN = DETERMINER | PREPOSITION
_SPOKEN = PAST | REPORTING


class Head(NamedTuple):
    """Somebody's words begin: `start` is where (in the text), `cut` where anything said before them ends.

    `tense` is "past", "present", "gerund" or "infinitive". `thought` marks a verb of opinion. `end` is the end of a
    quotation, else -1. `under` marks a clause that hangs on another ("although he claimed that"). `before` says that
    the words stand before the verb (""We agree," he said"), `source` that there is no verb ("In his opinion, ...").
    """

    verb: int
    subject: Subject
    complement: Complement
    tense: str
    thought: bool
    start: int
    cut: int
    end: int = -1
    under: bool = False
    before: bool = False
    source: bool = False


def find(tokens: Tokens, first: int, last: int) -> list[Head]:
    """The heads of the sentence of tokens `first` to `last`, in order."""
    found: list[Head] = []
    floor = first
    row, places = tokens.tags, tokens.openings
    if row[first] & _LEADS or tokens.low[first] == "according":
        opening = _source(tokens, first, last)
        if opening:
            found.append(opening)
    for index in places[bisect_left(places, first) : bisect_left(places, last)]:
        tags = row[index]
        head = None
        if tags & REPORTING:
            head = _head(tokens, index, first if index - first < _BACK else index - _BACK, last)
        elif tags & BE:
            if index + 2 < last:
                head = _conviction(tokens, index, first if index - first < _BACK else index - _BACK, last)
        elif tokens.kinds[index] == QUOTE:
            head = _inverted(tokens, index, first, last)
            if head:
                found.append(head)
            continue
        if head and head.complement.first >= floor:
            if found and found[-1].complement.first == head.complement.first:
                # "answering him, Orlo said that": the nearer verb has the clause
                found.pop()
            found.append(head)
            if head.complement.kind == "quote":
                floor = head.complement.first
    return found


def _head(tokens: Tokens, verb: int, start: int, last: int) -> Head | None:
    tags = tokens.tags[verb]
    if tags & (PAST | THIRD):
        tense = "past" if tags & PAST else "present"
        subject = subjects.before(tokens, verb, start)
        if subject.kind == "none" and not tags & GERUND:
            return None
        if subject.kind == "phrase":
            noun = tokens.tags[subject.last]
            if noun & _NO_NOUN or (tense == "present" and noun & _SPOKEN):
                return None  # "expressed doubts": a noun
    elif tags & GERUND:
        tense = "gerund"
        subject = _of_participle(tokens, verb, start)
    elif tags & BASE and _yours(tokens, verb, start):
        tense = "present"
        subject = subjects.before(tokens, verb, start)
    elif tags & BASE:
        tense = "infinitive"
        subject = _of_infinitive(tokens, verb, start)
    else:
        return None
    if subject.kind == "none" or subject.negative or subject.modal:
        return None
    complement = complements.after(tokens, verb, last)
    if complement is None and tags & INSERTED and tense != "infinitive" and not subject.passive:
        return _insertion(tokens, verb, subject, tense, start, last)
    if subject.passive:
        subject = _agent(tokens, verb, last) if tags & (SAY | TELL) else NONE
        if subject.kind == "none":
            return None
        complement = complements.after(tokens, subject.last, last) or _clause_after(tokens, subject.last, last)
    if complement is None:
        return None
    thought = bool(tags & THINK) and not tags & SAY
    return _make(tokens, verb, subject, complement, tense, thought, start)


def _yours(tokens: Tokens, verb: int, start: int) -> bool:
    """ "you write": the form of the verb tells no person."""
    at = verb - 1
    while at > start and tokens.tags[at] & ADVERB:
        at -= 1
    return at >= start and tokens.low[at] == "you"


def _source(tokens: Tokens, first: int, last: int) -> Head | None:
    """ "In Orlo's opinion, the road is open.", "According to him, it is shut." """
    if last - first < _LEAST:
        return None
    found = sources.phrase(tokens, first, last)
    if found is None:
        return None
    subject, after = found
    if subject.word in ("i", "we"):
        return None
    at = tokens.starts[after]
    while at > 0 and tokens.text[at - 1] in _LEADING and tokens.kinds[after] != QUOTE:
        at -= 1
    complement = Complement("that", after, after)
    return Head(after - 1, subject, complement, "past", False, at, tokens.starts[first], source=True)


def _make(
    tokens: Tokens, verb: int, subject: Subject, complement: Complement, tense: str, thought: bool, start: int
) -> Head:
    opening = complement.first
    if opening < len(tokens.starts):
        at = tokens.starts[opening]
        while at > 0 and tokens.text[at - 1] in _LEADING and tokens.kinds[opening] != QUOTE:
            at -= 1
        end = tokens.ends[opening] if complement.kind == "quote" else -1
    else:
        at, end = tokens.ends[-1], -1
    first = subject.first if subject.kind not in ("shared", "none") and tense in ("past", "present") else verb
    first = min(first, verb)
    under = False
    while first > start:
        prior = first - 1
        tags = tokens.tags[prior]
        if tokens.kinds[prior] == WORD and tags & SUBORDINATOR and not tags & ADVERB:
            under = True
        elif not (
            tokens.low[prior] in (",", ";", "—", "–", "--")
            or (tokens.kinds[prior] == WORD and tags & (CONJUNCTION | ADVERB))
        ):
            break
        first = prior
    stop = tokens.ends[first - 1] if first > start else tokens.starts[first]
    return Head(verb, subject, complement, tense, thought, at, stop, end, under)


def _insertion(tokens: Tokens, verb: int, subject: Subject, tense: str, start: int, last: int) -> Head | None:
    """ "The road, Orlo stressed, is open." and "The road is open, Orlo said." """
    before = subject.first - 1
    if subject.kind not in ("name", "pronoun", "phrase") or before < start + 2 or tokens.low[before] != ",":
        return None
    if tense == "gerund" or subject.last + 3 < verb:
        return None
    after = verb + 1
    stop = tokens.ends[before - 1]
    if after >= last:
        complement = Complement("inserted", before, before)
        return Head(verb, subject, complement, tense, False, stop, stop)
    if after + 3 < last and tokens.low[after] == "," and not tokens.tags[after + 1] & (CONJUNCTION | GERUND):
        complement = Complement("inserted", after + 1, after + 1)
        head = _make(tokens, verb, subject, complement, tense, False, start)
        return head._replace(cut=stop)
    return None


def _clause_after(tokens: Tokens, index: int, last: int) -> Complement | None:
    """The that-clause after "was told by Orlo"."""
    at = index + 1
    if at + 2 < last and tokens.low[at] == "that":
        return Complement("that", at + 1, at + 1)
    return None


def _agent(tokens: Tokens, verb: int, last: int) -> Subject:
    """Orlo of "I was told by Orlo that"."""
    at = verb + 1
    if at + 1 < last and tokens.low[at] == "by" and tokens.kinds[at + 1] == NAME:
        return Subject("name", at + 1, at + 1, "", tokens.refs[at + 1])
    return NONE


def _of_participle(tokens: Tokens, verb: int, start: int) -> Subject:
    """Who does it in ", adding that": the subject of the verb before; none for "a note saying that"."""
    index = verb - 1
    while index >= start and tokens.tags[index] & (ADVERB | AUXILIARY) and tokens.kinds[index] == WORD:
        if tokens.tags[index] & BE:
            return _progressive(tokens, verb, start)
        index -= 1
    if index < start:
        return Subject("opening", verb, verb)
    low, tags = tokens.low[index], tokens.tags[index]
    joined = low in (",", "and", "but", "while", "—", "–", "--", ";", "(") or low in ("by", "in", "with", "without")
    if low in ("while", "when", "after", "before", "without"):
        joined = low == "while"
    elif low == "to" and tokens.low[index - 1] in ("himself", "herself", "myself"):
        joined = True  # "limited himself to saying"
    if not joined and not tags & (PAST | THIRD):
        return NONE
    return _governing(tokens, index, start)


def _progressive(tokens: Tokens, verb: int, start: int) -> Subject:
    return subjects.before(tokens, verb, start)


def _governing(tokens: Tokens, index: int, start: int) -> Subject:
    """The subject of the nearest finite verb at or before `index`."""
    for at in range(index, start - 1, -1):
        if tokens.kinds[at] != WORD or not subjects.finite(tokens, at):
            continue
        found = subjects.before(tokens, at, start)
        if found.kind == "shared":
            continue
        if found.kind in ("none", "phrase") and not tokens.tags[at] & (AUXILIARY | PAST):
            continue
        if found.kind == "none":
            continue
        if found.relative:
            continue
        return found._replace(passive=False, negative=False, modal=False)
    return Subject("opening", start, start)


def _of_infinitive(tokens: Tokens, verb: int, start: int) -> Subject:
    """Who says in "went on to say that" and "heard Orlo say that"."""
    index = verb - 1
    if index <= start:
        return NONE
    if tokens.kinds[index] == NAME or (tokens.tags[index] & PERSON and tokens.kinds[index] == WORD):
        first = index
        while first > start and tokens.kinds[first - 1] == WORD and not tokens.tags[first - 1] & (HEAR | ADVERB):
            first -= 1
            if tokens.tags[first] & DETERMINER:
                break
        if first > start and tokens.tags[first - 1] & HEAR:
            kind = "name" if tokens.kinds[index] == NAME else "phrase"
            return Subject(kind, first, index, tokens.low[index], tokens.refs[index])
        return NONE
    if tokens.low[index] != "to":
        return NONE
    back = index - 1
    while back > start and (tokens.tags[back] & ADVERB or tokens.low[back] == "on") and not tokens.tags[back] & LEAD:
        back -= 1
    if tokens.tags[back] & OCCASION and back - 1 >= start:
        for at in range(back - 1, max(start, back - 5), -1):
            if tokens.tags[at] & (PAST | THIRD | BE):
                found = subjects.before(tokens, at, start)
                return found if not found.negative and not found.modal else NONE
        return NONE
    if tokens.low[back] in ("fail", "forget", "omit", "hesitate", "neglect"):
        found = subjects.before(tokens, back, start)
        return found._replace(negative=False, modal=False) if found.negative else NONE
    if tokens.tags[back] & LEAD and tokens.tags[back] & (PAST | THIRD):
        return subjects.before(tokens, back, start)
    return NONE


def _conviction(tokens: Tokens, index: int, start: int, last: int) -> Head | None:
    """ "was of the opinion that", "is convinced that", "his answer was that"."""
    answer = sources.answer(tokens, index, start, last)
    if answer is not None:
        owner, what, opinion = answer
        tense = "past" if tokens.low[index] in ("was", "were") else "present"
        return _make(tokens, index, owner, what, tense, opinion, start)
    at = index + 1
    while at < last and tokens.tags[at] & ADVERB and not tokens.tags[at] & CONVICTION:
        at += 1
    limit = min(last, at + 5)
    if at < last and tokens.low[at] == "of":
        while at < limit and not tokens.tags[at] & STANCE:
            at += 1
        stance = at < limit
    else:
        stance = at < last and bool(tokens.tags[at] & CONVICTION)
    if not stance or at + 3 >= last or tokens.low[at + 1] != "that":
        return None
    subject = subjects.before(tokens, index, start)
    if subject.kind not in ("name", "phrase", "pronoun") or subject.modal or subject.negative:
        return None
    tense = "past" if tokens.low[index] in ("was", "were") else "present"
    complement = Complement("that", at + 2, at + 2)
    return _make(tokens, index, subject, complement, tense, True, start)


def _inverted(tokens: Tokens, quote: int, first: int, last: int) -> Head | None:
    """ ""We agree," said Orlo." and ""We agree," he said." """
    labelled = quote - 2
    if labelled > first and tokens.low[labelled] == ")":
        while labelled > first and tokens.low[labelled] != "(" and quote - labelled < _LABEL:
            labelled -= 1
        labelled -= 1  # "Orlo (in Latin): "No.""
    labels = labelled >= first and tokens.low[quote - 1] == ":" and tokens.kinds[labelled] == NAME
    if labels and (labelled == first or tokens.low[labelled - 1] in (";", ",", "—")):
        subject = Subject("name", labelled, labelled, "", tokens.refs[labelled])
        start, end = tokens.starts[quote], tokens.ends[quote]
        cut = tokens.starts[labelled]
        return Head(labelled, subject, Complement("quote", quote, quote), "past", False, start, cut, end)
    at = quote + 1
    if at < last and tokens.low[at] == ",":
        at += 1
    if at >= last or at > quote + 2:
        return None
    inner = tokens.text[tokens.starts[quote] : tokens.ends[quote]].rstrip('”"»“’')
    if not (inner.endswith((",", "?", "!", "…")) or tokens.low[quote + 1] == ","):
        return None
    if quote > first and tokens.low[quote - 1] in ("that", ":") and tokens.low[quote + 1] != ",":
        return None
    verb, subject = -1, NONE
    for index in range(at, min(last, at + 6)):
        if tokens.kinds[index] == MARK:
            break
        if tokens.tags[index] & (SAY | ASK) and tokens.tags[index] & (PAST | THIRD):
            verb = index
            break
    if verb < 0:
        return None
    if verb > at:
        subject = subjects.before(tokens, verb, at)
    else:
        subject = _following(tokens, verb, last)
    if subject.kind not in ("name", "pronoun", "phrase"):
        return None
    complement = Complement("quote", quote, quote)
    start, end = tokens.starts[quote], tokens.ends[quote]
    return Head(verb, subject, complement, "past", False, start, start, end, before=True)


def _following(tokens: Tokens, verb: int, last: int) -> Subject:
    """Orlo of "said Orlo", "said the envoy"."""
    at = verb + 1
    while at < last and at < verb + 6:
        if tokens.kinds[at] == NAME:
            return Subject("name", verb + 1, at, "", tokens.refs[at])
        if tokens.kinds[at] != WORD:
            return NONE
        if tokens.low[at] in ("he", "she", "i"):
            return Subject("pronoun", at, at, tokens.low[at])
        if tokens.tags[at] & PERSON:
            return Subject("phrase", verb + 1, at, tokens.low[at])
        if tokens.tags[at] & (PREPOSITION | AUXILIARY | SUBJECT):
            return NONE
        at += 1
    return NONE
