"""Title, date and place of writing as the lines of a document tell them, where its page does not.

    before  Lundhavn, 6 May 1949
    after   creation: date 1949-05-06, place Lundhavn; <dateline><placeName>Lundhavn</placeName>, <date ...

Why: catalogues sort by date and place. A dateline says both, also for a town that no list knows; without one, headings,
routing lines and the letterhead are asked, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from diplomatica.encoding import dates
from diplomatica.encoding.header import HeaderFacts
from diplomatica.encoding.model import DateFound, Mention
from diplomatica.encoding.names import Registry
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.encoding.structure.tail import is_office
from diplomatica.encoding.structure.words import is_name_line, one_of
from diplomatica.source.model import LaidOut

Marks = Mapping[int, tuple[tuple[Mention, ...], tuple[DateFound, ...]]]
"""Names and dates found in the text of a slot, by the identity of the slot."""

_CALL = re.compile(r"\[\d{1,3}\]")
_BEFORE_DATE = re.compile(r",\s+(?=[A-Z]?\w+\.?\s+\d|\d)")
# "Kelm, July 14 - ..." at the head of a report in the press
_NEWS = re.compile(r",\s+\w+\.?\s+\w+\.?(?:,?\s+\d{4})?\s*(?:\([A-Z]+\))?\.?\s*[—–-]")
_DATELINE_PLACE = re.compile(
    r"([^\W\d_][\w’'.-]*(?:[ -](?!(?:den|am|le|dnia|dne)\s)[^\W\d_][\w’'.-]*){0,3}),?\s+"
    r"(?:on\s+)?(?:(?:the|den|am|le|dnia|dne)\s+)?"
)
_IN_CITY = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?:city\s+of\s+)?$", re.I)
_FROM, _TO = re.compile(r"^[\w’' -]{1,40}\bfrom\s+$", re.I), re.compile(r"\s+to\s+[^\W\d_]")
# between place and date: "Berlin, den 4. Mai", "Warszawa, dnia 4 maja", "Paris, le 4 mai"
_DEN = re.compile(r",?\s*(?:[^\W\d_]{1,4}\.?\s+)?")
_RECEIVED = re.compile(r"\b(?:received|rec['’]?d|arrived|deciphered|decoded)\b", re.I)
_SENT = re.compile(r"\b(?:sent|dispatched|transmitted)\b", re.I)
_FEW = 14  # characters of a letterhead line beside the place in it
_NOTHING: tuple[tuple[Mention, ...], tuple[DateFound, ...]] = ((), ())


def titled(facts: HeaderFacts, laid_out: LaidOut, found: Found) -> HeaderFacts:
    """A page that states no title takes it from the heading that names the genre, else from the longest heading."""
    if laid_out.fields("title") or facts.citations or not found.heads:
        return facts
    texts = [slot.block.text for slot in found.heads[:8]]
    named = [text for text in texts if one_of("document_words").match(text) and len(text.split()) > 2]
    title = named[0] if named else facts.title or max(texts, key=len)
    return replace(facts, title=_CALL.sub("", title).strip()) if title else facts


def with_place(text: str, mentions: tuple[Mention, ...], found: Sequence[DateFound]) -> tuple[Mention, ...]:
    """In a dateline the name before the date is a place, whether anybody knows it or not."""
    match = _DATELINE_PLACE.match(text) if found else None
    if match is None or match.end() != found[0].start:
        return mentions
    start, end = match.span(1)
    if any(mention.kind == "place" and mention.start < end for mention in mentions):
        return mentions
    rest = tuple(mention for mention in mentions if mention.start >= end)
    return (Mention(start, end, "place", (start, end), rule="names.dateline"), *rest)


def is_place_line(text: str) -> bool:
    """Is the last line of an address nothing but the name of a place?"""
    return is_name_line(text) and len(text.split()) <= 3 and not is_office(text) and "." not in text[:-1]


def date_of(found: Found, marks: Marks, stamps: Container[int] = ()) -> tuple[str, str]:
    """The date of a document in W3C form, and its wording; two empty strings if it has none.

    `stamps` are the identities of slots that tell when the paper was released. The day of receipt counts where
    nothing else is dated.
    """
    late: list[tuple[str, str]] = []
    for slot in found.datelines:
        for when, words in _dates(slot, marks) if id(slot) not in stamps else ():
            if not is_receipt(slot.block.text, words):
                return when, words
            late.append((when, words))
    for slot in [*found.heads[:4], *found.routings, *found.letterhead]:
        for when, words in _dates(slot, marks) if id(slot) not in stamps else ():
            if len(when) >= 10:
                if not is_receipt(slot.block.text, words):
                    return when[:10], words
                late.append((when[:10], words))
    return late[0] if late else ("", "")


def is_receipt(text: str, words: str) -> bool:
    """Does a line say of its date that the paper was received then?"""
    before = text[: text.find(words)] if words in text else text
    return _RECEIVED.search(before) is not None and _SENT.search(before) is None


def _dates(slot: Slot, marks: Marks) -> Iterator[tuple[str, str]]:
    for date in marks.get(id(slot), _NOTHING)[1]:
        when = dict(date.attrs).get("when", "")
        if when and not when.startswith("-"):
            yield when, slot.block.text[date.start : date.end]


def place_of(found: Found, marks: Marks, title: str, registry: Registry) -> str:
    """The place of writing, "" if nothing tells it."""

    def places(slot: Slot) -> Iterator[tuple[str, Mention]]:
        for mention in marks.get(id(slot), _NOTHING)[0]:
            if mention.kind == "place":
                yield slot.block.text[mention.start : mention.end], mention

    for slot in found.datelines:
        for name, _ in places(slot):
            return name
    for slot in [*found.letterhead, *found.heads[:3]]:
        dated = marks.get(id(slot), _NOTHING)[1][:1]
        for name, mention in places(slot):
            if not mention.start and dated and _DEN.fullmatch(slot.block.text, mention.end, dated[0].start):
                return name
    for slot in found.senders:
        for name, _ in places(slot):
            if len(slot.block.text) - len(name) <= _FEW:
                return name
    office = any(m.kind == "org" for slot in found.letterhead for m in marks.get(id(slot), _NOTHING)[0])
    for slot in reversed(found.letterhead):
        for name, _ in places(slot):
            beside = len(slot.block.text.strip(" .,")) - len(name)
            # "Department of State / Ruritania" is whose office it is, not where it sits.
            if beside <= _FEW and not (registry.is_state(name) and (office or beside)):
                return name
    for slot in found.paragraphs[:1]:
        for name, mention in places(slot):
            if mention.start == 0 and _NEWS.match(slot.block.text, mention.end):
                return name
    for mention in registry.mentions(title):
        rest = title[mention.end :].lstrip(" ,")
        if mention.kind == "place" and _BEFORE_DATE.match(title, mention.end) and dates.find(rest)[:1]:
            return title[mention.start : mention.end]
        if mention.kind == "place" and _FROM.search(title[: mention.start]) and _TO.match(title, mention.end):
            return title[mention.start : mention.end]
    for slot in found.heads[:3]:
        for name, mention in places(slot):
            if _IN_CITY.search(slot.block.text[: mention.start]) and not registry.is_state(name):
                return name
    return ""
