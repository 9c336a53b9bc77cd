"""Regular expressions of XPath (XPath Functions 3.1, 5.6) as those of Python, where both certainly mean the same."""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.schematron.native.tree import NotNative

_ESCAPES = {"n": "\\n", "r": "\\r", "t": "\\t", "s": "[ \\t\\n\\r]", "S": "[^ \\t\\n\\r]", "d": "[0-9]", "D": "[^0-9]"}
_INNER = {"n": "\\n", "r": "\\r", "t": "\\t", "s": " \\t\\n\\r", "d": "0-9"}
_PLAIN = frozenset("\\|.?*+(){}-[]^$")
_COUNT = re.compile(r"\{([0-9]{1,3})(,([0-9]{1,3})?)?\}")
# Blocks without decimal digits but those of ASCII: Latin, Greek, Cyrillic, punctuation, Chinese, Japanese, Korean.
_NO_DIGITS = re.compile(r"[\x00-\u052f\u2000-\u206f\u3000-\u9fff\uac00-\ud7a3]*")
# Letters that are another case of one of ASCII.
_OF_ASCII = re.compile(r"[\u0130\u0131\u017f\u212a]")


class Regex:
    """A compiled expression; `fit` tells for which texts both languages agree."""

    def __init__(self, pattern: str, flags: str) -> None:
        if set(flags) - set("is"):
            raise NotNative("flags of a regular expression")
        reader = _Reader(pattern, dot="[\\s\\S]" if "s" in flags else "[^\\n\\r]", any_case="i" in flags)
        text = reader.alternatives()
        if reader.at != len(pattern):
            raise NotNative("a regular expression")
        self.has_digits = reader.has_digits
        self.any_case = "i" in flags
        if self.any_case and not pattern.isascii():
            raise NotNative("a regular expression beyond ASCII")
        self.compiled = re.compile(text, re.IGNORECASE | re.ASCII if self.any_case else 0)

    def fit(self, text: str) -> str:
        """The text, if the expression means the same for it in both languages. Raises `NotNative`."""
        if text.isascii():
            return text
        if self.has_digits and not _NO_DIGITS.fullmatch(text):
            raise NotNative("digits beyond ASCII in a regular expression")
        if self.any_case and _OF_ASCII.search(text):
            raise NotNative("letters beyond ASCII in a regular expression")
        return text


@lru_cache(maxsize=1024)
def regex(pattern: str, flags: str = "") -> Regex:
    """The expression, compiled once. Raises `NotNative`."""
    try:
        return Regex(pattern, flags)
    except (re.error, RecursionError, OverflowError) as error:
        raise NotNative("a regular expression") from error


class _Reader:
    """Reads and rewrites at once. `has_digits`: it has classes of digits."""

    def __init__(self, pattern: str, dot: str, *, any_case: bool) -> None:
        self.pattern = pattern
        self.dot = dot
        self.any_case = any_case
        self.at = 0
        self.has_digits = False

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def alternatives(self) -> str:
        parts = [self.branch()]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.branch())
        return "|".join(parts)

    def branch(self) -> str:
        parts = []
        while self.peek() not in ("", "|", ")"):
            atom, is_open = self.atom()
            many = self.quantifier()
            # Nested repetition is where Python may take for ever.
            if many[:1] in ("*", "+") and is_open:
                raise NotNative("nested repetition")
            parts.append(atom + many)
        return "".join(parts)

    def quantifier(self) -> str:
        found = _COUNT.match(self.pattern, self.at)
        if found is not None:
            self.at = found.end()
            if found[2] and not found[3]:
                raise NotNative("a repetition without end")
            text = found.group()
        elif self.peek() in ("?", "*", "+") and self.peek():
            text = self.peek()
            self.at += 1
        else:
            return ""
        if self.peek() in ("?", "*", "+", "{") and self.peek():
            raise NotNative("a reluctant quantifier")
        return text

    def atom(self) -> tuple[str, bool]:
        """An atom, and whether it repeats without end inside."""
        character = self.peek()
        self.at += 1
        if character == "(":
            if self.peek() == "?":
                raise NotNative("a special group")
            start = self.at
            inner = self.alternatives()
            if self.peek() != ")":
                raise NotNative("a group")
            self.at += 1
            return f"({inner})", re.search(r"[*+{?|]", self.pattern[start : self.at]) is not None
        if character == "[":
            return self.characters(), False
        if character == ".":
            return self.dot, False
        if character == "^":
            return "(?:^)", True
        if character == "$":
            return "(?:\\Z)", True
        if character == "\\":
            return self.escape(_ESCAPES), False
        if character in "?*+{}]":
            raise NotNative("a regular expression")
        return re.escape(character), False

    def escape(self, table: dict[str, str]) -> str:
        letter = self.peek()
        self.at += 1
        if letter in table:
            self.has_digits = self.has_digits or letter in "dD"
            return table[letter]
        if letter and letter in _PLAIN:
            return f"\\{letter}"
        raise NotNative(f"\\{letter} in a regular expression")

    def characters(self) -> str:
        parts = ["["]
        if self.peek() == "^":
            if self.any_case:
                raise NotNative("what is left out, without regard to case")
            self.at += 1
            parts.append("^")
        last, count = "", 0
        while True:
            character = self.peek()
            self.at += 1
            if character == "]" and count:
                return "".join([*parts, "]"])
            if character in ("", "[", "]", "^"):
                raise NotNative("a class of characters")
            if character == "-":
                following = self.peek()
                if not count or following == "]":
                    # At the edge it means itself.
                    parts.append("\\-")
                    last = ""
                elif last and following not in ("\\", "[", "-", "^") and last <= following:
                    parts.append(f"-{re.escape(following)}")
                    self.at += 1
                    last = ""
                else:
                    raise NotNative("a range of characters")
            elif character == "\\":
                parts.append(self.escape(_INNER))
                last = ""
            else:
                parts.append(re.escape(character))
                last = character
            count += 1
