"""The title of a page taken apart: what it is called, its number, and the date that closes it.

    before   Telegram from Kelm, No. 12.345, Urgent           Journal of Ambassador A. Bran for 7 October 1957
    after    main "Telegram from Kelm, Urgent",               main "Journal of Ambassador A. Bran",
             number "No. 12.345"                              sub "for 7 October 1957"

A number that the text shows as well becomes a subtitle: the text is its place. One that stands in the title alone goes
with the other numbers of the publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomatica.encoding.dates import find
from diplomatica.encoding.header.model import TitlePart
from diplomatica.source.emphasis import marks
from diplomatica.source.model import Zone

_LONGEST = 1000
_NUMBER = re.compile(
    r"(?P<lead>,\s*|\s+)(?P<number>(?:N[oº°]s?\.?|Nr\.?|Nos\.?|№|#|Number)\s*"
    r"(?P<value>[A-Z]{0,4}[-./]?\d[\w./-]*(?:\s*[-–]\s*\d[\w./-]*)?))(?=[\s,;:)]|$)"
)
# The number of a decision belongs to its name.
_NAMED_BY_NUMBER = re.compile(
    r"\b(?:protocol|resolution|order|decree|decision|directive|session|meeting|document|annex|appendix|attachment|draft|part|article|section|division|bureau|department|plan|collection|directorate)$",
    re.I,
)
_CLOSING = re.compile(r",?\s+(?:for|of|on|dated|from)\s+(?=[\"“]?\d|[A-Z])|,\s+(?=\d|[A-Z][a-z]+ \d)")
_EDITION = re.compile(r"^\d{1,4}\.\s+(?=[A-Z])")
# A footnote call runs into the last word, or into a year ("19571").
_CALL = re.compile(r"\s*\[\d{1,3}\]\*?|(?<=[a-z)\]])\d{1,2}$|(?<=[ ,]1[89]\d\d)\d{1,2}$|(?<=[ ,]20\d\d)\d{1,2}$")


def take_title(text: str, shown: Callable[[str], bool]) -> tuple[TitlePart, ...]:
    """The parts of a title, in its order; joined, they are its characters.

    `shown` tells whether the text of the document has a number.
    """
    if len(text) > _LONGEST:
        return (TitlePart("main", text),)
    parts: list[TitlePart] = []
    rest = text
    match = _NUMBER.search(text)
    if match is not None and match.start() and not _NAMED_BY_NUMBER.search(text[: match.start()]):
        parts.append(TitlePart("main", text[: match.start()]))
        parts.append(TitlePart("separator", match["lead"]))
        parts.append(TitlePart("sub" if shown(match["value"]) else "number", match["number"]))
        rest = text[match.end() :]
    parts += _closing(rest, bool(parts))
    return tuple(part for part in parts if part.text)


def _closing(text: str, begun: bool) -> list[TitlePart]:
    """The last part of a title, and the date that closes it as a part of its own."""
    tail = text[-60:]
    offset = len(text) - len(tail)
    for match in _CLOSING.finditer(tail):
        if offset + match.start() < 12 and not begun:
            continue
        found = find(tail[match.end() :])
        rest = tail[match.end() :]
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(rest) and any(c.isdigit() for c in rest):
            if not re.search(r"[a-zA-Z]", rest) and len(rest) < 6:
                continue
            cut = offset + match.start()
            closing = text[cut:]
            stripped = closing.lstrip(" ,")
            lead = closing[: len(closing) - len(stripped)]
            # A preposition that is part of a phrase ("the events of 1956") keeps its date, a year alone.
            if re.fullmatch(r"\d{4}", rest) and not stripped.startswith("for"):
                continue
            return [
                TitlePart("main", text[:cut]),
                TitlePart("separator", lead),
                TitlePart("sub", stripped, found[0].attrs, len(stripped) - len(rest)),
            ]
    return [TitlePart("main", text)]


def main_title(parts: tuple[TitlePart, ...]) -> str:
    """The main title: its stretches put together again."""
    joined = "".join(part.text for part in parts if part.kind == "main")
    return " ".join(joined.split()).strip(" ,")


def heading(text: str) -> str:
    """A heading of the text as a title: without the number that an edition gives it and without footnote calls.

    >>> heading("12. Minutes of the Harbour Committee[4]")
    'Minutes of the Harbour Committee'
    """
    return _CALL.sub("", _EDITION.sub("", text)).strip()


def cut(source: str, zone: Zone, parts: tuple[TitlePart, ...]) -> tuple[Zone, ...]:
    """The zone of a title cut into one zone a part, in step with `parts`; the zone whole where they do not fit it."""
    inside = [False] * (zone.end - zone.start)
    for start, end in marks(source[zone.start : zone.end]):
        inside[start:end] = [True] * (end - start)
    kept = [
        zone.start + offset
        for offset, character in enumerate(source[zone.start : zone.end])
        if not character.isspace() and not inside[offset] and character not in "*_"
    ]
    lengths = [sum(not c.isspace() and c not in "*_" for c in part.text) for part in parts]
    if sum(lengths) != len(kept):
        return (zone,)
    out, position = [], 0
    for length in lengths:
        if length:
            out.append(Zone(kept[position], kept[position + length - 1] + 1, zone.home, zone.field))
        else:
            out.append(Zone(zone.start, zone.start, zone.home, zone.field))
        position += length
    return tuple(out)
