"""What two checks find of one attribute is told once."""

from __future__ import annotations

import pytest

from diplomatica.diagnostics.model import Diagnostic, Place, Severity
from diplomatica.validation.once import once

SAID = "/TEI[1]/text[1]/p[1]/said[1]"
LOST = Diagnostic("REF102", Severity.WARNING, "leads nowhere", Place("a.xml", 3, 9), xpath=f"{SAID}/@who")


def rule(test: str, xpath: str = SAID, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("SCH001", severity, "a rule", Place("a.xml", 3, 4), xpath=xpath, test=test)


@pytest.mark.parametrize(
    ("test", "xpath", "told"),
    [
        ("substring(@who, 2) = //@xml:id", SAID, 1),
        ("@who", SAID, 1),
        ("said[@who]", "/TEI[1]/text[1]/p[1]", 1),
        ("tei:said[1][@who]", "/TEI[1]/text[1]/p[1]", 1),
        # Another attribute, another element, no attribute, or more than one.
        ("@toWhom", SAID, 2),
        ("@who", "/TEI[1]/text[1]/p[1]/said[2]", 2),
        ("said[2][@who]", "/TEI[1]/text[1]/p[1]", 2),
        ("q[@who]", "/TEI[1]/text[1]/p[1]", 2),
        ("*[@who]", "/TEI[1]/text[1]/p[1]", 2),
        ("said[@who]", "/TEI[1]/text[1]", 2),
        ("@who or @toWhom", SAID, 2),
        ("p", SAID, 2),
        ("", SAID, 2),
    ],
)
def test_which_rules_say_the_same(test: str, xpath: str, told: int) -> None:
    found = once([LOST], [rule(test, xpath)])
    assert [finding.code for finding in found] == ["REF102", "SCH001"][:told]
    # It is as bad as the worse of the two.
    assert found[0].severity is (Severity.ERROR if told == 1 else Severity.WARNING)


def test_a_finding_gets_no_better() -> None:
    error = Diagnostic("GRA123", Severity.ERROR, "no such value", xpath=f"{SAID}/@who")
    assert once([error], [rule("@who", severity=Severity.WARNING)]) == [error]
    assert once([], [rule("@who")]) == [rule("@who")]
