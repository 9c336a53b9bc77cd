"""Datatypes and patterns that validators read differently, written so that all of them read the same.

What differs: which URIs are URIs; which characters Unicode had when the validator was made, private use and format
characters among them; whether a no-break space is white space in a pattern (it is not: XML Schema Part 2, appendix F).
"""

from __future__ import annotations

import re

# A stray per cent sign, or a second number sign, is no URI for anyone; of the rest each validator has its own opinion.
ANY_URI = "([^%#]|%[0-9a-fA-F]{2})*(#([^%#]|%[0-9a-fA-F]{2})*)?"
LANGUAGE = "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"
NOTE = (
    "Values of type anyURI are checked for their escapes only, and patterns admit characters that are private, or not "
    "assigned yet, where the RELAX NG does not: validators differ in both."
)
_TOKENS = re.compile(r"\\p\{[^}]*\}|\\P\{[^}]*\}|\\.|\[\^?|\]|.", re.DOTALL)
_VISIBLE = re.compile(r"\((?:\\p\{[LNPS]\}\|){3}\\p\{[LNPS]\}\)")


def pattern(text: str) -> str:
    r"""The pattern with the same, or more, values: `[^\p{C}\p{Z}]+` becomes `[^\p{Cc}\p{Z}]+`, `\S` `[^ \t\n\r]`."""
    # Letters, numbers, punctuation and symbols are what is neither a separator nor among the others.
    text = _VISIBLE.sub(lambda found: _visible(found[0]), text)
    out: list[str] = []
    inside: list[bool] = []  # for each open bracket, whether it is negated
    for token in _TOKENS.findall(text):
        if token in ("[", "[^"):
            inside.append(token == "[^")
        elif token == "]" and inside:
            inside.pop()
        elif token == r"\p{C}" and inside == [True]:
            token = r"\p{Cc}"
        elif token == r"\S" and not inside:
            token = r"[^ \t\n\r]"
        elif token == r"\s":
            token = r" \t\n\r" if inside else r"[ \t\n\r]"
        out.append(token)
    return "".join(out)


def _visible(text: str) -> str:
    return r"[^\p{Cc}\p{Z}]" if len(set(re.findall(r"\{(.)\}", text))) == 4 else text
