r"""The tokens of RELAX NG in compact syntax (specification of 21 November 2002, sections 3 and 4).

Escapes (`\x{...}`) are resolved before anything else. A line break that was escaped is no line break to the syntax, so
it goes through as a character that XML can't have, and becomes one again in the literal that it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.xml_names import is_ncname

_ESCAPE = re.compile(r"\\x+\{(?:([0-9A-Fa-f]{1,8})\})?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BREAKS = {"\n": "\x00", "\r": "\x01"}
_UNBROKEN = str.maketrans({"\x00": "\n", "\x01": "\r"})
_NAME = r"[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_.\x80-\U0010ffff-]*"
_TOKEN = re.compile(
    rf"""[ \t\n]+|\#(?!\#)[^\n]*
    |(?P<doc>\#\#[^\n]*(?:\n[ \t]*\#\#[^\n]*)*)
    |(?P<lit>\"\"\"(?:(?!\"\"\").)*\"\"\"|'''(?:(?!''').)*'''|\"[^"\n]*\"|'[^'\n]*')
    |(?P<ns>{_NAME}:\*)|(?P<cname>{_NAME}:{_NAME})|(?P<quoted>\\{_NAME})|(?P<id>{_NAME})
    |(?P<sign>\|=|&=|>>|[={{}}()\[\],&|?*+~-])""",
    re.VERBOSE | re.DOTALL,
)

DOC: Final = "doc"
LITERAL: Final = "lit"
NS_NAME: Final = "ns"
CNAME: Final = "cname"
QUOTED: Final = "quoted"
IDENTIFIER: Final = "id"
END: Final = "end"


class Token(NamedTuple):
    """`kind` is one of those above, or the sign itself; `text` is without quotes, hashes and backslash."""

    kind: str
    text: str
    place: int


class Source:
    """The text of a file, and where in the file each of its characters stands."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._lines: list[int] = []
        self._longer: list[tuple[int, int]] = []
        self.text = self._unescaped(self._decoded(data))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        line = bisect_right(self._lines, offset)
        start = self._lines[line - 1] if line else 0
        escaped = self._longer[bisect_right(self._longer, (start, -1)) : bisect_right(self._longer, (offset, -1))]
        return line + 1, offset - start + 1 + sum(more for _, more in escaped)

    def fault(self, what: str, offset: int) -> UnusableInput:
        """Why the text is no compact syntax, with the place."""
        line, column = self.place(offset)
        return UnusableInput(what, where=f"{self.file}:{line}:{column}", advice="repair the schema")

    def _decoded(self, data: bytes) -> str:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        try:
            text = data.decode("utf-16" if utf16 else "utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnusableInput(
                "the schema is not in UTF-8", where=f"{self.file}:{line}", advice="save the file as UTF-8"
            ) from None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        bad = _CONTROL.search(text)
        if bad is not None:
            self._broken(text)
            raise self.fault(f"the character U+{ord(bad[0]):04X}", bad.start())
        return text

    def _broken(self, text: str) -> None:
        self._lines = [found.end() for found in re.finditer("\n", text)]

    def _unescaped(self, text: str) -> str:
        if "\\x" not in text:
            self._broken(text)
            return text
        parts: list[str] = []
        last, shorter = 0, 0
        for found in _ESCAPE.finditer(text):
            code = int(found[1], 16) if found[1] else 0
            char = chr(code) if code <= 0x10FFFF else "\x00"
            if _CONTROL.match(char) or 0xD800 <= code <= 0xDFFF:
                self._broken(text)
                self._longer = []
                raise self.fault(f"“{found[0]}” is no character", found.start())
            parts += [text[last : found.start()], _BREAKS.get(char, char)]
            last = found.end()
            self._longer.append((found.start() - shorter, len(found[0]) - 1))
            shorter += len(found[0]) - 1
        text = "".join((*parts, text[last:]))
        self._broken(text)
        return text


def tokens(source: Source) -> list[Token]:
    """The tokens of a text, the last of which is its end. Raises `UnusableInput` at what is none."""
    found: list[Token] = []
    text, offset, match = source.text, 0, _TOKEN.match
    while offset < len(text):
        token = match(text, offset)
        if token is None:
            raise source.fault(f"“{text[offset]}” can’t stand here", offset)
        kind = token.lastgroup
        if kind == "sign":
            found.append(Token(token[0], token[0], offset))
        elif kind is not None:
            found.append(Token(kind, _text(source, kind, token[0], offset), offset))
        offset = token.end()
    found.append(Token(END, "", len(text)))
    return found


def _text(source: Source, kind: str, text: str, offset: int) -> str:
    if kind == LITERAL:
        quotes = 3 if text[:3] in ('"""', "'''") and len(text) >= 6 else 1
        return text[quotes:-quotes].translate(_UNBROKEN)
    if kind == DOC:
        lines = (re.sub(r"^[ \t]*#+ ?", "", line) for line in text.split("\n"))
        return "\n".join(lines).translate(_UNBROKEN)
    if kind == QUOTED:
        text = text[1:]
    if not text.isascii():
        for part in text.removesuffix(":*").split(":"):
            if not is_ncname(part):
                raise source.fault(f"“{part}” is no name", offset)
    return text
