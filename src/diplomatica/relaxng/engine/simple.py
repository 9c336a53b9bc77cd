"""Values that are right for sure: kinds of strings that need no datatype to be known for its values.

They are in ASCII, and nothing that is rare; what is not among them may still be right. Each kind is written twice: as
what a string matches, and as what stands in quotes in the bytes of a document (`runs`), where neither an entity nor a
reference to a character is looked at. A kind followed by * is a list of such strings.
"""

from __future__ import annotations

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_URI = r"""[!"$&-9;-~]"""
_DAY = r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_STRINGS = {
    "word": r"[!-~]+",
    "name": r"[A-Za-z_][A-Za-z0-9_.-]*",
    "uri": rf"(?:https?://)?(?=[!-~]){_URI}*(?:\#{_URI}*)?",
    "number": r"[1-9][0-9]{0,8}",
    "date": _DAY,
    "when": rf"{_DAY}|(?!0000)[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?",
}
_PLAIN = r"[!$'-9;=?-Z_a-z~]"
IN_QUOTES = {
    "word": r"[!#-%'-;=?-~]++",
    "name": r"[A-Za-z_][A-Za-z0-9_.-]*+",
    "uri": rf"(?:(?:https?://)?+{_PLAIN}++(?:#{_PLAIN}*+)?+|#{_PLAIN}*+)",
    "number": r"[1-9][0-9]{0,8}",
    "date": r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
    "when": r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?",
}


class _Tests(dict[str, "Callable[[str], object]"]):
    """The tests of the kinds, made when they are asked for: regular expressions take time to load."""

    def __missing__(self, kind: str) -> Callable[[str], object]:
        import re

        one = re.compile(_STRINGS[kind.rstrip("*")]).fullmatch
        self[kind] = _each(one) if kind.endswith("*") else one
        return self[kind]


def _each(one: Callable[[str], object]) -> Callable[[str], object]:
    """The test of a list. It is no expression of its own: over a long list that would take much memory."""

    def test(value: str) -> object:
        strings = value.split() if value.isprintable() else ()
        return (strings and all(map(one, strings))) or None

    return test


_tests = _Tests()


def is_simple(kind: str, value: str) -> bool:
    """Is a string a value of a kind, for sure?"""
    return _tests[kind](value) is not None


def in_quotes(kind: str) -> str:
    """The regular expression of the values of a kind, with the quotes around them."""
    if kind.endswith("*"):
        return f'"(?:{IN_QUOTES[kind[:-1]]}[ "])++(?<=")'
    return f'"{IN_QUOTES[kind]}"'
