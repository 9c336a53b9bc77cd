"""What a validation is asked for, and what is known of a document afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic


@dataclass(frozen=True, slots=True)
class Target:
    """What a pointer into another file leads to: the file as it is written, and the identifier."""

    file: str
    id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave: its findings, and its pointers into other files, which are looked at in the end."""

    findings: tuple[Diagnostic, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """Which checks run: `ids` is false with --no-ids, which leaves identifiers and pointers alone."""

    ids: bool = True
