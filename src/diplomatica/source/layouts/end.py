"""The end of a page: where it begins, the summary before it, its labels."""

from __future__ import annotations

from diplomatica.source.layouts.page import FAR, Page
from diplomatica.source.layouts.summary import summary_at
from diplomatica.source.layouts.values import take_value

_LEFT_OVER = 20  # lines without label that may stand at the end of a page


def end_of_body(page: Page, body: int) -> tuple[int, int | None]:
    """(index of the first line of the page's end, index of the first line of the summary before it)."""
    count = len(page.lines)
    if not any(label.where in ("tail", "both") for label in page.layout.labels):
        return count, None
    start = _tail_start(page, body)
    if start is None:
        return count, None
    if not page.layout.summary:
        return start, None
    title = " ".join(zone_text for zone_text in _written(page, "title"))
    return start, summary_at([page.raw(index) for index in range(body, start)], page.lines[body:start], title, body)


def _written(page: Page, field: str) -> list[str]:
    return [page.text[zone.start : zone.end] for zone in page.zones() if zone.field == field]


def _tail_start(page: Page, body: int) -> int | None:
    count = len(page.lines)
    low = max(body, count - 6 * FAR)
    anchor = next(
        (
            index
            for index in range(count - 1, low - 1, -1)
            if (label := page.label(index, "tail")) is not None and label.anchor
        ),
        None,
    )
    if anchor is not None:
        if not _orderly(page, anchor):
            return None
        return _upward(page, anchor, low)
    found = [index for index in range(low, count) if page.label(index, "tail") is not None]
    for position, index in enumerate(found):
        texts = {page.bare(later) for later in found[position:]}
        first = page.label(index, "tail")
        assert first is not None
        certain = first.before_anchor and len(first.text.split()) > 1
        if (certain or len(texts) > 1) and _orderly(page, index):
            return index
    return None


def _upward(page: Page, anchor: int, low: int) -> int:
    """The first of the labels that stand above the one with which the end surely begins."""
    start = anchor
    for index in range(anchor - 1, max(low, anchor - FAR) - 1, -1):
        label = page.label(index, "tail")
        if label is not None and label.before_anchor:
            start = index
        elif not _may_be_value(page.bare(index)):
            break
    return start


def _may_be_value(line: str) -> bool:
    """Can a line be a name or term in a list above the anchor, rather than a sentence ("Moor, Ian T." can)?"""
    if not 0 < len(line) <= 100:
        return False
    return not line.endswith((".", "!", "?", ";")) or sum(word[0].islower() for word in line.split()) < 2


def _orderly(page: Page, start: int) -> bool:
    """Is what stands from here to the end made of labels and values that can be theirs?"""
    bare_lines, label = 0, None
    for index in range(start, len(page.lines)):
        found = page.label(index, "tail")
        if found is not None:
            bare_lines, label = 0, found
        else:
            bare_lines += 1
            if bare_lines > _LEFT_OVER and (label is None or not label.furniture):
                return False
    return True


def take_tail(page: Page, start: int) -> None:
    index, count = start, len(page.lines)
    last = ""
    while index < count:
        label = page.label(index, "tail")
        if label is not None:
            index = take_value(page, index, label, "tail")
            last = ""
        else:
            page.put_line(index, "header", "other", join=last == "other")
            last = "other"
            index += 1
