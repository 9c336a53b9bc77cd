"""One line a finding: what editors and `grep` read."""

from __future__ import annotations

from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.counting import statistics, summary
from diplomatica.diagnostics.report import Report
from diplomatica.printable import printable


def render(report: Report, style: Style) -> str:
    """The findings, one a line, and a summary."""
    lines = [printable(str(finding)) for finding in report.diagnostics]
    if style.statistics and lines:
        lines += statistics(report).splitlines()
    return "\n".join([*lines, summary(report)]) + "\n"
