"""JUnit's XML, as GitLab, Jenkins and other servers show it: each document is a test.

A document fails by findings as bad as `Style.fails`, so that what is red here is what the exit code is about; others go
to the output of the test.
"""

from __future__ import annotations

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.as_xml import attribute, content
from diplomatica.diagnostics.report import RANKS, Document, Report, path_of


def render(report: Report, style: Style) -> str:
    """One suite."""
    bad = [_parted(document, style) for document in report.documents]
    counts = f'tests="{len(report.documents)}" failures="{sum(bool(failures) for failures, _ in bad)}" errors="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="diplomatica" {counts}>']
    lines.append(f'  <testsuite name="diplomatica" {counts} skipped="0">')
    for document, (failures, others) in zip(report.documents, bad, strict=True):
        lines += _test(document, failures, others)
    return "\n".join([*lines, "  </testsuite>", "</testsuites>"]) + "\n"


def _parted(document: Document, style: Style) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings by which a document fails, and the others."""
    failures: list[Diagnostic] = []
    others: list[Diagnostic] = []
    for finding in document.diagnostics:
        (failures if RANKS[finding.severity] >= RANKS[style.fails] else others).append(finding)
    return failures, others


def _test(document: Document, failures: list[Diagnostic], others: list[Diagnostic]) -> list[str]:
    path = path_of(document)
    folder = path.rpartition("/")[0] or "."
    head = f"    <testcase classname={attribute(folder)} name={attribute(path)} file={attribute(path)}"
    if not document.diagnostics:
        return [f"{head}/>"]
    lines = [f"{head}>"]
    if failures:
        first = failures[0]
        place = f" (line {first.place.line})" if first.place.line else ""
        more = "" if len(failures) == 1 else f", and {len(failures) - 1} more"
        words = attribute(f"{first.message}{place}{more}")
        lines.append(f"      <failure type={attribute(first.code)} message={words}>{_told(failures)}</failure>")
    if others:
        lines.append(f"      <system-out>{_told(others)}</system-out>")
    return [*lines, "    </testcase>"]


def _told(findings: list[Diagnostic]) -> str:
    return content("\n".join(str(finding) for finding in findings))
