"""Facts to the complete teiHeader (TEI Guidelines, chapter 2; the forms of this project's encoding table)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplomatica.encoding.header.correspondence import actions_of, correspondence
from diplomatica.encoding.header.editorial import declaration
from diplomatica.encoding.header.genre import genre as genre_of
from diplomatica.encoding.header.genre import labels
from diplomatica.encoding.header.languages import english_name
from diplomatica.encoding.header.model import Archive, HeaderFacts, Language, Term, TermKind, TitlePart
from diplomatica.encoding.header.participants import particulars
from diplomatica.encoding.header.read import with_taken
from diplomatica.encoding.header.terms import term_of
from diplomatica.encoding.model import BodyFacts
from diplomatica.tei.ids import slug
from diplomatica.tei.tree import Element

_BCP47 = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_DAY = len("1966-05-04")  # the hour is that of sending
_IN_EXTRA = ("archive", "series", "agency")


def build(
    facts: HeaderFacts,
    body: BodyFacts,
    *,
    version: str,
    rules: Sequence[str] | None = None,
    schema: str = "diplomatica.rng",
) -> Element:
    """The teiHeader of a document: what its page says (`facts`) and what its text tells (`body`).

    `version` is that of the program, `rules` are the paragraphs of editorialDecl (by default those of any text),
    `schema` is the address of the RELAX NG schema. The header is valid against `tei_all`, whatever is missing.
    """
    facts = with_taken(facts, frozenset(entry.ref for entry in body.entries))
    kinds = _kinds(facts, body)
    categories = _categories(facts, body)
    return Element(
        "teiHeader",
        _file_desc(facts),
        _encoding_desc(facts, kinds, categories, version, rules, schema),
        _profile_desc(facts, body, kinds, categories),
    )


def _kinds(facts: HeaderFacts, body: BodyFacts) -> tuple[str, ...]:
    """The genre; two where the form of the text and the page disagree (a conversation kept in turns)."""
    kind = body.genre or facts.genre or (genre_of(facts.type) if facts.type else "")
    if not kind and facts.type:
        kind = slug(facts.type)
    if not kind:
        return ()
    return (kind, facts.genre) if facts.genre and facts.genre != kind else (kind,)


# --- fileDesc -----------------------------------------------------------------
def _file_desc(facts: HeaderFacts) -> Element:
    parts = [_title_stmt(facts), _publication_stmt(facts)]
    notes = [Element("note", field.text, type=field.name) for field in facts.others if field.name not in _IN_EXTRA]
    if notes:
        parts.append(Element("notesStmt", *notes))
    parts.append(_source_desc(facts))
    return Element("fileDesc", *parts)


def _title_stmt(facts: HeaderFacts) -> Element:
    main = facts.title or re.sub(r"\.[A-Za-z0-9]{1,5}$", "", facts.name).strip() or "Untitled"
    stmt = Element("titleStmt", Element("title", main, type="main"))
    stmt.add(*(_subtitle(part) for part in facts.subtitles))
    for funder in facts.funders:
        if funder.end > funder.start:
            name = Element("orgName", funder.text[funder.start : funder.end])
            pieces: list[Element | str] = [funder.text[: funder.start], name, funder.text[funder.end :]]
            stmt.add(Element("funder", *[piece for piece in pieces if piece]))
        else:
            stmt.add(Element("funder", funder.text))
    seen: set[str] = set()
    for credit in facts.credits:
        stmt.add(
            Element("respStmt", Element("resp", credit.role), _credited(credit.name, credit.kind, credit.ref, seen))
        )
    for project in facts.projects:
        stmt.add(Element("respStmt", Element("resp", project.role), Element("orgName", project.name)))
    return stmt


def _credited(name: str, kind: str, ref: str, seen: set[str]) -> Element:
    if kind != "person" or not ref:
        return Element("orgName" if kind == "org" else "persName", name)
    if ref in seen:
        return Element("persName", name, ref=f"#{ref}")
    seen.add(ref)
    return Element("persName", name, xml__id=ref)


def _subtitle(part: TitlePart) -> Element:
    if not part.when:
        return Element("title", part.text, type="sub")
    date = Element("date", part.text[part.date_start :], **dict(part.when))
    lead = part.text[: part.date_start]
    return Element("title", *([lead] if lead else []), date, type="sub")


def _publication_stmt(facts: HeaderFacts) -> Element:
    agency = next((field.text for field in facts.others if field.name == "agency"), "")
    details = [Element("idno", text, type="recordId") for text in facts.record_ids]
    details += [Element("idno", text, type="URL") for text in facts.urls]
    details += [Element("idno", text, type="docNumber") for text in facts.numbers]
    details += [Element("date", field.text, **({"when": field.name} if field.name else {})) for field in facts.uploaded]
    if facts.rights or facts.licence:
        details.append(_availability(facts))
    if not (facts.publisher or agency or details):
        return Element("publicationStmt", Element("p"))
    stmt = Element("publicationStmt")
    if facts.publisher:
        stmt.add(Element("publisher", facts.publisher))
    if agency or not facts.publisher:
        stmt.add(Element("authority", agency or "unknown"))
    return stmt.add(*details)


def _availability(facts: HeaderFacts) -> Element:
    availability = Element("availability")
    if facts.licence:
        target = {"target": facts.licence.target} if facts.licence.target else {}
        availability.add(Element("licence", facts.licence.text, **target))
    return availability.add(*(Element("p", text) for text in facts.rights))


def _source_desc(facts: HeaderFacts) -> Element:
    desc = Element("sourceDesc")
    if facts.archives:
        first = facts.archives[0]
        identifier = Element("msIdentifier", *_located(first, obligatory=False))
        for archive in facts.archives[1:]:
            identifier.add(Element("altIdentifier", *_located(archive, obligatory=True)))
        desc.add(Element("msDesc", identifier))
    desc.add(*(Element("bibl", text, type="citation") for text in facts.citations))
    desc.add(
        *(Element("bibl", field.text, type=field.name) for field in facts.others if field.name in ("archive", "series"))
    )
    if facts.authors:
        # What the archive's record says of the source; the signature may show another form.
        record = Element("bibl", type="record")
        for number, author in enumerate(facts.authors):
            record.add(*(["; "] if number else []), Element("author", author))
        desc.add(record)
    if not desc.children:
        desc.add(Element("p", facts.name) if facts.name not in ("", "-") else Element("p"))
    return desc


def _located(archive: Archive, *, obligatory: bool) -> list[Element]:
    found = []
    if archive.settlement:
        found.append(Element("settlement", archive.settlement))
    if archive.repository:
        found.append(Element("repository", archive.repository))
    if archive.levels:
        mark = Element("idno", type="shelfmark")
        for number, level in enumerate(archive.levels):
            mark.add(*([", "] if number else []), Element("idno", level.text, type=level.type))
        found.append(mark)
    elif obligatory:
        found.append(Element("idno"))
    return found


# --- encodingDesc -------------------------------------------------------------
def _categories(facts: HeaderFacts, body: BodyFacts) -> dict[TermKind, list[Term]]:
    """Classifications and precedences, each once: those of the page, then those of the text."""
    found: dict[TermKind, list[Term]] = {"classification": [], "precedence": []}
    stated = list(facts.terms)
    printed: tuple[tuple[TermKind, tuple[str, ...]], ...] = (
        ("classification", body.classifications),
        ("precedence", body.precedences),
    )
    for kind, names in printed:
        for name in names:
            term = term_of(name)
            stated.append(
                replace(term, kind=kind)
                if term is not None
                else Term(kind, slug(name), " ".join(name.split()).strip(" .!"))
            )
    for term in stated:
        if term.kind in found and all(term.id != known.id for known in found[term.kind]):
            found[term.kind].append(term)
    return found


def _encoding_desc(
    facts: HeaderFacts,
    kinds: tuple[str, ...],
    categories: dict[TermKind, list[Term]],
    version: str,
    rules: Sequence[str] | None,
    schema: str,
) -> Element:
    label = Element("label", f"Diplomatica {version}")
    desc = Element(
        "encodingDesc",
        Element("appInfo", Element("application", label, ident="Diplomatica", version=_version(version))),
        Element("editorialDecl", *(Element("p", text) for text in (rules or declaration(Element("body"))))),
    )
    taxonomies = []
    if kinds:
        names = (labels().get(kind) or facts.type or kind.replace("-", " ").capitalize() for kind in kinds)
        entries = (_category("genre", kind, name) for kind, name in zip(kinds, names, strict=True))
        taxonomies.append(Element("taxonomy", *entries, xml__id="genre"))
    for scheme, terms in categories.items():
        if terms:
            stated = (_category(scheme, term.id, term.label) for term in terms)
            taxonomies.append(Element("taxonomy", *stated, xml__id=scheme))
    if taxonomies:
        desc.add(Element("classDecl", *taxonomies))
    return desc.add(Element("schemaRef", type="RNG", url=schema))


def _category(scheme: str, ident: str, label: str) -> Element:
    return Element("category", Element("catDesc", label), xml__id=f"{scheme}.{ident}")


def _version(version: str) -> str:
    """The version as `application/@version` allows it: numbers between full stops, and a suffix."""
    return version if re.fullmatch(r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}", version) else "0"


# --- profileDesc --------------------------------------------------------------
def _profile_desc(
    facts: HeaderFacts, body: BodyFacts, kinds: tuple[str, ...], categories: dict[TermKind, list[Term]]
) -> Element:
    desc = Element("profileDesc")
    if facts.summaries:
        desc.add(Element("abstract", *(Element("p", text) for text in facts.summaries)))
    creation = _creation(facts, body)
    if creation.children:
        desc.add(creation)
    desc.add(_lang_usage(facts, body))
    actions = actions_of(facts, body, kinds[0] if kinds else "")
    if actions:
        desc.add(correspondence(actions))
    text_class = _text_class(facts, kinds, categories)
    if text_class.children:
        desc.add(text_class)
    return desc.add(*particulars(body.entries))


def _creation(facts: HeaderFacts, body: BodyFacts) -> Element:
    creation = Element("creation")
    text, when = facts.created_text or body.created_text, dict(facts.created)
    if body.created_when and not (facts.created_in_header and facts.created):
        # The text knows its date better than what was gathered from a heading or citation.
        when = {"when": body.created_when}
        text = (facts.created_text if facts.created_in_header else "") or body.created_text or body.created_when
    if text:
        creation.add(Element("date", text, **{name: value[:_DAY] for name, value in when.items()}))
    place = body.place or facts.place
    if place:
        creation.add(*([" "] if text else []), Element("placeName", place))
    return creation


def _lang_usage(facts: HeaderFacts, body: BodyFacts) -> Element:
    languages = list(facts.languages)
    if not any(language.use == "text" for language in languages):
        languages.insert(0, Language(body.language, english_name(body.language), "text"))
    usage = Element("langUsage")
    for language in languages:
        ident = language.ident or (body.language if language.use == "text" else "")
        tag = ident if _BCP47.fullmatch(ident) else "und"
        usage.add(Element("language", *([language.text] if language.text else []), ident=tag, n=language.use))
    return usage


def _text_class(facts: HeaderFacts, kinds: tuple[str, ...], categories: dict[TermKind, list[Term]]) -> Element:
    text_class = Element("textClass")
    for number, kind in enumerate(kinds):
        printed = {"n": facts.type} if facts.type and number == 0 else {}
        text_class.add(Element("catRef", scheme="#genre", target=f"#genre.{kind}", **printed))
    for scheme, terms in categories.items():
        text_class.add(*(Element("catRef", scheme=f"#{scheme}", target=f"#{scheme}.{term.id}") for term in terms))
    for name in dict.fromkeys(field.name for field in facts.keywords):
        words = (Element("term", field.text) for field in facts.keywords if field.name == name)
        text_class.add(Element("keywords", *words, n=name))
    return text_class
