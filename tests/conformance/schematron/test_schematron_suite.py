"""The conformance cases of SchXslt2: valid, invalid or error, and what the report has to say.

A case that does not pass stands in `skip.tsv` with the reason; a reason that no longer holds is a failure, too.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from diplomatica.diagnostics.model import Severity
from diplomatica.schematron import svrl
from diplomatica.schematron.engine import compile_schema

HERE = Path(__file__).resolve().parent
SUITE = HERE.parents[2] / "../shared/schematron"
CASES = sorted(SUITE.rglob("*.xml")) if SUITE.is_dir() else []
CASE = "{https://doi.org/10.5281/zenodo.5679629#}"


def skipped() -> dict[str, str]:
    with (HERE / "skip.tsv").open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["reason"] for row in csv.DictReader(file, delimiter="\t")}


def holds(report: str, assertion: Any) -> bool:
    """Whether an XPath is true of the report."""
    from diplomatica.saxon import processor as saxon

    processor = saxon()
    xpath = processor.new_xpath_processor()
    for prefix, uri in assertion.nsmap.items():
        if prefix:
            xpath.declare_namespace(prefix, uri)
    xpath.set_context(xdm_item=processor.parse_xml(xml_text=report))
    return bool(xpath.effective_boolean_value(assertion.get("assert")))


def outcome(case: Path, folder: Path) -> list[str]:
    """What differs from what a case expects."""
    from lxml import etree

    root = etree.parse(case).getroot()
    for document in root.iter(f"{CASE}document"):
        (folder / document.get("filename", "")).write_bytes(
            etree.tostring(next(document.iterchildren("*")), with_tail=False)
        )
    first = folder / next(root.iter(f"{CASE}document")).get("filename", "")
    wrong = []
    for schema in next(root.iter(f"{CASE}schemas")):
        text = etree.tostring(schema, encoding="unicode", with_tail=False)
        compiled = compile_schema(text, str(folder / "schema.sch"))
        faults = [fault for fault in compiled.check() if fault.severity is Severity.ERROR]
        happened, findings = compiled.trace(first)
        again = compiled.run(first)
        broke = faults or any(finding.kind == "error" for finding in findings)
        got = "error" if broke else "invalid" if findings else "valid"
        if got != root.get("expect"):
            wrong.append(f"{got}, not {root.get('expect')}: {faults} {findings}")
        if again != findings:
            wrong.append(f"run and trace differ: {again}")
        report = svrl.report(compiled.schema, happened)
        wrong += [
            f"{item.get('assert')}\n{report}" for item in root.iter(f"{CASE}assertion") if not holds(report, item)
        ]
    return wrong


@pytest.mark.skipif(not CASES, reason=f"no reference material at {SUITE}")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    reason = skipped().get(case.stem)
    wrong = outcome(case, tmp_path)
    if reason is not None:
        assert wrong, f"passes now, and should leave the skip table: {reason}"
        pytest.skip(reason)
    assert not wrong, "\n".join(wrong)


def test_the_suite_is_whole() -> None:
    if not CASES:
        pytest.skip(f"no reference material at {SUITE}")
    assert len(CASES) == 87
    assert set(skipped()) <= {case.stem for case in CASES}
