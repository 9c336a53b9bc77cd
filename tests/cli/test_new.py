"""`diplomatica new`: a collection that builds as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplomatica.cli import cli
from diplomatica.collection import config
from diplomatica.commands.new import make
from diplomatica.errors import UnusableInput


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


def test_it_is_valid_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    runner = CliRunner()
    runner.invoke(cli, ["new", str(folder)])
    result = runner.invoke(cli, ["validate", str(folder), "--fail-on", "warning", "--no-cache"])
    assert result.exit_code == 0, result.output


def test_what_its_configuration_proposes_is_understood(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    CliRunner().invoke(cli, ["new", str(folder)])
    toml = folder / "diplomatica.toml"
    proposed = re.sub(r"^# (?=\[|[a-z-]+ = )", "", toml.read_text("utf-8"), flags=re.M)
    assert proposed != toml.read_text("utf-8")
    toml.write_text(proposed, "utf-8")
    for name in ("tei/a.xml", "schema/our.odd", "logo.svg", "own.css", "about.txt", "imprint.txt", "xslt/our.xsl"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    found = config.load(folder)
    assert all((found.subtitle, found.address, found.publisher, found.licence, found.licence_url, found.repository))
    assert all((found.institution, found.logo, found.css, found.about, found.imprint, found.hooks, found.tei))


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    result = CliRunner().invoke(cli, ["new", str(tmp_path)])
    assert result.exit_code == 2
    assert "new or empty" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("title", ["", "  ", "a\x7fb", "a\udcffb", "a\x00b", "a\u202eb"])
def test_a_title_that_is_none(title: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="--title"):
        make(tmp_path / "papers", title)
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize("title", ['"quoted" \\ back', "{{ 7*7 }}", "a\nb", '"""', "\u5e73\u548c", "# no [comment]"])
def test_a_title_is_taken_as_it_is(title: str, tmp_path: Path) -> None:
    make(tmp_path / "papers", title)
    assert config.load(tmp_path / "papers").title == " ".join(title.split())
