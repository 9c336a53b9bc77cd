"""The corrections of one document, as its editor wrote them.

`line` is the line of the correction in its file. `nth` counts the places where the wording stands, from 1; 0 stands
for all of them (insertions, names, dates) or for the first (speech, blocks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diplomatica.encoding.insertions import InsertionKind
from diplomatica.encoding.model import NameKind

Begins = Literal["paragraph", "heading", "list", "item", "speech", "nothing"]
Resp = Literal["", "author", "translator", "editor"]


@dataclass(frozen=True, slots=True)
class InsertionFix:
    """`text`, brackets included, is an insertion of this kind; `about` are the words before it that it is about."""

    line: int
    text: str
    kind: InsertionKind | Literal["none"]
    nth: int = 0
    reason: str = ""
    about: str = ""
    resp: Resp = ""


@dataclass(frozen=True, slots=True)
class SpeechFix:
    """The speech that starts with these words is `who`'s, or nobody's (""); `ends` are its last words.

    `who` and `to` are ids or names.
    """

    line: int
    starts: str
    who: str
    nth: int = 0
    ends: str = ""
    to: str = ""
    direct: bool | None = None


@dataclass(frozen=True, slots=True)
class NameFix:
    """`text` is a name of this kind, or none."""

    line: int
    text: str
    kind: NameKind | Literal["none"]
    nth: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class PersonFix:
    """Every mention by this form of the name means the person with this id."""

    line: int
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class DateFix:
    """`text` is the date `when`, in W3C form, two dates set apart by "/" for a span; "" if it is no date."""

    line: int
    text: str
    when: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class BlockFix:
    """What begins at these words."""

    line: int
    starts: str
    begins: Begins
    nth: int = 0


@dataclass(frozen=True, slots=True)
class HeaderFix:
    """Values of the header; "" leaves what the rules found."""

    line: int
    title: str = ""
    genre: str = ""
    date: str = ""
    place: str = ""
    language: str = ""
    author: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    repository: str = ""
    shelfmark: str = ""


Fix = InsertionFix | SpeechFix | NameFix | PersonFix | DateFix | BlockFix | HeaderFix


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one document; `where` is the path of their file."""

    where: str
    insertions: tuple[InsertionFix, ...] = ()
    speeches: tuple[SpeechFix, ...] = ()
    names: tuple[NameFix, ...] = ()
    persons: tuple[PersonFix, ...] = ()
    dates: tuple[DateFix, ...] = ()
    blocks: tuple[BlockFix, ...] = ()
    header: HeaderFix | None = None


def span_of(when: str) -> tuple[tuple[str, str], ...]:
    """The attributes of a `date` for a value of a correction.

    >>> span_of("1951-11-21"), span_of("1951-11/1952-01")
    ((('when', '1951-11-21'),), (('from', '1951-11'), ('to', '1952-01')))
    """
    start, slash, end = when.partition("/")
    return (("from", start), ("to", end)) if slash else (("when", start),)
