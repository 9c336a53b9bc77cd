"""The wheel: it holds what the program needs, and works outside of the checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from diplomatica import share
from diplomatica.errors import InternalError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel."""
    if importlib.util.find_spec("hatchling") is None:
        if os.environ.get("DIPLOMATICA_CI"):
            pytest.fail("hatchling is not installed, which the continuous integration must have")
        pytest.skip("hatchling is not installed: the wheel can't be built offline")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", str(folder)], check=True, capture_output=True)
    (wheel,) = folder.glob("diplomatica-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "diplomatica.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_schemas_stylesheets_and_data(installed: Path) -> None:
    package = installed / "diplomatica"
    shipped = {path.relative_to(ROOT) for name in ("schema", "xslt") for path in (ROOT / name).rglob("*.[xj]s*")}
    assert Path("schema/corrections.schema.json") in shipped
    assert Path("xslt/review/review.xsl") in shipped
    for path in shipped:
        assert (package / "_share" / path).is_file(), path
    for path in (ROOT / "src" / "diplomatica").rglob("data/**/*.t*"):
        assert (package / path.relative_to(ROOT / "src" / "diplomatica")).is_file(), path
    assert (package / "views/site/citation/manuscript.csl").is_file()
    assert (package / "py.typed").is_file()


def test_the_program_runs_outside_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import diplomatica; print(diplomatica.__file__)"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(installed)
    (tmp_path / "letter.txt").write_text("On 3 May 1951 Anton Varro [sic] came to Great Fork.\n", encoding="utf-8")
    corrections = '[[name]]\ntext = "Great Fork"\nkind = "place"\n'
    (tmp_path / "letter.corrections.toml").write_text(corrections, encoding="utf-8")
    result = run(installed, "encode", "letter.txt", "-o", "out", "--review-html", "review.html", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "<placeName>Great Fork</placeName>" in (tmp_path / "out" / "letter.xml").read_text(encoding="utf-8")
    assert "</html>" in (tmp_path / "review.html").read_text(encoding="utf-8")
    assert run(installed, "--version", cwd=tmp_path).stdout.strip().startswith("diplomatica")
    assert "STR70" in run(installed, "rules", cwd=tmp_path).stdout


def test_files_beside_the_code_are_found_in_a_checkout() -> None:
    assert share.path("xslt/review/review.xsl").is_file()
    with pytest.raises(InternalError, match=r"schema/none\.json is missing"):
        share.path("schema/none.json")
