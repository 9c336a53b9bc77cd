"""Words that are most like an unknown one."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 200  # no word that a person has written wrongly


class Known:
    """Words to compare with, made ready once for many questions."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self._folded = [word.lower() for word in self.words]

    def near(self, word: str) -> list[tuple[int, str]]:
        """The words at a small distance, with it: the nearest first, those of one distance in alphabetical order.

        Letters put in, left out, changed, or in the wrong order count one each; upper and lower case are the same. One
        may differ in words of up to four letters, two in longer ones, three from ten letters on.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if not word or len(word) > _LONGEST:
            return []
        most = 1 if len(word) < 5 else 2 if len(word) < 10 else 3
        found = process.extract(word.lower(), self._folded, scorer=OSA.distance, score_cutoff=most, limit=None)
        return sorted(
            (int(distance), self.words[index]) for _, distance, index in found if distance < len(self.words[index])
        )

    def nearest(self, word: str) -> str:
        """The one word that is nearest; empty where there is none, or several are as near."""
        found = self.near(word)
        first = [name for distance, name in found if distance == found[0][0]]
        if len(first) > 1:
            # Of several as near, the one that starts alike is meant more often than not; two such leave it open.
            first = [name for name in first if name[:1].lower() == word[:1].lower()]
        return first[0] if len(first) == 1 else ""


def alike(word: str, known: Iterable[str]) -> list[str]:
    """The known words at a small distance, the nearest first.

    >>> alike("persnam", ["persName", "placeName", "p"])
    ['persName']
    """
    return [found for _, found in Known(known).near(word)]


def nearest(word: str, known: Iterable[str]) -> str:
    """The one known word that is nearest; empty where there is none, or several are as near."""
    return Known(known).nearest(word)
