"""The reference verdicts for ODDs, read once for all tests that ask for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.odd_suite import suite


@pytest.fixture(scope="session")
def odd_suite(shared: Path) -> Path:
    folder = shared / "odd-suite"
    if not folder.is_dir():
        pytest.skip(f"no reference verdicts at {folder}")
    return folder


@pytest.fixture(scope="session")
def cases(odd_suite: Path, tmp_path_factory: pytest.TempPathFactory) -> suite.Cases:
    """The fragments and mutants as files, by set and id: a part of them, or all."""
    folder = tmp_path_factory.mktemp("fragments")
    found: suite.Cases = {}
    for kind, ident, xml in suite.fragments(odd_suite):
        if suite.is_asked(kind, ident):
            path = folder / f"{len(found):05d}.xml"
            path.write_text(xml, encoding="utf-8", newline="")
            found[kind, ident] = path
    return found


@pytest.fixture(scope="session")
def verdicts(odd_suite: Path) -> dict[str, list[suite.Verdict]]:
    return suite.fragment_verdicts(odd_suite)
