"""A paragraph as a row of tokens: words, names, quotations and the marks that part clauses.

Square brackets are the editor's and stand for nothing here: "asked [me] to" reads as "asked me to". A name is one token
whatever its length, and so is a name with what brackets say of it ("Orlo [Orlow]", "Vesk [the Sylvanian envoy]").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, compress, count, repeat

from diplomatica.encoding import sentences
from diplomatica.encoding.model import Mention, Passage
from diplomatica.encoding.speech import quotes
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    MARK_SIGNS,
    MARKS,
    PAST,
    QUOTED,
    SAY,
    TELL,
    THIRD,
    Lexicon,
)
from diplomatica.encoding.speech.shorts import Shorts

WORD, NAME, BODY, PLACE, QUOTE, MARK = range(6)
"""Kinds of token: a word, a person, an organisation, a place, a quotation, a mark of punctuation."""

_TOKEN = re.compile(r"(['’]s(?![^\W_])|[^\W_]+(?:['’\-][^\W_]+)*|--+|[,;:()—–?])")
_ALONE = re.compile(r"['’]s(?![^\W_])|[^\W_]+(?:['’\-][^\W_]+)*|--+|[,;:()—–?]")
_KINDS = {"person": NAME, "org": BODY, "place": PLACE}
_LONGEST_GLOSS = 80
_MARK_KINDS = dict.fromkeys(MARK_SIGNS, MARK)
_CLAUSE = AUXILIARY | PAST | THIRD


class Tokens:
    """The tokens of a passage, in lists that run in step.

    `low` is the word in lower case (the mark itself for marks, "" for names and quotations), `tags` its bits in the
    lexicon, `refs` the person meant by a name. `sentences` are spans of tokens with the span of text of each:
    (first token, end token, start, end). `shorts` are abbreviations that stand for a person ("M."), `own` is the author
    where he says "I": an office alone then means somebody else. `events` are the tokens that tell clauses, `openings`
    those at which somebody's words may begin.
    """

    __slots__ = (
        "ends",
        "events",
        "kinds",
        "low",
        "openings",
        "quotations",
        "refs",
        "sentences",
        "starts",
        "tags",
        "text",
    )

    def __init__(
        self, passage: Passage, lexicon: Lexicon, inside: bool = False, shorts: Shorts | None = None, own: str = ""
    ) -> None:
        self.text = text = passage.text
        small = text.lower().replace("’", "'")
        # a few capitals grow when they are made small; positions go before case then
        if len(small) != len(text):
            small = text.replace("’", "'")
        self.quotations = quotes.find(text, inside) if inside or quotes.marks(text) else ()
        pieces = _TOKEN.split(small)
        places = list(accumulate(map(len, pieces)))
        self.low: list[str] = pieces[1::2]
        self.starts: list[int] = places[:-1:2]
        self.ends: list[int] = places[1::2]
        self.tags: list[int] = list(map(lexicon.tags.__getitem__, self.low))
        self.kinds: list[int] = list(map(_MARK_KINDS.get, self.low, repeat(WORD)))
        self.refs: list[str] = [""] * len(self.low)
        if "May" in text:
            self._month()
        self._merge(self._islands(passage.mentions, shorts, own), small, lexicon)
        self.events = list(compress(count(), map(lexicon.events.__getitem__, self.low)))
        self.openings = list(compress(count(), map(lexicon.openings.__getitem__, self.low)))
        if self.quotations:
            self.openings += [index for index, kind in enumerate(self.kinds) if kind == QUOTE]
            self.openings.sort()
        self.sentences = self._cut()

    def _month(self) -> None:
        """ "3 May" is no verb."""
        for index, low in enumerate(self.low):
            if low == "may" and self.text[self.starts[index]] == "M":
                beside = self.low[max(0, index - 1) : index] + self.low[index + 1 : index + 2]
                if any(word.isdigit() for word in beside):
                    self.tags[index] = 0

    def _islands(self, mentions: Sequence[Mention], shorts: Shorts | None, own: str) -> list[tuple[int, int, int, str]]:
        """What is one token whatever stands in it: quotations and names, in order."""
        quoted = [(quotation.start, quotation.end) for quotation in self.quotations]
        islands = [(start, end, QUOTE, "") for start, end in quoted]
        for mention in mentions:
            if own and mention.core is None and mention.ref == own:
                continue
            index = bisect_left(quoted, (mention.start + 1, -1)) - 1
            if index < 0 or mention.start >= quoted[index][1]:
                meant = shorts.meant(self.text[mention.start : mention.end]) if shorts is not None else ""
                islands.append((mention.start, mention.end, _KINDS[mention.kind], meant or mention.ref))
        if shorts is not None:
            islands += [(start, end, NAME, ref) for start, end, ref in shorts.find(self.text)]
        if quoted or shorts is not None:
            islands.sort(key=lambda island: (island[0], -island[1]))
        return islands

    def _merge(self, islands: list[tuple[int, int, int, str]], small: str, lexicon: Lexicon) -> None:
        """Put one token in the place of all those that an island holds."""
        if not islands:
            return
        starts, ends, kinds, low, tags, refs = [], [], [], [], [], []
        old_starts, old_ends = self.starts, self.ends
        old = (self.low, self.tags, self.kinds)
        done = 0
        position = 0
        for start, end, kind, ref in islands:
            if start < position or end <= start:
                continue
            first = bisect_left(old_starts, start, done)
            if kind == NAME and first > done and self._means(old_starts[first - 1], start, old[0][first - 1]):
                # "he [Orlo]": the pronoun keeps who is meant
                close = self.text.find("]", end, end + _LONGEST_GLOSS)
                refs += [""] * (first - done - 1) + [ref]
                starts += old_starts[done:first]
                ends += old_ends[done:first]
                low += old[0][done:first]
                tags += old[1][done:first]
                kinds += old[2][done:first]
                position = max(end, close)
                done = bisect_left(old_starts, position, first)
                continue
            starts += old_starts[done:first]
            ends += old_ends[done:first]
            low += old[0][done:first]
            tags += old[1][done:first]
            kinds += old[2][done:first]
            refs += [""] * (first - done)
            if starts and ends[-1] > start:
                # a word that goes into the name: "ex-Orlo"
                ends[-1] = start
                low[-1] = small[starts[-1] : start]
                tags[-1] = lexicon.tags[low[-1]]
            if (
                kind == NAME
                and kinds
                and kinds[-1] == NAME
                and ref
                and refs[-1] == ref
                and not self.text[ends[-1] : start].strip(" [](")
            ):
                ends[-1] = end
            else:
                starts.append(start)
                ends.append(end)
                low.append("")
                tags.append(QUOTED if kind == QUOTE else 0)
                kinds.append(kind)
                refs.append(ref)
            if kind == NAME and self.text[end : end + 2] == " [":
                end = self._gloss(end, small, lexicon)
                ends[-1] = end
            position = end
            done = bisect_left(old_starts, end, first)
            if done > first and old_ends[done - 1] > end:
                # what is left of a word: the "'s" of "Orlo's"
                for match in _ALONE.finditer(small, end, old_ends[done - 1]):
                    starts.append(match.start())
                    ends.append(match.end())
                    low.append(match.group())
                    tags.append(lexicon.tags[low[-1]])
                    kinds.append(MARK if tags[-1] & MARKS else WORD)
                    refs.append("")
                position = max(position, old_ends[done - 1])
        starts += old_starts[done:]
        ends += old_ends[done:]
        low += old[0][done:]
        tags += old[1][done:]
        kinds += old[2][done:]
        refs += [""] * (len(old_starts) - done)
        self.starts, self.ends, self.low, self.tags, self.kinds, self.refs = starts, ends, low, tags, kinds, refs

    def _means(self, start: int, name: int, word: str) -> bool:
        """Does a name in brackets tell who a pronoun stands for: "he [Orlo]"?"""
        return word in ("he", "she", "him", "her") and self.text[start + len(word) : name] == " ["

    def _gloss(self, end: int, small: str, lexicon: Lexicon) -> int:
        """The end of a name with the brackets after it that say who it is; a bracket with a verb is no such thing.

        before  "Orlo [the envoy] came", "Orlo [said] that"
        after   "Orlo [the envoy]" is the name, "Orlo" alone is
        """
        close = self.text.find("]", end, end + _LONGEST_GLOSS)
        if close < 0 or self.text.find("[", end + 2, close) >= 0:
            return end
        words = _ALONE.findall(small, end, close)
        first = self.text[end + 2 : end + 3]
        if not words or (first.islower() and words[0] != "the" and len(words) == 1):
            return end
        if first.islower() and words[0] not in ("the", "a", "an", "then", "former", "later"):
            return end
        if any(lexicon.tags[word] & _CLAUSE for word in words):
            return end
        return close + 1

    def _cut(self) -> tuple[tuple[int, int, int, int], ...]:
        """The sentences; a quotation is never cut, and a name with a verb of saying starts one after "the U.S."."""
        cuts: list[tuple[int, int]] = []
        inner = 0
        for start, end in sentences.split(self.text):
            while inner < len(self.quotations) and self.quotations[inner].end <= start:
                inner += 1
            if (cuts and inner < len(self.quotations) and self.quotations[inner].start < start) or (
                cuts and self._in_name(start)
            ):
                cuts[-1] = (cuts[-1][0], end)
            else:
                cuts.append((start, end))
        found: list[tuple[int, int, int, int]] = []
        first = 0
        for start, end in cuts:
            last = bisect_left(self.starts, end)
            at = start
            if "." in self.text[start : end - 1]:
                for index in self._names_after_stops(first + 1, last):
                    stop = self.starts[index]
                    found.append((first, index, at, stop - 1))
                    first, at = index, stop
            if last > first:
                found.append((first, last, at, end))
            first = last
        return tuple(found)

    def _in_name(self, position: int) -> bool:
        """Does the position lie within a name: after the full stop of "MR. ORLO"?"""
        index = bisect_left(self.starts, position) - 1
        return index >= 0 and self.ends[index] > position

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
