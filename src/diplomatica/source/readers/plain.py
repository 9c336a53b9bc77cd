"""Plain text and markdown: the text is what the bytes say, nothing else is done to it."""

from __future__ import annotations

from diplomatica.source.readers.encodings import decode
from diplomatica.source.readers.model import Reading, Request


def read_plain(request: Request) -> Reading:
    """The text of a plain text or markdown document; raises `UnusableInput` if its encoding can't be found out."""
    return decode(request)
