"""The registry of readers, and which of them reads a document.

What the content shows comes first, what the ending says second: a PDF that is called `letter.txt` is read as a PDF.
"""

from __future__ import annotations

import re

from diplomatica.source.readers import refused
from diplomatica.source.readers.docx import is_docx, read_docx
from diplomatica.source.readers.html import is_html, read_html
from diplomatica.source.readers.model import Reader, Reading, Request
from diplomatica.source.readers.pdf import is_pdf, read_pdf
from diplomatica.source.readers.plain import read_plain


def _never(_: bytes) -> bool:
    return False


PLAIN = Reader("text/plain", (".txt",), _never, read_plain)

READERS: tuple[Reader, ...] = (
    Reader("application/pdf", (".pdf",), is_pdf, read_pdf),
    Reader("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), is_docx, read_docx),
    Reader("text/html", (".html", ".htm", ".xhtml"), is_html, read_html),
    Reader("text/markdown", (".md", ".markdown"), _never, read_plain),
    PLAIN,
)

ENDINGS = frozenset(ending for reader in READERS for ending in reader.endings)
"""The endings, in lower case with the dot, of the files that are taken from a folder."""

_ENDING = re.compile(r"\.[a-z0-9]+\Z")


def reader_of(data: bytes, name: str) -> Reader:
    """The reader of a document: by its content, else by the ending of its name, else the one of plain text."""
    for reader in READERS:
        if reader.recognises(data):
            return reader
    ending = _ENDING.search(name.lower())
    if ending is not None:
        for reader in READERS:
            if ending.group() in reader.endings:
                return reader
    return PLAIN


def run(reader: Reader, request: Request) -> Reading:
    """Read a document; `UnusableInput` if it is of a kind that no reader takes, or broken."""
    if reader in (PLAIN, READERS[3]):
        refused.check(request)
    return reader.read(request)
