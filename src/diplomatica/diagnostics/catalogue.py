"""The findings of a stage: their codes, words and advice, in the file `data/findings.toml` of its package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from diplomatica.diagnostics.model import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of a finding; `message` and `help` are templates of `str.format`."""

    severity: Severity
    message: str
    help: str


@cache
def catalogue(package: str) -> dict[str, Code]:
    """All findings of a package, by their codes."""
    import tomllib

    table = tomllib.loads((files(package) / "data" / "findings.toml").read_text(encoding="utf-8"))
    return {code: Code(Severity(row["severity"]), row["message"], row["help"]) for code, row in table.items()}


def diagnostic(package: str, code: str, place: Place, facts: dict[str, object]) -> Diagnostic:
    """The finding of a code at a place; `facts` fill in its words."""
    known = catalogue(package)[code]
    return Diagnostic(code, known.severity, known.message.format(**facts), place, known.help.format(**facts))
