"""Datatypes of W3C XML Schema (Part 2, second edition), and the two that RELAX NG has itself.

A datatype says whether a string is one of its values, and gives a value to compare by: two strings are the same value
where those are equal. Facets are checked on the value, patterns on the string after white space is treated.
"""

from __future__ import annotations

from collections.abc import Callable

from diplomatica.relaxng.facets import UnknownDatatype, facet_check
from diplomatica.relaxng.model import XSD_TYPES
from diplomatica.relaxng.values import CONTEXTUAL, INVALID, NOWHERE, PARSERS, Context, Parser, words

_KEEPING = frozenset({"string", "anyAtomicType", "untypedAtomic"})


class Datatype:
    """A datatype with its restrictions. `name` and `params` tell it from others."""

    __slots__ = ("_checks", "_parse", "_white", "contextual", "library", "name", "params", "plain")

    def __init__(
        self,
        name: str,
        library: str,
        params: tuple[tuple[str, str], ...],
        white: Callable[[str], str],
        parse: Parser,
        checks: tuple[Callable[[str, object], bool], ...],
    ) -> None:
        self.name = name
        self.library = library
        self.params = params
        self._white = white
        self._parse = parse
        self._checks = checks
        self.plain = name in ("string", "token", "normalizedString") and not checks
        self.contextual = name in CONTEXTUAL

    def allows(self, string: str, context: Context = NOWHERE) -> bool:
        """Is a string one of its values?"""
        return self.plain or self.value_of(string, context) is not INVALID

    def value_of(self, string: str, context: Context = NOWHERE) -> object:
        """What a string means in its place; INVALID where it is no value. A QName is its namespace and local name."""
        text = self._white(string)
        value = self._parse(text, context)
        if value is INVALID:
            return INVALID
        return value if all(check(text, value) for check in self._checks) else INVALID

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Datatype):
            return NotImplemented
        return (self.name, self.library, self.params) == (other.name, other.library, other.params)

    def __hash__(self) -> int:
        return hash((self.name, self.library, self.params))

    def __repr__(self) -> str:
        return self.name


def datatype(name: str, library: str, params: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """A datatype by its name. Raises `UnknownDatatype`."""
    if library == "":
        if name not in ("string", "token"):
            raise UnknownDatatype(f"RELAX NG itself has no datatype “{name}”, only “string” and “token”")
        if params:
            raise UnknownDatatype(f"the built-in datatype “{name}” has no parameters")
        return Datatype(name, library, params, _kept if name == "string" else _collapsed, PARSERS["token"], ())
    if library.rstrip("/") not in (XSD_TYPES, "http://www.w3.org/2001/XMLSchema"):
        raise UnknownDatatype(f"the datatype library “{library}” is not known")
    if name not in PARSERS:
        raise UnknownDatatype(f"“{name}” is no datatype of W3C XML Schema")
    white = _kept if name in _KEEPING else _replaced if name == "normalizedString" else _collapsed
    checks = tuple(facet_check(name, facet, value) for facet, value in params)
    return Datatype(name, library, params, white, PARSERS[name], checks)


# --- white space ----------------------------------------------------------------------------------------------------


def _kept(string: str) -> str:
    return string


def _replaced(string: str) -> str:
    return string.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _collapsed(string: str) -> str:
    return " ".join(part for part in _replaced(string).split(" ") if part)


__all__ = ["INVALID", "NOWHERE", "Context", "Datatype", "UnknownDatatype", "datatype", "words"]
