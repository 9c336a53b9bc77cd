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
def _genres() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["id"], re.compile(rf"(?<!\w)(?:{'|'.join(entry['patterns'])})(?!\w)", re.I))
        for entry in table("genres")["genre"]
    )


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
    best, place = "", len(text) + 1
    # A record of a meeting of the United Nations is a transcript whoever speaks first.
    for ident, pattern in _genres():
        match = pattern.search(text)
        if match is not None and match.start() < place:
            best, place = ident, match.start()
    if best in ("speech", "statement") and _genres_by_id()["transcript"].search(text) is not None:
        return "transcript"
    return best


@lru_cache(maxsize=1)
def _genres_by_id() -> dict[str, re.Pattern[str]]:
    return dict(_genres())
