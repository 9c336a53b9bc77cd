"""What the metadata of a page say, taken apart: the facts from which a teiHeader is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diplomatica.encoding.model import NameKind
from diplomatica.source.model import Zone

TermKind = Literal["classification", "precedence", "handling"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word for classification, precedence or handling: `id` names the category, `label` describes it."""

    kind: TermKind
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term in a text, `text[start:end]`."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an archival reference: its value, and `type` as `idno/@type` shows it (fond, opis, box ...)."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Archive:
    """Where an archive keeps the document."""

    repository: str
    levels: tuple[Level, ...] = ()
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms the document is published: the words, and the address of the terms ("" if none is known)."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """One person or body and what it did ("translated"); `ref` is the id of the person in the header."""

    role: str
    name: str
    kind: NameKind = "person"
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """An undertaking for which others worked: `role` is the wording ("obtained and translated for")."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Funder:
    """The sentence that names who paid, and the name in it: `text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartyNamed:
    """Sender or receiver of a telegram or letter as the title names them; `alias` is the name in brackets after it."""

    name: str = ""
    kind: NameKind = "person"
    place: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language with the words of the page that name it; `use` is "text" or "original"."""

    ident: str
    text: str
    use: Literal["text", "original"]


@dataclass(frozen=True, slots=True)
class TitlePart:
    """A stretch of the title: main title, subtitle, number that has no other place, or a separator set aside."""

    kind: Literal["main", "sub", "number", "separator"]
    text: str
    when: tuple[tuple[str, str], ...] = ()
    date_start: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the page that the header keeps as it stands, under its name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """Everything that the header zones of a page say, and what its text says of title, date and source.

    `title` is the main title ("" if the page has none); `numbers` are numbers in the title that the text does not
    show; `in_header` tells whether the title stands in a header zone (and not only in the text or the citation).
    `created` are the attributes and `created_text` the words of the date; `homes` pairs every header zone, cut where
    it has to be, with the place in the teiHeader where its characters stand.
    """

    name: str
    layout: str
    title: str = ""
    subtitles: tuple[TitlePart, ...] = ()
    numbers: tuple[str, ...] = ()
    genre: str = ""
    type: str = ""
    created: tuple[tuple[str, str], ...] = ()
    created_text: str = ""
    created_in_header: bool = False
    place: str = ""
    sender: PartyNamed | None = None
    receiver: PartyNamed | None = None
    publisher: str = ""
    licence: Licence | None = None
    record_ids: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    uploaded: tuple[Field, ...] = ()
    rights: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    archives: tuple[Archive, ...] = ()
    credits: tuple[Credit, ...] = ()
    projects: tuple[Project, ...] = ()
    funders: tuple[Funder, ...] = ()
    summaries: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    terms: tuple[Term, ...] = ()
    keywords: tuple[Field, ...] = ()
    authors: tuple[str, ...] = ()
    others: tuple[Field, ...] = ()
    homes: tuple[tuple[Zone, str], ...] = ()
