"""`diplomatica validate --watch`, as a program of its own."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from diplomatica.commands.validate import Request
from diplomatica.commands.validate_watch import watch
from diplomatica.diagnostics.report import Report
from tests.validation.making import SCHEMA, document

GOOD = document('<div type="letter"><p>a</p></div>')
BAD = document("<div><p>a <persNam>B</persNam></p></div>")
PATIENCE = 60  # seconds until a test gives up


class Watching:
    """The program, and the lines that it prints."""

    def __init__(self, *arguments: object, cache: Path) -> None:
        command = [sys.executable, "-m", "diplomatica", "validate", *map(str, arguments), "--watch"]
        environment = {**os.environ, "DIPLOMATICA_CACHE": str(cache), "DIPLOMATICA_DATA": str(cache / "data")}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """The lines up to one that has these words."""
        found: list[str] = []
        while not found or words not in found[-1]:
            try:
                found.append(self._lines.get(timeout=PATIENCE))
            except queue.Empty:
                raise AssertionError(f"no line with {words!r} after {found}") from None
        return found

    def rest(self) -> list[str]:
        """The lines that are left."""
        return [self._lines.get() for _ in range(self._lines.qsize())]


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "own.rng"
    path.write_text(SCHEMA)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "docs"
    place.mkdir()
    (place / "a.xml").write_bytes(GOOD)
    (place / "b.xml").write_bytes(BAD)
    return place


@pytest.fixture
def watching(folder: Path, schema: Path) -> Iterator[Watching]:
    program = Watching(folder, "--schema", schema, "--format", "concise", cache=folder.parent / "cache")
    yield program
    program.process.kill()
    program.process.wait()


def test_what_changes_is_told(watching: Watching, folder: Path, schema: Path) -> None:
    first = watching.until("watching")
    assert [line for line in first if "GRA101" in line]
    assert "2 documents: 1 error" in first[-2]

    (folder / "a.xml").write_bytes(BAD)
    told = watching.until("in all")
    assert [line for line in told if "a.xml" in line]
    assert not [line for line in told if "b.xml" in line]
    assert "2 documents: 2 errors" in told[-1]

    # What changes and is as it was found before is told again; what nothing was found in, and nothing is, counts.
    (folder / "b.xml").write_bytes(BAD + b"<!-- -->")
    told = watching.until("in all")
    assert [line.partition(": ")[0].rpartition("/")[2] for line in told[:-2]] == ["b.xml:3:11"]
    (folder / "c.xml").write_bytes(GOOD)
    assert "3 documents: 2 errors" in watching.until("in all")[-1]
    (folder / "b.xml").unlink()
    assert "2 documents: 1 error" in watching.until("in all")[-1]

    # Another schema: all is looked at again, and what is different is told.
    schema.write_text(SCHEMA.replace("<value>letter</value>", ""))
    told = watching.until("in all")
    assert [line for line in told if "c.xml" in line and "GRA123" in line]

    # A schema that is no more: told, and waited for.
    schema.write_text("<grammar")
    assert [line for line in watching.until("in all") if "own.rng" in line]
    schema.write_text(SCHEMA)
    assert "2 documents: 1 error" in watching.until("in all")[-1]

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 130
    assert watching.rest() == []


def test_a_report_for_programs_is_whole(folder: Path, schema: Path) -> None:
    report = folder / "report.sarif"
    program = Watching(folder, "--schema", schema, "--format", "sarif", "-o", report, cache=folder.parent / "cache")
    try:
        program.until("watching")
        assert report.read_text().count('"ruleId"') == 1
        (folder / "a.xml").write_bytes(BAD)
        program.until("in all")
        assert report.read_text().count('"ruleId"') == 2
    finally:
        program.process.kill()
        program.process.wait()


def test_what_can_not_be_watched(folder: Path, schema: Path) -> None:
    for arguments in (("-", "--schema", schema), (folder / "nowhere.xml", "--schema", schema)):
        program = Watching(*arguments, cache=folder.parent / "cache")
        assert program.process.wait(PATIENCE) == 2


def test_an_interrupt_that_is_swallowed_ends_it_too(folder: Path, schema: Path) -> None:
    def run(_request: Request, part: Callable[[Report], Report]) -> int:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        part(Report(()))
        return 0

    before = signal.getsignal(signal.SIGINT)
    assert watch(Request((str(folder),), str(schema)), run, lambda _: None, 0.01) == 130
    assert signal.getsignal(signal.SIGINT) is before
