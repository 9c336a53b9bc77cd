"""`diplomatica build`: everything once, then only what changed, and the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplomatica.cli import cli
from tests.conftest import ROOT

CHOSEN = ("02-journal-namgyeong", "03-cipher-telegram-kelm", "14-conversation-in-korean-namgyeong")


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A cache of these tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLOMATICA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def collection(folder: Path) -> Path:
    """A small collection: three specimens, the authority files."""
    (folder / "sources").mkdir(parents=True)
    for stem in CHOSEN:
        shutil.copy(ROOT / "tei" / "sources" / f"{stem}.txt", folder / "sources")
    shutil.copytree(ROOT / "tei" / "authority", folder / "authority")
    (folder / "diplomatica.toml").write_text(
        'title = "Three papers"\n[sources]\nauthority = ["authority"]\n', encoding="utf-8"
    )
    return folder


def build(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["build", str(folder), "--jobs", "1", *arguments], catch_exceptions=False)


def contents(folder: Path) -> dict[str, str]:
    """Checksums of all files that were made."""
    output = folder / "build"
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    output = folder / "build"
    return {str(path.relative_to(output)): path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, cache: object) -> Path:
    """A collection that was built once."""
    folder = collection(tmp_path_factory.mktemp("papers") / "a")
    result = build(folder)
    assert result.exit_code == 0, result.output
    return folder


def test_all_is_there(built: Path) -> None:
    made = contents(built)
    for stem in CHOSEN:
        assert f"tei/{stem}.xml" in made
        for name in ("index.html", "diplomatic.html", f"{stem}.pdf", f"{stem}-diplomatic.pdf", f"{stem}.xml"):
            assert f"edition/documents/{stem}/{name}" in made
    for name in ("edition/index.html", "edition/book-reading.pdf", "edition/book-diplomatic.pdf", "report.html"):
        assert name in made


def test_nothing_is_made_again_where_nothing_changed(built: Path) -> None:
    before = times(built)
    result = build(built)
    assert result.exit_code == 0, result.output
    assert times(built) == before


def test_two_builds_are_the_same_bytes(built: Path, tmp_path: Path) -> None:
    other = collection(tmp_path / "b")
    result = build(other, "--no-cache")
    assert result.exit_code == 0, result.output
    mine, its = contents(built), contents(other)
    # The report names the files as they were given.
    differing = {name for name in mine.keys() | its.keys() if mine.get(name) != its.get(name)}
    assert not {name for name in differing if not name.startswith("report.")}


def test_one_change_is_made_alone(tmp_path: Path) -> None:
    folder = collection(tmp_path / "c")
    assert build(folder).exit_code == 0
    before = times(folder)
    source = folder / "sources" / f"{CHOSEN[1]}.txt"
    source.write_text(source.read_text("utf-8").replace("Do not leave a paper.", "Leave no paper."), "utf-8")
    result = build(folder)
    assert result.exit_code == 0, result.output
    changed = {name for name, when in times(folder).items() if before.get(name) != when}
    assert f"tei/{CHOSEN[1]}.xml" in changed
    assert f"edition/documents/{CHOSEN[1]}/index.html" in changed
    assert f"edition/documents/{CHOSEN[1]}/{CHOSEN[1]}.pdf" in changed
    assert f"tei/{CHOSEN[0]}.xml" not in changed
    assert not {name for name in changed if name.startswith(f"edition/documents/{CHOSEN[0]}/")}
    assert "Leave no paper." in (folder / "build/edition/documents" / CHOSEN[1] / "index.html").read_text("utf-8")


def test_a_source_that_is_gone_takes_its_pages_with_it(tmp_path: Path) -> None:
    folder = collection(tmp_path / "d")
    assert build(folder, "--no-pdf").exit_code == 0
    (folder / "sources" / f"{CHOSEN[2]}.txt").unlink()
    result = build(folder, "--no-pdf")
    assert result.exit_code == 0, result.output
    assert not [name for name in contents(folder) if CHOSEN[2] in name]
    assert "Deleted" in (folder / "build" / "report.txt").read_text("utf-8")


def test_tei_that_a_build_did_not_make_or_somebody_changed_stays(tmp_path: Path) -> None:
    folder = collection(tmp_path / "g")
    (folder / "build" / "tei").mkdir(parents=True)
    encoded = folder / "build" / "tei" / "05-letter-lundhavn.xml"
    shutil.copy(ROOT / "tei" / "encoded" / encoded.name, encoded)
    assert build(folder, "--no-pdf").exit_code == 0
    corrected = folder / "build" / "tei" / f"{CHOSEN[2]}.xml"
    corrected.write_text(corrected.read_text("utf-8") + "<!-- corrected by hand -->\n", "utf-8")
    for stem in CHOSEN[1:]:
        (folder / "sources" / f"{stem}.txt").unlink()
    assert build(folder, "--no-pdf").exit_code == 0
    assert {path.stem for path in encoded.parent.glob("*.xml")} == {CHOSEN[0], encoded.stem, corrected.stem}


def test_a_build_never_takes_what_it_made_for_sources(tmp_path: Path) -> None:
    folder = collection(tmp_path / "h")
    for path in (folder / "sources").iterdir():
        path.rename(folder / path.name)
    (folder / "diplomatica.toml").write_text('title = "T"\ntei = ["."]\n[sources]\nfolder = "."\n', encoding="utf-8")
    shutil.rmtree(folder / "authority")
    for _ in range(2):
        result = build(folder, "--no-pdf")
        assert result.exit_code == 0, result.output
        assert {path.name for path in (folder / "build/edition/documents").iterdir()} == {*CHOSEN, "index.html"}


def test_a_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = collection(tmp_path / "e")
    (folder / "sources" / "bad.txt").write_bytes(b"A letter\x00 of two lines.\n")
    result = build(folder, "--no-pdf")
    assert result.exit_code == 1
    assert "bad.txt:1:9" in result.output
    assert (folder / "build/edition/documents" / CHOSEN[0] / "index.html").is_file()
    assert "bad.txt:1:9" in (folder / "build" / "report.html").read_text("utf-8")


def test_findings_are_told_and_the_document_is_published(tmp_path: Path) -> None:
    folder = collection(tmp_path / "f")
    broken = (ROOT / "tei" / "encoded" / f"{CHOSEN[1]}.xml").read_text("utf-8").replace("<p>", "<pp>", 1)
    (folder / "by-hand.xml").write_text(broken.replace("</p>", "</pp>", 1), "utf-8")
    toml = folder / "diplomatica.toml"
    toml.write_text('tei = ["by-hand.xml"]\n' + toml.read_text("utf-8"), "utf-8")
    result = build(folder, "--no-pdf")
    assert result.exit_code == 1
    assert "by-hand.xml" in result.output
    assert "pp" in result.output
    assert (folder / "build/edition/documents/by-hand/index.html").is_file()


def test_the_report_lists_the_places_and_their_corrections(tmp_path: Path) -> None:
    folder = collection(tmp_path / "k")
    fixes = folder / "sources" / f"{CHOSEN[0]}.corrections.toml"
    fixes.write_text('[[name]]\ntext = "Nobody Here"\nkind = "person"\n', "utf-8")
    result = build(folder, "--no-pdf")
    assert "Nobody Here" in result.output
    assert "the report lists them" in result.output
    text = (folder / "build" / "report.txt").read_text("utf-8")
    page = (folder / "build" / "report.html").read_text("utf-8")
    for told in (text, page):
        assert f"{CHOSEN[0]}.txt:45:129: read as the date 1958-04-03" in told
        assert str(fixes) in told
        assert "Nobody Here" in told
    assert '            when = "1958-04-03"' in text
    assert ">>the 3rd<<" in text
    assert "<mark>the 3rd</mark>" in page
    # What is kept from the build before is told in the same way.
    assert build(folder, "--no-pdf").exit_code == 0
    assert (folder / "build" / "report.txt").read_text("utf-8") == text


def test_findings_have_one_total_and_those_alike_are_told_together(tmp_path: Path) -> None:
    folder = collection(tmp_path / "l")
    broken = (ROOT / "tei" / "encoded" / f"{CHOSEN[1]}.xml").read_text("utf-8").replace("<p>", "<pp>", 1)
    (folder / "tei").mkdir()
    for number in range(13):
        (folder / "tei" / f"t{number:02}.xml").write_text(broken.replace("</p>", "</pp>", 1), "utf-8")
    toml = folder / "diplomatica.toml"
    toml.write_text('tei = ["tei"]\n' + toml.read_text("utf-8"), "utf-8")
    result = build(folder, "--no-pdf")
    told = [line for line in result.output.splitlines() if "<pp>" in line]
    assert len(told) == 10
    assert "  and 3 more like it" in result.output
    assert "1 document:" not in result.output
    assert result.output.count("16 documents: ") == 1
    assert (folder / "build" / "report.txt").read_text("utf-8").count("no element <pp>") == 13
    assert (folder / "build" / "report.html").read_text("utf-8").count("no element &lt;pp&gt;") == 13


def test_what_is_the_publishers_own_is_in_the_edition(tmp_path: Path) -> None:
    folder = collection(tmp_path / "m")
    (folder / "own.css").write_text("p { color: red }\n", "utf-8")
    (folder / "Seal.SVG").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (folder / "about.txt").write_text("We are <us>.\n\nSee https://quay.example/x.\n", "utf-8")
    (folder / "imprint.txt").write_text("Quay Press\nQuay 1\n", "utf-8")
    toml = folder / "diplomatica.toml"
    toml.write_text(
        toml.read_text("utf-8") + '[header]\nlicence = "CC BY 4.0"\nrepository = "Archive of Kelm"\n'
        '[edition]\ninstitution = "Quay & Sons"\ncss = "own.css"\nlogo = "Seal.SVG"\nabout = "about.txt"\n'
        'imprint = "imprint.txt"\n',
        "utf-8",
    )
    result = build(folder, "--no-pdf")
    assert result.exit_code == 0, result.output
    edition = folder / "build" / "edition"
    assert (edition / "assets" / "own.css").read_text("utf-8") == "p { color: red }\n"
    for name, root in (("index.html", ""), (f"documents/{CHOSEN[0]}/index.html", "../../")):
        page = (edition / name).read_text("utf-8")
        styles = [line for line in page.splitlines() if 'rel="stylesheet"' in line]
        assert styles[-1] == f'<link rel="stylesheet" href="{root}assets/own.css">'
        assert f'<img src="{root}assets/logo.svg" alt="Quay &amp; Sons">' in page
        assert "Quay &amp; Sons" in page
        assert "CC BY 4.0" in page
        assert f'href="{root}about.html#imprint"' in page
    about = (edition / "about.html").read_text("utf-8")
    assert "<p>We are &lt;us&gt;.</p>" in about
    assert '<a href="https://quay.example/x"' in about
    assert '<h2 id="imprint">' in about
    assert "Quay Press\nQuay 1" in about


def test_a_collection_without_its_own_has_nothing_of_it(built: Path) -> None:
    page = (built / "build" / "edition" / "index.html").read_text("utf-8")
    assert "own.css" not in page
    assert "foot-logo" not in page
    assert "imprint" not in page


def test_corrections_without_a_source_are_told(tmp_path: Path) -> None:
    folder = collection(tmp_path / "n")
    (folder / "sources" / "gone.corrections.toml").write_text('[header]\ntitle = "Gone"\n', "utf-8")
    (folder / "sources" / f"{CHOSEN[0]}.corrections.toml").write_text('[header]\ntitle = "Here"\n', "utf-8")
    result = build(folder, "--no-pdf")
    assert result.exit_code == 0, result.output
    told = [line for line in result.output.splitlines() if "there is no source" in line]
    assert len(told) == 1
    assert "gone.corrections.toml" in told[0]
    assert told[0] in (folder / "build" / "report.txt").read_text("utf-8")


def test_tei_that_somebody_edited_is_put_aside_and_told_once(tmp_path: Path) -> None:
    folder = collection(tmp_path / "o")
    assert build(folder, "--no-pdf").exit_code == 0
    made = folder / "build" / "tei" / f"{CHOSEN[0]}.xml"
    ours, edited = made.read_bytes(), made.read_bytes().replace(b"</teiHeader>", b"<!-- mine --></teiHeader>")
    made.write_bytes(edited)
    result = build(folder, "--no-pdf")
    assert result.exit_code == 0, result.output
    assert f"{made}: it was edited by hand" in result.output
    assert "“tei”" in result.output
    assert made.read_bytes() == ours
    assert made.with_name(f"{made.name}.edited").read_bytes() == edited
    assert "edited by hand" not in build(folder, "--no-pdf").output
    made.write_bytes(edited)
    build(folder, "--no-pdf")
    assert made.with_name(f"{made.name}.edited-2").read_bytes() == edited


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from diplomatica.collection.edition import publish

    folder = collection(tmp_path / "g")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publish, "publish", interrupted)
        result = build(folder, "--no-pdf")
    assert result.exit_code == 130
    assert "goes on" in result.output
    result = build(folder, "--no-pdf")
    assert result.exit_code == 0, result.output
    assert "0 made, 3 as before" in result.output


def test_a_collection_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "diplomatica.toml").write_text('title = "Nothing yet"\n', "utf-8")
    result = build(tmp_path)
    assert result.exit_code == 2
    assert "sources" in result.output


def test_a_faulty_configuration_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "diplomatica.toml").write_text("title = 3\n", "utf-8")
    result = build(tmp_path)
    assert result.exit_code == 2
    assert "diplomatica.toml:1" in result.output
    assert os.listdir(tmp_path) == ["diplomatica.toml"]
