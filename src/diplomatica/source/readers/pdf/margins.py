"""Running heads, running feet and page numbers: what a page repeats and no paragraph says.

A page number is dropped where the numbers of the pages go up with the pages. A line that stands in the same place on
most pages is kept once, on the page where it comes first ("TOP SECRET" is also a fact about the document), unless it
holds the page number. Everything that was dropped is noted.
"""

from __future__ import annotations

import re

from diplomatica.source.readers.pdf.model import Line, Page

_LEAST_PAGES = 2
_LEAST_REPEATED = 3
_SHARE = 0.6
_EDGE_LINES = 3
_SAME_PLACE = 4.0
_NUMBER = re.compile(r"[0-9]{1,4}")
_PAGE_NUMBER = re.compile(r"(?i)[-–—\[(\s]*(?:page|p\.|pag\.|s\.|str\.|seite|стр\.|л\.)?\s*([0-9]{1,4})"
                          r"(?:\s*(?:of|/|von|из|z|din)\s*[0-9]{1,4})?[-–—\])\s.]*\Z")  # fmt: skip
_LONGEST_NOTE = 80


def without_running_lines(pages: list[Page]) -> tuple[str, ...]:
    """Take the running lines out of the pages; notes on what was taken out."""
    printed = [page for page in pages if page.lines]
    if len(printed) < _LEAST_PAGES:
        return ()
    dropped: dict[str, list[int]] = {}
    for at_top in (True, False):
        edges = {page.number: _edge(page, at_top) for page in printed}
        _drop_numbers(printed, edges, dropped)
        _drop_repeated(printed, edges, dropped)
    return tuple(
        f"running line left out on pages {_ranges(numbers)}: {text[:_LONGEST_NOTE]}"
        for text, numbers in dropped.items()
    )


def _edge(page: Page, at_top: bool) -> list[Line]:
    """The outermost lines of a page, from the edge inwards, in the outer sixth of the sheet."""
    lines = sorted((line for line in page.lines if not line.turned), key=lambda line: -line.base)
    if at_top:
        return [line for line in lines[:_EDGE_LINES] if line.base > page.height * 0.84]
    return [line for line in lines[::-1][:_EDGE_LINES] if line.base < page.height * 0.16]


def _drop_numbers(pages: list[Page], edges: dict[int, list[Line]], dropped: dict[str, list[int]]) -> None:
    """Drop lone page numbers: all of them differ from the count of their sheet by the same."""
    by_shift: dict[int, dict[int, tuple[Page, Line]]] = {}
    for page in pages:
        for line in edges[page.number]:
            match = _PAGE_NUMBER.match(line.text)
            if match is not None:
                by_shift.setdefault(int(match.group(1)) - page.number, {}).setdefault(page.number, (page, line))
    if not by_shift:
        return
    found = list(max(by_shift.values(), key=len).values())
    # The first page of a document often goes without a number.
    if len(found) >= max(_LEAST_PAGES, _SHARE * (len(pages) - 1)) or (len(pages) == 2 and len(found) == 2):
        for page, line in found:
            _drop(page, line, edges, dropped, "page numbers")


def _drop_repeated(pages: list[Page], edges: dict[int, list[Line]], dropped: dict[str, list[int]]) -> None:
    groups: dict[str, list[tuple[Page, Line]]] = {}
    for page in pages:
        for line in edges[page.number]:
            groups.setdefault(_NUMBER.sub("#", line.text), []).append((page, line))
    for key, found in groups.items():
        numbers = {page.number for page, _ in found}
        if len(numbers) < max(_LEAST_REPEATED, _SHARE * len(pages)):
            continue
        bases = sorted(line.base for _, line in found)
        middle = bases[len(bases) // 2]
        found = [(page, line) for page, line in found if abs(line.base - middle) <= _SAME_PLACE]
        if len({page.number for page, _ in found}) < max(_LEAST_REPEATED, _SHARE * len(pages)):
            continue
        texts = {line.text for _, line in found}
        counted = "#" in key and len(texts) == len(found) and _counts(found)
        if not counted and len(texts) > 1:
            continue
        for page, line in found if counted else found[1:]:
            _drop(page, line, edges, dropped, key)


def _counts(found: list[tuple[Page, Line]]) -> bool:
    """Whether a number in the lines goes up with the pages."""
    columns = zip(*(map(int, _NUMBER.findall(line.text)) for _, line in found), strict=False)
    numbers = [page.number for page, _ in found]
    return any(len({value - number for value, number in zip(values, numbers, strict=True)}) == 1 for values in columns)


def _drop(page: Page, line: Line, edges: dict[int, list[Line]], dropped: dict[str, list[int]], name: str) -> None:
    page.lines = [other for other in page.lines if other is not line]
    edges[page.number] = [other for other in edges[page.number] if other is not line]
    dropped.setdefault(name, []).append(page.number)


def _ranges(numbers: list[int]) -> str:
    """Numbers as ranges.

    >>> _ranges([2, 3, 4, 7])
    '2-4, 7'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
