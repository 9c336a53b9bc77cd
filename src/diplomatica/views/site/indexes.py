"""The indexes of persons, places and organisations: A to Z, with every other form of a name leading to its entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diplomatica.views.model import Kind
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.filing import filed, folded, letter, sort_key
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Crumb, Page, Write
from diplomatica.views.site.rows import SECTION, EntityRow

LONGEST = 1500
"""An index with more entries has a page for each letter."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of an index: a name as filed; with `see`, the entities to which another form of their name leads."""

    filed: str
    entity: EntityRow | None
    see: tuple[EntityRow, ...] = ()
    office: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter; `anchor` and `path` are where they stand."""

    letter: str
    anchor: str
    path: str
    entries: tuple[IndexEntry, ...]


def write_indexes(collection: Collection, frame: Frame, write: Write) -> None:
    """Write `persons/index.html`, `places/index.html`, `organisations/index.html`; long ones a page for each letter."""
    for kind in collection.entities:
        for path, body in _pages(collection, kind, frame):
            write(path, body)


def _pages(collection: Collection, kind: Kind, frame: Frame) -> Iterator[tuple[str, bytes]]:
    entities = collection.entities[kind]
    section = SECTION[kind]
    entries = index_entries(entities)
    is_long = len(entries) > LONGEST
    letters = by_letter(entries, section if is_long else "")
    title = frame.words(f"nav.{section}")
    trail = (Crumb(title, f"{section}/index.html"),)
    unidentified = any(not entity.identified for entity in entities)
    for shown in ((), *((one,) for one in letters)) if is_long else (letters,):
        page = Page(
            path=shown[0].path if is_long and shown else f"{section}/index.html",
            title=f"{title}: {shown[0].letter}" if is_long and shown else title,
            section=section,
            trail=trail if is_long and shown else (),
            description=frame.words(f"index.about.{section}"),
            kind="index-page",
            styles=("lists.css",),
        )
        yield (
            page.path,
            frame.render(
                page,
                "lists/index.html",
                section=section,
                letters=letters,
                shown=shown,
                total=len(entities),
                unidentified=unidentified,
                top=most_named(entities, 24) if is_long and not shown else (),
            ),
        )


def most_named(entities: Sequence[EntityRow], count: int) -> tuple[EntityRow, ...]:
    """Those that most documents name, the most named first."""
    return tuple(sorted(entities, key=lambda one: (-len(one.appearances), -one.mentions, one.index))[:count])


def index_entries(entities: Iterable[EntityRow]) -> tuple[IndexEntry, ...]:
    """The lines of an index in order. Forms that would stand beside the name itself get no line of their own."""
    found: list[tuple[tuple[str, str], int, IndexEntry]] = []
    see: dict[str, list[EntityRow]] = {}
    for entity in entities:
        office = entity.offices[0].text if len(entity.offices) == 1 else ""
        found.append((sort_key(entity.filed), 0, IndexEntry(entity.filed, entity, office=office)))
        near = {*_ways_to_file(entity.filed)}
        for form in entity.forms[1:]:
            as_filed = filed(form.text, entity.key) if entity.kind == "person" else form.text
            ways = _ways_to_file(as_filed)
            if ways and near.isdisjoint(ways):
                near.update(ways)
                see.setdefault(as_filed, []).append(entity)
    for form_filed, others in see.items():
        found.append((sort_key(form_filed), 1, IndexEntry(form_filed, None, tuple(others))))
    found.sort(key=lambda item: (item[0], item[1], item[2].entity.index if item[2].entity else 0))
    return tuple(entry for _, _, entry in found)


def _ways_to_file(as_filed: str) -> tuple[object, ...]:
    """What two forms of a name must not share to stand apart in an index: the family name, or all their words."""
    family, comma, _ = as_filed.partition(",")
    words = frozenset(folded(as_filed).split())
    return () if not words else (words, folded(family)) if comma else (words,)


def by_letter(entries: Iterable[IndexEntry], folder: str) -> tuple[Letter, ...]:
    """Entries under their letters; `folder` where each letter has a page of its own."""
    found: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        found.setdefault(letter(entry.filed), []).append(entry)
    named = []
    for sign, under in found.items():
        name = "-".join(
            f"{ord(char):04x}" if not char.isascii() or not char.isalnum() else char for char in sign
        ).lower()
        named.append(Letter(sign, f"letter-{name}", f"{folder}/letter~{name}.html" if folder else "", tuple(under)))
    return tuple(named)
