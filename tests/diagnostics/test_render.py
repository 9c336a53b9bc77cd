"""The formats of a report."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from dataclasses import replace
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from diplomatica.diagnostics.explained import explained
from diplomatica.diagnostics.model import Diagnostic, Excerpt, Fix, Origin, Place, Severity
from diplomatica.diagnostics.render import FORMATS, Style, render
from diplomatica.diagnostics.render.sarif import as_uri
from diplomatica.diagnostics.report import Report, document, fingerprints
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.compile import compile_grammar
from diplomatica.relaxng.load import load
from diplomatica.validation.grammar import Grammar

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
    assert lines[-1] == "3 documents: 2 errors and 1 warning, in 2 of them"


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
    assert lines[0] == "::warning file=in/a.xml,line=2,endLine=3,title=Diplomatica REF102::Points to “#a”, 100%25."
    assert lines[1].startswith("::error file=in/a.xml,line=14,col=8,endColumn=15,title=Diplomatica GRA101::There is")
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


def test_many_of_a_kind_are_not_all_shown_to_people() -> None:
    again = [replace(WARNING, place=Place("a.xml", line, 1)) for line in range(1, 30)]
    others = [replace(WARNING, message=f"points to “#{number}”", place=Place("a.xml", 40, 1)) for number in range(30)]
    errors = [replace(ERROR, message=f"no element <{number}>", place=Place("a.xml", 50, 1)) for number in range(30)]
    report = Report((document("a.xml", [*again, *others, *errors]),))
    text = render(report, "text")
    assert text.count("warning[REF102]") == 20
    assert "= the same 28 times more (lines 2, 3, 4, 5, 6, 7, 8, 9, …)" in text
    assert "= 11 more of REF102 in this document (--format concise tells all)" in text
    assert text.count("error[GRA101]") == 30
    assert text.endswith("1 document: 30 errors and 59 warnings\n")
    assert len(render(report, "concise").splitlines()) == 90
    few = Report((document("a.xml", again[:3]),))
    assert render(few, "text").count("warning[REF102]") == 3


def test_what_can_be_repaired_is_counted() -> None:
    fixable = replace(ERROR, fix=Fix("element-name", "persName"))
    text = render(Report((document("a.xml", [fixable, ERROR]),)), "text")
    assert text.endswith("1 document: 2 errors (1 can be repaired automatically: run again with --fix)\n")


# What GitHub asks of a SARIF file, beyond the standard ("SARIF support for code scanning").
GITHUB = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "maxItems": 20,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"properties": {"driver": {
                        "required": ["name", "rules", "semanticVersion"],
                        "properties": {"rules": {"items": {
                            "required": ["id", "shortDescription", "fullDescription", "help"],
                            "properties": {"id": {"maxLength": 255},
                                           "shortDescription": {"properties": {"text": {"maxLength": 1024}}},
                                           "fullDescription": {"properties": {"text": {"maxLength": 1024}}},
                                           "help": {"required": ["text"]}},
                        }}},
                    }}},
                    "results": {"maxItems": 25000, "items": {
                        "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                        "properties": {
                            "level": {"enum": ["note", "warning", "error"]},
                            "message": {"required": ["text"]},
                            "partialFingerprints": {"required": ["primaryLocationLineHash"]},
                            "locations": {"minItems": 1, "items": {"properties": {"physicalLocation": {
                                "required": ["artifactLocation", "region"],
                                "properties": {
                                    "artifactLocation": {"properties": {"uri": {"pattern": "^[!-~]+$"}}},
                                    "region": {"required": ["startLine", "startColumn", "endLine", "endColumn"],
                                               "additionalProperties": {"type": "integer", "minimum": 1}},
                                },
                            }}}},
                        },
                    }},
                },
            },
        },
    },
}  # fmt: skip


def every_code() -> Report:
    """A report with a finding of every code there is."""
    found = [replace(ERROR, code=code) for code in explained()]
    return Report((document("in/ä b.xml", [*found, WARNING]), document("/abs/c.xml", [ODD])))


def test_sarif_is_what_github_takes() -> None:
    for report in (REPORT, Report(()), every_code()):
        jsonschema.validate(json.loads(render(report, "sarif")), GITHUB)


def test_sarif_by_its_own_schema(request: pytest.FixtureRequest) -> None:
    """The schema of OASIS, as an npm package under the MIT licence brings it along; fetched once."""
    cache = request.config.cache
    assert cache is not None
    place = cache.mkdir("sarif")
    path = place / "package" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    if not path.is_file():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm to fetch the schema of SARIF with")
        fetched = subprocess.run(
            [npm, "pack", "--silent", "@microsoft/jest-sarif@1.0.0-beta.0"],
            cwd=place, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        if fetched.returncode:
            pytest.skip("the schema of SARIF can't be fetched from the registry of npm")
        with tarfile.open(next(place.glob("*.tgz"))) as archive:
            archive.extractall(place, filter="data")
    schema = json.loads(path.read_bytes())
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    for report in (REPORT, Report(()), every_code()):
        assert [error.message for error in validator.iter_errors(json.loads(render(report, "sarif")))] == []


def test_sarif_addresses() -> None:
    assert as_uri("./a b/ä.xml") == "a%20b/%C3%A4.xml"
    assert as_uri("/abs/c:d.xml") == "file:///abs/c%3Ad.xml"
    assert as_uri("C:\\in\\a.xml") == "file:///C%3A/in/a.xml"


# The elements and attributes of JUnit's XML that Jenkins reads, with @file, which GitLab reads.
JUNIT = """
start = element testsuites { attribute name { text }, counts, suite* }
counts = attribute tests { xsd:nonNegativeInteger }, attribute failures { xsd:nonNegativeInteger },
  attribute errors { xsd:nonNegativeInteger }
suite = element testsuite {
  attribute name { text }, counts, attribute skipped { xsd:nonNegativeInteger },
  element testcase {
    attribute name { text }, attribute classname { text }, attribute file { text },
    element failure { attribute type { text }, attribute message { text }, text }*,
    element system-out { text }*
  }*
}
"""


def test_junit_has_the_structure_that_servers_read(tmp_path: Path) -> None:
    schema = tmp_path / "junit.rnc"
    schema.write_text(JUNIT)
    grammar = Grammar(Automaton(compile_grammar(load(str(schema), lambda path: Path(path).read_bytes()), "junit.rnc")))
    for report in (REPORT, Report(()), every_code()):
        findings, broken = grammar.check(render(report, "junit").encode(), "junit.xml")
        assert (findings, broken) == ([], None)


def test_junit_fails_by_what_the_exit_code_is_about() -> None:
    report = Report((document("in/a.xml", [WARNING]),))
    (case,) = ElementTree.fromstring(render(report, "junit")).iter("testcase")
    assert case.find("failure") is None
    assert "REF102" in (case.findtext("system-out") or "")
    (case,) = ElementTree.fromstring(render(report, "junit", Style(fails=Severity.WARNING))).iter("testcase")
    assert "REF102" in (case.findtext("failure") or "")
    assert case.find("system-out") is None
    names = [case.get("name") for case in ElementTree.fromstring(render(REPORT, "junit")).iter("testcase")]
    assert len(set(names)) == 3


def test_github_is_escaped() -> None:
    nasty = Diagnostic("XML112", Severity.NOTE, "50%\n::error::a, b: c", Place("./in\\a,b:c%.xml", 3, 2), end_column=2)
    (line,) = render(Report((document(nasty.place.file, [nasty]),)), "github").splitlines()
    head, _, words = line.removeprefix("::").partition("::")
    name, _, facts = head.partition(" ")
    assert name == "notice"
    assert dict(fact.split("=") for fact in facts.split(",")) == {
        "file": "in/a%2Cb%3Ac%25.xml", "line": "3", "col": "2", "endColumn": "2", "title": "Diplomatica XML112",
    }  # fmt: skip
    assert words == "50%25\\x0a::error::a, b: c."


def test_gitlab_has_the_fields_that_it_asks_for() -> None:
    twice = Report((document("./in/a.xml", [ERROR, replace(ERROR, place=Place("in/a.xml", 20, 8)), WARNING]),))
    rows = json.loads(render(twice, "gitlab"))
    assert len({row["fingerprint"] for row in rows}) == 3
    for row in rows:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert row["location"]["path"] == "in/a.xml"
        assert row["location"]["lines"]["begin"] >= 1


def test_the_page_is_well_formed_and_explains_its_codes() -> None:
    page = render(every_code(), "html", Style(statistics=True))
    assert page.count("<article>") == page.count("</article>")
    for code, entry in explained().items():
        assert f'id="{code}"' in page
        assert f"{code}: {escape(entry.title, quote=False)}" in page
    assert "<b>" not in page
