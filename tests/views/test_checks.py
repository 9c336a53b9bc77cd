"""The stylesheets hold the rules of `xslt/checks.sch`, run by the project's own validator; and the rules bite."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.schematron.engine import Compiled, compile_schema
from tests.conftest import ROOT

FOLDERS = ("document", "shared", "reading", "diplomatic", "facts", "policy", "typst")
STYLESHEETS = [
    ROOT / "xslt" / "hooks.xsl",
    *(path for name in FOLDERS for path in sorted((ROOT / "xslt" / name).glob("*.xsl"))),
]
HEAD = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl">"""


@pytest.fixture(scope="module")
def checks() -> Compiled:
    path = ROOT / "xslt" / "checks.sch"
    return compile_schema(path.read_text(encoding="utf-8"), str(path))


def messages(checks: Compiled, path: Path) -> list[str]:
    return [finding.message for finding in checks.run(path)]


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_stylesheet_holds_the_rules(path: Path, checks: Compiled) -> None:
    assert messages(checks, path) == []


AS = "as='item()'"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("<xsl:variable name='x' select='1'/>", "has no @as"),
        ("<xsl:template match='a'/>", "has no @as"),
        (f"<xsl:template match='a' {AS} priority='2'/>", "priority"),
        ("<xsl:mode name='m' on-no-match='fail'/>", "on-multiple-match"),
        ("<xsl:mode name='m' on-multiple-match='fail'/>", "on-no-match"),
        (f'<xsl:variable name="x" {AS} select="doc(\'a.xml\')"/>', "reads something else"),
        (f"<xsl:variable name='x' {AS} select='current-date()'/>", "the clock"),
        ("<xsl:value-of select='1' disable-output-escaping='yes'/>", "Escaping"),
        ("<xsl:key name='k' match='a' use='@b'/>", "Keys belong"),
        (f"<xsl:template name='t' {AS}/>", "xd:doc"),
        (f"<xd:doc/><xsl:template name='t' {AS}><xsl:param name='p' {AS}/></xsl:template>", "does not explain: p"),
        (
            "<xd:doc><xd:param name='q'/></xd:doc><xsl:function name='t'><xsl:param name='p'/></xsl:function>",
            "parameter: q",
        ),
    ],
)
def test_a_rule_bites(fault: str, told: str, checks: Compiled, tmp_path: Path) -> None:
    path = tmp_path / "fault.xsl"
    path.write_text(f"{HEAD}{fault}</xsl:stylesheet>", encoding="utf-8")
    found = messages(checks, path)
    assert any(told in message for message in found), found
