"""JUnit's XML, as GitLab and other servers show it: each document is a test, which fails if it has a finding."""

from __future__ import annotations

from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.as_xml import attribute, content
from diplomatica.diagnostics.report import Report


def render(report: Report, style: Style) -> str:
    """One suite."""
    failures = sum(bool(document.diagnostics) for document in report.documents)
    counts = f'tests="{len(report.documents)}" failures="{failures}" errors="0" skipped="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="diplomatica" {counts}>']
    lines.append(f'  <testsuite name="diplomatica" {counts}>')
    for document in report.documents:
        folder, _, _ = document.file.replace("\\", "/").rpartition("/")
        names = f"classname={attribute(folder or '.')} name={attribute(document.file)} file={attribute(document.file)}"
        if not document.diagnostics:
            lines.append(f"    <testcase {names}/>")
            continue
        first = document.diagnostics[0]
        count = len(document.diagnostics)
        head = (
            f"{first.message} (line {first.place.line})" if count == 1 else f"{count} findings; first: {first.message}"
        )
        told = "\n".join(str(finding) for finding in document.diagnostics)
        lines += [
            f"    <testcase {names}>",
            f"      <failure type={attribute(first.code)} message={attribute(head)}>{content(told)}</failure>",
            "    </testcase>",
        ]
    return "\n".join([*lines, "  </testsuite>", "</testsuites>"]) + "\n"
