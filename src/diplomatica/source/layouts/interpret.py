"""The one interpreter of layouts: lines of a page to zones.

Three passes, each over the lines once: the top of the page, its end (found from the last label upward), and what lies
between, which is the body. Whatever is not certainly the page's own stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diplomatica.source.layouts.lines import LONGEST_LABEL, Line, bare, is_date, is_dateline, is_heading, lines_of
from diplomatica.source.layouts.model import Label, Layout
from diplomatica.source.layouts.summary import summary_at
from diplomatica.source.model import Home, SourceText, Zone

_FAR = 80  # lines: a value that runs on longer than this up to the next label is none
_TOP_REACH = 24  # lines: the first label must stand among so many for the lines above it to be the page's top
_LEFT_OVER = 20  # lines without label that may stand at the end of a page
_TITLE_LINES = 4


@dataclass(slots=True)
class _Piece:
    """A stretch of the source with its home; pieces of one group become one zone."""

    start: int
    end: int
    home: Home
    field: str
    group: int


class Page:
    """A source text while it is taken apart after a layout."""

    def __init__(self, source: SourceText, layout: Layout, lines: Sequence[Line]) -> None:
        self.text = source.text
        self.layout = layout
        self.lines = lines
        self._bare: dict[int, str] = {}
        self._pieces: list[_Piece] = []
        self._group = 0

    def bare(self, index: int) -> str:
        """The words of a line as labels are compared; "" for a line too long to be one."""
        known = self._bare.get(index)
        if known is None:
            line = self.lines[index]
            known = "" if line.end - line.start > LONGEST_LABEL else bare(self.text[line.start : line.end])
            self._bare[index] = known
        return known

    def raw(self, index: int) -> str:
        """A line as it stands."""
        line = self.lines[index]
        return self.text[line.start : line.end]

    # --- what a line is ------------------------------------------------------------------------------------------
    def furniture(self, index: int) -> bool:
        """Is a line furniture of the site?"""
        line = self.bare(index)
        return bool(line) and (
            line.casefold() in self.layout.furniture
            or any(pattern.fullmatch(line) for pattern in self.layout.furniture_patterns)
        )

    def label(self, index: int, where: str) -> Label | None:
        """The label that a line is, or begins with where the layout allows it."""
        line = self.bare(index)
        if not line:
            # A label may stand before a long value in the same line.
            raw = self.lines[index]
            line = bare(self.text[raw.start : raw.start + 60])
            found = self._inline(line)
            return found if found is not None and found.where in (where, "both") else None
        found = self.layout.labels_by_text.get(line.casefold())
        if found is None or (where == "tail" and found.text != line):
            found = self._inline(line)
        return found if found is not None and found.where in (where, "both") else None

    def _inline(self, line: str) -> Label | None:
        colon = line.find(":", 0, 40)
        if colon < 0:
            return None
        found = self.layout.labels_by_text.get(line[: colon + 1].casefold())
        return found if found is not None and found.inline else None

    # --- writing down --------------------------------------------------------------------------------------------
    def put(self, start: int, end: int, home: Home, field: str = "", *, join: bool = False) -> None:
        """Write down a stretch; with `join` it belongs to the zone of the stretch before."""
        if start >= end:
            return
        if not join:
            self._group += 1
        self._pieces.append(_Piece(start, end, home, field, self._group))

    def put_line(self, index: int, home: Home, field: str = "", *, join: bool = False) -> None:
        """Write down a whole line."""
        line = self.lines[index]
        self.put(line.start, line.end, home, field, join=join)

    def put_label(self, index: int, label: Label) -> int:
        """Write down the label at the head of a line; the offset at which a value on the same line begins."""
        line = self.lines[index]
        if not label.inline:
            self.put(line.start, line.end, "furniture", "rendition" if label.field == "rendition" else "label")
            return line.end
        colon = self.text.index(":", line.start)
        end = colon + 1
        while end < line.end and self.text[end] in "*_":
            end += 1
        self.put(line.start, end, "furniture", "label")
        while end < line.end and self.text[end].isspace():
            end += 1
        return end

    def zones(self) -> tuple[Zone, ...]:
        """The zones of everything written down, pieces of one group joined."""
        zones: list[Zone] = []
        group = 0
        for piece in self._pieces:
            if zones and piece.group == group:
                zones[-1] = Zone(zones[-1].start, piece.end, piece.home, piece.field)
            else:
                zones.append(Zone(piece.start, piece.end, piece.home, piece.field))
            group = piece.group
        return tuple(zones)


def zones_of(source: SourceText, layout: Layout, lines: Sequence[Line] | None = None) -> tuple[Zone, ...]:
    """The zones of a page: in order, apart, and together all that is no white space."""
    page = Page(source, layout, lines_of(source.text) if lines is None else lines)
    body = _top(page)
    end, summary = _end_of_body(page, body)
    _body(page, body, end if summary is None else summary)
    if summary is not None:
        for index in range(summary, end):
            page.put_line(index, "header", "summary", join=index > summary)
    _tail(page, end)
    return page.zones()


# --- the top -----------------------------------------------------------------------------------------------------------
def _top(page: Page) -> int:
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
        if label is not None and label.text not in used:
            used.add(label.text)
            index = _value(page, index, label, "head", used)
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


def _ended(page: Page, used: set[str]) -> bool:
    return any(label.ends_head and label.text in used for label in page.layout.labels)


def _first_label(page: Page) -> int | None:
    for index in range(min(len(page.lines), _TOP_REACH)):
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
    """How many lines from here on are the title: those up to the field that follows it, or else one line; 0 for none."""
    following = [field.pattern for field in page.layout.fields[number + 1 :] if field.pattern is not None]
    for ahead in range(1, _TITLE_LINES + 1):
        if index + ahead >= len(page.lines):
            break
        if any(pattern.search(page.raw(index + ahead)) for pattern in following):
            return ahead
    if not started or not page.bare(index) or page.label(index, "tail") is not None:
        return 0
    return 1


# --- values ------------------------------------------------------------------------------------------------------------
def _value(page: Page, index: int, label: Label, where: str, used: set[str]) -> int:
    """Write down a label and its value; the index of the first line after it."""
    offset = page.put_label(index, label)
    line = page.lines[index]
    start = index + 1
    stop = _extent(page, start, label, where, used, begun=offset < line.end)
    writer = _Writer(page, label)
    if offset < line.end:
        writer.write(offset, line.end)
    for number in range(start, stop):
        writer.write(page.lines[number].start, page.lines[number].end)
    return stop


class _Writer:
    """Writes down the lines of one value, changing the field where a part of it begins."""

    def __init__(self, page: Page, label: Label) -> None:
        self.page = page
        self.label = label
        self.field = label.field
        self.open = False

    def write(self, start: int, end: int) -> None:
        """Write down a line of the value."""
        page, text = self.page, self.page.text
        if self.label.furniture:
            page.put(start, end, "furniture", self.label.field)
            return
        before = self.field
        words = bare(text[start:end]) if self.label.parts else ""
        for part in self.label.parts:
            if part.field != self.field and part.pattern.search(words):
                self.field = part.field
                break
        if self.field == "url":
            self._address(start, end)
            self.open = False
            return
        cut = _address_at_end(text, start, end) if any(part.field == "url" for part in self.label.parts) else end
        page.put(start, _trimmed(text, start, cut), "header", self.field, join=self.open and before == self.field)
        self.open = True
        if cut < end:
            self._address(cut, end)
            self.open = False

    def _address(self, start: int, end: int) -> None:
        """An address; the angle brackets or emphasis marks round it are furniture."""
        text, page = self.page.text, self.page
        inner, outer = start, end
        while inner < outer and text[inner] in "<*_ ":
            inner += 1
        while outer > inner and text[outer - 1] in ">*_ ":
            outer -= 1
        page.put(start, _trimmed(text, start, inner), "furniture", "delimiter")
        page.put(inner, outer, "header", "url")
        while outer < end and text[outer].isspace():
            outer += 1
        page.put(outer, end, "furniture", "delimiter")


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _address_at_end(text: str, start: int, end: int) -> int:
    """Where an address begins that closes a value after its full stop, or stands in angle brackets; else `end`."""
    space = max(text.rfind(" ", start, end), text.rfind("\u00a0", start, end), text.rfind("\t", start, end))
    if space < 0:
        return end
    last = text[space + 1 : end].strip("*_")
    if last.startswith("<http") and last.endswith(">"):
        return space + 1
    if last.startswith(("http://", "https://")) and text[start:space].rstrip()[-1:] in '."”':
        return space + 1
    return end


def _extent(page: Page, start: int, label: Label, where: str, used: set[str], *, begun: bool) -> int:
    """The index after the last line of a value that may begin at line `start`."""
    count = len(page.lines)

    def stops(index: int) -> bool:
        found = page.label(index, where)
        return (found is not None and found.text not in used) or (where == "head" and page.furniture(index))

    def adjoining(index: int) -> int:
        while index < count and page.lines[index].gap == 0 and not stops(index):
            index += 1
        return index

    if label.extent == "none" or start >= count:
        return start
    if label.extent == "adjoining":
        return adjoining(start) if begun else start
    if label.extent == "line":
        return start if begun or stops(start) else start + 1
    if label.extent == "matching":
        index = start
        while index < count and not stops(index) and label.pattern is not None and label.pattern.search(page.bare(index)):
            index += 1
        return index
    if label.extent == "until":
        for index in range(start, min(count, start + _FAR)):
            if stops(index):
                return index
        if where == "tail":
            return count if count - start <= _FAR else start
    if begun:
        return adjoining(start)
    return start if stops(start) else adjoining(start + 1)


# --- the end -----------------------------------------------------------------------------------------------------------
def _end_of_body(page: Page, body: int) -> tuple[int, int | None]:
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
    low = max(body, count - 6 * _FAR)
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
    for index in range(anchor - 1, max(low, anchor - _FAR) - 1, -1):
        label = page.label(index, "tail")
        if label is not None and label.before_anchor:
            start = index
        elif len(page.bare(index)) > 100 or not page.bare(index) or page.bare(index).endswith((".", "!", "?", ";")):
            break
    return start


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


def _tail(page: Page, start: int) -> None:
    index, count = start, len(page.lines)
    last = ""
    while index < count:
        label = page.label(index, "tail")
        if label is not None:
            index = _value(page, index, label, "tail", set())
            last = ""
        else:
            page.put_line(index, "header", "other", join=last == "other")
            last = "other"
            index += 1


# --- the body ----------------------------------------------------------------------------------------------------------
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


def _fits(page: Page, index: int, shape: str, pattern: object) -> bool:
    if shape == "pattern":
        line = page.lines[index]
        head = page.text[line.start : min(line.end, line.start + 60)]
        return hasattr(pattern, "search") and pattern.search(head) is not None
    if not page.bare(index):
        return False
    if shape == "date":
        return is_dateline(page.bare(index))
    return is_heading(page.raw(index)) and not is_date(page.bare(index))
