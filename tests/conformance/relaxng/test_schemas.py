"""Schemas and documents: the cases of the specification, jing's where they are at hand, and our own beside them."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.matcher import Fault, Matcher
from diplomatica.relaxng.engine.schema import compiled_schema
from diplomatica.relaxng.engine.written import check_written
from diplomatica.relaxng.load import load
from tests.conformance.relaxng.suite import OWN, Case, compact_cases, skipped, spec_cases
from tests.relaxng.making import normal

SKIPPED = skipped()


def judged(case: Case) -> tuple[bool, list[bool]]:
    """Is the schema right, and are the documents valid? A fault without a place counts as none."""
    try:
        compiled = compiled_schema("schema", case.read)
    except UnusableInput as fault:
        return fault.where.split(":")[0] not in ("schema", *dict(case.files)), []
    automaton = Automaton(compiled)
    found = []
    for _, document in case.documents:
        faults: list[Fault] = []
        valid = Matcher(automaton, faults.append).run(document)
        assert valid == (not faults)
        found.append(valid)
    return True, found


def wrong(suite: str, cases: list[Case]) -> list[str]:
    """The names of the cases that are not judged as they should be; a skipped one must be wrong."""
    found = []
    for case in cases:
        correct, valid = judged(case)
        fine = correct == case.correct and (not correct or valid == [wanted for wanted, _ in case.documents])
        if fine == ((suite, case.name) in SKIPPED):
            found.append(case.name)
    return found


def wrong_pairs(suite: str, pairs: list[tuple[Case, Case | None]]) -> list[str]:
    """The names of the cases whose compact syntax does not mean what the XML beside it does."""
    found = []
    for case, beside in pairs:
        try:
            grammar = load("schema", case.read)
            check_written(grammar) if not case.correct else None
        except UnusableInput:
            fine = not case.correct
        else:
            fine = case.correct and (beside is None or normal(load("schema", beside.read)) == normal(grammar))
        if fine == ((suite, case.name) in SKIPPED):
            found.append(case.name)
    return found


def suite_of(shared: Path, name: str) -> Path:
    path = shared / "relaxng" / name
    if not path.is_file():
        pytest.skip(f"no conformance cases at {path}")
    return path


def test_the_cases_of_the_specification(shared: Path) -> None:
    cases = spec_cases(suite_of(shared, "spectest.xml"))
    assert len(cases) > 380
    assert wrong("specification", cases) == []


def test_the_cases_of_the_compact_syntax(shared: Path) -> None:
    pairs = compact_cases(suite_of(shared, "compacttest.xml"))
    assert len(pairs) > 80
    assert wrong_pairs("compact", pairs) == []


def test_our_own_schemas() -> None:
    cases = spec_cases(OWN / "schemas.xml")
    assert len(cases) > 40
    assert wrong("own", cases) == []


def test_our_own_compact_schemas() -> None:
    pairs = compact_cases(OWN / "compact.xml")
    assert len(pairs) > 20
    assert wrong_pairs("own-compact", pairs) == []


def test_the_table_of_skipped_cases_is_in_order() -> None:
    assert all(reason and suite in ("specification", "compact", "datatypes") for (suite, _), reason in SKIPPED.items())


def test_a_document_that_is_not_well_formed_is_no_verdict() -> None:
    case = Case("", b'<element name="p" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>', True)
    automaton = Automaton(compiled_schema("schema", case.read))
    with pytest.raises(expat.ExpatError):
        Matcher(automaton, lambda fault: None).run(b"<p>")
