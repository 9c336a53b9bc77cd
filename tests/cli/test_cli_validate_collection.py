"""A document that names no schema is checked by that of its collection."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplomatica.cli import cli
from diplomatica.commands import validate_schemas

GRAMMAR = 'default namespace = "http://www.tei-c.org/ns/1.0"\nstart = element TEI { text }\n'
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <pattern><rule context="t:TEI"><assert test="normalize-space()">This document is empty.</assert></rule></pattern>
</schema>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    validate_schemas.of_collection.cache_clear()
    (tmp_path / "our.rnc").write_text(GRAMMAR, "utf-8")
    (tmp_path / "our.sch").write_text(RULES, "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "tei" / "1951").mkdir(parents=True)
    (tmp_path / "diplomatica.toml").write_text(
        'title = "Papers"\n[validation]\nschema = "our.rnc"\nschematron = ["our.sch"]\n', "utf-8"
    )
    return tmp_path


def checked(path: Path) -> Result:
    return CliRunner().invoke(cli, ["validate", str(path), "--format", "json", "--no-cache"])


def test_the_schema_of_the_collection_is_used(folder: Path) -> None:
    path = folder / "tei" / "1951" / "a.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">A letter.</TEI>', "utf-8")
    result = checked(path)
    assert result.exit_code == 0, result.output


def test_so_are_its_rules(folder: Path) -> None:
    path = folder / "tei" / "1951" / "a.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    result = checked(path)
    assert result.exit_code == 1
    (document,) = json.loads(result.stdout)["documents"]
    assert [found["message"] for found in document["diagnostics"]] == ["This document is empty."]


def test_a_configuration_with_a_fault_is_told(folder: Path) -> None:
    (folder / "diplomatica.toml").write_text('title = "Papers"\n[validation]\nschema = "none.rnc"\n', "utf-8")
    path = folder / "tei" / "1951" / "a.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    result = checked(path)
    assert result.exit_code == 2
    assert "diplomatica.toml:3" in result.output
    assert "none.rnc" in result.output
