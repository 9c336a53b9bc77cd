"""A citation taken apart: the title it quotes, the date, the site, the archives, the credits, an address.

before   "Note from Kelm," April 3, 1952, Example Digital Archive, XYA, f. 1, op. 2. Translated by Ian Moor.
after    title: Note from Kelm; date: April 3, 1952; site: Example Digital Archive; archives: XYA, f. 1, op. 2;
         credits: Translated by Ian Moor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from diplomatica.encoding.header.credits import begin
from diplomatica.encoding.header.data import table
from diplomatica.encoding.header.terms import find_terms

_LONGEST = 20_000  # characters; what is longer is no citation, and its end is not read
_QUOTES = {'"': '"”“', "“": '”"', "”": '”"', "«": "»", "„": "“”"}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?:{_MONTH},?\s+\d{{1,2}}(?:\s*[-–]\s*(?:{_MONTH}\s+)?\d{{1,2}})?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?\s+{_MONTH},?\s+\d{{4}}|{_MONTH},?\s+\d{{4}}|\d{{4}}|[Uu]ndated|n\.d\.)(?=\s*[,.;]|\s*$)"
)
_SITE = re.compile(
    r"[^,;]*(?:Digital Archives?|Wilson Center|History and Public Policy Program|International History Project"
    r"|Virtual Archive)[^,;.]*(?:,\s*(?:Woodrow )?Wilson (?:International )?Center[^,;.]*)?(?=\s*[,.;]|\s*$)"
)
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
# American usage: the full stop may stand inside the quotation marks.
_SENTENCE = re.compile(r"(?:(?<=[\w)”\"’'\]])\.|(?<=\.[”\"]))\s+(?=[“\"A-Z(])")
_TOKEN = re.compile(r"[\w./]*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a citation; "" for what it does not have. `rest` are sentences that are none of them."""

    title: str = ""
    date: str = ""
    site: str = ""
    archives: str = ""
    credits: str = ""
    rest: str = ""


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(table("archives")["archives"]["abbreviations"])


def take_apart(text: str) -> Citation:
    """The parts of a citation (white space folded); every kind of citation gives at least its archives."""
    title, text = _quoted(text[:_LONGEST])
    date = site = ""
    if title:
        found = _DATE.match(text)
        if found:
            date, text = found.group(), text[found.end() :].lstrip(" ,.;")
    place = _SITE.match(text)
    if place:
        site, text = place.group().strip(), text[place.end() :].lstrip(" ,.;")
    start = begin(text)
    credits = _ADDRESS.sub("", text[start:]).strip()
    archives, rest = _sentence(text[:start])
    return Citation(title, date, site, archives.strip(" ,;"), credits, rest.strip())


def _quoted(text: str) -> tuple[str, str]:
    """The title in quotation marks at the head of a citation, and what follows."""
    close = _QUOTES.get(text[:1])
    if close is None:
        return "", text
    first = (-1, -1)
    for position in range(1, len(text)):
        if text[position] not in close:
            continue
        rest = text[position + 1 :].lstrip(" ,.;")
        if first[0] < 0:
            first = (position, len(text) - len(rest))
        if not text[position + 1 : position + 2].isalnum() and (_DATE.match(rest) or _SITE.match(rest)):
            first = (position, len(text) - len(rest))
            break
    if first[0] < 0:
        return "", text
    return text[1 : first[0]].strip().rstrip(",.").strip() or text[1 : first[0]], text[first[1] :]


def _sentence(text: str) -> tuple[str, str]:
    """The reference up to the full stop that ends it, and the sentences after it.

    A full stop after an abbreviation of the archives ("f.", "op.", "No.") ends nothing, unless a word for the
    classification follows, as in the source notes of printed editions.
    """
    for match in _SENTENCE.finditer(text):
        token = _TOKEN.search(text[max(0, match.start() - 12) : match.start()])
        word = token.group().casefold() if token else ""
        following = text[match.end() : match.end() + 60]
        states = any(found.start == 0 for found in find_terms(following[:50]))
        if states or (
            "." not in word
            and word not in _abbreviations()
            and re.match(r"[“\"(]?[A-Z]\w+", following)
            and _prose(following)
        ):
            return text[: match.start()], text[match.end() :]
    return text.rstrip(" ."), ""


def _prose(text: str) -> bool:
    """Does a sentence begin here, rather than another level of the reference?"""
    words = re.findall(r"[^\s,;]+", text)[:6]
    lower = sum(word[:1].islower() for word in words)
    return lower >= 2 or (len(words) > 1 and words[1][:1].islower() and words[1].isalpha() and len(words[1]) > 1)
