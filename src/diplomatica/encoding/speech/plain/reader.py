"""The speech of a document in a language told by its data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diplomatica.encoding.model import Passage, SaidFound, Scene
from diplomatica.encoding.speech.lexicon import Lexicon
from diplomatica.encoding.speech.plain.language import Language
from diplomatica.encoding.speech.plain.stage import Stage
from diplomatica.encoding.speech.tokens import BODY, NAME, PLACE, QUOTE, WORD, Tokens

_BACK = 10
_FORTH = 14
_SHIFT = 9
_DASHES = frozenset({"—", "–", "--", "-", ","})
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Open:
    """A speech that goes on; `pending` says that it was announced and has not begun."""

    who: str
    to_whom: str
    passage: int
    start: int
    end: int
    pending: bool = False


def read(passages: Sequence[Passage], scene: Scene, language: Language, lexicon: Lexicon) -> tuple[SaidFound, ...]:
    """All that is said, by passage and start; a speech ends with its paragraph."""
    reader = _Reader(Stage(scene, passages, language), language)
    for index, passage in enumerate(passages):
        if passage.kind != "head":
            reader.passage(index, Tokens(passage, lexicon))
    reader.found.sort(key=lambda said: (said.passage, said.start, -said.end))
    kept: list[SaidFound] = []
    for said in reader.found:
        if not kept or kept[-1].passage != said.passage or said.start >= kept[-1].end:
            kept.append(said)
    return tuple(kept)


class _Reader:
    def __init__(self, stage: Stage, language: Language) -> None:
        self.found: list[SaidFound] = []
        self._stage = stage
        self._verbs = language.verbs
        self._words = language.words
        self._kinds = language.kinds
        self._drops = language.drops
        self._open: _Open | None = None
        self._announced: tuple[str, str] | None = None

    def passage(self, index: int, tokens: Tokens) -> None:
        """Read one paragraph."""
        announced, self._announced = self._announced, None
        for number, (first, last, start, end) in enumerate(tokens.sentences):
            if number == 0 and announced is not None and not self._acts(tokens, first, last):
                if tokens.kinds[first] == QUOTE:
                    self._add(index, tokens.starts[first], tokens.ends[first], *announced, True)
                    continue
                self._open = _Open(*announced, index, start, end)
            self._sentence(index, tokens, first, last, start, end)
        self._close()

    def _sentence(self, index: int, tokens: Tokens, first: int, last: int, start: int, end: int) -> None:
        goes_on = self._open
        verbs = self._acts(tokens, first, last)
        if goes_on is not None and not verbs and not self._meets(tokens, first, last):
            goes_on.start = start if goes_on.pending else goes_on.start
            goes_on.pending = False
            goes_on.end = end
            return
        self._close()
        for verb, who in verbs:
            if who:
                self._stage.spoke(who)
            if self._open is not None or not who:
                continue
            self._speech(index, tokens, verb, who, (first, last, end))
        if not verbs:
            self._source(index, tokens, first, last, end)

    def _speech(self, index: int, tokens: Tokens, verb: int, who: str, span: tuple[int, int, int]) -> None:
        """What is said after a verb, or before it: a quotation."""
        first, last, end = span
        groups = self._groups(tokens, verb)
        to_whom = self._stage.hearer(who)
        for at in range(max(first, verb - _BACK), verb):
            if tokens.kinds[at] == QUOTE and tokens.low[at + 1] in _DASHES and groups & {"say", "ask"}:
                self._add(index, tokens.starts[at], tokens.ends[at], who, to_whom, True)
        begin = self._complement(tokens, verb, last, groups)
        if begin is None:
            if "account" in groups:
                self._open = _Open(who, to_whom, index, end, end, True)
            return
        at, direct = begin
        if at >= last:
            self._announced = (who, to_whom)
        elif direct:
            self._add(index, tokens.starts[at], tokens.ends[at], who, to_whom, True)
        else:
            begins = tokens.starts[at] + self._elided(tokens.low[at])
            while begins > 0 and tokens.text[begins - 1] in '[(«“"':
                begins -= 1
            self._open = _Open(who, to_whom, index, begins, end)

    def _complement(self, tokens: Tokens, verb: int, last: int, groups: frozenset[str]) -> tuple[int, bool] | None:
        """(the first token of what was said, is it a quotation); None if nothing was said."""
        low, words = tokens.low, self._words
        if not groups & {"say", "ask"}:
            return None
        for at in range(verb + 1, min(last, verb + _FORTH)):
            if at + 1 < last and low[at] in words["bare"]:
                return at + 1, False
            if (low[at] in words["bare_question"] and "ask" in groups) or self._elided(low[at]):
                return at, False
            if tokens.kinds[at] == QUOTE:
                return (at, True) if low[at - 1] in (":", ",", "—") or at == verb + 1 else None
            if low[at] == ":":
                following = at + 1
                return following, following < last and tokens.kinds[following] == QUOTE
            if low[at] in (";", "?"):
                return None
            if low[at] == "," and at + 2 < last:
                if low[at + 1] in words["that"] and "say" in groups | self._also(low[at + 1]):
                    return at + 2, False
                asks = low[at + 1] in words["question"] or not words["particle"].isdisjoint(low[at + 2 : at + 5])
                if "ask" in groups and asks:
                    return at + 1, False
                if "say" in groups and not words["shifted"].isdisjoint(low[at + 2 : at + _SHIFT]):
                    return at + 1, False
            if at > verb + 1 and self._groups(tokens, at) and low[at - 1] not in words["that"]:
                return None
        return None

    def _elided(self, word: str) -> int:
        """The letters of a conjunction that stands joined to the next word ("qu'il"); 0 for any other word."""
        return next((len(short) for short in self._words["elided"] if word.startswith(short)), 0)

    def _also(self, word: str) -> frozenset[str]:
        """ "asked that": the conjunction makes a clause of a question verb too."""
        return frozenset({"say"}) if word in self._words["that"] else _NONE

    def _source(self, index: int, tokens: Tokens, first: int, last: int, end: int) -> None:
        """ "По словам посла, дорога открыта." """
        low, words = tokens.low, self._words
        if low[first] not in words["source_before"]:
            return
        for at in range(first + 1, min(last - 2, first + 3)):
            if low[at] not in words["source"]:
                continue
            who = ""
            if low[at - 1] in words["him"] | words["her"]:
                who = self._stage.pronoun(low[at - 1] in words["her"])
            for inner in range(at + 1, min(last, at + _BACK)):
                if low[inner] == ",":
                    if who and inner + 1 < last:
                        self._open = _Open(who, self._stage.hearer(who), index, tokens.starts[inner + 1], end)
                    return
                if tokens.kinds[inner] == NAME:
                    who = tokens.refs[inner]
                elif not who:
                    nouns = [noun for noun in self._kinds if _alike(low[inner], noun)]
                    who = self._stage.noun(nouns[0]) if nouns else ""

    def _acts(self, tokens: Tokens, first: int, last: int) -> list[tuple[int, str]]:
        """The verbs of the writer's own clauses that tell who acts, each with the one who does; "" for nobody known."""
        found: list[tuple[int, str]] = []
        limit = min(last, first + 60)
        at = first
        while at < limit:
            groups = self._groups(tokens, at)
            if groups:
                subject = self._subject(tokens, at, first, last)
                if subject is not None:
                    found.append((at, subject))
                elif found and tokens.low[at - 1] in self._words["joint"]:
                    found.append((at, found[-1][1]))
            low = tokens.low[at]
            if low == "," and at + 1 < limit and tokens.low[at + 1] in self._words["that"]:
                break
            if low == ":" or (found and (low in self._words["bare"] or self._elided(low))):
                break
            at += 1
        return found

    def _subject(self, tokens: Tokens, verb: int, first: int, last: int) -> str | None:
        """Who acts, read backwards from the verb, else the noun right after it; None if there is no person."""
        low, words = tokens.low, self._words
        if "i" in self._groups(tokens, verb):
            return None if low[verb - 1] in words["not"] and verb > first else self._stage.author
        for at in range(verb - 1, max(first, verb - _BACK) - 1, -1):
            kind = tokens.kinds[at]
            if kind == NAME:
                return tokens.refs[at]
            if kind == BODY:
                return None
            if low[at] in words["not"]:
                return None
            if kind != WORD:
                if low[at] in (":", ";"):
                    break
                continue
            if low[at] in words["i"]:
                return self._stage.author
            if low[at] in words["he"] or low[at] in words["she"]:
                return self._stage.pronoun(low[at] in words["she"])
            if low[at] in self._kinds:
                return self._stage.noun(low[at])
            if at < verb - 1 and self._groups(tokens, at):
                return None
        for at in range(verb + 1, min(last, verb + 4)):
            if tokens.kinds[at] == NAME:
                return tokens.refs[at]
            if low[at] in self._kinds:
                return self._stage.noun(low[at])
            if low[at] in words["he"] or low[at] in words["she"]:
                return self._stage.pronoun(low[at] in words["she"])
            if low[at] in words["i"]:
                return self._stage.author
            if tokens.kinds[at] not in (WORD, PLACE) or at > verb + 1:
                break
        if self._drops and verb - first <= 2:
            return self._stage.pronoun(low[verb].endswith("a")) or None
        return None

    def _meets(self, tokens: Tokens, first: int, last: int) -> bool:
        return any(tokens.low[at] in self._words["meeting"] for at in range(first, min(last, first + 3)))

    def _groups(self, tokens: Tokens, at: int) -> frozenset[str]:
        return self._verbs.get(tokens.low[at], _NONE) if tokens.kinds[at] == WORD else _NONE

    def _add(self, index: int, start: int, end: int, who: str, to_whom: str, direct: bool) -> None:
        if end > start and who:
            to_whom = "" if to_whom == who else to_whom
            rule = "speech.quotation" if direct else "speech.said"
            self.found.append(SaidFound(index, start, end, who, to_whom, direct, rule=rule))

    def _close(self) -> None:
        speech = self._open
        if speech is not None and not speech.pending:
            self._add(speech.passage, speech.start, speech.end, speech.who, speech.to_whom, False)
        self._open = None


def _alike(word: str, noun: str) -> bool:
    """Is the word a case of the noun: "посла" of "посол"?"""
    stem = max(3, len(noun) - 2)
    return word[:stem] == noun[:stem] and len(word) <= len(noun) + 3
