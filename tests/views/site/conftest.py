"""What the tests of the site share: editions of the specimens, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT, lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RELATED = """<relatedItem type="translation" target="13-report-in-russian-kelm.xml"/>"""


def publish(output: Path, *arguments: object) -> dict[str, Any]:
    """Run `diplomatica publish` in a process of its own, and give what it tells."""
    command = [sys.executable, "-m", "diplomatica", "publish", *map(str, arguments), "-o", str(output), "--format=json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=240)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encoded specimens, two of them said to be original and translation."""
    folder = tmp_path_factory.mktemp("tei")
    for path in sorted((ROOT / "tei" / "encoded").glob("*.xml")):
        shutil.copy(path, folder / path.name)
    letter = folder / "05-letter-lundhavn.xml"
    text = letter.read_text(encoding="utf-8")
    assert text.count("<sourceDesc>") == 1
    related = f"<sourceDesc>\n   <bibl>{RELATED}</bibl>"
    letter.write_text(text.replace("<sourceDesc>", related), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def edition(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the specimens."""
    output = tmp_path_factory.mktemp("edition") / "site"
    told = publish(output, sources, "--authority", ROOT / "tei" / "authority", "--title", "Harbour Lane Papers")
    assert told["problems"] == []
    return output


@pytest.fixture(scope="session")
def pages(edition: Path) -> list[Path]:
    """All its pages."""
    return sorted(edition.rglob("*.html"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        lacking("Chromium is not installed (Debian: apt install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("Playwright is not installed (pip install -e '.[dev]')")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def nu_checker() -> list[str]:
    """The command of the Nu HTML checker, whose archive the environment names."""
    java, jar = shutil.which("java"), os.environ.get("DIPLOMATICA_VNU", str(ROOT / "build" / "vnu" / "vnu.jar"))
    if java is None or not Path(jar).is_file():
        lacking(
            "the Nu HTML checker is not there: Java, and vnu.jar (npm vnu-jar) as build/vnu/vnu.jar or DIPLOMATICA_VNU"
        )
    return [java or "", "-Xss4m", "-jar", jar]
