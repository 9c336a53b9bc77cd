"""The facts about documents and books as the pages show them: words, not codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from diplomatica import __version__
from diplomatica.views.model import Archive, DateFact, DocumentFacts
from diplomatica.views.pdf.model import Edition, Volume
from diplomatica.views.site.filing import filed, sort_key
from diplomatica.views.site.messages import Messages

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SHORT = 48
_LONGEST = 5000


def of_document(facts: DocumentFacts, number: int | None, edition: Edition, words: Messages) -> dict[str, Any]:
    """What the head and foot of a document's pages say, and the metadata of its file.

    `number` is its place in a book, None for a document on its own.
    """
    shown = words.date(facts.date.first, facts.date.last) if facts.date.first else facts.date.text
    authors = [_cut(entity.name) for entity in facts.entities if entity.role in ("author", "sender")]
    return {
        "title": _cut(facts.title) or facts.slug,
        "subtitle": facts.subtitle,
        "date": shown,
        "place": facts.place,
        "genre": facts.genre.label if facts.genre else "",
        "archive": "; ".join(filter(None, map(_archive, facts.archives))),
        "responsible": [f"{role}: {name}" for role, name in facts.responsible],
        "citation": facts.citation,
        "description": _cut(facts.summary),
        "number": str(number or ""),
        "mark": words("pdf.number", number=str(number)) if number else facts.number,
        "running": " · ".join([words("pdf.number", number=str(number)), shown or _shortened(facts.title)])
        if number
        else _shortened(facts.title),
        "anchor": f"document-{number or 1}",
        "authors": authors,
        "day": day(facts.date, facts.published),
        "edition": _shortened(edition.title),
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
        "running": _shortened(edition.title),
        "subtitle": edition.subtitle,
        "authors": [],
        "extent": extent,
        "kind": words(f"pdf.{view}"),
        "volume": words("pdf.volume", number=str(volume.number)) if volume.number else "",
        "made": words("pdf.made", version=__version__),
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


def _cut(text: str) -> str:
    """A text that the metadata and bookmarks of a PDF can hold: PDF/A has no string above 32767 bytes (UTF-16)."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _shortened(title: str) -> str:
    return title if len(title) <= _SHORT else title[:_SHORT].rsplit(" ", 1)[0] + " …"


def named(facts: DocumentFacts) -> list[tuple[str, str, str]]:
    """Where the diplomatic view of a document names persons: anchor of a block, form of the name, key.

    Forms that stand for one person in the whole document have "" for an anchor.
    """
    forms: dict[str, set[str]] = {}
    for entity in facts.entities:
        if entity.kind == "person":
            for form in (entity.name, *entity.forms):
                forms.setdefault(form.casefold(), set()).add(entity.key)
    everywhere = [("", form, key) for form, keys in forms.items() if form and len(keys) == 1 for key in keys]
    return [*everywhere, *((f"d-{it.anchor}", it.form, it.key) for it in facts.mentions if it.kind == "person")]


def _persons(documents: Iterable[DocumentFacts]) -> list[dict[str, str]]:
    """The persons of a book for its index, filed by their family names as in the edition's list of persons.

    A key stands for its most usual name, for one that is not in capitals before all; its office is the first one given,
    unless the office is all that it has for a name.
    """
    names: dict[str, Counter[str]] = {}
    offices: dict[str, str] = {}
    for fact in documents:
        for entity in fact.entities:
            if entity.kind == "person" and entity.name:
                names.setdefault(entity.key, Counter())[entity.name] += 1
                offices[entity.key] = offices.get(entity.key) or entity.office
    found = []
    for key, given in names.items():
        name = min(given, key=lambda text: (text.isupper(), -given[text], -len(text), text))
        office = "" if offices[key].casefold() == name.casefold() else offices[key]
        shown = name if office == "" and offices[key] else filed(name, key)
        found.append({"key": key, "name": shown, "office": office})
    return sorted(found, key=lambda person: (sort_key(person["name"]), person["key"]))
