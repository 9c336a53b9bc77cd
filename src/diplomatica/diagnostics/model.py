"""A finding about a file: its code, its place, and words for the person who repairs it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file: lines and columns count from 1; 0 stands for unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong, `help` what to do about it."""

    code: str
    severity: Severity
    message: str
    place: Place = NOWHERE
    help: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place.file else ""
        advice = f" ({self.help})" if self.help else ""
        return f"{place}{self.severity} {self.code}: {self.message}{advice}"
