"""The top of a page: labels with their values, and the fields that have no label."""

from __future__ import annotations

from diplomatica.source.layouts.lines import is_date
from diplomatica.source.layouts.page import Page
from diplomatica.source.layouts.values import take_value

_REACH = 24  # lines: the first label must stand among so many for the lines above it to be the page's top
_TITLE_LINES = 4
_CLOSE = 3  # lines


def take_top(page: Page) -> int:
    """Write down the top of the page; the index of the first line after it."""
    if page.layout.top == "none":
        return 0
    labelled = page.layout.top == "labelled"
    first = _first_label(page) if labelled else None
    if labelled and first is None:
        return 0
    index, field, count = 0, 0, len(page.lines)
    used: set[str] = set()
    seen: set[str] = set()
    started = False
    while index < count:
        if page.furniture(index) and (not labelled or first is None or index < first or not _ended(page, used)):
            page.put_line(index, "furniture", "site")
            started = True
            index += 1
            continue
        label = page.label(index, "head")
        if label is not None and (label.text not in used or _goes_on(page, index, used)):
            used.add(label.text)
            index = take_value(page, index, label, "head")
            if label.ends_head:
                return index
            continue
        if labelled:
            assert first is not None
            if index > first:
                return index
            index = _unlabelled(page, index, first, seen)
            continue
        taken = _ordered(page, index, field, started)
        if taken is None:
            return index
        index, field = taken
        started = True
    return index


def _goes_on(page: Page, index: int, used: set[str]) -> bool:
    """Does a label that comes again stand among the labels of the top, with a new one close below it?"""
    following = range(index + 1, min(len(page.lines), index + 1 + _CLOSE))
    return any(
        page.lines[ahead].gap < 2 and (label := page.label(ahead, "head")) is not None and label.text not in used
        for ahead in following
    )


def _ended(page: Page, used: set[str]) -> bool:
    return any(label.ends_head and label.text in used for label in page.layout.labels)


def _first_label(page: Page) -> int | None:
    for index in range(min(len(page.lines), _REACH)):
        if page.label(index, "head") is not None:
            return index
    return None


def _unlabelled(page: Page, index: int, first: int, seen: set[str]) -> int:
    """Write down a line above the first label: a field by its form, or part of the field that takes the rest."""
    line = page.bare(index) or " ".join(page.raw(index).split())
    for field in page.layout.fields:
        if field.field in seen:
            continue
        if (field.shape == "date" and is_date(line)) or (
            field.shape == "pattern" and field.pattern is not None and field.pattern.search(line)
        ):
            seen.add(field.field)
            page.put_line(index, "header", field.field)
            return index + 1
    rest = page.layout.rest
    page.put_line(index, "header", rest)
    index += 1
    while index < first and not page.furniture(index) and not _claimed(page, index, seen):
        page.put_line(index, "header", rest, join=True)
        index += 1
    return index


def _claimed(page: Page, index: int, seen: set[str]) -> bool:
    line = page.bare(index) or " ".join(page.raw(index).split())
    return any(
        (field.shape == "date" and field.field not in seen and is_date(line))
        or (field.shape == "pattern" and field.pattern is not None and field.pattern.search(line) is not None)
        for field in page.layout.fields
    )


def _ordered(page: Page, index: int, field: int, started: bool) -> tuple[int, int] | None:
    """Write down the next field that a line can be; (next line, next field), or None if it is body."""
    line = page.bare(index)
    fields = page.layout.fields
    for number in range(field, len(fields)):
        candidate = fields[number]
        if candidate.shape == "date":
            if line and is_date(line):
                page.put_line(index, "header", candidate.field)
                return index + 1, number + 1
        elif candidate.shape == "pattern":
            whole = line or page.raw(index)
            if candidate.pattern is not None and candidate.pattern.search(whole):
                page.put_line(index, "header", candidate.field)
                return index + 1, number + 1
        else:
            extent = _title_lines(page, index, number, started)
            if extent:
                for offset in range(extent):
                    page.put_line(index + offset, "header", candidate.field, join=offset > 0)
                return index + extent, number + 1
    return None


def _title_lines(page: Page, index: int, number: int, started: bool) -> int:
    """How many lines from here on are the title: those up to the field that follows it, or else one; 0 for none."""
    following = [field.pattern for field in page.layout.fields[number + 1 :] if field.pattern is not None]
    for ahead in range(1, _TITLE_LINES + 1):
        if index + ahead >= len(page.lines):
            break
        if any(pattern.search(page.raw(index + ahead)) for pattern in following):
            return ahead
    if not started or not page.bare(index) or page.label(index, "tail") is not None:
        return 0
    return 1
