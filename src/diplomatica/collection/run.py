"""Many documents, on one core or on all, their outcomes in the order of the sources.

Nothing but outcomes is kept, and of those no more than a few hundred at a time: memory does not grow with the number
of documents.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from diplomatica.collection.document import REPORT, process
from diplomatica.collection.model import Job, Outcome, Problem, Settings
from diplomatica.printable import printable

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = Job | Outcome

MANY = 40
"""Up to this many documents, one process is done before several have started."""
_CHUNK = 8
_WAITING = 4  # chunks a process that are under way or done and not yet reported

# New objects after which the garbage collector looks at them. A document makes some ten thousand, and leaves next to
# none in circles.
_NEW_OBJECTS = 50_000

# The settings of a worker process: authority files are large, so that they are handed over once.
_worker_settings = Settings()


def processes(documents: int) -> int:
    """How many processes a run over so many documents takes if nobody says otherwise."""
    return _cores() if documents > MANY else 1


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


@contextmanager
def few_collections() -> Iterator[None]:
    """Inside the block the garbage collector runs seldom, and leaves alone what was there before."""
    before = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _collect_seldom() -> None:
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def run(
    items: Iterable[Item], settings: Settings, jobs: int = 1, late: list[Outcome] | None = None
) -> Iterator[Outcome]:
    """Process the jobs among the items; the outcomes come in the order of the items, whatever `jobs` is.

    A process that dies (out of memory) is the failure of the one document that it dies of. `late` takes the outcomes
    of documents that are written and were not reported, because the run was stopped.
    """
    if late is None:
        late = []
    if jobs <= 1:
        yield from _in_turn(items, settings, late)
    else:
        yield from _in_processes(items, settings, jobs, late)


def _in_processes(items: Iterable[Item], settings: Settings, jobs: int, late: list[Outcome]) -> Iterator[Outcome]:
    # What runs processes is imported where it is needed: most runs are small, and it is slow to load.
    from concurrent.futures.process import BrokenProcessPool

    chunks = _chunks(items)
    pool = _pool(jobs, settings)
    waiting: deque[tuple[tuple[Item, ...], list[_Stamp], Future[list[Outcome]]]] = deque()
    ready: deque[Outcome] = deque()
    try:
        while True:
            while len(waiting) < jobs * _WAITING and (chunk := next(chunks, None)) is not None:
                waiting.append((chunk, list(map(_stamp, chunk)), _submit(pool, chunk)))
            if not waiting:
                break
            chunk, _, future = waiting[0]
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                outcomes = _one_by_one(chunk, settings)
                pool = _pool(jobs, settings)
                rest = list(waiting)[1:]
                waiting = deque([waiting[0], *((later, stamps, _submit(pool, later)) for later, stamps, _ in rest)])
            ready.extend(outcomes)
            waiting.popleft()
            while ready:
                yield ready.popleft()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        late += ready
        for chunk, stamps, future in waiting:
            if future.done() and not future.cancelled() and future.exception() is None:
                late += (outcome for outcome in future.result() if outcome.status in ("written", "unchanged"))
            else:
                late += _changed(chunk, stamps)


def _in_turn(items: Iterable[Item], settings: Settings, late: list[Outcome]) -> Iterator[Outcome]:
    for item in items:
        if isinstance(item, Outcome):
            yield item
            continue
        stamp = _stamp(item)
        try:
            outcome = process(item, settings)
        except BaseException:
            late += _changed((item,), [stamp])
            raise
        yield outcome


_Stamp = tuple[int, int] | None


def _stamp(item: Item) -> _Stamp:
    """What shows whether the TEI file of a document was written anew."""
    if isinstance(item, Outcome):
        return None
    try:
        found = item.tei.stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_mtime_ns


def _changed(items: Sequence[Item], stamps: Sequence[_Stamp]) -> Iterator[Outcome]:
    """The documents whose TEI was written although nobody told."""
    for item, stamp in zip(items, stamps, strict=True):
        if isinstance(item, Job) and _stamp(item) not in (None, stamp):
            yield Outcome(item.source, "written", printable(str(item.tei)))


def _chunks(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, _CHUNK)):
        yield chunk


def _pool(jobs: int, settings: Settings) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(settings,))


def _submit(pool: ProcessPoolExecutor, chunk: Sequence[Item]) -> Future[list[Outcome]]:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_process_all, chunk)
    except BrokenProcessPool as error:
        broken: Future[list[Outcome]] = Future()
        broken.set_exception(error)
        return broken


def _start(settings: Settings) -> None:
    # Ctrl-C goes to all processes of a terminal: a worker ends its document, the parent ends the run.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    global _worker_settings
    _worker_settings = settings
    _collect_seldom()


def _process_all(items: Sequence[Item]) -> list[Outcome]:
    return [item if isinstance(item, Outcome) else process(item, _worker_settings) for item in items]


def _one_by_one(items: Sequence[Item], settings: Settings) -> list[Outcome]:
    """A chunk again, each document in a process of its own, to find the one that kills it."""
    from concurrent.futures.process import BrokenProcessPool

    outcomes = []
    for item in items:
        if isinstance(item, Outcome):
            outcomes.append(item)
            continue
        with _pool(1, settings) as pool:
            try:
                outcomes += pool.submit(_process_all, (item,)).result()
            except BrokenProcessPool:
                what = "internal error: its process died, perhaps because the memory was not enough"
                outcomes.append(Outcome(item.source, "failed", problem=Problem(item.source, what, REPORT)))
    return outcomes
