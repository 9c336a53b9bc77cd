"""The text of a document by lines and columns, as expat counts them: characters, from 1."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import IO

from diplomatica.diagnostics.model import Diagnostic, Excerpt
from diplomatica.validation.large import Content, Large, head, parts

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_MARK = b"\xef\xbb\xbf"
_CONTINUING = bytes(range(0x80, 0xC0))  # bytes of UTF-8 within a character
_BLOCK = 1 << 16
_SHOWN = 160  # characters of a line in an excerpt
_BEFORE = 70  # of them before the place, where a line is longer
_LONG_TAG = 1 << 10
_LONGEST_TAG = 1 << 16
_TAG = re.compile(r"<[^\s<>/]+(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>|</[^\s<>]+\s*>")
_ATTRIBUTE = re.compile(r"\s+([^\s=<>/]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_NAME = re.compile(r"</?[^\s<>/]+")


class SourceText:
    """Gives what stands at a place. Meant for places in rising order; others take longer.

    Of a document that is not in memory, what is asked for is read from its file.
    """

    def __init__(self, content: Content) -> None:
        self._line = 1
        self._offset = 0
        self._last = (0, 0, 0)  # the place that was asked for last: line, column, byte
        self._tag = ((0, 0), "")
        if not isinstance(content, bytes):
            self._file = _as_file(content)
            self._slice = self._read
            return
        data = as_utf8(content)
        if is_marked(content):
            # Expat counts the mark as the first character of the first line.
            data = _MARK + data
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._slice = lambda start, end: data[start:end]

    def _read(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        return self._file.read(end - start)

    def _line_start(self, line: int) -> int:
        if line < self._line:
            self._line, self._offset = 1, 0
        while self._line < line:
            block = self._slice(self._offset, self._offset + _BLOCK)
            breaks = block.count(b"\n")
            if breaks <= line - self._line:
                if not block:
                    # There are not so many lines.
                    end, self._line, self._offset = self._offset, 1, 0
                    return end
                self._line += breaks
                self._offset += len(block)
                if self._line == line and not block.endswith(b"\n"):
                    # The line begins within the block, after the last of the breaks.
                    self._offset -= len(block) - block.rfind(b"\n") - 1
                continue
            at = 0
            while self._line < line:
                at = block.find(b"\n", at) + 1
                self._line += 1
            self._offset += at
        return self._offset

    def offset(self, line: int, column: int) -> int:
        """The byte at which a character begins."""
        at = self._line_start(line)
        wanted = column - 1
        if self._last[0] == line and self._last[1] <= column:
            at, wanted = self._last[2], column - self._last[1]
        while wanted > 0:
            block = self._slice(at, at + min(_BLOCK, wanted))
            if not block:
                break
            # A block may end within a character: what is left of it is gone through below.
            wanted -= len(block.translate(None, _CONTINUING))
            at += len(block)
        rest = self._slice(at, at + 4)
        at += len(rest) - len(rest.lstrip(_CONTINUING))
        self._last = line, column, at
        return at

    def raw(self, offset: int, length: int) -> bytes:
        """Some bytes, in UTF-8 where the document is in an encoding that is known."""
        return self._slice(offset, offset + length)

    def tag(self, line: int, column: int) -> str:
        """The start tag or end tag at a place; empty where none begins there."""
        if self._tag[0] != (line, column):
            at = self.offset(line, column)
            found = _TAG.match(self._slice(at, at + _LONG_TAG).decode("utf-8", "replace"))
            if found is None:
                found = _TAG.match(self._slice(at, at + _LONGEST_TAG).decode("utf-8", "replace"))
            self._tag = (line, column), found.group() if found else ""
        return self._tag[1]

    def after(self, line: int, column: int, length: int) -> str:
        """Some characters from a place on."""
        at = self.offset(line, column)
        return self._slice(at, at + 4 * length).decode("utf-8", "replace")[:length]

    def column_at_end(self, line: int, words: str) -> int:
        """The column of words with which a line ends; 1 where it does not end with them."""
        start = self._line_start(line)
        whole = b""
        while len(whole) < _LONGEST_TAG and b"\n" not in whole:
            block = self._slice(start + len(whole), start + len(whole) + 4 * _SHOWN)
            if not block:
                break
            whole += block
        text = whole.partition(b"\n")[0].decode("utf-8", "replace").rstrip()
        return len(text) - len(words) + 1 if text.endswith(words) else 1

    def excerpt(self, line: int, column: int, width: int) -> Excerpt:
        """The line of a place, or what of it stands around the place."""
        start = self._line_start(line)
        at = self.offset(line, column)
        first = max(start, at - 8 * _SHOWN)
        # What begins within a line may begin within a character.
        before = self._slice(first, at).decode("utf-8", "replace" if first == start else "ignore")
        rest = self._slice(at, at + 4 * _SHOWN).partition(b"\n")[0].decode("utf-8", "replace")
        if len(before) + len(rest) > _SHOWN:
            before = f"…{before[-_BEFORE:]}" if len(before) > _BEFORE else before
            room = _SHOWN - len(before)
            rest = f"{rest[:room]}…" if len(rest) > room else rest
        width = max(1, min(width, max(1, len(rest))))
        shown = (before + rest).replace("\t", " ")
        return Excerpt(shown.rstrip() or shown, len(before), width)


def is_marked(content: Content) -> bool:
    """Does a document begin with a byte order mark?"""
    start = head(content, 3)
    return start == _MARK or start[:2] in (b"\xff\xfe", b"\xfe\xff")


def unmarked(findings: Iterable[Diagnostic], content: Content) -> list[Diagnostic]:
    """Findings whose columns are those of expat, which counts a byte order mark, with those that people see."""
    return [_unmarked(finding) for finding in findings] if is_marked(content) else list(findings)


def _unmarked(finding: Diagnostic) -> Diagnostic:
    place, excerpt = finding.place, finding.excerpt
    if place.line != 1:
        return finding
    if excerpt is not None and excerpt.text.startswith("\ufeff"):
        excerpt = Excerpt(excerpt.text[1:], max(0, excerpt.start - 1), excerpt.width)
    return replace(
        finding,
        place=replace(place, column=max(1, place.column - 1)),
        end_column=max(1, finding.end_column - 1) if finding.end_line == 1 else finding.end_column,
        excerpt=excerpt,
    )


def name_width(tag: str) -> int:
    """How many characters of a tag are its bracket and name."""
    found = _NAME.match(tag)
    return len(found.group()) if found else 1


def attribute_at(tag: str, name: str) -> tuple[int, int, int, int] | None:
    """Where an attribute stands in a start tag: the index of its name and the index of its value's first quote, each
    with the width. `name` is as expat gives it, or as it is written."""
    ns, _, local = name.rpartition(" ")
    known = _attributes(tag)
    candidates = [spot for spot in (known.get(name), known.get(f" {local}" if ns else local)) if spot is not None]
    return min(candidates, default=None)


@lru_cache(maxsize=1)
def _attributes(tag: str) -> dict[str, tuple[int, int, int, int]]:
    """The attributes of a start tag: as they are written, and, after a space, by the local names of those that have a
    prefix. Of a tag that has thousands, each may be asked for.
    """
    found: dict[str, tuple[int, int, int, int]] = {}
    for item in _ATTRIBUTE.finditer(tag):
        spot = item.start(1), len(item[1]), item.start(2), len(item[2])
        found.setdefault(item[1], spot)
        if ":" in item[1]:
            found.setdefault(f" {item[1].rpartition(':')[2]}", spot)
    return found


def moved(line: int, column: int, text: str) -> tuple[int, int]:
    """The place after some characters."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))


def as_utf8(data: bytes) -> bytes:
    """The document in UTF-8: what XML parsers read is in the encoding that the document says."""
    encoding = encoding_of(data)
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:]
    if encoding == "utf-8":
        return data
    try:
        return data.decode(encoding, "replace").encode("utf-8", "replace")
    except LookupError:
        return data


def encoding_of(start: bytes) -> str:
    """The character encoding of a document, by how it begins (XML 1.0, appendix F); it may be unknown to Python."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if start[:2] == b"<\0":
        return "utf-16-le"
    if start[:2] == b"\0<":
        return "utf-16-be"
    declared = None if start[:3] == b"\xef\xbb\xbf" else _DECLARED.match(start)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        return declared[1].decode("ascii")
    return "utf-8"


def _as_file(content: Large) -> IO[bytes]:
    """The file of a document; a copy of it in UTF-8, where it is in another encoding or its lines end otherwise."""
    start = head(content, _BLOCK)
    encoding = encoding_of(start)
    marked = start[:3] == b"\xef\xbb\xbf"
    if encoding == "utf-8" and b"\r" not in start and not marked:
        return open(content.path, "rb")
    import tempfile

    copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    if is_marked(content):
        copy.write(_MARK)
    try:
        decoder = getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)("replace")
    except LookupError:
        decoder = getincrementaldecoder("latin-1")("replace")
    returned = False
    for part in parts(content):
        text = decoder.decode(part)
        if returned and text.startswith("\n"):
            text = text[1:]
        returned = text.endswith("\r") if text else returned
        copy.write(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace"))
    return copy
