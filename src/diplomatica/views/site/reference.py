"""What a citation of a document is made of, and the formats for programs: CSL-JSON, BibTeX, RIS.

CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html. BibTeX as biblatex reads it. RIS as Zotero
and EndNote read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diplomatica.views.model import DateFact, DocumentFacts
from diplomatica.views.site.frame import address
from diplomatica.views.site.identifiers import is_web
from diplomatica.views.site.messages import Messages
from diplomatica.views.site.model import Edition

_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
# "translated", "Translator": but not who it was translated for.
_TRANSLATING = re.compile(r"^(?!.*\b(?:for|für|для)\b).*(?:transl|übers|перев)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as bibliographies know it. `archives` are pairs of repository and shelfmark, both as printed."""

    key: str
    title: str
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    date: DateFact
    place: str
    genre: str
    archives: tuple[tuple[str, str], ...]
    edition: str
    publisher: str
    record: str
    url: str
    language: str
    original_language: str
    summary: str
    rights: str


def reference(facts: DocumentFacts, edition: Edition, words: Messages) -> Reference:
    """The reference of a document. Its address is that in the edition where this has one, else its source's."""
    names = {entity.key: entity.name for entity in facts.entities}
    sent = [action for action in facts.correspondence if action.action == "sent"]
    authors = [names.get(action.key) or action.name for action in sent]
    authors += [entity.name for entity in facts.entities if entity.role == "author"]
    own = f"{edition.base}{address(f'documents/{facts.slug}/index.html')}" if edition.base else ""
    return Reference(
        key=facts.slug,
        title=facts.title or facts.slug,
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        translators=tuple(dict.fromkeys(name for resp, name in facts.responsible if _TRANSLATING.search(resp))),
        date=facts.date,
        place=facts.place,
        genre=facts.genre.label if facts.genre else "",
        archives=tuple((one.repository, shelfmark(one.shelfmark, words)) for one in facts.archives),
        edition=edition.title,
        publisher=edition.publisher or facts.publisher,
        record=facts.record,
        url=own or (facts.url if is_web(facts.url) else ""),
        language=facts.language,
        original_language=facts.original_language,
        summary=facts.summary,
        rights=facts.licence,
    )


def shelfmark(levels: tuple[tuple[str, str], ...], words: Messages) -> str:
    """A shelfmark in the short form of archives.

    before   (("fond", "45"), ("opis", "2"), ("list", "12-13"))
    after    "f. 45, op. 2, ll. 12–13"
    """
    return ", ".join(_level(level, value, words) for level, value in levels if value)


def _level(level: str, value: str, words: Messages) -> str:
    text = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", value)
    key = f"shelf.{level}"
    if not words.has(key):
        return text
    return words(key, count=2 if re.search(r"[–,;]|\d\s*-", text) else 1, value=text)


def date_parts(iso: str) -> tuple[int, ...]:
    """Year, month and day of a date of ISO 8601, as many as it has and calendars know; nothing for other texts."""
    match = _DATE.match(iso)
    if match is None:
        return ()
    year, month, day = (int(part or 0) for part in match.groups())
    if not 1 <= month <= 12:
        return (year,)
    return (year, month, day) if 1 <= day <= 31 else (year, month)


def csl_item(item: Reference) -> dict[str, Any]:
    """The reference as an item of CSL-JSON; what is not known is left out. Our own citations are made of it too."""
    fields: dict[str, Any] = {
        "id": item.key,
        "type": "manuscript",
        "title": item.title,
        "author": [{"literal": name} for name in item.authors],
        "translator": [{"literal": name} for name in item.translators],
        "issued": _issued(item.date),
        "event-place": item.place,
        "genre": item.genre,
        "archive": "; ".join(repository for repository, _ in item.archives[:1]),
        "archive_location": "; ".join(mark for _, mark in item.archives[:1]),
        "container-title": item.edition,
        "publisher": item.publisher,
        "number": item.record,
        "URL": item.url,
        "language": item.language,
        "abstract": item.summary,
    }
    return {name: value for name, value in fields.items() if value}


def _issued(date: DateFact) -> dict[str, Any]:
    """A date of CSL-JSON: a day, month or year, a range of them, or what is printed, where no beginning is known."""
    first, last = date_parts(date.first), date_parts(date.last)
    if first:
        return {"date-parts": [list(parts) for parts in dict.fromkeys((first, last)) if parts]}
    text = date.text or date.first
    return {"literal": text} if text else {}


def csl_json(item: Reference) -> bytes:
    """The reference as CSL-JSON: an array of one item."""
    return (json.dumps([csl_item(item)], ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def bibtex(item: Reference) -> bytes:
    """The reference as an entry of biblatex. Names stand in double braces: nobody knows which part is the family's."""
    key = re.sub(r"[^A-Za-z0-9_:.-]", "-", item.key)
    entry = {
        "title": f"{{{_latex(item.title)}}}",
        "author": " and ".join(f"{{{_latex(name)}}}" for name in item.authors),
        "translator": " and ".join(f"{{{_latex(name)}}}" for name in item.translators),
        "date": _span(item.date, "/"),
        "type": _latex(item.genre),
        "maintitle": _latex(item.edition),
        "organization": _latex(item.publisher),
        "location": _latex(item.place),
        "library": _latex("; ".join(", ".join(filter(None, pair)) for pair in item.archives)),
        "number": _latex(item.record),
        "url": item.url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D"),
        "langid": _latex(item.language),
        "abstract": _latex(item.summary),
    }
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in entry.items() if value and value != "{}")
    return f"@misc{{{key},\n{fields}\n}}\n".encode()


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _span(date: DateFact, mark: str) -> str:
    first, last = date.first[:10], date.last[:10]
    return f"{first}{mark}{last}" if last and last != first else first


def ris(item: Reference) -> bytes:
    """The reference as a record of RIS."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(item)).encode("utf-8")


def _ris(item: Reference) -> Iterator[tuple[str, str]]:
    parts = date_parts(item.date.first)
    yield "TY", "MANSCPT"
    yield "ID", item.key
    yield "TI", item.title
    yield from (("AU", name) for name in item.authors)
    yield from (("A4", name) for name in item.translators)
    if parts:
        year, *rest = parts
        yield "PY", f"{year:04}"
        yield "DA", "/".join([f"{year:04}", *(f"{part:02}" for part in rest), *[""] * (2 - len(rest)), ""])
    others = (
        ("M3", item.genre), ("T2", item.edition), ("PB", item.publisher), ("CY", item.place),
        ("DB", item.archives[0][0] if item.archives else ""), ("AV", item.archives[0][1] if item.archives else ""),
        ("AN", item.record), ("UR", item.url), ("LA", item.language), ("AB", item.summary),
    )  # fmt: skip
    yield from ((tag, " ".join(value.split())) for tag, value in others if value)
    yield "ER", ""
