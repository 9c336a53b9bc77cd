"""`diplomatica new`: a collection that builds as it is."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from diplomatica.cli import cli
from diplomatica.collection import config


def test_a_new_collection_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    result = CliRunner().invoke(cli, ["new", str(folder), "--title", 'The "Marn" papers'])
    assert result.exit_code == 0, result.output
    found = config.load(folder)
    assert found.title == 'The "Marn" papers'
    assert found.sources is not None
    assert [path.name for path in found.sources.iterdir()] == ["example.txt"]
    assert (folder / ".gitignore").read_text("utf-8") == "build/\n"


def test_its_example_encodes_without_a_doubt(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    runner = CliRunner()
    runner.invoke(cli, ["new", str(folder)])
    arguments = ["encode", str(folder / "sources"), "-o", str(tmp_path / "tei"), "--authority"]
    result = runner.invoke(cli, [*arguments, str(folder / "authority"), "--strict"])
    assert result.exit_code == 0, result.output
    assert 'who="#person.voll"' in (tmp_path / "tei" / "example.xml").read_text("utf-8")


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    result = CliRunner().invoke(cli, ["new", str(tmp_path)])
    assert result.exit_code == 2
    assert "new or empty" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
