"""What a compiler can see wrong in a schema; and that every finding is provoked by some test."""

# ruff: noqa: E501 (XML)
from __future__ import annotations

import re
from pathlib import Path

import pytest

import diplomatica.odd
from diplomatica.odd import codes
from tests.odd.writing import BOX, read, written

CASES = Path(__file__).parent / "cases"
SOURCES = Path(diplomatica.odd.__file__).parent
# Where the findings of the compiler's core are made; others have tests of their own.
CORE = ("parse", "resolve", "check.py", "load.py", "emit/schematron.py")
# Provoked by tests, not by cases.
ELSEWHERE = {"ODD003": "parse/test_document.py", "ODD130": "parse/test_document.py"}


def made() -> set[str]:
    """The codes of the findings that the core makes."""
    found: set[str] = set()
    for name in CORE:
        path = SOURCES / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            found.update(re.findall(r'"(ODD\d{3})"', file.read_text(encoding="utf-8")))
    return found


def test_every_finding_is_provoked() -> None:
    provoked = {
        line.split()[1]
        for path in CASES.glob("*/expected.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    for code, test in ELSEWHERE.items():
        assert code in (Path(__file__).parent / test).read_text(encoding="utf-8")
    assert made() - provoked - set(ELSEWHERE) == set()


def test_every_finding_is_in_the_catalogue() -> None:
    assert made() <= set(codes.catalogue())


@pytest.mark.parametrize("code", sorted(codes.catalogue()))
def test_words(code: str) -> None:
    known = codes.catalogue()[code]
    assert known.message
    assert known.help
    assert not known.help.endswith(".")


@pytest.mark.parametrize(
    ("content", "attributes", "found"),
    [
        ('<elementRef key="slip"/>', "", []),
        ('<elementRef key="box"/>', "", ["ODD403"]),
        ('<elementRef key="box" minOccurs="0"/>', "", []),
        ('<alternate><elementRef key="box"/><textNode/></alternate>', "", []),
        ('<sequence minOccurs="0"><elementRef key="box"/></sequence>', "", []),
        ('<macroRef key="m"/>', "", ["ODD403"]),
        ('<classRef key="model.none"/>', "", ["ODD403"]),
        ('<classRef key="model.none" expand="sequenceOptional"/>', "", []),
        ('<classRef key="model.some" expand="sequence"/>', "", ["ODD403"]),
        ('<classRef key="model.some"/>', "", []),
        ("<textNode/>", '<attDef ident="a"><defaultVal>x</defaultVal><valList type="closed"><valItem ident="y"/></valList></attDef>', ["ODD325"]),
        ("<textNode/>", '<attDef ident="a"><defaultVal>x</defaultVal><valList type="open"><valItem ident="y"/></valList></attDef>', []),
    ],
)  # fmt: skip
def test_content(tmp_path: Path, content: str, attributes: str, found: list[str]) -> None:
    specs = (
        '<classSpec ident="model.none" type="model"/><classSpec ident="model.some" type="model"/>'
        '<macroSpec ident="m"><content><elementRef key="box"/></content></macroSpec>'
        '<elementSpec ident="slip"><classes><memberOf key="model.some"/></classes></elementSpec>'
        '<elementSpec ident="never"><classes><memberOf key="model.some"/></classes><content><elementRef key="never"/></content></elementSpec>'
        f'<elementSpec ident="box"><content>{content}</content><attList>{attributes}</attList></elementSpec>'
    )
    codes_found = read(written(tmp_path, specs))[1]
    codes_found.remove("ODD403")  # of "never"
    assert codes_found == found


def test_what_tei_says_is_taken_as_it_is(tmp_path: Path) -> None:
    assert read(written(tmp_path, '<moduleRef key="tei"/><moduleRef key="header"/>' + BOX))[1] != []
    assert read(written(tmp_path, '<moduleRef key="tei"/><moduleRef key="core" include="p hi"/>' + BOX))[1] == []
