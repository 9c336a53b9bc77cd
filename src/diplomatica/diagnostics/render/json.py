"""One JSON object (`schema/report.schema.json`)."""

from __future__ import annotations

import json

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.report import Document, Report


def render(report: Report, style: Style) -> str:
    """The documents, each with its findings."""
    whole = {"documents": [as_object(document) for document in report.documents]}
    return dumped(whole, indent=2) + "\n"


def as_object(document: Document) -> dict[str, object]:
    """A document for JSON."""
    return {
        "file": document.file,
        "valid": document.valid,
        "diagnostics": [_finding(finding) for finding in document.diagnostics],
    }


def _finding(finding: Diagnostic) -> dict[str, object]:
    place = finding.place
    row: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "line": place.line,
        "column": place.column,
        "endLine": finding.end_line or place.line,
        "endColumn": finding.end_column or place.column,
        "xpath": finding.xpath,
        "message": finding.message,
        "help": finding.help,
        "source": finding.origin.value if finding.origin is not None else "xml",
    }
    if finding.fix is not None:
        row["fix"] = {"kind": finding.fix.kind, "text": finding.fix.text}
    spec = finding.spec
    if spec is not None:
        row["spec"] = {
            "kind": spec.kind, "ident": spec.ident, "owner": spec.owner, "file": spec.place.file,
            "line": spec.place.line, "description": spec.description,
        }  # fmt: skip
    return row


def dumped(value: object, indent: int | None = None) -> str:
    """A value as JSON. Bytes of a file name that are no UTF-8 become U+FFFD: JSON has no place for them."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _has_surrogates(text) else text


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
