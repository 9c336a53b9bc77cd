"""`diplomatica validate` and `explain`: schemas, formats, exit codes, what is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result

from tests.odd.writing import BOX, written
from tests.validation.making import SCHEMA, TEI, document

Run = Callable[..., Result]
GOOD = document('<div type="letter"><p>a</p></div>')
BAD = document("<div><p>a <persNam>B</persNam></p></div>")
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>a</title></titleStmt><publicationStmt><p>b</p></publicationStmt>"
    "<sourceDesc><p>c</p></sourceDesc></fileDesc></teiHeader>"
)


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a store of the test's own."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "own.rng"
    path.write_text(SCHEMA)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good document, and one that is bad."""
    place = tmp_path / "docs"
    (place / "sub").mkdir(parents=True)
    (place / "b.xml").write_bytes(BAD)
    (place / "sub" / "a.xml").write_bytes(GOOD)
    (place / "notes.txt").write_text("no XML")
    return place


def found(result: Result) -> dict[str, list[str]]:
    """The codes by file, of a report in JSON."""
    documents = json.loads(result.stdout)["documents"]
    return {Path(item["file"]).name: [row["code"] for row in item["diagnostics"]] for item in documents}


def test_exit_codes(run: Run, folder: Path, schema: Path) -> None:
    assert run("validate", folder / "sub", "--schema", schema).exit_code == 0
    bad = run("validate", folder, "--schema", schema)
    assert bad.exit_code == 1
    assert "2 documents: 1 error, in 1 of them" in bad.stdout
    for arguments in (
        (folder / "nowhere.xml", "--schema", schema),
        (folder, "--schema", folder / "nowhere.rng"),
        (folder, "--schema", folder / "notes.txt"),
        (folder, "--schema", folder / "b.xml"),
        (folder, "--schema", schema, "--root", "dvi"),
    ):
        result = run("validate", *arguments)
        assert result.exit_code == 2, arguments
        assert result.stderr
        assert not result.stdout


def test_the_report(run: Run, folder: Path, schema: Path) -> None:
    result = run("validate", folder, "--schema", schema, "--format", "json")
    rules = json.loads((Path(__file__).resolve().parents[2] / "schema" / "report.schema.json").read_bytes())
    jsonschema.validate(json.loads(result.stdout), rules)
    assert found(result) == {"b.xml": ["GRA101"], "a.xml": []}
    target = folder.parent / "report.sarif"
    quiet = run("validate", folder, "--schema", schema, "--format", "sarif", "-o", target)
    assert (quiet.exit_code, quiet.stdout) == (1, "")
    assert json.loads(target.read_bytes())["version"] == "2.1.0"


def test_the_same_from_the_cache_and_from_two_processes(run: Run, tmp_path: Path, schema: Path) -> None:
    place = tmp_path / "many"
    place.mkdir()
    for number in range(12):
        (place / f"{number:02}.xml").write_bytes(BAD if number % 3 == 0 else GOOD)
    arguments = ("validate", place, "--schema", schema, "--format", "json")
    first = run(*arguments, "--no-cache", "--jobs", "1")
    assert sum(map(bool, found(first).values())) == 4
    for options in (("--no-cache", "--jobs", "2"), (), (), ("--jobs", "3")):
        again = run(*arguments, *options)
        assert (again.exit_code, again.stdout) == (first.exit_code, first.stdout)


def test_what_changes_counts(run: Run, folder: Path, schema: Path) -> None:
    arguments = ("validate", folder, "--schema", schema, "--format", "json")
    assert found(run(*arguments))["b.xml"] == ["GRA101"]
    (folder / "b.xml").write_bytes(GOOD)
    assert found(run(*arguments))["b.xml"] == []
    schema.write_text(SCHEMA.replace("<value>letter</value>", ""))
    assert found(run(*arguments)) == {"b.xml": ["GRA123"], "a.xml": ["GRA123"]}


def test_results_are_kept_by_content_not_by_name(run: Run, folder: Path, schema: Path) -> None:
    arguments = ("validate", folder, "--schema", schema, "--format", "concise")
    run(*arguments)
    (folder / "b.xml").rename(folder / "other.xml")
    assert f"{folder / 'other.xml'}:3:11: error GRA101" in run(*arguments).stdout


def test_schemas(run: Run, folder: Path, tmp_path: Path) -> None:
    compact = tmp_path / "own.rnc"
    compact.write_text(f'default namespace = "{TEI}"\nstart = element text {{ element body {{ any* }} }}\n'
                       "any = element * { (attribute * { text } | text | any)* }\n")  # fmt: skip
    assert run("validate", folder, "--schema", compact).exit_code == 0
    odd = written(tmp_path, BOX)
    box = tmp_path / "box.xml"
    box.write_text(f'<box xmlns="{TEI}"/>')
    assert run("validate", box, "--schema", odd, "--root", "any").exit_code in (0, 1)


def test_the_schema_that_a_document_names(run: Run, folder: Path, schema: Path) -> None:
    path = folder / "b.xml"
    path.write_bytes(b'<?xml-model href="../own.rng"?>' + BAD)
    assert found(run("validate", path, "--format", "json"))["b.xml"] == ["GRA101"]
    path.write_bytes(b'<?xml-model href="lost.rng"?>' + BAD)
    result = run("validate", path, "--format", "json")
    assert (result.exit_code, found(result)["b.xml"]) == (2, ["XML301"])
    path.write_bytes(b'<?xml-model href="https://example.org/lost.rng"?>' + BAD)
    assert run("validate", path).exit_code == 2


def test_tei_all_from_the_package(run: Run, tmp_path: Path) -> None:
    address = "https://vault.tei-c.org/P5/current/xml/tei/custom/schema/relaxng/tei_all.rng"
    path = tmp_path / "tei.xml"
    body = "<text><body><div><p>a <persNam/></p><item/></div></body></text>"
    path.write_text(f'<?xml-model href="{address}"?><TEI xmlns="{TEI}">{HEADER}{body}</TEI>')
    result = run("validate", path, "--format", "json")
    assert found(result)["tei.xml"] == ["GRA101", "GRA103"]
    helps = [row["help"] for row in json.loads(result.stdout)["documents"][0]["diagnostics"]]
    assert helps[0] == "did you mean <persName>?"
    assert helps[1].startswith("write <list> before the first <item>")


def test_diplomaticas_own_schema(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "tei.xml"
    path.write_text(f'<TEI xmlns="{TEI}"><nowhere/></TEI>')
    assert "GRA101" in run("validate", path, "--no-schematron").stdout


def test_roots(run: Run, tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "p.xml"
    path.write_text(f'<p xmlns="{TEI}">a</p>')
    assert run("validate", path, "--schema", schema).exit_code == 1
    assert run("validate", path, "--schema", schema, "--root", "any").exit_code == 0
    assert run("validate", path, "--schema", schema, "--root", "p").exit_code == 0
    assert run("validate", path, "--schema", schema, "--root", "div").exit_code == 1


def test_pointers_between_documents(run: Run, folder: Path, schema: Path) -> None:
    (folder / "b.xml").write_bytes(document('<div ref="sub/a.xml#x sub/a.xml#y lost.xml#x ../out.xml#x"/>'))
    (folder / "sub" / "a.xml").write_bytes(document('<div xml:id="x"/>'))
    arguments = ("validate", folder, "--schema", schema, "--format", "json")
    for _ in range(2):
        result = run(*arguments)
        assert (result.exit_code, found(result)["b.xml"]) == (0, ["REF104", "REF103"])
    assert run(*arguments, "--fail-on", "warning").exit_code == 1
    assert found(run(*arguments, "--no-ids"))["b.xml"] == []
    (folder / "sub" / "a.xml").write_bytes(document('<div xml:id="x"><p xml:id="y"/></div>'))
    assert found(run(*arguments))["b.xml"] == ["REF103"]


def test_a_baseline(run: Run, folder: Path, schema: Path, tmp_path: Path) -> None:
    arguments = ("validate", folder, "--schema", schema, "--baseline", tmp_path / "known.json")
    assert run(*arguments).exit_code == 2
    assert run(*arguments, "--write-baseline").exit_code == 0
    known = run(*arguments)
    assert (known.exit_code, known.stdout) == (0, "2 documents: nothing new (1 finding of the baseline not shown)\n")
    (folder / "b.xml").write_bytes(b"\n\n" + BAD.replace(b"</body>", b"<foo/></body>"))
    new = run(*arguments, "--format", "json")
    assert (new.exit_code, found(new)["b.xml"]) == (1, ["GRA101"])


def test_rules(run: Run, tmp_path: Path, schema: Path) -> None:
    rules = tmp_path / "own.sch"
    rules.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="t" uri='
        f'"{TEI}"/><pattern><rule context="t:p"><assert test="normalize-space(.)">empty paragraph</assert></rule>'
        "</pattern></schema>"
    )
    path = tmp_path / "a.xml"
    path.write_bytes(document("<div>\n<p/>\n<p>a</p></div>"))
    result = run("validate", path, "--schema", schema, "--schematron", rules, "--format", "json")
    assert found(result)["a.xml"] == ["SCH001"]
    (row,) = json.loads(result.stdout)["documents"][0]["diagnostics"]
    assert (row["line"], row["column"], row["source"], row["message"]) == (4, 1, "schematron", "empty paragraph")
    alone = run("validate", path, "--schema", rules, "--format", "json")
    assert found(alone)["a.xml"] == ["SCH001"]
    assert found(run("validate", path, "--schema", rules, "--no-schematron", "--format", "json"))["a.xml"] == []


def test_standard_input(run: Run, schema: Path) -> None:
    result = run("validate", "-", "--schema", schema, stdin=BAD)
    assert result.exit_code == 1
    assert "GRA101" in result.stdout


def test_much_standard_input_leaves_no_file(
    run: Run, schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    monkeypatch.setattr("diplomatica.commands.validate_files.WHOLE", 100)
    copies: list[str] = []
    unlink = os.unlink

    def noting(path: str) -> None:
        copies.append(str(path))
        unlink(path)

    monkeypatch.setattr("os.unlink", noting)
    assert "GRA101" in run("validate", "-", "--schema", schema, stdin=BAD).stdout
    assert [Path(copy).parent for copy in copies if copy.endswith(".xml")] == [kept]
    assert not list(kept.iterdir())


def test_explain(run: Run) -> None:
    told = run("explain", "gra101")
    assert told.exit_code == 0
    assert told.stdout.startswith("GRA101: An element that the schema does not know")
    assert "<persname>" in told.stdout
    listed = run("explain").stdout
    assert "XML102  " in listed
    assert "ODD404  " in listed
    assert run("explain", "ODD404").exit_code == 0
    assert run("explain", "NAM90").stdout == run("rules", "NAM90").stdout != ""
    lost = run("explain", "GRA999")
    assert lost.exit_code == 2
    assert "no such code" in lost.stderr
