"""The PDFs of an edition: one of each document and view, and the books; what did not change is not set anew."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from diplomatica.collection import cache
from diplomatica.collection.edition.failures import DIED, REPORT, internal
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.collection.write import advice, write
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.views.pdf.fonts import Fonts
from diplomatica.views.pdf.model import Edition, Missing, Source, View, Volume
from diplomatica.views.pdf.paper import Papers

_KIND = "papers"
_PROGRAM = ("views",)
_VOLUME = 800_000  # bytes of TEI: some two hundred pages, and six hundred megabytes of memory while they are set


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
    volume: Volume | None
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


@dataclass(frozen=True, slots=True)
class Book:
    """A volume of the book: its path from the root of the edition, its view, what it holds."""

    path: str
    view: View
    volume: Volume
    documents: tuple[Document, ...]


def books_of(choice: Choice | None, documents: Sequence[Document]) -> tuple[Book, ...]:
    """The books that are made: one a view, in several volumes where there is too much for one."""
    if choice is None or not choice.book or not documents:
        return ()
    volumes: list[list[Document]] = []
    size = _VOLUME
    for document in documents:
        own = _size(document.tei)
        if size + own > _VOLUME:
            volumes.append([])
            size = 0
        volumes[-1].append(document)
        size += own
    books = []
    for view in choice.views:
        first = 1
        for number, members in enumerate(volumes, 1):
            path = f"book-{view}.pdf" if len(volumes) == 1 else f"book-{view}-{number}.pdf"
            volume = Volume(number if len(volumes) > 1 else 0, first)
            books.append(Book(path, view, volume, tuple(members)))
            first += len(members)
    return tuple(books)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


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
    with tempfile.TemporaryDirectory(prefix="diplomatica-") as temporary:
        setting = _Setting(edition, output, viewed.folder, _place_of_fonts(edition, Path(temporary)))
        yield from _set_all(setting, todo, kept, jobs, progress)


def _place_of_fonts(edition: Edition, other: Path) -> Path:
    """A folder with the fonts, made ready before the processes need it: the user's caches, else `other`.

    Raises `UnusableInput` where a font of the user can't be read.
    """
    for place in (cache.folder(), other):
        with suppress(OSError):
            Fonts(place / "fonts", edition.fonts)
            return place
    return other


def _set_all(
    setting: _Setting, todo: Sequence[_Task], kept: Kept, jobs: int, progress: Callable[[int, int], None]
) -> Iterator[Paper]:
    with Workers(min(jobs, len(todo)), _prepare, setting) as workers:
        for done, (task, paper) in enumerate(zip(todo, workers.each(_set, todo, _died), strict=True), 1):
            path = setting.output / task.path
            if paper.made:
                row = {"size": path.stat().st_size, "problems": [asdict(problem) for problem in paper.problems]}
                kept.put(_KIND, task.path, task.key, json.dumps(row, ensure_ascii=False).encode("utf-8"))
            progress(done, len(todo))
            yield paper


def _tasks(choice: Choice, edition: Edition, documents: Sequence[Document], viewed: Viewed) -> Iterator[_Task]:
    shared = [cache.program(_PROGRAM), repr(edition), *(_digest(path) for path in _fonts(edition.fonts))]
    keys = {document.slug: viewed.key(document.slug) for document in documents}
    for view in choice.views if choice.documents else ():
        for document in documents:
            key = _joined([*shared, view, keys[document.slug]])
            yield _Task(paper_of(document.slug, view), view, (document,), None, key)
    for book in books_of(choice, documents):
        parts = [part for document in book.documents for part in (document.slug, keys[document.slug])]
        yield _Task(book.path, book.view, book.documents, book.volume, _joined([*shared, repr(book.volume), *parts]))


def _fonts(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def _digest(path: Path) -> str:
    return cache.digest(path.read_bytes())


def _joined(parts: Sequence[str]) -> str:
    return cache.digest("\0".join(parts).encode("utf-8", "surrogateescape"))


def _is_there(path: Path, found: bytes) -> bool:
    try:
        return bool(path.stat().st_size == json.loads(found)["size"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _died(task: _Task) -> Paper:
    return Paper(task.path, False, False, (Problem(task.documents[0].name, DIED, REPORT),))


def _prepare(setting: _Setting) -> None:
    _process[:] = [(setting, Papers(setting.edition, setting.cache))]


def _set(task: _Task) -> Paper:
    setting, papers = _process[0]
    viewed = Viewed(setting.viewed)
    name = task.path if task.volume else task.documents[0].name
    sources = [Source(document.tei, lambda slug=document.slug: viewed.views(slug)) for document in task.documents]  # type: ignore[misc]
    try:
        if task.volume is not None:
            pdf, missing = papers.book(sources, task.view, task.volume)
        else:
            pdf, missing = papers.document(sources[0], task.view)
        write(setting.output / task.path, pdf)
    except OSError as error:
        return _failed(task, Problem(name, f"its PDF can't be written: {error.strerror or error}", advice(error)))
    except UnusableInput as error:
        return _failed(task, Problem(name, printable(str(error))))
    except Exception as error:
        # As with the views: the others go on.
        return _failed(task, internal(name, error))
    # A character is told with the document, not once more with the book.
    told = () if task.volume else tuple(map(_problem, missing))
    return Paper(task.path, True, True, told)


def _failed(task: _Task, problem: Problem) -> Paper:
    return Paper(task.path, False, False, (problem,))


def _problem(missing: Missing) -> Problem:
    return Problem(f"{missing.file}:{missing.line}:{missing.column}", missing.what(), missing.advice())
