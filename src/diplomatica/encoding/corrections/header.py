"""Header values corrected.

before  genre "", date 1951-04-03           [header] genre = "telegram", date = 1951-03-04
after   genre "telegram", date 1951-03-04; the words of another date go, or become a note if the page prints them
"""

from __future__ import annotations

from dataclasses import replace

from diplomatica.encoding.corrections.model import HeaderFix, span_of
from diplomatica.encoding.header import HeaderFacts, Holding
from diplomatica.encoding.header.model import Field, Language
from diplomatica.encoding.model import BodyFacts

CODE = "correction.header"
_MAIN = "fileDesc/titleStmt/title[@type='main']"
_DATE = "profileDesc/creation/date"
_PRINTED_DATE = "fileDesc/notesStmt/note[@type='printed-date']"
_NOTE = "fileDesc/notesStmt/note[@type='printed-title']"


def corrected(facts: HeaderFacts, fix: HeaderFix) -> HeaderFacts:
    """The facts of the header after its corrections; what is corrected already stays as it is."""
    if fix.title:
        facts = _titled(facts, " ".join(fix.title.split()))
    if fix.genre:
        facts = replace(facts, genre=fix.genre)
    if fix.date:
        facts = _dated(facts, fix.date)
    if fix.place:
        facts = replace(facts, place=" ".join(fix.place.split()))
    if fix.language:
        facts = replace(facts, languages=_languages(facts.languages, fix.language))
    return facts


def holding(fix: HeaderFix) -> Holding:
    """What the corrections say of publisher, licence and archive."""
    return Holding(fix.publisher, fix.licence, fix.licence_url, fix.repository, fix.shelfmark)


def corrected_body(body: BodyFacts, fix: HeaderFix) -> BodyFacts:
    """What the text tells the header gives way to the corrections."""
    if fix.place:
        body = replace(body, place=" ".join(fix.place.split()))
    if fix.date:
        start = fix.date.partition("/")[0]
        fits = _agree(body.created_when, start) and "/" not in fix.date
        text = (body.created_text if fits else "") or fix.date
        actions = tuple(
            replace(action, when=start, when_text=action.when_text if fits else start)
            if action.type == "sent" and action.when == body.created_when
            else action
            for action in body.actions
        )
        # A span is told by the facts of the header alone.
        when = "" if "/" in fix.date else start
        body = replace(body, created_when=when, created_text=text, actions=actions)
    if fix.language:
        body = replace(body, language=fix.language)
    if fix.genre:
        body = replace(body, genre=fix.genre)
    return body


def _dated(facts: HeaderFacts, date: str) -> HeaderFacts:
    """Another date: words that say something else go, but those that the page prints stay in the header, as a note."""
    value = span_of(date)
    old, new = (dict(attrs).get("when", "") for attrs in (facts.created, value))
    if facts.created and facts.created != value and not (old and new and _agree(old, new)):
        text = ""
        if facts.created_in_header:
            homes = tuple((zone, _PRINTED_DATE if path == _DATE else path) for zone, path in facts.homes)
            facts = replace(facts, homes=homes, others=(*facts.others, Field("printed-date", facts.created_text)))
            text = date
        facts = replace(facts, created_text=text)
    return replace(facts, created=value)


def _agree(one: str, other: str) -> bool:
    """Do two dates only differ in how fine they are?"""
    return one.startswith(other) or other.startswith(one)


def _titled(facts: HeaderFacts, title: str) -> HeaderFacts:
    """The title that the page prints has to stay in the header: it becomes a note."""
    printed = [zone for zone, path in facts.homes if path == _MAIN]
    if printed:
        homes = tuple((zone, _NOTE if path == _MAIN else path) for zone, path in facts.homes)
        facts = replace(facts, homes=homes, others=(*facts.others, Field("printed-title", facts.title)))
    return replace(facts, title=title)


def _languages(languages: tuple[Language, ...], ident: str) -> tuple[Language, ...]:
    stated = [language for language in languages if language.use == "text"]
    first = replace(stated[0], ident=ident) if stated else Language(ident, "", "text")
    return (first, *(language for language in languages if language.use != "text"))
