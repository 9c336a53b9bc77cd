"""A finding about a file: its code, its place, and words for the person who repairs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Origin(StrEnum):
    """Which check made a finding."""

    GRAMMAR = "grammar"
    SCHEMATRON = "schematron"
    REFERENCE = "reference"
    XML = "xml"


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
class Excerpt:
    """What stands at a place, to be shown: a line, or a part of one, and in it the characters that are meant.

    `start` counts from 0; `width` is at least 1, though it may reach beyond the text (at the end of a line).
    """

    text: str
    start: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Fix:
    """The one right answer to a finding, where there is one: `validate --fix` tries it.

    `kind` says what is put in place of what: "element-name" (in both tags), "attribute-name", "value" (of an
    attribute), "text" (of an element), "namespace" (of the root), or "first" (the element is moved to the front of its
    parent). `text` is what stands there afterwards, without quotes; empty for "first".
    """

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a finding rests on in the ODD: `kind` is elementSpec, attDef (then `owner` is its class or element), ...

    `place` is that in the ODD, where the specification was read from one; `description` its `desc`, where it has one.
    """

    kind: str
    ident: str
    owner: str = ""
    place: Place = NOWHERE
    description: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong, `help` what to do about it.

    `end_line` and `end_column` are the point after the last character that the finding is about; 0 where that is not
    known. `xpath` leads to the element. `origin` is the check that made it, where several run over a document. `label`
    is a word or two to stand beside the excerpt. `fix` is its repair, where there is one right one; `spec` what of an
    ODD is behind it; `test` what a rule of Schematron asks, until it is known whether another check says the same.
    """

    code: str
    severity: Severity
    message: str
    place: Place = NOWHERE
    help: str = ""
    end_line: int = 0
    end_column: int = 0
    xpath: str = ""
    origin: Origin | None = None
    excerpt: Excerpt | None = None
    label: str = ""
    fix: Fix | None = None
    spec: Spec | None = None
    test: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place.file else ""
        advice = f" ({self.help})" if self.help else ""
        return f"{place}{self.severity} {self.code}: {self.message}{advice}"
