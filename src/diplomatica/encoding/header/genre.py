"""The genre of a document, by the words of its title, of the page and of the citation.

before   "Note on a Conversation with Ambassador Toller"      "Extract from Protocol No. 4"
after    conversation                                         protocol
"""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.encoding.header.data import table

_LONGEST = 400
_WEAK = ("report", "note")
_NOTE = re.compile(r"(?:\w+ ){0,2}?notes?\b", re.I)
_CONVERSATION = re.compile(r"\b(?:on|of|about|regarding|from) (?:\w+ ){0,2}(?:conversation|talk)s?\b", re.I)


@lru_cache(maxsize=1)
def _genres() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The ids of the genres, and one pattern for all: at each place it tries them in their order (group g0, g1 ...)."""
    entries = table("genres")["genre"]
    groups = (f"(?P<g{number}>{'|'.join(entry['patterns'])})" for number, entry in enumerate(entries))
    return tuple(entry["id"] for entry in entries), re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.I)


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """The genres by id, each with the words that describe it."""
    return {entry["id"]: entry["label"] for entry in table("genres")["genre"]}


def genre(title: str, type: str = "", citation: str = "") -> str:
    """The id of the genre, "" if none is named.

    The title decides, by the genre that it names first; then the type that the page states; then the citation.
    """
    found = _first(title[:_LONGEST])
    if found and _NOTE.match(title) and found in _WEAK:
        # "Note" and the like say little of what is noted.
        return "conversation" if _CONVERSATION.search(title) else _first(type[:_LONGEST]) or found
    return found or _first(type[:_LONGEST]) or _first(citation[:_LONGEST])


def _first(text: str) -> str:
    ids, pattern = _genres()
    match = pattern.search(text)
    if match is None or match.lastgroup is None:
        return ""
    best = ids[int(match.lastgroup[1:])]
    # A record of a meeting of the United Nations is a transcript whoever speaks first.
    if best in ("speech", "statement") and _transcript().search(text) is not None:
        return "transcript"
    return best


@lru_cache(maxsize=1)
def _transcript() -> re.Pattern[str]:
    patterns = next(entry["patterns"] for entry in table("genres")["genre"] if entry["id"] == "transcript")
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.I)
