"""Waiting until files change, by looking at them: it works on every system and on every kind of disk."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

State = dict[str, tuple[int, int]]
"""What is known of each file: its size and the time of its last change in nanoseconds."""


def state(places: Iterable[Path]) -> State:
    """The files at these places, folders with all that is in them; names that begin with a dot are left out."""
    found: State = {}
    for place in places:
        if place.is_dir():
            for top, folders, names in os.walk(place):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in names:
                    if not name.startswith("."):
                        _look(os.path.join(top, name), found)
        else:
            _look(str(place), found)
    return found


def _look(path: str, found: State) -> None:
    try:
        seen = os.stat(path)
    except OSError:
        return
    found[path] = seen.st_size, seen.st_mtime_ns


def changes(places: Iterable[Path], pause: float = 0.4) -> Iterator[list[str]]:
    """The paths that changed, came or went, each time that some did and no more do; `pause` is in seconds.

    A program that saves a file in several steps is waited for.
    """
    places = tuple(places)
    before = state(places)
    while True:
        time.sleep(pause)
        now = state(places)
        if now == before:
            continue
        while (later := _later(places, pause)) != now:
            now = later
        yield sorted({name for name, _ in before.items() ^ now.items()})
        before = now


def _later(places: tuple[Path, ...], pause: float) -> State:
    time.sleep(pause / 2)
    return state(places)
