"""The catalogue of codes: every code that is used is explained, and every one explained is used."""

from __future__ import annotations

import re
from pathlib import Path

import diplomatica
from diplomatica.diagnostics.explained import explained

ROOT = Path(diplomatica.__file__).parent
_CODE = re.compile(r"\"((?:XML|GRA|REF)\d{3})\"")


def test_every_code_is_explained() -> None:
    used = set()
    for folder in ("validation", "commands"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            used |= set(_CODE.findall(path.read_text(encoding="utf-8")))
    known = {code for code in explained() if not code.startswith(("SCH", "ODD"))}
    assert used == known | {"XML101"} == known


def test_schematron_too() -> None:
    text = (ROOT / "schematron" / "model.py").read_text(encoding="utf-8")
    assert set(re.findall(r"\"(SCH\d{3})\"", text)) <= set(explained())


def test_entries_are_whole() -> None:
    for entry in explained().values():
        assert entry.title
        assert not entry.title.endswith(".")
        assert entry.meaning.endswith(".")
        assert entry.wrong
        assert entry.right
        assert entry.wrong != entry.right
