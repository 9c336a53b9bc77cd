"""Regular expressions of W3C XML Schema (Part 2, appendix F)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_NAME_START = "_:A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D" + (
    "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\U00010000-\\U000EFFFF"
)
_NAME_CHAR = _NAME_START + "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040"
_PLAIN = re.compile(r"[\w\s/.,:;@#%&=~'\"!<>_-]*")
_SIMPLE = re.compile(r"(?:[^\\\[\]{}()|?*+.^$-]|\\[-.\\?*+{}()|\[\]nrtdDsSwW])*")
_WORD = "[^\\p{C}\\p{Z}]+"


@lru_cache(maxsize=512)
def matcher(pattern: str) -> Callable[[str], bool]:
    """What tells whether the whole of a string matches. Raises `ValueError` where the pattern is wrong."""
    if pattern == r"\S+":
        return lambda text: text != "" and not any(char in text for char in " \t\r\n")
    if pattern == _WORD:
        return _is_word
    import regex

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
    """The same expression in the language of the library `regex`."""
    out: list[str] = []
    position, depth, fresh = 0, 0, False
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            escaped = pattern[position + 1 : position + 2]
            if escaped in ("p", "P") and pattern[position + 2 : position + 3] == "{":
                end = pattern.find("}", position)
                name = pattern[position + 3 : end]
                block = f"In{name[2:]}" if name.startswith("Is") else name
                out.append(f"\\{escaped}{{{block}}}")
                position = end + 1
            else:
                out.append(_escape(escaped, depth > 0))
                position += 2
            fresh = False
            continue
        if depth:
            if char == "[" and pattern[position - 1] == "-":
                out[-1] = "--"
                out.append("[")
                depth += 1
                fresh = True
            elif char == "]":
                out.append("]")
                depth -= 1
            elif char == "^" and fresh:
                out.append("^")
            else:
                out.append(f"\\{char}" if char in "[&~|" else char)
                fresh = False
        elif char == "[":
            out.append("[")
            depth, fresh = 1, True
        elif char in "^$":
            out.append(f"\\{char}")
        elif char == ".":
            out.append(r"[^\n\r]")
        else:
            out.append(char)
        position += 1
    return "".join(out)


def _escape(char: str, within: bool) -> str:
    """An escape of one character; `within` a character class."""
    classes = {
        "i": _NAME_START, "c": _NAME_CHAR, "d": r"\p{Nd}", "s": r" \t\n\r", "w": None,
    }  # fmt: skip
    if char.lower() in classes:
        inner = classes[char.lower()]
        if char in ("w", "W"):
            word = r"[^\p{P}\p{Z}\p{C}]"
            return word if char == "w" else r"[\p{P}\p{Z}\p{C}]"
        if char.islower():
            return inner if within else f"[{inner}]"  # type: ignore[return-value]
        return f"[^{inner}]"
    return f"\\{char}"
