"""Notes and entries of a bibliography, by a processor of the Citation Style Language: citeproc-py and `manuscript.csl`.

CSL 1.0.2: https://docs.citationstyles.org/en/stable/specification.html. CSL-JSON, which comes in:
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html.

citeproc-py escapes no HTML, reads tags in titles, changes texts where they meet punctuation, sets no punctuation inside
quotation marks, and makes “May 3,–7, May 1951” of a range. So it never sees a text: each is a mark, a character for
private use, in what it writes; the texts take the places of the marks afterwards, escaped once and otherwise as they
are. What it wrote is then the same for all references that have the same fields, and is made once for them.

    fields   {"title": "Varro & Brandt", "archive": "State Archive"}
    written  “M,” n.d., M.
    after    “Varro &amp; Brandt,” n.d., State Archive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

STYLE = Path(__file__).resolve().parent / "manuscript.csl"

_FIRST_MARK = 0xF0000
_MARK = re.compile(r"([\U000F0000-\U000FFFFD])((?:</\w+>|[”“])*)([.,]?)")
"""A mark, what closes behind it, and the punctuation after that."""
_ENDED = re.compile(r"[.!?…][\s”“’‘\"'»«)]*\Z")
"""A text that ends a sentence by itself needs no full stop after it."""
_DATE_PARTS = ("year", "month", "day")

_Shape = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a note and as an entry of a bibliography: HTML, with `i`, and `bdi` round texts from right to left.

    note    “Letter, Varro to Brandt,” May 3, 1951, State Archive, f. 3, l. 7, trans. A. Ode, in <i>Papers</i>, no. 12.
    entry   Varro. “Letter to Brandt.” May 3, 1951. State Archive, f. 3, l. 7. Translated by A. Ode. <i>Papers</i>.
    """

    note: Markup
    entry: Markup


@dataclass(frozen=True, slots=True)
class _Style:
    """The style in one language: the processor's own value, the variables it asks for, its date in words."""

    parsed: Any
    variables: tuple[str, ...]
    date: Any


def cited(fields: Mapping[str, Any], language: str) -> Citation:
    """The citation of an item of CSL-JSON, in the words of a language (`de`; English where CSL does not know it).

    Names are literal: nobody knows which part is the family's.
    """
    style = _style(language)
    found = {name: tuple(_texts(fields[name], style)) for name in style.variables if fields.get(name)}
    shape = tuple((name, len(texts)) for name, texts in found.items() if texts)
    texts = [text for texts in found.values() for text in texts]
    note, entry = _written(language, shape)
    return Citation(_filled(note, texts), _filled(entry, texts))


def _texts(value: object, style: _Style) -> Iterator[str]:
    """The texts of a variable: one for each name; for a date its words."""
    if isinstance(value, Mapping):
        dates = value.get("date-parts")
        yield _in_words(style.date, dates[0], dates[-1]) if dates else value["literal"]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from (name["literal"] for name in value)
    else:
        yield str(value)


@lru_cache(maxsize=8)
def _style(language: str) -> _Style:
    from citeproc import PRIMARY_DIALECTS, CitationStylesStyle
    from citeproc.formatter import html

    parsed = CitationStylesStyle(str(STYLE), locale=PRIMARY_DIALECTS.get(language, "en-US"), validate=False)
    root = parsed.root
    root.formatter = html
    if language != "en":
        # CSL has no way to say it for one language: the comma before the last of three names is English.
        root.set("delimiter-precedes-last", "never")
    return _Style(parsed, tuple(dict.fromkeys(root.xpath("//@variable"))), root.get_date("text"))


@lru_cache(maxsize=1024)
def _written(language: str, shape: _Shape) -> tuple[str, str]:
    """Note and entry of all items that have these variables, and so many names; marks stand in the order of `shape`."""
    from citeproc import DATES, NAMES, Citation, CitationItem, CitationStylesBibliography
    from citeproc.formatter import html
    from citeproc.source.json import CiteProcJSON

    style = _style(language).parsed
    item: dict[str, object] = {"id": "item", "type": "manuscript"}
    mark = _FIRST_MARK
    for name, count in shape:
        marks = [chr(mark + index) for index in range(count)]
        mark += count
        kind = name.replace("-", "_")
        literals = [{"literal": one} for one in marks]
        item[name] = literals if kind in NAMES else literals[0] if kind in DATES else marks[0]
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), html)
    citation = Citation([CitationItem("item")])
    bibliography.register(citation)
    note, entry = str(bibliography.cite(citation, None)), str(bibliography.bibliography()[0])
    if style.root.get_locale_option("punctuation-in-quote") == "true":
        inside = re.compile(f"({re.escape(str(style.root.get_single_term('close-quote')))})([.,])")
        note, entry = inside.sub(r"\2\1", note), inside.sub(r"\2\1", entry)
    return note, entry


def _filled(written: str, texts: Sequence[str]) -> Markup:
    """What the processor wrote, with the texts in place of their marks."""

    def text(found: re.Match[str]) -> str:
        value = texts[ord(found[1]) - _FIRST_MARK]
        doubled = (found[3] == "." and _ENDED.search(value)) or (found[3] == "," and value.endswith(","))
        return f"{_isolated(value)}{found[2]}{'' if doubled else found[3]}"

    return Markup(_MARK.sub(text, written))


def _isolated(text: str) -> str:
    """A text, escaped; one from right to left is set apart, or the numbers after it would stand before it."""
    shown = str(escape(text))
    if text.isascii() or not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
        return shown
    return f"<bdi>{shown}</bdi>"


# -- dates ------------------------------------------------------------------------------------------------------------


def _in_words(form: Any, first: Sequence[int], last: Sequence[int]) -> str:
    """A date in words, or a range of dates, which says once what both have in common.

    before   (1951, 5, 3), (1951, 5, 7)
    after    "May 3–7, 1951", in German "3.–7. Mai 1951"
    """
    begin = _date_parts(form, first)
    if tuple(first) == tuple(last):
        return "".join(begin.values())
    end = _date_parts(form, last)
    if len(first) != len(last):
        return f"{''.join(begin.values())}–{''.join(end.values())}"
    same = next(index for index, pair in enumerate(zip(first, last, strict=True)) if pair[0] != pair[1])
    order = list(begin)
    apart = sorted(order.index(name) for name in _DATE_PARTS[same : len(first)])
    start, stop = apart[0], apart[-1] + 1
    # A part brings what stands between it and the next: the full stop of German days is its own, all else is not.
    left = "".join(begin[name] for name in order[start:stop]).rstrip(", ")
    before = "".join(begin[name] for name in order[:start])
    return f"{before}{left}–{''.join(end[name] for name in order[start:])}"


def _date_parts(form: Any, date: Sequence[int]) -> dict[str, str]:
    """The parts of a date as the style's `cs:date` writes them, in its order: `{"month": "May ", "day": "3, ", …}`."""
    from citeproc.source import Date

    known = dict(zip(_DATE_PARTS, date, strict=False))
    value = Date(**known)
    return {part.get("name"): str(part.render(value)) for part in form if part.get("name") in known}
