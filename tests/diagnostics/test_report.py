"""Reports: order, verdicts, marks that stay, baselines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplomatica.diagnostics import baseline
from diplomatica.diagnostics.model import Diagnostic, Excerpt, Place, Severity
from diplomatica.diagnostics.report import Report, document, fingerprints, without
from diplomatica.errors import UnusableInput

ONE = Diagnostic("GRA101", Severity.ERROR, "wrong", Place("a.xml", 3, 7), excerpt=Excerpt("  <p>  a", 2, 2))
TWO = Diagnostic("REF102", Severity.WARNING, "odd", Place("a.xml", 1, 2), excerpt=Excerpt("<b/>", 0))


def test_order_and_verdict() -> None:
    made = document("a.xml", [ONE, TWO])
    assert made.diagnostics == (TWO, ONE)
    assert not made.valid
    assert document("a.xml", [TWO]).valid
    report = Report((made, document("b.xml", [])))
    assert (report.count(Severity.ERROR), report.count(Severity.WARNING), report.worst()) == (1, 1, 2)
    assert Report(()).worst() == -1


def test_marks_stay_when_lines_move() -> None:
    before = fingerprints(document("a.xml", [ONE, TWO]))
    moved = replace(ONE, place=Place("a.xml", 90, 3), excerpt=Excerpt("<p> a", 0, 2))
    assert fingerprints(document("a.xml", [moved, TWO])) == before
    assert fingerprints(document("b.xml", [ONE]))[0] not in before
    assert fingerprints(document("a.xml", [replace(ONE, code="GRA102")]))[0] not in before


def test_marks_stay_when_a_message_names_another_line() -> None:
    first = replace(ONE, message='xml:id="a" stands in line 3 already (in 2 pointers)')
    later = replace(first, message='xml:id="a" stands in line 40 already (in 12 pointers)')
    assert fingerprints(document("a.xml", [first])) == fingerprints(document("./a.xml", [later]))
    assert fingerprints(document("a.xml", [ONE])) != fingerprints(document("a.xml", [replace(ONE, message="wrong 2")]))


def test_equal_findings_have_marks_of_their_own() -> None:
    again = replace(ONE, place=Place("a.xml", 9, 7))
    marks = fingerprints(document("a.xml", [ONE, again]))
    assert len(set(marks)) == 2
    assert marks[0] == fingerprints(document("a.xml", [ONE]))[0]


def test_a_baseline_hides_what_it_holds() -> None:
    report = Report((document("a.xml", [ONE]),))
    marks = baseline.read(baseline.written(report).encode(), "b.json")
    now = without(Report((document("a.xml", [ONE, TWO, replace(ONE, place=Place("a.xml", 8))]),)), marks)
    assert [finding.place.line for finding in now.diagnostics] == [1, 8]
    assert now.documents[0].hidden == 1


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"format": 9, "documents": {}}', b'{"format": 1, "documents": {"a": [1]}}']
)
def test_what_is_no_baseline(data: bytes) -> None:
    with pytest.raises(UnusableInput):
        baseline.read(data, "b.json")
