"""What the tests of the command line share: a small document, and running the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from diplomatica.cli import cli

DOCUMENT = """Telegram from the Embassy in Kelmburg to the Foreign Ministry

12 March 1953

On 11 March I visited Deputy Minister Anton Varro. He said that the road was open and that the bridge had been mended
[by the engineers]. He added that Zoltan Marek would come.

Varro met Bela Torma (the governor) near Great Fork. The governor replied that nothing was known.

Ambassador P. Orlo
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A folder `in` with one document, `letter.txt`."""
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "letter.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the program with arguments; standard output and standard error apart."""

    def call(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)

    return call
