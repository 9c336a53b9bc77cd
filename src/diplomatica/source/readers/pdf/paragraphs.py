"""From lines to paragraphs.

A line goes on the paragraph before it if that line was full: its first word would not have found room there. Vertical
space, an indent, a list marker or another size begin a new paragraph; a short line without any of these ends in a line
end. A paragraph runs on over a page end where its last line is full and nothing on the next page speaks against it.
Footnotes (smaller print at the foot of a page) come last, because a paragraph may run on above them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from diplomatica.source.readers.pdf.hyphens import Joiner
from diplomatica.source.readers.pdf.model import Line, Page

_SMALL = 0.93
_SPACE_ABOVE = 1.28
_SPACE_ABOVE_EXACT = 1.12
_INDENT = 0.7
_MARKER = re.compile(r"(?:[0-9]{1,3}[.)]|\([0-9a-zA-Z]{1,4}\)|[a-zA-Z][.)]|[ivxIVX]{1,5}[.)]|[•·▪◦‣■●*–—-])\s")
_NOTE_START = re.compile(r"(?:\[([0-9]{1,3}|[*†‡]{1,3})\]|([0-9]{1,3})[.)]?(?=\s)|([*†‡]{1,3}))\s*")
_LONE_NUMBER = re.compile(r"[-–—\s]*[0-9]{1,4}[-–—\s]*\Z")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\[[0-9*†‡]{1,3}\])*\Z")
_CLOSING = "\"'”’»)]"
_WORDS = re.compile(r"\S")

_SAME, _LINE, _PARAGRAPH = "", "\n", "\n\n"


class _Measures:
    """The body print of a document: its size, its line spacing, the right margin of each page."""

    def __init__(self, pages: list[Page]) -> None:
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page.lines:
                sizes[round(line.size, 1)] += len(line.text)
        self.size = min(sizes, key=lambda size: (-sizes[size], size))
        steps: Counter[float] = Counter()
        rights: list[float] = []
        for page in pages:
            body = [line for line in page.lines if self.is_body(line)]
            for above, below in pairwise(body):
                step = above.base - below.base
                if 0.6 * self.size < step < 3 * self.size:
                    steps[round(step, 1)] += 1
            rights.extend(line.right for line in body)
        common = steps.most_common(1)[0][1] if steps else 0
        # The least of the frequent steps: where every paragraph is one line, the space between them is as frequent.
        self.step = min((step for step, count in steps.items() if count * 4 >= common), default=1.2 * self.size)
        # Typeset lines keep their distance to a tenth of a point, those of a scan do not.
        exact = sum(count for step, count in steps.items() if abs(step - self.step) <= 0.1)
        self.space_above = _SPACE_ABOVE_EXACT if 2 * exact >= sum(steps.values()) else _SPACE_ABOVE
        self.right = max(rights, default=0.0)
        lefts = Counter(round(line.left) for page in pages for line in page.lines if self.is_body(line))
        self.left = float(min(lefts, key=lambda left: (-lefts[left], left))) if lefts else 0.0
        self.page_right = {page.number: self._right(page) for page in pages}

    def is_body(self, line: Line) -> bool:
        return abs(line.size - self.size) <= 0.08 * self.size and not line.turned

    def _right(self, page: Page) -> float:
        """The right margin of a page, from its longest lines; that of the document where the page has few."""
        rights = sorted((line.right for line in page.lines if self.is_body(line)), reverse=True)
        return rights[0] if len(rights) >= 8 else self.right


def paragraphs_of(pages: list[Page]) -> str:
    """The text of the pages in the convention of `SourceText`."""
    measures = _Measures(pages)
    body: list[Line] = []
    feet: list[Line] = []
    for page in pages:
        cut, end = _foot(page, measures)
        body.extend(page.lines[:cut])
        feet.extend(page.lines[cut:end])
        body.extend(page.lines[end:])
    joiner = Joiner([line.text for line in body] + [line.text for line in feet])
    text = _joined(body, measures, joiner)
    notes = _note_paragraphs(feet, joiner)
    return "\n\n".join(part for part in (text, notes) if part)


def _foot(page: Page, measures: _Measures) -> tuple[int, int]:
    """Where the footnotes of a page begin and end: small print at its foot that begins with a mark."""
    lines = page.lines
    end = len(lines)
    # A page number below the notes that could not be told for certain.
    while end and end > len(lines) - 2 and _LONE_NUMBER.match(lines[end - 1].text):
        end -= 1
    cut = end
    while cut and not lines[cut - 1].turned and lines[cut - 1].size < _SMALL * measures.size:
        cut -= 1
    while cut < end and not (lines[cut].label or _NOTE_START.match(lines[cut].text)):
        cut += 1
    return cut, end


def _note_paragraphs(lines: list[Line], joiner: Joiner) -> str:
    """Each footnote as a paragraph "[1] ..."."""
    notes: list[str] = []
    expected = 1
    for line in lines:
        match = _NOTE_START.match(line.text)
        label = line.label or ((match.group(1) or match.group(2) or match.group(3)) if match else "")
        plain = not line.label and match is not None and match.group(2) is not None
        begins = bool(label) and (not plain or not notes or int(label) in (1, expected))
        if begins:
            rest = line.text[match.end() :] if match is not None else line.text
            notes.append(f"[{label}] {rest}".rstrip())
            expected = int(label) + 1 if label.isdigit() else expected
        elif notes:
            notes[-1] = joiner.join(notes[-1], line.text)
        else:
            notes.append(line.text)
    return "\n\n".join(notes)


def _joined(lines: list[Line], measures: _Measures, joiner: Joiner) -> str:
    done: list[str] = []
    current = ""
    block: list[Line] = []  # the lines of the present paragraph
    for line in lines:
        if not block:
            current = line.text
            block = [line]
            continue
        how = _how(block, line, measures)
        if how == _SAME:
            current = joiner.join(current, line.text)
            block.append(line)
        else:
            done.append(current + how)
            current = line.text
            block = [line]
    done.append(current)
    return "".join(done)


def _how(block: list[Line], line: Line, measures: _Measures) -> str:
    """How a line follows the ones of a paragraph: in it, on a line of its own, or as a new paragraph."""
    last = block[-1]
    if line.turned or last.turned or abs(line.size - last.size) > 0.08 * max(line.size, last.size):
        return _PARAGRAPH
    full = _is_full(last, line, measures)
    if line.page != last.page:
        return _over_page(block, line, full, measures)
    step = last.base - line.base
    if step < 0:  # the next column
        return _over_page(block, line, True, measures)
    if step > measures.space_above * max(measures.step * line.size / measures.size, line.size):
        return _PARAGRAPH
    marked = _MARKER.match(line.text) is not None
    hanging = _MARKER.match(block[0].text) is not None
    shift = line.left - last.left
    indent = _INDENT * line.size
    if "\t" in line.text or "\t" in last.text:
        return _LINE
    if marked and (not full or abs(line.left - block[0].left) < indent or not hanging):
        # A line of running text may begin with "5." or "a)" only by chance: then it is full and not set off.
        if not full or hanging or shift > indent:
            return _LINE
        return _SAME
    if not full:
        return _PARAGRAPH if len(block) > 1 and not hanging and _ENDS.search(last.text) else _LINE
    if shift > indent:
        return _SAME if hanging and len(block) == 1 else _PARAGRAPH
    if shift < -indent:
        return _SAME if len(block) == 1 else _PARAGRAPH
    return _SAME


def _over_page(block: list[Line], line: Line, full: bool, measures: _Measures) -> str:
    last = block[-1]
    if _MARKER.match(line.text) and (not full or _ENDS.search(last.text)):
        return _LINE if _MARKER.match(block[0].text) else _PARAGRAPH
    first = _WORDS.search(line.text)
    lower = first is not None and first.group().islower()
    if not _ENDS.search(last.text):
        if lower or last.text.endswith(("-", ",")):
            return _SAME
        indented = line.left > measures.left + _INDENT * line.size and line.left > last.left + 1
        return _SAME if full and not indented else _PARAGRAPH
    if lower:
        return _SAME if full else _PARAGRAPH
    # After a full stop at the end of a full line an indent decides; without indents it is likelier that the page
    # ends inside a paragraph than right below one, unless that paragraph is one line or leads up to something.
    if not full or len(block) == 1 or last.text.rstrip(_CLOSING).endswith(":"):
        return _PARAGRAPH
    return _SAME if line.left <= last.left + _INDENT * line.size else _PARAGRAPH


def _is_full(last: Line, line: Line, measures: _Measures) -> bool:
    """Whether the first word of a line would not have found room at the end of the last one."""
    right = last.margin or measures.page_right.get(last.page, measures.right)
    space = 0.28 * line.size
    if last.right + space + line.first_word > right:
        return True
    # Ragged lines: a long line in the middle of a sentence that goes on with a small letter.
    first = _WORDS.search(line.text)
    long = last.right - measures.left > 0.6 * (right - measures.left)
    if long and first is not None and first.group().islower() and not _ENDS.search(last.text):
        return True
    # A divided word: the hyphen says that the line was full.
    return last.text.endswith(("-", "\u2010", "\u00ad")) and last.right > right - 4 * line.size
