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
_KINDS = {"person": NAME, "org": BODY, "place": PLACE}


class Tokens:
    """The tokens of a passage, in lists that run in step.

    `low` is the word in lower case (the mark itself for marks, "" for names and quotations), `tags` its bits in the
    lexicon, `refs` the person meant by a name. `sentences` are spans of tokens with the span of text of each:
    (first token, end token, start, end).
    """

    __slots__ = ("ends", "kinds", "low", "mentions", "quotations", "refs", "sentences", "starts", "tags", "text")

    def __init__(self, passage: Passage, lexicon: Lexicon, inside: bool = False) -> None:
        self.text = passage.text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[int] = []
        self.low: list[str] = []
        self.tags: list[int] = []
        self.refs: list[str] = []
        self.mentions: list[Mention | None] = []
        self.quotations = quotes.find(passage.text, inside) if inside or quotes.marks(passage.text) else ()
        self._read(passage.mentions, lexicon)
        self.sentences = self._cut()

    def _read(self, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        islands: list[tuple[int, int, int, str, Mention | None]] = [
            (quotation.start, quotation.end, QUOTE, "", None) for quotation in self.quotations
        ]
        quoted = [(quotation.start, quotation.end) for quotation in self.quotations]
        for mention in mentions:
            index = bisect_left(quoted, (mention.start + 1, -1)) - 1
            if index >= 0 and mention.start < quoted[index][1]:
                continue
            islands.append((mention.start, mention.end, _KINDS[mention.kind], mention.ref, mention))
        islands.sort(key=lambda island: (island[0], -island[1]))
        position = 0
        for start, end, kind, ref, mention in islands:
            if start < position:
                continue
            self._words(position, start, lexicon)
            if not self._same_name(start, kind, ref):
                self._add(start, end, kind, "", 0, ref, mention)
            else:
                self.ends[-1] = end
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
        tags = lexicon.tags
        for match in _TOKEN.finditer(self.text, start, end):
            word = match.group()
            low = word.lower().replace("’", "'")
            if word[0].isalnum():
                bits = tags.get(low)
                if bits is None:
                    bits = ADVERB if low.endswith("ly") and len(low) > 4 else 0
                self._add(match.start(), match.end(), WORD, low, bits, "", None)
            else:
                self._add(match.start(), match.end(), MARK, low, 0, "", None)

    def _add(self, start: int, end: int, kind: int, low: str, tags: int, ref: str, mention: Mention | None) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)
        self.low.append(low)
        self.tags.append(tags)
        self.refs.append(ref)
        self.mentions.append(mention)

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
        token = 0
        for start, end in cuts:
            first = token
            while token < len(self.starts) and self.starts[token] < end:
                token += 1
            at = start
            for index in range(first + 1, token):
                if self.kinds[index] == NAME and self._begins_after_abbreviation(index, token):
                    stop = self.starts[index]
                    found.append((first, index, at, len(self.text[:stop].rstrip())))
                    first, at = index, stop
            if token > first:
                found.append((first, token, at, end))
        return tuple(found)

    def _begins_after_abbreviation(self, index: int, limit: int) -> bool:
        start = self.starts[index]
        if self.text[max(0, start - 2) : start] != ". " or self.text[max(0, start - 4) : start - 3] != ".":
            return False
        verb = index + 1
        while verb < limit and self.tags[verb] & ADVERB:
            verb += 1
        return verb < limit and bool(self.tags[verb] & (SAY | TELL)) and bool(self.tags[verb] & (PAST | THIRD))
