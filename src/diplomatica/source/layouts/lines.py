"""The lines of a source text, and the forms of line that layouts speak of (a date, a heading)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from diplomatica.source.emphasis import without_marks

LONGEST_LABEL = 400
"""Lines longer than this are prose: they are neither labels nor furniture nor headings."""

_EDGES = " \t\u00a0\u200b\ufeff*_#"
_BULLETS = "•·▪◦●○■□‣⁃"
_LOOSE_MARKS = re.compile(r"\*{2,}|(?<!\w)__|__(?!\w)")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


class Line(NamedTuple):
    """A line that is not blank: `text[start:end]` without the white space round it; `gap` blank lines stand above."""

    start: int
    end: int
    gap: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold something, in order.

    >>> lines_of("a\\n\\n  b c \\n")
    [Line(start=0, end=1, gap=0), Line(start=5, end=8, gap=1)]
    """
    found: list[Line] = []
    position, gap, length = 0, 0, len(text)
    while position < length:
        stop = text.find("\n", position)
        if stop < 0:
            stop = length
        raw = text[position:stop]
        content = raw.strip()
        if content:
            start = position + len(raw) - len(raw.lstrip())
            found.append(Line(start, start + len(content), gap))
            gap = 0
        else:
            gap += 1
        position = stop + 1
    return found


def bare(text: str) -> str:
    """A line as labels are compared: white space folded, bullet and emphasis marks at its ends taken off.

    >>> bare("  • **Citation:** ")
    'Citation:'
    >>> bare("***")
    '***'
    """
    inner = text.strip(_EDGES).lstrip(_BULLETS).strip(_EDGES)
    if not inner:
        return text.strip()
    return inner if "  " not in inner and inner.isprintable() else " ".join(inner.split())


def clean(text: str) -> str:
    """The words of a zone: emphasis and heading marks taken out, white space folded.

    A zone may hold marks that stand for layout (bold over several lines); they count as white space.

    >>> clean("**Note from  \\nKelm**")
    'Note from Kelm'
    """
    if "*" in text or "_" in text or "#" in text:
        text = without_marks(text)
    if "**" in text or "__" in text:
        text = _LOOSE_MARKS.sub("", text)
    return " ".join(text.split())


@lru_cache(maxsize=8)
def _shape(name: str) -> re.Pattern[str]:
    """A shape of lines, made at its first use: each takes some milliseconds, and most documents need one or two."""
    return re.compile(_shapes()[name], re.I)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    data = tomllib.loads(files(__package__).joinpath("data/shapes.toml").read_text(encoding="utf-8"))
    months = "|".join(sorted(data["months"], key=lambda month: (-len(month), month)))
    days = "|".join(data["weekdays"])
    genres = "|".join(data["genres"])
    qualifiers = "|".join(data["qualifiers"])
    day = r"[\"“”'’]?\d{1,2}[\"“”'’]?(?:st|nd|rd|th|\.)?"
    year = r"(?:1[5-9]|20)\d\d"
    month = rf"(?:{months})\b\.?"
    one = (
        rf"(?:(?:{days})\.?,?\s+)?(?:"
        rf"{month},?\s+{day}(?:\s*[-–—]\s*(?:{month}\s+)?{day})?,?\s+{year}|"
        rf"{day}(?:\s*[-–—/]\s*{day})?\s+(?:{month}\s+[-–—]\s+{day}\s+)?{month},?\s+{year}|"
        rf"{month},?\s+{year}|{year}|\d{{1,2}}[./]\d{{1,2}}[./](?:{year}|\d\d)|{year}-\d\d-\d\d|"
        rf"\d{{1,2}}\.?\s*[IVX]{{1,4}}\.?\s*(?:{year}|\d\d))"
    )
    return {
        "date": (
            rf"\(?\[?(?:(?:{qualifiers})\.?\s+)?(?:{one}|undated|no date|n\.d\.)(?:\s*(?:[-–—]|to|until)\s*{one})?"
            rf"\s*(?:\((?:{qualifiers}|undated|estimated|est\.)\))?\]?\)?\.?"
        ),
        "genre": rf"(?:\d{{1,4}}\.\s+)?(?:[\w’'.()-]+\s+){{0,4}}?(?:{genres})\b",
        "no title": rf"(?:{'|'.join(data['no_titles'])})\W*",
        "placed date": rf"[A-Z][\w’'. -]{{2,40}},\s+(?:{one})(?:[,.;\s].{{0,30}})?",
    }


def is_date(line: str) -> bool:
    """Is a line a date and nothing else ("April 3, 1952", "March 1950", "undated", "June 2-4, 1971")?"""
    return len(line) < 70 and _shape("date").fullmatch(line) is not None


def is_dateline(line: str) -> bool:
    """Is a line a date, or a place and a date ("Kelm, April 3, 1952, 6 p.m.")?"""
    return is_date(line) or (len(line) < 90 and _shape("placed date").fullmatch(line) is not None)


def heading_rank(raw: str) -> int:
    """How much a line looks like the title of a document: 2 certainly, 1 by its type alone, 0 not at all.

    Certain is a line without a full stop with a word for a genre near its head ("12. Minutes of the Harbour
    Committee"); bold or capitals without figures make a fair guess, unless they are a security marking or an address.
    """
    line = bare(raw)
    if not 4 <= len(line) <= 250 or line[-1] in ":;,":
        return 0
    if line.endswith(".") and not line.isupper():
        return 0
    if _shape("no title").fullmatch(line):
        return 0
    if _shape("genre").match(line) is not None and line[0].isalnum() and not line[0].islower():
        return 2
    if any(character.isdigit() for character in line):
        return 0
    if raw.startswith("**") and raw.rstrip().endswith("**"):
        return 1
    return 1 if line.isupper() and " " in line and sum(map(str.isalpha, line)) > 8 else 0
