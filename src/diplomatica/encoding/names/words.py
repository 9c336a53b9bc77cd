"""Which words of a text can be parts of a personal name."""

from __future__ import annotations

from diplomatica.encoding.names.lexicon import (
    ADDRESS,
    COMMON,
    ENGLISH,
    FAMILY,
    FAMOUS,
    FUNCTION,
    GEO,
    GIVEN,
    GIVEN_LAST,
    HEAD_ALONE,
    HEAD_STRONG,
    HEAD_SURNAME,
    MATTER,
    MODIFIER,
    NATION,
    OFFICE_ABBREVIATION,
    ROLE,
    VERB,
    flags_of,
    fold,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.model import Known, Unit
from diplomatica.encoding.names.tokens import Tokens

DOTTED = word_set("dotted")
BLOCKING = FUNCTION | NATION | ROLE | HEAD_ALONE | HEAD_STRONG | OFFICE_ABBREVIATION
EVIDENCE = GIVEN | GIVEN_LAST | FAMILY | FAMOUS
_ENGLISH_WORD = ENGLISH | MATTER | MODIFIER
_GIVEN_OR_FAMOUS = EVIDENCE & ~FAMILY


class NameWords:
    """The words of one text, asked what they can be in a name; its places and organisations are known already."""

    __slots__ = ("known", "tokens", "units")

    def __init__(self, tokens: Tokens, units: list[Unit | None], known: Known) -> None:
        self.tokens, self.units, self.known = tokens, units, known

    def _free(self, index: int) -> bool:
        unit = self.units[index]
        return unit is None

    def _known(self, index: int) -> bool:
        return self.tokens.keys[index] in self.known.surnames

    def _able(self, index: int) -> bool:
        """Whether the word can be part of a name that nothing else announces."""
        tokens = self.tokens
        if not tokens.cap[index] or self.units[index] is not None or tokens.is_initials(index):
            return False
        flag = tokens.flags[index]
        if flag & BLOCKING or (flag & ADDRESS and not flag & FAMOUS and self._titles(index)):
            return False
        if self._known(index):
            return True
        if flag & (COMMON | GEO) and not (hyphenated(tokens.words[index]) or flag & (FAMOUS | FAMILY) == FAMOUS):
            return False
        if flag & _ENGLISH_WORD and not flag & _GIVEN_OR_FAMOUS:
            return False
        word = tokens.words[index]
        if len(word) < 2 or word[-1].isdigit() or word[1].isdigit():
            return False
        if not tokens.caps_block and word.isupper() and not flag & FAMOUS:
            return False
        return tokens.keys[index] not in self.known.lower or bool(flag & EVIDENCE)

    def _titles(self, index: int) -> bool:
        tokens = self.tokens
        return tokens.keys[index] not in DOTTED or tokens.gaps[index].startswith(".")

    def _surname(self, index: int) -> bool:
        """Whether the word can be a surname after a given name, initials or a form of address."""
        tokens = self.tokens
        if index >= tokens.count or not tokens.cap[index] or tokens.is_initials(index):
            return False
        flag = tokens.flags[index]
        if flag & BLOCKING and not (self._known(index) or flag & HEAD_SURNAME):
            return False
        if flag & ADDRESS and self._titles(index) and not self._known(index):
            return False
        titled = flag & MODIFIER and tokens.gaps[index] == " " and tokens.flags[index + 1] & (ROLE | MODIFIER)
        if titled and tokens.cap[index + 1] and not self._known(index):
            return False
        unit = self.units[index]
        if unit is not None and (unit.kind == "org" or unit.last - unit.first > 1):
            return False
        return not tokens.words[index].isdigit()


def hyphenated(word: str) -> bool:
    """Whether the word looks like two syllables of a given name: "Il-mun", "DAE-SUNG"."""
    first, mark, second = word.replace("‐", "-").replace("‑", "-").partition("-")
    if not mark or "-" in second or not 1 < len(first) < 7 or not 1 < len(second) < 8:
        return False
    return second.islower() or (word.isupper() and first.isalpha())


def may_be_surname(word: str) -> bool:
    """Whether a word that is all of an entry in a list of persons may be a surname: no English word, no office."""
    key = fold(word)
    if not word[:1].isupper() or key in lexicon().phrases:
        return False
    flag = flags_of(key)
    return not flag & (BLOCKING | COMMON | ENGLISH | GEO | MATTER | MODIFIER | VERB) or bool(flag & FAMOUS)
