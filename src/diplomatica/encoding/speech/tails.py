"""Where what is said ends within its sentence, because the writer goes on."""

from __future__ import annotations

from bisect import bisect_left

from diplomatica.encoding.speech.heads import Head
from diplomatica.encoding.speech.lexicon import (
    ACCOUNT,
    ACT,
    ADVERB,
    ASK,
    AUXILIARY,
    BASE,
    MEET,
    PAST,
    REGULAR,
    SAY,
    TELL,
)
from diplomatica.encoding.speech.sentence import Sentence
from diplomatica.encoding.speech.tokens import NAME, Tokens

_FINITE = AUXILIARY | PAST
_ACTS = SAY | TELL | ASK | ACT | ACCOUNT


def tail(sentence: Sentence, head: Head) -> tuple[int, bool]:
    """Where what begins at `head` ends in its sentence, and whether the writer goes on after it.

    before  "said that he would come, but promised nothing more."
    after   "he would come" is said
    """
    tokens = sentence.tokens
    begin = max(head.complement.first + 1, sentence.first + 1)
    if head.under or head.subject.kind == "opening":
        for verb, subject in sentence.clauses:
            if verb > head.verb and subject.first > begin and tokens.low[subject.first - 1] == ",":
                return tokens.starts[subject.first - 1], True
        if head.subject.kind == "opening":
            return tokens.starts[head.complement.first], True
    last_verb = -1
    events, row = tokens.events, tokens.tags
    # marks and finite verbs are all among the events
    for index in events[bisect_left(events, begin) : bisect_left(events, sentence.last)]:
        tags = row[index]
        if tokens.low[index] in (",", ";") and (_after_which(sentence, index) or _other_acts(sentence, head, index)):
            return tokens.starts[index], True
        if not tags & _FINITE or tags & ADVERB:
            continue
        if tags & (ACT | MEET) and tags & PAST and last_verb >= 0:
            joint = index - 1
            while joint > begin and tokens.tags[joint] & ADVERB and tokens.low[joint] not in ("and", "but"):
                joint -= 1
            if tokens.low[joint] in ("and", "but") and (
                _future(tokens, last_verb, joint) or _done_to_other(sentence, head, index)
            ):
                stop = joint - 1 if tokens.low[joint - 1] == "," else joint
                return tokens.ends[stop - 1], True
        last_verb = index
    return sentence.end, False


def _done_to_other(sentence: Sentence, head: Head, verb: int) -> bool:
    """Is it an act towards the other one of the conversation, and not part of what is said: "and thanked Orlo"?"""
    tokens = sentence.tokens
    if verb + 1 >= sentence.last or not tokens.tags[verb] & ACT or tokens.low[verb - 1] not in ("and", "but"):
        return False
    if tokens.low[verb + 1] in ("me", "us"):
        if verb + 2 < sentence.last and (tokens.tags[verb + 2] & BASE or tokens.low[verb + 2] == "to"):
            return False  # "wished me to know": part of what is said
        return head.subject.word not in ("i", "we")
    ref = tokens.refs[verb + 1]
    return bool(ref) and ref in sentence.cast.outer and ref != head.subject.ref


def _other_acts(sentence: Sentence, head: Head, mark: int) -> bool:
    """Does another of the outer people act after the mark: "; Orlo looked at it", ", and Orlo agreed"?"""
    tokens = sentence.tokens
    at = mark + 1
    joint = at < sentence.last and tokens.low[at] in ("and", "but", "while", "whereas")
    if not joint and tokens.low[mark] != ";":
        return False
    at += joint
    while at < sentence.last and tokens.low[at] == "the":
        at += 1
    if at + 1 >= sentence.last or tokens.kinds[at] != NAME:
        return False
    ref = tokens.refs[at]
    if not ref or ref not in sentence.cast.outer or ref == sentence.resolve(head.subject, head.tense)[0]:
        return False
    verb = at + 1
    while verb + 1 < sentence.last and tokens.tags[verb] & ADVERB:
        verb += 1
    return bool(
        tokens.tags[verb] & PAST and tokens.tags[verb] & (_ACTS | MEET) and not tokens.tags[verb] & AUXILIARY
    ) or (tokens.low[mark] == ";" and bool(tokens.tags[verb] & REGULAR))


def _future(tokens: Tokens, verb: int, limit: int) -> bool:
    """Is the verb of what was said a future one, so that a past one cannot be joined to it?"""
    return tokens.low[verb] in ("would", "will", "should", "shall", "must", "can", "may") and not any(
        tokens.low[index] in ("have", "be") for index in range(verb + 1, min(limit, verb + 4))
    )


def _after_which(sentence: Sentence, comma: int) -> bool:
    tokens = sentence.tokens
    if comma + 2 >= sentence.last:
        return False
    pair = tokens.low[comma + 1], tokens.low[comma + 2]
    return pair in (("after", "which"), ("upon", "which"), ("at", "which"), ("following", "which")) or pair[0] in (
        "whereupon",
    )
