"""What automata have learnt, kept between runs by the content of their schema.

It is read before all else, where a document of which all is known can be checked without the schema (`validate_lean`),
so that this module imports next to nothing.
"""

from __future__ import annotations

import marshal
import os
import sys

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from diplomatica.relaxng.engine.automaton import Automaton

_PACKAGES = ("relaxng", "relaxng/engine", "validation", "odd", "odd/emit", "commands")


def folder() -> str:
    """Where it is kept: the folder of `collection.cache`."""
    own = os.environ.get("DIPLOMATICA_CACHE")
    if own:
        return own
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        base = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        return os.path.join(base, "diplomatica")
    from diplomatica.collection.cache import folder as whole

    return str(whole())


def digest(data: bytes) -> bytes:
    """What stands for the content of a file."""
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=32).digest()


def program() -> bytes:
    """What tells this program from another: the versions of Python and of its own files."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    state = [sys.version]
    for package in _PACKAGES:
        with os.scandir(os.path.join(root, *package.split("/"))) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    state.append(f"{package}/{entry.name} {found.st_size} {found.st_mtime_ns}")
    return digest("\n".join(sorted(state)).encode())


class Learnt:
    """The entry of one schema, by the `question` that tells it from others: its path, and what documents begin with.

    `rules`: the schema has Schematron rules. `table` is what `relaxng.engine.tables` gives.
    """

    def __init__(self, question: Iterable[str]) -> None:
        name = digest("\0".join(question).encode("utf-8", "surrogateescape")).hex()[:40]
        self.path = os.path.join(folder(), "learnt", name)
        self.rules = False
        self.table: Any = None
        self._files: list[tuple[str, bytes]] = []

    def read(self) -> bool:
        """Read what is kept. False where nothing is, or the program or a file of the schema is another one now."""
        try:
            with open(self.path, "rb") as stream:
                kept = marshal.loads(stream.read())
            made_by, self._files, self.rules, self.table = kept
            if made_by != program():
                return False
            for path, expected in self._files:
                with open(path, "rb") as stream:
                    if digest(stream.read()) != expected:
                        return False
        except (OSError, ValueError, EOFError, TypeError):
            return False
        return True

    def is_of(self, contents: Mapping[str, bytes], rules: bool) -> None:
        """Say what a schema was made of that is not kept yet: the content of its files."""
        self._files = sorted([(os.path.abspath(path), digest(data)) for path, data in contents.items()])
        self.rules = rules

    def keep_new(self, automaton: Automaton) -> bool:
        """Keep what an automaton has learnt, if it is more than is kept. Was it?"""
        runs = automaton.runs_so_far
        if not automaton.is_new and (runs is None or not runs.is_new):
            return False
        self._keep(automaton)
        automaton.is_new = False
        if runs is not None:
            runs.is_new = False
        return True

    def _keep(self, automaton: Automaton) -> None:
        """Keep what an automaton has learnt; where that is not possible, it is not kept."""
        from contextlib import suppress

        from diplomatica.relaxng.engine.tables import learnt

        table = learnt(automaton)
        if table is None:
            return
        data = marshal.dumps((program(), self._files, self.rules, table))
        other = f"{self.path}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            try:
                with open(other, "wb") as stream:
                    stream.write(data)
                os.replace(other, self.path)
            finally:
                with suppress(OSError):
                    os.unlink(other)
