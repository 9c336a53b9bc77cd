"""Who sent a telegram or letter to whom, and from where, as its title tells.

before   Telegram from Kelm to Sorr        Ciphered Telegram, Orlen to Tovik [Bran]     Embtel 12 (Kelm)
after    places Kelm, Sorr                 persons Orlen, Tovik (alias Bran)            place Kelm
"""

from __future__ import annotations

import re

from diplomatica.encoding.header.data import is_place, table
from diplomatica.encoding.header.model import PartyNamed

_LONGEST = 300
_SENT = frozenset(
    ["telegram", "letter", "note", "instruction", "report", "memorandum", "petition", "statement", "protocol", ""]
)
_FROM = re.compile(r"\b[Ff]rom\s+|^[\w’'-]+(?: [\w’'-]+)? by\s+(?=.*\sto\s)")
_TO = re.compile(r"\s+to\s+(?:the\s+)?")
_STATION = re.compile(r"\b(?:[A-Z][a-z]*tel|Telegram|Airgram|Despatch|Dispatch|Cable)\b[^()]{0,30}\(([^()]{2,40})\)")
_TOKEN = re.compile(r"\[[^\]]*\]|[^\s\[\]]+")
_ALIAS = re.compile(r"\s*\[([^\]]+)\]")
_QUOTE = re.compile(r"[,:;]?\s*['‘“\"(]|,\s|;\s|:\s|\s[-–—]\s")


def route(title: str, genre: str = "") -> tuple[PartyNamed | None, PartyNamed | None]:
    """Sender and receiver, each None where the title does not name them or is not that of something sent."""
    if genre not in _SENT:
        return None, None
    title = title[:_LONGEST]
    station = _STATION.search(title)
    if station is not None and is_place(station[1]):
        toward = title[: station.start(1)].find(" to ") >= 0
        party = PartyNamed(place=station[1].strip())
        return (None, party) if toward else (party, None)
    start = _FROM.search(title)
    rest: str | None
    if start is not None:
        before = title[: start.start()]
        if start.start() > 60 or re.search(
            r"\b(?:[Ee]xtracts?|[Ee]xcerpts?|[Dd]iary|[Jj]ournal|[Pp]rotocol|[Ii]nformation) $", before
        ):
            return None, None
        rest = title[start.end() :]
    else:
        rest = _after_genre(title)
        if rest is None and genre in ("telegram", "letter"):
            rest = title
        if rest is None:
            return None, None
    left, right = _halves(rest)
    if start is None and right is None:
        # "Letter to X"
        toward_only = re.match(r"to\s+(?:the\s+)?", rest)
        return (None, _party(rest[toward_only.end() :])) if toward_only else (None, None)
    return (_party(left) if left else None), (_party(right) if right else None)


def _after_genre(title: str) -> str | None:
    """What follows the words for the genre at the head of a title; None if the title does not begin with them."""
    words: frozenset[str] = frozenset(table("route")["genres"])
    position, seen = 0, False
    for match in re.finditer(r"[^\s,]+", title):
        word = match.group()
        if word.casefold().rstrip(".:") in words or (seen and re.fullmatch(r"[A-Z]?-?\d[\w./-]*|[Nn]os?\.?|#|№", word)):
            seen = True
            position = match.end()
        else:
            break
    return title[position:].lstrip(" ,:") if seen else None


def _halves(text: str) -> tuple[str, str | None]:
    """The text before and after the "to" between the parties: one that does not belong to an office."""
    offices: frozenset[str] = frozenset(table("route")["offices"])
    for match in _TO.finditer(text):
        left = text[: match.start()]
        words = left.split()
        if not words:
            return "", text[match.end() :]
        if words[-1].strip(",") in offices and _TO.search(text, match.end()):
            continue
        return left, text[match.end() :]
    return text, None


def _party(text: str) -> PartyNamed | None:
    text = text.strip(" ,.;:")
    text = re.sub(r"^(?:the|Comrade|Cde\.?|Com\.?)\s+", "", text)
    alias = ""
    cut = _QUOTE.search(text)
    if cut is not None and cut.start() > 0:
        text = text[: cut.start()]
    connectors: frozenset[str] = frozenset(table("route")["connectors"])
    offices: frozenset[str] = frozenset(table("route")["offices"])
    kept: list[str] = []
    tokens = [match.group() for match in _TOKEN.finditer(text)]
    for index, token in enumerate(tokens):
        if token.startswith("["):
            alias = token.strip("[]")
            break
        if token[0].islower() and not token.startswith(("d’", "d'", "al-", "el-")):
            following = tokens[index + 1] if index + 1 < len(tokens) else ""
            if token == "to" and kept and kept[-1] in offices and following[:1].isupper():
                kept.append(token)
                continue
            if token not in connectors or not kept or not following[:1].isupper():
                break
            if token == "on" or (token in ("and", "for") and not _is_body(" ".join(kept))):
                break
        kept.append(token)
    while kept and kept[-1] in connectors:
        kept.pop()
    name = " ".join(kept).strip(" ,")
    if not name or not name[0].isupper() or not any(character.isalpha() for character in name):
        return None
    if is_place(name):
        return PartyNamed(place=name)
    place = ""
    inside = re.fullmatch(r"(.+?)\s+(?:in|at)\s+(.+)", name)
    if inside is not None and is_place(inside[2]):
        if not _is_body(inside[1]):
            return PartyNamed(inside[1], "person", inside[2], alias)
        place = inside[2]
    return PartyNamed(name, "org" if _is_body(name) else "person", place, alias)


def _is_body(name: str) -> bool:
    bodies = table("route")["bodies"]
    words = re.findall(r"[\w’'-]+", name)
    persons = {*table("route")["offices"], *table("route")["heads"]}
    if len(words) > 1 and persons.intersection(words) and words[-1] not in bodies:
        return False  # "Chairman of the Committee A. Bran"
    return bool(set(words) & set(bodies)) or (
        len(name) > 2 and name.isupper() and " " not in name and name not in ("DPRK",) and len(name) < 7
    )
