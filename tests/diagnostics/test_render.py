"""The formats of a report."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from diplomatica.diagnostics.model import Diagnostic, Excerpt, Origin, Place, Severity
from diplomatica.diagnostics.render import FORMATS, Style, render
from diplomatica.diagnostics.report import Report, document, fingerprints

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "schema" / "report.schema.json").read_bytes())
ERROR = Diagnostic(
    "GRA101",
    Severity.ERROR,
    "there is no element <persNam>",
    Place("in/a.xml", 14, 8),
    "did you mean <persName>?; here may stand <p>",
    14,
    16,
    "/TEI[1]/p[1]/persNam[1]",
    Origin.GRAMMAR,
    Excerpt("    <p><persNam>B", 7, 8),
    "did you mean <persName>?",
)
WARNING = Diagnostic(
    "REF102",
    Severity.WARNING,
    "points to “#a”, 100%",
    Place("in/a.xml", 2, 3),
    "",
    3,
    4,
    "/TEI[1]/@ref",
    Origin.REFERENCE,
    Excerpt("名<a ref=", 1, 3),
)
ODD = Diagnostic(
    "XML112", Severity.ERROR, "the character \x1b[2J & <b>", Place("in/c,d:e.xml", 1, 1), origin=Origin.XML
)
REPORT = Report((document("in/a.xml", [ERROR, WARNING]), document("in/b.xml", []), document("in/c,d:e.xml", [ODD])))


@pytest.mark.parametrize("name", FORMATS)
def test_all_formats_can_be_written(name: str) -> None:
    for report in (REPORT, Report(()), Report((document("a\udc80.xml", [ODD]),))):
        text = render(report, name)
        text.encode("utf-8", "backslashreplace")
        assert render(report, name) == text
        if name not in ("json", "jsonl", "sarif", "gitlab"):
            assert "\x1b" not in text


def test_text() -> None:
    lines = render(REPORT, "text").splitlines()
    assert lines[:6] == [
        "warning[REF102]: points to “#a”, 100%",
        " --> in/a.xml:2:3",
        "  |",
        "2 | 名<a ref=",
        "  |   ^^^",
        "",
    ]
    assert lines[6:12] == [
        "error[GRA101]: there is no element <persNam>",
        "  --> in/a.xml:14:8",
        "   |",
        "14 |     <p><persNam>B",
        "   |        ^^^^^^^^ did you mean <persName>?",
        "   = here may stand <p>",
    ]
    assert lines[-1] == "3 documents: 2 errors and 1 warning in 2"


def test_colours_only_where_they_are_asked_for() -> None:
    assert "\x1b[1;31merror[GRA101]\x1b[0m" in render(REPORT, "text", Style(colour=True))
    assert "\x1b[2J" not in render(REPORT, "text", Style(colour=True))


def test_summaries() -> None:
    assert render(Report((document("a.xml", []),)), "text") == "1 document: valid\n"
    assert render(Report((document("a.xml", []), document("b.xml", []))), "concise") == "2 documents: all valid\n"


def test_statistics() -> None:
    text = render(REPORT, "concise", Style(statistics=True))
    assert "1  GRA101  An element that the schema does not know" in text


def test_concise() -> None:
    first = render(REPORT, "concise").splitlines()[1]
    assert first.startswith("in/a.xml:14:8: error GRA101: there is no element <persNam> (did you mean")


def test_json() -> None:
    whole = json.loads(render(REPORT, "json"))
    jsonschema.validate(whole, SCHEMA)
    assert list(whole) == ["documents"]
    assert [(item["file"], item["valid"]) for item in whole["documents"]] == [
        ("in/a.xml", False), ("in/b.xml", True), ("in/c,d:e.xml", False),
    ]  # fmt: skip
    assert whole["documents"][0]["diagnostics"][1] == {
        "code": "GRA101", "severity": "error", "line": 14, "column": 8, "endLine": 14, "endColumn": 16,
        "xpath": "/TEI[1]/p[1]/persNam[1]", "message": "there is no element <persNam>",
        "help": "did you mean <persName>?; here may stand <p>", "source": "grammar",
    }  # fmt: skip


def test_json_lines() -> None:
    rows = [json.loads(line) for line in render(REPORT, "jsonl").splitlines()]
    assert rows == json.loads(render(REPORT, "json"))["documents"]


def test_sarif() -> None:
    (run,) = json.loads(render(REPORT, "sarif"))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["GRA101", "REF102", "XML112"]
    result = run["results"][1]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("GRA101", 0, "error")
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "in/a.xml"
    assert location["region"] == {"startLine": 14, "startColumn": 8, "endLine": 14, "endColumn": 16}
    assert result["partialFingerprints"]["primaryLocationLineHash"] == fingerprints(REPORT.documents[0])[1]
    assert run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "in/c,d%3Ae.xml"


def test_junit() -> None:
    root = ElementTree.fromstring(render(REPORT, "junit"))
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    cases = root.findall("testsuite/testcase")
    assert [len(case.findall("failure")) for case in cases] == [1, 0, 1]
    assert "in/a.xml:14:8: error GRA101" in (cases[0].findtext("failure") or "")


def test_github() -> None:
    lines = render(REPORT, "github").splitlines()
    assert lines[0] == "::warning file=in/a.xml,line=2,endLine=3,title=Diplomatica REF102::points to “#a”, 100%25"
    assert lines[1].startswith("::error file=in/a.xml,line=14,col=8,endColumn=15,title=Diplomatica GRA101::there is")
    assert lines[2].startswith("::error file=in/c%2Cd%3Ae.xml,line=1,")


def test_gitlab() -> None:
    rows = json.loads(render(REPORT, "gitlab"))
    assert [(row["check_name"], row["severity"], row["location"]["lines"]["begin"]) for row in rows] == [
        ("REF102", "minor", 2), ("GRA101", "major", 14), ("XML112", "major", 1),
    ]  # fmt: skip
    assert len({row["fingerprint"] for row in rows}) == 3


def test_checkstyle() -> None:
    root = ElementTree.fromstring(render(REPORT, "checkstyle"))
    assert [file.get("name") for file in root] == ["in/a.xml", "in/b.xml", "in/c,d:e.xml"]
    assert root[0][1].attrib["line"] == "14"
    assert root[0][1].attrib["source"] == "diplomatica.GRA101"


def test_html() -> None:
    page = render(REPORT, "html")
    assert "<mark>&lt;persNam</mark>" in page
    assert "&lt;b&gt;" in page
    assert "Without findings: 1" in page
