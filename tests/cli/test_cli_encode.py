"""`diplomatica encode`: what is written where, what is said, and the exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree

from diplomatica.collection import document as document_module
from diplomatica.encoding import encode as encode_module
from diplomatica.encoding.encode import Options
from diplomatica.encoding.result import Encoded
from diplomatica.source.model import SourceText

Run = Callable[..., Result]


def test_writes_the_tei_of_a_file(document: Path, tmp_path: Path, run: Run) -> None:
    result = run("encode", document, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert etree.parse(str(tmp_path / "out" / "letter.xml")).getroot().tag.endswith("TEI")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.xml"]
    assert "written" in result.stderr
    assert not result.stdout


def test_a_folder_keeps_its_shape(document: Path, tmp_path: Path, run: Run) -> None:
    inner = document.parent / "1953" / "more"
    inner.mkdir(parents=True)
    (inner / "letter.txt").write_bytes(document.read_bytes())
    assert run("encode", document.parent, "-o", tmp_path / "out").exit_code == 0
    found = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.xml"))
    assert found == ["1953/more/letter.xml", "letter.xml"]


def test_unchanged_output_is_not_touched(document: Path, tmp_path: Path, run: Run) -> None:
    run("encode", document, "-o", tmp_path / "out")
    target = tmp_path / "out" / "letter.xml"
    os.utime(target, (1_000_000, 1_000_000))
    result = run("encode", document, "-o", tmp_path / "out", "--format", "json")
    assert json.loads(result.stdout)["documents"][0]["status"] == "unchanged"
    assert target.stat().st_mtime == 1_000_000
    document.write_text(document.read_text(encoding="utf-8") + "\nP.S. More.\n", encoding="utf-8")
    run("encode", document, "-o", tmp_path / "out")
    assert target.stat().st_mtime > 1_000_000


def test_of_two_sources_with_one_target_the_second_is_refused(document: Path, tmp_path: Path, run: Run) -> None:
    twin = document.with_suffix(".md")
    twin.write_bytes(document.read_bytes())
    result = run("encode", document, twin, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{twin}: its TEI would be" in result.stderr
    assert f"which is that of {document}" in result.stderr


def test_a_source_that_is_named_twice_is_taken_once(document: Path, tmp_path: Path, run: Run) -> None:
    result = run("encode", document, document.parent, document, "-o", tmp_path / "out", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["summary"]["documents"] == 1


def test_the_rest_is_done_when_one_is_refused(document: Path, tmp_path: Path, run: Run) -> None:
    (document.parent / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    result = run("encode", document.parent, tmp_path / "missing.txt", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert (tmp_path / "out" / "letter.xml").exists()
    assert f"{tmp_path / 'missing.txt'}: no such file or folder" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "no such file or folder"),
        (["in", "--encoding", "klingon"], "unknown character encoding"),
        (["in", "--authority", "missing.xml"], "can't be read"),
        (["in", "--authority", "in"], "no XML file in this folder"),
        (["in", "--layout", "missing.toml"], "can't be read"),
        (["in", "--review-html", "in"], "is a directory"),
        (["empty"], "no document found"),
        (["in", "--jobs", "0"], "--jobs"),
        ([], "SOURCE"),
    ],
)
def test_nothing_can_be_done(
    arguments: list[str], message: str, document: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    result = run("encode", *arguments, "-o", "out")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_the_output_folder_can_not_be_made(document: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("encode", document, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_bug_in_one_document_does_not_end_the_run(
    document: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document.parent / "other.txt").write_bytes(document.read_bytes())
    real = encode_module.encode

    def encode(source: object, options: object) -> object:
        if getattr(source, "name", "") == "letter.txt":
            raise ZeroDivisionError("sore\nspot")
        return real(source, options)  # type: ignore[arg-type]

    monkeypatch.setattr(document_module, "encode", encode)
    result = run("encode", document.parent, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{document}: internal error: ZeroDivisionError: sore (please report" in result.stderr
    assert "Traceback" not in result.stderr
    assert (tmp_path / "out" / "other.xml").exists()
    assert not (tmp_path / "out" / "letter.xml").exists()
    assert "Traceback" in run("encode", document.parent, "-o", tmp_path / "out", "--debug").stderr


def test_a_file_that_can_not_be_written_leaves_nothing(
    document: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(old: object, new: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", replace)
    result = run("encode", document, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "can't be written: No space left on device" in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_standard_input(tmp_path: Path, run: Run, document: Path) -> None:
    result = run("encode", "-", "-o", tmp_path / "out", "--quiet", stdin=document.read_bytes())
    assert result.exit_code == 0
    assert result.output == ""
    assert (tmp_path / "out" / "stdin.xml").exists()


def test_json_is_one_object(document: Path, tmp_path: Path, run: Run) -> None:
    result = run("encode", document, tmp_path / "missing.txt", "-o", tmp_path / "out", "--format", "json")
    report = json.loads(result.stdout)
    done, refused = report["documents"]
    assert done["source"] == str(document)
    assert done["tei"] == str(tmp_path / "out" / "letter.xml")
    assert set(done) == {
        "source", "tei", "status", "layout", "genre", "encoding", "notes", "doubts", "furniture",
    }  # fmt: skip
    assert refused["problem"]["what"] == "no such file or folder"
    assert refused["tei"] is None
    assert report["summary"]["written"] == report["summary"]["refused"] == 1


def test_the_trace_has_a_line_for_every_decision(document: Path, tmp_path: Path, run: Run) -> None:
    trace = tmp_path / "trace.jsonl"
    run("encode", document, "-o", tmp_path / "out", "--trace", trace)
    records = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    text = document.read_text(encoding="utf-8")
    assert any(record["element"] == "persName" and record["text"].endswith("Varro") for record in records)
    assert [record["start"] for record in records] == sorted(record["start"] for record in records)
    for record in records:
        assert {"source", "rule", "start", "end", "line", "column", "element", "attrs", "low", "text"} <= set(record)
        assert len(record["text"]) <= 80
        lines = text[: record["start"]].split("\n")
        assert (record["line"], record["column"]) == (len(lines), len(lines[-1]) + 1)


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name, date, insertion and speech is a guess, unless a correction says what it is."""
    real = encode_module.encode
    guessed = {"persName", "orgName", "date", "supplied", "gloss", "said"}

    def encode(source: SourceText, options: Options) -> Encoded:
        encoded = real(source, options)
        decisions = (
            replace(decision, low=decision.element in guessed and not decision.rule.startswith("COR"))
            for decision in encoded.decisions
        )
        return replace(encoded, decisions=tuple(decisions))

    monkeypatch.setattr(document_module, "encode", encode)


@pytest.mark.usefixtures("unsure")
def test_review_prints_corrections_that_can_be_pasted(document: Path, tmp_path: Path, run: Run) -> None:
    before = run("encode", document, "-o", tmp_path / "out", "--review")
    assert ">>" in before.stdout
    pasted = [line.strip() for line in before.stdout.splitlines() if line.startswith("        ")]
    assert {"[[name]]", "[[said]]", "[[insertion]]", "[[date]]"} <= set(pasted)
    tei = (tmp_path / "out" / "letter.xml").read_bytes()
    document.with_name("letter.corrections.toml").write_text("\n".join(pasted), encoding="utf-8")
    after = run("encode", document, "-o", tmp_path / "out", "--review")
    assert after.exit_code == 0, after.stderr
    assert after.stdout == ""
    # What was confirmed is no guess any more; nothing else has changed.
    assert (tmp_path / "out" / "letter.xml").read_bytes() == tei.replace(b' cert="low"', b"")


@pytest.mark.usefixtures("unsure")
def test_strict_fails_where_something_needs_review(document: Path, tmp_path: Path, run: Run) -> None:
    assert run("encode", document, "-o", tmp_path / "out").exit_code == 0
    assert run("encode", document, "-o", tmp_path / "out", "--strict").exit_code == 1


@pytest.mark.usefixtures("unsure")
def test_the_page_of_the_review_is_escaped(document: Path, tmp_path: Path, run: Run) -> None:
    document.write_text("Anton asked [what <script>x</script> & where] of all people.\n", encoding="utf-8")
    page = tmp_path / "review.html"
    assert run("encode", document, "-o", tmp_path / "out", "--review-html", page).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "[[insertion]]" in html
    assert "http://" not in html.replace("http://www.w3.org", "")


def test_bad_corrections_are_told_with_their_line(document: Path, tmp_path: Path, run: Run) -> None:
    corrections = document.with_name("letter.corrections.toml")
    corrections.write_text('[[name]]\ntext = "Great Fork"\nkin = "place"\n', encoding="utf-8")
    result = run("encode", document, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert f"{corrections}:3: unknown key “kin” (did you mean “kind”?)" in result.stderr
    assert not (tmp_path / "out" / "letter.xml").exists()


def test_a_correction_without_use_is_told(document: Path, tmp_path: Path, run: Run) -> None:
    document.with_name("letter.corrections.toml").write_text(
        '[[name]]\ntext = "Nowhere Hill"\nkind = "none"\n', encoding="utf-8"
    )
    result = run("encode", document, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "letter.corrections.toml:1: the correction does not apply: “Nowhere Hill”" in result.stderr
    assert "[COR01]" in result.stderr


def test_a_hostile_name_does_not_reach_the_terminal(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a\x1b]0;owned\x07.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    result = run("encode", path, "-o", tmp_path / "out")
    assert "\x1b" not in result.output
    assert "\\x1b" in result.stderr


def test_any_number_of_processes_gives_the_same_bytes(document: Path, tmp_path: Path, run: Run) -> None:
    for number in range(20):
        (document.parent / f"n{number:02}.txt").write_bytes(document.read_bytes() + b"\nEnd %d.\n" % number)
    (document.parent / "n07.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    seen = []
    for jobs in (1, 3):
        out = tmp_path / "out"
        trace = tmp_path / f"trace{jobs}"
        arguments = ("-o", out, "--jobs", jobs, "--trace", trace, "--format", "json")
        result = run("encode", document.parent, *arguments)
        written = {path.name: path.read_bytes() for path in sorted(out.iterdir())}
        seen.append((written, trace.read_bytes(), result.stdout, result.stderr))
        for path in out.iterdir():
            path.unlink()
    assert seen[0] == seen[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_whole_files(sign: signal.Signals, document: Path, tmp_path: Path) -> None:
    for number in range(400):
        (document.parent / f"n{number:03}.txt").write_bytes(document.read_bytes())
    out, trace = tmp_path / "out", tmp_path / "trace.jsonl"
    command = [sys.executable, "-m", "diplomatica.cli", "encode", str(document.parent), "-o", str(out)]
    command += ["--jobs", "2", "--trace", str(trace)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 30
    while not (out.exists() and len(list(out.glob("*.xml"))) > 3) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(sign)
    _, said = process.communicate(timeout=30)
    if process.returncode == 0:
        pytest.skip("the run was over before the signal came")
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert not trace.exists()
    assert [path for path in out.iterdir() if path.suffix != ".xml"] == []
    for path in out.glob("*.xml"):
        etree.parse(str(path))
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_folders_of_trace_and_review_are_made(document: Path, tmp_path: Path, run: Run) -> None:
    trace, review = tmp_path / "new" / "trace.jsonl", tmp_path / "other" / "review.html"
    result = run("encode", document, "-o", tmp_path / "out", "--trace", trace, "--review-html", review)
    assert result.exit_code == 0
    assert trace.is_file()
    assert review.is_file()


def test_a_source_without_text_is_written_and_told(tmp_path: Path, run: Run) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = run("encode", empty, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert (tmp_path / "out" / "empty.xml").is_file()
    assert f"{empty}: there is no text in it" in result.output
