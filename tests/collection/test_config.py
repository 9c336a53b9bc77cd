"""The configuration of a collection: what it means, and what is said about one that can't be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diplomatica import share
from diplomatica.collection import config
from diplomatica.errors import UnusableInput


def written(folder: Path, text: str) -> Path:
    (folder / "sources").mkdir(exist_ok=True)
    path = folder / "diplomatica.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_start_at_the_file(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "b.xml").touch()
    (tmp_path / "people" / "a.xml").touch()
    written(tmp_path, 'title = "Papers"\noutput = "../out"\n[sources]\nauthority = ["people"]\n')
    found = config.load(tmp_path)
    assert found.sources == tmp_path / "sources"
    assert found.output == tmp_path.parent / "out"
    assert found.authority == (tmp_path / "people/a.xml", tmp_path / "people/b.xml")


def test_what_all_headers_say(tmp_path: Path) -> None:
    said = '[header]\npublisher = "Harbour Lane"\nlicence-url = "https://licence.example/by"\nrepository = "Kelm"\n'
    found = config.load(written(tmp_path, 'title = "Papers"\n' + said))
    assert (found.publisher, found.licence, found.licence_url) == ("Harbour Lane", "", "https://licence.example/by")
    assert found.repository == "Kelm"


def test_what_is_left_out_is_as_the_schema_says(tmp_path: Path) -> None:
    found = config.load(written(tmp_path, 'title = "Papers"\n'))
    schema = json.loads(share.path(config.SCHEMA).read_text("utf-8"))["properties"]
    assert found.language == schema["language"]["default"]
    assert found.output == tmp_path / schema["output"]["default"]
    assert found.search is schema["edition"]["properties"]["search"]["default"]
    assert list(found.pdf_views) == schema["pdf"]["properties"]["views"]["default"]
    assert found.fail_on == schema["validation"]["properties"]["fail-on"]["default"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("titel = 'x'\n", 1, "titel"),
        ("title = 'x'\nlanguage = 'fr'\n", 2, "language"),
        ("title = 'x'\n\n[validation]\nschema = 'none.odd'\n", 4, "none.odd"),
        ("title = 'x'\ntei = [\n  'here.xml',\n]\n", 2, "here.xml"),
        ("title = 'x'\naddress = 'ftp://a'\n", 2, "address"),
        ("title = \n", 1, "TOML"),
        ("title = Die Akten  # of 1951\n", 1, 'put the value in quotes: title = "Die Akten"'),
        ("title = 1951 to 1968\n", 1, 'put the value in quotes: title = "1951 to 1968"'),
        ("title = 'x\n", 1, "see schema/"),
        ("title = 'x'\n[edition]\ncss = 'own.css'\n", 3, "own.css"),
        ("title = 'x'\n[edition]\nimprint = 'sources'\n", 3, "is a folder"),
        ("title = 'x'\n[edition]\nlogo = 'logo.tiff'\n", 3, "a picture"),
        ("title = 'x'\n[header]\nlicence-url = 'CC BY'\n", 3, "an address"),
    ],
)
def test_a_fault_has_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnusableInput) as caught:
        config.load(path)
    assert caught.value.where.startswith(f"{path}:{line}")
    assert words in str(caught.value)


def test_a_folder_without_configuration_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="diplomatica new"):
        config.load(tmp_path)


def test_a_collection_needs_documents(tmp_path: Path) -> None:
    (tmp_path / "diplomatica.toml").write_text('title = "Papers"\n', encoding="utf-8")
    with pytest.raises(UnusableInput, match="nothing to make an edition of"):
        config.load(tmp_path)


def test_the_nearest_configuration_is_found_from_below(tmp_path: Path) -> None:
    path = written(tmp_path, 'title = "Papers"\n')
    below = tmp_path / "sources" / "1951"
    below.mkdir()
    assert config.find(below) == path.resolve()
    assert config.find(below / "letter.xml") == path.resolve()


@pytest.mark.parametrize(
    ("output", "sources", "tei"),
    [
        ("sources", "sources", None),
        (".", ".", None),
        (".", "tei", None),
        (".", "edition/old", None),
        ("mine", "sources", "mine"),
        ("sources/../mine", "sources", "mine"),
        ("link", "sources", None),
        (".", "sources", "tei/a.xml"),
    ],
)
def test_the_output_is_never_in_the_place_of_what_it_is_made_of(
    output: str, sources: str, tei: str | None, tmp_path: Path
) -> None:
    for folder in ("sources", "mine", "tei", "edition/old"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tei" / "a.xml").touch()
    (tmp_path / "link").symlink_to(tmp_path / "sources")
    text = f'title = "T"\noutput = "{output}"\n' + (f'tei = ["{tei}"]\n' if tei else "")
    (tmp_path / config.NAME).write_text(f'{text}[sources]\nfolder = "{sources}"\n', encoding="utf-8")
    with pytest.raises(UnusableInput, match="name another folder for the output"):
        config.check_output(config.load(tmp_path))


@pytest.mark.parametrize("output", [".", "build", "sources/build", "mine/../made"])
def test_the_output_may_lie_anywhere_else(output: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / config.NAME).write_text(f'title = "T"\noutput = "{output}"\n', encoding="utf-8")
    found = config.load(tmp_path)
    config.check_output(found)
    made = found.output.resolve()
    assert config.is_made(made / "tei" / "a.xml", made)
    assert config.is_made(made / "edition", made)
    assert not config.is_made(made / "letter.txt", made)
    assert not config.is_made(made, made)
