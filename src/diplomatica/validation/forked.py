"""Work on several processor cores: each takes a share of the tasks; the results come in the order of the tasks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import IO, Any


def shares(sizes: Sequence[int], number: int) -> list[list[int]]:
    """The indexes of tasks, dealt out in about equal shares: the largest task first, to the least burdened."""
    dealt: list[list[int]] = [[] for _ in range(number)]
    burden = [0] * number
    for index in sorted(range(len(sizes)), key=lambda index: (-sizes[index], index)):
        least = burden.index(min(burden))
        dealt[least].append(index)
        burden[least] += sizes[index] + 1
    return [sorted(share) for share in dealt if share]


def spread(sizes: Sequence[int], work: Callable[[int], Any], jobs: int) -> list[Any]:
    """The result of each task. `work` takes the index of one and gives what JSON can hold.

    The process itself takes one share; others are forked, with all that is loaded. A share whose process dies is done
    here. Where processes can't be forked, there is one.
    """
    if jobs < 2 or len(sizes) < 2 or not hasattr(os, "fork"):
        return [work(index) for index in range(len(sizes))]
    import json
    import tempfile

    own, *others = shares(sizes, jobs)
    sys.stdout.flush()
    sys.stderr.flush()
    running: list[tuple[int, IO[bytes], list[int]]] = []
    for share in others:
        # A file, not a pipe: a child with much to tell does not wait for its parent.
        place: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        process = os.fork()
        if process == 0:
            _child(place, share, work)
        running.append((process, place, share))
    results: list[Any] = [None] * len(sizes)
    try:
        for index in own:
            results[index] = work(index)
    except BaseException:
        import signal

        for process, _, _ in running:
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
        raise
    for process, place, share in running:
        _, status = os.waitpid(process, 0)
        with place:
            place.seek(0)
            told = json.loads(place.read()) if status == 0 else [work(index) for index in share]
        for index, result in zip(share, told, strict=True):
            results[index] = result
    return results


def _child(place: IO[bytes], share: list[int], work: Callable[[int], Any]) -> None:
    """Do a share, write the results, and end without what a program does at its end: that is the parent's."""
    import json

    status = 1
    try:
        place.write(json.dumps([work(index) for index in share]).encode("utf-8", "surrogatepass"))
        place.flush()
        status = 0
    finally:
        os._exit(status)
