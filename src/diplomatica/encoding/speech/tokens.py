"""A paragraph as a row of tokens: words, names, quotations and the marks that part clauses.

Square brackets are the editor's and stand for nothing here: "asked [me] to" reads as "asked me to". A name is one token
whatever its length, and so is a name with its other form in brackets ("Orlo [Orlow]").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from diplomatica.encoding import sentences
from diplomatica.encoding.model import Mention, Passage
from diplomatica.encoding.speech import quotes
from diplomatica.encoding.speech.lexicon import ADVERB, PAST, SAY, TELL, THIRD, Lexicon

WORD, NAME, BODY, PLACE, QUOTE, MARK = range(6)
"""Kinds of token: a word, a person, an organisation, a place, a quotation, a mark of punctuation."""

_TOKEN = re.compile(r"['’]s(?![^\W_])|[^\W_]+(?:['’\-][^\W_]+)*|--+|[,;:()—–?]")
_MARKS = frozenset([",", ";", ":", "(", ")", "—", "–", "?", "--", "---", "'s"])
_SHORT = 4
_KINDS = {"person": NAME, "org": BODY, "place": PLACE}


class Tokens:
    """The tokens of a passage, in lists that run in step.

    `low` is the word in lower case (the mark itself for marks, "" for names and quotations), `tags` its bits in the
    lexicon, `refs` the person meant by a name. `sentences` are spans of tokens with the span of text of each:
    (first token, end token, start, end).
    """

    __slots__ = ("_small", "ends", "kinds", "low", "quotations", "refs", "sentences", "starts", "tags", "text")

    def __init__(self, passage: Passage, lexicon: Lexicon, inside: bool = False) -> None:
        self.text = passage.text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[int] = []
        self.low: list[str] = []
        self.tags: list[int] = []
        self.refs: list[str] = []
        small = passage.text.lower().replace("’", "'")
        # a few capitals grow when they are made small; positions go before case then
        self._small = small if len(small) == len(passage.text) else passage.text.replace("’", "'")
        self.quotations = quotes.find(passage.text, inside) if inside or quotes.marks(passage.text) else ()
        self._read(passage.mentions, lexicon)
        self.sentences = self._cut()

    def _read(self, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        quoted = [(quotation.start, quotation.end) for quotation in self.quotations]
        islands = [(start, end, QUOTE, "") for start, end in quoted]
        for mention in mentions:
            index = bisect_left(quoted, (mention.start + 1, -1)) - 1
            if index < 0 or mention.start >= quoted[index][1]:
                islands.append((mention.start, mention.end, _KINDS[mention.kind], mention.ref))
        if quoted:
            islands.sort(key=lambda island: (island[0], -island[1]))
        position = 0
        for start, end, kind, ref in islands:
            if start < position or end <= start:
                continue
            self._words(position, start, lexicon)
            if self._same_name(start, kind, ref):
                self.ends[-1] = end
            else:
                self._name(start, end, kind, ref)
            position = end
        self._words(position, len(self.text), lexicon)

    def _same_name(self, start: int, kind: int, ref: str) -> bool:
        """Is the name at `start` only another form of the name before it?"""
        return (
            kind == NAME
            and bool(self.kinds)
            and self.kinds[-1] == NAME
            and bool(ref)
            and self.refs[-1] == ref
            and self.text[self.ends[-1] : start].strip(" [](") == ""
        )

    def _words(self, start: int, end: int, lexicon: Lexicon) -> None:
        if end <= start:
            return
        spans = [match.span() for match in _TOKEN.finditer(self.text, start, end)]
        if not spans:
            return
        small, tags = self._small, lexicon.tags
        lows = [small[first:last] for first, last in spans]
        self.low.extend(lows)
        self.starts.extend([span[0] for span in spans])
        self.ends.extend([span[1] for span in spans])
        self.tags.extend(
            [tags[low] if low in tags else ADVERB if low[-2:] == "ly" and len(low) > _SHORT else 0 for low in lows]
        )
        self.kinds.extend([MARK if low in _MARKS else WORD for low in lows])
        self.refs.extend([""] * len(lows))

    def _name(self, start: int, end: int, kind: int, ref: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)
        self.low.append("")
        self.tags.append(0)
        self.refs.append(ref)

    def _cut(self) -> tuple[tuple[int, int, int, int], ...]:
        """The sentences; a quotation is never cut, and a name with a verb of saying starts one after "the U.S."."""
        cuts: list[tuple[int, int]] = []
        inner = 0
        for start, end in sentences.split(self.text):
            while inner < len(self.quotations) and self.quotations[inner].end <= start:
                inner += 1
            if cuts and inner < len(self.quotations) and self.quotations[inner].start < start:
                cuts[-1] = (cuts[-1][0], end)
            else:
                cuts.append((start, end))
        found: list[tuple[int, int, int, int]] = []
        first = 0
        for start, end in cuts:
            last = bisect_left(self.starts, end)
            at = start
            for index in self._names_after_stops(first + 1, last):
                stop = self.starts[index]
                found.append((first, index, at, stop - 1))
                first, at = index, stop
            if last > first:
                found.append((first, last, at, end))
            first = last
        return tuple(found)

    def _names_after_stops(self, first: int, last: int) -> list[int]:
        """Names in a sentence that begin one of their own, because an abbreviation ended the sentence before."""
        return [
            index
            for index in range(first, last)
            if self.kinds[index] == NAME and self._begins_after_abbreviation(index, last)
        ]

    def _begins_after_abbreviation(self, index: int, limit: int) -> bool:
        start = self.starts[index]
        if self.text[max(0, start - 2) : start] != ". " or self.text[max(0, start - 4) : start - 3] != ".":
            return False
        verb = index + 1
        while verb < limit and self.tags[verb] & ADVERB:
            verb += 1
        return verb < limit and bool(self.tags[verb] & (SAY | TELL)) and bool(self.tags[verb] & (PAST | THIRD))
