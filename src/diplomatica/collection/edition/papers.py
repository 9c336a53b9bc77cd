"""The PDFs of an edition: one of each document and view, and the books; what did not change is not set anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from diplomatica.collection import cache
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.collection.write import advice, write
from diplomatica.errors import DiplomaticaError, InternalError
from diplomatica.printable import printable
from diplomatica.views.pdf.model import Edition, Missing, Source, View
from diplomatica.views.pdf.paper import Papers

REPORT = "this is a bug in Diplomatica; please report it with the file"
_DIED = "internal error: its process died, perhaps because the memory was not enough"
_KIND = "papers"
_PROGRAM = ("views",)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which PDFs are made: of each document, of the whole; in which views; with which fonts of the user beside ours."""

    documents: bool = True
    book: bool = True
    views: tuple[View, ...] = ("reading", "diplomatic")
    fonts: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be set: as messages name it, its name in addresses, its TEI file."""

    name: str
    slug: str
    tei: Path


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF of the edition: its path in it, and what was wrong.

    `made` is False for one that was there already, or that could not be made: then it is not there.
    """

    path: str
    is_there: bool
    made: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """A PDF to be set: of one document, or of all."""

    path: str
    view: View
    documents: tuple[Document, ...]
    is_book: bool
    key: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a worker process is given."""

    edition: Edition
    output: Path
    viewed: Path
    cache: Path


_process: list[tuple[_Setting, Papers]] = []


def paper_of(slug: str, view: View) -> str:
    """The path of a document's PDF, from the root of the edition."""
    return f"documents/{slug}/{slug}.pdf" if view == "reading" else f"documents/{slug}/{slug}-diplomatic.pdf"


def book_of(view: View) -> str:
    """The path of a book, from the root of the edition."""
    return f"book-{view}.pdf"


def set_papers(
    choice: Choice,
    edition: Edition,
    documents: Sequence[Document],
    output: Path,
    viewed: Viewed,
    kept: Kept,
    jobs: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Paper]:
    """Set what has to be set, in the order of the documents, which is that of the book.

    `output` is the folder of the edition, `viewed` has the views of all documents, `kept` the keys of earlier runs.
    """
    tasks = list(_tasks(choice, edition, documents, viewed))
    todo = []
    for task in tasks:
        found = kept.get(_KIND, task.path, task.key)
        if found is not None and _is_there(output / task.path, found):
            problems = tuple(Problem(**problem) for problem in json.loads(found)["problems"])
            yield Paper(task.path, True, False, problems)
        else:
            todo.append(task)
    kept.forget_all_but(_KIND, (task.path for task in tasks))
    if not todo:
        return
    setting = _Setting(edition, output, viewed.folder, cache.folder())
    with Workers(min(jobs, len(todo)), _prepare, setting) as workers:
        for done, (task, paper) in enumerate(zip(todo, workers.each(_set, todo, _died), strict=True), 1):
            path = output / task.path
            if paper.made:
                row = {"size": path.stat().st_size, "problems": [asdict(problem) for problem in paper.problems]}
                kept.put(_KIND, task.path, task.key, json.dumps(row, ensure_ascii=False).encode("utf-8"))
            progress(done, len(todo))
            yield paper


def _tasks(choice: Choice, edition: Edition, documents: Sequence[Document], viewed: Viewed) -> Iterator[_Task]:
    shared = [cache.program(_PROGRAM), repr(edition), *(_digest(path) for path in _fonts(edition.fonts))]
    keys = {document.slug: viewed.key(document.slug) for document in documents}
    for view in choice.views:
        if choice.documents:
            for document in documents:
                key = _joined([*shared, view, keys[document.slug]])
                yield _Task(paper_of(document.slug, view), view, (document,), False, key)
        if choice.book and documents:
            key = _joined([*shared, view, "book", *(part for pair in keys.items() for part in pair)])
            yield _Task(book_of(view), view, tuple(documents), True, key)


def _fonts(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def _digest(path: Path) -> str:
    return cache.digest(path.read_bytes())


def _joined(parts: Sequence[str]) -> str:
    return cache.digest("\0".join(parts).encode("utf-8", "surrogateescape"))


def _is_there(path: Path, found: bytes) -> bool:
    try:
        return bool(path.stat().st_size == json.loads(found)["size"])
    except (OSError, ValueError, KeyError):
        return False


def _died(task: _Task) -> Paper:
    return Paper(task.path, False, False, (Problem(task.documents[0].name, _DIED, REPORT),))


def _prepare(setting: _Setting) -> None:
    _process[:] = [(setting, Papers(setting.edition, setting.cache))]


def _set(task: _Task) -> Paper:
    setting, papers = _process[0]
    viewed = Viewed(setting.viewed)
    name = task.path if task.is_book else task.documents[0].name
    sources = [Source(document.tei, lambda slug=document.slug: viewed.views(slug)) for document in task.documents]  # type: ignore[misc]
    try:
        pdf, missing = papers.book(sources, task.view) if task.is_book else papers.document(sources[0], task.view)
        write(setting.output / task.path, pdf)
    except OSError as error:
        return _failed(task, Problem(name, f"its PDF can't be written: {error.strerror or error}", advice(error)))
    except InternalError as error:
        return _failed(task, Problem(name, f"internal error: {printable(str(error))}", REPORT))
    except DiplomaticaError as error:
        return _failed(task, Problem(name, printable(str(error))))
    # A character is told with the document, not once more with the book.
    told = () if task.is_book else tuple(map(_problem, missing))
    return Paper(task.path, True, True, told)


def _failed(task: _Task, problem: Problem) -> Paper:
    return Paper(task.path, False, False, (problem,))


def _problem(missing: Missing) -> Problem:
    return Problem(f"{missing.file}:{missing.line}:{missing.column}", missing.what(), missing.advice())
