"""The findings of Schematron (`data/findings.toml`)."""

from __future__ import annotations

from diplomatica.diagnostics import catalogue as findings
from diplomatica.diagnostics.catalogue import Code
from diplomatica.diagnostics.model import Diagnostic, Place

_PACKAGE = "diplomatica.schematron"


def catalogue() -> dict[str, Code]:
    """All findings by their codes."""
    return findings.catalogue(_PACKAGE)


def diagnostic(code: str, place: Place, **facts: object) -> Diagnostic:
    """The finding of a code at a place; `facts` fill in its words."""
    return findings.diagnostic(_PACKAGE, code, place, facts)
