"""The findings about ODDs: their codes, words and advice, from `data/findings.toml`."""

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
def catalogue() -> dict[str, Code]:
    """All findings by their codes."""
    import tomllib

    table = tomllib.loads((files("diplomatica.odd") / "data" / "findings.toml").read_text(encoding="utf-8"))
    return {code: Code(Severity(row["severity"]), row["message"], row["help"]) for code, row in table.items()}


def diagnostic(code: str, place: Place, **facts: object) -> Diagnostic:
    """The finding of a code at a place; `facts` fill in its words."""
    known = catalogue()[code]
    return Diagnostic(code, known.severity, known.message.format(**facts), place, known.help.format(**facts))
