"""Files that are whole or not there at all.

Everything is written beside its place under another name and renamed at the end, so that a full disk, an error or
Ctrl-C leaves what was there before. What is no file (`-`, a pipe, `/dev/null`) is written as it comes.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NUMBERS = itertools.count()
_HEAD = 1 << 18
_OURS = re.compile(rb"<application\b[^>]*\bident\s*=\s*[\"']Diplomatica[\"']")
_STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
_STANDARD_ERROR = ("/dev/stderr", "/dev/fd/2", "/proc/self/fd/2")
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write(path: Path, data: bytes) -> bool:
    """Write a file; False if it already has exactly these bytes: then it is not touched.

    Folders on the way are made. Raises `OSError` where the file can't be written.
    """
    if is_stream(path):
        with atomic(path) as stream, named(path):
            stream.write(data)
        return True
    try:
        if os.stat(path).st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        if not os.path.isdir(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
    with _whole(path) as stream, named(path):
        stream.write(data)
    return True


def is_foreign(path: Path) -> bool:
    """Whether there is a file that Diplomatica did not write: it holds something, and names another program or none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return bool(head) and _OURS.search(head) is None


def is_stream(path: Path) -> bool:
    """Whether a path stands for something that is written as it comes: standard output, a pipe, a device."""
    if str(path) in (*_STANDARD_OUTPUT, *_STANDARD_ERROR):
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file when the block ends, and vanishes if it ends with an exception."""
    if is_stream(path):
        yield from _as_it_comes(path)
        return
    with _whole(path) as stream:
        yield stream


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    # A name of its own: one made from the file's may be longer than the file system allows.
    temporary = path.parent / f".diplomatica-{os.getpid()}-{next(_NUMBERS)}.tmp"
    try:
        stream = temporary.open("wb")
        try:
            yield stream
        finally:
            with named(path):
                stream.close()
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _as_it_comes(path: Path) -> Iterator[BinaryIO]:
    name = str(path)
    standard = sys.stdout if name in _STANDARD_OUTPUT else sys.stderr if name in _STANDARD_ERROR else None
    if standard is not None:
        yield standard.buffer
        with named(path):
            standard.buffer.flush()
        return
    stream = path.open("wb")
    try:
        yield stream
    finally:
        with named(path):
            stream.close()


@contextmanager
def named(path: Path | str) -> Iterator[None]:
    """Errors of reading and writing inside the block name the file; a pipe that nobody reads is no error to tell."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from None


def advice(error: OSError) -> str:
    """What to do about a file that can't be written."""
    return "make room on the disk" if error.errno in _FULL else "check the folder and its rights"


def forget_output() -> None:
    """Let what standard output could not take vanish: the interpreter would complain about it once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
