"""Who is meant: the people of a document, and the one whom a pronoun or an office stands for.

before  "The Ruritanian minister said ... He added ..."
after   both are the party who is named with the office "Minister of Trade of Ruritania"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diplomatica.encoding.model import Passage, Scene
from diplomatica.encoding.speech.lexicon import REGULAR, Lexicon

_WORD = re.compile(r"[^\W\d_]++(?:['.][^\W\d_]++)*+")
_BEFORE_REACH = 40
_STEM = 5
_NEAR = 4
_APPOSITION = re.compile(r", ((?:the )?[^,;:.()\[\]]{3,60})")
_MEMORY = 12
_LONGEST_OFFICE = 60
# What stands before is looked at last: the search then only stops at the two letters.
_NARRATOR = re.compile(r"(?:I(?<![^\s(\[]I)|m[ey](?<![^\s(\[]m[ey]))(?=[\s\],])")
_DEAR = re.compile(r"\b[Dd]ear\s+(?:\w+\s+)?$")
_MASCULINE = frozenset({"he", "him", "his"})
_FEMININE = frozenset({"she", "her", "hers"})


_Held = tuple[list[frozenset[str]], set[str], list[str]]


def _tells(text: str) -> bool:
    """Does somebody say "I" here, outside of quotation marks?"""
    match = _NARRATOR.search(text)
    if match is None:
        return False
    mark = text.find('"')
    if mark < 0:
        mark = text.find("“")
    return mark < 0 or match.start() < mark or text.count("“", 0, match.start()) == text.count("”", 0, match.start())


def _words(text: str) -> list[str]:
    if text.isascii():
        small = text.lower()
        # most are words and spaces alone
        return small.split() if small.replace(" ", "").isalpha() else _WORD.findall(small)
    words: list[str] = _WORD.findall(text.replace("’", "'"))
    return [word.lower() for word in words]


class Cast:
    """The people of one document, and what has been said of them so far.

    `outer` are those whose acts the writer tells himself: the author, the interlocutors and everyone else who opens a
    paragraph by speaking. What anybody else does is part of what one of them says.
    """

    def __init__(self, scene: Scene, passages: Sequence[Passage], lexicon: Lexicon) -> None:
        self.author = scene.author
        self.genre = scene.genre
        self.narrates = any(passage.kind != "head" and _tells(passage.text) for passage in passages)
        """Does the writer speak of himself in the first person?"""
        self.addressee = ""
        """The one whom a letter calls "you"."""
        self.interlocutors = tuple(dict.fromkeys(scene.interlocutors))
        self.outer = {ref for ref in (self.author, *self.interlocutors) if ref}
        self._lexicon = lexicon
        self._gender: dict[str, str] = {}
        self._offices: dict[str, set[str]] = {}
        self._read: dict[str, list[str]] = {}
        self._held: dict[tuple[str, ...], _Held | None] = {}
        for party in scene.parties:
            if party.kind != "place":
                self._gender.setdefault(party.ref, party.gender)
                self._learn(party.ref, [*party.offices, *party.forms])
        for passage in passages:
            self._learn_from(passage)
        if self.genre == "letter":
            others = [ref for ref in self.interlocutors if ref != self.author]
            self.addressee = others[0] if len(others) == 1 else self._greeted(passages)
        people = [ref for ref in self.interlocutors if ref]
        if len(people) == 1 and self.author and self.author != people[0]:
            people = [self.author, people[0]]
        self.pair = tuple(people) if len(people) == 2 else ()
        self.partner = ""
        self.last_subject = ""
        self.recent: list[str] = []

    def _learn(self, ref: str, texts: Iterable[str]) -> None:
        known = self._offices.setdefault(ref, set())
        read = self._read
        for text in texts:
            words = read.get(text)
            if words is None:
                words = read[text] = _words(text)
            known.update(words)

    def _learn_from(self, passage: Passage) -> None:
        """Offices and nationalities that stand with a name: "the Ruritanian Second Secretary A. Orlo"."""
        text, kinds = passage.text, self._lexicon.kinds
        for mention in passage.mentions:
            if mention.kind != "person" or not mention.ref:
                continue
            start = mention.start
            texts = [text[first:last] for first, last in mention.roles]
            # five words at most are looked at
            before = text[max(0, start - _BEFORE_REACH) : start].rsplit(None, _NEAR + 1)[-_NEAR - 1 :]
            bracket = text.startswith("(", start - 1) if start else False
            if before and before[-1] == "(":
                bracket = True
                before.pop()
            for word in reversed(before[-_NEAR:]):
                low = word.lower()
                told = low in kinds or low in ("of", "for")
                if not told and low != "the" and not word[0].isupper():
                    break
                if told or texts or bracket:
                    texts.append(word)
            if text.startswith(", ", mention.end):
                office = _APPOSITION.match(text, mention.end, mention.end + _LONGEST_OFFICE)
                if office and any(word in kinds for word in _words(office.group(1))[:4]):
                    texts.append(office.group(1))
            if texts:
                self._learn(mention.ref, texts)

    def _greeted(self, passages: Sequence[Passage]) -> str:
        """The one called "dear" in the text of a letter."""
        for passage in passages:
            for mention in passage.mentions:
                if mention.kind == "person" and mention.ref and mention.ref != self.author:
                    before = passage.text[max(0, mention.start - _BEFORE_REACH) : mention.start]
                    if _DEAR.search(before) or (mention.start >= 0 and passage.text[mention.start :][:5] == "dear "):
                        return mention.ref
        return ""

    def see(self, ref: str) -> None:
        """Somebody is named: whom a later pronoun may mean."""
        recent = self.recent
        if ref and (not recent or recent[-1] != ref):
            if ref in recent:
                recent.remove(ref)
            recent.append(ref)
            if len(recent) > _MEMORY:
                del recent[0]

    def other(self, ref: str) -> str:
        """The other one of two who speak with one another; "" if there are more or less."""
        if len(self.pair) == 2 and ref in self.pair:
            return self.pair[1] if ref == self.pair[0] else self.pair[0]
        if not self.pair and self.partner and self.author:
            if ref == self.partner:
                return self.author
            if ref == self.author:
                return self.partner
        return ""

    def conversing(self) -> str:
        """The one with whom the writer speaks, "" if unknown."""
        if self.partner:
            return self.partner
        if self.author:
            return self.other(self.author)
        return ""

    def fits(self, ref: str, pronoun: str) -> bool:
        """May "he" or "she" be this person?"""
        if not ref or ref == self.author:
            return False
        gender = self._gender.get(ref, "")
        return not ((pronoun in _MASCULINE and gender == "f") or (pronoun in _FEMININE and gender == "m"))

    def pronoun(self, pronoun: str, subjects: Sequence[str] = (), present: Sequence[str] = ()) -> str:
        """The one "he" or "she" stands for.

        `subjects` are those who act in the sentence before, nearest first, `present` those named in it. A subject goes
        before one who is only named, a nearer one before one further off.
        """
        if pronoun in _FEMININE:
            for ref in (*subjects, self.last_subject, *present, *reversed(self.recent)):
                if ref != self.author and self._gender.get(ref) == "f":
                    return ref
        for ref in (*subjects, self.last_subject):
            if self.fits(ref, pronoun):
                return ref
        for ref in (*present, *reversed(self.recent)):
            if self.fits(ref, pronoun):
                return ref
        for ref in (self.partner, *self.pair):
            if ref and len({*self.pair, self.partner, self.author} - {""}) <= 2 and self.fits(ref, pronoun):
                return ref
        return ""

    def latter(self, named: Sequence[str], last: bool) -> str:
        """ "the latter" and "the former" of the people named before it."""
        refs = list(dict.fromkeys(reversed([ref for ref in named if ref])))
        if not refs:
            refs = list(reversed(self.recent))
        if last:
            return refs[0] if refs else ""
        return refs[1] if len(refs) > 1 else ""

    def described(self, words: Sequence[str]) -> tuple[str, bool]:
        """Whom a description stands for, and whether it is a guess; ("", False) if nobody in particular.

        `words` are those of a noun phrase in lower case, its noun last: ("the", "ruritanian", "diplomat").
        """
        noun = words[-1] if words else ""
        kinds = self._lexicon.kinds.get(noun)
        if kinds is None:
            return "", False
        if noun in self._lexicon.other and words[0] in ("my", "his", "her", "our", "the"):
            return self._the_other(words[0])
        asked = tuple(words)
        if asked not in self._held:
            self._held[asked] = self._holders(asked, kinds)
        held = self._held[asked]
        if held is None:
            return "", False
        nations, extra, fits = held
        near = [ref for ref in fits if ref in self.outer]
        chosen = near or fits
        if len(chosen) > 1:
            # "the minister" is rather the minister than the prime or deputy minister
            plain = [ref for ref in chosen if not (_SPECIFIC & self._offices[ref]) - extra]
            chosen = plain or chosen
        if words[0] in ("the", "my", "our"):
            chosen = [ref for ref in chosen if ref != self.author] or ([] if self.narrates else chosen)
        if not chosen:
            return self._on_stage(kinds, nations, extra), True
        if len(chosen) == 1:
            return chosen[0], noun in ("side", "delegation", "representative", "delegates")
        for ref in reversed(self.recent):
            if ref in chosen:
                return ref, True
        return "", False

    def _holders(self, words: Sequence[str], kinds: frozenset[str]) -> _Held | None:
        """The states and further offices that a description names, and all whom it fits; None if it says too little."""
        nations = [self._lexicon.nations[word] for word in words if word in self._lexicon.nations]
        others = [word for word in words[:-1] if len(word) > _STEM and not self._lexicon.tags[word] & ~REGULAR]
        stems = tuple([word[:_STEM] for word in others if word not in self._lexicon.nations])
        extra = {word for word in words[:-1] if word in self._lexicon.kinds or word in _SPECIFIC}
        fits = [ref for ref in self._offices if self._is(ref, kinds, nations, extra)]
        alike = [ref for ref in fits if any(office.startswith(stems) for office in self._offices[ref])] if stems else []
        if not kinds and not nations and not alike:
            return None
        return nations, extra, alike if alike and (not kinds or nations) else fits

    def _on_stage(self, kinds: frozenset[str], nations: list[frozenset[str]], extra: set[str]) -> str:
        """The one who speaks with the writer, if the description may be his: nothing known of him says otherwise."""
        others = [self.partner, *(ref for ref in self.pair if ref != self.author)]
        named = [ref for ref in self.recent if ref != self.author]
        if len(named) == 1:
            others += named
        for ref in dict.fromkeys(ref for ref in others if ref and ref != self.author):
            offices = self._offices.get(ref, set())
            known = {word for word in offices if self._lexicon.kinds.get(word)}
            if known and (not kinds & offices or not extra <= offices):
                continue
            states = {word for nation in self._lexicon.nations.values() for word in nation if word in offices}
            if nations and states and any(not nation & states for nation in nations):
                continue
            return ref
        return ""

    def _is(self, ref: str, kinds: frozenset[str], nations: list[frozenset[str]], extra: set[str]) -> bool:
        offices = self._offices[ref]
        if kinds and kinds.isdisjoint(offices):
            return False
        for nation in nations:
            if nation.isdisjoint(offices):
                return False
        return extra <= offices

    def _the_other(self, possessive: str) -> tuple[str, bool]:
        if possessive in ("my", "our") and self.author:
            known = self.other(self.author)
            if known:
                return known, False
        if self.last_subject and self.other(self.last_subject):
            return self.other(self.last_subject), possessive == "the"
        for ref in reversed(self.recent):
            if ref != self.author:
                return ref, True
        return "", False


_SPECIFIC = frozenset(
    ["under", "assistant", "prime", "deputy", "first", "second", "third", "general", "vice", "acting", "chief"]
)
