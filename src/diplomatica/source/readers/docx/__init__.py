"""DOCX: mammoth turns it into HTML, which is read as any page; the numbers of lists are computed here first."""

from __future__ import annotations

from dataclasses import replace

from diplomatica.source.readers.model import Reading, Request

_SIGNATURE = b"PK\x03\x04"
_MAIN_PART = (b"word/document.xml", b"word/document2.xml", b"word\\document.xml")


def is_docx(data: bytes) -> bool:
    """Whether the content is a zip archive that names a main part of WordprocessingML."""
    return data.startswith(_SIGNATURE) and any(part in data for part in _MAIN_PART)


def read_docx(request: Request) -> Reading:
    """The text of a DOCX document: tracked insertions accepted, footnotes and endnotes as "[1]" with the notes last.

    Raises `UnusableInput` for a broken archive, one that swells out of proportion, or XML with a document type.
    """
    from diplomatica.source.readers.docx.document import html_of  # imported here: they load lxml and mammoth
    from diplomatica.source.readers.html.page import text_of

    html, notes = html_of(request)
    found = text_of(html, request)
    return replace(found, notes=notes + found.notes)
