"""Header values corrected.

before  genre "", date 1951-04-03           [header] genre = "telegram", date = 1951-03-04
after   genre "telegram", date 1951-03-04; the words that the page prints stay where they are
"""

from __future__ import annotations

from dataclasses import replace

from diplomatica.encoding.corrections.model import HeaderFix, span_of
from diplomatica.encoding.header import HeaderFacts
from diplomatica.encoding.header.model import Field, Language
from diplomatica.encoding.model import BodyFacts

CODE = "correction.header"
_MAIN = "fileDesc/titleStmt/title[@type='main']"
_NOTE = "fileDesc/notesStmt/note[@type='printed-title']"


def corrected(facts: HeaderFacts, fix: HeaderFix) -> HeaderFacts:
    """The facts of the header after its corrections; what is corrected already stays as it is."""
    if fix.title:
        facts = _titled(facts, " ".join(fix.title.split()))
    if fix.genre:
        facts = replace(facts, genre=fix.genre)
    if fix.date:
        facts = replace(facts, created=span_of(fix.date))
    if fix.place:
        facts = replace(facts, place=" ".join(fix.place.split()))
    if fix.language:
        facts = replace(facts, languages=_languages(facts.languages, fix.language))
    return facts


def corrected_body(body: BodyFacts, fix: HeaderFix) -> BodyFacts:
    """What the text tells the header gives way to the corrections."""
    if fix.place:
        body = replace(body, place=" ".join(fix.place.split()))
    if fix.date:
        start = fix.date.partition("/")[0]
        actions = tuple(
            replace(action, when=start) if action.type == "sent" and action.when == body.created_when else action
            for action in body.actions
        )
        body = replace(body, created_when=start, created_text=body.created_text or fix.date, actions=actions)
    if fix.language:
        body = replace(body, language=fix.language)
    if fix.genre:
        body = replace(body, genre=fix.genre)
    return body


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
