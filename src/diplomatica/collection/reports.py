"""The reports of a run must not take the place of anything that the run reads or writes.

before  encode a.txt -o out --trace a.txt
after   --trace: a.txt is a source of this run (name another file)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from diplomatica.collection.model import Job, Outcome
from diplomatica.collection.write import is_stream
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.source.reading import CORRECTIONS

Place = tuple[Path, str]
"""A path and what it is in the run."""


def places(items: Iterable[Job | Outcome], authority: Sequence[Path], layout: Sequence[Path]) -> Iterator[Place]:
    """All files that a run reads or writes, but for its reports."""
    for item in items:
        if isinstance(item, Outcome):
            yield Path(item.source), "a source of this run"
            continue
        yield item.tei, "where the TEI of a document goes"
        if item.path is not None:
            yield item.path, "a source of this run"
            yield item.path.with_name(item.path.stem + CORRECTIONS), "the corrections of a document"
    yield from ((path, "an authority file") for path in authority)
    yield from ((path, "a layout") for path in layout)


def check(reports: Sequence[tuple[str, Path | None]], others: Iterable[Place]) -> None:
    """Raise `UnusableInput` if a report, given by its option and path, would overwrite another file of the run."""
    asked = [(option, path) for option, path in reports if path is not None and not is_stream(path)]
    if not asked:
        return
    known: dict[str, str] = {}
    inodes: dict[tuple[int, int], str] = {}
    exists = any(path.exists() for _, path in asked)
    for path, what in others:
        known.setdefault(_key(path), what)
        inode = _inode(path) if exists else None
        if inode is not None:
            inodes.setdefault(inode, what)
    for option, path in asked:
        inode = _inode(path)
        found = known.get(_key(path)) or (inodes.get(inode) if inode is not None else None)
        if found is not None:
            raise UnusableInput(f"{printable(str(path))} is {found}", where=option, advice="name another file")
        known[_key(path)] = f"the file of {option} already"
        if inode is not None:
            inodes[inode] = known[_key(path)]


def _key(path: Path) -> str:
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):
        return str(path)


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if found.st_ino else None
