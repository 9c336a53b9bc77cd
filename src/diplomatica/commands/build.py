"""`diplomatica build`: from sources to TEI, validation, edition and PDFs, as the configuration of a collection says."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplomatica.collection import cache
from diplomatica.collection.build.encode import Encoding
from diplomatica.collection.build.model import Checked, Encoded, Found, Step
from diplomatica.collection.build.report import Report, alike, as_html, as_text
from diplomatica.collection.config import Config, check_output, is_made, load
from diplomatica.collection.kept import Kept
from diplomatica.collection.run import processes
from diplomatica.collection.write import write
from diplomatica.errors import InternalError, UnusableInput
from diplomatica.printable import printable

if TYPE_CHECKING:
    from diplomatica.collection.edition.model import Source
    from diplomatica.views.site.document import Validation

_SHOWN = 30  # lines of findings that the terminal shows; the report has all
_PLACES = 5_000  # places to look at that the report shows: more than anybody looks at between two builds
_STEPS = {"views": "Views", "pages": "Pages", "lists": "Lists", "search": "Search", "papers": "PDF"}


@dataclass(frozen=True, slots=True)
class Request:
    """What `build` is asked for. `jobs` is the number of processes, 0 for as many as are worth it."""

    place: Path
    output: Path | None = None
    papers: bool = True
    strict: bool = False
    cached: bool = True
    quiet: bool = False
    jobs: int = 0
    debug: bool = False


def run(request: Request) -> int:
    """Build; the exit code."""
    try:
        config = load(request.place)
        if request.output is not None:
            config = replace(config, output=request.output)
        check_output(config)
        with Kept.of(config.output, cached=request.cached) as kept:
            return _Build(request, config, kept).run()
    except UnusableInput as error:
        _say(str(error))
        return 2
    except OSError as error:
        if error.filename is None or isinstance(error, BrokenPipeError):
            raise
        _say(f"{error.filename}: {error.strerror} (check the folder and its rights)")
        return 2
    except KeyboardInterrupt:
        _say("interrupted: what was made by then is whole, and the next build goes on from it")
        return 130
    except Exception as error:
        if request.debug:
            raise
        name = "" if isinstance(error, InternalError) else f"{type(error).__name__}: "
        _say(f"internal error: {name}{error} (this is a bug in Diplomatica; please report it; --debug shows where)")
        return 2


class _Build:
    """One build: its steps, each telling what it did."""

    def __init__(self, request: Request, config: Config, kept: Kept) -> None:
        self.request = request
        self.config = config
        self.kept = kept
        self.steps: list[Step] = []
        self.problems: list[str] = []
        self.hints: list[str] = []

    def run(self) -> int:
        from diplomatica.collection.build.own import own_of

        config = self.config
        self.own = own_of(config)
        config.output.mkdir(parents=True, exist_ok=True)
        encoded, removed = self._encode()
        own = _files(config.tei, config.output.resolve())
        files = [*(item.tei for item in encoded if item.tei is not None), *own]
        if not files:
            for item in encoded:
                _say(item.problem)
            _say(f"{config.path}: no document (put sources into {config.sources or config.path.parent / 'sources'})")
            return 2
        checked = self._check(files)
        self._publish(files, checked)
        report = Report(config.title, encoded, checked, tuple(removed), tuple(self.problems), tuple(self.hints))
        write(config.output / "report.txt", as_text(report).encode("utf-8"))
        write(config.output / "report.html", as_html(report).encode("utf-8"))
        self._tell(report)
        return self._exit_code(report)

    # -- the steps -----------------------------------------------------------------------------------------------------

    def _encode(self) -> tuple[tuple[Encoded, ...], list[Path]]:
        if self.config.sources is None:
            return (), []
        with self._timed("TEI") as counts:
            encoding = Encoding(self.config, self.config.output / "tei", self.kept)
            encoded = []
            room = _PLACES
            for item in encoding.run(self.request.jobs):
                encoded.append(replace(item, looks=item.looks[:room]))
                room -= len(encoded[-1].looks)
                counts.add("kept" if item.status == "kept" else "made" if item.tei is not None else "failed")
            self.kept.save()
            self.hints += encoding.hints
            return tuple(encoded), encoding.clear()

    def _check(self, files: Sequence[Path]) -> tuple[Checked, ...]:
        from diplomatica.commands import validate
        from diplomatica.diagnostics.model import Severity

        config = self.config
        request = validate.Request(
            sources=tuple(map(str, (config.output / "tei", *config.tei))),
            schema=str(config.schema or ""),
            schematron=tuple(map(str, config.schematron)),
            phase=config.phase,
            cached=self.request.cached,
            jobs=self.request.jobs,
        )
        checked = []
        with self._timed("Validation") as counts:
            report = validate.check(request, list(map(str, files)))
            named = {document.file: document for document in report.documents}
            for path in files:
                document = named.pop(str(path))
                severities = [found.severity for found in document.diagnostics]
                errors = sum(severity is not Severity.WARNING for severity in severities)
                found = (Found(printable(str(one)), (one.code, one.message)) for one in document.diagnostics)
                checked.append(Checked(path, errors, len(severities) - errors, tuple(found)))
                counts.add("failed" if errors else "made")
            # What is wrong with the schema itself stands under its own name.
            for document in named.values():
                self.problems += [printable(str(one)) for one in document.diagnostics]
        return tuple(checked)

    def _publish(self, files: Sequence[Path], checked: Sequence[Checked]) -> None:
        from diplomatica.collection.build.own import edition_of
        from diplomatica.collection.edition.model import Plan
        from diplomatica.collection.edition.papers import Choice
        from diplomatica.collection.edition.publish import publish
        from diplomatica.views.documents import Options
        from diplomatica.views.pdf.model import VIEWS

        config = self.config
        sources, told = _sources(files)
        self.problems += told
        papers = None
        if self.request.papers and (config.pdf_documents or config.pdf_book):
            views = tuple(view for view in VIEWS if view in config.pdf_views)
            papers = Choice(config.pdf_documents, config.pdf_book, views, config.fonts)
        plan = Plan(
            edition=edition_of(config, _base(config.address)),
            output=config.output / "edition",
            sources=sources,
            options=Options(hooks=config.hooks, language=config.language),
            authorities=config.authority,
            validation=_validation(sources, checked),
            jobs=self.request.jobs or processes(len(sources)),
            work=self._work(),
            kept=self.kept,
            papers=papers,
            search=config.search,
            own=self.own,
        )
        with self._timed("Edition") as counts, self._progress() as progress:
            published = publish(plan, progress)
            counts.made, counts.kept = published.written, published.files - published.written
            counts.failed = len(published.problems)
            self.problems += [problem.line() for problem in published.problems]
            self.kept.save()

    def _work(self) -> Path | None:
        """Where views are kept for the next build."""
        if not self.request.cached:
            return None
        name = cache.digest(str(self.config.output.resolve()).encode("utf-8", "surrogateescape"))[:32]
        folder = cache.folder() / "views" / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            return None

    # -- what is told --------------------------------------------------------------------------------------------------

    @contextmanager
    def _timed(self, name: str) -> Iterator[_Counts]:
        counts, start = _Counts(), time.perf_counter()
        yield counts
        self.steps.append(Step(name, counts.made, counts.kept, counts.failed, time.perf_counter() - start))

    @contextmanager
    def _progress(self) -> Iterator[_Show]:
        """Bars on a terminal, one a step; else nothing."""
        if self.request.quiet or not sys.stderr.isatty():
            yield lambda step, done, total: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            tasks: dict[str, TaskID] = {}

            def show(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    tasks[step] = bars.add_task(_STEPS.get(step, step), total=total)
                bars.update(tasks[step], completed=done, total=total)

            yield show

    def _tell(self, report: Report) -> None:
        quiet = self.request.quiet
        lines = [item.problem for item in report.refused]
        lines += [note for item in report.doubtful for note in item.notes if not quiet]
        found, _ = alike([one for item in report.faulty for one in item.found if item.errors or not quiet])
        for line, rest in found:
            lines += [line, *([f"  and {len(rest)} more like it"] if rest else [])]
        lines += report.problems
        if not quiet:
            lines += report.hints
        for line in lines[:_SHOWN]:
            _say(line)
        if len(lines) > _SHOWN:
            _say(f"... and {len(lines) - _SHOWN} more lines: see the report")
        if report.faulty and (report.errors or not quiet):
            _say(f"{_count(len(report.checked), 'document')}: {self._counted(report)}, in {len(report.faulty)} of them")
        if quiet:
            return
        for step in self.steps:
            parts = [f"{step.made} made" if step.name != "Validation" else f"{step.made} valid"]
            parts += [f"{step.kept} as before"] * bool(step.kept) + [f"{step.failed} with problems"] * bool(step.failed)
            _say(f"{step.name:<11}{step.seconds:6.2f} s  {', '.join(parts)}")
        doubts = sum(item.doubts for item in report.encoded)
        if doubts:
            places = "1 place is" if doubts == 1 else f"{doubts} places are"
            _say(f"{places} worth a look: the report lists them, each with the correction to paste")
        _say(f"The edition: {self.config.output / 'edition' / 'index.html'}")
        _say(f"The report:  {self.config.output / 'report.html'}")

    def _counted(self, report: Report) -> str:
        counts = ((report.errors, "error"), (report.warnings, "warning"))
        return " and ".join(_count(number, what) for number, what in counts if number)

    def _exit_code(self, report: Report) -> int:
        found = report.errors + (report.warnings if self.config.fail_on == "warning" else 0)
        if report.refused or found or report.problems:
            return 1
        return 1 if self.request.strict and (report.doubtful or report.hints) else 0


@dataclass(slots=True)
class _Counts:
    """What a step did so far."""

    made: int = 0
    kept: int = 0
    failed: int = 0

    def add(self, name: str) -> None:
        """Count one."""
        setattr(self, name, getattr(self, name) + 1)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Show = Callable[[str, int, int], None]


def _files(places: Sequence[Path], output: Path) -> Iterator[Path]:
    """The TEI files at these places, those of a folder by name; what an earlier build made in `output` is left out."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        for top, folders, names in os.walk(place):
            here = Path(top).resolve()
            own = (name for name in folders if not name.startswith(".") and not is_made(here / name, output))
            folders[:] = sorted(own)
            yield from (Path(top, name) for name in sorted(names) if name.lower().endswith(".xml"))


def _sources(files: Sequence[Path]) -> tuple[tuple[Source, ...], list[str]]:
    from diplomatica.collection.edition.model import sources_of

    sources, problems = sources_of(map(str, files))
    return sources, [problem.line() for problem in problems]


def _validation(sources: Sequence[Source], checked: Sequence[Checked]) -> dict[str, Validation]:
    from diplomatica.views.site.document import Validation

    found = {item.tei: item for item in checked}
    return {
        source.slug: Validation(not found[source.path].errors, found[source.path].errors + found[source.path].warnings)
        for source in sources
        if source.path in found
    }


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _base(address: str) -> str:
    return address.rstrip("/") + "/" if address else ""


def _say(text: str) -> None:
    click.echo(printable(text).encode("utf-8", "backslashreplace"), err=True)
