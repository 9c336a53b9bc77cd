"""What `diplomatica explain` shows of faults in schemas: the wrong example gives its code, the right one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.diagnostics.explained import explained
from diplomatica.schematron import codes
from diplomatica.schematron.engine import compile_schema
from tests.schematron.bench import schema

SCHEMA_CODES = [code for code in codes.catalogue() if code.startswith("SCH1")]


def found(example: str, folder: Path) -> list[str]:
    """The codes of what is wrong in a schema; a phase that it has is chosen."""
    (folder / "dates.sch").write_text(schema('<pattern><rule context="date"><assert test="@when"/></rule></pattern>'))
    text = example if example.startswith("<grammar") else schema(example)
    phase = "first" if "<phase" in example else ""
    return [fault.code for fault in compile_schema(text, str(folder / "rules.sch"), phase).check()]


def test_every_code_is_explained() -> None:
    assert set(codes.catalogue()) <= set(explained())


@pytest.mark.parametrize("code", SCHEMA_CODES)
def test_the_wrong_example_gives_the_code(code: str, tmp_path: Path) -> None:
    assert found(explained()[code].wrong, tmp_path) == [code]


@pytest.mark.parametrize("code", SCHEMA_CODES)
def test_the_right_example_gives_nothing(code: str, tmp_path: Path) -> None:
    assert found(explained()[code].right, tmp_path) == []
