"""The pages of persons, places and organisations: their indexes, and one page for each key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from diplomatica.views.model import Kind
from diplomatica.views.site.addresses import numbered
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.entries import Entries, Entry, Pager
from diplomatica.views.site.filing import folded
from diplomatica.views.site.frame import Frame, address
from diplomatica.views.site.identifiers import identifier_link
from diplomatica.views.site.model import Crumb, Page, Write
from diplomatica.views.site.register import rank
from diplomatica.views.site.rows import SECTION, EntityRow, MentionLine, Tie

MENTIONS = 400
"""So many mentions in context stand on one page."""
LISTED = 100
"""So many documents of a role are listed; the mentions in context name them all."""
PARTNERS = 60
"""So many partners of somebody are listed."""

ALIKE = 12
"""More persons of one family name than these say nothing."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody with whom an entity has a tie: name, page (empty for a mere name), and how often there and back."""

    name: str
    path: str
    there: int
    back: int


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier with the name of its authority, and its address there or nothing."""

    type: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office as documents give it, with the years of these documents."""

    text: str
    years: str
    documents: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """All that the page of an entity tells of it, save the mentions."""

    entity: EntityRow
    kin: tuple[EntityRow, ...]
    alike: tuple[EntityRow, ...]
    offices: tuple[Office, ...]
    ids: tuple[Identifier, ...]
    roles: tuple[tuple[str, int, Markup], ...]
    spoke: tuple[Partner, ...]
    wrote: tuple[Partner, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """The mentions of one document, or of the part of it that stands on this page."""

    entity: EntityRow
    entry: Entry
    lines: Markup
    count: int
    starts: bool


class EntityPages:
    """Writes the pages of all entities."""

    def __init__(self, collection: Collection, entries: Entries, frame: Frame) -> None:
        self._collection = collection
        self._entries = entries
        self._frame = frame
        self._spoke = _by_party(collection.speeches)
        self._wrote = _by_party(collection.letters)
        self._same_id = self._by_id()
        self._same_family = self._by_family()

    def write(self, write: Write) -> None:
        """Write one page a key, and further ones where its mentions are many."""
        for path, entities in self._collection.pages.items():
            for page, body in self._pages(path, entities):
                write(page, body)

    def _pages(self, path: str, entities: Sequence[EntityRow]) -> Iterator[tuple[str, bytes]]:
        kind = entities[0].kind
        section = SECTION[kind]
        sections = tuple(map(self._section, entities))
        pages = tuple(self._mentions(entities))
        paths = tuple(numbered(path, number) for number in range(1, len(pages) + 1))
        words = self._frame.words
        name = entities[0].name
        for number, groups in enumerate(pages, start=1):
            page = Page(
                path=paths[number - 1],
                title=name if number == 1 else words("entity.continued", name=name, page=number),
                section=section,
                trail=(Crumb(words(f"nav.{section}"), f"{section}/index.html"),)
                + ((Crumb(name, path),) if number > 1 else ()),
                description=words("entity.description", name=name, count=sections[0].documents),
                kind="entity-page",
                styles=("lists.css",),
            )
            yield (
                page.path,
                self._frame.render(
                    page,
                    "lists/entity.html",
                    name=name,
                    kind=kind,
                    told=sections,
                    groups=groups,
                    at_most=LISTED,
                    pages=Pager(paths, number),
                    total=sum(entity.mentions for entity in entities),
                ),
            )

    # -- what is told of one entity -----------------------------------------------------------------------------------

    def _section(self, entity: EntityRow) -> Section:
        words = self._frame.words
        documents = self._collection.documents
        offices = []
        for office in entity.offices:
            years = [year for number in office.documents if (year := documents[number].year) is not None]
            shown = words.date(str(years[0]), str(years[-1])) if years else ""
            entries = self._entries.of(office.documents[:3])
            offices.append(Office(office.text, shown, entries, len(office.documents)))
        by_role: dict[str, list[int]] = {}
        for appearance in entity.appearances:
            for role in appearance.roles:
                by_role.setdefault(role, []).append(appearance.document)
        roles = sorted(by_role, key=rank)
        identity = (entity.kind, entity.index)
        return Section(
            entity=entity,
            kin=self._kin(entity),
            alike=self._alike(entity),
            offices=tuple(offices),
            ids=tuple(Identifier(type_, value, identifier_link(type_, value)) for type_, value in entity.ids),
            roles=tuple((role, len(by_role[role]), self._entries.lines(by_role[role][:LISTED])) for role in roles),
            spoke=self._partners(self._spoke.get(identity, ()), entity),
            wrote=self._partners(self._wrote.get(identity, ()), entity),
            documents=len(entity.appearances),
        )

    def _by_id(self) -> Mapping[tuple[Kind, str, str], list[EntityRow]]:
        found: dict[tuple[Kind, str, str], list[EntityRow]] = {}
        for kind, entities in self._collection.entities.items():
            for entity in entities:
                for type_, value in entity.ids:
                    found.setdefault((kind, type_, value), []).append(entity)
        return found

    def _kin(self, entity: EntityRow) -> tuple[EntityRow, ...]:
        """Others that share an identifier: the same, says the authority, though documents use another key."""
        found = (other for type_, value in entity.ids for other in self._same_id[entity.kind, type_, value])
        return tuple(dict.fromkeys(other for other in found if other is not entity))

    def _by_family(self) -> Mapping[str, list[EntityRow]]:
        found: dict[str, list[EntityRow]] = {}
        for entity in self._collection.entities["person"]:
            found.setdefault(_family(entity), []).append(entity)
        return found

    def _alike(self, entity: EntityRow) -> tuple[EntityRow, ...]:
        """Persons of the same family name on other pages, where one of the two is not identified."""
        if entity.kind != "person":
            return ()
        family = self._same_family[_family(entity)]
        found = tuple(
            other for other in family if other.page != entity.page and not (other.identified and entity.identified)
        )
        return found if len(found) <= ALIKE else ()

    def _partners(self, ties: Sequence[Tie], entity: EntityRow) -> tuple[Partner, ...]:
        counts: dict[tuple[Kind, int, str], list[int]] = {}
        for tie in ties:
            there = (tie.source.kind, tie.source.index) == (entity.kind, entity.index)
            other = tie.target if there else tie.source
            counts.setdefault((other.kind, other.index, other.name), [0, 0])[0 if there else 1] += tie.count
        partners = [
            Partner(name, self._collection.entities[kind][index].path if index >= 0 else "", there, back)
            for (kind, index, name), (there, back) in counts.items()
        ]
        partners.sort(key=lambda partner: -(partner.there + partner.back))
        return tuple(partners[:PARTNERS])

    # -- mentions ----------------------------------------------------------------------------------------------------

    def _mentions(self, entities: Sequence[EntityRow]) -> Iterator[tuple[MentionGroup, ...]]:
        """Pages of mentions; at least one, which may be empty."""
        page: list[MentionGroup] = []
        room = MENTIONS
        several = len(entities) > 1
        for entity in entities:
            first = True
            for document, lines in self._collection.mentions(entity):
                entry = self._entries[document]
                while lines:
                    if not room:
                        yield tuple(page)
                        page, room, first = [], MENTIONS, True
                    here, lines = lines[:room], lines[room:]
                    room -= len(here)
                    page.append(MentionGroup(entity, entry, _kwic(here, entry.path), len(here), first and several))
                    first = False
        yield tuple(page)


def _family(entity: EntityRow) -> str:
    return folded(entity.filed.partition(",")[0] if "," in entity.filed else entity.filed.split(" ")[0])


def _by_party(ties: Sequence[Tie]) -> Mapping[tuple[Kind, int], list[Tie]]:
    found: dict[tuple[Kind, int], list[Tie]] = {}
    for tie in ties:
        for party in dict.fromkeys((tie.source, tie.target)):
            if party.index >= 0 and tie.target.name:
                found.setdefault((party.kind, party.index), []).append(tie)
    return found


def _kwic(lines: Sequence[MentionLine], path: str) -> Markup:
    """Mentions in their context, each a link to its block. All entity pages lie one folder deep."""
    found = []
    href = escape("../" + address(path))
    for line in lines:
        found.append(
            f'<li><a href="{href}#{escape(line.anchor)}"><span class="before">{escape(line.before)}</span>'
            f'<span class="after"><b>{escape(line.form)}</b>{escape(line.after)}</span></a></li>\n'
        )
    return Markup("".join(found))
