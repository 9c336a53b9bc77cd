"""Days named by an ordinal: "the eleventh of May", "your letter of the 12th", "the 5th inst."

    before  Thank you for your letter of the ninth.        (a letter of 18 May 1966)
    after   Thank you for your letter of <date when="1966-05-09">the ninth</date>.

Why: letters name a day of the month that everybody knows by its number alone. An ordinal counts other things too, so
one without a month is a day only where a date can stand and no noun follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from diplomatica.encoding.dates.model import Point, Raw
from diplomatica.encoding.dates.reference import Reference
from diplomatica.encoding.dates.words import words

_OF_MONTH = re.compile(
    r"\s?\[?(?:(?:day\s)?of\s)?(?:the\smonth\sof\s)?\[?(?P<m>[^\W\d_]{3,9})\]?"
    r"(?:,?\s(?:of\s)?\[?(?P<y>(?:1[5-9]|20)\d\d)(?!\w)\]?)?(?!\w)"
)
_THIS_MONTH = re.compile(
    r"\s(?:(?P<same>inst(?:ant)?\b\.?|(?:of\s)?this\smonth)|(?P<last>ult(?:imo)?\b\.?|(?:of\s)?last\smonth)"
    r"|(?P<next>prox(?:imo)?\b\.?|(?:of\s)?next\smonth))(?!\w)",
    re.IGNORECASE,
)
_NOT_A_NOUN = re.compile(r"\s?(?:[.,;:!?)\]\[”\"]|\Z)|\s(?P<w>[^\W\d_]+)|\s[-–—]\s")
_JOINED = re.compile(r",?\s(?:and|or|to)\s(?:the\s)?\w{3,14}\s(?P<w>[^\W\d_]+)")
_PREPOSITION = re.compile(
    r"(?:(?P<n>[^\W\d_]+)\s)?(?P<p>on|of|by|until|till|since|from|before|after|through|dated)\s\Z", re.IGNORECASE
)
_ENDINGS = (b"st", b"nd", b"rd", b"th")
_LEAST_WORD = 6  # "on the first", "of the third" are seldom days
_MONTHS = {"same": 0, "last": -1, "next": 1}


@cache
def _anchor() -> re.Pattern[str]:
    spelled = "|".join(sorted(words().ordinals, key=len, reverse=True))
    # It begins with plain letters, which are found faster than a class of them.
    return re.compile(rf"he(?<=\bthe|\bThe)\s(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)|(?P<o>{spelled}))(?![\w-])")


def _bare(text: str, match: re.Match[str], day: int) -> bool:
    """Whether an ordinal without a month stands where a date stands."""
    after = _NOT_A_NOUN.match(text, match.end())
    if after is None or (after["w"] and after["w"].lower() not in words().after_ordinal):
        return False
    joined = _JOINED.match(text, match.end())
    if joined is not None and joined["w"].lower() not in words().after_ordinal and text[joined.start("w") - 1] == " ":
        return False
    before = _PREPOSITION.search(text, max(0, match.start() - 29), match.start() - 1)
    if before is None:
        return False
    if before["p"].lower() == "of":
        return (before["n"] or "").lower() in words().dated_papers
    return match["d"] is not None or (before["p"].lower() in ("on", "until", "dated") and day >= _LEAST_WORD)


@cache
def first_words() -> frozenset[bytes]:
    """The words with which spelled ordinals begin."""
    return frozenset(re.match(r"\w+", word)[0].encode("utf-8") for word in words().ordinals)  # type: ignore[index]


def may_stand(plain: bytes, runs: Iterable[tuple[int, int]], found: Iterable[bytes]) -> bool:
    """Whether `scan` may find anything in a text, given as `plainwords.plain` gives it.

    `runs` are its runs of figures, `found` words of it in lower case.
    """
    return not first_words().isdisjoint(found) or any(plain[end : end + 2] in _ENDINGS for _, end in runs)


def scan(text: str, reference: Reference | None) -> Iterator[Raw]:
    """Every day named by an ordinal; one without a month has it open."""
    lists = words()
    for match in _anchor().finditer(text):
        start = match.start() - 1
        day = int(match["d"]) if match["d"] else lists.ordinals[match["o"]]
        if not 1 <= day <= 31:
            continue
        month = _OF_MONTH.match(text, match.end())
        named = lists.months.get(month["m"].lower()) if month else None
        if month is not None and named is not None and month["m"][0].isupper() and named[1] != "foreign":
            if match["o"] and " of " in f"{month[0]} ":
                year = int(month["y"]) if month["y"] else None
                yield Raw(start, month.end(), Point(year, named[0], day), rule="ordinal")
            continue
        relative = _THIS_MONTH.match(text, match.end())
        if relative is not None and reference is not None and reference.month is not None:
            step = next(_MONTHS[name] for name in _MONTHS if relative[name])
            count = reference.year * 12 + reference.month - 1 + step
            yield Raw(start, relative.end(), Point(count // 12, count % 12 + 1, day), rule="ordinal")
        elif _bare(text, match, day):
            yield Raw(start, match.end(), Point(None, None, day), low=True, rule="ordinal")


def with_month(raw: Raw, reference: Reference | None, known: Point | None, *, future: bool) -> Raw | None:
    """The find with the month and year that it leaves open; None if they can't be told.

    The month is that of a date just named (`known`), or the latest one that puts the day before the document.

    Before: the 25th, in a document of 3 May 1966. After: 1966-04-25.
    """
    day = raw.first.day or 1
    if known is not None and known.year is not None and known.month is not None:
        near = reference is None or abs(reference.distance(known.year, known.month, known.day)) <= 62
        if near:
            return raw._replace(first=Point(known.year, known.month, day))
    if reference is None or reference.month is None:
        return None
    count = reference.year * 12 + reference.month - 1
    if not future and reference.day is not None and day > reference.day:
        count -= 1
    return raw._replace(first=Point(count // 12, count % 12 + 1, day))
