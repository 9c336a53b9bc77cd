"""`diplomatica source`: the diplomatic source of a TEI file, from the file alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.source.reading import MAX_BYTES
from diplomatica.tei import diplomatic


def run(file: Path) -> int:
    """Print it; the exit code."""
    name = str(file)
    try:
        if name == "-":
            if sys.stdin is None:
                raise UnusableInput("standard input is closed", where=name, advice="pipe a TEI file into it")
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with file.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnusableInput(f"larger than {MAX_BYTES // 1_000_000} MB", where=name, advice="one document a file")
        root = diplomatic.parse(data, name)
        try:
            text = diplomatic.readable(root)
        except UnusableInput as error:
            # The tree knows the line, not the file.
            line = error.where.removeprefix("line ")
            raise UnusableInput(error.what, where=f"{name}:{line}", advice=error.advice) from None
        if not text.strip():
            raise UnusableInput("no text of a TEI document in it", where=name, advice="give a TEI file")
    except OSError as error:
        return _failed(UnusableInput(f"can't be read: {error.strerror}", where=name, advice="check the path"))
    except UnusableInput as error:
        return _failed(error)
    click.echo(text.encode("utf-8"), nl=False)
    return 0


def _failed(error: UnusableInput) -> int:
    click.echo(printable(str(error)).encode("utf-8", "backslashreplace"), err=True)
    return 2
