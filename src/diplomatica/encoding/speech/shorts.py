"""Abbreviations that a record uses for somebody it has named.

before  "I received Comrade Marek ... M. said that", "P.S. [Orlo] rang. P.S. asked"
after   "M." is Marek, "P.S." is Orlo
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from diplomatica.encoding.model import Mention, Passage

# The full stop goes before its letter in the pattern: it is far rarer than a capital letter.
_INITIAL = re.compile(r"\.(?<=[A-Z\u00c0-\u024f\u0400-\u042f]\.)(?:['’]s)?[,)\]]*+(?:\s[^\W\dA-Z_]|\s?$)")
_INITIALS = re.compile(r"(?<![\w.])((?:[^\W\d_a-z]\. ?){2,3}) \[\Z")
_LONGEST_INITIALS = len("A. B. C. ")
_SURNAME = re.compile(r"[^\W\d_][\w'’-]+")


class Shorts:
    """The abbreviations of one document: each with the ref of the one it stands for."""

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms
        every = [re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))]
        # what stands before is looked at last: the search then only stops at the letters that a form begins with
        alone = "|".join(rf"{form}(?<![\w.]{form})" for form in every)
        self._pattern = re.compile(rf"(?:{alone})(?![\w.]|\s?[A-Z][\w’'-]*[a-z])")

    def meant(self, name: str) -> str:
        """The ref that a name stands for that is only an abbreviation; "" if it is none."""
        return self._forms.get(name, "")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each abbreviation in a text: start, end and ref."""
        for match in self._pattern.finditer(text):
            yield match.start(), match.end(), self._forms[match.group()]


def learn(passages: Sequence[Passage], people: Iterable[tuple[str, Sequence[str]]]) -> Shorts | None:
    """The abbreviations of a document; None if it has none.

    `people` are refs with the forms of the name. A letter that several of those named begin with stands for nobody.
    """
    forms: dict[str, str] = {}
    letters: dict[str, int] = {}
    for number, passage in enumerate(passages):
        if passage.kind == "head":
            continue
        text = passage.text
        if "." not in text:
            continue
        starts: list[int] = []
        taken = 0
        for match in _INITIAL.finditer(text):
            at = match.start() - 1
            if at < taken:
                continue
            taken = match.end()
            before = text[at - 1 : at]
            alone = not (before.isalnum() or before in "._") or not before
            starts = starts or [mention.start for mention in passage.mentions]
            if alone and text[at].isupper() and not _inside(passage.mentions, starts, at):
                letters.setdefault(text[at], number)
        if ". [" in text or ".[" in text:
            starts = starts or [mention.start for mention in passage.mentions]
            bracket = text.find(" [")
            while bracket >= 0:
                name = bracket + len(" [")
                initials = _INITIALS.search(text, max(0, bracket - _LONGEST_INITIALS), name)
                index = bisect_left(starts, name)
                if initials and starts[index : index + 1] == [name] and passage.mentions[index].ref:
                    forms[initials.group(1).strip()] = passage.mentions[index].ref
                bracket = text.find(" [", name)
    if letters:
        met: dict[str, int] = {}
        for number, passage in enumerate(passages):
            for mention in passage.mentions:
                if mention.kind == "person":
                    met.setdefault(mention.ref, number)
        begun = [(ref, {_initial(name) for name in names}) for ref, names in people if ref in met]
        for letter in sorted(letters):
            refs = [ref for ref, initials in begun if letter in initials and met[ref] <= letters[letter]]
            if len(refs) == 1:
                forms[letter + "."] = refs[0]
    return Shorts(forms) if forms else None


def _inside(mentions: Sequence[Mention], starts: Sequence[int], position: int) -> bool:
    """Does a mention hold the position? They do not overlap and stand in order."""
    index = bisect_right(starts, position) - 1
    return index >= 0 and position < mentions[index].end


@lru_cache(maxsize=4096)
def _initial(name: str) -> str:
    """The letter that the last name begins with; "" if there is no name."""
    words = _SURNAME.findall(name)
    return words[-1][0] if words else ""
