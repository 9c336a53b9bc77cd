"""Files and bytes to `SourceText`: where every document comes in.

One convention for all formats: line ends are "\\n", paragraphs stand apart by a blank line, list items stand on lines
of their own with their number or bullet, cells of a table row are separated by a tab, footnote marks are "[1]".
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.source.model import SourceText
from diplomatica.source.readers import ENDINGS, reader_of, run
from diplomatica.source.readers.model import Request
from diplomatica.source.text import admit, normalise_line_ends

MAX_BYTES = 200_000_000
MAX_TEXT = 20_000_000
"""Characters of one document: encoding takes about 150 times as many bytes of memory."""
CORRECTIONS = ".corrections.toml"


def read(
    path: Path, *, encoding: str | None = None, replace_controls: bool = False, max_bytes: int = MAX_BYTES
) -> SourceText:
    """Read one file, whatever its format.

    `encoding` overrides detection for text and HTML. `replace_controls` puts U+FFFD in the place of what XML forbids.
    Raises `UnusableInput` if the file is missing, too large, broken, encrypted, an image, or of an unknown kind.
    """
    where = str(path)
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise UnusableInput("not a regular file", where=where, advice="give “-” and pipe the text into it")
        with path.open("rb") as stream:
            # Room for as many bytes as are asked for is made at once, and to ask for the limit each time is slow.
            data = stream.read(min(status.st_size, max_bytes) + 1)
            if status.st_size < len(data) <= max_bytes:  # it grows, or does not tell its size
                data += stream.read(max_bytes + 1 - len(data))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnusableInput(f"can't be read: {reason}", where=where, advice="check the path and its rights") from None
    return _read(data, path.name, where, encoding, replace_controls, max_bytes)


def read_bytes(
    data: bytes,
    name: str = "-",
    *,
    encoding: str | None = None,
    replace_controls: bool = False,
    max_bytes: int = MAX_BYTES,
) -> SourceText:
    """Read a document from bytes: standard input. As `read`; `name` names it in messages and by its ending."""
    return _read(data, name, name, encoding, replace_controls, max_bytes)


def _read(
    data: bytes, name: str, where: str, encoding: str | None, replace_controls: bool, max_bytes: int
) -> SourceText:
    if len(data) > max_bytes:
        raise UnusableInput(
            f"larger than {max_bytes / 1_000_000:g} MB",
            where=where,
            advice="split it into its documents: one file holds one document",
        )
    reader = reader_of(data, name)
    reading = run(reader, Request(data, where, encoding, replace_controls))
    text, notes = admit(normalise_line_ends(reading.text), where=where, replace=replace_controls)
    if len(text) > MAX_TEXT:
        raise UnusableInput(
            f"its text is longer than {MAX_TEXT // 1_000_000} million characters",
            where=where,
            advice="split it into its documents: one file holds one document",
        )
    # Places in a text hold only for that text: what changes its length makes them worthless.
    tables, emphasis = (reading.tables, reading.emphasis) if len(text) == len(reading.text) else ((), ())
    return SourceText(
        printable(name),
        text,
        reader.media_type,
        reading.encoding,
        reading.notes + notes,
        reading.doubt,
        tables,
        emphasis,
    )


def documents(paths: Sequence[Path]) -> Iterator[Path]:
    """The documents that some paths stand for, each once.

    A file stands for itself, whatever its ending. A folder stands for the files in it and in its folders that have a
    known ending, sorted by name, the files of a folder before its folders; hidden files, hidden folders and
    `*.corrections.toml` are left out. Links to folders are not followed, so that a circle of links ends. Raises
    `UnusableInput` for a path that is not there.
    """
    seen: set[str] = set()
    for path in paths:
        found: Iterator[Path]
        if path.is_dir():
            found = _inside(path)
        elif path.exists():
            found = iter((path,))
        else:
            raise UnusableInput("no such file or folder", where=str(path), advice="check the path")
        for document in found:
            key = os.path.abspath(document)
            if key not in seen:
                seen.add(key)
                yield document


def _inside(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            raise UnusableInput(
                f"the folder can't be read: {error.strerror}", where=str(current), advice="check its rights"
            ) from None
        folders: list[Path] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(current / entry.name)
            elif _is_document(entry.name) and entry.is_file():
                yield current / entry.name
        waiting.extend(reversed(folders))


def _is_document(name: str) -> bool:
    lower = name.lower()
    return os.path.splitext(lower)[1] in ENDINGS and not lower.endswith(CORRECTIONS)
