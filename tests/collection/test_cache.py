"""Results that are kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

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
