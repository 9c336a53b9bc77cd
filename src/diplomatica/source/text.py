"""The characters of a source text: line ends, and what XML cannot hold.

XML 1.0 (fifth edition), 2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].
"""

from __future__ import annotations

import re
from functools import cache

from diplomatica.errors import UnusableInput

REPLACEMENT = "\ufffd"

_FORM_FEED = re.compile("\n\f|\f\n?")
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")

_NO_NAME = {"\0": " (NUL)", "\x1a": " (end of file of DOS)", "\x1b": " (escape)", "\x08": " (backspace)"}


def normalise_line_ends(text: str) -> str:
    r"""Every kind of line end as "\n".

    A form feed is white space: a page break that follows a line end, as programs that print text write it, adds no
    second one, so that it does not cut the paragraph that runs over it.

    >>> normalise_line_ends("a\r\nb\rc\u2028d\x85e\n\ff\fg")
    'a\nb\nc\nd\ne\nf\ng'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\f" in text:
        text = _FORM_FEED.sub("\n", text)
    if "\v" in text:
        text = text.replace("\v", "\n")
    if not text.isascii():
        for sign in ("\x85", "\u2028", "\u2029"):
            if sign in text:
                text = text.replace(sign, "\n")
    return text


@cache
def _forbidden() -> re.Pattern[str]:
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def admit(text: str, *, where: str = "", replace: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text with nothing in it that XML 1.0 forbids, and notes about it.

    With `replace`, each forbidden character (C0 controls, U+FFFE, U+FFFF, lone surrogates) becomes U+FFFD, and a note
    counts them. Raises `UnusableInput` with line, column and code point otherwise.
    """
    notes: tuple[str, ...] = ()
    # What is printable XML allows: nearly every text is, but for its line ends and tabs.
    found = None if text.replace("\n", "").replace("\t", "").isprintable() else _forbidden().search(text)
    if found is not None:
        if not replace:
            line, column = place(text, found.start())
            character = found.group()
            code = f"U+{ord(character):04X}{_NO_NAME.get(character, '')}"
            raise UnusableInput(
                f"the character {code} is not allowed in XML",
                where=f"{where}:{line}:{column}" if where else f"{line}:{column}",
                advice="take it out, or use --replace-controls to put U+FFFD in the place of each such character",
            )
        text, count = _forbidden().subn(REPLACEMENT, text)
        notes = (f"{count} characters that XML forbids were replaced by U+FFFD",)
    if not text.isascii() and (misread := _MISREAD.search(text)):
        line, column = place(text, misread.start())
        note = (
            f"control characters such as U+{ord(misread.group()):04X} (line {line}, column {column}): "
            "the text was probably windows-1252 and read as latin-1 before"
        )
        notes += (note,)
    return text, notes


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
