"""`diplomatica new`: a collection to start from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from diplomatica.collection.write import write
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable

_TITLE = "A collection of diplomatic records"
# A file whose name begins with a dot is overlooked by too many tools that copy.
_NAMES = {"gitignore": ".gitignore"}


@dataclass(frozen=True, slots=True)
class Request:
    """Where the collection is to be, and what it is called."""

    folder: Path
    title: str = _TITLE


def run(request: Request) -> int:
    """Write the files; the exit code. What is there already is never touched."""
    try:
        written = make(request.folder, request.title)
    except UnusableInput as error:
        _say(str(error))
        return 2
    except OSError as error:
        _say(f"{error.filename}: can't be written: {error.strerror} (check the folder and its rights)")
        return 2
    for path in written:
        _say(f"  {path}")
    _say(f"A collection with one example. Now: diplomatica build {request.folder}")
    return 0


def make(folder: Path, title: str) -> list[Path]:
    """Write a new collection into an empty folder; its files. Raises `UnusableInput` where there is something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "there is something in this folder" if folder.is_dir() else "this is a file"
        raise UnusableInput(what, where=str(folder), advice="name a folder that is new or empty")
    title = " ".join(title.split())
    if not title or printable(title) != title:
        what = "the title holds characters that can't be shown" if title else "the title is empty"
        raise UnusableInput(what, where="--title", advice="write it in letters")
    written = []
    for parts, file in _files(resources.files("diplomatica.collection") / "starter"):
        text = file.read_text(encoding="utf-8")
        if parts == ("diplomatica.toml",):
            text = text.replace("TITLE", _quoted(title))
        path = folder.joinpath(*parts[:-1], _NAMES.get(parts[-1], parts[-1]))
        write(path, text.encode("utf-8"))
        written.append(path)
    return written


def _files(folder: Traversable, above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        parts = (*above, entry.name)
        found += _files(entry, parts) if entry.is_dir() else [(parts, entry)]
    return found


def _quoted(text: str) -> str:
    """A text as TOML has it."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _say(text: str) -> None:
    click.echo(printable(text).encode("utf-8", "backslashreplace"), err=True)
