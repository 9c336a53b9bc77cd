"""Where speech ends: the act, the closing of a meeting or the heading with which the writer speaks again."""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.encoding.model import Passage
from diplomatica.encoding.speech.cast import Cast
from diplomatica.encoding.speech.clauses import main_clause
from diplomatica.encoding.speech.lexicon import (
    ACCOUNT,
    ACT,
    ADVERB,
    ASK,
    ATTENDANCE,
    AUXILIARY,
    BE,
    CONTENT,
    DETERMINER,
    IMPERSONAL,
    MANNER,
    MEET,
    MEETING,
    MEETING_VERB,
    MODAL,
    NOBODY,
    OFFICE,
    OWN_VIEW,
    PARTICIPLE,
    PAST,
    PERSON,
    REACTION,
    RECORD,
    REGULAR,
    SAY,
    STANCE,
    TELL,
    TEXT,
    THINK,
    THIRD,
)
from diplomatica.encoding.speech.sentence import Sentence
from diplomatica.encoding.speech.subjects import Subject, finite
from diplomatica.encoding.speech.tokens import MARK, NAME, QUOTE, WORD, Tokens

_LONGEST_HEADING = 10
_OFFICES = frozenset({"embassy", "legation", "mission", "consulate"})
_SHORT = 5
_DATE = 4
_TOGETHER = frozenset({"participants", "parties", "sides", "delegations", "delegates", "interlocutors"})
_HEADING_LETTERS = 120
_PAUSE = 5
_SOUNDS = frozenset({"laughter", "applause", "silence", "pause"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "comrade", "cde"})
WRITERS = frozenset({"telegram", "letter", "report", "cable"})
"""Genres in which one person writes and speaks for himself."""
MINUTES = frozenset({"minutes", "protocol"})
"""Genres in which one speaks after the other and the writer tells who."""
_ACTS = SAY | TELL | ASK | ACT | ACCOUNT
_SIMPLE = PAST | THIRD
_COURTESIES = frozenset({"avails", "avail", "honour", "honor", "compliments"})
_HEADED = ATTENDANCE | OWN_VIEW
_DURING = frozenset({"in", "at", "during"})
_VOTE = frozenset({"vote", "voting", "ballot"})
_VOTES = frozenset(
    {"favour", "favor", "against", "abstention", "abstentions", "abstaining", "unanimous", "unanimously", "taken"}
)


def is_heading(tokens: Tokens, passage: Passage) -> bool:
    """Is the passage a line between paragraphs: short, without a verb and without a full stop?"""
    if passage.kind == "item" or len(tokens.kinds) > 2 * _LONGEST_HEADING or len(passage.text) > _HEADING_LETTERS:
        return False
    text = passage.text.rstrip()
    if tokens.low[0].isdigit() and len(tokens.low) <= _DATE and not text.endswith("."):
        return True
    if QUOTE in tokens.kinds or (text[-1:] == "." and ":" not in text):
        return False
    if text[-1:] in ';,?!”"»…]' or sum(kind != MARK for kind in tokens.kinds) > _LONGEST_HEADING:
        return False
    if text[-1:] == ":" and (NAME in tokens.kinds or any(tags & TEXT for tags in tokens.tags)):
        return False
    return next(main_clause(tokens, 0, len(tokens.kinds)), None) is None


def leaders(cast: Cast, openings: Sequence[Sentence | None]) -> None:
    """Adds to the outer people everyone who opens a paragraph with an act of a conversation."""
    narrates = cast.narrates and bool(cast.author)
    for sentence in openings:
        if sentence is None:
            continue
        narrates = narrates or _tells(sentence)
        if sentence.clause is not None:
            verb, subject = sentence.clause
            if subject.kind == "name" and subject.ref and subject.ref == cast.author and not cast.narrates:
                # who is named where he acts does not write in the first person
                cast.author = ""
            if subject.kind == "name" and subject.ref and sentence.lexical(verb) & (_ACTS | THINK):
                cast.outer.add(subject.ref)
            elif subject.kind == "name" and subject.ref and sentence.heads:
                head = sentence.heads[0].subject
                if head.kind == "shared" or (head.kind == "name" and head.ref == subject.ref):
                    cast.outer.add(subject.ref)
            elif (
                subject.kind == "phrase"
                and sentence.lexical(verb) & _ACTS
                and sentence.tokens.tags[subject.last] & PERSON
            ):
                ref, low = cast.described(sentence.phrase(subject))
                if ref and not low:
                    cast.outer.add(ref)
            elif subject.kind == "many" and sentence.lexical(verb) & _ACTS:
                cast.outer.update(sentence.plural_refs(subject))
    cast.narrates = narrates


def _tells(sentence: Sentence) -> bool:
    """Does the writer act in it himself, or is he spoken to: "I told him", "He asked me"?"""
    tokens = sentence.tokens
    for verb, subject in sentence.clauses[:3]:
        if not sentence.lexical(verb) & (_ACTS | MEET) or not tokens.tags[verb] & PAST or not _plain(tokens, verb):
            continue
        if subject.word == "i" or (subject.kind in ("name", "pronoun") and tokens.low[verb + 1 : verb + 2] == ["me"]):
            return True
    return False


def is_talk(sentence: Sentence) -> bool:
    """Does a paragraph that begins with this sentence report a conversation: somebody speaks or meets in it?"""
    tokens = sentence.tokens
    for verb, subject in sentence.clauses[:2]:
        personal = subject.kind in ("name", "pronoun", "many") or bool(tokens.tags[subject.last] & PERSON)
        acts = sentence.lexical(verb) & (_ACTS | MEET | THINK)
        if personal and acts and subject.word not in ("it", "there", "this"):
            return True
    return any(head.subject.kind in ("name", "phrase", "pronoun", "shared") for head in sentence.heads)


def ends(sentence: Sentence, speaker: str, inner_actor: str, pending: bool = False, verbatim: bool = False) -> bool:
    """Does this sentence end the speech of `speaker` that was open before it?

    `inner_actor` is somebody who speaks within that speech and whom "he" may mean. `pending` says that the speech was
    only announced and has not begun. `verbatim` says that it is the speaker's own "I" and "you".
    """
    tokens, cast, clause = sentence.tokens, sentence.cast, sentence.clause
    first = tokens.tags[sentence.first]
    low = tokens.low[sentence.first]
    if sentence.opens and first & _HEADED:
        following = tokens.low[sentence.first + 1] if sentence.first + 1 < sentence.last else ""
        if (
            first & ATTENDANCE
            and tokens.kinds[sentence.first] == WORD
            and (following in (":", "at", "in", "were", "on"))
        ):
            return True
        if first & OWN_VIEW and following in (":", "."):
            return True
    if _courtesy(sentence):
        return True
    if cast.genre in WRITERS:
        if not verbatim:
            if sentence.opens and "i" in tokens.low[sentence.first : sentence.last]:
                return True
            if _own_view(sentence):
                return True
            if low == "i" and not sentence.addresses:
                return True
            if cast.genre == "letter" and _writer_again(sentence):
                return True
        if cast.genre == "telegram" and first & PAST and first & (SAY | TELL):
            return True  # "Added that timing important."
    himself = low == "i" or (pending and low == "we")
    if himself and cast.genre == "memorandum" and cast.author and not verbatim and not sentence.addresses:
        return True
    if sentence.ends_in_colon and _paper_goes_on(sentence):
        return True
    if low == "after" and tokens.tagged(sentence.first + 1, min(sentence.last, sentence.first + 4), MEETING):
        return True
    if clause is not None and low in _DURING and _meets_again(sentence):
        return True
    if sentence.quotes_or_cites and sentence.heads and _others_words(sentence, speaker):
        return True
    if clause is None:
        return False
    verb, subject = clause
    tags = sentence.lexical(verb)
    plain = _plain(tokens, verb)
    own = tokens.tags[verb]
    acts = bool(tags & _ACTS and own & _SIMPLE)
    meets = bool(tags & MEET and own & PAST)
    if subject.kind == "name":
        thinks = bool(tags & THINK and own & _SIMPLE) and (sentence.opens or not cast.interlocutors)
        if pending and subject.ref != speaker and subject.ref in cast.outer:
            return True
        if sentence.first == subject.first and _answers(tokens, verb):
            return True
        if speaker == cast.author and speaker and acts and subject.ref != speaker and _plain(tokens, verb):
            return True
        return _name_ends(sentence, subject, verb, acts or thinks, meets)
    if subject.kind == "pronoun":
        if subject.word == "there" and tokens.low[verb] == "was" and sentence.last - verb <= _PAUSE:
            return any(low in _SOUNDS for low in tokens.low[verb + 1 : sentence.last])
        return not (verbatim and subject.word in ("i", "we", "you") and not sentence.opens) and _pronoun_ends(
            sentence, subject, verb, acts, meets, speaker, inner_actor
        )
    if subject.kind == "many":
        together = sentence.plural_refs(subject)
        return any(ref in cast.outer or not cast.outer for ref in together) and (acts or meets or plain)
    if sentence.opens and cast.genre in WRITERS and not verbatim and not pending and _now(sentence, verb, subject):
        return True
    if subject.kind == "body":
        return cast.genre in MINUTES and plain and bool(tokens.tags[verb] & PAST)
    if subject.kind == "phrase":
        if _meeting_goes(sentence, subject, verb):
            return True
        if tokens.tags[subject.last] & NOBODY:
            return acts and plain
        if tokens.tags[subject.last] & PERSON:
            ref, _low = cast.described(sentence.phrase(subject))
            if ref and ref in cast.outer:
                return (acts or meets) and (plain or subject.passive)
            if not ref and (cast.genre in MINUTES or sentence.opens):
                return (acts or tokens.low[verb : verb + 3] == ["wanted", "to", "know"]) and plain
            if speaker == cast.author and speaker and not ref:
                return acts and plain
            if sentence.opens and subject.word in _TOGETHER:
                return (acts or meets) and plain
        if tokens.low[subject.first] in _HONORIFICS or tokens.low[max(0, subject.first - 1)] in _HONORIFICS:
            return acts and plain
    return False


def _now(sentence: Sentence, verb: int, subject: Subject) -> bool:
    """Does a paragraph tell what holds now: "The Ministry recalls", "The roads have been closed"?"""
    tokens = sentence.tokens
    if subject.kind == "body":
        return bool(tokens.tags[verb] & THIRD) and not tokens.tags[verb] & (AUXILIARY | PAST)
    return tokens.low[verb] in ("has", "have") and not _plain(tokens, verb)


def _answers(tokens: Tokens, verb: int) -> bool:
    """ "Orlo answered him that": a turn of the talk, not a story in it."""
    if tokens.low[verb] not in ("answered", "replied", "retorted"):
        return False
    return tokens.low[verb + 1 : verb + 3] in (["him", "that"], ["her", "that"])


def _courtesy(sentence: Sentence) -> bool:
    """Is it the formula of a note: "avails itself of this opportunity", "has the honour to", "presents its"?"""
    low = sentence.tokens.low[sentence.first : sentence.last]
    if _COURTESIES.isdisjoint(low):
        return False
    if "avails" in low or "avail" in low:
        return "opportunity" in low or "occasion" in low
    for word in ("honour", "honor"):
        if word in low:
            at = low.index(word)
            return (
                low[at - 1] == "the" and low[at - 2 : at - 1] in (["has"], ["have"]) and low[at + 1 : at + 2] == ["to"]
            )
    return "compliments" in low and "presents" in low


def _writer_again(sentence: Sentence) -> bool:
    """Does a letter speak to its reader again, or of its writer?"""
    return sentence.addresses or sentence.tokens.low[sentence.first] in ("i", "we", "my", "our")


def _paper_goes_on(sentence: Sentence) -> bool:
    """ "The minutes continue:", "The telegram reads as follows:"."""
    tokens, first = sentence.tokens, sentence.first
    return (
        sentence.last - first <= _LONGEST_HEADING
        and bool(tokens.tags[first] & DETERMINER)
        and bool(tokens.tags[first + 1] & RECORD)
    )


def _meets_again(sentence: Sentence) -> bool:
    """Does the sentence begin with another meeting: "In a talk with our consul, Orlo complained"?"""
    tokens, first = sentence.tokens, sentence.first
    if sentence.clause is None:
        return False
    verb, subject = sentence.clause
    met = tokens.tagged(first + 1, min(sentence.last, first + 4), MEETING)
    return met and subject.kind == "name" and bool(sentence.lexical(verb) & _ACTS) and _plain(tokens, verb)


def _others_words(sentence: Sentence, speaker: str) -> bool:
    """Does the sentence begin with somebody else's words, or with words quoted from the speaker?"""
    head = sentence.heads[0]
    if head.before:
        return True
    if head.cut != sentence.start or head.verb > sentence.first + _SHORT * 2:
        return False
    if head.complement.kind == "quote" and head.subject.kind == "name" and head.subject.ref != speaker:
        return not sentence.cast.interlocutors or head.verb == head.subject.last
    if not head.source:
        return False
    who, low = sentence.resolve(head.subject)
    return bool(who) and not low and who != speaker and who in sentence.cast.outer


def _plain(tokens: Tokens, verb: int) -> bool:
    """Is the verb in a simple tense ("said", "did not say")?"""
    if not tokens.tags[verb] & AUXILIARY or tokens.low[verb] in ("did", "didn't"):
        return True
    if tokens.low[verb] not in ("had", "has"):
        return False
    # "had no objection": the verb is no auxiliary
    after = verb + 1
    while after < len(tokens.tags) and tokens.tags[after] & ADVERB and not tokens.tags[after] & DETERMINER:
        after += 1
    return after < len(tokens.tags) and bool(tokens.tags[after] & DETERMINER)


def _own_view(sentence: Sentence) -> bool:
    """Does the writer go over to his own view: "In our opinion", "My impression is", "The Embassy believes"?"""
    tokens, first = sentence.tokens, sentence.first
    if sentence.last - first < 3:
        return False
    low = tokens.low[first]
    if low == "in" and tokens.low[first + 1] in ("my", "our"):
        return _viewed(tokens, first + 2, sentence.last)
    if low in ("my", "our") and (sentence.opens or sentence.cast.genre != "telegram"):
        return _viewed(tokens, first + 1, sentence.last)
    if not sentence.opens:
        return False
    if sentence.clause is None:
        return False
    verb, subject = sentence.clause
    words = tokens.text[tokens.starts[subject.first] : tokens.ends[subject.last]].lower().split()
    office = tokens.tagged(subject.first, subject.last + 1, OFFICE)
    office = office or any(word in _OFFICES for word in words)
    return office and bool(sentence.lexical(verb) & (THINK | SAY | ACT)) and subject.kind in ("phrase", "body")


def _viewed(tokens: Tokens, at: int, last: int) -> bool:
    """Does a noun of opinion stand here, with an adjective or two: "preliminary opinion"?"""
    for index in range(at, min(last, at + 3)):
        if tokens.tags[index] & (STANCE | CONTENT):
            return True
        if tokens.kinds[index] != WORD or tokens.tags[index] & (AUXILIARY | PAST):
            return False
    return False


def _reacts(tokens: Tokens, verb: int, last: int, how: int) -> bool:
    """ "was moved", "was visibly pleased", "was evasive": what the writer saw."""
    if tokens.low[verb] not in ("was", "seemed", "appeared", "became", "looked", "grew"):
        return False
    at = verb + 1
    while at < last - 1 and tokens.tags[at] & ADVERB:
        at += 1
    return at < last and bool(tokens.tags[at] & how)


def _name_ends(sentence: Sentence, subject: Subject, verb: int, acts: bool, meets: bool) -> bool:
    tokens, cast = sentence.tokens, sentence.cast
    plain = _plain(tokens, verb)
    outer = subject.ref in cast.outer or (not cast.interlocutors and not cast.author and acts)
    if cast.author and acts and plain and tokens.low[verb + 1 : verb + 2] in (["me"], ["us"]):
        return not sentence.addresses
    if cast.genre in MINUTES and plain and finite(tokens, verb):
        return True
    if not subject.ref and acts and plain:
        return sentence.opens or cast.genre in MINUTES or not cast.interlocutors
    if plain and tokens.low[verb] == "took" and "note" in tokens.low[verb + 1 : verb + 4]:
        return True
    if outer and _reacts(tokens, verb, sentence.last, REACTION | MANNER):
        return True
    if not outer:
        turns = cast.genre == "conversation" and not cast.interlocutors and sentence.first == subject.first
        return (sentence.opens or turns) and (acts or meets) and plain
    if sentence.opens:
        return True
    if plain:
        return bool(tokens.tags[verb] & PAST) or acts or finite(tokens, verb)
    if any(head.subject.kind == "shared" and head.tense == "past" for head in sentence.heads[:1]):
        return True
    return subject.ref in cast.outer and any(
        tokens.tags[index] & PARTICIPLE and tokens.tags[index] & (ASK | TELL)
        for index in range(verb + 1, min(sentence.last, verb + 3))
    )


def _pronoun_ends(
    sentence: Sentence, subject: Subject, verb: int, acts: bool, meets: bool, speaker: str, inner_actor: str
) -> bool:
    tokens, cast = sentence.tokens, sentence.cast
    past = bool(tokens.tags[verb] & PAST)
    plain = _plain(tokens, verb)
    word = subject.word
    if word in ("i", "we"):
        if not cast.author and not cast.narrates:
            return False
        if cast.genre == "letter":
            return True
        if sentence.addresses:
            return False
        if word == "we":
            return sentence.opens and past and (acts or meets)
        if sentence.opens or cast.genre in WRITERS:
            return True
        return plain and (past or bool(tokens.tags[verb] & REGULAR)) and not tokens.tags[verb] & BE
    if word in ("he", "she"):
        if sentence.opens and speaker == cast.author and speaker:
            return True
        if speaker == cast.author and speaker and _reacts(tokens, verb, sentence.last, REACTION | MANNER):
            return True
        acts = acts and bool(sentence.lexical(verb) & (SAY | TELL | ASK | ACT))
        if meets and sentence.last - sentence.first < _SHORT:
            return True
        if _reacts(tokens, verb, sentence.last, MANNER):
            return True
        if not acts or not plain or subject.modal:
            return False
        if inner_actor and not sentence.opens:
            return False
        ref, _low = sentence.resolve(subject)
        return bool(ref) and (ref in cast.outer or ref == speaker or sentence.opens)
    if word == "they":
        return sentence.opens and (acts or meets) and plain
    if word in ("all", "none", "everyone", "everybody", "nobody", "both"):
        return acts and plain and (sentence.opens or cast.genre in MINUTES or word == "none")
    if word == "it" and tokens.tags[verb] & AUXILIARY:
        return _impersonal(sentence, verb)
    return False


def _impersonal(sentence: Sentence, verb: int) -> bool:
    """ "It was agreed that": what all of them did."""
    tokens = sentence.tokens
    at = verb + 1
    while at < sentence.last and tokens.tags[at] & (ADVERB | AUXILIARY):
        at += 1
    return (
        at + 1 < sentence.last
        and bool(tokens.tags[at] & IMPERSONAL)
        and (tokens.low[verb] == "was" or (sentence.opens and tokens.low[verb] == "is"))
        and tokens.low[at + 1] in ("that", "to", ":")
    )


def _meeting_goes(sentence: Sentence, subject: Subject, verb: int) -> bool:
    """ "The conversation lasted an hour", "Some discussion ensued", "The vote was 4 in favour, 2 against"."""
    tokens = sentence.tokens
    if not _VOTE.isdisjoint(tokens.low[subject.first : subject.last + 1]):
        return not _VOTES.isdisjoint(tokens.low[verb : sentence.last])
    if not tokens.tagged(subject.first, subject.last + 1, MEETING):
        return False
    at = verb
    while at < min(sentence.last, verb + 4):
        if tokens.tags[at] & MEETING_VERB:
            return not tokens.tags[verb] & MODAL or tokens.low[verb] == "will"
        if not tokens.tags[at] & (AUXILIARY | ADVERB):
            return False
        at += 1
    return False
