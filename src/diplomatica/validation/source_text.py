"""The text of a document by lines and columns, as expat counts them: characters, from 1."""

from __future__ import annotations

import re

from diplomatica.diagnostics.model import Excerpt

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_CONTINUING = bytes(range(0x80, 0xC0))  # bytes of UTF-8 within a character
_BLOCK = 1 << 16
_SHOWN = 160  # characters of a line in an excerpt
_BEFORE = 70  # of them before the place, where a line is longer
_LONGEST_TAG = 1 << 16
_TAG = re.compile(r"<[^\s<>/]+(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>|</[^\s<>]+\s*>")
_ATTRIBUTE = re.compile(r"\s+([^\s=<>/]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_NAME = re.compile(r"</?[^\s<>/]+")


class SourceText:
    """Gives what stands at a place. Meant for places in rising order; others take longer."""

    def __init__(self, data: bytes) -> None:
        data = as_utf8(data)
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self.data = data
        self._line = 1
        self._offset = 0

    def _line_start(self, line: int) -> int:
        if line < self._line:
            self._line, self._offset = 1, 0
        while self._line < line:
            found = self.data.find(b"\n", self._offset)
            if found < 0:
                return len(self.data)
            self._offset = found + 1
            self._line += 1
        return self._offset

    def offset(self, line: int, column: int) -> int:
        """The byte at which a character begins."""
        at = self._line_start(line)
        wanted = column - 1
        while wanted > 0 and at < len(self.data):
            block = self.data[at : at + min(_BLOCK, wanted)]
            # A block may end within a character: what is left of it is gone through below.
            wanted -= len(block.translate(None, _CONTINUING))
            at += len(block)
        while at < len(self.data) and 0x80 <= self.data[at] < 0xC0:
            at += 1
        return at

    def tag(self, line: int, column: int) -> str:
        """The start tag or end tag at a place; empty where none begins there."""
        at = self.offset(line, column)
        found = _TAG.match(self.data[at : at + _LONGEST_TAG].decode("utf-8", "replace"))
        return found.group() if found else ""

    def after(self, line: int, column: int, length: int) -> str:
        """Some characters from a place on."""
        at = self.offset(line, column)
        return self.data[at : at + 4 * length].decode("utf-8", "replace")[:length]

    def excerpt(self, line: int, column: int, width: int) -> Excerpt:
        """The line of a place, or what of it stands around the place."""
        start = self._line_start(line)
        at = self.offset(line, column)
        end = self.data.find(b"\n", at, at + 4 * _SHOWN)
        before = self.data[max(start, at - 8 * _SHOWN) : at].decode("utf-8", "ignore")
        rest = self.data[at : end if end >= 0 else at + 4 * _SHOWN].decode("utf-8", "ignore")
        if len(before) + len(rest) > _SHOWN:
            before = f"…{before[-_BEFORE:]}" if len(before) > _BEFORE else before
            room = _SHOWN - len(before)
            rest = f"{rest[:room]}…" if len(rest) > room else rest
        width = max(1, min(width, max(1, len(rest))))
        shown = (before + rest).replace("\t", " ")
        return Excerpt(shown.rstrip() or shown, len(before), width)


def name_width(tag: str) -> int:
    """How many characters of a tag are its bracket and name."""
    found = _NAME.match(tag)
    return len(found.group()) if found else 1


def attribute_at(tag: str, name: str) -> tuple[int, int, int, int] | None:
    """Where an attribute stands in a start tag: the index of its name and the index of its value's first quote, each
    with the width. `name` is as expat gives it, or as it is written."""
    ns, _, local = name.rpartition(" ")
    candidates = [
        found
        for found in _ATTRIBUTE.finditer(tag)
        if found[1] == name or (found[1].rpartition(":")[2] == local and bool(ns) == (":" in found[1]))
    ]
    if not candidates:
        return None
    found = candidates[0]
    return found.start(1), len(found[1]), found.start(2), len(found[2])


def moved(line: int, column: int, text: str) -> tuple[int, int]:
    """The place after some characters."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))


def as_utf8(data: bytes) -> bytes:
    """The document in UTF-8: what XML parsers read is in the encoding that the document says."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    if data[:4] in (b"<\0?\0", b"<\0!\0") or data[:2] == b"<\0":
        return data.decode("utf-16-le", "replace").encode("utf-8", "replace")
    if data[:2] == b"\0<":
        return data.decode("utf-16-be", "replace").encode("utf-8", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:]
    declared = _DECLARED.match(data)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        try:
            return data.decode(declared[1].decode("ascii"), "replace").encode("utf-8", "replace")
        except LookupError:
            return data
    return data
