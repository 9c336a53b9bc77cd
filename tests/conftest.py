"""What all tests share: where the reference material lies, and programs that may be missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def lacking(what: str) -> None:
    """Skip the test for what is missing on this machine; the continuous integration must have it, and fails."""
    if os.environ.get("DIPLOMATICA_CI"):
        pytest.fail(f"{what}, which the continuous integration must have")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference documents, facts and schemas, beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"no reference material at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def jing() -> str:
    """The RELAX NG validator jing."""
    found = shutil.which("jing")
    if found is None:
        lacking("jing is not installed (Debian: apt install jing)")
    return found or ""


@pytest.fixture(scope="session")
def trang() -> str:
    """trang, which turns schemas of one language into another."""
    found = shutil.which("trang")
    if found is None:
        lacking("trang is not installed (Debian: apt install trang)")
    return found or ""


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The folder of a font with the letters of the specimens, for the PDFs that the tests make."""
    folder = Path("/usr/share/fonts/truetype/dejavu")
    if not (folder / "DejaVuSerif.ttf").is_file():
        lacking("DejaVu fonts are not installed (Debian: apt install fonts-dejavu-core)")
    return folder
