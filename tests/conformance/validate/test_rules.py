"""The Schematron of three customisations of the TEI, as `diplomatica validate` runs it: the reference finds the same.

Compared are document, kind, role, location and the beginning of the message, as sets: the same words stand in several
constraints, and how many of these a customisation has is the compiler's matter.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from diplomatica.cli import cli
from diplomatica.schematron.places import plain

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
CODES = {"SCH001": "failed-assert", "SCH002": "successful-report"}
SHOWN = 100  # characters of a message in the table
Row = tuple[str, str, str, str, str]


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a store of the test's own."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))


def expected(suite: Path, odd: str) -> set[Row]:
    with (suite / "schematron-verdicts.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return {(row[1], row[2], row[3], row[4], row[5][:SHOWN]) for row in rows if row[0] == odd}


@pytest.mark.parametrize("odd", ["tei_all", "tei_simplePrint", "dracor"])
def test_the_findings_are_those_of_the_reference(odd: str, shared: Path, tmp_path: Path) -> None:
    suite, p5 = shared / "odd-suite", shared / "tei" / "p5subset-4.8.0.xml"
    if not (suite.is_dir() and p5.is_file()):
        pytest.skip(f"no reference material at {shared}")
    wanted = expected(suite, odd)
    assert wanted
    folder = suite / ("dracor-tests" if odd == "dracor" else "documents")
    names = sorted({row[0] for row in wanted} | ({f"dracor-tests/{path.name}" for path in folder.glob("*.xml")}
                   if odd == "dracor" else set()))  # fmt: skip
    arguments = ["validate", *(str(suite / name) for name in names), "--schema", str(suite / "odds" / f"{odd}.odd"),
                 "--p5", str(p5), "--no-ids", "--no-cache"]  # fmt: skip

    reports = tmp_path / "reports"
    result = CliRunner().invoke(cli, [*arguments, "--format", "svrl", "-o", str(reports)])
    assert result.exit_code in (0, 1), result.output
    found: set[Row] = set()
    for name in names:
        (path,) = reports.rglob(f"{Path(name).name}.svrl")
        for element in ElementTree.parse(path).getroot():
            kind = element.tag.removeprefix(SVRL)
            if kind in CODES.values():
                words = " ".join((element.findtext(f"{SVRL}text") or "").split())
                location = plain(element.get("location", ""))
                found.add((name, kind, element.get("role", ""), location, words[:SHOWN]))
    assert found - wanted == set()
    assert wanted - found == set()

    told = tmp_path / "report.json"
    result = CliRunner().invoke(cli, [*arguments, "--format", "json", "-o", str(told)])
    assert result.exit_code in (0, 1), result.output
    rows = {
        (Path(document["file"]).relative_to(suite).as_posix(), CODES[row["code"]], row["xpath"], row["message"][:SHOWN])
        for document in json.loads(told.read_bytes())["documents"]
        for row in document["diagnostics"]
        if row["source"] == "schematron" and row["line"] > 0 and row["column"] > 0
    }
    assert rows == {(document, kind, location, words) for document, kind, _, location, words in wanted}
