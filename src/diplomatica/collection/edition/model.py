"""What an edition is made of, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diplomatica.collection.edition.naming import same_place, slug_of
from diplomatica.collection.edition.papers import Choice
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.printable import printable
from diplomatica.views.documents import Options
from diplomatica.views.site.document import Validation
from diplomatica.views.site.model import Edition


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
        slug = slug_of(path.stem)
        other = found.setdefault(same_place(slug), Source(printable(name), path, slug))
        if other.path != path:
            what = f"its pages would be those of {other.name}: both are called {printable(slug)}"
            problems.append(Problem(printable(name), what, "rename one of them"))
    return tuple(found.values()), problems


@dataclass(frozen=True, slots=True)
class Own:
    """What the publisher puts into the edition: files for `assets/` (name there, path), and paragraphs of the page
    about it: their words on the edition, and the imprint."""

    assets: tuple[tuple[str, Path], ...] = ()
    about: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()


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
    own: Own = Own()


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
