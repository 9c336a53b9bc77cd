"""`diplomatica encode`: options to settings, a run over the sources, and what it says of them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from diplomatica.collection import reports
from diplomatica.collection.model import Job, Outcome, Problem, Settings
from diplomatica.collection.page import ReviewPage
from diplomatica.collection.plan import STANDARD_INPUT, plan
from diplomatica.collection.report import as_json, messages, review
from diplomatica.collection.run import Item, few_collections, processes
from diplomatica.collection.run import run as run_all
from diplomatica.collection.summary import NOTHING_DONE, SOME_FAILED, Summary
from diplomatica.collection.write import advice, atomic, forget_output, named
from diplomatica.encoding.encode import Options
from diplomatica.encoding.names import Authority
from diplomatica.errors import InternalError, UnusableInput
from diplomatica.printable import printable
from diplomatica.source.layouts import read_layout
from diplomatica.source.readers.encodings import is_encoding
from diplomatica.source.reading import MAX_BYTES

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

INTERRUPTED = 130
_OUTPUT = "standard output"


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    sources: tuple[str, ...]
    output: Path
    authority: tuple[Path, ...] = ()
    layout: tuple[Path, ...] = ()
    encoding: str | None = None
    replace_controls: bool = False
    trace: Path | None = None
    review: bool = False
    review_html: Path | None = None
    strict: bool = False
    quiet: bool = False
    json: bool = False
    jobs: int | None = None
    debug: bool = False


def run(request: Request) -> int:
    """Encode; the exit code. Messages go to standard error, review and JSON to standard output."""
    begun: _Run | None = None
    try:
        planned = list(plan(request.sources, request.output))
        authority = list(_authorities(request.authority))
        written = (("--trace", request.trace), ("--review-html", request.review_html))
        reports.check(written, reports.places(planned, authority, request.layout))
        _check_output(request)
        settings = _settings(request, authority)
        with ExitStack() as stack:
            stack.enter_context(_stoppable())
            stack.enter_context(few_collections())
            begun = _Run(request, settings, list(map(_given, planned)), stack)
            return begun.run()
    except _Stopped:
        _say("interrupted: what was written by then is whole")
        return INTERRUPTED
    except UnusableInput as error:
        _say(Problem(printable(error.where), error.what, error.advice).line() if error.where else error.what)
        return NOTHING_DONE
    except OSError as error:
        if error.filename is None or isinstance(error, BrokenPipeError):
            raise
        with suppress(OSError):
            _say(f"{error.filename}: can't be written: {error.strerror} ({advice(error)})")
        if error.filename == _OUTPUT:
            forget_output()
        return SOME_FAILED if begun is not None and begun.summary.done else NOTHING_DONE


def _settings(request: Request, authority: Sequence[Path]) -> Settings:
    if request.encoding is not None and not is_encoding(request.encoding):
        raise UnusableInput(
            f"unknown character encoding “{request.encoding}”",
            where="--encoding",
            advice="such as utf-8, windows-1252 or koi8-r",
        )
    request.output.mkdir(parents=True, exist_ok=True)
    for path in (request.trace, request.review_html):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
    known = Authority.load(authority) if authority else None
    for note in known.notes if known is not None else ():
        _say(note)
    options = Options(
        layouts=tuple(read_layout(path) for path in request.layout) or None,
        authority=known,
    )
    return Settings(
        options, request.encoding, request.replace_controls, trace=request.trace is not None, furniture=request.json
    )


def _check_output(request: Request) -> None:
    """Raise where two would write to standard output in each other's text."""
    asked = [option for option, path in (("--trace", request.trace), ("--review-html", request.review_html))
             if path == Path("-")]  # fmt: skip
    asked += ["--format json"] * request.json + ["--review"] * request.review
    if len(asked) > 1 and asked[0].startswith(("--trace", "--review-html")):
        raise UnusableInput(f"{asked[1]} goes to standard output too", where=asked[0], advice="name a file")


def _authorities(paths: Sequence[Path]) -> Iterator[Path]:
    """The authority files; a folder stands for the XML files in it, by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(file for file in path.iterdir() if file.suffix == ".xml" and not file.name.startswith("."))
        if not inside:
            raise UnusableInput("no XML file in this folder", where=str(path), advice="name the authority files")
        yield from inside


def _given(item: Item) -> Item:
    """The item, with its bytes if it comes from standard input."""
    if not isinstance(item, Job) or item.source != STANDARD_INPUT:
        return item
    what = "standard input is closed"
    if sys.stdin is not None:
        try:
            return replace(item, data=sys.stdin.buffer.read(MAX_BYTES + 1))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            what = f"standard input can't be read: {reason}"
    problem = Problem(STANDARD_INPUT, what, "pipe a text into it, or name a file")
    return Outcome(STANDARD_INPUT, "refused", problem=problem)


class _Run:
    """One run: the outcomes as they come, to all who asked for them."""

    def __init__(self, request: Request, settings: Settings, items: list[Item], stack: ExitStack) -> None:
        self.request = request
        self.settings = settings
        self.items = items
        self.stack = stack
        self.summary = Summary()
        self.trace: BinaryIO | None = None
        self.page: ReviewPage | None = None
        self.late: list[Outcome] = []

    def run(self) -> int:
        request = self.request
        if not self.items:
            _say(f"{', '.join(map(printable, request.sources))}: no document found (.txt, .md, .html, .docx, .pdf)")
            if request.json:
                self._json_end(self._json_start())
            return NOTHING_DONE
        if request.trace is not None:
            self.trace = self.stack.enter_context(atomic(request.trace))
        if request.review_html is not None:
            self.page = self.stack.enter_context(ReviewPage(request.review_html))
        jobs = min(request.jobs or processes(len(self.items)), len(self.items))
        # The signal is an exception, so that the trace, which would be half of one, is not kept.
        outcomes = run_all(self.items, self.settings, jobs, self.late)
        if request.json:
            self._all_json(outcomes)
        else:
            self._all_text(outcomes)
        failed = self._finish_page()
        if not request.json and not request.quiet:
            _table(self.summary)
        return max(self.summary.exit_code(strict=request.strict), SOME_FAILED if failed else 0)

    def _finish_page(self) -> bool:
        if self.page is None:
            return False
        try:
            self.page.finish(self.summary.rows())
        except InternalError as error:
            _say(f"internal error: {error} (please report it)")
            return True
        return False

    def _take(self, outcome: Outcome) -> None:
        """Count an outcome, and put it into the files that were asked for."""
        self.summary.add(outcome)
        if self.trace is not None and self.request.trace is not None:
            with named(self.request.trace):
                self.trace.write(outcome.trace.encode("utf-8", "backslashreplace"))
        if self.page is not None:
            self.page.add(outcome)
        if outcome.problem is not None:
            _say(outcome.problem.line())
            if self.request.debug and outcome.problem.trace:
                _say(outcome.problem.trace, as_it_is=True)

    # -- text -------------------------------------------------------------------------------------------------------

    def _all_text(self, outcomes: Iterator[Outcome]) -> None:
        with _progress(len(self.items), self.request.quiet) as step:
            for outcome in _to_the_end(outcomes):
                self._take(outcome)
                for message in messages(outcome, quiet=self.request.quiet):
                    _say(message)
                if self.request.review:
                    _print_review(outcome)
                step()

    # -- JSON -------------------------------------------------------------------------------------------------------

    def _all_json(self, outcomes: Iterator[Outcome]) -> None:
        comma = self._json_start()
        try:
            for outcome in _to_the_end(outcomes):
                self._take(outcome)
                _print(comma + as_json(outcome))
                comma = ",\n"
        finally:
            # Also an interrupted run prints one whole object, with all that it has written.
            for outcome in self.late:
                self.summary.add(outcome)
                _print(comma + as_json(outcome))
                comma = ",\n"
            self._json_end(comma)

    def _json_start(self) -> str:
        return '{"documents": [\n'

    def _json_end(self, comma: str) -> None:
        import json

        opened = "" if comma.startswith(",") else comma
        _print(f'{opened}\n], "summary": {json.dumps(self.summary.as_dict(), ensure_ascii=False)}}}\n')


def _to_the_end(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes; the run that makes them is closed at once if the one who takes them stops."""
    try:
        yield from outcomes
    finally:
        close = getattr(outcomes, "close", None)
        if close is not None:
            close()


# --- printing -----------------------------------------------------------------------------------------------------


def _say(line: str, *, as_it_is: bool = False) -> None:
    text = line if as_it_is else printable(line)
    with named("standard error"):
        click.echo(text.encode("utf-8", "backslashreplace"), err=True)


def _print(text: str) -> None:
    with named(_OUTPUT):
        click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _print_review(outcome: Outcome) -> None:
    for head, before, marked, after, correction in review(outcome):
        lines = [click.style(head, bold=True)]
        if marked:
            lines.append(f"    {before}>>{click.style(marked, fg='yellow', bold=True)}<<{after}")
        lines += [f"        {line}" for line in correction]
        text = "\n".join(lines) + "\n\n"
        _print(text if _is_terminal(sys.stdout) else click.unstyle(text))


def _table(summary: Summary) -> None:
    if not _is_terminal(sys.stderr):
        width = max(len(name) for name, _ in summary.rows())
        for name, value in summary.rows():
            _say(f"{name:<{width}}  {value}")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in summary.rows():
        table.add_row(Text(name), Text(value))
    Console(stderr=True).print(table)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[], None]]:
    """A step that moves the bar on a terminal, and does nothing elsewhere."""
    if quiet or not _is_terminal(sys.stderr):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    # Refreshed by hand: a thread of the bar's own would be copied into the processes of the run.
    progress: Progress = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        auto_refresh=False,
    )  # fmt: skip
    with progress:
        task: TaskID = progress.add_task("", total=total)

        def step() -> None:
            progress.advance(task)
            progress.refresh()

        yield step


# --- the end before the end ---------------------------------------------------------------------------------------


class _Stopped(BaseException):
    """The run was told to end."""


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C and the signal to terminate end the run in order: nothing half-written, no process left behind."""

    def stop(number: int, frame: FrameType | None) -> None:
        # A second signal must not disturb the tidying up.
        for other in (signal.SIGINT, signal.SIGTERM):
            signal.signal(other, signal.SIG_IGN)
        raise _Stopped

    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(ValueError):  # only the main thread may set a handler
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
