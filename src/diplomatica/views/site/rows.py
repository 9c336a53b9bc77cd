"""The values that the edition's lists are made of: what the register knows of documents, names and ties.

Documents are named by their place in the chronological order (an `int`), everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.views.model import Archive, DateFact, Kind

SECTION: dict[Kind, str] = {"person": "persons", "place": "places", "org": "organisations"}
"""The folder of the edition, and its entry in the navigation, that entities of a kind have."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What lists tell of a document; `year` is None where its date is not known.

    `title_language` is as in `DocumentFacts`. `genre` and `classification` are keys, their words stand in the
    collection's `labels`; `language` is a BCP 47 tag. `persons` and `organisations` are the entities of the document,
    by their place in the collection's lists.
    """

    slug: str
    title: str
    subtitle: str
    date: DateFact
    year: int | None
    place: str
    genre: str
    classification: tuple[str, ...]
    archives: tuple[Archive, ...]
    language: str
    summary: str
    number: str
    words: int
    persons: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    title_language: str = ""

    @property
    def path(self) -> str:
        """The page of its reading view."""
        return f"documents/{self.slug}/index.html"


@dataclass(frozen=True, slots=True)
class Used:
    """A form of a name or an office, and the documents (in order) that give it."""

    text: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity in a document: the roles it has there, and how often the text names it."""

    document: int
    roles: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A mention in its context; `anchor` is the permalink of the block."""

    anchor: str
    before: str
    form: str
    after: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A person, organisation or place of the edition.

    `identified` says that an authority stands for it: it has an `idno`, or its key is in an authority file of the
    collection. Several entities may have the same key if they are not identified: then the edition does not know
    whether they are the same. `filed` is the name as an index has it, `anchor` its section on the page of its key,
    `forms` begins with the name itself. `disputed` are types of identifier (VIAF ...) of which documents give
    different values.
    """

    kind: Kind
    index: int
    key: str
    name: str
    filed: str
    identified: bool
    page: str
    anchor: str
    note: str
    forms: tuple[Used, ...]
    offices: tuple[Used, ...]
    ids: tuple[tuple[str, str], ...]
    disputed: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    mentions: int

    @property
    def path(self) -> str:
        """The address of its section: the page of its key, and where several share that, the place in it."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a tie: an entity by its kind and place in the list of that kind, or a mere name (`index` -1)."""

    kind: Kind
    index: int
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Who spoke with, or wrote to, whom: `count` speeches or documents, and the documents in order."""

    source: Party
    target: Party
    count: int
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that have something in common: a year, a genre, an archive; `path` is their page."""

    key: str
    label: str
    path: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArchiveNode:
    """A level of an archive's order: `level` (fond, opis ...) and `value`, and what is below.

    `documents` are those that the shelfmark places exactly here, `total` counts them with those below.
    """

    level: str
    value: str
    documents: tuple[int, ...]
    below: tuple[ArchiveNode, ...]
    total: int
