"""What is changed in a document, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters of a document, from `start` (counted from 0) to before `end`, are replaced by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """The edits that answer one finding."""

    finding: Diagnostic
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document afterwards, the findings that were repaired, in the order in which that was done, and those left."""

    data: bytes
    made: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]
