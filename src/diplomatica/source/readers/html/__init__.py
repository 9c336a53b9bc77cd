"""HTML and XHTML pages, also saved ones with broken markup. Nothing is ever fetched."""

from __future__ import annotations

import re
from dataclasses import replace

from diplomatica.source.readers.encodings import decode
from diplomatica.source.readers.model import Reading, Request
from diplomatica.source.text import admit, normalise_line_ends

_HEAD = 2048
_START = re.compile(
    rb"(?is)(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml\s[^>]*>\s*)?(?:<!--.{0,1000}?-->\s*)?"
    rb"(?:<!doctype\s+html\b|<html[\s>])"
)
_CHARSET = re.compile(rb"""(?i)<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""")
_XML_ENCODING = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})""")


def is_html(data: bytes) -> bool:
    """Whether the content begins as an HTML page does."""
    return _START.match(data[:_HEAD].replace(b"\0", b"")) is not None


def read_html(request: Request) -> Reading:
    """The text of a page; raises `UnusableInput` if it is nested too deeply or its encoding can't be found out."""
    from diplomatica.source.readers.html.page import text_of  # imported here: it loads lxml

    reading = decode(request, declared=declared(request.data))
    # Checked before it is parsed, while lines and columns are those of the file; references may bring in more.
    page, controls = admit(normalise_line_ends(reading.text), where=request.where, replace=request.replace_controls)
    found = text_of(page, request)
    return replace(found, encoding=reading.encoding, notes=reading.notes + controls + found.notes)


def declared(data: bytes) -> str:
    """The encoding that the page declares of itself in `meta` or the XML declaration, "" if none."""
    head = data[: 2 * _HEAD]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return match.group(1).decode("ascii").lower() if match else ""
