"""A parsed page written out as text.

Tables: a row is a line, its cells are separated by a tab, and the places of the cells are told; a table that only lays
out the page (one column, tables or several blocks in its cells) is written cell by cell. `hr` parts paragraphs and
leaves no sign.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

from diplomatica.source.model import Emphasis
from diplomatica.source.readers.html.flow import LINE, PARAGRAPH, Flow, Stretch
from diplomatica.source.readers.html.grids import Grids
from diplomatica.source.readers.html.lists import ListState
from diplomatica.source.readers.html.notes import Notes, string
from diplomatica.source.readers.model import Reading, Request

_PARAGRAPHS = frozenset(
    (
        "p", "div", "section", "article", "aside", "header", "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6",
        "blockquote", "figure", "figcaption", "address", "form", "fieldset", "legend", "details", "summary", "dl",
        "hr", "center", "pre", "listing", "xmp", "plaintext", "caption", "hgroup", "body", "search", "dialog",
    )
)  # fmt: skip
_LINES = frozenset(["dt", "dd", "option", "optgroup"])
_LISTS = frozenset(["ol", "ul", "menu", "dir"])
_DROPPED = frozenset(
    (
        "script", "style", "head", "title", "template", "noscript", "iframe", "svg", "canvas", "audio", "video",
        "object", "datalist", "meta", "link",
    )
)  # fmt: skip
_EMPHASIS = {"em": "italic", "i": "italic", "b": "bold", "strong": "bold", "u": "underlined", "ins": "underlined"}
_STYLES = {
    "letterspaced": re.compile(r"(?i)letter-spacing\s*:\s*0*(?:\.0*)?[1-9.]"),
    "underlined": re.compile(r"(?i)text-decoration(?:-line)?\s*:[^;]*underline"),
    "bold": re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)"),
    "italic": re.compile(r"(?i)font-style\s*:\s*(?:italic|oblique)"),
}
_RAW = frozenset(["pre", "listing", "xmp", "plaintext", "textarea"])
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_SEVERAL = frozenset(["table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"])
_CELL_BLOCKS = frozenset(["p", "div"])
_LONG = 200
_ROWS = 3  # of two cells or more: so many make a table, whatever stands in its cells
_END = re.compile(r"(?i)</(?:body|html)\s*>")
_DEPTH = re.compile("(?i)excessive depth|maxdepth")


def text_of(page: str, request: Request) -> Reading:
    """The text of a page, notes on what was left out, its tables and what is emphasised.

    Raises `UnusableInput` where the page is nested so deeply that the parser stops reading.
    """
    if not page.strip():
        return Reading("")
    # Browsers show what follows the end of the body; the parser would drop it.
    page = _END.sub("", page)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise request.unusable(f"the HTML can't be parsed: {error}", "save the page again, or as text") from None
    if root is None:
        return Reading("")
    for entry in parser.error_log:
        if _DEPTH.search(entry.message) or entry.level_name == "FATAL":
            raise request.unusable(
                f"the HTML can't be parsed to its end: {entry.message} (line {entry.line})", "save the page as text"
            )
    return _Writer(root).write()


class _Writer:
    """Walks over a page once, without recursion."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._notes = Notes(root)
        self._flow = Flow()
        self._lists: list[ListState] = []
        self._tables: list[bool] = []
        self._grids = Grids(self._flow)
        self._emphasis: list[tuple[Stretch, str]] = []
        self._emphasised: dict[_Element, Stretch] = {}
        self._left_out = 0
        self._open_nav = False

    def write(self) -> Reading:
        flow = self._flow
        walk = etree.iterwalk(self._root, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walk:
            if event == "start":
                if self._start(element):
                    walk.skip_subtree()
                    skipped = element
                elif element.text:
                    flow.text(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element.tail:
                flow.text(element.tail)
        notes: tuple[str, ...] = ()
        if self._left_out >= _LONG:
            notes = (f"left out: {self._left_out} characters in navigation and hidden parts of the page",)
        text = flow.result([*self._grids.stretches, *(stretch for stretch, _ in self._emphasis)])
        emphasis = [Emphasis(s.start, s.end, look) for s, look in self._emphasis if s.end > s.start >= 0]
        return Reading(text, notes=notes, tables=self._grids.tables(), emphasis=tuple(sorted(emphasis)))

    def _start(self, element: _Element) -> bool:
        """Open an element; True if what is in it is not to be read."""
        tag, flow = element.tag, self._flow
        if tag in _DROPPED:
            return True
        if self._invisible(element):
            self._left_out += len(string(element).strip())
            return True
        mark = self._notes.marks.get(element)
        if mark is not None:
            flow.text(f"[{mark}]")
            return True
        if element in self._notes.arrows:
            return True
        if tag in _PARAGRAPHS:
            flow.block(PARAGRAPH)
            if tag == "caption":
                self._grids.caption()
        elif tag == "br":
            flow.line_end()
        elif tag in _LISTS:
            flow.block(LINE if self._lists else PARAGRAPH)
            self._lists.append(ListState(element))
        elif tag == "li":
            self._item(element)
        elif tag == "table":
            flow.block(PARAGRAPH)
            layout = not flow.cells and _is_layout(element)
            if not layout and not flow.cells:
                self._grids.begin()
            self._tables.append(layout)
        elif tag == "tr":
            flow.block(LINE)
            self._grids.row()
        elif tag in ("td", "th"):
            self._cell(element)
        elif tag in _LINES:
            flow.block(LINE)
        elif tag == "q":
            flow.text("“")
        else:
            look = _look(element)
            if look:
                stretch = self._emphasised[element] = flow.begin()
                self._emphasis.append((stretch, look))
        if tag in _RAW:
            flow.raw += 1
            if element.text and element.text.startswith("\n"):
                element.text = element.text[1:]
        return False

    def _end(self, element: _Element) -> None:
        tag, flow = element.tag, self._flow
        if tag in _RAW:
            flow.raw -= 1
        if tag in _PARAGRAPHS:
            if tag == "caption":
                self._grids.end_caption()
            flow.block(PARAGRAPH)
        elif tag in _LISTS:
            self._lists.pop()
            flow.block(LINE if self._lists else PARAGRAPH)
        elif tag == "li":
            flow.end_item()
        elif tag == "table":
            self._tables.pop()
            if not flow.cells:
                self._grids.end()
            flow.block(PARAGRAPH)
        elif tag == "tr":
            flow.block(LINE)
        elif tag in ("td", "th"):
            if self._tables and not self._tables[-1]:
                flow.cells -= 1
                if not flow.cells:
                    self._grids.end_cell()
            else:
                flow.block(PARAGRAPH)
        elif tag in _LINES:
            flow.block(LINE)
        elif tag == "q":
            flow.text("”")
        elif element in self._emphasised:
            flow.finish(self._emphasised.pop(element))

    def _invisible(self, element: _Element) -> bool:
        style = element.get("style")
        if element.get("hidden") is not None or (style and _HIDDEN.search(style)):
            return True
        return element.tag == "nav" and not self._swallowed(element)

    def _swallowed(self, nav: _Element) -> bool:
        """Whether a navigation was never closed, so that the document stands in it: it has most of the text."""
        if not self._open_nav:
            self._open_nav = 2 * len(string(nav)) > len(string(self._root))
        return self._open_nav

    def _item(self, element: _Element) -> None:
        flow = self._flow
        label = self._note_label(element)
        state = self._lists[-1] if self._lists else None
        first = state is None or state.items == 0
        marker = state.marker(element) if state is not None else "•"
        if label:
            flow.item(f"[{label}]", 1, PARAGRAPH)
        else:
            flow.item(marker, max(len(self._lists), 1), PARAGRAPH if first and len(self._lists) <= 1 else LINE)

    def _note_label(self, element: _Element) -> str:
        """The mark of the note that a list item is, "" if it is none."""
        labels = self._notes.labels
        if not labels:
            return ""
        label = labels.get(element.get("id") or "", "")
        if not label and len(element):
            first = element[0]
            label = labels.get(first.get("id") or first.get("name") or "", "")
            if first in self._notes.marks:
                return ""
        return label

    def _cell(self, element: _Element) -> None:
        flow = self._flow
        if self._tables and not self._tables[-1]:
            if not flow.cells:
                self._grids.cell(element)
            flow.cell()
            flow.cells += 1
        else:
            flow.block(PARAGRAPH)


def _look(element: _Element) -> str:
    """How an element that stands in a line is emphasised, "" if it is not."""
    if element.tag in _EMPHASIS:
        return _EMPHASIS[element.tag]
    style = element.get("style") if element.tag == "span" else None
    return next((look for look, pattern in _STYLES.items() if pattern.search(style)), "") if style else ""


def _is_layout(table: _Element) -> bool:
    """Whether a table lays out a page rather than being one: stops at the first sign of it.

    Several paragraphs in a cell are a sign of it, but not in a table with headings of its own or of several rows.
    """
    widest = cells = blocks = rows = 0
    several = headed = False
    for element in table.iter():
        tag = element.tag
        if tag in _SEVERAL and element is not table:
            return True
        if tag == "tr":
            widest, cells, blocks = max(widest, cells), 0, 0
        elif tag in ("td", "th"):
            cells += 1
            rows += cells == 2
            headed = headed or tag == "th"
            blocks = 0
        elif tag in _CELL_BLOCKS:
            blocks += 1
            several = several or blocks > 1
    return max(widest, cells) <= 1 or (several and not (headed and rows > 1) and rows < _ROWS)
