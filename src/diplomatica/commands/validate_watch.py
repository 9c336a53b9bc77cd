"""`validate --watch`: documents are checked again when they, or their schemas, change; until Ctrl-C.

After the first time, only documents that changed, or of which something else is found now, are told of. Reports for
programs are always whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from signal import SIGINT, signal
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from diplomatica.collection.watch import State, state
from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate_chosen import chosen
from diplomatica.commands.validate_files import Files
from diplomatica.diagnostics.render.counting import summary
from diplomatica.diagnostics.report import Document, Report
from diplomatica.errors import UnusableInput

if TYPE_CHECKING:
    from diplomatica.commands.validate import Request

INTERRUPTED = 130
_FOR_PEOPLE = ("text", "concise")

Run = Callable[["Request", Callable[[Report], Report]], int]


class _News:
    """What is new in a report, compared with the one before."""

    def __init__(self, narrows: bool) -> None:
        self.changed: set[str] = set()
        self.whole: Report | None = None
        self._narrows = narrows
        self._known: dict[str, Document] = {}

    def part(self, report: Report) -> Report:
        """The part of a report that is to be told."""
        is_first = self.whole is None
        self.whole = report
        before, self._known = self._known, {document.file: document for document in report.documents}
        if is_first or not self._narrows:
            return report
        return Report(
            tuple(
                document
                for document in report.documents
                if os.path.normpath(document.file) in self.changed or before.get(document.file) != document
            )
        )


def watch(request: Request, run: Run, say: Callable[[str], None], pause: float = 0.4) -> int:
    """Check, wait for a change, and again. `run` checks once, and is given what cuts a report down to its news.

    Returns 2 where the first check was not possible, else 130: it ends with Ctrl-C. `pause` is in seconds.
    """
    if "-" in request.sources:
        raise UnusableInput("standard input can’t be watched", advice="give files or folders")
    once = replace(request, watch=False)
    news = _News(request.format in _FOR_PEOPLE and str(request.output) == "-")
    interrupt = _Interrupt()
    try:
        places = _places(request)
        seen = _look(places)
        code = run(once, news.part)
        if news.whole is None:
            return code
        say("watching; Ctrl-C ends it")
        while True:
            # A document may name another schema by now.
            further = [place for place in _places(request) if place not in places]
            seen |= _look(further)
            places += further
            now = _changed(places, seen, pause, interrupt)
            news.changed = {os.path.normpath(name) for name, _ in now.items() ^ seen.items()}
            seen = now
            run(once, news.part)
            say(f"in all: {summary(news.whole)}")
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        interrupt.end()


class _Interrupt:
    """Ctrl-C, which is not forgotten where it is swallowed: Python ignores what is raised while an object is freed."""

    def __init__(self) -> None:
        self.has_come = False
        # Only the main thread may say what a signal does.
        self._before = signal(SIGINT, self._note) if current_thread() is main_thread() else None

    def _note(self, *_: object) -> None:
        self.has_come = True
        raise KeyboardInterrupt

    def end(self) -> None:
        """Let Ctrl-C do what it did before."""
        if self._before is not None:
            signal(SIGINT, self._before)


def _look(places: list[Path]) -> State:
    """The state of what is watched: of folders, their documents."""
    named = {str(place) for place in places}
    return {name: seen for name, seen in state(places).items() if name in named or name.lower().endswith(".xml")}


def _changed(places: list[Path], before: State, pause: float, interrupt: _Interrupt) -> State:
    """Wait until something differs from `before`, and no more does: a file may be saved in several steps."""
    while True:
        if interrupt.has_come:
            raise KeyboardInterrupt
        now = _look(places)
        if now != before:
            time.sleep(pause / 2)
            if _look(places) == now:
                return now
            continue
        time.sleep(pause)


def _places(request: Request) -> list[Path]:
    """All that the result depends on: documents, schemas with all that they take in, the baseline."""
    found = [*request.sources, *request.schematron, *([request.schema] if request.schema else [])]
    if request.baseline is not None:
        found.append(str(request.baseline))
    try:
        for wanted in dict.fromkeys(chosen(request, Files()).values()):
            found += [wanted.path, *wanted.further]
            found += schemas.ready(wanted).files
    except UnusableInput:
        # It may be repaired: then what is named here changes.
        pass
    return [Path(name) for name in dict.fromkeys(found)]
