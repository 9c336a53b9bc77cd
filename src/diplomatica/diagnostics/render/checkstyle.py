"""The XML of Checkstyle, which many servers and editors read."""

from __future__ import annotations

from diplomatica.diagnostics.model import Severity
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.as_xml import attribute
from diplomatica.diagnostics.report import Report

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def render(report: Report, style: Style) -> str:
    """A file for each document."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    for document in report.documents:
        lines.append(f"  <file name={attribute(document.file)}>")
        for finding in document.diagnostics:
            words = f"{finding.message} ({finding.help})" if finding.help else finding.message
            place = f'line="{max(1, finding.place.line)}" column="{max(1, finding.place.column)}"'
            severity = f'severity="{_SEVERITIES[finding.severity]}"'
            source = attribute(f"diplomatica.{finding.code}")
            lines.append(f"    <error {place} {severity} message={attribute(words)} source={source}/>")
        lines.append("  </file>")
    return "\n".join([*lines, "</checkstyle>"]) + "\n"
