"""Outcomes as plain lists, to be kept between runs and handed between processes; the file's name is left out."""

from __future__ import annotations

from typing import Any

from diplomatica.diagnostics.model import Diagnostic, Excerpt, Fix, Origin, Place, Severity
from diplomatica.validation.model import Outcome, Pointer, PrefixDef


def packed(outcome: Outcome) -> list[Any]:
    """An outcome as lists."""
    return [
        [_packed(finding) for finding in outcome.findings],
        [[pointer.written, pointer.base] for pointer in outcome.pointers],
        [[item.ident, item.pattern, item.replacement] for item in outcome.prefixes],
    ]


def unpacked(rows: list[Any], file: str) -> Outcome:
    """The outcome of a document, under the name that it has now."""
    findings, pointers, prefixes = rows
    return Outcome(
        tuple([_unpacked(row, file) for row in findings]),
        tuple([Pointer(str(written), str(base)) for written, base in pointers]),
        tuple([PrefixDef(*map(str, item)) for item in prefixes]),
    )


def _packed(finding: Diagnostic) -> list[Any]:
    place, excerpt = finding.place, finding.excerpt
    return [
        finding.code, finding.severity.value, finding.message, place.line, place.column, finding.help, finding.end_line,
        finding.end_column, finding.xpath, None if finding.origin is None else finding.origin.value,
        None if excerpt is None else [excerpt.text, excerpt.start, excerpt.width], finding.label,
        None if finding.fix is None else [finding.fix.kind, finding.fix.text],
    ]  # fmt: skip


def _unpacked(row: list[Any], file: str) -> Diagnostic:
    code, severity, message, line, column, advice, end_line, end_column, xpath, origin, excerpt, label, fix = row
    return Diagnostic(
        code, Severity(severity), message, Place(file, line, column), advice, end_line, end_column, xpath,
        None if origin is None else Origin(origin), None if excerpt is None else Excerpt(*excerpt), label,
        None if fix is None else Fix(*fix),
    )  # fmt: skip
