"""Who is meant by a noun or pronoun, in a language told by its data file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.encoding.model import Passage, Scene
from diplomatica.encoding.speech.plain.language import Language

_WORD = re.compile(r"[^\W\d_]+")
_REACH = 60
_NEAR = 5


class Stage:
    """The people of a document with the words of their offices, and who spoke last."""

    def __init__(self, scene: Scene, passages: Sequence[Passage], language: Language) -> None:
        self.author = scene.author
        self._language = language
        self._offices: dict[str, list[str]] = {}
        self._named: dict[str, None] = {}
        self._gender = {party.ref: party.gender for party in scene.parties}
        for party in scene.parties:
            if party.kind != "place":
                self._offices[party.ref] = [word for text in party.offices for word in _words(text)]
        for passage in passages:
            for mention in passage.mentions:
                if mention.kind == "person" and mention.ref:
                    self._named[mention.ref] = None
                    # words before a name are a guess at its office, where the name does not tell it
                    spans = mention.roles or ((max(0, mention.start - _REACH), mention.start),)
                    words = [word for start, end in spans for word in _words(passage.text[start:end])]
                    self._offices.setdefault(mention.ref, []).extend(words if mention.roles else words[-_NEAR:])
        self._interlocutors = [ref for ref in dict.fromkeys(scene.interlocutors) if ref and ref != scene.author]
        self.last = ""
        self.partner = ""

    def spoke(self, ref: str) -> None:
        """Somebody acted: "he" may mean him."""
        if ref != self.author:
            self.last = self.partner = ref

    def noun(self, word: str) -> str:
        """The one whom a noun like "ambassador" stands for; "" if nobody or several."""
        stems = self._language.kinds[word]
        if not stems:
            return self.partner or (self._interlocutors[0] if len(self._interlocutors) == 1 else "")
        fits = [
            ref
            for ref, offices in self._offices.items()
            if ref != self.author and any(office.startswith(stem) for office in offices for stem in stems)
        ]
        # one whom the text names in its own script goes before one whom only the title names
        fits = [ref for ref in fits if ref in self._named] or fits
        fits = [ref for ref in fits if ref in self._interlocutors] or fits
        if len(fits) > 1 and self.partner in fits:
            return self.partner
        return fits[0] if len(fits) == 1 else ""

    def pronoun(self, feminine: bool) -> str:
        """The one whom "he" or "she" stands for."""
        wrong = "m" if feminine else "f"
        return self.last if self.last and self._gender.get(self.last, "") != wrong else ""

    def hearer(self, who: str) -> str:
        """Who is spoken to: the writer, or the one who spoke with him."""
        if who == self.author:
            return self.partner
        return self.author


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
