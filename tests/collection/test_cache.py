"""Results that are kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

import diplomatica
from diplomatica.collection import cache


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_is_found_again(tmp_path: Path, kept: Path) -> None:
    source = tmp_path / "a.odd"
    source.write_text("x")
    entry = cache.Entry("odd", ["compile", "a"])
    assert entry.get() is None
    entry.put({str(source): b"x"}, {"text": "é", "list": [1]})
    assert entry.path.is_relative_to(kept)
    assert cache.Entry("odd", ["compile", "a"]).get() == {"text": "é", "list": [1]}
    assert cache.Entry("odd", ["compile", "b"]).get() is None
    assert cache.Entry("odd", ["compilea", ""]).get() is None
    assert cache.Entry("other", ["compile", "a"]).get() is None


@pytest.mark.parametrize("change", ["other", None])
def test_a_file_that_holds_something_else(tmp_path: Path, change: str | None) -> None:
    source = tmp_path / "a.odd"
    source.write_text("x")
    entry = cache.Entry("odd", ["a"])
    entry.put({str(source): b"x"}, {"text": "y"})
    if change is None:
        source.unlink()
    else:
        source.write_text(change)
    assert entry.get() is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3, "result": {}}', '{"files": {}, "result": 3}', "\xff"])
def test_an_entry_that_is_broken(text: str) -> None:
    entry = cache.Entry("odd", ["a"])
    entry.path.parent.mkdir(parents=True)
    entry.path.write_text(text, encoding="latin-1")
    assert entry.get() is None


def test_a_folder_that_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "file"))
    entry = cache.Entry("odd", ["a"])
    entry.put({}, {"text": "y"})
    assert entry.get() is None


def test_the_program_is_part_of_the_question() -> None:
    assert cache.program(["odd"]) == cache.program(["odd"])
    assert cache.program(["odd"]) != cache.program(["odd", "relaxng"])


def test_the_same_program_on_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts of an installed program is what its files hold, not when they were installed."""

    def installed(place: Path, sha: str) -> str:
        root, record = place / "diplomatica", place / f"diplomatica-{diplomatica.__version__}.dist-info" / "RECORD"
        for path in (root / "odd" / "a.py", root / "cli.py", record):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")
        lines = ["diplomatica/cli.py,sha256=x,9", f"diplomatica/odd/a.py,sha256={sha},3"]
        record.write_text(
            "\n".join([*lines, f"diplomatica/odd/__pycache__/a.{place.name}.pyc,,", "../bin/x,sha256=q,1"])
        )
        monkeypatch.setattr(diplomatica, "__file__", str(root / "__init__.py"))
        return cache.program(["odd"])

    first = installed(tmp_path / "one", "abc")
    assert installed(tmp_path / "two", "abc") == first
    assert installed(tmp_path / "three", "abd") != first
    (tmp_path / "two" / f"diplomatica-{diplomatica.__version__}.dist-info" / "RECORD").unlink()
    monkeypatch.setattr(diplomatica, "__file__", str(tmp_path / "two" / "diplomatica" / "__init__.py"))
    by_time = cache.program(["odd"])
    (tmp_path / "two" / "diplomatica" / "odd" / "a.py").write_text("x = 1\n")
    assert cache.program(["odd"]) != by_time
