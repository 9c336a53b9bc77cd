"""The part of a month or year that stands before it: "the middle of March", "the first half of 1956".

    before  in the middle of March
    after   in <date when="1966-03">the middle of March</date>

Why: the part says when within the month it was; without it the date would say less than the text.
"""

from __future__ import annotations

import re
from functools import cache

from diplomatica.encoding.dates.words import words

_REACH = 40
_LAST = (" of", "year", "month")  # what a search is worth the while after


@cache
def _part() -> re.Pattern[str]:
    parts, halves, counts = ("|".join(sorted(group)) for group in (words().parts, words().halves, words().counts))
    return re.compile(
        rf"(?<![\w-])(?:the\s)?(?:(?:very\s)?(?:{parts})|(?:{counts})\s(?:{halves}))\sof\s"
        r"(?:the\s(?:month|year)\s(?:of\s)?)?\Z",
        re.IGNORECASE,
    )


def start(text: str, position: int) -> int:
    """Where a month or year at a position begins with the part of it that is named before it."""
    if not text[max(0, position - 6) : position].lower().rstrip().endswith(_LAST):
        return position
    match = _part().search(text, max(0, position - _REACH), position)
    return match.start() if match is not None else position
