"""The values that the parts of the finding of names pass to one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from diplomatica.encoding.model import NameKind


@dataclass(frozen=True, slots=True)
class Known:
    """What a document, read as a whole, tells of the names in it; all in the folded form of `lexicon.fold`.

    `surnames` are words that name a person without given name or office, `acronyms` bodies that the document itself
    abbreviates, `offices` abbreviations that stand for somebody, `lower` words that also occur in small letters.
    `places` are names of places (several words parted by spaces) that the words round them tell, `place_starts` their
    first words, `guesses` names of any kind for which little speaks, `given` given names by which the document calls
    somebody it knows, `initials` those that only one known surname has ("m."), `codes` cover
    names that stand in quotation marks.
    """

    surnames: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    place_starts: frozenset[str] = frozenset()
    guesses: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


class Hint(NamedTuple):
    """Somebody named outside of the running text: a line of a participants list, a label, a signature."""

    name: str
    office: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A likeness that was seen and not acted upon: `form` may be the same as what `ref` stands for.

    `score` is the similarity in per cent; `why` says what kind of likeness it is.
    """

    form: str
    ref: str
    other: str
    score: float
    why: str


@dataclass(slots=True)
class Unit:
    """A place or organisation over tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    kind: NameKind
    start: int
    end: int
    low: bool = False
    rule: str = ""


@dataclass(slots=True)
class Name:
    """A person's name over tokens `first` to `last` (exclusive), text `start` to `end`, brackets included.

    `strength` is 3 where form or office tells that it is a person, 2 where the lexicon or the document does, 1 where
    only the words around it do.
    """

    first: int
    last: int
    start: int
    end: int
    strength: int
    rule: str
