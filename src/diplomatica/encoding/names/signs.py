"""What in a text tells that a word is, or is not, part of the name of a person."""

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
    MATTER,
    NATION,
    OFFICE_ABBREVIATION,
    ROLE,
    VERB,
    word_set,
)
from diplomatica.encoding.names.words import BLOCKING, DOTTED, EVIDENCE, NameWords, hyphenated

_NOBLE = word_set("noble")
CERTAIN_IN_CAPITALS = word_set("certain-in-capitals")
_ARTICLES = word_set("article")
_PRONOUNS = word_set("pronoun-surname")
_OBJECT_OF = word_set("object")


class NameSigns(NameWords):
    """The signs of a name of a person: words before and after it, its shape, what the document knows."""

    __slots__ = ()

    def _before_given(self, index: int) -> bool:
        """Whether a family name in capitals stands before a given name: "KISS János"."""
        tokens = self.tokens
        word, flag, after = tokens.words[index], tokens.flags[index], index + 1
        if not (word.isupper() and len(word) > 2) or flag & (COMMON | BLOCKING) or self.units[index] is not None:
            return False
        return after < tokens.count and bool(tokens.flags[after] & GIVEN_LAST) and tokens.gaps[index] == " "

    def _object(self, index: int) -> bool:
        """Whether a preposition stands before the word, so that it is not the subject of what follows."""
        tokens = self.tokens
        return index > 0 and tokens.keys[index - 1] in _OBJECT_OF and tokens.gaps[index - 1] == " "

    def _ends_title(self, index: int) -> bool:
        """Whether a capitalised word stands before it within the sentence: "Operation Thunder began"."""
        tokens = self.tokens
        if not index or not tokens.cap[index - 1] or tokens.gaps[index - 1] != " ":
            return False
        return not tokens.initial(index - 1) and not tokens.flags[index - 1] & FUNCTION

    def _particle(self, index: int) -> bool:
        """Whether the word is the particle of a name that begins a sentence: "De Brisac" of the known Brisac."""
        tokens, after = self.tokens, index + 1
        if tokens.keys[index] not in _NOBLE or after >= tokens.count or tokens.gaps[index] != " ":
            return False
        return tokens.cap[after] and self.units[after] is None and self._known(after)

    def _covered(self, index: int) -> bool:
        """Whether a bracket says who is meant by a cover name: "Severin [Gromov]"."""
        tokens, after = self.tokens, index + 1
        if after >= tokens.count or tokens.gaps[index] != " [" or tokens.flags[index] & (COMMON | BLOCKING | ENGLISH):
            return False
        if self.units[index] is not None or tokens.words[index].isupper() or len(tokens.words[index]) < 3:
            return False
        if after + 1 < tokens.count and tokens.gaps[after] == " " and tokens.cap[after + 1]:
            after += 1
        if tokens.text[tokens.ends[after] : tokens.ends[after] + 1] != "]" or not tokens.cap[after]:
            return False
        return bool(tokens.flags[after] & FAMOUS) or self._known(after)

    def _familiar(self, index: int) -> bool:
        """Whether a given name stands alone for somebody whom the document knows in full."""
        tokens = self.tokens
        after = index + 1
        if tokens.caps_block or not tokens.flags[index] & GIVEN:
            return False
        if after < tokens.count and tokens.gaps[index] == " " and tokens.cap[after]:
            return False
        if index and tokens.gaps[index - 1] == " " and tokens.cap[index - 1] and not tokens.initial(index - 1):
            return False
        if not tokens.flags[index] & COMMON:
            return True
        if not tokens.initial(index):
            return tokens.keys[index - 1] not in _ARTICLES and not tokens.flags[index] & FUNCTION
        return tokens.gaps[index] == ", "

    def _foreign(self, index: int) -> bool:
        return not self.tokens.words[index].isascii()

    def _heads_thing(self, index: int) -> bool:
        """Whether a capitalised head follows: "the Harrow Committee", "Kosygin Street" are no persons."""
        tokens = self.tokens
        after = index + 1
        if after >= tokens.count or tokens.gaps[index] != " " or not tokens.cap[after]:
            return False
        flag = tokens.flags[after]
        return bool(flag & (HEAD_ALONE | HEAD_STRONG | GEO)) or (
            bool(flag & COMMON) and not flag & (FUNCTION | FAMILY | ROLE) and not tokens.caps_block
        )

    def _speaks(self, index: int) -> bool:
        tokens = self.tokens
        after = index + 1
        if after >= tokens.count or tokens.gaps[index] not in (" ", ", ") or tokens.caps_block:
            return False
        return bool(tokens.flags[after] & VERB) and not tokens.cap[after] and tokens.gaps[index] == " "

    def _announced(self, index: int) -> int:
        """2 after a form of address, 1 after an office, 0 else."""
        tokens = self.tokens
        index = self._after_particles(index)
        if index == 0:
            return 0
        gap = tokens.gaps[index - 1]
        if gap not in (" ", ". ", " [", "] ", ".", ", [", ". [", ".] "):
            return 0
        before = tokens.flags[index - 1]
        key = tokens.keys[index - 1]
        if before & ADDRESS:
            if key in DOTTED and not gap.startswith(".") and not key.startswith("cde"):
                return 0
            if gap.startswith(".") and len(key) > 5:
                return 0
            return 2
        if gap.startswith("."):
            return 0
        if before & ROLE and not before & NATION:
            if tokens.caps_block and key not in CERTAIN_IN_CAPITALS:
                return 1 if tokens.flags[index] & EVIDENCE or self._known(index) else 0
            if tokens.cap[index - 1] or self._able(index):
                return 1
            return 0
        if before & OFFICE_ABBREVIATION and tokens.words[index - 1].isupper() and not tokens.caps_block:
            return 1
        return 0

    def _after_particles(self, index: int) -> int:
        """The first of the small particles before a name: "von" of "President von Strofzin"."""
        tokens, limit = self.tokens, max(index - 3, 1)
        while index > limit and tokens.keys[index - 1] in _NOBLE and not tokens.cap[index - 1]:
            if tokens.gaps[index - 1] != " ":
                break
            index -= 1
        return index

    def _asian(self, index: int) -> bool:
        """Whether a family name and one or two syllables follow one another: "Kim Il Sung", "Lin Guo-wei"."""
        tokens = self.tokens
        flag = tokens.flags[index]
        after = index + 1
        if after >= tokens.count or not tokens.cap[index] or self.units[index] is not None:
            return False
        gap = tokens.gaps[index]
        if gap not in (" ", " ["):
            return False
        word = tokens.words[after]
        if tokens.keys[index] in _PRONOUNS and not tokens.caps_block and gap == " " and self._able(after):
            # A pronoun has no capitalised word after it that is no English word: "He Ying" is a name.
            return len(word) > 1 and not tokens.flags[after] & VERB
        bracketed = tokens.text[tokens.starts[index] - 1 : tokens.starts[index]] == "["
        if len(word) < 2 or (len(tokens.words[index]) < 2 and word.isupper()):
            return False
        if not tokens.cap[after] or self.units[after] is not None or tokens.flags[after] & (NATION | ROLE):
            return False
        if hyphenated(word) and not flag & (COMMON & ~FAMILY) and flag & (FAMILY | FAMOUS):
            return True
        if hyphenated(word) and flag & FAMILY:
            return not tokens.caps_block or not flag & COMMON
        if not flag & FAMILY or (flag & (COMMON | FUNCTION) and not bracketed):
            return False
        if tokens.flags[after] & (COMMON | VERB) and not self._known(after):
            return False
        if tokens.flags[after] & BLOCKING or tokens.is_initials(after):
            return False
        return gap == " " or not tokens.flags[after] & FAMOUS

    def _signs(self, index: int, at: int) -> bool:
        """Whether a line in capitals is nothing but a name: "R. EVERARD HENTZAU"."""
        tokens = self.tokens
        if index or not 1 < tokens.count - at + 1 < 5:
            return False
        if not tokens.caps_block:
            return False
        free = all(
            self.units[later] is None and not tokens.flags[later] & (COMMON | BLOCKING | MATTER)
            for later in range(at, tokens.count)
        )
        return free and all(tokens.gaps[later] == " " for later in range(tokens.count - 1))

    def _in_capitals(self, first: int, at: int) -> bool:
        """Whether a name set in capitals goes on: "Prince FAISAL AL SAUD" in a text of small letters."""
        tokens = self.tokens
        if tokens.caps_block or not (tokens.words[first].isupper() and tokens.words[at].isupper()):
            return False
        plain = not tokens.flags[at] & (COMMON | BLOCKING) and self.units[at] is None
        return plain and len(tokens.words[first]) > 1 and len(tokens.words[at]) > 2
