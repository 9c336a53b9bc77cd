"""`diplomatica publish`: what it tells, what it writes, and what it leaves alone."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplomatica.cli import cli
from tests.conftest import ROOT

SPECIMENS = ("03-cipher-telegram-kelm.xml", "05-letter-lundhavn.xml")
Publish = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tei(tmp_path: Path) -> Path:
    """A folder with two documents."""
    folder = tmp_path / "tei"
    folder.mkdir()
    for name in SPECIMENS:
        shutil.copy(ROOT / "tei" / "encoded" / name, folder / name)
    return folder


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Runs the command in a process of its own; the output is `out`."""

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "diplomatica", "publish", *map(str, arguments)]
        return subprocess.run(
            [*command, "-o", str(tmp_path / "out")], capture_output=True, text=True, check=False, timeout=200
        )

    return call


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_it_says_where_to_look(publish: Publish, tei: Path, tmp_path: Path) -> None:
    done = publish(tei, "--title", "Two papers")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 documents;")
    assert done.stdout.rstrip().endswith(f"Open {tmp_path / 'out' / 'index.html'}")
    assert done.stderr == ""
    assert "Two papers" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes_and_the_second_writes_nothing(
    publish: Publish, tei: Path, tmp_path: Path
) -> None:
    publish(tei)
    first = content(tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")}
    told = json.loads(publish(tei, "--format", "json").stdout)
    assert told["written"] == 0
    assert content(tmp_path / "out") == first
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_several_processes_give_the_same_bytes(publish: Publish, tei: Path, tmp_path: Path) -> None:
    publish(tei)
    first = content(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    publish(tei, "--jobs", "2")
    assert content(tmp_path / "out") == first


def test_what_is_gone_is_removed(publish: Publish, tei: Path, tmp_path: Path) -> None:
    publish(tei)
    own = tmp_path / "out" / "notes.txt"
    own.write_text("mine", encoding="utf-8")
    (tei / SPECIMENS[0]).unlink()
    told = json.loads(publish(tei, "--format", "json").stdout)
    assert told["documents"] == 1
    assert told["removed"] > 5
    assert not (tmp_path / "out" / "documents" / "03-cipher-telegram-kelm").exists()
    assert own.read_text(encoding="utf-8") == "mine"


def test_one_bad_file_does_not_stop_the_others(publish: Publish, tei: Path, tmp_path: Path) -> None:
    (tei / "broken.xml").write_text("<TEI><p></TEI>", encoding="utf-8")
    done = publish(tei)
    assert done.returncode == 1
    assert "broken.xml" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "out" / "documents" / "05-letter-lundhavn" / "index.html").is_file()


def test_two_documents_of_one_name(publish: Publish, tei: Path) -> None:
    (tei / "more").mkdir()
    shutil.copy(tei / SPECIMENS[0], tei / "more" / SPECIMENS[0])
    done = publish(tei)
    assert done.returncode == 1
    assert "rename one of them" in done.stderr


def test_an_edition_among_its_sources_is_not_published(tei: Path) -> None:
    command = [sys.executable, "-m", "diplomatica", "publish", str(tei), "-o", str(tei / "out"), "--format", "json"]
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["documents"] == 2


@pytest.mark.parametrize("name", ["index.html.xml", "x" * 250 + ".xml", "con.xml", "cafe\u0301.xml"])
def test_a_name_stops_nothing(publish: Publish, tei: Path, tmp_path: Path, name: str) -> None:
    (tei / SPECIMENS[0]).rename(tei / name)
    done = publish(tei)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "out" / "documents").glob("*/index.html"))) == 2


@pytest.mark.parametrize(
    "step", ["diplomatica.views.documents.Views.of", "diplomatica.views.site.document.DocumentPages.files"]
)
def test_an_error_that_nobody_foresaw_is_that_of_one_document(
    step: str, tei: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name = step.rsplit(".", 1)
    module, _, kind = owner.rpartition(".")
    target = getattr(importlib.import_module(module), kind)
    before = getattr(target, name)

    def fails_at_one(self: object, first: object, *rest: object) -> object:
        slug = first.stem if isinstance(first, Path) else first.facts.slug  # type: ignore[attr-defined]
        if slug == "03-cipher-telegram-kelm":
            raise TypeError("of no kind")
        return before(self, first, *rest)

    monkeypatch.setattr(target, name, fails_at_one)
    done = CliRunner().invoke(cli, ["publish", str(tei), "-o", str(tmp_path / "out"), "--jobs", "1"])
    assert done.exit_code == 1, done.output
    assert "03-cipher-telegram-kelm.xml: internal error: TypeError: of no kind" in done.output
    assert (tmp_path / "out" / "documents" / "05-letter-lundhavn" / "index.html").is_file()


def test_an_error_of_ours_has_no_traceback_unless_wanted(
    tei: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise TypeError("of no kind")

    monkeypatch.setattr("diplomatica.collection.edition.publish.write_lists", fails)
    arguments = ["publish", str(tei), "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 2
    assert done.output.startswith("internal error: TypeError: of no kind (this is a bug")
    assert isinstance(CliRunner().invoke(cli, [*arguments, "--debug"]).exception, TypeError)


def test_a_folder_with_other_things_is_left_alone(publish: Publish, tei: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_bytes(b"x")
    done = publish(tei)
    assert done.returncode == 2
    assert "choose an empty or a new folder" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--language", "xx"), "choose one of"),
        (("--base", "example"), "is no address of a site"),
        (("--authority", "none.xml"), "check --authority"),
    ],
)
def test_options_that_cannot_be_used(
    publish: Publish, tei: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = publish(tei, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "out").exists()


def test_nothing_to_publish(publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = publish(tmp_path / "empty")
    assert done.returncode == 2
    assert "no TEI file found" in done.stderr


def test_the_address_of_the_edition_is_told(publish: Publish, tei: Path, tmp_path: Path) -> None:
    publish(tei, "--base", "https://example.org/two")
    page = (tmp_path / "out" / "documents" / "05-letter-lundhavn" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/two/documents/05-letter-lundhavn/index.html">' in page
    assert "https://example.org/two/" in (tmp_path / "out" / "sitemap.xml").read_text(encoding="utf-8")


def test_german(publish: Publish, tei: Path, tmp_path: Path) -> None:
    publish(tei, "--language", "de")
    page = (tmp_path / "out" / "documents" / "05-letter-lundhavn" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in page
    assert "Dieses Dokument zitieren" in page
