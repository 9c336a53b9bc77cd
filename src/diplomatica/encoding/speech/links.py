"""A speech while it is read, and how one speech of a sentence stands to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diplomatica.encoding.model import SaidFound
from diplomatica.encoding.speech import subjects
from diplomatica.encoding.speech.heads import Head
from diplomatica.encoding.speech.lexicon import ADVERB, AUXILIARY, PAST
from diplomatica.encoding.speech.sentence import Sentence


@dataclass(slots=True)
class Speech:
    """A speech that is being read: its parts are (passage, start, end), one a passage."""

    who: str
    to_whom: str
    direct: bool = False
    low: bool = False
    rule: str = "speech.said"
    parts: list[tuple[int, int, int]] = field(default_factory=list)
    questions: bool = False
    awaits: bool = False
    announced: bool = False
    verbatim: bool = False
    shifted: bool = False

    def extend(self, passage: int, start: int, end: int) -> None:
        """The speech goes on to `end` of a passage, in which it starts at `start`."""
        if end <= start:
            return
        parts = self.parts
        if parts and parts[-1][0] == passage:
            parts[-1] = (passage, parts[-1][1], end)
        else:
            parts.append((passage, start, end))


def continues(head: Head) -> bool:
    """Does the head share the subject of the one before it: "he understood and requested that"?"""
    return head.subject.kind == "shared"


def joined(sentence: Sentence, head: Head) -> bool:
    """Does a clause of the first rank begin with the subject of this head: ", but Orlo replied that"?"""
    tokens = sentence.tokens
    index = head.subject.first - 1
    while index > sentence.first and tokens.tags[index] & ADVERB and tokens.low[index] not in ("and", "but"):
        index -= 1
    low = tokens.low[index]
    if low in (";", ","):
        return True
    return low in ("but", "while", "whereas", "and") and tokens.low[index - 1] in (",", ";", "—", "–", "--")


def matrix(sentence: Sentence, before: Head, head: Head) -> bool:
    """Does "and added that" go on from the narrator's verb, and not from a verb of what was said?

    "had come and added that" may be either; a person of the speech who acts in the pluperfect keeps the verb.
    """
    tokens = sentence.tokens
    for index in range(head.verb - 1, before.complement.first - 1, -1):
        tags = tokens.tags[index]
        if tags & (AUXILIARY | PAST) and not tags & ADVERB:
            if tokens.low[index] in ("had", "has", "have"):
                subject = subjects.before(tokens, index, before.complement.first)
                return subject.kind == "pronoun" and subject.word in ("he", "she", "i")
            return True
    return True


def nested(found: Sequence[SaidFound]) -> list[SaidFound]:
    """Those speeches that lie within the one before or after it; one that overlaps is left out."""
    kept: list[SaidFound] = []
    stack: list[SaidFound] = []
    for said in found:
        while stack and (stack[-1].passage != said.passage or stack[-1].end <= said.start):
            stack.pop()
        if stack and said.end > stack[-1].end:
            continue
        if stack and (said.start, said.end) == (stack[-1].start, stack[-1].end):
            continue
        kept.append(said)
        stack.append(said)
    return kept
