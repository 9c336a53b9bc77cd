"""Why a translator supplied something: for the grammar, to complete a name, or to say what is meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from diplomatica.encoding.insertions.words import words

_EDGE = ".,;:!?’'\"“”()-–—"
_DETERMINERS = frozenset(["the", "a", "an", "our", "his", "their", "its", "my", "your", "her", "this", "these"])
_SENTENCE = re.compile(r"[.!?;:]\s")


class Why(NamedTuple):
    """The reason of a `supplied`, and whether that is a guess."""

    reason: str
    low: bool


def why(content: str, before: str, *, alone: bool) -> Why:
    """The reason for which something was supplied.

    `before` is the text right before it, `alone` that it is a whole block.

    Before: "me"; "of Korea". After: grammar; clarification.
    """
    lists = words()
    head = content[:300]
    tokens = [token for part in head.split() if (token := part.strip(_EDGE).lower())]
    unsure = alone or len(tokens) > 14 or "?" in head or _SENTENCE.search(head) is not None
    if not tokens or not any(map(str.isalpha, head)):
        return Why("clarification", True)
    if lists.function.issuperset(tokens):
        return Why("grammar", unsure)
    if tokens[0] in lists.pronouns and len(tokens) <= 3:
        return Why("grammar", unsure)
    if tokens[0] in ("the", "a", "an") and len(tokens) == 2 and before.rstrip()[-1:] in ("", ".", ":", ";", "!", "?"):
        return Why("grammar", unsure)
    if tokens[0] in lists.prepositions or len(tokens) > 4:
        return Why("clarification", unsure)
    last = before.rstrip()[-1:]
    if len(tokens) == 1 and content[:1].islower() and not last.isdigit():
        return Why("grammar", unsure)
    if tokens[-1] in lists.prepositions or tokens[-1] in ("up", "out", "off", "down"):
        return Why("grammar", unsure)
    if any(part[:1].isupper() for part in content.split()[1:]):
        return Why("clarification", unsure)
    if tokens[0] in lists.function and tokens[0] not in _DETERMINERS and len(tokens) <= 3:
        return Why("grammar", unsure)
    return Why("clarification", unsure)
