"""Where the writer of a record goes on behind a turn: paragraphs that are nobody's words.

    before  Mr. Tolke: We regret it. / Mr. Varro asked whether that was all. / The meeting rose at 5 p.m.
    after   <sp><speaker>Mr. Tolke:</speaker><p>We regret it.</p></sp>
            <p>Mr. Varro asked whether that was all.</p><p>The meeting rose at 5 p.m.</p>

Why: a paragraph in a turn says that its speaker spoke it. A long speech has paragraphs too, so that the turn ends where
the words are those of a record for certain; where they only may be, a person is asked. Whoever says "I" or "you" goes
on with the speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from typing import Literal

from diplomatica.encoding.header.genre import genre
from diplomatica.encoding.structure.model import Found
from diplomatica.encoding.structure.turns import is_turn
from diplomatica.encoding.structure.words import lists, source_of, words_of

CODE = "STR62"
Verdict = Literal["speech", "narrative", "open"]
_RECORDS = frozenset(["conversation", "minutes", "protocol", "memorandum"])
_QUOTED = re.compile(r"[“„\"«»][^”“\"«»]*[”“\"«»]")
_SPOKEN = re.compile(
    r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Uu]s|[Mm]e|[Oo]urselves|[Mm]yself|[Ll]et’?'?s|[Ii]ch|[Ww]ir|mein\w*|[Uu]nser\w*|[Uu]ns)\b"
)
_RESOLVED = re.compile(
    r"(?:RESOLVED|DECIDED|AGREED|ORDERED|BESCHLOSSEN|BESCHLUSS)\b[:,]?|(?:Resolved|Decided|Beschlossen|Beschluss):\s|"
    r"(?:IT WAS|ES WURDE) (?:RESOLVED|DECIDED|AGREED|ORDERED|BESCHLOSSEN)\b"
)
_LONGEST = 400  # characters: the formulas by which a record ends or votes are short
_LEADS = (
    r"(?:(?:At this point|At this|Then|Thereupon|Hereupon|In reply|In conclusion|Finally|Meanwhile|In response),?\s+)?"
)
_ADVERBS = r"(?:(?:then|also|again|now|thereupon|further|next|thus|only|himself|herself|dann|darauf|[a-z]+ly)\s+){0,2}"
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][\w’'-]*\.?"


@cache
def _formula() -> re.Pattern[str]:
    """How a record tells of its meeting: that it ended, that somebody voted, that notes were taken."""
    meeting = source_of("meeting_words")
    return re.compile(
        rf"""(?:[Ww]ith\ this,?|[Hh]ereupon,?|[Tt]hereupon,?|[Aa]t\ this\ point,?|[Hh]ere)?\s*(?:[Tt]he|[Tt]his)\s
             (?:[\w-]+\s){{0,2}}{meeting}\s(?:then\s|thus\s|thereupon\s|finally\s)?
             (?:rose|ended|closed|adjourned|concluded|broke\ up|lasted|resumed
                |was\s(?:then\s)?
                (?:adjourned|closed|suspended|resumed|called\ to\ order|concluded|over|broken\ off|opened))\b
           | [Aa]\ (?:recorded\ |secret\ )?vote\ (?:was|on)\b | The\ vote\ (?:was|on|resulted)\b
           | (?:The|An?)\ (?:[\w,-]+\s){{1,9}}?(?:was|were)\s(?:then\s|thus\s|thereupon\s)?
             (?:adopted|carried|rejected|approved|defeated|not\ adopted)\b
           | (?:[Tt]here\ (?:followed|ensued)\ an?|An?\ (?:[\w-]+\s){{1,5}}?(?:followed|ensued))\b
           | (?:The\ )?(?:[Nn]otes?|[Mm]inutes|[Rr]ecord)\s(?:was|were)\s(?:taken|kept|made|written|drawn\ up)\b
           | (?:Interpreted|Recorded|Drafted|Written\ down|Taken\ down)\ by\b
           | Die\ (?:Sitzung|Besprechung|Unterredung|Verhandlung)\s(?:wurde|endete|schloss|schloß|dauerte)\b
           | Das\ (?:Gespräch|Treffen)\s(?:wurde|endete|schloss|schloß|dauerte)\b""",
        re.X,
    )


@cache
def _subject() -> re.Pattern[str]:
    """A name or office with what it did, at the head of a paragraph."""
    titles = source_of("turn_titles")
    # What people do in a meeting: preterites, in German with -te.
    verb = rf"(?:{source_of('record_verbs')}|[a-zäöüß]+(?:ed|te)\b(?!\s+by\b))"
    return re.compile(
        rf"{_LEADS}(?:(?:[Tt]he|[Dd]er|[Dd]ie)\s+(?P<office>(?i:{titles}\.?)(?:\s+{_NAME}){{0,2}})"
        rf"|(?P<name>(?:(?i:{titles})\.?\s+|Herr\s+|Frau\s+)*{_NAME}(?:\s+{_NAME}){{0,3}}))"
        rf"\s+{_ADVERBS}{verb}"
    )


@cache
def _past() -> re.Pattern[str]:
    return re.compile(rf"\b(?:was|were|had|did|{source_of('record_verbs')}|[a-z]{{3,}}ed)\b")


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for title in lists()["turn_titles"] for word in title.split()) | {"herr", "frau", "the"}


class Teller:
    """Knows of one document who is present in it, and whether its writer tells what they did."""

    def __init__(self, speakers: frozenset[str], found: Found, texts: Iterable[str]) -> None:
        self.speakers = speakers
        self.record = bool(speakers) and is_record(found.genre, (slot.block.text for slot in found.heads))
        self.present: frozenset[str] = frozenset()
        self.mixed = False
        if speakers:
            offices = words_of(slot.block.text for slot in found.heads) & _titles()
            self.present = offices | words_of([*speakers, *(slot.block.text for slot in found.participants)])
            self.mixed = any(
                tells(text, self.present) for text in takewhile(lambda text: not is_turn(text, speakers), texts)
            )

    def verdict(self, text: str, speaker: str) -> Verdict:
        """What a paragraph behind a turn is: speech that goes on, the narrative of the record, or open.

        `speaker` is the label of the turn.
        """
        if _RESOLVED.match(text):
            return "narrative"
        if _SPOKEN.search(_QUOTED.sub(" ", text)):
            return "speech"
        if _formula().match(text) and len(text) <= _LONGEST:
            return "narrative"
        match = _subject().match(text)
        if match is not None:
            others = _meant(match)
            if others & (words_of([speaker]) - _titles()) or (others & self.present and (self.mixed or self.record)):
                self.mixed = True
                return "narrative"
            if others & self.present:
                return "open"
        return "open" if self.mixed and _past().search(text) else "speech"


def tells(text: str, present: frozenset[str]) -> bool:
    """Does the writer of a record tell in a paragraph what one of those present did?"""
    if _SPOKEN.search(_QUOTED.sub(" ", text)):
        return False
    match = _subject().match(text)
    return match is not None and bool(_meant(match) & present)


def _meant(subject: re.Match[str]) -> frozenset[str]:
    """The words of a subject that tell who it is: its names; of an office without a name the office."""
    words = words_of([subject["name"] or subject["office"]])
    names = words - _titles()
    return names if names or subject["name"] else words


def is_record(kind: str, heads: Iterable[str]) -> bool:
    """Is a document, by what is known of it or by its headings, one that tells what was said, not word for word?"""
    return (kind or genre(" ".join(heads))) in _RECORDS
