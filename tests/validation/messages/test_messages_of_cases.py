"""What the command says of documents that are wrong as people make them wrong: a folder a case, read by people.

`expected.txt` is what stands on the terminal. It changes only with DIPLOMATICA_ACCEPT=1, and is then to be read again.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from diplomatica.commands.validate import Request, run

CASES = Path(__file__).resolve().parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
_HEAD = re.compile(r"^(?:error|warning)\[\w+\]: ", re.MULTILINE)
# One fault of which two places are to be told, and each once: two paragraphs in a list.
_SEVERAL = {"list-of-paragraphs": 2}


def told(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> str:
    for path in (CASES / name).iterdir():
        if path.name != "expected.txt":
            shutil.copy(path, folder / path.name)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(Request(("document.xml",))) in (0, 1, 2)
    return capfdbinary.readouterr().out.decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_message(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = told(name, tmp_path, monkeypatch, capfdbinary)
    expected = CASES / name / "expected.txt"
    if os.environ.get("DIPLOMATICA_ACCEPT"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_one_fault_is_one_message_and_no_wall(name: str) -> None:
    text = (CASES / name / "expected.txt").read_text(encoding="utf-8")
    assert len(_HEAD.findall(text)) == _SEVERAL.get(name, 1)
    for line in text.splitlines():
        assert len(re.findall(r"<[\w:.]+>", line)) <= 12


# What reads as if it came from another language, or leaves open what is meant.
_STIFF = re.compile(r"white space|\bstands?\b|here may|\bit holds\b|take it away|put it\b|before this$|\bbelongs\b")


@pytest.mark.parametrize("name", NAMES)
def test_plain_words(name: str) -> None:
    for line in (CASES / name / "expected.txt").read_text(encoding="utf-8").splitlines():
        said = re.match(r"(?:error|warning)\[(?!SCH)\w+\]: (.*)| *\| *\^+ (.*)| *= (?!note: )(.*)", line)
        assert said is None or not _STIFF.search(next(filter(None, said.groups()))), line


def test_there_are_enough_of_them() -> None:
    assert len(NAMES) >= 80
