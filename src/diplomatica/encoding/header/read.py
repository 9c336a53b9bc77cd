"""Header zones to facts: every field of the page read for what it says, and given a home in the teiHeader."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from diplomatica.encoding.dates import find, parse
from diplomatica.encoding.header.archives import read_archives
from diplomatica.encoding.header.citation import Citation, take_apart
from diplomatica.encoding.header.credits import read_credits, with_ids
from diplomatica.encoding.header.data import is_place
from diplomatica.encoding.header.genre import genre
from diplomatica.encoding.header.languages import english_name, tags
from diplomatica.encoding.header.model import (
    Archive,
    Credit,
    Field,
    Funder,
    HeaderFacts,
    Language,
    Level,
    Project,
    Term,
    TitlePart,
)
from diplomatica.encoding.header.route import route
from diplomatica.encoding.header.terms import stated, term_of
from diplomatica.encoding.header.title import cut, heading, main_title, take_title
from diplomatica.source.layouts import clean
from diplomatica.source.model import LaidOut, Zone
from diplomatica.tei.ids import Unique

RESERVED_IDS = ("genre", "classification", "precedence")
"""Ids of the taxonomies: no person may have them."""

_HOMES = {
    "date": "profileDesc/creation/date",
    "author": "fileDesc/sourceDesc/bibl[@type='record']",
    "funder": "fileDesc/titleStmt/funder",
    "donor": "fileDesc/titleStmt/funder",
    "citation": "fileDesc/sourceDesc/bibl[@type='citation']",
    "archive": "fileDesc/sourceDesc/bibl[@type='archive']",
    "series": "fileDesc/sourceDesc/bibl[@type='series']",
    "url": "fileDesc/publicationStmt/idno[@type='URL']",
    "record-id": "fileDesc/publicationStmt/idno[@type='recordId']",
    "uploaded": "fileDesc/publicationStmt/date",
    "rights": "fileDesc/publicationStmt/availability",
    "release": "fileDesc/publicationStmt/availability",
    "agency": "fileDesc/publicationStmt/authority",
    "summary": "profileDesc/abstract",
    "original-language": "profileDesc/langUsage/language[@n='original']",
    "contents": "profileDesc/langUsage/language[@n='text']",
    "type": "profileDesc/textClass/catRef/@n",
    "people": "profileDesc/textClass/keywords[@n='people']",
    "places": "profileDesc/textClass/keywords[@n='places']",
    "topics": "profileDesc/textClass/keywords[@n='topics']",
}
_KEYWORDS = ("people", "places", "topics")
_OPENING = 1200  # characters
_HEADINGS = 12  # lines
_ONCE = ("date", "type", "agency")
_SUPPORT = re.compile(
    r"made possible (?:with|by|through|thanks to) (?:the )?(?:generous |kind |financial )?"
    r"(?:support|funding|assistance|contributions?|grants?|a (?:generous )?(?:grant|gift)|help) "
    r"(?:from|of|by|provided by) (?:the )?(?P<name>.*?)[.]?$",
    re.I,
)
_WELCOMES = re.compile(r"^(?:The )?([A-Z].{2,80}?) (?:welcomes|makes|provides|offers|permits|allows|grants) ")
_SOURCE = re.compile(r"^(?:\[?\d{1,3}\]?\.?\s*)?Source:\s*")


class _Reader:
    """Reads the zones of one document; what it found lies in its lists."""

    def __init__(self, laid_out: LaidOut) -> None:
        self.laid_out = laid_out
        self.text = laid_out.source.text
        self.zones: dict[str, list[Zone]] = {}
        for zone in laid_out.zones:
            if zone.home == "header":
                self.zones.setdefault(zone.field, []).append(zone)
        self.homes: list[tuple[Zone, str]] = []
        self.others: list[Field] = []

    def words(self, zone: Zone) -> str:
        return clean(self.text[zone.start : zone.end])

    def lines(self, zone: Zone) -> list[str]:
        found = (clean(line) for line in self.text[zone.start : zone.end].split("\n"))
        return [line.lstrip("•·- ") or line for line in found if line]

    def take(self, *names: str) -> list[Zone]:
        """The header zones of some fields; their home is written down."""
        zones = self.of(*names)
        for number, zone in enumerate(zones):
            if number and zone.field in _ONCE:
                self.other(zone)
            else:
                self.homes.append((zone, _HOMES[zone.field]))
        return zones[:1] if zones and zones[0].field in _ONCE else zones

    def of(self, *names: str) -> list[Zone]:
        """The header zones of some fields, in the order of the source."""
        zones = [zone for name in names for zone in self.zones.get(name, ())]
        return zones if len(names) == 1 else sorted(zones, key=lambda zone: zone.start)

    def other(self, zone: Zone) -> None:
        """A field without another home is a note."""
        self.others.append(Field(zone.field, self.words(zone)))
        self.homes.append((zone, f"fileDesc/notesStmt/note[@type='{zone.field}']"))

    def noted(self, *names: str) -> list[str]:
        """The words of fields that are kept as notes, and tell more."""
        return [self.words(zone) for zone in self.of(*names)]

    def hint(self, name: str) -> str:
        """What a text zone tells the header, "" if none does."""
        zone = next((zone for zone in self.laid_out.zones if zone.home == "text" and zone.field == name), None)
        return "" if zone is None else self.words(zone)

    def opening(self) -> str:
        """The first lines of a text that has no page round it, where they are headings rather than prose."""
        if self.zones:
            return ""
        first = next((zone for zone in self.laid_out.zones if zone.home == "text"), None)
        if first is None:
            return ""
        lines = [line for line in self.text[first.start : first.start + _OPENING].split("\n") if line.strip()]
        return " | ".join(clean(line) for line in lines[:_HEADINGS] if len(line) < 90)

    def shows(self, number: str) -> bool:
        """Does the text of the document show a number?"""
        for zone in self.laid_out.zones:
            position = self.text.find(number, zone.start, zone.end) if zone.home == "text" else -1
            while position >= 0:
                around = (
                    self.text[max(position - 1, 0) : position]
                    + self.text[position + len(number) : position + len(number) + 1]
                )
                if not any(character.isalnum() for character in around):
                    return True
                position = self.text.find(number, position + 1, zone.end)
        return False


def read(laid_out: LaidOut, taken: Collection[str] = ()) -> HeaderFacts:
    """The facts in the metadata of a page; where it has no field for title, date or source, its text is asked.

    `taken` are ids that translators and contributors must not get.
    """
    reader = _Reader(laid_out)
    citation_zones = reader.take("citation")
    citations = tuple(reader.words(zone) for zone in citation_zones)
    note = _SOURCE.sub("", reader.hint("source-note"))
    cited = [take_apart(text) for text in citations]
    source_note = take_apart(note) if note else Citation()
    quoted = next((citation.title for citation in cited if citation.title), "")

    title, parts = _title(reader, quoted)
    numbers = tuple(part.text for part in parts if part.kind == "number")
    titles = reader.of("title")
    whole = reader.words(titles[0]) if titles else quoted or title

    types = reader.take("type")
    kind = reader.words(types[0]) if types else ""
    found_genre = (
        genre(whole, kind, citations[0] if citations else "") or genre(reader.hint("title")) or genre(reader.opening())
    )
    created, created_text, in_header, place = _created(reader, cited)
    sender, receiver = route(title or whole, found_genre)
    if not place and sender is not None:
        place = sender.place

    archives = _archives(reader, cited, source_note)
    credits, projects = _credits(reader, cited)
    ids = Unique((*RESERVED_IDS, *taken))
    facts = HeaderFacts(
        name=laid_out.source.name,
        layout=laid_out.layout,
        title=title,
        subtitles=tuple(part for part in parts if part.kind == "sub"),
        numbers=numbers,
        genre=found_genre,
        type=kind,
        created=created,
        created_text=created_text,
        created_in_header=in_header,
        place=place,
        sender=sender,
        receiver=receiver,
        publisher="",
        record_ids=tuple(map(reader.words, reader.take("record-id"))),
        urls=tuple(map(reader.words, reader.take("url"))),
        uploaded=tuple(_dated(reader.words(zone)) for zone in reader.take("uploaded")),
        rights=tuple(line for zone in reader.take("rights", "release") for line in reader.lines(zone)),
        citations=citations,
        archives=archives,
        credits=with_ids(credits, ids),
        projects=projects,
        funders=_funders(reader),
        summaries=tuple(line for zone in reader.take("summary") for line in _paragraphs(reader, zone)),
        languages=_languages(reader),
        terms=_terms(reader, whole, source_note),
        keywords=tuple(
            Field(zone.field, line) for name in _KEYWORDS for zone in reader.take(name) for line in reader.lines(zone)
        ),
        authors=tuple(line for zone in reader.take("author") for line in reader.lines(zone)),
    )
    return _finished(reader, facts, cited)


def with_taken(facts: HeaderFacts, taken: Collection[str]) -> HeaderFacts:
    """The facts with other ids for those whose id is among `taken`."""
    if not any(credit.ref in taken for credit in facts.credits if credit.ref):
        return facts
    bare = tuple(replace(credit, ref="") for credit in facts.credits)
    return replace(facts, credits=with_ids(bare, Unique((*RESERVED_IDS, *taken))))


def _finished(reader: _Reader, facts: HeaderFacts, cited: list[Citation]) -> HeaderFacts:
    laid_out = reader.laid_out
    archive_texts = reader.take("archive")
    series = reader.take("series")
    agency = reader.take("agency")
    known = {zone for zone, _ in reader.homes}
    cut_up = {(zone.start, zone.end) for zone in known}
    for zone in laid_out.zones:
        if zone.home == "header" and zone.field != "title" and (zone.start, zone.end) not in cut_up:
            reader.other(zone)
    site = next((citation.site for citation in cited if citation.site), "")
    owner = next((match[1] for line in facts.rights if (match := _WELCOMES.match(line))), "")
    publisher = site or owner or laid_out.values.get("publisher", "")
    extra = [Field("archive", reader.words(zone)) for zone in archive_texts]
    extra += [Field("series", reader.words(zone)) for zone in series]
    extra += [Field("agency", reader.words(zone)) for zone in agency]
    return replace(
        facts,
        publisher=publisher,
        others=(*extra, *reader.others),
        homes=tuple(sorted(reader.homes, key=lambda home: (home[0].start, home[0].end))),
    )


def homes(facts: HeaderFacts) -> tuple[tuple[Zone, str], ...]:
    """Where in the teiHeader the characters of every header zone stand: pairs of zone and path, in the source's order.

    A title is cut into the zones of its parts. "" is the path of a separator that is set aside (the comma before a
    number that was moved).
    """
    return facts.homes


# --- the single fields --------------------------------------------------------
def _title(reader: _Reader, quoted: str) -> tuple[str, tuple[TitlePart, ...]]:
    zones = reader.of("title")
    if not zones:
        if quoted:
            parts = take_title(quoted, reader.shows)
            return main_title(parts), parts
        return heading(reader.hint("title")), ()
    text = reader.words(zones[0])
    parts = take_title(text, reader.shows)
    pieces = cut(reader.text, zones[0], parts)
    if len(pieces) != len(parts):
        parts = (TitlePart("main", text),)
        pieces = (zones[0],)
    paths = {
        "main": "fileDesc/titleStmt/title[@type='main']",
        "sub": "fileDesc/titleStmt/title[@type='sub']",
        "number": "fileDesc/publicationStmt/idno[@type='docNumber']",
        "separator": "",
    }
    reader.homes += [
        (piece, paths[part.kind]) for piece, part in zip(pieces, parts, strict=True) if piece.start < piece.end
    ]
    for zone in zones[1:]:
        parts = (*parts, TitlePart("sub", reader.words(zone)))
        reader.homes.append((zone, paths["sub"]))
    return main_title(parts), parts


def _created(reader: _Reader, cited: list[Citation]) -> tuple[tuple[tuple[str, str], ...], str, bool, str]:
    """(attributes, words, whether they stand in a header zone, place) of the date of the document."""
    zones = reader.take("date")
    if zones:
        text = reader.words(zones[0])
        return _attributes(text), text, True, ""
    hint = reader.hint("date")
    for text in (*(citation.date for citation in cited), hint):
        attributes = _attributes(text) if text else ()
        if attributes:
            place = text.split(",")[0] if text == hint and is_place(text.split(",")[0]) else ""
            if text == hint and not parse(text):
                first = find(text)[0]
                text = text[first.start : first.end]
            return attributes, text, False, place
    title = heading(reader.hint("title"))
    closing = find(title)
    if closing and len(dict(closing[-1].attrs).get("when", "")) >= 10:
        return closing[-1].attrs, title[closing[-1].start : closing[-1].end], False, ""
    return (), "", False, ""


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    whole = parse(text)
    if whole:
        return tuple(whole)
    found = find(text)
    return found[0].attrs if found else ()


def _dated(text: str) -> Field:
    attributes = dict(_attributes(text))
    return Field(attributes.get("when", ""), text)


def _archives(reader: _Reader, cited: list[Citation], note: Citation) -> tuple[Archive, ...]:
    found = [archive for citation in cited for archive in read_archives(citation.archives)]
    if not found and note.archives:
        found = list(read_archives(note.archives))
    for text in reader.noted("archive"):
        if not any(archive.repository for archive in found):
            found += read_archives(text)
    agency = reader.noted("agency")
    if agency and not found:
        levels = [Level("series", text) for text in reader.noted("series-of-records")]
        levels += [Level("file", text) for text in reader.noted("file-number")]
        found.append(Archive(agency[0], tuple(levels)))
    return tuple(dict.fromkeys(found))


def _credits(reader: _Reader, cited: list[Citation]) -> tuple[tuple[Credit, ...], tuple[Project, ...]]:
    credits: list[Credit] = []
    projects: list[Project] = []
    for citation in cited:
        some, more = read_credits(citation.credits)
        credits += some
        projects += more
    for field, role in (("translator", "translated"), ("contributor", "contributed")):
        for zone in reader.of(field):
            credits += [Credit(role, line) for line in reader.lines(zone)]
    return tuple(dict.fromkeys(credits)), tuple(dict.fromkeys(projects))


def _funders(reader: _Reader) -> tuple[Funder, ...]:
    found = []
    for zone in reader.take("funder"):
        text = reader.words(zone)
        match = _SUPPORT.search(text)
        found.append(Funder(text, *match.span("name")) if match else Funder(text, 0, 0))
    for zone in reader.take("donor"):
        found += [Funder(line, 0, len(line)) for line in reader.lines(zone)]
    return tuple(found)


def _paragraphs(reader: _Reader, zone: Zone) -> Iterable[str]:
    return (clean(part) for part in re.split(r"\n\s*\n", reader.text[zone.start : zone.end]))


def _languages(reader: _Reader) -> tuple[Language, ...]:
    found: list[Language] = []
    for zone in reader.take("contents"):
        text = reader.words(zone)
        found.append(Language(next(iter(tags(text)), ""), text, "text"))
    for zone in reader.laid_out.zones:
        if (
            zone.home == "furniture"
            and zone.field == "rendition"
            and not any(language.use == "text" for language in found)
        ):
            for tag in tags(reader.words(zone))[:1]:
                found.append(Language(tag, english_name(tag), "text"))
    for zone in reader.take("original-language"):
        text = reader.words(zone)
        several = tags(text) or ("und",)
        found.append(Language(several[0], text, "original"))
        found += [Language(tag, "", "original") for tag in several[1:]]
    return tuple(found)


def _terms(reader: _Reader, title: str, note: Citation) -> tuple[Term, ...]:
    found = list(stated(title))
    found += stated(note.rest[:300])
    for text in reader.noted("classification"):
        term = term_of(text)
        found += [term] if term is not None else stated(text)
    kept = [term for term in found if term.kind != "handling"]
    return tuple(dict.fromkeys(kept))
