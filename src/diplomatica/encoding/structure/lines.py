"""The short lines above and below the text: what each of them is, also where several stand in one line.

    before  To KELM To ORLAN TOP PRIORITY
    after   to "To KELM", to "To ORLAN", precedence "TOP PRIORITY"

A line is cut into parts of one kind each, from left to right; where something is left over, the line as a whole is
asked what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from diplomatica.encoding import dates
from diplomatica.encoding.model import DateFound
from diplomatica.encoding.structure import terms
from diplomatica.encoding.structure.prose import FINITE, LONGEST_LINE, SENTENCE, is_prose, names_genre
from diplomatica.encoding.structure.signs import is_closing, is_salute, is_signature, is_typist, produced
from diplomatica.encoding.structure.words import (
    Wording,
    is_capitals,
    is_label_line,
    is_name_line,
    is_title_case,
    label,
    letterspaced,
    lists,
    one_of,
    words,
)

Kind = Literal[
    "docNumber",
    "classification",
    "precedence",
    "handling",
    "copyNumber",
    "routing",
    "to",
    "from",
    "dateline",
    "salute",
    "subject",
    "reference",
    "source",
    "participants",
    "distribution",
    "signature",
    "name",
    "typist",
    "closing",
    "stamp",
    "officeNote",
    "head",
    "prose",
    "",
]


@lru_cache(maxsize=1024)
def dates_in(text: str) -> tuple[DateFound, ...]:
    """The dates in a short line, found without knowing the year of the document."""
    return dates.find(text)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line and what it is."""

    start: int
    end: int
    kind: Kind


_NUMBER = re.compile(
    r"""(?:(?:Doc(?:ument)?\.?|Reg(?:istration)?\.?|Ref(?:erence)?\.?|File|Serial|Outgoing|Incoming|Outg\.|Inc\.)\s*)?
        (?:N(?:[oO]|r|R|um|umber|UMBER)?\s?[.:]?\s?[°ºo]?(?![a-z])|[N№][ºª°]?|№|Nº|\#|Nr\.?|Ref\.?:?|Control:|Sp\.|Sz\.|Szám:?|Č\.j\.:?|Dz\.)
        \s*:?\s*
        (?=[\w./-]*\d)[\w.]*[\w](?:(?:\s?[/–-]\s?|\.)[\w.]*\w)*(?:\s?/\s?[A-Z][\w-]*)*""",
    re.X,
)

_BARE_NUMBER = re.compile(
    r"\(?\d{1,5}(?:[./-][\w]+)+(?:\s[A-Z][\w.]{0,8}){0,2}\)?|\d{2,5}/[A-ZА-Я][\w-]*|[A-Z]{1,5}[-/]\d[\w./-]*"
)

_COPY = re.compile(
    r"(?:copy|copies|ex(?:emplar|\.)?|izdanie|príklad|példány|экз\.?|výtisk|egz\.)\s*"
    r"(?:(?:number|num|no|nr|n|#|№)[.:º°]*\s*)?\d{1,4}(?:\s*(?:of|/|out of)\s*\d{1,4})?(?:\s*(?:copies|ex\.))?"
    r"|\d{1,3}(?:st|nd|rd|th)\s+copy|(?:single|one|sole|only)\s+copy|copy\s+#\s*\d+",
    re.I,
)

_SEPARATOR = re.compile(r"[\s,;/|.!()–—-]*(?:and\s)?")

_TIME = re.compile(
    r"(?:at\s+)?(?:\d{1,2}[.:]\d{2}(?:\s*[ap]\.?m\.?|\s*hours)?|\d{4}\s*(?:hours|hrs)|\d{1,2}\s*[ap]\.?m\.?)", re.I
)

_TAKING_PART = re.compile(r"(?:participants?|present|in attendance|attending)\b[^:.]{0,60}:", re.I)

_FROM_JOURNAL = re.compile(r"(?:(?:extract|excerpt)s? )?from the (?:journal|diary|notes|minutes|protocol)\b", re.I)
_CALLS = re.compile(r"(?:\[\d{1,3}\])+$")

_SOURCE = re.compile(r"(?:source|sources|cited in|published in|printed in|original source)\b\s*:?", re.I)

_STAMP = re.compile(r"[\[(](?:[\w' -]{0,30}\b)?(?:stamp|seal|stamped|handwritten|hand-written)\b[^\])]*[\])]\.?", re.I)


def taking_part(text: str) -> int:
    """The length of a label of those who took part, with the side it may name ("Participants from our side:")."""
    match = _TAKING_PART.match(text)
    return label(text, "participants") or (match.end() if match else 0)


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a line that carry number, classification, precedence, handling, address or date, or nothing at all.

    The list is empty where the line holds anything else beside them.
    """
    return _parts(text) if 1 < len(text) <= 180 else ()


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[Part, ...]:
    found: list[Part] = []
    position = label(text, "classification_label")
    while position < len(text):
        separator = _SEPARATOR.match(text, position)
        position = separator.end() if separator else position
        if position >= len(text):
            break
        time = _TIME.match(text, position)
        if time and found and found[-1].kind == "dateline" and _at_end(text, time.end()):
            found[-1] = Part(found[-1].start, time.end(), "dateline")
            position = time.end()
            continue
        part = _part(text, position)
        if part is None:
            return ()
        found.append(part)
        position = part.end
    return _with_stops(text, found)


def _with_stops(text: str, found: list[Part]) -> tuple[Part, ...]:
    """Full stops and the like go with the part before them, so that every character is in a part."""
    out = []
    for index, part in enumerate(found):
        limit = found[index + 1].start if index + 1 < len(found) else len(text)
        start = 0 if index == 0 else part.start
        out.append(Part(start, start + len(text[start:limit].rstrip()), part.kind))
    return tuple(out)


def _part(text: str, position: int) -> Part | None:
    term = terms.at(text, position)
    if term is not None:
        return Part(position, term[0], term[1])
    match = _COPY.match(text, position)
    if match and _at_end(text, match.end()):
        return Part(position, match.end(), "copyNumber")
    match = one_of("handling").match(text, position)
    if match and _at_end(text, match.end()):
        return Part(position, match.end(), "handling")
    match = _NUMBER.match(text, position)
    if match and _at_end(text, match.end()) and not one_of("document_words").match(text, position):
        return Part(position, match.end(), "docNumber")
    for date in dates_in(text[position:]):
        if date.start == 0:
            return Part(position, position + date.end, "dateline")
        break
    return _address(text, position)


def _at_end(text: str, position: int) -> bool:
    return position >= len(text) or not text[position].isalnum()


_NO_NAME = re.compile(
    r"(?:immediate |official |general )?(?:release|use|information|publication|the record|the file)\b", re.I
)

_TO = re.compile(r"(?:TO|To|FOR|For|KAM|KOMU)\b:?\s+(?=[A-ZÀ-ÞА-Я(\[]|the\s+[A-Z])")

_FROM = re.compile(r"(?:FROM|From|VON|Von|DE LA|OD|OT)\b:?\s+(?=[A-ZÀ-ÞА-Я(\[])")


def _address(text: str, position: int) -> Part | None:
    kind: Kind = "to"
    match = _TO.match(text, position) or _labelled(text, position, "address_to")
    if match is None:
        kind = "from"
        match = _FROM.match(text, position) or _labelled(text, position, "address_from")
    if match is None:
        return None
    end = len(text)
    for next_match in re.finditer(r"\s(?=(?:TO|To|FROM|From)\b:?\s+[A-ZÀ-ÞА-Я])", text[match.end() :]):
        end = match.end() + next_match.start()
        break
    cut = terms.first(text, match.end(), end)
    if cut is not None and cut > match.end():
        end = cut
    name = text[match.end() : end].strip()
    if (
        not name
        or len(name.split()) > 26
        or _NO_NAME.match(name)
        or one_of("document_words").search(name[:40])
        or (SENTENCE.search(name[:-1]) and not _abbreviated(name))
        or _is_told(name)
    ):
        return None
    return Part(position, position + len(text[position:end].rstrip()), kind)


def _is_told(name: str) -> bool:
    """Does what looks like an address go on as a sentence does ("Von Herrn Varga hört man nichts mehr.")?"""
    if name[-1:] not in ".?!":
        return False
    small = set(lists()["lower_words"])
    return sum(word[0].islower() and word.strip(".") not in small for word in words(name)) >= 2


def _labelled(text: str, position: int, name: str) -> re.Match[str] | None:
    """A label of an address with its colon ("Sender: ")."""
    return _address_label(name).match(text, position) if ":" in text else None


@cache
def _address_label(name: str) -> Wording:
    return Wording((name,), r"\s*:\s*")


def _abbreviated(name: str) -> bool:
    return bool(re.search(r"\b(?:[A-ZА-Я]|Cde|Cdes|Com|Mr|Mrs|Dr|St|Gen|Col|Amb|tov)\.\s", name))


@lru_cache(maxsize=1024)
def kind(text: str, *, marker: str = "", below: bool = False) -> Kind:
    """What a whole line is; "prose" for running text, "" for a short line that says nothing about itself.

    `below` is true for lines under the text, where a name alone is a signature.
    """
    if len(text) > LONGEST_LINE:
        return (
            "participants"
            if label(text, "participants")
            else "distribution"
            if label(text, "distribution")
            else "prose"
        )
    text = _CALLS.sub("", text)
    if not text:
        return ""
    if _STAMP.fullmatch(text):
        return "stamp"
    short = len(text) <= 100
    distributed = label(text, "distribution") or (short and is_label_line(text, "distribution")) or produced(text)
    if distributed and not is_routing(text):
        return "distribution"
    if label(text, "subject") and not marker:
        return "subject"
    if not below and one_of("handling").match(text) and len(text) <= 120 and len(text.split()) <= 18:
        return "handling"
    if _FROM_JOURNAL.match(text) and short:
        return "head"
    if short and label(text, "reference") and not marker:
        return "reference"
    if label(text, "participants") or _TAKING_PART.match(text):
        return "participants"
    if _SOURCE.match(text) and (":" in text[:20] or text.lower().startswith("cited in")) and not marker:
        return "source"
    if below and is_signature(text):
        return "signature"
    if short and is_routing(text):
        return "routing"
    if short and label(text, "date_label") and is_dateline(text[label(text, "date_label") :].strip()):
        return "dateline"
    if short and label(text, "place_label") and not is_prose(text):
        return "dateline"
    if short and label(text, "number_label") and re.search(r"\d", text) and len(text.split()) <= 6:
        return "docNumber"
    if short and is_dateline(text):
        return "dateline"
    if short and is_salute(text):
        return "salute"
    if below and is_closing(text):
        return "closing"
    if below and is_typist(text):
        return "typist"
    if _NUMBER.fullmatch(text.rstrip(".")) or _BARE_NUMBER.fullmatch(text.rstrip(".")):
        return "docNumber"
    if below and is_name_line(text):
        return "name"
    if is_prose(text):
        return "prose"
    if letterspaced(text) or (short and (is_capitals(text) or is_title_case(text))) or names_genre(text):
        return "head"
    return ""


def is_routing(text: str) -> bool:
    """Does the line say when an office received, sent or deciphered the document?"""
    match = one_of("routing_verbs").search(text)
    if match is None or len(text.split()) > 14 or text.endswith(":"):
        return False
    small = [word for word in words(text) if word[0].islower() and not one_of("routing_verbs").match(word)]
    return len(small) <= 3 and not FINITE.search(text) and bool(dates_in(text) or _TIME.search(text))


def is_dateline(text: str) -> bool:
    """Is the line a date, with or without place and time?"""
    found = dates_in(text)
    if not found or len(found) > 2:
        return False
    rest = text[: found[0].start] + " " + text[found[-1].end :]
    rest = _TIME.sub(" ", rest)
    names = [
        word
        for word in words(rest)
        if word.lower()
        not in (
            "at",
            "on",
            "of",
            "city",
            "the",
            "date",
            "time",
            "hours",
            "hrs",
            "a.m.",
            "p.m.",
            "o'clock",
            "г",
            "года",
            "год",
            "кл",
            "sz",
            "dnia",
            "and",
            "from",
            "to",
            "place",
            "in",
            "year",
            *("den", "dem", "am", "le", "dnia", "dne", "dňa"),
        )
    ]
    if re.search(r"\d", rest) and not re.fullmatch(r"[\s\d.:,-]*", re.sub(r"[^\W\d]+", "", rest)):
        return False
    return len(names) <= 4 and all(word[0].isupper() for word in names) and not SENTENCE.search(rest.strip(" .,;")[:-1])


def is_time(text: str) -> bool:
    """Does a line begin with the time of day, and hold little more ("3:50 a.m. 019")?"""
    return bool(_TIME.match(text)) and len(text.split()) <= 5
