"""Plans, whole files, summaries, printable text, and processes that die."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.collection import run as run_module
from diplomatica.collection.model import Job, Outcome, Problem, Settings
from diplomatica.collection.plan import plan
from diplomatica.collection.run import MANY, Item, processes, run
from diplomatica.collection.summary import Summary
from diplomatica.collection.write import atomic, write
from diplomatica.encoding.review import Finding
from diplomatica.printable import printable


def outcome(status: str, *, findings: int = 0, layout: str = "bare", genre: str = "letter") -> Outcome:
    found = tuple(Finding("names.role", 1, 1, "a guess") for _ in range(findings))
    return Outcome("a.txt", status, layout=layout, genre=genre, findings=found)  # type: ignore[arg-type]


# --- plans ------------------------------------------------------------------------------------------------------------


def test_where_the_tei_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.v2.md", "in/deep/c.docx", "in/a.v2.corrections.toml", "in/.hidden.txt", "d.pdf"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"x")
    found = [item for item in plan(["in", "d.pdf", "-", "in/b.txt"], Path("out")) if isinstance(item, Job)]
    assert [(job.source, job.tei.as_posix()) for job in found] == [
        ("in/a.v2.md", "out/a.v2.xml"),
        ("in/b.txt", "out/b.xml"),
        ("in/deep/c.docx", "out/deep/c.xml"),
        ("d.pdf", "out/d.xml"),
        ("-", "out/stdin.xml"),
    ]


def test_a_tei_file_never_takes_the_place_of_its_source(tmp_path: Path) -> None:
    source = tmp_path / "a.xml"
    source.write_text("x", encoding="utf-8")
    (found,) = plan([str(source)], tmp_path)
    assert isinstance(found, Outcome)
    assert found.problem is not None
    assert "its own place" in found.problem.what


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / ("n" * 200 + ".xml")
    assert write(path, b"one")
    assert not write(path, b"one")
    assert write(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == [path.name]


def _write_half(stream: BinaryIO) -> None:
    stream.write(b"half")
    raise KeyboardInterrupt


def test_a_stream_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), atomic(path) as stream:
        _write_half(stream)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.xml"]


# --- summaries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "strict", "code"),
    [
        (["written", "unchanged"], False, 0),
        (["written", "refused"], False, 1),
        (["lost"], False, 1),
        (["failed", "refused"], False, 1),
        (["refused", "refused"], False, 2),
        ([], False, 2),
    ],
)
def test_exit_codes(statuses: list[str], strict: bool, code: int) -> None:
    summary = Summary()
    for status in statuses:
        summary.add(outcome(status))
    assert summary.exit_code(strict=strict) == code


def test_strict_counts_what_needs_review() -> None:
    summary = Summary()
    summary.add(outcome("written", findings=2))
    assert (summary.exit_code(), summary.exit_code(strict=True)) == (0, 1)


def test_counts() -> None:
    summary = Summary()
    for status, genre in (("written", "letter"), ("unchanged", ""), ("lost", "letter")):
        summary.add(outcome(status, findings=1, genre=genre))
    counts = summary.as_dict()
    assert counts["documents"] == 3
    assert counts["genres"] == {"letter": 2, "unknown": 1}
    assert (counts["review"], counts["findings"]) == (3, 3)
    assert dict(summary.rows())["lost (not written)"] == "1"


# --- text -------------------------------------------------------------------------------------------------------------


@given(st.text(st.characters()))
def test_printable_text_can_be_printed(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert shown.isprintable() or not any(c in shown for c in "\x00\x1b\x07\r\n\t\x9b\u202e\u2066")
    shown.encode("utf-8")


def test_printable_leaves_names_alone() -> None:
    assert printable("Łódź “1951” 金 «a»") == "Łódź “1951” 金 «a»"
    assert printable("\udcff") == "\\xff"


# --- processes --------------------------------------------------------------------------------------------------------


def test_one_process_for_a_few_documents() -> None:
    assert processes(MANY) == 1
    assert processes(MANY + 1) >= 1


def _process(job: Job, settings: Settings) -> Outcome:
    if "deadly" in job.source:
        os._exit(9)
    return Outcome(job.source, "written")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the stand-in reaches the other processes only by fork")
def test_a_process_that_dies_is_the_failure_of_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "process", _process)
    names = [f"{number}{'-deadly' if number in (3, 30) else ''}" for number in range(45)]
    refused = Outcome("refused", "refused", problem=Problem("refused", "no such file"))
    items: list[Item] = [*(Job(name, Path(name), Path(name)) for name in names), refused]
    found = list(run(items, Settings(), 2))
    assert [item.source for item in found] == [*names, "refused"]
    failed = [item for item in found if item.status == "failed"]
    assert [item.source for item in failed] == ["3-deadly", "30-deadly"]
    assert all("its process died" in item.problem.what for item in failed if item.problem)
