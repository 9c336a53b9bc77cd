"""What a document's page tells programs: tags for reference managers, and JSON-LD for search engines.

Highwire tags: https://scholar.google.com/intl/en/scholar/inclusion.html. Dublin Core in HTML: DCMI's DC-HTML. JSON-LD:
https://schema.org/ArchiveComponent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from diplomatica.views.model import DocumentFacts, Kind
from diplomatica.views.site.frame import address
from diplomatica.views.site.identifiers import identifier_link
from diplomatica.views.site.model import Edition
from diplomatica.views.site.reference import Reference

_TYPES: dict[Kind, str] = {"person": "Person", "org": "Organization", "place": "Place"}


def tags(facts: DocumentFacts, item: Reference, edition: Edition, pdf: str = "") -> tuple[tuple[str, str], ...]:
    """The `meta` elements of a document: pairs of name and content. `pdf` is the path of its PDF, if any."""
    return tuple((name, text) for name, text in _tags(facts, item, edition, pdf) if text)


def _tags(facts: DocumentFacts, item: Reference, edition: Edition, pdf: str) -> Iterator[tuple[str, str]]:
    yield "citation_title", item.title
    yield from (("citation_author", name) for name in item.authors)
    yield "citation_publication_date", facts.date.first[:10].replace("-", "/")
    yield "citation_language", item.language
    yield "citation_publisher", item.publisher
    yield "citation_inbook_title", item.edition
    yield "citation_abstract_html_url", item.url if edition.base else ""
    yield "citation_pdf_url", f"{edition.base}{address(pdf)}" if edition.base and pdf else ""
    yield "DC.title", item.title
    yield from (("DC.creator", name) for name in item.authors)
    yield from (("DC.contributor", name) for _, name in facts.responsible)
    yield "DC.date", facts.date.first[:10]
    yield "DC.type", item.genre or "Text"
    yield "DC.language", item.language
    yield "DC.identifier", item.url or item.record
    yield "DC.source", facts.citation
    yield "DC.publisher", item.publisher
    yield "DC.rights", facts.licence or facts.availability
    yield "DC.relation", item.edition


def json_ld(facts: DocumentFacts, item: Reference, edition: Edition) -> Markup:
    """The document as a schema.org `ArchiveComponent`, to stand inside a `script` element."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": ["ArchiveComponent", "CreativeWork"],
        "name": item.title,
        "alternateName": facts.subtitle,
        "url": item.url,
        "identifier": item.record or facts.id,
        "abstract": facts.summary,
        "genre": item.genre,
        "inLanguage": item.language,
        "dateCreated": "/".join(dict.fromkeys(filter(None, (facts.date.first, facts.date.last)))),
        "locationCreated": {"@type": "Place", "name": facts.place} if facts.place else None,
        "author": _things("Person", item.authors),
        "translator": _things("Person", item.translators),
        "about": [_entity(kind, name, ids) for kind, name, ids in _entities(facts)],
        "holdingArchive": _things("ArchiveOrganization", dict.fromkeys(name for name, _ in item.archives if name)),
        "itemLocation": "; ".join(mark for _, mark in item.archives if mark),
        "isPartOf": {"@type": ["Collection", "ArchiveComponent"], "name": item.edition, "url": edition.base},
        "publisher": {"@type": "Organization", "name": item.publisher} if item.publisher else None,
        "license": facts.licence,
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/tei+xml",
            "contentUrl": f"{facts.slug}.xml",
        },
    }
    text = json.dumps(_present(data), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _things(kind: str, names: object) -> list[dict[str, str]]:
    return [{"@type": kind, "name": str(name)} for name in names] if isinstance(names, (tuple, dict)) else []


def _entities(facts: DocumentFacts) -> Iterator[tuple[Kind, str, tuple[tuple[str, str], ...]]]:
    return ((entity.kind, entity.name, entity.ids) for entity in facts.entities)


def _entity(kind: Kind, name: str, ids: tuple[tuple[str, str], ...]) -> dict[str, object]:
    same = [link for link in (identifier_link(*one) for one in ids) if link]
    return {"@type": _TYPES[kind], "name": name, "sameAs": same}


def _present(value: object) -> object:
    """The value without what is empty."""
    if isinstance(value, dict):
        return {name: _present(part) for name, part in value.items() if part}
    return [_present(part) for part in value] if isinstance(value, list) else value
