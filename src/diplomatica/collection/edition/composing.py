"""The pages of all documents: composed anew where the document or what stands around it changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from diplomatica.collection import cache
from diplomatica.collection.edition.failures import DIED, REPORT, internal
from diplomatica.collection.edition.folder import Files, still_there
from diplomatica.collection.edition.model import Progress, Source
from diplomatica.collection.edition.naming import slug_of
from diplomatica.collection.edition.process import Setting, current
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.collection.write import advice, write
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.document import Context, DocumentPages, Neighbour, Validation
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to be put on pages; `others` are the slugs of what it is a translation or the original of."""

    source: Source
    previous: Neighbour | None
    next: Neighbour | None
    others: tuple[str, ...]
    validation: Validation | None


def compose(
    workers: Workers[Setting],
    setting: Setting,
    collection: Collection,
    shown: Sequence[tuple[Source, tuple[tuple[str, str], ...]]],
    files: Files,
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
        found = still_there(kept.get(_PAGES, task.source.slug, keys[task.source.slug]), plan.output)
        if found is None:
            todo.append(task)
        else:
            files.add(found, 0)
    ready = len(tasks) - len(todo)
    results = workers.each(_write, todo, lambda task: Problem(task.source.name, DIED, REPORT))
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


def _page_key(task: _Task, setting: Setting, viewed: Viewed) -> str:
    """What stands for all that the pages of a document depend on."""
    around = (task.previous, task.next, task.validation, setting.plan.edition, setting.plan.papers)
    parts = [setting.program, repr(around), *(viewed.key(slug) for slug in (task.source.slug, *task.others))]
    return cache.digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def _neighbour(row: DocumentRow, frame: Frame) -> Neighbour:
    when = frame.words.date(row.date.first, row.date.last) or row.date.text
    return Neighbour(row.slug, row.title, when, row.title_language)


def _beside(shown: Iterable[tuple[Source, tuple[tuple[str, str], ...]]]) -> dict[str, tuple[str, ...]]:
    """Which documents stand beside which: one of the two says that they belong together."""
    shown = list(shown)
    slugs = {source.slug for source, _ in shown}
    found: dict[str, dict[str, None]] = {}
    for source, related in shown:
        for target, _ in related:
            other = slug_of(PurePosixPath(unquote(target.partition("#")[0])).stem)
            if other in slugs and other != source.slug:
                found.setdefault(source.slug, {})[other] = None
                found.setdefault(other, {})[source.slug] = None
    return {slug: tuple(sorted(others)) for slug, others in found.items()}


def _write(task: _Task) -> tuple[list[tuple[str, int]], int] | Problem:
    """Write the files of a document: their paths and sizes, and how many of them were not there already."""
    process = current()
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
    except Exception as error:
        # As with the views: the others go on.
        return internal(task.source.name, error)
    return sizes, written
