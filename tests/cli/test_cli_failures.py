"""What can't be used or written: one clear message, a documented exit code, nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree

from diplomatica.collection.document import process
from diplomatica.collection.model import Job, Settings
from diplomatica.collection.run import run as run_all

Run = Callable[..., Result]

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")


def program(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program run by a shell, where redirections are what is tested."""
    line = command.replace("D ", f"{sys.executable} -m diplomatica ", 1)
    return subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60)


# --- reports and other files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--trace", "--review-html"])
@pytest.mark.parametrize(
    ("report", "what"),
    [
        ("in/letter.txt", "a source of this run"),
        ("out/../in/letter.txt", "a source of this run"),
        ("link", "a source of this run"),
        ("hard", "a source of this run"),
        ("out/letter.xml", "where the TEI of a document goes"),
        ("people.xml", "an authority file"),
        ("own.toml", "a layout"),
        ("in/letter.corrections.toml", "the corrections of a document"),
    ],
)
def test_a_report_never_takes_the_place_of_another_file(
    option: str, report: str, what: str, document: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to(document)
    Path("hard").hardlink_to(document)
    Path("people.xml").write_text("<TEI/>", encoding="utf-8")
    Path("own.toml").write_text("", encoding="utf-8")
    before = document.read_bytes()
    arguments = ("--authority", "people.xml", "--layout", "own.toml", option, report)
    result = run("encode", "in", "-o", "out", *arguments)
    assert result.exit_code == 2
    assert f"{option}: {report} is {what} (name another file)" in result.stderr
    assert document.read_bytes() == before
    assert not Path("out").exists()


def test_two_reports_need_two_files(document: Path, tmp_path: Path, run: Run) -> None:
    report = tmp_path / "report"
    result = run("encode", document, "-o", tmp_path / "out", "--trace", report, "--review-html", report)
    assert result.exit_code == 2
    assert "the file of --trace already" in result.stderr


def test_standard_output_is_for_one_of_them(document: Path, tmp_path: Path, run: Run) -> None:
    result = run("encode", document, "-o", tmp_path / "out", "--trace", "-", "--format", "json")
    assert result.exit_code == 2
    assert "--trace: --format json goes to standard output too (name a file)" in result.stderr


def test_a_report_may_be_no_file(document: Path, tmp_path: Path, run: Run) -> None:
    result = run("encode", document, "-o", tmp_path / "out", "--quiet", "--trace", "-", "--review-html", os.devnull)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[0])["source"] == str(document)
    assert not Path(os.devnull).is_file()


def test_xml_of_others_is_not_overwritten(document: Path, tmp_path: Path, run: Run) -> None:
    (document.parent / "other.txt").write_bytes(document.read_bytes())
    (tmp_path / "out").mkdir()
    foreign = tmp_path / "out" / "letter.xml"
    foreign.write_text("<TEI>by hand</TEI>", encoding="utf-8")
    result = run("encode", document.parent, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{document}: not written: {foreign} is there already, and Diplomatica did not write it" in result.stderr
    assert foreign.read_text(encoding="utf-8") == "<TEI>by hand</TEI>"
    assert (tmp_path / "out" / "other.xml").exists()
    foreign.write_bytes((tmp_path / "out" / "other.xml").read_bytes())
    assert run("encode", document.parent, "-o", tmp_path / "out").exit_code == 0


# --- disks, streams, memory -------------------------------------------------------------------------------------------


@FULL
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("D encode in -o out --trace /dev/full", (1, 2)),
        ("D encode in -o out --review-html /dev/full", (1,)),
        ("D encode in -o out --format json >/dev/full", (1, 2)),
        ("D encode in -o out --review --trace /dev/stdout >/dev/full", (1, 2)),
        ("D rules >/dev/full", (2,)),
        ("D rules STR40 >/dev/full", (2,)),
        ("D source made/letter.xml >/dev/full", (2,)),
        ("D --help >/dev/full", (2,)),
    ],
)
def test_a_full_disk(command: str, code: tuple[int, ...], document: Path, tmp_path: Path, run: Run) -> None:
    run("encode", document, "-o", tmp_path / "made")
    done = program(command, tmp_path)
    assert done.returncode in code
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr
    assert done.stderr.count("No space left") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_streams_that_are_closed(document: Path, tmp_path: Path) -> None:
    done = program("D encode - in/letter.txt -o out <&-", tmp_path)
    assert done.returncode == 1
    assert "-: standard input is closed (pipe a text into it, or name a file)" in done.stderr
    assert (tmp_path / "out" / "letter.xml").exists()
    done = program("D encode in -o out --review >&-", tmp_path)
    assert "Traceback" not in done.stderr
    done = program("D rules | true", tmp_path)
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("layout", "message"),
    [("deep.toml", "brackets nested too deeply"), ("/dev/zero", "larger than"), ("/dev/null", "“name” is missing")],
)
def test_layouts_that_are_none(
    layout: str, message: str, document: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deep.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    result = run("encode", document, "-o", "out", "--layout", layout)
    assert result.exit_code == 2
    assert message in result.stderr


# --- documents --------------------------------------------------------------------------------------------------------


def test_documents_that_are_refused(document: Path, tmp_path: Path, run: Run) -> None:
    folder = document.parent
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\r\n")
    (folder / "large.txt").write_bytes(b"word " * 4_000_001)
    os.mkfifo(folder / "pipe")
    result = run("encode", folder, folder / "pipe", "-o", tmp_path / "out", "--format", "json")
    assert result.exit_code == 1
    said = {Path(entry["source"]).name: entry for entry in json.loads(result.stdout)["documents"]}
    assert said["letter.txt"]["status"] == "written"
    for name in ("empty.txt", "blank.txt"):
        assert said[name]["status"] == "written"
        assert "there is no text in it" in json.dumps(said[name])
    assert said["large.txt"]["problem"]["what"] == "its text is longer than 20 million characters"
    assert said["pipe"]["problem"]["what"] == "not a regular file"


@pytest.mark.parametrize("name", [b"esc\x1b[31m.txt", b"tab\t\x07.txt", b"latin\xe9.txt", "rtl\u202e.txt".encode()])
def test_names_that_xml_can_not_hold(name: bytes, document: Path, tmp_path: Path, run: Run) -> None:
    with open(os.path.join(os.fsencode(document.parent), name), "wb") as stream:
        stream.write(b"On 3 April the road was open.\n")
    document.unlink()
    result = run("encode", document.parent, "-o", tmp_path / "out", "--format", "json")
    assert result.exit_code == 0, result.stderr
    (entry,) = json.loads(result.stdout)["documents"]
    assert entry["status"] == "written"
    (made,) = (tmp_path / "out").iterdir()
    tree = etree.fromstring(made.read_bytes())
    assert "\\" in str(tree.findtext(".//{*}sourceDesc/{*}p"))


@pytest.mark.parametrize("ident", ["genre", "d-letter", "s1", "genre.telegram", "i1.1"])
def test_ids_of_users_and_of_the_program_are_kept_apart(ident: str, document: Path, tmp_path: Path, run: Run) -> None:
    document.with_name("letter.corrections.toml").write_text(
        f'[[person]]\nname = "Anton Varro"\nid = "{ident}"\n[[person]]\nname = "Varro"\nid = "{ident}"\n'
        '[header]\ngenre = "telegram"\n',
        encoding="utf-8",
    )
    result = run("encode", document, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    tree = etree.parse(str(tmp_path / "out" / "letter.xml"))

    def values(path: str) -> list[str]:
        found = tree.xpath(path)
        assert isinstance(found, list)
        return [str(value) for value in found]

    ids = values("//@xml:id")
    assert len(ids) == len(set(ids))
    assert tree.xpath(f"//*[local-name()='person'][@xml:id='{ident}']")
    for name in ("scheme", "target", "who", "ref", "next", "prev"):
        assert {value.removeprefix("#") for value in values(f"//@{name}")} <= set(ids)
    for scheme in values("//*[local-name()='catRef']/@scheme"):
        assert tree.xpath(f"//*[local-name()='taxonomy'][@xml:id='{scheme[1:]}']")


def test_an_encoding_that_was_guessed_is_a_finding(document: Path, tmp_path: Path, run: Run) -> None:
    document.write_bytes("A követ közölte, hogy időben jött.\n".encode("iso8859-2"))
    result = run("encode", document, "-o", tmp_path / "out", "--quiet", "--strict")
    assert result.exit_code == 1
    assert "the character encoding was guessed" in result.stderr
    assert "(if that is wrong, name it with --encoding) [LAY02]" in result.stderr
    assert run("encode", document, "-o", tmp_path / "out", "--quiet", "--encoding", "iso8859-2").stderr == ""


@pytest.mark.parametrize("name", ["unicode_escape", "raw_unicode_escape", "hex", "rot13", "idna", "klingon", "a\0b"])
def test_what_is_no_encoding_is_refused(name: str, document: Path, tmp_path: Path, run: Run) -> None:
    result = run("encode", document, "-o", tmp_path / "out", "--encoding", name)
    assert result.exit_code == 2
    assert "unknown character encoding" in result.stderr
    assert "such as utf-8, windows-1252 or koi8-r" in result.stderr


# --- counts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_written_when_a_run_is_stopped_is_counted(jobs: int, document: Path, tmp_path: Path) -> None:
    items = []
    for number in range(60):
        path = document.with_name(f"n{number:02}.txt")
        path.write_bytes(document.read_bytes())
        items.append(Job(str(path), path, tmp_path / "out" / f"n{number:02}.xml"))
    late: list[object] = []
    outcomes = run_all(items, Settings(), jobs, late)  # type: ignore[arg-type]
    told = [next(outcomes) for _ in range(3)]
    outcomes.close()  # type: ignore[attr-defined]
    assert len(told) + len(late) == len(list((tmp_path / "out").glob("*.xml")))


def test_a_document_that_is_stopped_after_it_was_written_is_counted(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(job: Job, settings: Settings) -> object:
        process(job, settings)
        raise KeyboardInterrupt

    monkeypatch.setattr("diplomatica.collection.run.process", stopped)
    late: list[object] = []
    outcomes = run_all([Job("a", document, tmp_path / "a.xml")], Settings(), 1, late)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)
    assert len(late) == 1


@pytest.mark.parametrize(
    "module", ["click", "diplomatica.cli", "diplomatica.commands.rules", "diplomatica.commands.validate_lean"]
)
def test_ctrl_c_while_the_program_is_loaded(module: str) -> None:
    script = f"""
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
sys.argv = ["diplomatica", *({["validate", "x.xml"]!r} if "validate" in {module!r} else ["rules"])]
from diplomatica.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_while_a_command_runs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("diplomatica.commands.rules.run", interrupted)
    try:
        done = run("rules")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.exit_code, done.output) == (130, "")
