"""Work on many items, in this process or in several, the results in the order of the items.

Workers are started afresh, not forked from this process, which may have started Saxon. A process that dies (out of
memory) is the failure of the one item that it dies of.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")
Setting = TypeVar("Setting")

_CHUNK = 8
_WAITING = 3  # chunks a process that are under way or done and not yet taken
_NEW_OBJECTS = 50_000  # the collector of garbage looks that seldom


class Workers(Generic[Setting]):
    """Processes that were given a setting when they started; with one job, this process.

    Use it in a `with` block. What is called in them must be a function of a module, and so must what prepares them:
    `prepare(setting)` is called once a process.
    """

    def __init__(self, jobs: int, prepare: Callable[[Setting], None], setting: Setting) -> None:
        self._jobs = jobs
        self._prepare = prepare
        self._setting = setting
        self._pool: ProcessPoolExecutor | None = None
        self._is_prepared = False

    def __enter__(self) -> Workers[Setting]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def each(
        self, work: Callable[[Item], Result], items: Iterable[Item], died: Callable[[Item], Result]
    ) -> Iterator[Result]:
        """What `work` makes of each item, in order; for one whose process dies, what `died` says."""
        if self._jobs <= 1:
            if not self._is_prepared:
                self._prepare(self._setting)
                self._is_prepared = True
            yield from map(work, items)
        else:
            yield from self._in_processes(work, items, died)

    def _in_processes(
        self, work: Callable[[Item], Result], items: Iterable[Item], died: Callable[[Item], Result]
    ) -> Iterator[Result]:
        from concurrent.futures.process import BrokenProcessPool

        rest = iter(items)
        waiting: deque[tuple[tuple[Item, ...], Future[list[Result]]]] = deque()
        while True:
            while len(waiting) < self._jobs * _WAITING and (chunk := tuple(islice(rest, _CHUNK))):
                waiting.append((chunk, self._submit(work, chunk)))
            if not waiting:
                return
            chunk, future = waiting[0]
            try:
                results = future.result()
            except BrokenProcessPool:
                self.__exit__()
                results = self._one_by_one(work, chunk, died)
                later = list(waiting)[1:]
                waiting = deque([waiting[0], *((items, self._submit(work, items)) for items, _ in later)])
            waiting.popleft()
            yield from results

    def _submit(self, work: Callable[[Item], Result], chunk: Sequence[Item]) -> Future[list[Result]]:
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        if self._pool is None:
            self._pool = self._start(self._jobs)
        try:
            return self._pool.submit(_all, work, chunk)
        except BrokenProcessPool as error:
            broken: Future[list[Result]] = Future()
            broken.set_exception(error)
            return broken

    def _one_by_one(
        self, work: Callable[[Item], Result], chunk: Sequence[Item], died: Callable[[Item], Result]
    ) -> list[Result]:
        """A chunk again, each item in a process of its own, to find the one that kills it."""
        from concurrent.futures.process import BrokenProcessPool

        results = []
        for item in chunk:
            with self._start(1) as pool:
                try:
                    results += pool.submit(_all, work, (item,)).result()
                except BrokenProcessPool:
                    results.append(died(item))
        return results

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(self._prepare, self._setting))


def _begin(prepare: Callable[[Setting], None], setting: Setting) -> None:
    # Ctrl-C goes to all processes of a terminal: a worker ends its item, the parent ends the run.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    prepare(setting)
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def _all(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]
