"""What a build knows of each document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Status = Literal["made", "kept", "refused", "lost", "failed"]
"""`made` anew, or `kept` from the build before; the others as in `collection.model.Status`."""


@dataclass(frozen=True, slots=True)
class Look:
    """A place to look at, as lines: what was decided and where, the words (`marked` between the others), the TOML that
    says what is right."""

    head: str
    before: str = ""
    marked: str = ""
    after: str = ""
    correction: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoded:
    """What came of one source. `tei` is None where there is none; `problem` says why in one line.

    `notes` are lines about the whole document, `doubts` counts the places to look at, `looks` shows them (or the first
    of them, in a large collection); `corrections` is the file that settles them.
    """

    source: str
    tei: Path | None
    status: Status
    genre: str = ""
    layout: str = ""
    notes: tuple[str, ...] = ()
    doubts: int = 0
    problem: str = ""
    looks: tuple[Look, ...] = ()
    corrections: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in one line, and what it has in common with others of its kind: code and message."""

    line: str
    kind: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What validation found in one document of the edition."""

    tei: Path
    errors: int
    warnings: int
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the build as the summary tells it: what was done, of how many, in how many seconds."""

    name: str
    made: int
    kept: int
    failed: int
    seconds: float
