"""The views of all documents: made anew where the document or the program changed."""

from __future__ import annotations

from collections.abc import Iterator

from diplomatica.collection import cache
from diplomatica.collection.edition.failures import DIED, REPORT, internal
from diplomatica.collection.edition.model import Progress, Source
from diplomatica.collection.edition.process import Setting, current
from diplomatica.collection.model import Problem
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.collection.write import advice
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.views.model import DocumentFacts
from diplomatica.views.site.register import Register


def read_views(
    workers: Workers[Setting], setting: Setting, register: Register, problems: list[Problem], progress: Progress
) -> Iterator[tuple[Source, tuple[tuple[str, str], ...]]]:
    """The documents that can be shown, in the order of the sources, with what they are related to."""
    sources = setting.plan.sources
    viewed = Viewed(setting.viewed)
    # Facts of documents that did not change are read here; the others go to the workers.
    todo = [source for source in sources if not viewed.has(source.slug, _key(source, setting.program))]
    fresh = workers.each(_view, todo, lambda source: Problem(source.name, DIED, REPORT))
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
    process = current()
    try:
        key = _key(source, process.setting.program)
        views = process.ready().of(source.path, source.slug)
        try:
            process.viewed.put(source.slug, key, views)
        except OSError as error:
            return Problem(source.name, f"its views can't be kept in {printable(str(process.viewed.folder))}:"
                           f" {error.strerror or error}", advice(error))  # fmt: skip
    except UnusableInput as error:
        return Problem(error.where or source.name, error.what, error.advice)
    except OSError as error:
        return Problem(source.name, f"it can't be read: {error.strerror or error}", "check the file and its rights")
    except Exception as error:
        # One document must not end the run of all others, whatever is wrong with it or with us.
        return internal(source.name, error)
    return views.facts
