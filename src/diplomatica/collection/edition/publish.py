"""The steps of an edition, one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from diplomatica import share
from diplomatica.collection import cache
from diplomatica.collection.edition.composing import compose
from diplomatica.collection.edition.folder import Files, begin_in, keep, remove
from diplomatica.collection.edition.lists import MAKING, examples_of_legend, write_search_index
from diplomatica.collection.edition.model import Plan, Progress, Published, Source
from diplomatica.collection.edition.papers import Document, set_papers
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
            for name, path in assets():
                files.put(f"assets/{name}", path.read_bytes())
            with Workers(plan.jobs, prepare, setting) as workers:
                register = Register(read_authorities(plan.authorities))
                shown = list(read_views(workers, setting, register, problems, progress))
                with register.finish() as collection:
                    compose(workers, setting, collection, shown, files, kept, problems, progress)
                    progress("lists", 0, 1)
                    frame = Frame(plan.edition)
                    examples = examples_of_legend(workers, setting, kept)
                    write_lists(collection, frame, files.put, examples=examples, making=MAKING)
                    progress("lists", 1, 1)
                    if plan.search:
                        write_search_index(setting, collection, frame, files, kept, problems, progress)
                    order = [row.slug for row in collection.documents]
            write_papers(plan, order, shown, viewed, files, kept, problems, progress)
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


def write_papers(
    plan: Plan,
    order: Sequence[str],
    shown: Sequence[tuple[Source, tuple[tuple[str, str], ...]]],
    viewed: Viewed,
    files: Files,
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
