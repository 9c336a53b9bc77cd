"""The values of a run over many documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from diplomatica.encoding.encode import Options
from diplomatica.encoding.review import Finding

Status = Literal["written", "unchanged", "refused", "lost", "failed"]
"""`refused`: the source or its corrections can't be used. `lost`: the proof that nothing was lost fails, nothing is
written. `failed`: the file can't be written, or Diplomatica is wrong."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to encode: `source` as messages name it, its path (None for standard input), where its TEI goes."""

    source: str
    path: Path | None
    tei: Path
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the documents of a run are encoded, and what is wanted of each beside its TEI."""

    options: Options = field(default_factory=Options)
    encoding: str | None = None
    replace_controls: bool = False
    trace: bool = False
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no TEI of a document. `trace` is the traceback of an internal error."""

    where: str
    what: str
    advice: str = ""
    trace: str = ""

    def line(self) -> str:
        """The problem in one line: `path:line:column: what (advice)`."""
        return f"{self.where}: {self.what}" + (f" ({self.advice})" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document. `trace` holds lines of JSON, one a decision."""

    source: str
    status: Status
    tei: str = ""
    layout: str = ""
    genre: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    furniture: tuple[str, ...] = ()
    problem: Problem | None = None
    trace: str = ""
