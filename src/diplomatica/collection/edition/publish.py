"""The steps of an edition, one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from diplomatica import share
from diplomatica.collection import cache
from diplomatica.collection.edition.composing import compose
from diplomatica.collection.edition.folder import Files, begin_in, keep, remove
from diplomatica.collection.edition.lists import MAKING, examples_of_legend, write_search_index
from diplomatica.collection.edition.model import Plan, Progress, Published, Source
from diplomatica.collection.edition.papers import Document, books_of, set_papers
from diplomatica.collection.edition.process import Setting, prepare
from diplomatica.collection.edition.reading import read_views
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.views.pdf.model import Edition as PaperEdition
from diplomatica.views.site.authorities import read_authorities
from diplomatica.views.site.frame import Frame, assets
from diplomatica.views.site.lists import write_lists
from diplomatica.views.site.messages import messages
from diplomatica.views.site.model import Edition
from diplomatica.views.site.register import Register


def publish(plan: Plan, progress: Progress = lambda step, done, total: None) -> Published:
    """Make the edition. A document that can't be shown is told and left out; the others are published.

    Raises `UnusableInput` where the output folder holds something else or the user's stylesheet has a fault, `OSError`
    where nothing can be written.
    """
    before = begin_in(plan.output)
    files = Files(plan.output)
    with tempfile.TemporaryDirectory(prefix="diplomatica-") as temporary:
        viewed = Viewed(plan.work or Path(temporary))
        kept = plan.kept or Kept(None)
        setting = Setting(plan, viewed.folder, program(plan))
        problems: list[Problem] = []
        try:
            for name, path in (*assets(), *plan.own.assets):
                files.put(f"assets/{name}", path.read_bytes())
            with Workers(plan.jobs, prepare, setting) as workers:
                register = Register(read_authorities(plan.authorities))
                shown = list(read_views(workers, setting, register, problems, progress))
                with register.finish() as collection:
                    compose(workers, setting, collection, shown, files, kept, problems, progress)
                    progress("lists", 0, 1)
                    order = [row.slug for row in collection.documents]
                    documents = _documents(order, shown)
                    frame = Frame(_with_books(plan, documents))
                    examples = examples_of_legend(workers, setting, kept)
                    making = replace(MAKING, notes=plan.own.about, imprint=plan.own.imprint)
                    write_lists(collection, frame, files.put, examples=examples, making=making)
                    progress("lists", 1, 1)
                    if plan.search:
                        write_search_index(setting, collection, frame, files, kept, problems, progress)
            write_papers(plan, documents, viewed, files, kept, problems, progress)
            viewed.forget_all_but({source.slug for source, _ in shown})
        finally:
            # What an interrupted run wrote must be known to the next one.
            keep(plan.output, {*before, *files.paths})
    removed = remove(plan.output, before - files.paths)
    keep(plan.output, files.paths)
    return Published(len(shown), len(files.paths), files.written, removed, tuple(problems))


def program(plan: Plan) -> str:
    """What stands for all that pages depend on beside their document: the program, its stylesheets, the user's."""
    sheets = [share.path("xslt"), *([plan.options.hooks.parent] if plan.options.hooks else [])]
    state = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for top in sheets
             for path in sorted(top.rglob("*.xsl"))]  # fmt: skip
    parts = [cache.program(("views", "collection")), repr(plan.options), *state]
    return cache.digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def _documents(order: Sequence[str], shown: Sequence[tuple[Source, tuple[tuple[str, str], ...]]]) -> list[Document]:
    sources = {source.slug: source for source, _ in shown}
    return [Document(sources[slug].name, slug, sources[slug].path) for slug in order]


def _with_books(plan: Plan, documents: Sequence[Document]) -> Edition:
    """The edition as the lists tell it: with the books that are made of it."""
    words = messages(plan.edition.language)
    books = []
    for book in books_of(plan.papers, documents):
        label = words(f"pdf.{book.view}")
        if book.volume.number:
            label = f"{label}, {words('pdf.volume', number=str(book.volume.number))}"
        books.append((book.path, label))
    return replace(plan.edition, books=tuple(books))


def write_papers(
    plan: Plan,
    documents: Sequence[Document],
    viewed: Viewed,
    files: Files,
    kept: Kept,
    problems: list[Problem],
    progress: Progress,
) -> None:
    """Set the PDFs that the plan asks for."""
    if plan.papers is None:
        return
    edition = PaperEdition(plan.edition.title, plan.edition.subtitle, plan.edition.language, plan.papers.fonts)

    told = set[Problem]()

    def step(done: int, total: int) -> None:
        progress("papers", done, total)

    for paper in set_papers(plan.papers, edition, documents, plan.output, viewed, kept, plan.jobs, step):
        # Both views of a document may lack the same character.
        problems += [problem for problem in paper.problems if problem not in told]
        told.update(paper.problems)
        if paper.is_there:
            files.add((paper.path,), paper.made)
