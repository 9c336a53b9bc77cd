"""Names of persons: where one begins, how far it goes, what in the text tells that it is one."""

from __future__ import annotations

import re

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
    NATION,
    OFFICE_ABBREVIATION,
    ROLE,
    VERB,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.model import Name
from diplomatica.encoding.names.signs import NameSigns
from diplomatica.encoding.names.words import EVIDENCE, hyphenated

_PARTICLES = word_set("particle")
# The Arabic article, written with the name that it belongs to.
_ARTICLED = re.compile(r"(?:a[ldnrstz]|ash|adh|ath|el|u[ld]|[ie]l)-[^\W\d_a-z]")
_NOBLE = word_set("noble")
_PLURALS = word_set("plural-address")
_LIST_GAPS = frozenset((", ", " and ", ", and ", "; ", " & ", ", as well as ", " as well as "))
_SUFFIXES = word_set("suffix")
_ARTICLES = word_set("article")
NO_INITIALS = word_set("no-initials")
QUOTES = frozenset('“”„«"‘')
_ANNOUNCING = ADDRESS | ROLE | OFFICE_ABBREVIATION
_FUNCTION_OR_FAMILY = FUNCTION | FAMILY
_ORDINARY = COMMON | NATION | ROLE | MATTER | HEAD_ALONE | HEAD_STRONG | GEO | VERB
_MAX_WORDS = 4


class PersonFinder(NameSigns):
    """Finds the names of persons in one text whose places and organisations are already known."""

    __slots__ = ()

    def find(self) -> list[Name]:
        """All names, in the order of the text, not overlapping."""
        names: list[Name] = []
        floor, listed = 0, False
        flags, keys, words, units = self.tokens.flags, self.tokens.keys, self.tokens.words, self.units
        surnames, codes = self.known.surnames, self.known.codes
        for index in self.tokens.capitals:
            flag = flags[index]
            if index < floor or flag & _FUNCTION_OR_FAMILY == FUNCTION:
                continue
            # Most capitalised words can begin no name; they are passed over before the rules are asked one by one.
            if not (listed or flag & EVIDENCE or (index and flags[index - 1] & _ANNOUNCING)):
                if units[index] is not None:
                    continue
                if flag & _ORDINARY and not words[index].isupper():
                    key = keys[index]
                    noble = key in _NOBLE or (index > 0 and keys[index - 1] in _NOBLE)
                    if not (noble or key in surnames or key in codes):
                        continue
            name = self._at(index)
            if listed and name is None and self._next_of_list(names[-1], index):
                name = self._extend(index, 3, "names.list")
            if name is not None:
                listed = self._opens_list(name) or (listed and self._next_of_list(names[-1], index))
                names.append(name)
                floor = name.last
        return names

    # -- where a name begins -----------------------------------------------------------------------------------------

    def _at(self, index: int) -> Name | None:
        tokens = self.tokens
        if tokens.is_initials(index):
            return self._from_initials(index) or self._initials_alone(index)
        flag = tokens.flags[index]
        before = tokens.flags[index - 1] if index else 0
        announced = 0
        if before & _ANNOUNCING or (index and tokens.keys[index - 1] in _NOBLE):
            announced = self._announced(index)
        if announced:
            strict = announced == 1
            if (self._able(index) if strict else self._surname(index)) or self._asian(index):
                return self._extend(index, 3, "names.role")
        if tokens.keys[index] in self.known.codes and tokens.text[tokens.starts[index] - 1] in QUOTES:
            return self._extend(index, 2, "names.code")
        unit = self.units[index]
        if unit is not None and not (flag & GIVEN and unit.last - unit.first == 1):
            return None
        if flag & (FUNCTION | COMMON) and self._particle(index):
            return self._extend(index, 2, "names.known")
        if flag & FUNCTION and not flag & FAMILY:
            return None
        if self._asian(index):
            return self._extend(index, 3, "names.family-first")
        following = index + 1
        if flag & (GIVEN | GIVEN_LAST) and not flag & (FUNCTION | ROLE) and following < tokens.count:
            name = self._from_given(index)
            if name is not None:
                return name
        if unit is not None:
            return None
        if following < tokens.count and tokens.gaps[index] == " " and _ARTICLED.match(tokens.words[following]):
            return self._extend(index, 2, "names.given")
        if self._covered(index):
            return self._extend(index, 3, "names.cover")
        if tokens.keys[index] in self.known.given and self._familiar(index):
            return self._extend(index, 2, "names.given-alone")
        if not self._able(index):
            return self._extend(index, 2, "names.given") if self._before_given(index) else None
        after_article = index > 0 and tokens.keys[index - 1] in _ARTICLES and tokens.gaps[index - 1] == " "
        if flag & FAMOUS or self._known(index):
            if flag & COMMON and (tokens.initial(index) or tokens.caps_block) and not self._speaks(index):
                return None
            if flag & MATTER or (after_article and not flag & FAMOUS):
                return None
            if self._heads_thing(index):
                return None
            return self._extend(index, 1 if tokens.keys[index] in self.known.guesses else 2, "names.known")
        if after_article or tokens.caps_block:
            return None
        middle = following < tokens.count and tokens.is_initials(following) and tokens.gaps[index] == " "
        if middle and not flag & VERB and self._goes_on(index, following, 1):
            return self._extend(index, 3, "names.initials")
        if following < tokens.count and tokens.gaps[index] == " " and self._able(following):
            if flag & VERB or (self._heads_thing(following)):
                return None
            evident = (flag | tokens.flags[following]) & EVIDENCE or self._known(following)
            if tokens.initial(index) and not (evident or self._foreign(index) or self._foreign(following)):
                return None
            certain = tokens.flags[following] & GIVEN_LAST
            return self._extend(index, 2 if certain else 1, "names.pair-of-words")
        subject = self._speaks(index) and not (self._object(index) or self._ends_title(index))
        if subject and not flag & VERB and tokens.words[index][-1] != "s":
            return self._extend(index, 1, "names.speaks")
        return None

    def _opens_list(self, name: Name) -> bool:
        """Whether several persons are announced at once: "Cdes. Orlin, Salin, and Velkov"."""
        return name.first > 0 and self.tokens.keys[name.first - 1] in _PLURALS

    def _next_of_list(self, before: Name, index: int) -> bool:
        tokens = self.tokens
        between = tokens.text[before.end : tokens.starts[index]]
        return between in _LIST_GAPS and self._surname(index) and self.units[index] is None

    def _from_initials(self, index: int) -> Name | None:
        tokens = self.tokens
        if self.units[index] is not None or tokens.keys[index] == "st." or tokens.keys[index] in lexicon().phrases:
            return None
        at = index
        while at < tokens.count and at - index < 5 and tokens.is_initials(at) and tokens.gaps[at] in (" ", "", "-"):
            at += 1
        if at >= tokens.count or at - index > 4 or tokens.is_initials(at):
            return None
        if tokens.caps_block and not self._able(at):
            return None
        if not self._surname(at) or (tokens.flags[at] & VERB and not tokens.flags[at] & FAMOUS):
            return None
        if self._signs(index, at):
            return self._extend(index, 3, "names.initials")
        enumerated = at - index == 1 and index == 0 and len(tokens.words[index]) == 2
        if enumerated and not (self._known(at) or (self._able(at) and not tokens.caps_block)):
            return None
        doubtful = tokens.flags[at] & COMMON and at - index == 1 and not (self._known(at) or self._announced(index))
        if doubtful and (tokens.initial(index) or not self._speaks(at)):
            return None
        if index and self.tokens.text[tokens.starts[index] - 1].isdigit():
            return None
        return self._extend(index, 3, "names.initials")

    def _initials_alone(self, index: int) -> Name | None:
        """Initials that stand for somebody: "an employee of it, Ch. K., told him"; "M. agreed" of the known Maldon."""
        tokens = self.tokens
        if tokens.caps_block or self.units[index] is not None or tokens.keys[index] in NO_INITIALS:
            return None
        last = index + 1
        while last < tokens.count and last - index < 3 and tokens.is_initials(last) and tokens.gaps[last - 1] == " ":
            last += 1
        end = tokens.ends[last - 1]
        start = tokens.starts[index]
        if start and tokens.text[start - 1].isdigit():
            return None
        gap = tokens.gaps[last - 1]
        follows = last < tokens.count and not tokens.cap[last] and not tokens.words[last][0].isdigit()
        acts = follows and gap == " " and bool(tokens.flags[last] & VERB)
        number = sum(word.count(".") for word in tokens.words[index:last])
        if number > 1:
            apposed = index > 0 and tokens.gaps[index - 1].endswith(", ") and gap[:2] in (", ", " [")
            if not (acts or apposed):
                return None
        else:
            inside = follows and not tokens.initial(index) and gap in (" ", ", ")
            if tokens.keys[index] not in self.known.initials or not (acts or inside):
                return None
        return Name(index, last, tokens.starts[index], end, 1, "names.initials-alone")

    def _from_given(self, index: int) -> Name | None:
        tokens = self.tokens
        after = index + 1
        gap = tokens.gaps[index]
        if gap in ("] ", "]"):
            opened = tokens.text[tokens.starts[index] - 1 : tokens.starts[index]] == "["
            return self._extend(index, 3, "names.given") if opened and self._surname(after) else None
        if gap not in (" ", " ["):
            return None
        flag = tokens.flags[index]
        at = after
        while at < tokens.count and at - index < 4 and tokens.is_initials(at) and tokens.gaps[at] == " ":
            at += 1
        if at < tokens.count and tokens.keys[at] in _PARTICLES and at + 1 < tokens.count:
            at += 1
        if at < tokens.count and len(tokens.words[at]) < 2:
            return None
        if not self._surname(at) or (self._heads_thing(at) and not tokens.flags[at] & EVIDENCE):
            return None
        next_flag = tokens.flags[at]
        if next_flag & COMMON and not self._known(at) and (flag & (COMMON | FAMILY | FAMOUS) or tokens.caps_block):
            return None
        if next_flag & (MATTER | GEO | HEAD_STRONG) and not (self._known(at) or next_flag & HEAD_SURNAME):
            return None
        if self.units[index] is not None and (next_flag & COMMON or self.units[at] is not None):
            return None
        if tokens.keys[at] in self.known.lower and not self._known(at) and flag & COMMON:
            return None
        return self._extend(index, 3, "names.given")

    # -- how far it goes ---------------------------------------------------------------------------------------------

    def _extend(self, first: int, strength: int, rule: str) -> Name:
        tokens = self.tokens
        count = tokens.count
        if self._after_particles(first) < first and self._announced(first):
            first = self._after_particles(first)
        start = tokens.starts[first]
        if start and tokens.text[start - 1] == "[" and tokens.gaps[first] in ("] ", "]"):
            start -= 1
        at, words, end = first, 0, start
        while at < count:
            if not tokens.is_initials(at) and (tokens.keys[at] not in _PARTICLES or not words):
                words += 1
            end = tokens.ends[at]
            at += 1
            if at >= count:
                break
            gap = tokens.gaps[at - 1]
            if gap in ("] ", "]") and start < tokens.starts[first]:
                gap = " "
            if gap in (" [", "[") and words:
                closed = self._completion(first, at, words)
                if closed:
                    end = closed[0]
                    at = closed[1]
                    words += 1
                    if at >= count or tokens.text[end : tokens.starts[at]] != " " or not self._able(at):
                        break
                    continue
                break
            if gap == ", " and tokens.keys[at] in _SUFFIXES:
                end = tokens.ends[at] + (tokens.text[tokens.ends[at] : tokens.ends[at] + 1] == ".")
                at += 1
                break
            if gap != " " and not (gap == "" and tokens.is_initials(at - 1)):
                break
            if tokens.keys[at] in _SUFFIXES:
                continue
            if words >= _MAX_WORDS or not self._goes_on(first, at, words):
                break
        if start < tokens.starts[first] and "]" not in tokens.text[start:end]:
            start += 1
        end = self._closed(start, end)
        return Name(first, at, start, end, strength, rule)

    def _closed(self, start: int, end: int) -> int:
        text = self.tokens.text
        if text.count("[", start, end) > text.count("]", start, end) and text[end : end + 1] == "]":
            return end + 1
        return end

    def _goes_on(self, first: int, at: int, words: int) -> bool:
        tokens = self.tokens
        flag = tokens.flags[at]
        if tokens.is_initials(at - 1):
            return tokens.is_initials(at) or self._surname(at)
        if tokens.is_initials(at):
            after = at + 1
            while after < tokens.count and tokens.is_initials(after) and after - at < 3:
                after += 1
            if tokens.gaps[at][:1] in (",", ";", ")", "]", "\n", ".") or tokens.gaps[at] == " ":
                follows = after < tokens.count and tokens.gaps[at] == " " and self._surname(after)
                return (follows and words < 3) or (words == 1 and len(tokens.words[at]) > 3 and not follows)
            return False
        if flag == ENGLISH and tokens.flags[first] & FAMILY and words == 1 and tokens.cap[at]:
            return True
        syllable = flag & FAMILY or (tokens.caps_block and len(tokens.words[at]) == 1)
        if syllable and tokens.flags[first] & FAMILY and tokens.cap[at] and self._free(at) and words < 3:
            return not flag & VERB
        if tokens.keys[at - 1] in _PARTICLES and len(tokens.words[at - 1]) > 1 and not flag & FAMILY:
            return (tokens.cap[at] and not flag & FUNCTION and words > 1) or (
                self._surname(at) or (tokens.keys[at] in _PARTICLES and at + 1 < tokens.count)
            )
        if _ARTICLED.match(tokens.words[at]):
            return True
        if tokens.keys[at] in _PARTICLES and at + 1 < tokens.count and tokens.gaps[at] == " ":
            name = at + 1
            for _ in range(2):
                if name + 1 < tokens.count and tokens.keys[name] in _PARTICLES and tokens.gaps[name] == " ":
                    name += 1
            return (self._able(name) or self._in_capitals(first, name)) and not flag & ROLE
        if self._in_capitals(first, at):
            return True
        if not tokens.cap[at]:
            return False
        previous = tokens.flags[at - 1]
        if previous & GIVEN and at - 1 == first and not flag & VERB:
            return self._surname(at) and not (flag & COMMON and self._heads_thing(at))
        if tokens.caps_block and len(tokens.words[at]) == 1 and tokens.flags[first] & FAMILY:
            return True
        if flag & FAMILY and tokens.flags[first] & FAMILY and not flag & FUNCTION and self._free(at):
            return True
        if flag & VERB and not flag & (EVIDENCE | 0):
            return False
        return self._able(at) and not (flag & COMMON)

    def _completion(self, first: int, at: int, words: int) -> tuple[int, int] | None:
        """The end of a bracket that completes the name before it, and the token after it.

        "Cheon [Il-mun]" is completed; "Severin [Antonov]" is somebody's other name.
        """
        tokens = self.tokens
        close = tokens.text.find("]", tokens.starts[at], tokens.starts[at] + 60)
        if close < 0 or words != 1 or tokens.is_initials(first):
            return None
        last = at
        while last < tokens.count and tokens.starts[last] < close:
            if not tokens.cap[last] or tokens.flags[last] & FUNCTION:
                return None
            last += 1
        if last - at > 2 or tokens.ends[last - 1] != close:
            return None
        inside, outside = tokens.flags[at], tokens.flags[at - 1]
        if last - at == 2 and inside & FAMILY and not outside & GIVEN:
            return None
        if inside & (GIVEN | GIVEN_LAST) or tokens.is_initials(at):
            return close + 1, last
        if outside & FAMILY and not inside & (FAMOUS | NATION) and not self._known(at):
            return close + 1, last
        if outside & GIVEN and not inside & NATION:
            return close + 1, last
        return (close + 1, last) if hyphenated(tokens.words[at]) else None
