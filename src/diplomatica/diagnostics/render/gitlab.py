"""GitLab's code quality report."""

from __future__ import annotations

from diplomatica.diagnostics.model import Severity
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.json import dumped
from diplomatica.diagnostics.report import Report, fingerprints, path_of

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, style: Style) -> str:
    """A list of findings. Paths are as they were asked for: to be found, they begin in the repository's folder."""
    rows = []
    for document in report.documents:
        for finding, mark in zip(document.diagnostics, fingerprints(document), strict=True):
            words = f"{finding.message} ({finding.help})" if finding.help else finding.message
            lines = {"begin": max(1, finding.place.line), "end": max(1, finding.end_line, finding.place.line)}
            rows.append(
                {
                    "description": words,
                    "check_name": finding.code,
                    "fingerprint": mark,
                    "severity": _SEVERITIES[finding.severity],
                    "location": {"path": path_of(document), "lines": lines},
                }
            )
    return dumped(rows, indent=2) + "\n"
