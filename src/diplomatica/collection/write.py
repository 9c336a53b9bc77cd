"""Files that are whole or not there at all.

Everything is written beside its place under another name and renamed at the end, so that a full disk, an error or
Ctrl-C leaves what was there before.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NUMBERS = itertools.count()


def write(path: Path, data: bytes) -> bool:
    """Write a file; False if it already has exactly these bytes: then it is not touched.

    Folders on the way are made. Raises `OSError` where the file can't be written.
    """
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as stream:
        stream.write(data)
    return True


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file when the block ends, and vanishes if it ends with an exception."""
    # A name of its own: one made from the file's may be longer than the file system allows.
    temporary = path.parent / f".diplomatica-{os.getpid()}-{next(_NUMBERS)}.tmp"
    try:
        with temporary.open("wb") as stream:
            yield stream
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
