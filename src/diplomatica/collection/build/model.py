"""What a build knows of each document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Status = Literal["made", "kept", "refused", "lost", "failed"]
"""`made` anew, or `kept` from the build before; the others as in `collection.model.Status`."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What came of one source. `tei` is None where there is none; `problem` says why in one line."""

    source: str
    tei: Path | None
    status: Status
    genre: str = ""
    layout: str = ""
    notes: tuple[str, ...] = ()
    doubts: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What validation found in one document of the edition."""

    tei: Path
    errors: int
    warnings: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the build as the summary tells it: what was done, of how many, in how many seconds."""

    name: str
    made: int
    kept: int
    failed: int
    seconds: float
