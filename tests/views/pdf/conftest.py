"""What the tests of the papers share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fonts, unpacked once."""
    return tmp_path_factory.mktemp("papers")
