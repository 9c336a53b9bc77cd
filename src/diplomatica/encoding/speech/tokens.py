"""A paragraph as a row of tokens: words, names, quotations and the marks that part clauses.

Square brackets are the editor's and stand for nothing here: "asked [me] to" reads as "asked me to". A name is one token
whatever its length, and so is a name with what brackets say of it ("Orlo [Orlow]", "Vesk [the Sylvanian envoy]").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, compress, count

from diplomatica.encoding import sentences
from diplomatica.encoding.model import Mention, Passage
from diplomatica.encoding.pieces import Cutter
from diplomatica.encoding.speech import quotes
from diplomatica.encoding.speech.lexicon import (
    ADVERB,
    AUXILIARY,
    CLAUSE_FLAG,
    MARK_FLAG,
    OPENING_FLAG,
    PAST,
    QUOTED,
    SAY,
    STOP_FLAG,
    TELL,
    THIRD,
    Lexicon,
)
from diplomatica.encoding.speech.shorts import Shorts

WORD, NAME, BODY, PLACE, QUOTE, MARK = range(6)
"""Kinds of token: a word, a person, an organisation, a place, a quotation, a mark of punctuation."""


# Underscores are made spaces before, so that "\w" holds letters and digits alone.
_TOKEN = re.compile(r"\w++(?:['\-]\w++)*+|[,;:()—–?]|--++|'s(?!\w)")
_CUTTER = Cutter(re.compile(f"({_TOKEN.pattern})"), str)
_KINDS = {"person": NAME, "org": BODY, "place": PLACE}
_LONGEST_GLOSS = 80
_CLAUSE = AUXILIARY | PAST | THIRD
_MEANT = frozenset({"he", "she", "him", "her"})


def _table(flag: int, value: int) -> bytes:
    """What `bytes.translate` needs to turn flags into `value` where `flag` is set, else into 0."""
    return bytes(value if number & flag else 0 for number in range(256))


_TELLS_CLAUSE, _OPENS, _KIND = _table(CLAUSE_FLAG, 1), _table(OPENING_FLAG, 1), _table(MARK_FLAG, MARK)
_STOPS = _table(STOP_FLAG, 1)


class Tokens:
    """The tokens of a passage, in lists that run in step.

    `low` is the word in lower case (the mark itself for marks, "" for names and quotations), `tags` its bits in the
    lexicon, `refs` the person meant by a name. `sentences` are spans of tokens with the span of text of each:
    (first token, end token, start, end). `shorts` are abbreviations that stand for a person ("M."), `own` is the author
    where he says "I": an office alone then means somebody else. `events` are the tokens that tell clauses, `openings`
    those at which somebody's words may begin, `stops` those at which the search for such words stops, `names` those
    that name a person.
    """

    __slots__ = (
        "ends",
        "events",
        "kinds",
        "low",
        "names",
        "openings",
        "quotations",
        "refs",
        "sentences",
        "starts",
        "stops",
        "tags",
        "text",
    )

    def __init__(
        self, passage: Passage, lexicon: Lexicon, inside: bool = False, shorts: Shorts | None = None, own: str = ""
    ) -> None:
        self.text = text = passage.text
        plain = text.replace("’", "'").replace("_", " ")
        small = plain.lower()
        # a few capitals grow when they are made small; positions go before case then
        if len(small) != len(text):
            small = plain
        self.quotations = quotes.find(text, inside) if inside or quotes.marks(text) else ()
        between, low = _CUTTER.cut(small)
        pieces = [""] * (len(between) + len(low))
        pieces[::2], pieces[1::2] = between, low
        places = list(accumulate(map(len, pieces)))
        self.starts: list[int] = places[:-1:2]
        self.ends: list[int] = places[1::2]
        months = _months(text, low, self.starts) if "May" in text else ()
        islands = self._islands(passage.mentions, shorts, own)
        special: list[tuple[int, int, str]] = []
        if islands:
            low, special = self._merge(islands, low, small, lexicon)
        self.low = low
        self.tags: list[int] = list(map(lexicon.tags.__getitem__, low))
        flags = bytes(map(lexicon.flags.__getitem__, low))
        self.kinds: list[int] = list(flags.translate(_KIND))
        self.events = list(compress(count(), flags.translate(_TELLS_CLAUSE)))
        self.openings = list(compress(count(), flags.translate(_OPENS)))
        self.stops = list(compress(count(), flags.translate(_STOPS)))
        self.refs: list[str] = [""] * len(low)
        self.names: list[int] = []
        for index, kind, ref in special:
            self.kinds[index] = kind
            self.refs[index] = ref
            if kind == NAME:
                self.names.append(index)
            elif kind == QUOTE:
                self.tags[index] = QUOTED
                self.openings.append(index)
        if self.quotations:
            self.openings.sort()
        for start in months:
            index = bisect_left(self.starts, start)
            if self.starts[index : index + 1] == [start] and low[index] == "may":
                self.tags[index] = 0
        self.sentences = self._cut()

    def tagged(self, first: int, last: int, mask: int) -> bool:
        """Does one of the tokens from `first` to before `last` carry one of the tags of `mask`?"""
        return any(map(mask.__and__, self.tags[first:last]))

    def _islands(self, mentions: Sequence[Mention], shorts: Shorts | None, own: str) -> list[tuple[int, int, int, str]]:
        """What is one token whatever stands in it: quotations and names, in order."""
        quoted = [(quotation.start, quotation.end) for quotation in self.quotations]
        islands = [(start, end, QUOTE, "") for start, end in quoted]
        for mention in mentions:
            start, end, ref = mention.start, mention.end, mention.ref
            if own and mention.core is None and ref == own:
                continue
            if quoted:
                index = bisect_left(quoted, (start + 1, -1)) - 1
                if index >= 0 and start < quoted[index][1]:
                    continue
            if shorts is not None:
                ref = shorts.meant(self.text[start:end]) or ref
            islands.append((start, end, _KINDS[mention.kind], ref))
        if shorts is not None:
            islands += [(start, end, NAME, ref) for start, end, ref in shorts.find(self.text)]
        if quoted or shorts is not None:
            islands.sort(key=lambda island: (island[0], -island[1]))
        return islands

    def _merge(
        self, islands: list[tuple[int, int, int, str]], old_low: list[str], small: str, lexicon: Lexicon
    ) -> tuple[list[str], list[tuple[int, int, str]]]:
        """Put one token in the place of all those that an island holds.

        Gives the words of all tokens, and the tokens that are more than a word or mark: index, kind and ref.
        """
        text = self.text
        old_starts, old_ends = self.starts, self.ends
        starts: list[int] = []
        ends: list[int] = []
        low: list[str] = []
        special: list[tuple[int, int, str]] = []
        done = 0
        position = 0
        for start, end, kind, ref in islands:
            if start < position or end <= start:
                continue
            first = bisect_left(old_starts, start, done)
            if first > done:
                starts += old_starts[done:first]
                ends += old_ends[done:first]
                low += old_low[done:first]
                if kind == NAME and low[-1] in _MEANT and text[starts[-1] + len(low[-1]) : start] == " [":
                    # "he [Orlo]": the pronoun keeps who is meant
                    special.append((len(low) - 1, WORD, ref))
                    position = max(end, text.find("]", end, end + _LONGEST_GLOSS))
                    done = bisect_left(old_starts, position, first)
                    continue
                if ends[-1] > start:
                    # a word that goes into the name: "ex-Orlo"
                    if lexicon.flags[low[-1]] & MARK_FLAG:
                        special.append((len(low) - 1, MARK, ""))
                    ends[-1] = start
                    low[-1] = small[starts[-1] : start]
            if (
                kind == NAME
                and ref
                and special
                and special[-1] == (len(low) - 1, NAME, ref)
                and not text[ends[-1] : start].strip(" [](")
            ):
                ends[-1] = end
            else:
                special.append((len(low), kind, ref))
                starts.append(start)
                ends.append(end)
                low.append("")
            if kind == NAME and text.startswith(" [", end):
                end = self._gloss(end, small, lexicon)
                ends[-1] = end
            position = end
            done = bisect_left(old_starts, end, first)
            if done > first and old_ends[done - 1] > end:
                # what is left of a word: the "'s" of "Orlo's"
                for match in _TOKEN.finditer(small, end, old_ends[done - 1]):
                    starts.append(match.start())
                    ends.append(match.end())
                    low.append(match.group())
                position = max(position, old_ends[done - 1])
        starts += old_starts[done:]
        ends += old_ends[done:]
        low += old_low[done:]
        self.starts, self.ends = starts, ends
        return low, special

    def _gloss(self, end: int, small: str, lexicon: Lexicon) -> int:
        """The end of a name with the brackets after it that say who it is; a bracket with a verb is no such thing.

        before  "Orlo [the envoy] came", "Orlo [said] that"
        after   "Orlo [the envoy]" is the name, "Orlo" alone is
        """
        close = self.text.find("]", end, end + _LONGEST_GLOSS)
        if close < 0 or self.text.find("[", end + 2, close) >= 0:
            return end
        words = _TOKEN.findall(small, end, close)
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
        text, starts, quotations = self.text, self.starts, self.quotations
        cuts: list[tuple[int, int]] = []
        inner = 0
        for start, end in sentences.split(text):
            while inner < len(quotations) and quotations[inner].end <= start:
                inner += 1
            if cuts and ((inner < len(quotations) and quotations[inner].start < start) or self._in_name(start)):
                cuts[-1] = (cuts[-1][0], end)
            else:
                cuts.append((start, end))
        found: list[tuple[int, int, int, int]] = []
        first = 0
        for start, end in cuts:
            last = bisect_left(starts, end, first)
            at = start
            if self.names and text.find(".", start, end - 1) >= 0:
                for index in self._names_after_stops(first + 1, last):
                    stop = starts[index]
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
        names = self.names
        return [
            index
            for index in names[bisect_left(names, first) : bisect_left(names, last)]
            if self._begins_after_abbreviation(index, last)
        ]

    def _begins_after_abbreviation(self, index: int, limit: int) -> bool:
        start = self.starts[index]
        if not self.text.endswith(". ", 0, start) or self.text[max(0, start - 4) : start - 3] != ".":
            return False
        verb = index + 1
        while verb < limit and self.tags[verb] & ADVERB:
            verb += 1
        return verb < limit and bool(self.tags[verb] & (SAY | TELL)) and bool(self.tags[verb] & (PAST | THIRD))


def _months(text: str, low: list[str], starts: list[int]) -> list[int]:
    """Where "May" is the month and no verb: "3 May"."""
    found = []
    index = -1
    for _ in range(low.count("may")):
        index = low.index("may", index + 1)
        if text[starts[index]] == "M":
            beside = low[max(0, index - 1) : index] + low[index + 1 : index + 2]
            if any(word.isdigit() for word in beside):
                found.append(starts[index])
    return found
