"""The words by which a sentence is read: what each may be, as bits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from importlib.resources import files
from typing import Any


class Tag(IntFlag):
    """What a word may be; a word carries several.

    The first thirty are those most often asked for: Python handles numbers below 2 ** 30 much faster than larger ones.
    """

    SAY = 1
    TELL = 1 << 1
    ASK = 1 << 2
    THINK = 1 << 3
    BARE = 1 << 4
    LIGHT = 1 << 5
    ACT = 1 << 6
    ACCOUNT = 1 << 7
    BASE = 1 << 8
    THIRD = 1 << 9
    PAST = 1 << 10
    PARTICIPLE = 1 << 11
    GERUND = 1 << 12
    ADVERB = 1 << 13
    PREPOSITION = 1 << 14
    DETERMINER = 1 << 15
    SUBJECT = 1 << 16
    OBJECT = 1 << 17
    AUXILIARY = 1 << 18
    BE = 1 << 19
    MODAL = 1 << 20
    NEGATIVE = 1 << 21
    SUBORDINATOR = 1 << 22
    QUESTION = 1 << 23
    CONJUNCTION = 1 << 24
    CONTENT = 1 << 25
    PERSON = 1 << 26
    REGULAR = 1 << 27
    LET = 1 << 28
    NAMING = 1 << 29
    MEET = 1 << 30
    PARTNER = 1 << 31
    HEAR = 1 << 32
    LEAD = 1 << 33
    SECOND_PERSON = 1 << 34
    CONVICTION = 1 << 35
    STANCE = 1 << 36
    TIME = 1 << 37
    MEETING = 1 << 38
    MEETING_VERB = 1 << 39
    ATTENDANCE = 1 << 40
    NOBODY = 1 << 41
    IMPERSONAL = 1 << 42
    OWN_VIEW = 1 << 43
    INSERTED = 1 << 44
    OFFICE = 1 << 45
    MARKS = 1 << 46
    REACTION = 1 << 47
    MANNER = 1 << 48
    DOUBT = 1 << 49
    RECORD = 1 << 50
    TEXT = 1 << 51
    QUOTED = 1 << 52
    VIEW = 1 << 53
    OCCASION = 1 << 54
    OWNER = 1 << 55
    TALE = 1 << 56


# Plain numbers: the arithmetic of IntFlag is too slow for a test on every word.
SAY, TELL, ASK, THINK, BARE = int(Tag.SAY), int(Tag.TELL), int(Tag.ASK), int(Tag.THINK), int(Tag.BARE)
LIGHT, ACT, ACCOUNT, MEET, PARTNER = (
    int(Tag.LIGHT),
    int(Tag.ACT),
    int(Tag.ACCOUNT),
    int(Tag.MEET),
    int(Tag.PARTNER),
)
HEAR, LEAD = int(Tag.HEAR), int(Tag.LEAD)
BASE, THIRD, PAST = int(Tag.BASE), int(Tag.THIRD), int(Tag.PAST)
PARTICIPLE, GERUND = int(Tag.PARTICIPLE), int(Tag.GERUND)
ADVERB, PREPOSITION, DETERMINER = int(Tag.ADVERB), int(Tag.PREPOSITION), int(Tag.DETERMINER)
SUBJECT, OBJECT, AUXILIARY, BE = int(Tag.SUBJECT), int(Tag.OBJECT), int(Tag.AUXILIARY), int(Tag.BE)
MODAL, NEGATIVE, SUBORDINATOR = int(Tag.MODAL), int(Tag.NEGATIVE), int(Tag.SUBORDINATOR)
QUESTION, CONJUNCTION, SECOND_PERSON = int(Tag.QUESTION), int(Tag.CONJUNCTION), int(Tag.SECOND_PERSON)
CONTENT, CONVICTION, STANCE, TIME = int(Tag.CONTENT), int(Tag.CONVICTION), int(Tag.STANCE), int(Tag.TIME)
MEETING, MEETING_VERB, ATTENDANCE = int(Tag.MEETING), int(Tag.MEETING_VERB), int(Tag.ATTENDANCE)
NOBODY, IMPERSONAL, OWN_VIEW = int(Tag.NOBODY), int(Tag.IMPERSONAL), int(Tag.OWN_VIEW)
PERSON, INSERTED, OFFICE = int(Tag.PERSON), int(Tag.INSERTED), int(Tag.OFFICE)
MARKS, REGULAR = int(Tag.MARKS), int(Tag.REGULAR)
REACTION, MANNER, DOUBT = int(Tag.REACTION), int(Tag.MANNER), int(Tag.DOUBT)
LET, NAMING, RECORD, TEXT = int(Tag.LET), int(Tag.NAMING), int(Tag.RECORD), int(Tag.TEXT)
QUOTED, VIEW, OCCASION = int(Tag.QUOTED), int(Tag.VIEW), int(Tag.OCCASION)
OWNER, TALE = int(Tag.OWNER), int(Tag.TALE)

REPORTING = SAY | TELL | ASK | THINK | LIGHT | LET | NAMING
COMMUNICATING = SAY | TELL | ASK | LIGHT | ACT | ACCOUNT
EVENT = MARKS | SUBORDINATOR | GERUND | AUXILIARY | PAST | REGULAR | THIRD
"""What the clauses of a sentence are told by."""
OPENING = REPORTING | BE | QUOTED
"""Where somebody's words may begin."""
TELLING = QUESTION | OBJECT | CONTENT | AUXILIARY | SUBORDINATOR
NOMINATIVE = frozenset({"i", "he", "she", "we", "they", "it", "there", "you"})
TOLD_BY = NOMINATIVE | {
    *("that", "to", "and", "but", "or"),
    *("whether", "how", "why", "if", "who", "which", "whose", "whom", "where"),
}
"""Words that the search for what somebody said stops at, besides those of `TELLING`."""
VERB_FORMS = BASE | THIRD | PAST | PARTICIPLE | GERUND

_REPORTING_GROUPS = ("say", "tell", "ask", "think", "bare", "light", "inserted", "let", "naming")
_VERB_GROUPS = (*_REPORTING_GROUPS, "act", "account", "meet", "partner", "hear", "lead")
_WORD_GROUPS = {
    "adverb": Tag.ADVERB,
    "preposition": Tag.PREPOSITION,
    "determiner": Tag.DETERMINER,
    "subject_pronoun": Tag.SUBJECT,
    "object_pronoun": Tag.OBJECT,
    "auxiliary": Tag.AUXILIARY,
    "be": Tag.BE,
    "modal": Tag.MODAL,
    "negative": Tag.NEGATIVE,
    "subordinator": Tag.SUBORDINATOR,
    "question": Tag.QUESTION,
    "conjunction": Tag.CONJUNCTION,
    "second_person": Tag.SECOND_PERSON,
    "content": Tag.CONTENT,
    "conviction": Tag.CONVICTION,
    "stance": Tag.STANCE,
    "time": Tag.TIME,
    "meeting": Tag.MEETING,
    "meeting_verb": Tag.MEETING_VERB,
    "attendance": Tag.ATTENDANCE,
    "nobody": Tag.NOBODY,
    "impersonal_verb": Tag.IMPERSONAL,
    "own_view": Tag.OWN_VIEW,
    "office": Tag.OFFICE,
    "reaction": Tag.REACTION,
    "manner": Tag.MANNER,
    "doubt": Tag.DOUBT,
    "record": Tag.RECORD,
    "text": Tag.TEXT,
    "view": Tag.VIEW,
    "occasion": Tag.OCCASION,
    "tale": Tag.TALE,
}
MARK_SIGNS = (",", ";", ":", "(", ")", "—", "–", "?", "--", "---", "'s")
_SHORT = 4
_LONGEST_MEMORY = 100_000


class Tags(dict[str, int]):
    """The bits of every word: a word that is not listed is told by its end and remembered."""

    def __missing__(self, word: str) -> int:
        tags = 0
        if len(word) > _SHORT:
            if word[-2:] == "ly":
                tags = int(Tag.ADVERB)
            elif word[-2:] == "ed":
                tags = int(Tag.REGULAR)
            elif word[-2:] == "'s" and self.get(word[:-2], 0) & int(Tag.PERSON):
                tags = int(Tag.OWNER)
        if len(self) < _LONGEST_MEMORY:
            self[word] = tags
        return tags


CLAUSE_FLAG, OPENING_FLAG, MARK_FLAG, STOP_FLAG = 1, 2, 4, 8
"""Is it a word by which clauses are told, one at which somebody's words may begin, a mark of punctuation, anything at
which the search for what somebody said stops (marks and names do as well)?"""


class Flags(dict[str, int]):
    """The flags of every word in one small number; remembered."""

    def __init__(self, tags: Tags) -> None:
        super().__init__({"": STOP_FLAG})
        self._tags = tags

    def __missing__(self, word: str) -> int:
        tags = self._tags[word]
        flags = CLAUSE_FLAG if tags & EVENT else 0
        if tags & OPENING:
            flags |= OPENING_FLAG
        if tags & MARKS:
            flags |= MARK_FLAG
        if tags & (MARKS | TELLING) or word in TOLD_BY:
            flags |= STOP_FLAG
        if len(self) < _LONGEST_MEMORY:
            self[word] = flags
        return flags


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`tags` gives the bits of a word in lower case, `flags` the few that are asked of every word. `other` are nouns
    for the other one of a conversation.

    `kinds` maps a noun for a person to the words of an office that it may stand for (empty: anybody), `nations` an
    adjective of nationality to the words for its state.
    """

    tags: Tags
    flags: Flags
    kinds: dict[str, frozenset[str]]
    nations: dict[str, frozenset[str]]
    other: frozenset[str]


def _toml(name: str) -> dict[str, Any]:
    text = files("diplomatica.encoding").joinpath("data", "speech", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _regular(verb: str, doubled: frozenset[str]) -> list[str]:
    """Third person, past, past participle and gerund of a regular verb: "vow" -> vows, vowed, vowed, vowing."""
    if verb in doubled:
        stem = verb + verb[-1]
        return [verb + "s", stem + "ed", stem + "ed", stem + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb.endswith("e"):
        return [third, verb + "d", verb + "d", (verb if verb.endswith(("ee", "oe")) else verb[:-1]) + "ing"]
    return [third, verb + "ed", verb + "ed", verb + "ing"]


@cache
def load() -> Lexicon:
    """The lexicon of the data folder, read once."""
    tags = Tags()
    for mark in MARK_SIGNS:
        tags[mark] = int(Tag.MARKS)
    verbs = _toml("verbs.en.toml")
    doubled = frozenset(verbs["doubled"]["verbs"].split())
    irregular: dict[str, str] = verbs["irregular"]
    for group in _VERB_GROUPS:
        bit = int(Tag[group.upper()])
        for verb in verbs[group].split():
            forms = irregular[verb].split() if verb in irregular else _regular(verb, doubled)
            for form, place in zip([verb, *forms], (BASE, THIRD, PAST, PARTICIPLE, GERUND), strict=True):
                tags[form] = tags.get(form, 0) | bit | place
    for verb in verbs["curious"].split():
        tags[verb] = tags.get(verb, 0) | ASK | BASE
    for form in verbs["past"]["forms"].split():
        tags[form] = tags.get(form, 0) | PAST
    grammar = _toml("grammar.toml")
    for group, tag in _WORD_GROUPS.items():
        for word in grammar[group].split():
            tags[word] = tags.get(word, 0) | int(tag)
    for word in (grammar["meeting_verb"] + grammar["impersonal_verb"]).split():
        if word.endswith("ed"):
            tags[word] |= PAST | PARTICIPLE
    people = _toml("people.toml")
    kinds = {noun: frozenset[str]() for noun in people["anybody"].split()}
    kinds.update({noun: frozenset(offices.split()) for noun, offices in people["kinds"].items()})
    for noun in kinds:
        tags[noun] = tags.get(noun, 0) | PERSON
    nations = {adjective: frozenset([adjective, *names.split()]) for adjective, names in people["nations"].items()}
    return Lexicon(tags, Flags(tags), kinds, nations, frozenset(people["other"].split()))
