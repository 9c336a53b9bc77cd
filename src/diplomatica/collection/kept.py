"""What a build keeps for the next one, in one file for each output folder: results by the content that they came of.

Each row is a result of one kind for one name (a document), with the key of all that it depends on. A row whose key is
another one counts for nothing. The file lies with the user's caches and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from diplomatica.collection import cache

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, name TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, name))"
_ROWS_A_COMMIT = 50
_SEAL = 8  # bytes


class Kept:
    """The results of earlier builds into one folder. Without a place to keep them (`path` None), nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._store: sqlite3.Connection | None = None
        self._waiting = 0
        self._path = path
        if path is not None:
            self._store = _opened(path)

    @classmethod
    def of(cls, output: Path, *, cached: bool = True) -> Kept:
        """The results kept for an output folder; none if `cached` is false."""
        if not cached:
            return cls(None)
        name = hashlib.sha256(str(output.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return cls(cache.folder() / "build" / f"{name}.sqlite")

    def __enter__(self) -> Kept:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, kind: str, name: str, key: str) -> bytes | None:
        """The result, if it was kept under the same key."""
        if self._store is None:
            return None
        with self._mending():
            row = self._store.execute(
                "SELECT value FROM kept WHERE kind = ? AND name = ? AND key = ?", (kind, name, key)
            ).fetchone()
            if row is None or not isinstance(row[0], bytes):
                return None
            seal, value = row[0][:_SEAL], row[0][_SEAL:]
            return value if seal == _seal(value) else None
        return None

    def put(self, kind: str, name: str, key: str, value: bytes) -> None:
        """Keep a result in the place of the one before; where that is not possible, it is not kept."""
        if self._store is None:
            return
        with self._mending():
            row = (kind, name, key, _seal(value) + value)
            self._store.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)
            self._waiting += 1
            if self._waiting >= _ROWS_A_COMMIT:
                self.save()

    def forget_all_but(self, kind: str, names: Iterable[str]) -> None:
        """Drop the results of names that are no longer there."""
        if self._store is None:
            return
        with self._mending():
            known = {row[0] for row in self._store.execute("SELECT name FROM kept WHERE kind = ?", (kind,))}
            gone = sorted(known.difference(names))
            self._store.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", [(kind, name) for name in gone])

    def save(self) -> None:
        """Write what was kept so far: a build that is interrupted later goes on from here."""
        self._waiting = 0
        if self._store is not None:
            with self._mending():
                self._store.commit()

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """What can't be read or written counts as not kept; a file that is damaged is made anew."""
        try:
            yield
        except sqlite3.OperationalError:
            return
        except (sqlite3.Error, UnicodeError):
            if self._store is not None and self._path is not None:
                with suppress(sqlite3.Error):
                    self._store.close()
                with suppress(OSError):
                    self._path.unlink()
                self._store = _opened(self._path)

    def close(self) -> None:
        """Write what was kept, and let go of the file."""
        self.save()
        if self._store is not None:
            with suppress(sqlite3.Error):
                self._store.close()
            self._store = None


def _seal(value: bytes) -> bytes:
    """What shows whether a value is still what was kept: SQLite has no checksum of its own."""
    return hashlib.sha256(value).digest()[:_SEAL]


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is damaged; None where none can be had."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(path, timeout=1.0)
            # A lost cache costs time, no data.
            store.execute("PRAGMA synchronous = OFF")
            store.execute(_SCHEMA)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                return None
            with suppress(OSError):
                path.unlink()
        except OSError:
            return None
        else:
            return store
    return None
