"""The examples of `diplomatica explain` for ODDs: the wrong one gives its code, the right one beside it nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.diagnostics.explained import explained
from diplomatica.odd.codes import catalogue
from tests.odd.writing import read, whole, written

# Told rather than shown: they need other files, and have tests of their own (cases, test_by_example.py).
TOLD = frozenset("ODD402 ODD601 ODD602 ODD603 ODD604 ODD605 ODD606".split())
CODES = sorted(set(catalogue()) - TOLD)


def codes(example: str, folder: Path) -> set[str]:
    """What is found in an ODD that has an example."""
    return set(read(whole(folder, example) if "<schemaSpec" in example else written(folder, example))[1])


def test_every_code_is_explained() -> None:
    assert {code for code in explained() if code.startswith("ODD")} == set(catalogue())


@pytest.mark.parametrize("code", CODES)
def test_the_examples(code: str, tmp_path: Path) -> None:
    assert codes(explained()[code].wrong, tmp_path) == {code}
    assert codes(explained()[code].right, tmp_path) == set()
