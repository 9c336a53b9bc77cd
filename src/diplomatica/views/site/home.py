"""The first page, and the pages about the edition: how it was made, the page of a wrong address, the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from diplomatica.views.site.chronology import chronology
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.entries import Entries
from diplomatica.views.site.facets import language_name
from diplomatica.views.site.frame import Frame, address
from diplomatica.views.site.indexes import most_named
from diplomatica.views.site.model import Page, Write
from diplomatica.views.site.rows import DocumentRow, Group

SMALL = 30
"""A collection of so many documents at the most is listed whole on its first page."""
MOST = 12
"""So many of the most named persons, places and organisations stand on the first page."""


@dataclass(frozen=True, slots=True)
class Making:
    """How the edition was made: programs and rules with their versions, and what the editors say of their text.

    `programs` are pairs of name and version; `notes` are paragraphs in the words of the collection, `imprint` those of
    who is answerable for it.
    """

    programs: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()


def write_home(collection: Collection, entries: Entries, frame: Frame, write: Write) -> None:
    """Write `index.html`."""
    words = frame.words
    documents = collection.documents
    years = [row.year for row in documents if row.year is not None]
    languages = Counter(row.language.partition("-")[0] for row in documents if row.language)
    page = Page(
        path="index.html",
        title=frame.edition.title,
        description=frame.edition.subtitle or words("home.description", count=len(documents)),
        kind="home-page",
        styles=("lists.css",),
    )
    body = frame.render(
        page,
        "lists/home.html",
        total=len(documents),
        span=words.date(str(years[0]), str(years[-1])) if years else "",
        words_count=sum(row.words for row in documents),
        chronology=chronology(collection, words, height=96),
        listed=entries.of(range(len(documents))) if len(documents) <= SMALL else (),
        genres=_largest(collection.groups["genres"]),
        archives=_largest(collection.groups["archives"]),
        persons=most_named(collection.entities["person"], MOST),
        places=most_named(collection.entities["place"], MOST),
        organisations=most_named(collection.entities["org"], MOST),
        counts={kind: len(found) for kind, found in collection.entities.items()},
        languages=tuple((language_name(words, tag), count) for tag, count in sorted(languages.items())),
    )
    write(page.path, body)


def _largest(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple(sorted((group for group in groups if group.key), key=lambda group: -len(group.documents)))


def write_about(collection: Collection, frame: Frame, write: Write, making: Making) -> None:
    """Write `about.html` and `404.html`."""
    words = frame.words
    facts: Mapping[str, object] = {
        "total": len(collection.documents),
        "identified": sum(one.identified for found in collection.entities.values() for one in found),
        "unidentified": sum(not one.identified for found in collection.entities.values() for one in found),
        "making": making,
    }
    about = Page("about.html", words("nav.about"), section="about", styles=("lists.css",))
    write(about.path, frame.render(about, "lists/about.html", **facts))
    lost = Page("404.html", words("lost.title"), styles=("lists.css",))
    write(lost.path, frame.render(lost, "lists/404.html"))


def write_map(documents: Sequence[DocumentRow], paths: Sequence[str], frame: Frame, write: Write) -> None:
    """Write `sitemap.xml` (https://www.sitemaps.org/protocol.html) and `robots.txt`, if the edition has an address.

    `paths` are the pages of lists. A map holds 50,000 addresses at the most: more of them get a map of maps.
    """
    base = frame.edition.base
    if not base:
        return
    everything = [*paths, *(path for row in documents for path in _pages_of(row))]
    parts = [everything[start : start + _MAP] for start in range(0, len(everything), _MAP)] or [[]]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        write(name, _map("urlset", "url", [base + address(path) for path in part]))
    if len(parts) > 1:
        write("sitemap.xml", _map("sitemapindex", "sitemap", [base + name for name in names]))
    write("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode())


_MAP = 50_000


def _pages_of(row: DocumentRow) -> tuple[str, str]:
    return row.path, f"documents/{row.slug}/diplomatic.html"


def _map(root: str, entry: str, addresses: Sequence[str]) -> bytes:
    lines = [f"<{entry}><loc>{escape(one)}</loc></{entry}>\n" for one in addresses]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(lines)}</{root}>\n'.encode()
