"""Results kept from build to build."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.collection.kept import Kept


def test_a_result_counts_only_under_its_key(tmp_path: Path) -> None:
    with Kept(tmp_path / "a.sqlite") as kept:
        kept.put("encode", "a.txt", "1", b"one")
    with Kept(tmp_path / "a.sqlite") as kept:
        assert kept.get("encode", "a.txt", "1") == b"one"
        assert kept.get("encode", "a.txt", "2") is None
        assert kept.get("views", "a.txt", "1") is None


def test_a_new_result_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with Kept(tmp_path / "a.sqlite") as kept:
        kept.put("encode", "a.txt", "1", b"one")
        kept.put("encode", "a.txt", "2", b"two")
        assert kept.get("encode", "a.txt", "1") is None
        assert kept.get("encode", "a.txt", "2") == b"two"


def test_what_is_no_longer_there_is_forgotten(tmp_path: Path) -> None:
    with Kept(tmp_path / "a.sqlite") as kept:
        kept.put("encode", "a.txt", "1", b"one")
        kept.put("encode", "b.txt", "1", b"two")
        kept.put("views", "a.txt", "1", b"three")
        kept.forget_all_but("encode", ["b.txt"])
        assert kept.get("encode", "a.txt", "1") is None
        assert kept.get("encode", "b.txt", "1") == b"two"
        assert kept.get("views", "a.txt", "1") == b"three"


def test_without_a_place_nothing_is_kept() -> None:
    with Kept(None) as kept:
        kept.put("encode", "a.txt", "1", b"one")
        assert kept.get("encode", "a.txt", "1") is None


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 50, b""])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with Kept(path) as kept:
        kept.put("encode", "a.txt", "1", b"one")
        assert kept.get("encode", "a.txt", "1") == b"one"


def test_a_place_that_cant_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Kept(tmp_path / "file" / "a.sqlite") as kept:
        kept.put("encode", "a.txt", "1", b"one")
        assert kept.get("encode", "a.txt", "1") is None


def test_a_value_that_was_damaged_counts_as_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with Kept(path) as kept:
        kept.put("encode", "a.txt", "1", b"the value as it was kept")
    path.write_bytes(path.read_bytes().replace(b"as it was kept", b"as it was KEPT"))
    with Kept(path) as kept:
        assert kept.get("encode", "a.txt", "1") is None


def test_a_file_that_is_damaged_behind_its_head_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with Kept(path) as kept:
        for number in range(300):
            kept.put("encode", f"{number}.txt", "1", b"x" * 200)
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xee" * (len(data) - 8192))
    for _ in range(2):
        with Kept(path) as kept:
            for number in range(300):
                kept.get("encode", f"{number}.txt", "1")
            kept.put("encode", "a.txt", "1", b"one")
    with Kept(path) as kept:
        assert kept.get("encode", "a.txt", "1") == b"one"
