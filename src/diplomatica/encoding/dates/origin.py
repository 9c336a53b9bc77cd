"""The date of a document that has no date line: from the first full date near its top, or the year that it names most.

    before  "Note", "On March 2, 1966, the Harbor Board sat ..."
    after   1966

Why: without a date of the document every "May 10" in it would be left without a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from diplomatica.encoding.dates.find import find
from diplomatica.encoding.dates.reference import Reference
from diplomatica.encoding.dates.words import words

_TOP, _TOP_BLOCKS = 3000, 30
_MOST, _MOST_BLOCKS = 40_000, 400
_LABEL = 60
_LINE = 90  # a longer block tells a story: its first date need not be that of the document, but it gives the year
_EARLIEST, _LATEST = 1500, 2035


def _values(text: str) -> Iterable[tuple[int, str]]:
    """The dates of a text that name their year: where they stand, and their W3C form."""
    for found in find(text):
        value = found.attrs[0][1]
        if not value.startswith("-") and _EARLIEST <= int(value[:4]) <= _LATEST:
            yield found.start, value


def _of_the_file(text: str, position: int) -> bool:
    """Whether the words before a date say that it is that of a release or copy, not of the document."""
    before = text[max(0, position - _LABEL) : position].lower().replace("/", " ").replace(":", " ").split()
    return any(word.strip(".,()[]") in words().release for word in before)


def reference_of(texts: Sequence[str]) -> Reference | None:
    """The date of a document whose blocks are `texts`, in their order; None if they name no year.

    The first date with day, month and year within the first 3000 characters counts, dates of release and copying
    aside: as it is if it stands in a line, its year alone if it stands in a paragraph; then the first month with its
    year there; then the year that is named most, the earlier named of equals.

    >>> reference_of(["Note", "Arvand, 4 May 1966"])
    Reference(year=1966, month=5, day=4, order='')
    """
    month, seen = "", 0
    for text in islice(texts, _TOP_BLOCKS):
        for position, value in _values(text[: _TOP - seen]):
            if _of_the_file(text, position):
                continue
            if len(value) >= len("1966-04-03"):
                return Reference.parse(value if len(text) <= _LINE else value[:4])
            month = month or (value if len(value) == len("1966-04") else "")
        seen += len(text)
        if seen >= _TOP:
            break
    if month:
        return Reference.parse(month)
    years: Counter[str] = Counter()
    seen = 0
    for text in islice(texts, _MOST_BLOCKS):
        years.update(value[:4] for position, value in _values(text[: _MOST - seen]) if not _of_the_file(text, position))
        seen += len(text)
        if seen >= _MOST:
            break
    return Reference.parse(years.most_common(1)[0][0]) if years else None
