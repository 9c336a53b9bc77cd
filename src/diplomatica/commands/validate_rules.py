"""Schematron rules as one more check of a document (`validation.document.Rules`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.errors import UnusableInput

if TYPE_CHECKING:
    from diplomatica.schematron.engine import Compiled

_SCH = "http://purl.oclc.org/dsdl/schematron"
_XSL = "http://www.w3.org/1999/XSL/Transform"
# A time of day is never the same again, like another file.
_OTHER_FILES = (
    r"\b(?:doc|document|collection|uri-collection|doc-available|unparsed-\w+|json-doc|current-dateTime|current-time)\s*\("
    r"|documents\s*="
)
_DAY = r"\bcurrent-date\s*\("
_RNG = "http://relaxng.org/ns/structure/1.0"


Surveyed = list[tuple[str, str, bool, dict[str, Any]]]
"""Schemas: text, name of the file, whether it was given as Schematron, and what `surveyed` found out about it."""


class Schematron:
    """A Schematron schema: `text`, which may be a grammar with rules in it, and the `name` of its file.

    `own`: it was given as Schematron. `roots` are the folders of the collection, within which rules may read other
    documents; `language` is that of the diagnostics that are told. `facts` is what `surveyed` found out about
    it, which spares Saxon.
    """

    def __init__(
        self, text: str, name: str, phase: str = "", own: bool = False, facts: dict[str, Any] | None = None
    ) -> None:
        self.text = text
        self.name = name
        self.own = own
        self.roots: tuple[str, ...] = ()
        self.language = ""
        self._facts = facts or {}
        self.phase = str(self._facts.get("phase", phase))
        self._compiled: Compiled | None = None

    @property
    def compiled(self) -> Compiled:
        """The schema, ready. Raises `UnusableInput` where it is none, or has no such phase."""
        if self._compiled is None:
            from diplomatica.schematron.engine import compile_schema

            known = str(self._facts.get("state", ""))
            self._compiled = compile_schema(self.text, self.name, self.phase, known)
        return self._compiled

    def folder_of(self, path: str) -> str:
        """The folder of the collection that a document belongs to: the outermost that was given, else its own."""
        real = os.path.realpath(path)
        above = [root for root in self.roots if real.startswith(root.rstrip(os.path.sep) + os.path.sep)]
        return min(above, key=len) if above else os.path.dirname(real)

    def findings(self, data: bytes, file: str) -> Iterator[Diagnostic]:
        """What the rules say of a document that is well-formed."""
        compiled = self.compiled
        if file != "-":
            yield from self._told(compiled, data, file, file)
            return
        import tempfile

        with tempfile.NamedTemporaryFile(suffix=".xml") as copy:
            copy.write(data)
            copy.flush()
            yield from self._told(compiled, data, copy.name, file)

    def _told(self, compiled: Compiled, data: bytes, path: str, file: str) -> Iterator[Diagnostic]:
        found = compiled.run(path, self.folder_of(path), data=data, is_well_formed=True)
        if not found:
            return
        from diplomatica.validation.source_text import SourceText, name_width

        text = SourceText(data)
        for finding in found:
            told = replace(
                finding.diagnostic(self.language), xpath=finding.xpath, origin=Origin.SCHEMATRON, test=finding.test
            )
            place = told.place
            if place.file == path and place.line:
                width = name_width(text.tag(place.line, place.column))
                told = replace(
                    told,
                    place=replace(place, file=file),
                    end_line=place.line,
                    end_column=place.column + width,
                    excerpt=text.excerpt(place.line, place.column, width),
                )
            yield told

    @property
    def is_of_one_document(self) -> bool:
        """Do the rules look at nothing but the document? Only then can what they say be kept by its content."""
        if "alone" in self._facts:
            return bool(self._facts["alone"])
        return re.search(_OTHER_FILES, self.text) is None

    @property
    def day(self) -> str:
        """The date of today, where rules ask for it: what they say holds for that day. Otherwise empty."""
        if not self._facts.get("clock", re.search(_DAY, self.text) is not None):
            return ""
        from datetime import date

        return date.today().isoformat()

    def faults(self) -> list[Diagnostic]:
        """What is wrong with the schema itself."""
        if "faults" in self._facts:
            return [_unpacked(row) for row in self._facts["faults"]]
        return [replace(fault, origin=Origin.SCHEMATRON) for fault in self.compiled.check()]


def surveyed(text: str, name: str, phase: str, files: dict[str, bytes]) -> dict[str, Any]:
    """What there is to know of a schema, as JSON can hold it; `files` gets the files that it takes in.

    Raises `UnusableInput` where it is no Schematron, or has no such phase.
    """
    from diplomatica.schematron.engine import compile_schema

    own: dict[str, bytes] = {}

    def load_file(path: str) -> bytes:
        path = os.path.normpath(path)
        own[path] = data = Path(path).read_bytes()
        return data

    compiled = compile_schema(text, name, phase, load_file=load_file)
    files.update(own)
    texts = [text, *(data.decode("utf-8", "replace") for data in own.values())]
    return {
        "state": compiled.state(),
        "faults": [_packed(fault) for fault in compiled.check()],
        "alone": not any(re.search(_OTHER_FILES, one) for one in texts),
        "clock": any(re.search(_DAY, one) for one in texts),
        "phase": phase,
    }


def all_surveyed(rules: list[tuple[str, str, bool]], phase: str, files: dict[str, bytes]) -> Surveyed:
    """All schemas with their facts. A phase is that of the schemas which have one of its name; others run as they do
    by themselves.

    Raises `UnusableInput` where no schema has such a phase, or one can't be used.
    """
    found = []
    missing: list[UnusableInput] = []
    for text, name, own in rules:
        try:
            facts = surveyed(text, name, phase, files)
        except UnusableInput as error:
            if not phase:
                raise
            facts = surveyed(text, name, "", files)
            missing.append(error)
        found.append((text, name, own, facts))
    if missing and len(missing) == len(rules):
        raise missing[0]
    return found


def _packed(fault: Diagnostic) -> list[Any]:
    place = fault.place
    return [fault.code, fault.severity.value, fault.message, place.file, place.line, place.column, fault.help]


def _unpacked(row: list[Any]) -> Diagnostic:
    code, severity, message, file, line, column, advice = row
    return Diagnostic(code, Severity(severity), message, Place(file, line, column), advice, origin=Origin.SCHEMATRON)


def embedded(data: bytes) -> str:
    """The Schematron of a RELAX NG grammar, in a grammar that has nothing else; empty where there is none.

    It is kept with the compiled schema: to go through the whole grammar for it would take longer than a document.
    """
    from diplomatica.schematron.loading import OLD

    if not any(ns.encode() in data for ns in (_SCH, *OLD)):
        return ""
    from xml.parsers import expat

    from diplomatica.tei.escape import quoteattr

    wanted = {_SCH, _XSL, *OLD}
    parser = expat.ParserCreate(namespace_separator=" ")
    parts: list[tuple[int, int, bytes]] = []
    declared: dict[str, str] = {"rng": _RNG}
    depth, begun, inside, line, column = 0, 0, 0, 0, 0

    def declare(prefix: str | None, uri: str | None) -> None:
        if not inside and uri:
            declared.setdefault(prefix or "", uri)

    def start(name: str, _attributes: object) -> None:
        nonlocal depth, begun, inside, line, column
        depth += 1
        if not inside and name.rpartition(" ")[0] in wanted:
            inside, begun = depth, parser.CurrentByteIndex
            line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber

    def end(_name: str) -> None:
        nonlocal depth, inside
        if depth == inside:
            inside = 0
            stop = data.find(b">", parser.CurrentByteIndex)
            # An empty-element tag ends where its end is told of.
            whole = data[begun : parser.CurrentByteIndex]
            parts.append((line, column, whole if whole.endswith(b"/>") else data[begun : stop + 1]))
        depth -= 1

    parser.StartNamespaceDeclHandler = declare
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return ""
    finally:
        parser.StartNamespaceDeclHandler = parser.StartElementHandler = parser.EndElementHandler = None
    if not parts or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    spaces = "".join(f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}" for prefix, uri in declared.items())
    # Each part stands where it stood, so that what is said of it is said of the right place.
    text, at = f"<rng:grammar{spaces}>", 1
    for line, column, part in parts:
        text += "\n" * (line - at) + (" " * column if line > at else " ") + part.decode("utf-8", "replace")
        at = line + part.count(b"\n")
    return f"{text}\n</rng:grammar>\n"


def in_odd(surveyed: Surveyed, files: dict[str, bytes]) -> Surveyed:
    """The same, with what is wrong with the rules of an ODD told of where they stand in the ODD, not in what was made
    of it. `files` are the ODD and those that it is built from.
    """
    return [
        (text, name, own, {**facts, "faults": [_row_in_odd(row, text, name, files) for row in facts["faults"]]})
        for text, name, own, facts in surveyed
    ]


def _row_in_odd(row: list[Any], text: str, name: str, files: dict[str, bytes]) -> list[Any]:
    from diplomatica.tei.located import read_located

    if row[3] != name:
        return row
    whole = read_located(text.encode(), name)
    made = next((node for node in whole.iter() if [node.line, node.column] == row[4:6]), None)
    if made is None or made.ns != _SCH:
        return row
    known = _key(made.name, made.attrs)
    for path, data in files.items():
        try:
            nodes = list(read_located(data, path).iter())
        except UnusableInput:
            # The facts of a release are no XML.
            continue
        for node in nodes:
            if node.ns == _SCH and _key(node.name, node.attrs) == known:
                return [*row[:3], path, node.line, node.column, row[6]]
    # A rule of the TEI's own.
    return [*row[:3], name, 1, 1, row[6]]


def _key(name: str, attributes: dict[str, str]) -> tuple[str, ...]:
    """By what a rule or a test is known again: what it says, whatever its white space."""
    return (name, *(" ".join(attributes.get(key, "").split()) for key in ("context", "test", "value", "name")))
