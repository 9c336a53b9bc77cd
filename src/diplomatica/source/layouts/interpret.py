"""The one interpreter of layouts: lines of a page to zones.

Three passes, each over the lines once: the top of the page, its end (found from the last label upward), and what lies
between, which is the body. Whatever is not certainly the page's own stays text.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.source.layouts.end import end_of_body, take_tail
from diplomatica.source.layouts.lines import Line, heading_rank, is_date, is_dateline, lines_of
from diplomatica.source.layouts.model import Hint, Layout
from diplomatica.source.layouts.page import Page
from diplomatica.source.layouts.top import take_top
from diplomatica.source.model import SourceText, Zone


def zones_of(source: SourceText, layout: Layout, lines: Sequence[Line] | None = None) -> tuple[Zone, ...]:
    """The zones of a page: in order, apart, and together all that is no white space."""
    page = Page(source, layout, lines_of(source.text) if lines is None else lines)
    body = take_top(page)
    end, summary = end_of_body(page, body)
    _body(page, body, end if summary is None else summary)
    if summary is not None:
        for index in range(summary, end):
            page.put_line(index, "header", "summary", join=index > summary)
    take_tail(page, end)
    return page.zones()


def _body(page: Page, start: int, end: int) -> None:
    """Write down the body, in one zone but for the lines from which the header learns."""
    marked = _hinted(page, start, end)
    before: tuple[str, int] | None = None
    for index in range(start, end):
        now = marked.get(index, ("", 0))
        page.put_line(index, "text", now[0], join=before == now)
        before = now


def _hinted(page: Page, start: int, end: int) -> dict[int, tuple[str, int]]:
    """The lines of the body that a hint fits: index to (field, number)."""
    marked: dict[int, tuple[str, int]] = {}
    for number, hint in enumerate(page.layout.hints, 1):
        last = min(end, start + hint.within) if hint.within else end
        index = _best(page, hint, [index for index in range(start, last) if index not in marked])
        if index is None:
            continue
        marked[index] = (hint.field, number)
        if hint.paragraph:
            following = index + 1
            while following < end and page.lines[following].gap == 0 and not page.raw(following).startswith("["):
                marked[following] = (hint.field, number)
                following += 1
    return marked


def _best(page: Page, hint: Hint, indices: Sequence[int]) -> int | None:
    """The first of the lines that fit a hint best."""
    found: int | None = None
    for index in indices:
        rank = _rank(page, index, hint)
        if rank > 1:
            return index
        if rank and found is None:
            found = index
    return found


def _rank(page: Page, index: int, hint: Hint) -> int:
    if hint.shape == "pattern":
        line = page.lines[index]
        head = page.text[line.start : min(line.end, line.start + 60)]
        return 2 if hint.pattern is not None and hint.pattern.search(head) is not None else 0
    line_text = page.bare(index)
    if not line_text:
        return 0
    if hint.shape == "date":
        return 2 if is_dateline(line_text) else 0
    return 0 if is_date(line_text) else heading_rank(page.raw(index))
