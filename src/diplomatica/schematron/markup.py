"""Text as XML on one line, and back: an error of the stylesheet is known by its line."""

from __future__ import annotations

import re

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def escape_on_one_line(text: str) -> str:
    """Characters of an element, without line ends."""
    return text.translate(_TEXT)


def unescape(text: str) -> str:
    """What a text says that was escaped by us."""
    return re.sub(r"&(?:#(\d+)|(\w+));", lambda match: chr(int(match[1])) if match[1] else _NAMED[match[2]], text)
