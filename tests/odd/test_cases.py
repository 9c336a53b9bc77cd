"""Small ODDs: what they admit, what they refuse, and what is said of them.

A case is a folder of `cases`: `case.odd`; `valid-*.xml` are documents that its grammar and its constraints admit,
`invalid-*.xml` such as the grammar refuses, `fires-*.xml` such as only a constraint finds fault with; `expected.txt`
has a line for each finding about the ODD, `file:line:column code`. Findings change only with
`DIPLOMATICA_ACCEPT=1 pytest tests/odd/test_cases.py`, and then they want to be read.
"""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.odd.check import check
from diplomatica.odd.emit import odd as flattened
from diplomatica.odd.emit import relaxng, schematron
from diplomatica.odd.emit.json import emit as emit_json
from diplomatica.odd.load import load
from diplomatica.odd.schema import Schema
from diplomatica.relaxng.write_rng import write_rng
from tests.odd.rules import fired

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
# What libxml2 gets wrong.
_NOT_FOR_LIBXML2: dict[str, str] = {}


@cache
def compiled(name: str) -> tuple[Schema, tuple[Diagnostic, ...], str]:
    """Schema, findings and grammar of a case."""
    found: list[Diagnostic] = []
    schema = load(str(CASES / name / "case.odd"), found.append).schema
    check(schema, found.append)
    schematron.emit(schema, found.append)
    return schema, tuple(found), write_rng(relaxng.emit(schema))


def own_rules(schema: Schema) -> list[str]:
    """The patterns of the Schematron, without the warnings of what is on its way out."""
    root = etree.fromstring(schematron.emit(schema).encode())
    return [
        etree.tostring(child, method="c14n", exclusive=True, with_tail=False).decode()
        for child in root
        if not re.search(r"-deprecated(-\d+)?$", child.get("id") or "") and child.get("prefix") is None
    ]


def documents(name: str, kind: str) -> list[Path]:
    return sorted((CASES / name).glob(f"{kind}-*.xml"))


@pytest.mark.parametrize("name", NAMES)
def test_findings(name: str) -> None:
    """The findings are those that are written down."""
    folder = CASES / name
    _, found, _ = compiled(name)
    lines = sorted(
        f"{os.path.relpath(item.place.file, folder)}:{item.place.line}:{item.place.column} {item.code}"
        for item in set(found)
    )
    expected = folder / "expected.txt"
    if os.environ.get("DIPLOMATICA_ACCEPT"):
        expected.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_jing(name: str, jing: str, tmp_path: Path) -> None:
    """jing admits and refuses what the case says."""
    if any(item.severity is Severity.ERROR for item in compiled(name)[1]):
        pytest.skip("the ODD has an error: nothing is written")
    grammar = tmp_path / "case.rng"
    grammar.write_text(compiled(name)[2], encoding="utf-8")
    accepted = documents(name, "valid") + documents(name, "fires")
    refused = documents(name, "invalid")
    run = subprocess.run([jing, "-i", grammar, *accepted, *refused], capture_output=True, text=True, check=False)
    output = run.stdout + run.stderr
    assert str(grammar) not in output
    assert not [line for line in output.splitlines() if line.startswith(tuple(f"{path}:" for path in accepted))]
    assert [path.name for path in refused if f"{path}:" not in output] == []


@pytest.mark.parametrize("name", NAMES)
def test_libxml2(name: str) -> None:
    """libxml2 admits and refuses what the case says."""
    if name in _NOT_FOR_LIBXML2:
        pytest.skip(_NOT_FOR_LIBXML2[name])
    if any(item.severity is Severity.ERROR for item in compiled(name)[1]):
        pytest.skip("the ODD has an error: nothing is written")
    grammar = etree.RelaxNG(etree.fromstring(compiled(name)[2].encode("utf-8")))
    wrong = [
        path.name
        for kind, expected in (("valid", True), ("fires", True), ("invalid", False))
        for path in documents(name, kind)
        if grammar.validate(etree.parse(path)) is not expected
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_constraints(name: str) -> None:
    """The constraints find fault with what the case says, and with nothing else that the grammar admits."""
    rules = schematron.emit(compiled(name)[0])
    assert {path.name: fired(rules, path) for path in documents(name, "valid")} == {
        path.name: [] for path in documents(name, "valid")
    }
    for path in documents(name, "fires"):
        assert len(fired(rules, path)) == 1, path.name


@pytest.mark.parametrize("name", NAMES)
def test_flattened(name: str, tmp_path: Path) -> None:
    """The flattened ODD is the same schema: the same grammar, and the same constraints."""
    schema, _, grammar = compiled(name)
    path = tmp_path / "flat.odd"
    path.write_text(flattened.emit(schema), encoding="utf-8")
    again = load(str(path), lambda finding: None).schema
    assert write_rng(relaxng.emit(again)) == grammar
    # What TEI P5 marks as on its way out becomes the ODD's own word, and that is told.
    assert own_rules(again) == own_rules(schema)
    assert emit_json(again) == emit_json(schema)
