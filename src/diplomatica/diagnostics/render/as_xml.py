"""Text within XML and HTML that is written here."""

from __future__ import annotations

import re
from html import escape

# What XML 1.0 has no way to write.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def content(text: str) -> str:
    """Text as the content of an element."""
    return escape(_NO_XML.sub("\ufffd", text), quote=False)


def attribute(text: str) -> str:
    """Text as the value of an attribute, with its quotes."""
    value = escape(_NO_XML.sub("\ufffd", text)).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
    return f'"{value}"'
