"""An edition from TEI files: views of all documents, then their pages, then the lists.

Pages name the documents before and after, which are known when all documents were read: so the views wait on disk, and
memory does not grow with their number. Where they are kept for the next run, only what changed is made again. Bytes
that are there already are not written; what an earlier run wrote and this one does not is removed.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from diplomatica import __version__, share
from diplomatica.collection import cache
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.collection.papers import Choice, Document, set_papers
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.collection.write import advice, write
from diplomatica.errors import InternalError, UnusableInput
from diplomatica.printable import printable
from diplomatica.views.documents import Options, Views
from diplomatica.views.model import DocumentFacts
from diplomatica.views.pdf.model import Edition as PaperEdition
from diplomatica.views.site.authorities import read_authorities
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.document import Context, DocumentPages, Neighbour, Validation
from diplomatica.views.site.frame import Frame, assets
from diplomatica.views.site.home import Making
from diplomatica.views.site.legend import Example
from diplomatica.views.site.legend import examples as legend_examples
from diplomatica.views.site.lists import write_lists
from diplomatica.views.site.model import Edition
from diplomatica.views.site.register import Register
from diplomatica.views.site.rows import DocumentRow
from diplomatica.views.site.search import write_index

MANIFEST = ".diplomatica-edition.json"
"""What a run wrote, in the folder of the edition."""
# Signs that an address or some file system can't have.
_UNFIT = re.compile(r"[\x00-\x20#?%\\/:*\"<>|\x7f\s]+")
REPORT = "this is a bug in Diplomatica; please report it with the file"
_DIED = "internal error: its process died, perhaps because the memory was not enough"


@dataclass(frozen=True, slots=True)
class Source:
    """A TEI file, as messages name it; its path; its name in addresses."""

    name: str
    path: Path
    slug: str


def sources_of(names: Iterable[str]) -> tuple[tuple[Source, ...], list[Problem]]:
    """The documents in these files, in order. Two can't have one name in addresses: the second is a problem."""
    found: dict[str, Source] = {}
    problems = []
    for name in names:
        path = Path(name)
        slug = _UNFIT.sub("-", path.stem).strip("-.") or "document"
        other = found.setdefault(slug.casefold(), Source(printable(name), path, slug))
        if other.path != path:
            what = f"its pages would be those of {other.name}: both are called {printable(slug)}"
            problems.append(Problem(printable(name), what, "rename one of them"))
    return tuple(found.values()), problems


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition is made of, and how.

    `validation` holds what is known of documents, by slug; `work` is a folder where views are kept for the next run (by
    default they vanish at the end), and `kept` knows what the files of the last run were made of. `papers` says which
    PDFs are made.
    """

    edition: Edition
    output: Path
    sources: tuple[Source, ...]
    options: Options = field(default_factory=Options)
    authorities: tuple[Path, ...] = ()
    validation: Mapping[str, Validation] = field(default_factory=dict)
    jobs: int = 1
    work: Path | None = None
    kept: Kept | None = None
    papers: Choice | None = None
    search: bool = True


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it: numbers of documents, of files in the edition, of files written and removed; what went wrong."""

    documents: int
    files: int
    written: int
    removed: int
    problems: tuple[Problem, ...]


Progress = Callable[[str, int, int], None]
"""Told of progress: the step ("views", "pages", "lists", "search", "papers"), how many are done, of how many."""


def publish(plan: Plan, progress: Progress = lambda step, done, total: None) -> Published:
    """Make the edition. A document that can't be shown is told and left out; the others are published.

    Raises `UnusableInput` where the output folder holds something else or the user's stylesheet has a fault, `OSError`
    where nothing can be written.
    """
    before = _begin_in(plan.output)
    files = _Files(plan.output)
    with tempfile.TemporaryDirectory(prefix="diplomatica-") as temporary:
        viewed = Viewed(plan.work or Path(temporary))
        kept = plan.kept or Kept(None)
        setting = _Setting(plan, viewed.folder, _program(plan))
        problems: list[Problem] = []
        try:
            for name, path in assets():
                files.put(f"assets/{name}", path.read_bytes())
            with Workers(plan.jobs, _prepare, setting) as workers:
                register = Register(read_authorities(plan.authorities))
                shown = list(_read(workers, setting, register, problems, progress))
                with register.finish() as collection:
                    _compose(workers, setting, collection, shown, files, kept, problems, progress)
                    progress("lists", 0, 1)
                    frame = Frame(plan.edition)
                    examples = _examples(workers, setting, kept)
                    write_lists(collection, frame, files.put, examples=examples, making=_MAKING)
                    progress("lists", 1, 1)
                    if plan.search:
                        _search(setting, collection, frame, files, kept, problems, progress)
                    order = [row.slug for row in collection.documents]
            _papers(plan, order, shown, viewed, files, kept, problems, progress)
            viewed.forget_all_but({source.slug for source, _ in shown})
        finally:
            # What an interrupted run wrote must be known to the next one.
            _keep(plan.output, {*before, *files.paths})
    removed = _remove(plan.output, before - files.paths)
    _keep(plan.output, files.paths)
    return Published(len(shown), len(files.paths), files.written, removed, tuple(problems))


def _program(plan: Plan) -> str:
    """What stands for all that pages depend on beside their document: the program, its stylesheets, the user's."""
    sheets = [share.path("xslt"), *([plan.options.hooks.parent] if plan.options.hooks else [])]
    state = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for top in sheets
             for path in sorted(top.rglob("*.xsl"))]  # fmt: skip
    parts = [cache.program(("views", "collection")), repr(plan.options), *state]
    return cache.digest("\n".join(parts).encode("utf-8", "surrogateescape"))


# -- reading: TEI to views, which wait on disk -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a worker process is given; `viewed` is the folder of the views, `program` what `_program` says."""

    plan: Plan
    viewed: Path
    program: str

    def __reduce__(self) -> tuple[type[_Setting], tuple[Plan, Path, str]]:
        # Nothing of a run's state goes to the processes.
        return _Setting, (replace(self.plan, sources=(), validation={}, kept=None), self.viewed, self.program)


@dataclass(slots=True)
class _Process:
    """What a worker process keeps: compiled stylesheets and templates are made when they are needed first."""

    setting: _Setting
    viewed: Viewed
    views: Views | None = None
    pages: DocumentPages | None = None

    def ready(self) -> Views:
        """The stylesheets. Raises `UnusableInput` where the user's has a fault."""
        if self.views is None:
            self.views = Views(self.setting.plan.options)
        return self.views


_process: list[_Process] = []


def _prepare(setting: _Setting) -> None:
    _process[:] = [_Process(setting, Viewed(setting.viewed))]


def _read(
    workers: Workers[_Setting], setting: _Setting, register: Register, problems: list[Problem], progress: Progress
) -> Iterator[tuple[Source, tuple[tuple[str, str], ...]]]:
    """The documents that can be shown, in the order of the sources, with what they are related to."""
    sources = setting.plan.sources
    viewed = Viewed(setting.viewed)
    # Facts of documents that did not change are read here; the others go to the workers.
    todo = [source for source in sources if viewed.key(source.slug) != _key(source, setting.program)]
    fresh = workers.each(_view, todo, lambda source: Problem(source.name, _DIED, REPORT))
    waiting = {source.slug for source in todo}
    for done, source in enumerate(sources, 1):
        result = next(fresh) if source.slug in waiting else viewed.facts(source.slug, viewed.key(source.slug))
        if isinstance(result, Problem):
            problems.append(result)
        elif result is None:
            problems.append(Problem(source.name, "its views can't be read again", "build once more with --no-cache"))
        else:
            register.add(result)
            yield source, result.related
        progress("views", done, len(sources))


def _key(source: Source, program: str) -> str:
    """What stands for all that the views of a document depend on."""
    try:
        content = cache.digest(source.path.read_bytes())
    except OSError:
        content = ""
    return cache.digest(f"{program}\n{content}\n{source.slug}".encode("utf-8", "surrogateescape"))


def _view(source: Source) -> DocumentFacts | Problem:
    process = _process[0]
    try:
        key = _key(source, process.setting.program)
        views = process.ready().of(source.path, source.slug)
        process.viewed.put(source.slug, key, views)
    except UnusableInput as error:
        return Problem(error.where or source.name, error.what, error.advice)
    except OSError as error:
        return Problem(source.name, f"it can't be read: {error.strerror or error}", "check the file and its rights")
    except (InternalError, MemoryError, RecursionError, ValueError, KeyError) as error:
        return Problem(source.name, f"internal error: {type(error).__name__}: {printable(str(error))}", REPORT)
    return views.facts


# -- composing: views to pages ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to be put on pages; `others` are the slugs of what it is a translation or the original of."""

    source: Source
    previous: Neighbour | None
    next: Neighbour | None
    others: tuple[str, ...]
    validation: Validation | None


def _compose(
    workers: Workers[_Setting],
    setting: _Setting,
    collection: Collection,
    shown: Sequence[tuple[Source, tuple[tuple[str, str], ...]]],
    files: _Files,
    kept: Kept,
    problems: list[Problem],
    progress: Progress,
) -> None:
    plan = setting.plan
    frame = Frame(plan.edition)
    neighbours = [_neighbour(row, frame) for row in collection.documents]
    place = {row.slug: number for number, row in enumerate(collection.documents)}
    beside = _beside(shown)
    tasks = [
        _Task(
            source,
            neighbours[place[source.slug] - 1] if place[source.slug] else None,
            neighbours[place[source.slug] + 1] if place[source.slug] + 1 < len(neighbours) else None,
            beside.get(source.slug, ()),
            plan.validation.get(source.slug),
        )
        for source, _ in shown
    ]
    viewed = Viewed(setting.viewed)
    keys = {task.source.slug: _page_key(task, setting, viewed) for task in tasks}
    todo = []
    for task in tasks:
        found = _still_there(kept.get(_PAGES, task.source.slug, keys[task.source.slug]), plan.output)
        if found is None:
            todo.append(task)
        else:
            files.add(found, 0)
    ready = len(tasks) - len(todo)
    results = workers.each(_write, todo, lambda task: Problem(task.source.name, _DIED, REPORT))
    for done, (task, result) in enumerate(zip(todo, results, strict=True), ready + 1):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            sizes, written = result
            files.add((path for path, _ in sizes), written)
            kept.put(_PAGES, task.source.slug, keys[task.source.slug], json.dumps(sizes).encode())
        progress("pages", done, len(tasks))
    kept.forget_all_but(_PAGES, keys)


_PAGES = "pages"


def _page_key(task: _Task, setting: _Setting, viewed: Viewed) -> str:
    """What stands for all that the pages of a document depend on."""
    around = (task.previous, task.next, task.validation, setting.plan.edition, setting.plan.papers)
    parts = [setting.program, repr(around), *(viewed.key(slug) for slug in (task.source.slug, *task.others))]
    return cache.digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def _still_there(row: bytes | None, output: Path) -> list[str] | None:
    """The files of a document, if all are there with the sizes that they had."""
    if row is None:
        return None
    try:
        sizes = json.loads(row)
        if all(os.stat(output / path).st_size == size for path, size in sizes):
            return [path for path, _ in sizes]
    except (OSError, ValueError, TypeError):
        pass
    return None


def _neighbour(row: DocumentRow, frame: Frame) -> Neighbour:
    return Neighbour(row.slug, row.title, frame.words.date(row.date.first, row.date.last) or row.date.text)


def _beside(shown: Iterable[tuple[Source, tuple[tuple[str, str], ...]]]) -> dict[str, tuple[str, ...]]:
    """Which documents stand beside which: one of the two says that they belong together."""
    shown = list(shown)
    slugs = {source.slug for source, _ in shown}
    found: dict[str, dict[str, None]] = {}
    for source, related in shown:
        for target, _ in related:
            other = PurePosixPath(target.partition("#")[0]).stem
            if other in slugs and other != source.slug:
                found.setdefault(source.slug, {})[other] = None
                found.setdefault(other, {})[source.slug] = None
    return {slug: tuple(sorted(others)) for slug, others in found.items()}


def _write(task: _Task) -> tuple[list[tuple[str, int]], int] | Problem:
    """Write the files of a document: their paths and sizes, and how many of them were not there already."""
    process = _process[0]
    plan = process.setting.plan
    if process.pages is None:
        process.pages = DocumentPages(Frame(plan.edition))
    papers = plan.papers.views if plan.papers is not None and plan.papers.documents else ()
    try:
        others = tuple(process.viewed.views(slug) for slug in task.others)
        context = Context(
            task.previous, task.next, others, task.validation,
            pdf="reading" in papers, diplomatic_pdf="diplomatic" in papers,
        )  # fmt: skip
        views = process.viewed.views(task.source.slug)
        sizes, written = [], 0
        for path, data in process.pages.files(views, task.source.path.read_bytes(), context):
            written += write(plan.output / path, data)
            sizes.append((path, len(data)))
    except OSError as error:
        return Problem(task.source.name, f"its pages can't be written: {error.strerror or error}", advice(error))
    return sizes, written


# -- lists ------------------------------------------------------------------------------------------------------------

_MAKING = Making(programs=(("Diplomatica", __version__),))
_SEARCH = "search"
_LEGEND = "legend"


def _examples(workers: Workers[_Setting], setting: _Setting, kept: Kept) -> dict[str, Example]:
    """The examples of the legend, made where Saxon runs, and kept as long as the program stays."""
    found = kept.get(_LEGEND, setting.plan.options.language, setting.program)
    if found is None:
        (found,) = workers.each(_made_examples, (None,), lambda _: b"{}")
        kept.put(_LEGEND, setting.plan.options.language, setting.program, found)
    return {key: Example(*shown) for key, shown in json.loads(found).items()}


def _made_examples(_: None) -> bytes:
    made = legend_examples(_process[0].ready())
    return json.dumps({key: [shown.reading, shown.diplomatic] for key, shown in made.items()}).encode()


def _search(
    setting: _Setting,
    collection: Collection,
    frame: Frame,
    files: _Files,
    kept: Kept,
    problems: list[Problem],
    progress: Progress,
) -> None:
    """Make the index of the full-text search, unless it is there for just these documents."""
    output, viewed = setting.plan.output, Viewed(setting.viewed)
    parts = [setting.program, repr(setting.plan.edition), *(viewed.key(row.slug) for row in collection.documents)]
    key = cache.digest("\n".join(parts).encode("utf-8", "surrogateescape"))
    found = _still_there(kept.get(_SEARCH, _SEARCH, key), output)
    if found is not None:
        files.add(found, 0)
        return
    sizes: list[tuple[str, int]] = []

    def put(path: str, data: bytes) -> None:
        files.put(path, data)
        sizes.append((path, len(data)))

    progress("search", 0, 1)
    try:
        write_index(collection, frame, lambda path: (output / path).read_bytes(), put)
    except UnusableInput as error:
        problems.append(Problem(error.where or "search", error.what, error.advice))
    else:
        kept.put(_SEARCH, _SEARCH, key, json.dumps(sizes).encode())
    progress("search", 1, 1)


# -- PDF --------------------------------------------------------------------------------------------------------------


def _papers(
    plan: Plan,
    order: Sequence[str],
    shown: Sequence[tuple[Source, tuple[tuple[str, str], ...]]],
    viewed: Viewed,
    files: _Files,
    kept: Kept,
    problems: list[Problem],
    progress: Progress,
) -> None:
    if plan.papers is None:
        return
    sources = {source.slug: source for source, _ in shown}
    documents = [Document(sources[slug].name, slug, sources[slug].path) for slug in order]
    edition = PaperEdition(plan.edition.title, plan.edition.subtitle, plan.edition.language, plan.papers.fonts)

    def step(done: int, total: int) -> None:
        progress("papers", done, total)

    for paper in set_papers(plan.papers, edition, documents, plan.output, viewed, kept, plan.jobs, step):
        problems += paper.problems
        if paper.is_there:
            files.add((paper.path,), paper.made)


# -- the folder of the edition ----------------------------------------------------------------------------------------


class _Files:
    """The files of the edition, as they are written."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self.paths: set[str] = set()
        self.written = 0

    def put(self, path: str, data: bytes) -> None:
        """Write a file, unless it has these bytes already. Raises `OSError`."""
        self.add((path,), write(self._output / path, data))

    def add(self, paths: Iterable[str], written: int) -> None:
        """Keep account of files that somebody else wrote."""
        self.paths.update(paths)
        self.written += written


def _begin_in(output: Path) -> frozenset[str]:
    """The files that an earlier run wrote. Raises `UnusableInput` for a folder with other things."""
    manifest = output / MANIFEST
    try:
        stored = json.loads(manifest.read_bytes())
    except FileNotFoundError:
        if output.is_dir() and any(output.iterdir()):
            raise UnusableInput(
                "the folder holds files that are no edition made by Diplomatica", where=printable(str(output)),
                advice="choose an empty or a new folder with -o",
            ) from None  # fmt: skip
        write(manifest, b'{"files": []}\n')
        return frozenset()
    except ValueError:
        stored = None
    files = stored.get("files") if isinstance(stored, dict) else None
    if not isinstance(files, list):
        what, do = "the account of the edition's files is damaged", "remove the folder, and publish again"
        raise UnusableInput(what, where=printable(str(manifest)), advice=do)
    return frozenset(path for path in files if isinstance(path, str) and _is_inside(path))


def _is_inside(path: str) -> bool:
    """Whether a path stays inside the folder: what a damaged account says must not remove other files."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def _keep(output: Path, files: Iterable[str]) -> None:
    lines = ",\n".join(json.dumps(path) for path in sorted(files))
    write(output / MANIFEST, f'{{"files": [\n{lines}\n]}}\n'.encode())


def _remove(output: Path, stale: Iterable[str]) -> int:
    """Remove files that are no part of the edition any more, and folders that are empty then."""
    removed = 0
    for path in sorted(stale):
        with suppress(OSError):
            os.unlink(output / path)
            removed += 1
        for folder in (output / path).parents:
            if folder == output:
                break
            try:
                folder.rmdir()
            except OSError:
                break
    return removed
