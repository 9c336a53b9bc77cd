"""Regular expressions of W3C XML Schema (Part 2, appendix F)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from diplomatica.relaxng.xml_names import name_classes

_QUANTITY = re.compile(r"\{[0-9]{1,6}(?:,(?:[0-9]{1,6})?)?\}")
_PROPERTY = re.compile(r"\{(Is[A-Za-z0-9-]+|[LMNPZSC][a-z]?)\}")
_SPECIAL = "\\|.?*+(){}[]^-$&~#"
_DEEPEST = 100
_WORD = "[^\\p{C}\\p{Z}]+"


@lru_cache(maxsize=512)
def matcher(pattern: str) -> Callable[[str], bool]:
    """What tells whether the whole of a string matches. Raises `ValueError` where the pattern is wrong."""
    if pattern == r"\S+":
        return lambda text: text != "" and not any(char in text for char in " \t\r\n")
    if pattern == _WORD:
        return _is_word
    import regex  # type: ignore[import-untyped,unused-ignore]

    try:
        compiled = regex.compile(translated(pattern), regex.V1)
    except regex.error as error:
        raise ValueError(f"the pattern “{pattern}” is wrong: {error}") from None
    return lambda text: compiled.fullmatch(text) is not None


def _is_word(text: str) -> bool:
    """No control character, no separator: what is printable, but for the space."""
    if text.isascii():
        return text.isprintable() and text != "" and " " not in text
    import unicodedata

    return all(unicodedata.category(char)[0] not in "CZ" for char in text)


def translated(pattern: str) -> str:
    """The same expression in the language of the library `regex`. Raises `ValueError` where it is none."""
    return _Translator(pattern).expression()


class _Translator:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0

    def wrong(self, what: str) -> ValueError:
        return ValueError(f"the pattern “{self.pattern}” is wrong: {what}")

    def peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def expression(self) -> str:
        out: list[str] = []
        groups = 0
        atom = False  # is there something that a quantity can follow?
        while char := self.peek():
            if char in "?*+{":
                quantity = _QUANTITY.match(self.pattern, self.position)
                if not atom or (char == "{" and quantity is None):
                    raise self.wrong(f"“{char}” has nothing before it")
                out.append(quantity[0] if quantity and char == "{" else char)
                self.position += len(out[-1])
                atom = False
                continue
            self.position += 1
            atom = True
            if char == "(":
                groups += 1
                out.append("(?:")
                atom = False
            elif char == ")":
                groups -= 1
                if groups < 0:
                    raise self.wrong("a parenthesis closes nothing")
                out.append(")")
            elif char == "|":
                out.append("|")
                atom = False
            elif char == "[":
                out.append(self.character_class(0))
            elif char == "]":
                raise self.wrong("a bracket closes nothing")
            elif char == ".":
                out.append(r"[^\n\r]")
            elif char == "\\":
                out.append(self.escape()[0])
            else:
                out.append(_literal(char))
        if groups:
            raise self.wrong("a parenthesis is not closed")
        return "".join(out)

    def escape(self) -> tuple[str, str]:
        """What stands behind a backslash, and the one character that it means, if it means one."""
        char = self.peek()
        self.position += 1
        if char in ("p", "P"):
            found = _PROPERTY.match(self.pattern, self.position)
            if found is None:
                raise self.wrong(f"“\\{char}” without a category")
            self.position = found.end()
            name = found[1]
            return f"\\{char}{{{'In' + name[2:] if name.startswith('Is') else name}}}", ""
        if char and char.lower() in "sdwic":
            return _class(char), ""
        if char and char in "nrt":
            return f"\\{char}", {"n": "\n", "r": "\r", "t": "\t"}[char]
        if not char or char.isalnum():
            raise self.wrong(f"“\\{char}” is no escape")
        return _literal(char), char

    def character_class(self, depth: int) -> str:
        """What stands in brackets, of which the first is read; one class may be taken from another."""
        if depth > _DEEPEST:
            raise self.wrong("too many classes within each other")
        negative = self.peek() == "^"
        self.position += negative
        parts: list[str] = []
        while True:
            char = self.peek()
            if not char:
                raise self.wrong("a bracket is not closed")
            self.position += 1
            if char == "]":
                break
            if char == "-" and self.peek() == "[" and parts:
                self.position += 1
                less = self.character_class(depth + 1)
                if self.peek() != "]":
                    raise self.wrong("a class that is taken away must come last")
                self.position += 1
                return f"[[{'^' * negative}{''.join(parts)}]--{less}]"
            if char == "[":
                raise self.wrong("a bracket within brackets")
            text, first = self.escape() if char == "\\" else (_literal(char), char)
            follows = self.pattern[self.position + 1 : self.position + 2]
            if first and self.peek() == "-" and follows not in ("]", "[", ""):
                self.position += 1
                end = self.peek()
                self.position += 1
                last_text, last = self.escape() if end == "\\" else (_literal(end), end)
                if not last or last < first:
                    raise self.wrong(f"a range that begins with “{first}”")
                text += f"-{last_text}"
            parts.append(text)
        if not parts:
            raise self.wrong("an empty class")
        return f"[{'^' * negative}{''.join(parts)}]"


def _literal(char: str) -> str:
    return f"\\{char}" if char in _SPECIAL else char


def _class(char: str) -> str:
    """An escape that stands for many characters, as a class of its own."""
    lower = char.lower()
    if lower == "w":
        return r"[^\p{P}\p{Z}\p{C}]" if char == "w" else r"[\p{P}\p{Z}\p{C}]"
    start, more = name_classes()
    inner = {"i": start, "c": more, "d": r"\p{Nd}", "s": r" \t\n\r"}[lower]
    return f"[{'' if char == lower else '^'}{inner}]"
