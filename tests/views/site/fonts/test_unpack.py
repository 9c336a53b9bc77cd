"""The fonts for paper: unpacked once, by whoever comes first, and again where they are damaged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from diplomatica.views.pdf.fonts import Fonts
from diplomatica.views.site.fonts.unpack import unpack


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    unpack(folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}


def test_those_that_are_there_are_left_alone(fresh: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in fresh.iterdir()}
    unpack(fresh)
    assert {path: path.stat().st_mtime_ns for path in fresh.iterdir()} == before


def test_several_at_once_do_not_disturb_one_another(fresh: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = [job.result() for job in [pool.submit(unpack, tmp_path) for _ in range(4)]]
    assert len(set(found)) == 1
    assert content(tmp_path) == content(fresh)


@pytest.mark.parametrize("damage", [b"", b"no font", None])
def test_a_damaged_font_is_made_anew(fresh: Path, tmp_path: Path, damage: bytes | None) -> None:
    unpack(tmp_path)
    path = tmp_path / "kana.ttf"
    if damage is None:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        damage = bytes(data)
    path.write_bytes(damage)
    unpack(tmp_path)
    assert content(tmp_path) == content(fresh)


@pytest.mark.parametrize("damage", [b"\xff\x00", b"[]", b'{"fonts": 1}'])
def test_damaged_notes_are_made_anew(tmp_path: Path, damage: bytes) -> None:
    expected = Fonts(tmp_path).missing("aЖ한漢\U0001f600")
    for path in tmp_path.glob("*.json"):
        path.write_bytes(damage)
    assert Fonts(tmp_path).missing("aЖ한漢\U0001f600") == expected == {"\U0001f600"}
