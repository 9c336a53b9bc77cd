"""The one interpreter of layouts: lines of a page to zones.

Three passes, each over the lines once: the top of the page, its end (found from the last label upward), and what lies
between, which is the body. Whatever is not certainly the page's own stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.source.layouts.end import end_of_body, take_tail
from diplomatica.source.layouts.lines import Line, is_date, is_dateline, is_heading, lines_of
from diplomatica.source.layouts.model import Layout
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
        for index in range(start, last):
            if index in marked or not _fits(page, index, hint.shape, hint.pattern):
                continue
            marked[index] = (hint.field, number)
            if hint.paragraph:
                following = index + 1
                while following < end and page.lines[following].gap == 0 and not page.raw(following).startswith("["):
                    marked[following] = (hint.field, number)
                    following += 1
            break
    return marked


def _fits(page: Page, index: int, shape: str, pattern: re.Pattern[str] | None) -> bool:
    if shape == "pattern":
        line = page.lines[index]
        head = page.text[line.start : min(line.end, line.start + 60)]
        return pattern is not None and pattern.search(head) is not None
    if not page.bare(index):
        return False
    if shape == "date":
        return is_dateline(page.bare(index))
    return is_heading(page.raw(index)) and not is_date(page.bare(index))
