r"""The words of RELAX NG in compact syntax: names, literals, comments (specification of 21 November 2002, section 3).

What is written here goes through the escapes of the syntax (`\x{...}`) before anything else sees it, in comments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplomatica.relaxng import model as rng

WIDTH = 100
KEYWORDS = frozenset(
    "attribute default datatypes div element empty external grammar include inherit list mixed namespace notAllowed"
    " parent start string text token".split()
)

_XML = "http://www.w3.org/XML/1998/namespace"
_ESCAPE = re.compile(r"\\(?=x+\{)")
_BROKEN = re.compile(r"[\n\r]")
_PIECE = re.compile("[^\"]+|[^']+")


def identifier(name: str) -> str:
    r"""A name where a keyword could stand: `\list` for list."""
    return "\\" + name if name in KEYWORDS else name


def literal(text: str) -> str:
    """The literal, or the concatenation of literals, that stands for a text, on one line."""
    plain = _BROKEN.sub(lambda found: f"\\x{{{ord(found[0]):X}}}", _escaped(text))
    if '"' not in plain:
        return f'"{plain}"'
    if "'" not in plain:
        return f"'{plain}'"
    for quotes in ('"""', "'''"):
        if quotes not in plain and not plain.endswith(quotes[0]):
            return f"{quotes}{plain}{quotes}"
    pieces = _PIECE.findall(plain)
    return " ~ ".join(f"'{piece}'" if '"' in piece else f'"{piece}"' for piece in pieces)


def literal_lines(text: str) -> list[str]:
    """The same, with each line of the text on a line of its own."""
    lines = [literal(line) for line in text.splitlines(keepends=True)] or ['""']
    return [f"{line} ~" for line in lines[:-1]] + lines[-1:]


def comment_lines(text: str, mark: str, width: int = WIDTH) -> list[str]:
    """Text as comments ("#") or as documentation ("##"), its long lines wrapped."""
    found: list[str] = []
    for line in _escaped(text).splitlines():
        if len(line) + len(mark) < width:
            found.append(f"{mark} {line}".rstrip())
            continue
        row = mark
        for word in line.split():
            if len(row) + 1 + len(word) > width and row != mark:
                found.append(row)
                row = mark
            row += f" {word}"
        found.append(row)
    return found


def _escaped(text: str) -> str:
    """The text with backslashes escaped where they would begin an escape."""
    return _ESCAPE.sub(r"\\x{5C}", text) if "\\x" in text else text


class Prefixes:
    """The prefixes of a grammar: those that are given, and others for what has none.

    `default` is the namespace of element names without a prefix.
    """

    def __init__(self, given: Iterable[tuple[str, str]], default: str) -> None:
        self.default = default
        self.bound: dict[str, str] = {}
        self.libraries: dict[str, str] = {}
        self._first: dict[str, str] = {_XML: "xml"}
        for prefix, uri in sorted(given):
            self.bind(prefix, uri)

    def bind(self, prefix: str, uri: str) -> bool:
        """Bind a prefix, or say that it stands for something else."""
        if not prefix or prefix == "xmlns" or uri == _XML or prefix == "xml":
            return prefix == "xml"
        if self.bound.setdefault(prefix, uri) != uri:
            return False
        self._first.setdefault(uri, prefix)
        return True

    def of(self, uri: str, wanted: str = "") -> str:
        """A prefix for a namespace, `wanted` if it has none yet and that is free."""
        if uri not in self._first:
            wanted = {rng.ANNOTATIONS: "a", "": "local"}.get(uri, wanted)
            self.bind(_free(wanted, "ns", self.bound), uri)
        return self._first[uri]

    def datatype(self, library: str, name: str) -> str:
        """The name of a datatype."""
        if library == rng.XSD_TYPES:
            return f"xsd:{name}"
        if not library and name in ("string", "token"):
            return name
        if library not in self.libraries:
            self.libraries[library] = f"d{len(self.libraries) + 1}"
        return f"{self.libraries[library]}:{name}"

    def declarations(self) -> list[str]:
        """The declarations at the head of the grammar."""
        inside = self._first.get(self.default, "")
        name = f" {inside}" if inside and inside != "xml" else ""
        lines = [f"default namespace{name} = {literal(self.default)}"]
        lines += [
            f"namespace {prefix} = {literal(uri)}" for prefix, uri in sorted(self.bound.items()) if prefix != inside
        ]
        lines += [f"datatypes {prefix} = {literal(library)}" for library, prefix in self.libraries.items()]
        return lines


def _free(wanted: str, stem: str, taken: Iterable[str]) -> str:
    known = set(taken)
    if wanted and wanted not in known:
        return wanted
    number = 1
    while f"{stem}{number}" in known:
        number += 1
    return f"{stem}{number}"
