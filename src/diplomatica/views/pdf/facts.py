"""The facts about documents and books as the pages show them: words, not codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from diplomatica import __version__
from diplomatica.views.model import Archive, DateFact, DocumentFacts
from diplomatica.views.pdf.model import Edition, Volume
from diplomatica.views.site.messages import Messages

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SHORT = 70


def of_document(facts: DocumentFacts, number: int | None, edition: Edition, words: Messages) -> dict[str, Any]:
    """What the head and foot of a document's pages say, and the metadata of its file.

    `number` is its place in a book, None for a document on its own.
    """
    shown = words.date(facts.date.first, facts.date.last) if facts.date.first else facts.date.text
    authors = [entity.name for entity in facts.entities if entity.role in ("author", "sender")]
    return {
        "title": facts.title,
        "subtitle": facts.subtitle,
        "date": shown,
        "place": facts.place,
        "genre": facts.genre.label if facts.genre else "",
        "archive": "; ".join(filter(None, map(_archive, facts.archives))),
        "responsible": [f"{role}: {name}" for role, name in facts.responsible],
        "citation": facts.citation,
        "description": facts.summary,
        "number": str(number or ""),
        "mark": words("pdf.number", number=str(number)) if number else facts.number,
        "running": f"{number}  ·  {shown or _shortened(facts.title)}" if number else _shortened(facts.title),
        "anchor": f"document-{number or 1}",
        "authors": authors,
        "day": day(facts.date, facts.published),
        "edition": edition.title,
        "file": f"{facts.slug}.xml",
        "language": facts.language,
    }


def of_book(
    documents: Sequence[DocumentFacts], view: str, volume: Volume, edition: Edition, words: Messages
) -> dict[str, Any]:
    """What the title page, the contents and the index of a book say. The documents are in the order of the book."""
    years = sorted({fact.date.first[:4] for fact in documents if fact.date.first[:4].isdigit()})
    extent = words("pdf.documents", count=len(documents))
    if years:
        extent += ", " + (years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}")
    days = [found for fact in documents if (found := _day(fact.date.last or fact.date.first)) is not None]
    return {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "authors": [],
        "extent": extent,
        "kind": words(f"pdf.{view}"),
        "volume": words("pdf.volume", number=str(volume.number)) if volume.number else "",
        "made": words("frame.made", version=__version__),
        "day": max(days, default=_UNKNOWN),
        "documents": [of_document(fact, number, edition, words) for number, fact in enumerate(documents, volume.first)],
        "persons": _persons(documents),
    }


_UNKNOWN = [1970, 1, 1]
"""The date of a file that nothing dates: PDF/A-3 asks for one, and that of today would change from day to day."""


def day(date: DateFact, published: str) -> list[int]:
    """Year, month and day of a document's file: when the document was written, else when it was published."""
    return _day(date.first) or _day(date.last) or _day(published) or _UNKNOWN


def _day(iso: str) -> list[int] | None:
    match = _DATE.match(iso)
    if match is None or int(match[1]) == 0:
        return None
    return [int(match[1]), int(match[2] or 1), int(match[3] or 1)]


def _archive(archive: Archive) -> str:
    return ", ".join(filter(None, [archive.repository, *(f"{level} {value}" for level, value in archive.shelfmark)]))


def _shortened(title: str) -> str:
    return title if len(title) <= _SHORT else title[:_SHORT].rsplit(" ", 1)[0] + " …"


def _persons(documents: Iterable[DocumentFacts]) -> list[dict[str, str]]:
    """The persons of a book for its index, by name; a key has the first name and office that a document gives it."""
    found: dict[str, dict[str, str]] = {}
    for fact in documents:
        for entity in fact.entities:
            if entity.kind == "person" and entity.name:
                found.setdefault(entity.key, {"key": entity.key, "name": entity.name, "office": entity.office})
    return sorted(found.values(), key=lambda person: (person["name"].casefold(), person["key"]))
