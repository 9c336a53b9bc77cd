"""Commands for GitHub Actions, which shows them beside the changed lines."""

from __future__ import annotations

from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.counting import sentences
from diplomatica.diagnostics.report import Report
from diplomatica.printable import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, style: Style) -> str:
    """One command a finding."""
    return "".join(f"{_command(finding)}\n" for finding in report.diagnostics)


def _command(finding: Diagnostic) -> str:
    place = finding.place
    facts = [("file", place.file.replace("\\", "/").removeprefix("./"))]
    if place.line:
        facts.append(("line", str(place.line)))
        if finding.end_line > place.line:
            facts.append(("endLine", str(finding.end_line)))
        elif place.column:
            # GitHub takes columns only within one line.
            facts += [("col", str(place.column)), ("endColumn", str(max(place.column, finding.end_column - 1)))]
    facts.append(("title", f"Diplomatica {finding.code}"))
    head = ",".join(f"{name}={_property(value)}" for name, value in facts)
    return f"::{_COMMANDS[finding.severity]} {head}::{_data(sentences(finding))}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
