"""PDF documents with a text layer."""

from __future__ import annotations

from diplomatica.source.readers.model import Reading, Request


def is_pdf(data: bytes) -> bool:
    """Whether the content begins as a PDF does (ISO 32000-2, 7.5.2), white space before it allowed."""
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")


def read_pdf(request: Request) -> Reading:
    """The text of a PDF, lines joined into paragraphs, footnotes last.

    Raises `UnusableInput` for a broken or encrypted file, or one that is pictures only.
    """
    from diplomatica.source.readers.pdf.document import text_of  # imported here: it loads pypdfium2

    text, notes = text_of(request)
    return Reading(text, "utf-8", notes)
