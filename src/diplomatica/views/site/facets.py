"""What the list of documents is filtered by, and the data that the scripts in the browser work on.

The data are scripts that set one global each, so that they also load where a page is opened from a file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diplomatica.views.model import Kind
from diplomatica.views.site.addresses import stem
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.entries import Entries
from diplomatica.views.site.groups import natural
from diplomatica.views.site.messages import Messages
from diplomatica.views.site.model import Write
from diplomatica.views.site.rows import SECTION, EntityRow

SHOWN = 12
"""So many values of a facet can be ticked at once; a field finds the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its key in addresses, its words, and how many documents have it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name in addresses; the values that are shown, and whether there are more."""

    name: str
    choices: tuple[Choice, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets, with the first and last year."""

    facets: tuple[Facet, ...]
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class _Column:
    """A facet over the documents: key and words of each value, and the values of each document, by their number."""

    name: str
    values: tuple[tuple[str, str], ...]
    of: tuple[tuple[int, ...], ...]

    def counts(self) -> Counter[int]:
        return Counter(number for numbers in self.of for number in numbers)


def facets(collection: Collection, words: Messages) -> Facets:
    """The facets of the list of documents; one that tells no document from another is left out."""
    found = []
    for column in _columns(collection, words):
        counts = column.counts()
        if all(count == len(collection.documents) for count in counts.values()):
            continue
        ranked = sorted(counts, key=lambda number: (-counts[number], number))[:SHOWN]
        choices = tuple(Choice(*column.values[number], counts[number]) for number in sorted(ranked))
        if column.name in ("person", "genre"):
            choices = tuple(Choice(*column.values[number], counts[number]) for number in ranked)
        found.append(Facet(column.name, choices, len(counts) > SHOWN))
    years = [row.year for row in collection.documents if row.year is not None]
    return Facets(tuple(found), years[0] if years else None, years[-1] if years else None)


def entity_id(entity: EntityRow) -> str:
    """An entity in the address of a filtered list: its key, and where several share that, the section too."""
    return stem(entity.key) + (f"~{entity.anchor}" if entity.anchor else "")


def language_name(words: Messages, tag: str) -> str:
    """The name of a language in words, of its tag: "Korean" for "ko"."""
    return words.named("languages", tag.partition("-")[0]) if tag else ""


def words_for_script(words: Messages, family: str, keys: Sequence[str]) -> dict[str, object]:
    """Messages as a script takes them: a text, or the plural forms by their category; places are not filled."""
    return {key: words.table[f"{family}.{key}"] for key in keys}


def _columns(collection: Collection, words: Messages) -> tuple[_Column, ...]:
    documents = collection.documents
    people = collection.entities["person"]
    repositories = {group.key: group for group in collection.groups["archives"] if group.key}
    names = {key: group.path.partition("/")[2].removesuffix(".html") for key, group in repositories.items()}
    labels = collection.labels

    def column(name: str, rows: Iterable[Sequence[str]], keys: dict[str, tuple[str, str]]) -> _Column:
        order = sorted(keys, key=lambda value: natural(keys[value][1]))
        number = {value: place for place, value in enumerate(order)}
        of = tuple(tuple(sorted({number[value] for value in values})) for values in rows)
        return _Column(name, tuple(keys[value] for value in order), of)

    def plain(values: Iterable[str]) -> dict[str, tuple[str, str]]:
        return {value: (value, value) for value in values if value}

    genres = {row.genre: (row.genre, labels.get(row.genre, row.genre)) for row in documents if row.genre}
    classes = {key: (key, labels.get(key, key)) for row in documents for key in row.classification}
    tags = {row.language: (row.language, language_name(words, row.language)) for row in documents if row.language}
    return (
        column("genre", ([row.genre] if row.genre else [] for row in documents), genres),
        column(
            "archive",
            ([archive.repository for archive in row.archives if archive.repository] for row in documents),
            {key: (names[key], key) for key in repositories},
        ),
        _Column(
            "person", tuple((entity_id(one), one.filed) for one in people), tuple(row.persons for row in documents)
        ),
        column("place", ([row.place] if row.place else [] for row in documents), plain(row.place for row in documents)),
        column("language", ([row.language] if row.language else [] for row in documents), tags),
        column("classification", (row.classification for row in documents), classes),
    )


def write_data(collection: Collection, entries: Entries, words: Messages, write: Write) -> None:
    """Write `assets/facets.js` (all documents, with the values of their facets) and `assets/names.js` (all names).

    `facets.js`: a document is [address, date as ISO 8601, date in words, title, line below, year or null, then one list
    of numbers for each facet, and last the language of the title, if that is not the language of the interface]; a
    facet is {name, values: [[key, words], ...]}.
    `names.js`: names as [address, name, other forms, number of documents, kind].
    """
    columns = _columns(collection, words)
    rows = []
    for number, row in enumerate(collection.documents):
        entry = entries[number]
        values = [list(column.of[number]) for column in columns]
        language = [entry.language] if entry.language else []
        rows.append([row.slug, entry.iso, entry.date, entry.title, entry.meta, row.year, *values, *language])
    facets_data = {"facets": [{"name": one.name, "values": one.values} for one in columns], "documents": rows}
    write("assets/facets.js", _script("diplomaticaFacets", facets_data))
    names: list[list[object]] = []
    kinds: tuple[Kind, ...] = ("person", "place", "org")
    for kind in kinds:
        for entity in collection.entities[kind]:
            others = [form.text for form in entity.forms[1:]]
            names.append([entity.path, entity.name, others, len(entity.appearances), SECTION[kind]])
    write("assets/names.js", _script("diplomaticaNames", {"names": names}))


def _script(name: str, data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.{name}={text};\n".encode("utf-8", "replace")
