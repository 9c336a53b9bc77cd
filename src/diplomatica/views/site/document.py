"""The pages and files of one document: both views, side by side, its TEI and text, its citations.

before   DocumentViews of 03-telegram.xml
after    documents/03-telegram/index.html, diplomatic.html, parallel.html, 03-telegram.xml, .txt, .bib ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from diplomatica.views.model import DocumentFacts, DocumentViews, Entity, Kind
from diplomatica.views.site.addresses import page_of
from diplomatica.views.site.citation.processor import cited
from diplomatica.views.site.fragments import prefixed, with_permalinks
from diplomatica.views.site.frame import Frame, address
from diplomatica.views.site.identifiers import identifier_link, is_web
from diplomatica.views.site.metadata import json_ld, tags
from diplomatica.views.site.model import Crumb, Page
from diplomatica.views.site.reference import Reference, bibtex, csl_item, csl_json, reference, ris

OTHER = "o-"
"""In front of the anchors of the document that stands beside."""

_KINDS: tuple[Kind, ...] = ("person", "org", "place")
_SECTIONS: dict[Kind, str] = {"person": "persons", "org": "organisations", "place": "places"}
_STYLES = ("views.css", "document.css")
_CYRILLIC = "ru uk be bg sr mk mn kk ky tg"
_LETTERS = {"ko": ("fonts-hangul.css",), **dict.fromkeys(_CYRILLIC.split(), ("fonts-cyrillic.css",))}
"""Style sheets that bring the letters of a language before the page is painted."""
_SPEECH = re.compile(r'class="sp[" ]')
_SCRIPTS = ("document.js", "interventions.js")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The document before or after, by date: its name in addresses, title, date in words, language of the title."""

    slug: str
    title: str
    when: str
    language: str = ""

    @property
    def path(self) -> str:
        """The page of its reading view."""
        return f"documents/{self.slug}/index.html"


@dataclass(frozen=True, slots=True)
class Validation:
    """What the validation of a document said; `link` is a page of the edition that tells more, or empty."""

    valid: bool
    findings: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a document's pages tell of the rest of the edition.

    `others` are the documents that it says to be its translation or original (`facts.related`); `pdf` and
    `diplomatic_pdf` say whether these files are made.
    """

    previous: Neighbour | None = None
    next: Neighbour | None = None
    others: tuple[DocumentViews, ...] = ()
    validation: Validation | None = None
    pdf: bool = False
    diplomatic_pdf: bool = False


@dataclass(frozen=True, slots=True)
class _Pane:
    """A column of two; `told` is said of its text behind the label, which is in `label_language`."""

    label: str
    view: str
    prefix: str
    language: str
    text: Markup
    label_language: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """An entity as the page lists it."""

    name: str
    office: str
    role: str
    path: str
    links: tuple[tuple[str, str], ...]


class DocumentPages:
    """Makes the files of documents, one document at a time."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def files(self, views: DocumentViews, tei: bytes, context: Context = Context()) -> Iterator[tuple[str, bytes]]:
        """The files of a document: paths from the root of the edition, and their bytes. `tei` is its file as it is."""
        facts = views.facts
        folder = f"documents/{facts.slug}"
        item = reference(facts, self._frame.edition, self._frame.words)
        formats = {"bib": bibtex(item), "ris": ris(item), "csl.json": csl_json(item)}
        shared = self._shared(views, item, formats, context)
        yield f"{folder}/index.html", self._view(views, "reading", shared)
        yield f"{folder}/diplomatic.html", self._view(views, "diplomatic", shared)
        yield f"{folder}/parallel.html", self._parallel(views, shared)
        for other in context.others:
            yield f"{folder}/{_beside(other)}", self._with_other(views, other, shared)
        yield f"{folder}/{facts.slug}.xml", tei
        yield f"{folder}/{facts.slug}.txt", views.text.strip().encode("utf-8") + b"\n"
        for extension, data in formats.items():
            yield f"{folder}/{facts.slug}.{extension}", data

    # -- what the pages of a document share ---------------------------------------------------------------------------

    def _shared(
        self, views: DocumentViews, item: Reference, formats: Mapping[str, bytes], context: Context
    ) -> dict[str, Any]:
        """Values for the templates; pieces that stand on several pages are made once."""
        facts, frame, words = views.facts, self._frame, self._frame.words
        page = self._page(facts, "index.html")
        pdf = f"documents/{facts.slug}/{facts.slug}.pdf" if context.pdf else ""
        values: dict[str, Any] = {
            "facts": facts,
            "slug_file": address(facts.slug),
            "has_speakers": _SPEECH.search(views.reading) is not None,
            "kicker": _kicker(facts),
            "previous": context.previous,
            "next": context.next,
            "tags": tags(facts, item, frame.edition, pdf),
        }
        about = {
            "archives": facts.archives,
            "languages": tuple(self._language(code, name) for code, name in _text_languages(facts)),
            "original": self._original(facts),
            "responsible": _by_task(facts.responsible),
            "source_url": facts.url if is_web(facts.url) else "",
            "licence_url": facts.licence if is_web(facts.licence) else "",
            "validation": context.validation,
            "groups": tuple(self._groups(facts)),
            "interventions": tuple(self._interventions(facts)),
            "pdfs": tuple(self._pdfs(facts, context)),
        }
        citation = cited(csl_item(item), words.language)
        cite = {
            "note": citation.note,
            "entry": citation.entry,
            "formats": tuple(
                (name, extension, f"cite-{extension.partition('.')[0]}", formats[extension].decode("utf-8").strip())
                for name, extension in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))
            ),
        }
        values["about"] = frame.fragment(page, "document/about.html", **values, **about)
        values["cite"] = frame.fragment(page, "document/cite.html", **values, **cite)
        values["pager"] = frame.fragment(page, "document/pager.html", **values)
        values["json_ld"] = json_ld(facts, item, frame.edition)
        values["views"] = self._switch(facts, context)
        return values

    def _switch(self, facts: DocumentFacts, context: Context) -> tuple[tuple[str, str, str, str], ...]:
        """The views to choose from: name, address, words, key."""
        words = self._frame.words
        found = [
            ("reading", "index.html", words("document.reading"), "r"),
            ("diplomatic", "diplomatic.html", words("document.diplomatic"), "d"),
            ("parallel", "parallel.html", words("document.parallel"), "b"),
        ]
        for other in context.others:
            language = self._language(other.facts.language, "")
            label = words("document.with", language=language) if language else words("document.with_other")
            found.append((_beside(other), address(_beside(other)), label, ""))
        return tuple(found)

    def _groups(self, facts: DocumentFacts) -> Iterator[tuple[Kind, str, tuple[_Named, ...]]]:
        for kind in _KINDS:
            found = tuple(self._named(entity) for entity in facts.entities if entity.kind == kind)
            if found:
                yield kind, self._frame.words(f"nav.{_SECTIONS[kind]}"), found

    def _interventions(self, facts: DocumentFacts) -> Iterator[tuple[str, int]]:
        """Kinds of interventions in words, with their numbers; several elements may have the same words."""
        counts: dict[str, int] = {}
        for kind, count in facts.interventions:
            label = self._frame.words.named("intervention", kind)
            counts[label] = counts.get(label, 0) + count
        yield from counts.items()

    def _named(self, entity: Entity) -> _Named:
        links = tuple((kind, link) for kind, value in entity.ids if (link := identifier_link(kind, value)))
        role = "" if entity.role == "mentioned" else entity.role
        return _Named(entity.name or entity.key, entity.office, role, page_of(entity.kind, entity.key), links)

    def _pdfs(self, facts: DocumentFacts, context: Context) -> Iterator[tuple[str, str]]:
        words, name = self._frame.words, address(facts.slug)
        if context.pdf:
            yield words("document.pdf"), f"{name}.pdf"
        if context.diplomatic_pdf:
            yield words("document.diplomatic_pdf"), f"{name}-diplomatic.pdf"

    def _language(self, code: str, name: str) -> str:
        words = self._frame.words
        key = f"languages.{code.partition('-')[0]}"
        return words(key) if words.has(key) else name or code

    def _original(self, facts: DocumentFacts) -> str:
        names = dict(facts.languages)
        return ", ".join(self._language(code, names.get(code, "")) for code in facts.original_language.split())

    # -- pages --------------------------------------------------------------------------------------------------------

    def _page(self, facts: DocumentFacts, file: str, scripts: tuple[str, ...] = _SCRIPTS) -> Page:
        return Page(
            path=f"documents/{facts.slug}/{file}",
            title=facts.title or facts.slug,
            section="documents",
            trail=(Crumb(self._frame.words("nav.documents"), "documents/index.html"),),
            description=facts.summary or facts.subtitle,
            kind="document-page",
            styles=(*_STYLES, *_LETTERS.get(facts.language.partition("-")[0], ())),
            scripts=scripts,
            indexed=file == "index.html",
            language=facts.title_language,
        )

    def _view(self, views: DocumentViews, mode: str, shared: Mapping[str, Any]) -> bytes:
        reading = mode == "reading"
        page = self._page(views.facts, "index.html" if reading else "diplomatic.html")
        text = views.reading if reading else views.diplomatic
        values = {
            **shared,
            "mode": mode,
            "current": mode,
            "switch": shared["views"],
            "prefix": "" if reading else "d-",
            "contents": views.facts.headings,
            "text": with_permalinks(text, self._frame.words("document.permalink")),
        }
        return self._frame.render(page, "document/page.html", **values)

    def _parallel(self, views: DocumentViews, shared: Mapping[str, Any]) -> bytes:
        words, language = self._frame.words, views.facts.language
        panes = (
            _Pane(words("document.reading"), "reading", "", language, Markup(views.reading)),
            _Pane(words("document.diplomatic"), "diplomatic", "d-", language, Markup(views.diplomatic)),
        )
        return self._side_by_side(views, "parallel.html", "parallel", panes, shared)

    def _with_other(self, views: DocumentViews, other: DocumentViews, shared: Mapping[str, Any]) -> bytes:
        panes = (
            self._pane_of(views, "", Markup(views.reading)),
            self._pane_of(other, OTHER, prefixed(other.reading, OTHER)),
        )
        return self._side_by_side(views, _beside(other), _beside(other), panes, shared)

    def _pane_of(self, views: DocumentViews, prefix: str, text: Markup) -> _Pane:
        language = self._language(views.facts.language, "")
        facts = views.facts
        return _Pane(facts.title, "reading", prefix, facts.language, text, facts.title_language, language)

    def _side_by_side(
        self, views: DocumentViews, file: str, current: str, panes: tuple[_Pane, ...], shared: Mapping[str, Any]
    ) -> bytes:
        page = self._page(views.facts, file, (*_SCRIPTS, "parallel.js"))
        values = {**shared, "mode": "parallel", "current": current, "switch": shared["views"], "panes": panes}
        return self._frame.render(page, "document/page.html", **values)


def _beside(other: DocumentViews) -> str:
    return f"with-{other.facts.slug}.html"


def _kicker(facts: DocumentFacts) -> tuple[str, ...]:
    terms = (*((facts.genre,) if facts.genre else ()), *facts.classification, *facts.precedence)
    return tuple(term.label for term in terms if term.label)


def _text_languages(facts: DocumentFacts) -> tuple[tuple[str, str], ...]:
    """The languages that the text is in, its main one first."""
    names = dict(facts.languages)
    main = ((facts.language, names.get(facts.language, "")),) if facts.language else ()
    return main or tuple(pair for pair in facts.languages if pair[0] != facts.original_language)


def _by_task(responsible: tuple[tuple[str, str], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    tasks: dict[str, list[str]] = {}
    for task, name in responsible:
        tasks.setdefault(task, []).append(name)
    return tuple((task, tuple(names)) for task, names in tasks.items())
