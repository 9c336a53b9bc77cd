"""A document as it is written: characters that go back to the very same bytes, and places in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from diplomatica.validation.fix.model import Edit
from diplomatica.validation.source_text import encoding_of

_BREAK = re.compile(r"\r\n|\r|\n")


class Written:
    """The characters of a document; `text` has its byte order mark and its line ends as they are.

    Columns do not count the mark, which is `mark` characters.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.encoding = encoding
        self.mark = int(text.startswith("\ufeff"))
        self._lines = [self.mark, *(found.end() for found in _BREAK.finditer(text))]

    @classmethod
    def read(cls, data: bytes) -> Written | None:
        """The characters of a document; None for one that they would not lead back to."""
        encoding = encoding_of(data)
        if encoding == "utf-16":
            encoding = "utf-16-le" if data[:2] == b"\xff\xfe" else "utf-16-be"
        try:
            text = data.decode(encoding)
            return cls(text, encoding) if text.encode(encoding) == data else None
        except (UnicodeError, LookupError):
            return None

    def offset(self, line: int, column: int) -> int:
        """The index of a place."""
        return self._lines[line - 1] + column - 1 if 0 < line <= len(self._lines) else len(self.text)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an index, from 1."""
        line = max(1, bisect_left(self._lines, offset + 1))
        return line, offset - self._lines[line - 1] + 1

    def changed(self, edits: Iterable[Edit]) -> bytes | None:
        """The bytes of the document with some edits; None where two of them meet, or the encoding lacks a character."""
        parts: list[str] = []
        at = 0
        for edit in sorted(edits):
            if edit.start < at:
                return None
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        try:
            return "".join([*parts, self.text[at:]]).encode(self.encoding)
        except UnicodeEncodeError:
            return None
