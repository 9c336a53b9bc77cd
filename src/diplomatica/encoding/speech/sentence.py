"""One sentence, read once: its clauses, the places where speech begins, and who they belong to."""

from __future__ import annotations

from bisect import bisect_left

from diplomatica.encoding.speech import clauses
from diplomatica.encoding.speech import heads as speech_heads
from diplomatica.encoding.speech.cast import Cast
from diplomatica.encoding.speech.heads import Head
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    PARTICIPLE,
    PAST,
    PERSON,
    PREPOSITION,
)
from diplomatica.encoding.speech.subjects import Subject
from diplomatica.encoding.speech.tokens import NAME, QUOTE, WORD, Tokens

_REACH = 6
_YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_CITING = PREPOSITION | CONJUNCTION | ADVERB


class Sentence:
    """A sentence of a passage: tokens `first` to `last`, `text[start:end]`.

    `opens` says that it is the first of its paragraph, `clause` is the first of its clauses, `people` are the refs of
    those named, in order. What costs more time is found when it is first asked for.
    """

    __slots__ = (
        "_clauses",
        "_heads",
        "_more",
        "cast",
        "clause",
        "end",
        "first",
        "last",
        "opens",
        "passage",
        "people",
        "start",
        "tokens",
    )

    def __init__(self, tokens: Tokens, span: tuple[int, int, int, int], cast: Cast, passage: int, opens: bool) -> None:
        self.tokens = tokens
        self.first, self.last, self.start, self.end = span
        self.cast = cast
        self.passage = passage
        self.opens = opens
        self._clauses: list[tuple[int, Subject]] | None = None
        self._heads: list[Head] | None = None
        self._more = clauses.main_clause(tokens, self.first, self.last)
        self.clause: tuple[int, Subject] | None = next(self._more, None)
        self.people: list[str] = []
        if tokens.names:
            names, refs = tokens.names, tokens.refs
            for index in names[bisect_left(names, self.first) : bisect_left(names, self.last)]:
                if refs[index]:
                    self.people.append(refs[index])

    @property
    def clauses(self) -> list[tuple[int, Subject]]:
        """The finite verbs with their subjects, outside of subordinate clauses."""
        if self._clauses is None:
            self._clauses = [self.clause, *self._more] if self.clause is not None else []
        return self._clauses

    @property
    def heads(self) -> list[Head]:
        """The places where somebody's words begin."""
        if self._heads is None:
            self._heads = speech_heads.find(self.tokens, self.first, self.last)
        return self._heads

    @property
    def quotes_or_cites(self) -> bool:
        """May it begin with words that are told by no verb: a quotation, "in his view", "according to him"?"""
        tokens, first = self.tokens, self.first
        if tokens.quotations and QUOTE in tokens.kinds[first : self.last]:
            return True
        return bool(tokens.tags[first] & _CITING) or tokens.low[first] == "according"

    @property
    def ends_in_colon(self) -> bool:
        """Does it end in a colon, so that what follows belongs to it?"""
        return self.tokens.low[self.last - 1] == ":"

    @property
    def announces_following(self) -> bool:
        """Does it end with "the following", so that the next paragraph is what it announces?"""
        low = self.tokens.low
        return low[self.last - 1] == "following" or low[self.last - 2 : self.last] == ["as", "follows"]

    @property
    def is_question(self) -> bool:
        """Does it end in a question mark?"""
        return self.tokens.low[self.last - 1] == "?"

    @property
    def addresses(self) -> bool:
        """Is somebody spoken to in it ("your Embassy")? Then these are not the writer's own words."""
        return not _YOU.isdisjoint(self.tokens.low[self.first : self.last])

    def lexical(self, verb: int) -> int:
        """The tags of the verb that carries the meaning: those of "asked" in "was asked"."""
        row = self.tokens.tags
        tags = row[verb]
        if not tags & AUXILIARY:
            return tags
        for following in row[verb + 1 : min(self.last, verb + _REACH)]:
            if following & (PAST | PARTICIPLE):
                return following
            if not following & (ADVERB | AUXILIARY):
                break
        return tags

    def phrase(self, subject: Subject) -> list[str]:
        """The words of a subject, and the state after it: "the ambassador of Ruritania"."""
        words = self.tokens.low[subject.first : subject.last + 1]
        return [word.removesuffix("'s") for word in words if word]

    def resolve(self, subject: Subject, tense: str = "past") -> tuple[str, bool]:
        """The person a subject stands for, and whether it is a guess; ("", False) if it is nobody in particular."""
        cast = self.cast
        if subject.kind in ("name", "body"):
            return subject.ref, False
        if subject.kind == "pronoun":
            if self.tokens.refs[subject.first]:
                return self.tokens.refs[subject.first], False
            if subject.word == "i":
                return (cast.author, False) if tense != "present" else ("", False)
            if subject.word == "you":
                return cast.addressee, False
            if subject.word in ("he", "she"):
                if self._to_writer(subject.first) and cast.fits(cast.conversing(), subject.word):
                    return cast.conversing(), False
                return cast.pronoun(subject.word, self.acting(subject.first), self._named(subject.first)), False
            return "", False
        if subject.kind == "phrase":
            if subject.word in ("latter", "former"):
                named = [
                    self.tokens.refs[index]
                    for index in range(self.first, subject.first)
                    if self.tokens.kinds[index] == NAME
                ]
                return cast.latter(named, subject.word == "latter"), False
            return cast.described(self.phrase(subject))
        if subject.kind == "shared" and subject.first == self.first and cast.genre == "telegram":
            return self.unnamed(), True
        if subject.kind == "shared":
            return self.shared(subject.first, tense)
        if subject.kind == "opening":
            for _verb, inner in self.clauses:
                if inner.first > subject.first:
                    return self.resolve(inner)
        return "", False

    def _to_writer(self, before: int) -> bool:
        """Does the sentence tell before a token what the writer asked: "to my question", "when I asked"?"""
        return any(low in ("my", "i") for low in self.tokens.low[self.first : min(before, self.first + 3)])

    def unnamed(self) -> str:
        """Who acts where a telegram leaves it out: the writer in "Told him that", the last speaker in "Added that"."""
        following = self.tokens.low[self.first + 1 : self.first + 2]
        named = self.tokens.kinds[self.first + 1 : self.first + 2] == [NAME]
        return self.cast.author if named or following in (["him"], ["her"], ["them"]) else self.cast.last_subject

    def shared(self, before: int, tense: str) -> tuple[str, bool]:
        """The subject of the clause before, whose verb goes on: "Orlo nodded and said"."""
        chosen: Subject | None = None
        for verb, subject in self.clauses:
            if verb >= before and chosen is not None:
                break
            if verb < before or subject.first < before:
                chosen = subject
        if chosen is None or chosen.kind == "shared":
            return "", False
        return self.resolve(chosen, tense)

    def acting(self, before: int) -> list[str]:
        """Who acts in this sentence before a token, the nearest first."""
        found = []
        for _verb, subject in reversed(self.clauses):
            if subject.first < before and subject.kind == "name" and subject.ref:
                found.append(subject.ref)
        return found

    def _named(self, before: int) -> list[str]:
        """People named before a token, the nearest first, those in a possessive left out."""
        refs, low, names = self.tokens.refs, self.tokens.low, self.tokens.names
        found = []
        for index in reversed(names[bisect_left(names, self.first) : bisect_left(names, min(before, self.last))]):
            if refs[index] and not (index + 1 < self.last and low[index + 1] == "'s"):
                found.append(refs[index])
        return found

    def addressee(self, head: Head) -> str:
        """Who is spoken to, where the sentence says so."""
        index = head.complement.addressee
        if index < 0 or index >= self.last:
            return ""
        tokens = self.tokens
        if tokens.kinds[index] == NAME:
            return tokens.refs[index]
        if tokens.low[index] in ("me", "us"):
            return self.cast.author
        if tokens.low[index] in ("him", "her"):
            pronoun = "he" if tokens.low[index] == "him" else "she"
            named = [ref for ref in self._named(index) if self.cast.fits(ref, pronoun)]
            return named[0] if named and self.resolve(head.subject)[0] == self.cast.author else ""
        if tokens.kinds[index] == WORD and tokens.tags[index] & PERSON:
            first = index
            while first > self.first and not tokens.tags[first] & DETERMINER and index - first < 5:
                first -= 1
            return self.cast.described(tokens.low[first : index + 1])[0]
        return ""

    def plural_refs(self, subject: Subject) -> list[str]:
        """The people of "Orlo and Vesk"."""
        tokens = self.tokens
        low = max(self.first, subject.first - 8)
        return [
            tokens.refs[index]
            for index in range(low, subject.last + 1)
            if tokens.kinds[index] == NAME and tokens.refs[index]
        ]
