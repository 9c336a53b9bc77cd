"""The collection as the lists need it: everything in order, and the mentions of an entity when they are asked for."""

from __future__ import annotations

import marshal
import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import IO

from diplomatica.views.model import Kind
from diplomatica.views.site.rows import ArchiveNode, DocumentRow, EntityRow, Group, MentionLine, Tie

Span = tuple[int, int, int, int]
"""The mentions of an entity in one document: the document, their place and length in the file, their number."""


@dataclass(frozen=True)
class Collection:
    """What all documents tell, in order. It holds a temporary file open: use it in a `with` block.

    `documents` are in chronological order, `entities` as filed, `labels` are the words of the keys of genres and
    classifications. `groups` has the families "dates" (years), "genres" and "archives" (repositories), `archives` the
    order inside each repository, as `groups["archives"]` has them.
    """

    documents: tuple[DocumentRow, ...]
    entities: Mapping[Kind, tuple[EntityRow, ...]]
    labels: Mapping[str, str]
    speeches: tuple[Tie, ...]
    letters: tuple[Tie, ...]
    groups: Mapping[str, tuple[Group, ...]]
    archives: tuple[tuple[ArchiveNode, ...], ...]
    spool: IO[bytes]
    spans: Mapping[Kind, tuple[tuple[Span, ...], ...]] = field(repr=False)

    def mentions(self, entity: EntityRow) -> Iterator[tuple[int, tuple[MentionLine, ...]]]:
        """The mentions of an entity, document by document in chronological order, in the order of the text."""
        for document, start, length, _ in self.spans[entity.kind][entity.index]:
            yield document, tuple(MentionLine(*line) for line in marshal.loads(self._data[start : start + length]))

    def neighbours(self, slug: str) -> tuple[DocumentRow | None, DocumentRow | None]:
        """The documents before and after one in chronological order."""
        place = self.places[slug]
        before = self.documents[place - 1] if place else None
        return before, self.documents[place + 1] if place + 1 < len(self.documents) else None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each document in the chronological order, by its slug."""
        return {row.slug: number for number, row in enumerate(self.documents)}

    @cached_property
    def pages(self) -> Mapping[str, tuple[EntityRow, ...]]:
        """The pages of entities and who stands on them; all keys that differ in capitals alone share their entities.

        Not every file system tells such names apart, so that their pages are the same.
        """
        shared: dict[tuple[Kind, str], list[EntityRow]] = {}
        for kind in self.entities:
            for entity in self.entities[kind]:
                shared.setdefault((kind, entity.key.casefold()), []).append(entity)
        found = {}
        for entities in shared.values():
            entities.sort(key=lambda entity: (not entity.identified, entity.index))
            found.update(dict.fromkeys((entity.page for entity in entities), tuple(entities)))
        return found

    @cached_property
    def _data(self) -> mmap.mmap | bytes:
        self.spool.flush()
        self.spool.seek(0, 2)
        return mmap.mmap(self.spool.fileno(), 0, access=mmap.ACCESS_READ) if self.spool.tell() else b""

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        data = self.__dict__.pop("_data", None)
        if isinstance(data, mmap.mmap):
            data.close()
        self.spool.close()
