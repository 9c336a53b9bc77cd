"""What a run over documents found: one value that every format is made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from diplomatica.diagnostics.model import Diagnostic, Severity

# Numbers of a message that change with what stands elsewhere in the document.
_MOVING = re.compile(r"\b((?:lines?|columns?) )\d+|\d+(?= (?:times|pointers|more of)\b)")
RANKS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its findings, in the order of their places. `hidden` counts those that a baseline holds."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    hidden: int = 0

    @property
    def valid(self) -> bool:
        """Is there no error?"""
        return not any(finding.severity is Severity.ERROR for finding in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Report:
    """The documents in the order in which they were asked for."""

    documents: tuple[Document, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings."""
        return tuple(finding for document in self.documents for finding in document.diagnostics)

    def count(self, severity: Severity) -> int:
        """How many findings are this bad."""
        return sum(finding.severity is severity for finding in self.diagnostics)

    def worst(self) -> int:
        """The rank of the worst finding; -1 where there is none."""
        return max((RANKS[finding.severity] for finding in self.diagnostics), default=-1)


def document(file: str, found: Iterable[Diagnostic]) -> Document:
    """A document with its findings put in order."""
    ordered = sorted(found, key=lambda item: (item.place.line, item.place.column, item.code, item.message))
    return Document(file, tuple(ordered))


def path_of(document: Document) -> str:
    """The path of a document as servers know it: with slashes, without “./” at its beginning."""
    return document.file.replace("\\", "/").removeprefix("./")


def fingerprints(document: Document) -> list[str]:
    """A mark for each finding of a document, which stays when lines are put in elsewhere.

    It holds the file, the code, the message but for numbers of lines, and the words at the place; equal findings are
    counted.
    """
    import hashlib

    seen: dict[str, int] = {}
    marks = []
    for finding in document.diagnostics:
        words = "" if finding.excerpt is None else " ".join(finding.excerpt.text.split())
        key = "\0".join((path_of(document), finding.code, _MOVING.sub(r"\1", finding.message), words))
        count = seen[key] = seen.get(key, 0) + 1
        marks.append(hashlib.sha256(f"{key}\0{count}".encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return marks


def without(report: Report, known: Iterable[str]) -> Report:
    """The report without the findings whose fingerprints are known."""
    marks = frozenset(known)
    documents = []
    for item in report.documents:
        pairs = zip(item.diagnostics, fingerprints(item), strict=True)
        kept = tuple(finding for finding, mark in pairs if mark not in marks)
        documents.append(replace(item, diagnostics=kept, hidden=len(item.diagnostics) - len(kept)))
    return Report(tuple(documents))
