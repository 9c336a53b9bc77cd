"""SARIF 2.1.0 (OASIS), as GitHub code scanning takes it."""

from __future__ import annotations

from urllib.parse import quote

import diplomatica
from diplomatica.diagnostics.explained import explained
from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.json import dumped
from diplomatica.diagnostics.report import Report, fingerprints

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, style: Style) -> str:
    """One run of the tool, with the rules that were broken."""
    codes = sorted({finding.code for finding in report.diagnostics})
    results = []
    for document in report.documents:
        marks = fingerprints(document)
        for finding, mark in zip(document.diagnostics, marks, strict=True):
            results.append(_result(finding, document.file, mark, codes))
    driver = {
        "name": "Diplomatica",
        "version": diplomatica.__version__,
        "semanticVersion": diplomatica.__version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    known = explained().get(code)
    if known is None:
        return {"id": code, "shortDescription": {"text": code}}
    return {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.meaning},
        "help": {"text": f"{known.meaning}\n\nWrong:\n{known.wrong}\n\nRight:\n{known.right}"},
    }


def _result(finding: Diagnostic, file: str, mark: str, codes: list[str]) -> dict[str, object]:
    place = finding.place
    region: dict[str, object] = {"startLine": max(1, place.line), "startColumn": max(1, place.column)}
    if finding.end_line:
        region |= {"endLine": finding.end_line, "endColumn": max(1, finding.end_column)}
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": as_uri(file)}, "region": region},
    }
    if finding.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    words = f"{finding.message}. {finding.help}" if finding.help else finding.message
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": words},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": mark, "diplomatica/v1": mark},
    }


def as_uri(file: str) -> str:
    """A path as a relative URI."""
    path = file.replace("\\", "/").removeprefix("./")
    return quote(path.encode("utf-8", "surrogateescape"), safe="/-._~!$&'()*+,;=@")
