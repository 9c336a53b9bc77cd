"""`diplomatica odd`: what is written, what is said, and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.odd.writing import BOX, written

Run = Callable[..., Result]
WARNED = BOX + '<elementSpec ident="slip"><content><textNode/></content></elementSpec>'
WRONG = BOX + '<elementSpec ident="two words"/>'


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a store of the test's own."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))


def test_compile(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, BOX)
    outputs = {name: tmp_path / "out" / f"own.{name}" for name in ("rng", "sch", "json")}
    arguments = [item for name, target in outputs.items() for item in (f"--{name}", target)]
    first = run("odd", "compile", path, *arguments)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.split() == [str(target) for target in outputs.values()]
    texts = {name: target.read_bytes() for name, target in outputs.items()}
    assert b"<grammar" in texts["rng"]
    assert b"sch:schema" in texts["sch"]
    assert json.loads(texts["json"])["ident"] == "own"
    for target in outputs.values():
        target.unlink()
    again = run("odd", "compile", path, *arguments)
    assert again.stdout == first.stdout
    assert {name: target.read_bytes() for name, target in outputs.items()} == texts


def test_findings_are_told_from_the_cache_too(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, WARNED)
    for _ in range(2):
        result = run("odd", "compile", path, "--rng", tmp_path / "own.rng")
        assert result.exit_code == 0
        assert "warning ODD404" in result.stderr
        assert f"{path}:1:" in result.stderr
    assert run("odd", "compile", path, "--rng", tmp_path / "own.rng", "--strict").exit_code == 1
    quiet = run("odd", "compile", path, "--rng", tmp_path / "own.rng", "--quiet")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")


def test_a_change_of_the_odd_counts(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "own.rng"
    run("odd", "compile", written(tmp_path, BOX), "--rng", target)
    run("odd", "compile", written(tmp_path, BOX.replace("textNode", "empty")), "--rng", target)
    assert "<text/>" not in target.read_text()


def test_errors_write_nothing(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    target = tmp_path / "own.rng"
    result = run("odd", "compile", path, "--rng", target)
    assert result.exit_code == 1
    assert "error ODD103" in result.stderr
    assert not target.exists()
    flat = run("odd", "resolve", path, "-o", tmp_path / "flat.odd")
    assert flat.exit_code == 1
    assert not (tmp_path / "flat.odd").exists()


def test_what_can_not_be_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.odd"
    path.write_text("<TEI>")
    for command in (
        ("compile", path, "--rng", tmp_path / "x.rng"),
        ("check", path),
        ("resolve", path, "-o", tmp_path / "y"),
    ):
        result = run("odd", *command)
        assert result.exit_code == 2
        assert f"{path}:1:6: not well-formed" in result.stderr
    assert run("odd", "compile", written(tmp_path, BOX)).exit_code == 2


def test_check_says_where_an_element_is(run: Run, tmp_path: Path) -> None:
    modules = '<moduleRef key="tei"/><moduleRef key="core" include="p"/><moduleRef key="drama" include="sp"/>'
    told = run("odd", "check", written(tmp_path, BOX + modules)).stderr
    assert "the module “drama” has no element “sp”, which is in the module “core”" in told


def test_check(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, WARNED)
    result = run("odd", "check", path)
    assert result.exit_code == 0
    assert "2 elements, 0 errors, 1 warning" in result.stdout
    assert run("odd", "check", path, "--strict").exit_code == 1
    assert run("odd", "check", written(tmp_path, WRONG)).exit_code == 1


def test_resolve(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "flat.odd"
    result = run("odd", "resolve", written(tmp_path, BOX), "-o", target)
    assert result.exit_code == 0, result.stderr
    assert '<elementSpec ident="box">' in target.read_text()


def test_releases(run: Run, tmp_path: Path) -> None:
    result = run("odd", "list-p5")
    assert result.exit_code == 0
    assert result.stdout.startswith("4.8.0  in the package")
    refused = run("odd", "add-p5", written(tmp_path, BOX))
    assert refused.exit_code == 2
    assert "no source of TEI P5" in refused.stderr
