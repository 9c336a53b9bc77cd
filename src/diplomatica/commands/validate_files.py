"""The files that are validated: which they are, and their content, read when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from diplomatica.errors import UnusableInput
from diplomatica.validation.large import PART, WHOLE, Content, Large, parts

_KEPT = 32_000_000  # bytes of documents that stay in memory between the checks


def files_of(sources: Iterable[str]) -> Iterator[str]:
    """The files that are meant, each once: those of a folder are sorted. Raises `UnusableInput` where there is none."""
    seen: set[str] = set()
    for source in sources:
        if os.path.isdir(source):
            found = []
            for top, folders, names in os.walk(source):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                found += [
                    os.path.normpath(os.path.join(top, name)) for name in sorted(names) if name.lower().endswith(".xml")
                ]
        elif os.path.exists(source) or source == "-":
            found = [source]
        else:
            raise UnusableInput("there is no such file", where=source, advice="check the path")
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


class Files:
    """The content of files. What was read stays in memory up to a limit; beyond, it is read again when it is needed.

    `given` is content that is known, under the names of its files. What standard input has that is too large for the
    memory is in a temporary file until they are closed.
    """

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        self._kept: dict[str, Content] = dict(given or {})
        self._room = _KEPT
        self._copies: list[str] = []

    def close(self) -> None:
        """Remove what was written."""
        while self._copies:
            with suppress(OSError):
                os.unlink(self._copies.pop())

    def size(self, file: str) -> int:
        """The bytes of a file. Raises `UnusableInput` for one that can't be read."""
        if file in self._kept or file == "-":
            return len(self.content(file))
        try:
            return os.stat(file).st_size
        except OSError as error:
            raise _unreadable(file, error) from None

    def content(self, file: str) -> Content:
        """The bytes of a file, or, of a large one, where to read them. Raises `UnusableInput`."""
        kept = self._kept.get(file)
        if kept is None:
            kept = self._standard_input() if file == "-" else _read(file)
            size = len(kept) if isinstance(kept, bytes) else 0
            if size <= self._room or file == "-":
                self._room -= size
                self._kept[file] = kept
        return kept

    def _standard_input(self) -> Content:
        data = sys.stdin.buffer.read(WHOLE + 1)
        if len(data) <= WHOLE:
            return data
        import tempfile

        with tempfile.NamedTemporaryFile(suffix=".xml", delete=False) as copy:
            self._copies.append(copy.name)
            copy.write(data)
            size = len(data)
            while part := sys.stdin.buffer.read(PART):
                copy.write(part)
                size += len(part)
        return Large(copy.name, size)


def _read(file: str) -> Content:
    try:
        with open(file, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            return Large(file, size) if size > WHOLE else stream.read()
    except OSError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: str, error: OSError) -> UnusableInput:
    return UnusableInput(f"can’t be read: {error.strerror}", where=file, advice="check the file and its rights")


def digest_of(content: Content) -> str:
    """What stands for the content of a file."""
    from hashlib import sha256

    digest = sha256()
    for part in parts(content):
        digest.update(part)
    return digest.hexdigest()


class ByPath(Mapping[str, bytes]):
    """The documents of a run by their real paths; one that is too large is there, but empty."""

    def __init__(self, files: Files, names: Iterable[str]) -> None:
        self._files = files
        self._names = {os.path.realpath(name): name for name in names}

    def __getitem__(self, path: str) -> bytes:
        content = self._files.content(self._names[path])
        return content if isinstance(content, bytes) else b""

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, path: object) -> bool:
        return path in self._names
