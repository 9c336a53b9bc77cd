"""The folder of an edition: files written only where they changed, and an account of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from diplomatica.collection.write import write
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable

MANIFEST = ".diplomatica-edition.json"
"""What a run wrote, in the folder of the edition."""


class Files:
    """The files of the edition, as they are written."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self.paths: set[str] = set()
        self.written = 0

    def put(self, path: str, data: bytes) -> None:
        """Write a file, unless it has these bytes already. Raises `OSError`."""
        self.add((path,), write(self._output / path, data))

    def add(self, paths: Iterable[str], written: int) -> None:
        """Keep account of files that somebody else wrote."""
        self.paths.update(paths)
        self.written += written


def begin_in(output: Path) -> frozenset[str]:
    """The files that an earlier run wrote. Raises `UnusableInput` for a folder with other things."""
    manifest = output / MANIFEST
    try:
        stored = json.loads(manifest.read_bytes())
    except FileNotFoundError:
        if output.is_dir() and any(output.iterdir()):
            raise UnusableInput(
                "the folder holds files that are no edition made by Diplomatica", where=printable(str(output)),
                advice="choose an empty or a new folder with -o",
            ) from None  # fmt: skip
        write(manifest, b'{"files": []}\n')
        return frozenset()
    except ValueError:
        stored = None
    files = stored.get("files") if isinstance(stored, dict) else None
    if not isinstance(files, list):
        what, do = "the account of the edition's files is damaged", "remove the folder, and publish again"
        raise UnusableInput(what, where=printable(str(manifest)), advice=do)
    return frozenset(path for path in files if isinstance(path, str) and _is_inside(path))


def _is_inside(path: str) -> bool:
    """Whether a path stays inside the folder: what a damaged account says must not remove other files."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def keep(output: Path, files: Iterable[str]) -> None:
    lines = ",\n".join(json.dumps(path) for path in sorted(files))
    write(output / MANIFEST, f'{{"files": [\n{lines}\n]}}\n'.encode())


def remove(output: Path, stale: Iterable[str]) -> int:
    """Remove files that are no part of the edition any more, and folders that are empty then."""
    removed = 0
    for path in sorted(stale):
        with suppress(OSError):
            os.unlink(output / path)
            removed += 1
        for folder in (output / path).parents:
            if folder == output:
                break
            try:
                folder.rmdir()
            except OSError:
                break
    return removed


def still_there(row: bytes | None, output: Path) -> list[str] | None:
    """The files of a document, if all are there with the sizes that they had."""
    if row is None:
        return None
    try:
        sizes = json.loads(row)
        if all(os.stat(output / path).st_size == size for path, size in sizes):
            return [path for path, _ in sizes]
    except (OSError, ValueError, TypeError):
        pass
    return None
