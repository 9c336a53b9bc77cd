"""Layouts of known sites: which part of a page is the document, which is metadata, and which is furniture.

A layout is data (`data/*.toml`, or a user's file after `schema/layout.schema.json`): the furniture of the site, its
labels and the fields they introduce, the order of the fields without label, where the body begins and ends, and the
lines by which the layout recognises its pages. One interpreter reads them all.

    before   **Citation:**  "Note from Kelm", ...   **Contents:**  Translation - English   On 3 April ...
    after    furniture      header citation         furniture      header contents         text

The zones of a text follow one another, and every character that is no white space is in exactly one of them. A header
zone may hold emphasis marks that stand for layout; they count as white space, and `clean` takes them out. A text zone
has a field where the header learns from it (`title`, `date`, `source-note`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from diplomatica.source.emphasis import emphasised
from diplomatica.source.layouts.interpret import zones_of
from diplomatica.source.layouts.lines import LONGEST_LABEL, Line, bare, clean, lines_of
from diplomatica.source.layouts.load import builtin, load
from diplomatica.source.layouts.model import Layout
from diplomatica.source.model import LaidOut, SourceText
from diplomatica.source.tables import tables_of

__all__ = ["Layout", "clean", "lay_out", "read_layout", "registry"]

_EDGE = 120  # lines at the top and at the end of a text that are looked at for signatures


def registry() -> tuple[Layout, ...]:
    """The layouts of the package, in the order in which they are asked."""
    return builtin()


def read_layout(path: Path) -> Layout:
    """A layout from a user's TOML file. Raises `UnusableInput`, with file and line, if it is none."""
    return load(path)


def lay_out(source: SourceText, layouts: Sequence[Layout] | None = None) -> LaidOut:
    """Cut a source text into zones, after the layout that recognises it best.

    `layouts` are asked before those of the package; the first of equals wins, and a text that none knows is `bare`:
    all of it is text.
    """
    lines = lines_of(source.text)
    known = (*(layouts or ()), *registry())
    layout = _recognised(source.text, lines, known)
    tables, columns = tables_of(source)
    marked = source.media_type in ("text/plain", "text/markdown")
    emphasis = emphasised(source.text) if marked else source.emphasis
    zones = zones_of(source, layout, lines)
    return LaidOut(source, layout.name, zones, dict(layout.fixed), tables, columns, emphasis)


def _recognised(text: str, lines: Sequence[Line], layouts: Sequence[Layout]) -> Layout:
    looked_at = list(range(min(len(lines), _EDGE)))
    looked_at += range(max(len(looked_at), len(lines) - _EDGE), len(lines))
    words = [
        (number, bare(text[lines[number].start : min(lines[number].end, lines[number].start + LONGEST_LABEL)]))
        for number in looked_at
    ]
    folded: dict[str, int] = {}
    for number, line in words:
        folded.setdefault(line.casefold(), number)
    best, most = layouts[-1], 0
    for layout in layouts:
        score = 0
        possible = sum(signature.score for signature in layout.signatures if signature.score > 0)
        least = max(layout.threshold, most + 1)  # what the layout needs to be taken
        for signature in layout.signatures:
            if score + possible < least:
                break
            possible -= max(signature.score, 0)
            if signature.pattern is None:
                place = folded.get(signature.line)
                stands = place is not None and (not signature.within or place < signature.within)
            else:
                stands = _stands(signature.pattern, words, signature.within)
            score += signature.score if stands else 0
        if score >= least:
            best, most = layout, score
    return best


def _stands(pattern: re.Pattern[str], words: Sequence[tuple[int, str]], within: int) -> bool:
    """Does a pattern fit one of the numbered lines, or of those up to a number?"""
    for number, line in words:
        if within and number >= within:
            return False
        if pattern.search(line) is not None:
            return True
    return False
