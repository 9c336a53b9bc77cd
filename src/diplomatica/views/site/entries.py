"""Documents as lists show them: a line with date, title and what else tells one from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from markupsafe import Markup

from diplomatica.views.model import Archive
from diplomatica.views.site.addresses import numbered
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.frame import address
from diplomatica.views.site.messages import Messages
from diplomatica.views.site.rows import DocumentRow

PAGE = 200
"""So many documents stand on one page of a list."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list: its page, date in words and in ISO 8601, title, and the line below it.

    `language` is that of the title, where it is known and not the language of the interface.
    """

    path: str
    date: str
    iso: str
    title: str
    meta: str
    summary: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of a long list: where they are, and which one this is (from 1)."""

    paths: tuple[str, ...]
    current: int

    @property
    def shown(self) -> tuple[int, ...]:
        """The numbers that are printed: the ends, those around the current one, and 0 where some are left out."""
        last = len(self.paths)
        near = sorted({1, last, *(n for n in range(self.current - 2, self.current + 3) if 1 <= n <= last)})
        found: list[int] = []
        for number in near:
            if found and number - found[-1] > 1:
                found.append(0)
            found.append(number)
        return tuple(found)


class Entries:
    """The entries of all documents of a collection, in chronological order."""

    def __init__(self, collection: Collection, words: Messages) -> None:
        self._words = words
        self._labels = collection.labels
        self._all = tuple(map(self._entry, collection.documents))
        self._lines: dict[int, str] = {}

    def __getitem__(self, document: int) -> Entry:
        return self._all[document]

    def of(self, documents: Iterable[int]) -> tuple[Entry, ...]:
        """The entries of some documents."""
        return tuple(self._all[document] for document in documents)

    def lines(self, documents: Iterable[int]) -> Markup:
        """Items of a plain list of documents, for pages that lie one folder deep."""
        return Markup("".join(map(self._line, documents)))

    def _line(self, document: int) -> str:
        line = self._lines.get(document)
        if line is None:
            entry = self._all[document]
            lang = f' lang="{escape(entry.language)}"' if entry.language else ""
            link = f'<a href="../{escape(address(entry.path))}"{lang}>{escape(entry.title)}</a>'
            line = f'<li>{link} <span class="quiet small">{escape(entry.date)}</span></li>\n'
            self._lines[document] = line
        return line

    def _entry(self, row: DocumentRow) -> Entry:
        words = self._words
        date = words.date(row.date.first, row.date.last) if row.year is not None else ""
        meta = (
            self._labels.get(row.genre, ""),
            row.number,
            row.place,
            row.archives[0].repository if row.archives else "",
        )
        return Entry(
            path=row.path,
            date=date or row.date.text or words("lists.undated"),
            iso=row.date.first if row.year is not None else "",
            title=row.title,
            meta=" · ".join(part for part in meta if part),
            summary=row.summary,
            language=words.foreign(row.title_language),
        )


def shelfmark(words: Messages, archive: Archive) -> str:
    """A shelfmark in one line: "fond 71, opis 24, delo 6"."""
    return ", ".join(f"{words.named('level', level)} {value}".strip() for level, value in archive.shelfmark)


def paged(path: str, items: Sequence[_Item], size: int = PAGE) -> Iterator[tuple[Pager, Sequence[_Item]]]:
    """A list cut into pages; an empty one has one page."""
    count = max(1, -(-len(items) // size))
    paths = tuple(numbered(path, number) for number in range(1, count + 1))
    for number in range(1, count + 1):
        yield Pager(paths, number), items[(number - 1) * size : number * size]
