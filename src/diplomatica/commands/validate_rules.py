"""Schematron rules as one more check of a document (`validation.document.Rules`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from diplomatica.diagnostics.model import Diagnostic, Origin

if TYPE_CHECKING:
    from diplomatica.schematron.engine import Compiled

_SCH = "http://purl.oclc.org/dsdl/schematron"
_XSL = "http://www.w3.org/1999/XSL/Transform"
_OTHER_FILES = r"\b(?:doc|document|collection|uri-collection|doc-available|unparsed-\w+|json-doc)\s*\(|documents\s*="
_RNG = "http://relaxng.org/ns/structure/1.0"


class Schematron:
    """A Schematron schema: `text`, which may be a grammar with rules in it, and the `name` of its file.

    `own`: it was given as Schematron, so that what is wrong with the schema itself is told too. `folder` is that of the
    collection, within which rules may read other documents.
    """

    def __init__(self, text: str, name: str, phase: str = "", own: bool = False) -> None:
        self.text = text
        self.name = name
        self.phase = phase
        self.own = own
        self.folder = ""
        self._compiled: Compiled | None = None

    @property
    def compiled(self) -> Compiled:
        """The schema, ready. Raises `UnusableInput` where it is none, or has no such phase."""
        if self._compiled is None:
            from diplomatica.schematron.engine import compile_schema

            self._compiled = compile_schema(self.text, self.name, self.phase)
        return self._compiled

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
        found = compiled.run(path, self.folder or os.path.dirname(os.path.abspath(path)), is_well_formed=True)
        if not found:
            return
        from diplomatica.validation.source_text import SourceText, name_width

        text = SourceText(data)
        for finding in found:
            told = replace(finding.diagnostic(), xpath=finding.xpath, origin=Origin.SCHEMATRON)
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
        return re.search(_OTHER_FILES, self.text) is None

    def faults(self) -> list[Diagnostic]:
        """What is wrong with the schema itself."""
        if not self.own:
            return []
        return [replace(fault, origin=Origin.SCHEMATRON) for fault in self.compiled.check()]


def embedded(data: bytes) -> str:
    """The Schematron of a RELAX NG grammar, in a grammar that has nothing else; empty where there is none.

    It is kept with the compiled schema: to go through the whole grammar for it would take longer than a document.
    """
    if _SCH.encode() not in data:
        return ""
    from xml.parsers import expat

    from diplomatica.tei.escape import quoteattr

    parser = expat.ParserCreate(namespace_separator=" ")
    parts: list[bytes] = []
    declared: dict[str, str] = {"rng": _RNG}
    depth, begun, inside = 0, 0, 0

    def declare(prefix: str | None, uri: str | None) -> None:
        if not inside and uri:
            declared.setdefault(prefix or "", uri)

    def start(name: str, _attributes: object) -> None:
        nonlocal depth, begun, inside
        depth += 1
        if not inside and name.startswith((f"{_SCH} ", f"{_XSL} ")):
            inside, begun = depth, parser.CurrentByteIndex

    def end(_name: str) -> None:
        nonlocal depth, inside
        if depth == inside:
            inside = 0
            stop = data.find(b">", parser.CurrentByteIndex)
            # An empty-element tag ends where its end is told of.
            whole = data[begun : parser.CurrentByteIndex]
            parts.append(whole if whole.endswith(b"/>") else data[begun : stop + 1])
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
    body = b"\n".join(parts).decode("utf-8", "replace")
    return f"<rng:grammar{spaces}>\n{body}\n</rng:grammar>\n"
