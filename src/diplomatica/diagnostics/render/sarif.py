"""SARIF 2.1.0 (OASIS), as GitHub code scanning takes it."""

from __future__ import annotations

import re
from urllib.parse import quote

import diplomatica
from diplomatica.diagnostics.explained import explained
from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.counting import sentences
from diplomatica.diagnostics.render.json import dumped
from diplomatica.diagnostics.report import Report, fingerprints

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, style: Style) -> str:
    """One run of the tool, with the rules that were broken."""
    codes = sorted({finding.code for finding in report.diagnostics})
    levels = {finding.code: finding.severity.value for finding in report.diagnostics}
    results = []
    for document in report.documents:
        marks = fingerprints(document)
        for finding, mark in zip(document.diagnostics, marks, strict=True):
            results.append(_result(finding, document.file, mark, codes))
    driver = {
        "name": "Diplomatica",
        "version": diplomatica.__version__,
        "semanticVersion": diplomatica.__version__,
        "rules": [_rule(code, levels[code]) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, level: str) -> dict[str, object]:
    known = explained().get(code)
    if known is None:
        return {"id": code, "shortDescription": {"text": code}, "defaultConfiguration": {"level": level}}
    words = f"{known.meaning}\n\nWrong:\n{known.wrong}\n\nRight:\n{known.right}"
    shown = f"{known.meaning}\n\nWrong:\n\n{_code(known.wrong)}\n\nRight:\n\n{_code(known.right)}"
    return {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.meaning},
        "help": {"text": words, "markdown": shown},
        "defaultConfiguration": {"level": level},
    }


def _code(example: str) -> str:
    return f"```xml\n{example}\n```"


def _result(finding: Diagnostic, file: str, mark: str, codes: list[str]) -> dict[str, object]:
    place = finding.place
    line, column = max(1, place.line), max(1, place.column)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": finding.end_line or line,
        "endColumn": finding.end_column or column + 1,
    }
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": as_uri(file)}, "region": region},
    }
    if finding.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": sentences(finding)},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": mark, "diplomatica/v1": mark},
    }


def as_uri(file: str) -> str:
    """A path as a URI, relative where the path is."""
    path = file.replace("\\", "/").removeprefix("./")
    if re.match(r"[A-Za-z]:/", path):
        path = f"/{path}"
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/-._~!$&'()*+,;=@")
    return f"file://{quoted}" if path.startswith("/") else quoted
