"""`diplomatica publish`: TEI files as a static edition."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diplomatica.errors import InternalError, UnusableInput
from diplomatica.printable import printable

if TYPE_CHECKING:
    from diplomatica.collection.edition.model import Progress, Published
    from diplomatica.collection.model import Problem

_BASE = re.compile(r"https?://[^\s/?#<>\"]+(/[^\s?#<>\"]*)?")


@dataclass(frozen=True, slots=True)
class Request:
    """What `publish` is asked for. `jobs` is the number of processes, None for as many as are worth it."""

    sources: tuple[str, ...]
    output: Path
    title: str = ""
    language: str = "en"
    base: str = ""
    hooks: Path | None = None
    authority: tuple[Path, ...] = ()
    jobs: int | None = None
    quiet: bool = False
    json: bool = False
    debug: bool = False


def run(request: Request) -> int:
    """Publish, tell; the exit code."""
    from diplomatica.collection.edition.model import Plan, sources_of
    from diplomatica.collection.edition.publish import publish
    from diplomatica.collection.run import processes
    from diplomatica.views.documents import Options
    from diplomatica.views.site.messages import messages
    from diplomatica.views.site.model import Edition

    try:
        words = messages(request.language)
        sources, problems = sources_of(_files(request.sources))
        if not sources:
            raise UnusableInput("no TEI file found", advice="give TEI files, or a folder that has some (*.xml)")
        edition = Edition(
            title=request.title or words("frame.untitled"),
            language=request.language,
            base=_base(request.base),
        )
        plan = Plan(
            edition=edition,
            output=request.output,
            sources=sources,
            options=Options(hooks=request.hooks, language=request.language),
            authorities=tuple(_authorities(request.authority)),
            jobs=request.jobs or processes(len(sources)),
        )
        with _progress(request) as progress:
            published = publish(plan, progress)
    except UnusableInput as error:
        _fail(request, str(error))
        return 2
    except InternalError as error:
        _fail(request, f"internal error: {error} (this is a bug in Diplomatica; please report it)")
        return 2
    except (OSError, MemoryError, RecursionError):
        raise  # told by the command line
    except Exception as error:
        if request.debug:
            raise
        what = f"internal error: {type(error).__name__}: {error}"
        _fail(request, f"{what} (this is a bug in Diplomatica; please report it; --debug shows where)")
        return 2
    except KeyboardInterrupt:
        _fail(request, "interrupted: the files that were written by then are whole")
        return 130
    _tell(request, published, (*problems, *published.problems))
    if not published.documents:
        return 2
    return 1 if problems or published.problems else 0


def _files(names: tuple[str, ...]) -> Iterator[str]:
    from diplomatica.collection.edition.folder import MANIFEST

    seen: set[str] = set()
    for name in names:
        if os.path.isdir(name):
            files = []
            for top, folders, here in os.walk(name):
                # An edition that lies among its sources has copies of them.
                folders[:] = sorted(
                    folder
                    for folder in folders
                    if not folder.startswith(".") and not os.path.exists(os.path.join(top, folder, MANIFEST))
                )
                files += [os.path.join(top, file) for file in sorted(here) if file.lower().endswith(".xml")]
        elif os.path.exists(name):
            files = [name]
        else:
            raise UnusableInput("there is no such file", where=printable(name), advice="check the path")
        for file in files:
            key = os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _authorities(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.xml"))
        elif path.exists():
            yield path
        else:
            raise UnusableInput("there is no such file", where=printable(str(path)), advice="check --authority")


def _base(address: str) -> str:
    if not address:
        return ""
    if not _BASE.fullmatch(address):
        raise UnusableInput(
            f"{printable(address)} is no address of a site",
            advice="give --base as https://example.org/edition/",
        )
    return address.rstrip("/") + "/"


@contextmanager
def _progress(request: Request) -> Iterator[Progress]:
    """Bars on a terminal, one a step; else nothing."""
    if request.quiet or request.json or not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    names = {"views": "Reading", "pages": "Pages", "lists": "Lists", "search": "Search"}
    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(names[step], total=total)
            bars.update(tasks[step], completed=done)

        yield show


def _tell(request: Request, published: Published, problems: tuple[Problem, ...]) -> None:
    start = request.output / "index.html"
    if request.json:
        told = {
            "output": printable(str(request.output)),
            "documents": published.documents,
            "files": published.files,
            "written": published.written,
            "removed": published.removed,
            "problems": [
                {"where": printable(one.where), "what": printable(one.what), "advice": printable(one.advice)}
                for one in problems
            ],
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    for problem in problems:
        print(printable(problem.line()), file=sys.stderr)
    if not request.quiet:
        changed = f"{published.written} of {published.files} files written"
        removed = f", {published.removed} removed" if published.removed else ""
        missing = f", {len(problems)} left out" if problems else ""
        print(f"{published.documents} documents{missing}; {changed}{removed}. Open {printable(str(start))}")


def _fail(request: Request, message: str) -> None:
    if request.json:
        print(json.dumps({"error": printable(message)}, ensure_ascii=False))
    else:
        print(printable(message), file=sys.stderr)
