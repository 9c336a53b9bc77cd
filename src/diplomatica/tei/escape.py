"""Characters in XML: the text of elements and the values of attributes."""

from __future__ import annotations

_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escape(text: str) -> str:
    """Text with the characters escaped that XML text must not hold."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def quoteattr(value: str) -> str:
    """A value with the quotation marks around it."""
    return f'"{value.translate(_VALUE)}"'
