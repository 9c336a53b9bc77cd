"""What the stylesheets make of one TEI document: its two views, and the facts that the edition's lists are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "org", "place"]


@dataclass(frozen=True, slots=True)
class Term:
    """A category (genre, classification, precedence): its identifier (`genre.telegram`) and its words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class DateFact:
    """When something happened: ISO 8601 as in `@when`, or the range of `@from`/`@notBefore` and `@to`/`@notAfter`.

    `text` is the date as printed.
    """

    first: str = ""
    last: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place as a document declares it (`listPerson`, `listOrg`, `listPlace`).

    `key` is its `xml:id` in the document, `name` its first name form without the office, `forms` all of them, `office`
    its `roleName`, `role` its part in the document (`speaker`, `author`, `mentioned` ...), `ids` its `idno`s:
    pairs of type and value.
    """

    kind: Kind
    key: str
    name: str
    forms: tuple[str, ...] = ()
    office: str = ""
    role: str = ""
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names an entity: `anchor` is the block's permalink.

    `before` and `after` are the words around the form, with a space towards it where the text has one.
    """

    kind: Kind
    key: str
    anchor: str
    before: str
    form: str
    after: str


@dataclass(frozen=True, slots=True)
class Speech:
    """How often somebody speaks to somebody (`said`, `sp`): keys of persons or organisations; `to` may be empty."""

    who: str
    to: str
    count: int


@dataclass(frozen=True, slots=True)
class CorrespAction:
    """One `correspAction`: `sent`, `received`, `copied` ...; who (key and name), where, when."""

    action: str
    key: str
    name: str
    place: str
    date: DateFact


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the original lies: `shelfmark` is a tuple of (level, value), as fond, opis, delo."""

    repository: str
    shelfmark: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the document's own table of contents; `level` counts from 1."""

    anchor: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the header and the text of a document tell the edition about it.

    `slug` is the name of the document in addresses: the stem of its file. Texts are plain, spaces made single.
    `related` are pairs of the slug of another document and what that one is: `original` or `translation` of this (or
    another word of `relatedItem/@type`). `title_language` is the language of the title (BCP 47), empty where nothing
    tells it: the header's own `xml:lang`, or the language of the text, if the title is written in its letters.
    """

    slug: str
    id: str
    title: str
    subtitle: str = ""
    date: DateFact = DateFact()
    place: str = ""
    genre: Term | None = None
    classification: tuple[Term, ...] = ()
    precedence: tuple[Term, ...] = ()
    archives: tuple[Archive, ...] = ()
    citation: str = ""
    summary: str = ""
    language: str = ""
    original_language: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    responsible: tuple[tuple[str, str], ...] = ()
    funder: str = ""
    publisher: str = ""
    availability: str = ""
    licence: str = ""
    record: str = ""
    url: str = ""
    number: str = ""
    published: str = ""
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speeches: tuple[Speech, ...] = ()
    correspondence: tuple[CorrespAction, ...] = ()
    headings: tuple[Heading, ...] = ()
    interventions: tuple[tuple[str, int], ...] = ()
    doubts: int = 0
    words: int = 0
    related: tuple[tuple[str, str], ...] = ()
    title_language: str = ""


@dataclass(frozen=True, slots=True)
class DocumentViews:
    """One document, ready to be put on pages.

    `reading` and `diplomatic` are HTML fragments (well-formed, everything escaped), to stand inside `<article>`; the
    anchors of the diplomatic view are those of the reading view with `d-` in front. `text` is the reading text, plain,
    for download and search.
    """

    facts: DocumentFacts
    reading: str
    diplomatic: str
    text: str
