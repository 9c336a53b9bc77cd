"""A PDF opened with pdfium, page by page."""

from __future__ import annotations

from typing import Any

from diplomatica.source.readers.model import Request
from diplomatica.source.readers.pdf.characters import lines_of, pieces_of
from diplomatica.source.readers.pdf.margins import without_running_lines
from diplomatica.source.readers.pdf.model import Page
from diplomatica.source.readers.pdf.paragraphs import paragraphs_of

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
_OCR = "run text recognition (OCR) first, for example with ocrmypdf"


def text_of(request: Request) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF and notes about it. Raises `UnusableInput` as `read_pdf` says."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document: Any = pypdfium2.PdfDocument(request.data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise request.unusable("the PDF is encrypted", "take the password off first") from None
        raise request.unusable(f"not a sound PDF: {error}", "print it to a new PDF, or give its text") from None
    try:
        pages, without_text = _pages(document, request)
    except pypdfium2.PdfiumError as error:
        raise request.unusable(f"a page of the PDF can't be read: {error}", "print it to a new PDF") from None
    finally:
        document.close()
    notes: tuple[str, ...] = ()
    if not any(page.lines for page in pages):
        raise request.unusable("the PDF has no text layer: its pages are pictures, or empty", _OCR)
    if without_text:
        shown = ", ".join(map(str, without_text[:20])) + (" ..." if len(without_text) > 20 else "")
        notes = (f"pages without a text layer, left out: {shown} ({_OCR})",)
    more = without_running_lines(pages)
    return paragraphs_of(pages), notes + more


def _pages(document: Any, request: Request) -> tuple[list[Page], list[int]]:
    count = len(document)
    if count > MAX_PAGES:
        raise request.unusable(f"a PDF of {count} pages", "split it into its documents")
    pages: list[Page] = []
    without_text: list[int] = []
    characters = 0
    for index in range(count):
        sheet = document[index]
        try:
            text = sheet.get_textpage()
            try:
                characters += text.count_chars()
                if characters > MAX_CHARACTERS:
                    raise request.unusable("a PDF with more text than a document can have", "split it")
                pieces = pieces_of(text)
            finally:
                text.close()
            width, height = sheet.get_size()
        finally:
            sheet.close()
        page = Page(index + 1, width, height, lines_of(pieces, index + 1))
        if not page.lines:
            without_text.append(index + 1)
        pages.append(page)
    return pages, without_text
