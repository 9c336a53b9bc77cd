"""`diplomatica validate` against TEI's own tools: the same are valid, and the first error is on the same line.

The command itself runs: once with the schema that our compiler makes of each ODD, and for two of them with the
reference schema. A part of the fragments by default; all with DIPLOMATICA_WHOLE=1 (three minutes on one core).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplomatica.cli import cli
from tests.conformance.odd_suite import suite

REFERENCE = {"tei_all": "tei_all-4.8.0.rng", "tei_simplePrint": "tei_simplePrint.rng"}


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a store of the test's own."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))


def first_lines(schema: Path, files: Collection[Path], place: Path, *options: str) -> dict[str, int]:
    """The line of the first error of each file, as the command tells it; 0 for a file that is valid."""
    report = place / "report.jsonl"
    arguments = ["validate", *map(str, files), "--schema", str(schema), "--no-ids", "--no-schematron", "--no-cache"]
    if schema.suffix == ".odd":
        arguments += ["--p5", "4.8.0"]
    result = CliRunner().invoke(cli, [*arguments, *options, "--format", "jsonl", "-o", str(report)])
    assert result.exit_code in (0, 1), result.output
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    found = {}
    for row in rows:
        lines = [finding["line"] for finding in row["diagnostics"] if finding["severity"] == "error"]
        assert row["valid"] is not bool(lines)
        found[str(row["file"])] = min(lines, default=0)
    assert len(found) == len(files)
    return found


@pytest.mark.parametrize("odd", suite.ODDS)
def test_fragments_and_mutants(
    odd: str,
    odd_suite: Path,
    cases: suite.Cases,
    verdicts: dict[str, list[suite.Verdict]],
    tmp_path: Path,
) -> None:
    asked = suite.asked(verdicts[odd], cases)
    schema = odd_suite / "odds" / f"{odd}.odd"
    found = first_lines(schema, cases.values(), tmp_path, "--root", "any")
    assert suite.differences(asked, cases, found, suite.skipped()) == []


@pytest.mark.parametrize("odd", sorted(REFERENCE))
def test_fragments_and_mutants_by_the_schema_of_the_reference(
    odd: str,
    odd_suite: Path,
    shared: Path,
    cases: suite.Cases,
    verdicts: dict[str, list[suite.Verdict]],
    tmp_path: Path,
) -> None:
    """Nothing is skipped: what stands in the skip table is a difference of schemas, not of validators."""
    asked = suite.asked(verdicts[odd], cases)
    found = first_lines(shared / "tei" / REFERENCE[odd], cases.values(), tmp_path, "--root", "any")
    assert suite.differences(asked, cases, found) == []


def test_documents(odd_suite: Path, shared: Path, tmp_path: Path) -> None:
    wrong = []
    number = 0
    for odd, asked in suite.document_verdicts(odd_suite).items():
        schemas = [odd_suite / "odds" / f"{odd}.odd"]
        if odd in REFERENCE:
            schemas.append(shared / "tei" / REFERENCE[odd])
        for schema in schemas:
            found = first_lines(schema, [odd_suite / verdict.ident for verdict in asked], tmp_path)
            number += len(asked)
            wrong += [
                (schema.name, verdict, line)
                for verdict in asked
                if (line := found[str(odd_suite / verdict.ident)]) != verdict.line
            ]
    assert wrong == []
    assert number > 150
