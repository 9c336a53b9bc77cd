"""The value that tells what a verb of saying takes, and what the readings of it share."""

from __future__ import annotations

from typing import NamedTuple

from diplomatica.encoding.speech.lexicon import (
    AUXILIARY,
    PAST,
    REGULAR,
    THIRD,
)
from diplomatica.encoding.speech.tokens import Tokens

_REACH = 40
_FINITE = AUXILIARY | PAST | THIRD


class Complement(NamedTuple):
    """What a verb of saying takes.

    `kind` is "that", "bare", "question", "colon" (the words follow a colon), "open" (the colon ends the sentence) or
    "quote". `first` is the first token of what was said, `lead` the token after which the narrator's words end,
    `addressee` the token of the person spoken to, -1 if there is none.
    """

    kind: str
    first: int
    lead: int
    addressee: int = -1


def regular_past(tokens: Tokens, index: int) -> bool:
    return bool(tokens.tags[index] & REGULAR)


def has_finite(tokens: Tokens, index: int, last: int) -> bool:
    return tokens.tagged(index, min(last, index + _REACH), _FINITE)
