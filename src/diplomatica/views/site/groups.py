"""Documents by what they have in common: the year, the genre, the archive and its order inside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from diplomatica.views.site.filing import file_name, sort_key
from diplomatica.views.site.rows import ArchiveNode, DocumentRow, Group

SHEETS = frozenset({"pages", "page", "list", "listy", "sheet", "sheets", "folio", "folios", "leaf"})
"""Levels of a shelfmark that say where in a file a document is. Documents don't share them: they are no branch."""

_NUMBER = re.compile(r"\d+")
_Step = tuple[str, str]


def make_groups(documents: Sequence[DocumentRow], labels: Mapping[str, str]) -> dict[str, tuple[Group, ...]]:
    """The families "dates" (by year), "genres" (in the order of their words) and "archives" (by repository).

    Documents without a year, genre or repository are the last group of the family, with an empty key.
    """
    years: dict[int | None, list[int]] = {}
    genres: dict[str, list[int]] = {}
    archives: dict[str, list[int]] = {}
    for number, row in enumerate(documents):
        years.setdefault(row.year, []).append(number)
        genres.setdefault(row.genre, []).append(number)
        for repository in dict.fromkeys(archive.repository for archive in row.archives) or ("",):
            archives.setdefault(repository, []).append(number)
    by_year = sorted(years.items(), key=lambda item: (item[0] is None, item[0] or 0))
    by_genre = sorted(genres.items(), key=lambda item: (not item[0], natural(labels.get(item[0], item[0]))))
    by_archive = sorted(archives.items(), key=lambda item: (not item[0], natural(item[0])))
    names = {
        "genres": _file_names([key for key, _ in by_genre if key]),
        "archives": _file_names([key for key, _ in by_archive if key]),
    }
    found = {"dates": [("" if year is None else str(year), "", numbers) for year, numbers in by_year]}
    found["genres"] = [(key, labels.get(key, ""), numbers) for key, numbers in by_genre]
    found["archives"] = [(key, "", numbers) for key, numbers in by_archive]
    return {
        family: tuple(
            Group(
                key,
                label or key,
                f"{family}/{names.get(family, {}).get(key, key) if key else '~none'}.html",
                tuple(numbers),
            )
            for key, label, numbers in members
        )
        for family, members in found.items()
    }


def _file_names(texts: Sequence[str]) -> dict[str, str]:
    """A file name for each text; texts whose names would be the same, or that of the list, get a checksum."""
    usual = Counter(file_name(text) for text in texts)
    usual["index"] += 1
    return {text: file_name(text) if usual[file_name(text)] == 1 else file_name(text, 0) for text in texts}


def make_archives(documents: Sequence[DocumentRow], groups: Sequence[Group]) -> tuple[tuple[ArchiveNode, ...], ...]:
    """The order inside each repository (`groups` of the family "archives"), by the levels of the shelfmarks."""
    return tuple(_below(_marks(documents, group), 0) for group in groups)


def _marks(documents: Sequence[DocumentRow], group: Group) -> list[tuple[tuple[_Step, ...], int]]:
    return [
        (tuple(step for step in archive.shelfmark if step[0] not in SHEETS), number)
        for number in group.documents
        for archive in documents[number].archives
        if archive.repository == group.key
    ]


def _below(marks: Sequence[tuple[tuple[_Step, ...], int]], depth: int) -> tuple[ArchiveNode, ...]:
    branches: dict[_Step, list[tuple[tuple[_Step, ...], int]]] = {}
    for steps, number in marks:
        if len(steps) > depth:
            branches.setdefault(steps[depth], []).append((steps, number))
    nodes = []
    for step in sorted(branches, key=lambda step: (natural(step[1]), step[0])):
        inside = branches[step]
        here = dict.fromkeys(number for steps, number in inside if len(steps) == depth + 1)
        total = len({number for _, number in inside})
        nodes.append(ArchiveNode(*step, tuple(here), _below(inside, depth + 1), total))
    return tuple(nodes)


def natural(text: str) -> tuple[tuple[str, str], str]:
    """The key that puts numbers in texts in order: "delo 9" before "delo 10"."""
    return sort_key(_NUMBER.sub(lambda found: found[0].zfill(12), text)), text
