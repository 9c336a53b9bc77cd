"""A finding, as it is shown."""

from __future__ import annotations

import pytest

from diplomatica.diagnostics.model import NOWHERE, Diagnostic, Place, Severity


@pytest.mark.parametrize(
    ("place", "shown"),
    [(Place("a.odd", 3, 7), "a.odd:3:7"), (Place("a.odd", 3), "a.odd:3"), (Place("a.odd"), "a.odd"), (NOWHERE, "")],
)
def test_places(place: Place, shown: str) -> None:
    assert str(place) == shown


def test_findings() -> None:
    finding = Diagnostic("ODD000", Severity.WARNING, "wrong", Place("a.odd", 3, 7), "repair it")
    assert str(finding) == "a.odd:3:7: warning ODD000: wrong (repair it)"
    assert str(Diagnostic("ODD000", Severity.ERROR, "wrong")) == "error ODD000: wrong"


def test_places_are_ordered_as_they_stand() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 2), Place("a", 9, 30), Place("a", 10, 1)]
    assert [str(place) for place in sorted(places)] == ["a:9:30", "a:10:1", "a:10:2", "b:1:1"]
