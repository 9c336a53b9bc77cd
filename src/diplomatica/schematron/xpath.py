"""As much of XPath as has to be understood to move an expression into a stylesheet.

An expression is cut into tokens (XPath 3.1, A.2), never wholly parsed: Saxon does that. What is needed is to tell
names of functions from other words, to split a match pattern at its top level, and to put values for `$name`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FN = "http://www.w3.org/2005/xpath-functions"

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?P<name>Q\{{[^}}]*\}}(?:{_NAME}|\*)|\*:(?!:){_NAME}|{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    |(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
    |(?P<space>\s+)
    |(?P<symbol>::|\|\||//|:=|!=|<=|>=|<<|>>|=>|\.\.|.)""",
    re.S | re.X,
)

# Functions that read what lies outside of the document: they get a guard.
READERS = frozenset(
    "doc doc-available document collection uri-collection unparsed-text unparsed-text-lines unparsed-text-available"
    " json-doc".split()
)
# Functions that could get round the guard, or tell of the machine.
REFUSED = frozenset(
    "function-lookup transform load-xquery-module environment-variable available-environment-variables"
    " system-property stream-available".split()
)
_ROOTED = frozenset("id key doc document root element-with-id idref".split())


class Refused(Exception):
    """An expression calls what a schema may not call; its argument is the name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression: string, name, number, space (comments too) or symbol."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """All pieces of an expression; put together they are the expression again."""
    found: list[Token] = []
    at, end = 0, len(text)
    while at < end:
        if text.startswith("(:", at):
            start, depth = at, 0
            while at < end:
                if text.startswith("(:", at):
                    depth, at = depth + 1, at + 2
                elif text.startswith(":)", at):
                    depth, at = depth - 1, at + 2
                    if not depth:
                        break
                else:
                    at += 1
            found.append(Token("space", text[start:at]))
            continue
        match = _TOKEN.match(text, at)
        assert match is not None
        found.append(Token(match.lastgroup or "symbol", match.group()))
        at = match.end()
    return found


def join(pieces: Sequence[Token]) -> str:
    """The text of some tokens."""
    return "".join(token.text for token in pieces)


def significant(pieces: Sequence[Token]) -> list[Token]:
    """The tokens without white space and comments."""
    return [token for token in pieces if token.kind != "space"]


def calls(text: str, ns: dict[str, str]) -> list[str]:
    """The local names of the standard functions that an expression calls or refers to."""
    found: list[str] = []
    _calls(tokens(text), ns, lambda name: found.append(name))
    return found


def guarded(text: str, ns: dict[str, str], rename: Callable[[str], str]) -> str:
    """An expression in which every function that reads a file has the name that `rename` gives it.

    Raises `Refused` where it calls something that could get round the guard.
    """
    if not any(name in text for name in _SUSPECT):
        return text

    def visit(name: str) -> str | None:
        if name in REFUSED:
            raise Refused(f"{name}()")
        return rename(name) if name in READERS else None

    return join(_calls(tokens(text), ns, visit))


_SUSPECT = tuple(sorted(READERS | REFUSED))


def _calls(pieces: list[Token], ns: dict[str, str], visit: Callable[[str], str | None]) -> list[Token]:
    out = list(pieces)
    for index, token in enumerate(pieces):
        if token.kind != "name":
            continue
        after = next((other for other in pieces[index + 1 :] if other.kind != "space"), None)
        if after is None or after.text not in ("(", "#"):
            continue
        before = next((other for other in reversed(pieces[:index]) if other.kind != "space"), None)
        if before is not None and before.text == "$" and after.text == "(":
            continue
        local = _standard(token.text, ns)
        if local:
            new = visit(local)
            if new is not None:
                out[index] = Token("name", new)
    return out


def _standard(name: str, ns: dict[str, str]) -> str:
    """The local name of a function of the standard library, or nothing."""
    if name.startswith("Q{"):
        uri, _, local = name[2:].partition("}")
        return local if uri.strip() in (FN, "") else ""
    prefix, colon, local = name.partition(":")
    if not colon:
        return name
    return local if ns.get(prefix, FN if prefix == "fn" else "") == FN else ""


def substitute(text: str, values: dict[str, str]) -> str:
    """An expression with the parameters of an abstract pattern put in (ISO/IEC 19757-3, 6.3): `$name` by its value."""
    if "$" not in text or not values:
        return text
    names = "|".join(re.escape(name) for name in sorted(values, key=lambda name: (-len(name), name)))
    return re.sub(rf"\$({names})(?![\w\-]|\.\w)", lambda match: values[match.group(1)], text)


def uses(text: str, names: frozenset[str]) -> bool:
    """Whether an expression refers to one of some variables."""
    return any(match in names for match in re.findall(rf"\$\s*({_NAME}(?::{_NAME})?)", text))


# --- match patterns ------------------------------------------------------------------------------------------------


def alternatives(pieces: list[Token]) -> list[list[Token]]:
    """A match pattern cut at the `|` and `union` of its top level."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for index, token in enumerate(pieces):
        if token.text in ("(", "[", "{"):
            depth += 1
        elif token.text in (")", "]", "}"):
            depth -= 1
        if not depth and (token.text == "|" or _is_operator(pieces, index, "union")):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _is_operator(pieces: list[Token], index: int, word: str) -> bool:
    token = pieces[index]
    if token.kind != "name" or token.text != word:
        return False
    before = next((other for other in reversed(pieces[:index]) if other.kind != "space"), None)
    return before is not None and (before.kind in ("name", "string", "number") or before.text in (")", "]", "*", "."))


def selection(context: str) -> str:
    """The expression that finds all nodes that a match pattern matches (XSLT 3.0, 5.5.3: the pattern after `//`)."""
    pieces = tokens(context)
    depth = 0
    for index, token in enumerate(pieces):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if not depth and (_is_operator(pieces, index, "except") or _is_operator(pieces, index, "intersect")):
            return f"//({context})"
    return " | ".join(_selected(part) for part in alternatives(pieces))


def _selected(part: list[Token]) -> str:
    text = join(part).strip()
    firm = significant(part)
    if not firm:
        return text
    first = firm[0]
    second = firm[1].text if len(firm) > 1 else ""
    if first.text in ("/", "//", "$"):
        return text
    if first.kind == "name" and second == "(":
        if _standard(first.text, {}) in _ROOTED:
            return text
        if first.text == "document-node":
            return f"/self::{text}"
    if first.text == ".":
        return f"(/ | //node() | //@*){text[1:]}"
    return f"//{text}"


_SAFE_FUNCTIONS = frozenset("not text comment node processing-instruction true false exists".split())
_SAFE_WORDS = frozenset(
    "and or self child parent ancestor ancestor-or-self descendant descendant-or-self following preceding attribute"
    " following-sibling preceding-sibling".split()
)


def is_safe(context: str) -> bool:
    """Whether finding the nodes of a match pattern can't fail: names, paths, comparison with text, no arithmetic."""
    pieces = significant(tokens(context))
    for index, token in enumerate(pieces):
        after = pieces[index + 1].text if index + 1 < len(pieces) else ""
        if token.kind == "name" and after == "(" and token.text not in _SAFE_FUNCTIONS | _SAFE_WORDS:
            return False
        if token.kind == "name" and token.text in _RISKY:
            return False
        if token.kind == "symbol" and token.text in ("+", "-", "$", "=>", "!", "||", "<", ">", "<=", ">="):
            return False
    return True


_RISKY = frozenset("cast castable treat div idiv mod eq ne lt gt le ge is to instance if for let some every".split())
