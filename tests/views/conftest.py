"""What the tests of the views share: the stylesheets, and the reference documents as TEI files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from diplomatica.views.documents import Views
from tests.views import law


@pytest.fixture(scope="session")
def views() -> Views:
    """The stylesheets, compiled once."""
    return law.views()


@pytest.fixture(scope="session")
def reference(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, ...]]:
    """The TEI files of a folder of the reference material; what lies there as text is encoded, once a session."""
    known: dict[str, tuple[Path, ...]] = {}

    def files(folder: str) -> tuple[Path, ...]:
        if folder not in known:
            known[folder] = law.reference_files(shared / folder, tmp_path_factory)
        return known[folder]

    return files
