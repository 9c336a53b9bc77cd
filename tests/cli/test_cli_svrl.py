"""`diplomatica validate --format svrl`: one report a document, of the structure that ISO/IEC 19757-3 gives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result

from tests.validation.making import SCHEMA, TEI, document

Run = Callable[..., Result]
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
# The elements and attributes of annex D, and the order in which they stand.
STRUCTURE = """
namespace svrl = "http://purl.oclc.org/dsdl/svrl"
start = element svrl:schematron-output {
  attribute title { text }?, attribute phase { text }?, attribute schemaVersion { text }?, lang?,
  human*, element svrl:ns-prefix-in-attribute-values { attribute prefix { xsd:NCName }, attribute uri { text } }*,
  error*, (pattern, (rule, (finding | error)*)*)*
}
lang = attribute xml:lang { text }
pattern = element svrl:active-pattern {
  attribute documents { text }?, attribute id { xsd:NCName }?, attribute name { text }?, attribute role { text }?
}
rule = element svrl:fired-rule {
  attribute id { xsd:NCName }?, attribute context { text }, attribute role { text }?, attribute flag { text }?,
  attribute document { xsd:anyURI }?
}
finding = element svrl:failed-assert | svrl:successful-report {
  attribute id { xsd:NCName }?, attribute location { text }, attribute test { text }, attribute role { text }?,
  attribute flag { text }?, lang?,
  element svrl:diagnostic-reference { attribute diagnostic { xsd:NCName }, human }*,
  element svrl:property-reference {
    attribute property { xsd:NCName }, attribute role { text }?, attribute scheme { text }?, human }*,
  human
}
human = element svrl:text { lang?, text }
error = element svrl:error { attribute location { text }, text }
"""
RULES = f"""
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <title>Letters</title>
  <ns prefix="t" uri="{TEI}"/>
  <pattern id="paragraphs">
    <rule context="t:p" id="full" role="house">
      <assert test="normalize-space(.)" id="p1" role="warning" diagnostics="d1">empty &lt;<name/>&gt;</assert>
      <report test="t:date" properties="year">a date</report>
    </rule>
  </pattern>
  <diagnostics><diagnostic id="d1" xml:lang="en">write something into <name/></diagnostic></diagnostics>
  <properties><property id="year" role="when"><value-of select="t:date/@when"/></property></properties>
</schema>
"""
FURTHER = RULES.replace("paragraphs", "other").replace('"p1"', '"p2"').replace("Letters", "More")


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a store of the test's own."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.sch").write_text(RULES)
    (tmp_path / "more.sch").write_text(FURTHER)
    (tmp_path / "own.rng").write_text(SCHEMA)
    (tmp_path / "svrl.rnc").write_text(STRUCTURE)
    place = tmp_path / "docs"
    (place / "sub").mkdir(parents=True)
    (place / "a.xml").write_bytes(document('<div>\n<p/>\n<p>a <date when="1951"/></p></div>'))
    (place / "sub" / "b & c.xml").write_bytes(document("<div><p>a</p></div>"))
    return place


@pytest.fixture
def read(run: Run, tmp_path: Path) -> Callable[[str], ElementTree.Element]:
    """A report, once it is certain that it has the structure."""

    def call(text: str) -> ElementTree.Element:
        path = tmp_path / "report.xml"
        path.write_text(text, encoding="utf-8")
        checked = run("validate", path, "--schema", tmp_path / "svrl.rnc", "--format", "concise")
        assert checked.exit_code == 0, checked.stdout
        return ElementTree.fromstring(text.encode())

    return call


Read = Callable[[str], ElementTree.Element]


def test_one_document(run: Run, read: Read, folder: Path) -> None:
    result = run("validate", "docs/a.xml", "--schema", "own.rng", "--schematron", "own.sch", "--format", "svrl")
    # What a report says is bad, but the assertion is a warning by its role.
    assert (result.exit_code, result.stderr) == (1, "")
    report = read(result.stdout)
    assert (report.get("title"), report.get("phase")) == ("Letters", "#ALL")
    assert [element.get("documents") for element in report.iter(f"{SVRL}active-pattern")] == ["docs/a.xml"]
    rules = list(report.iter(f"{SVRL}fired-rule"))
    assert [(rule.get("id"), rule.get("context"), rule.get("role")) for rule in rules] == [("full", "t:p", "house")] * 2
    (failed,) = report.iter(f"{SVRL}failed-assert")
    assert (failed.get("id"), failed.get("role"), failed.get("test")) == ("p1", "warning", "normalize-space(.)")
    assert (failed.get("location") or "").endswith(f"Q{{{TEI}}}p[1]")
    assert failed.findtext(f"{SVRL}text") == "empty <p>"
    (note,) = failed.iter(f"{SVRL}diagnostic-reference")
    assert (note.get("diagnostic"), note.findtext(f"{SVRL}text")) == ("d1", "write something into p")
    (told,) = report.iter(f"{SVRL}successful-report")
    (fact,) = told.iter(f"{SVRL}property-reference")
    assert (fact.get("property"), fact.get("role"), fact.findtext(f"{SVRL}text")) == ("year", "when", "1951")


def test_several_schemas_make_one_report(run: Run, read: Read, folder: Path) -> None:
    result = run("validate", "docs/a.xml", "--schema", "own.sch", "--schematron", "more.sch", "--format", "svrl")
    report = read(result.stdout)
    assert [element.get("id") for element in report.iter(f"{SVRL}active-pattern")] == ["paragraphs", "other"]
    assert [element.get("id") for element in report.iter(f"{SVRL}failed-assert")] == ["p1", "p2"]
    assert len(list(report.iter(f"{SVRL}ns-prefix-in-attribute-values"))) == 1


def test_several_documents_need_a_folder(run: Run, read: Read, folder: Path, tmp_path: Path) -> None:
    arguments = ("validate", "docs", "--schema", "own.sch", "--format", "svrl")
    refused = run(*arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "folder" in refused.stderr
    assert run(*arguments, "-o", "own.sch").exit_code == 2
    assert run(*arguments, "-o", "reports").exit_code == 1
    names = sorted(path.relative_to("reports").as_posix() for path in Path("reports").rglob("*.svrl"))
    assert names == ["a.xml.svrl", "sub/b & c.xml.svrl"]
    quiet = read(Path("reports/sub/b & c.xml.svrl").read_text(encoding="utf-8"))
    assert len(list(quiet.iter(f"{SVRL}fired-rule"))) == 1
    assert not list(quiet.iter(f"{SVRL}failed-assert"))
    before = {path: path.stat().st_mtime_ns for path in Path("reports").rglob("*.svrl")}
    run(*arguments, "-o", "reports")
    assert before == {path: path.stat().st_mtime_ns for path in Path("reports").rglob("*.svrl")}


def test_what_is_not_of_schematron(run: Run, read: Read, folder: Path) -> None:
    Path("docs/a.xml").write_bytes(document("<div><foo/><p/></div>"))
    result = run("validate", "docs/a.xml", "--schema", "own.rng", "--schematron", "own.sch", "--format", "svrl")
    assert result.exit_code == 1
    assert "1 finding is not of Schematron" in result.stderr
    Path("docs/a.xml").write_text("<a>")
    broken = run("validate", "docs/a.xml", "--schema", "own.sch", "--format", "svrl")
    assert broken.exit_code == 1
    assert "docs/a.xml:1:" in (read(broken.stdout).findtext(f"{SVRL}error") or "")


def test_no_rules(run: Run, folder: Path) -> None:
    result = run("validate", "docs", "--schema", "own.rng", "--format", "svrl", "-o", "reports")
    assert result.exit_code == 2
    assert "no Schematron rules" in result.stderr
    assert run("validate", "docs", "--schema", "own.rng", "--format", "json", "-o", "docs").exit_code == 2


def test_standard_input(run: Run, read: Read, folder: Path) -> None:
    result = run("validate", "-", "--schema", "own.sch", "--format", "svrl", stdin=Path("docs/a.xml").read_bytes())
    assert [rule.get("document") for rule in read(result.stdout).iter(f"{SVRL}fired-rule")] == ["-", "-"]
