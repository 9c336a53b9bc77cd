"""The lists of documents: all of them, and by year, genre and archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from diplomatica.views.site.chronology import chronology
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.dates import parts
from diplomatica.views.site.entries import Entries, Entry, paged, shelfmark
from diplomatica.views.site.facets import facets, words_for_script
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Crumb, Page, Write
from diplomatica.views.site.rows import ArchiveNode, Group

_Arrange = Callable[[Iterable[int]], "Iterator[Part]"]


@dataclass(frozen=True, slots=True)
class Part:
    """Documents under a heading of a page; `anchor` is empty where there is no heading."""

    label: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A level of an archive's order as a page shows it."""

    label: str
    value: str
    total: int
    entries: tuple[tuple[Entry, str], ...]
    below: tuple[Branch, ...]
    is_open: bool


class Listing:
    """Writes the pages on which documents are listed."""

    def __init__(self, collection: Collection, entries: Entries, frame: Frame) -> None:
        self._collection = collection
        self._entries = entries
        self._frame = frame

    def write(self, write: Write) -> None:
        """Write them all."""
        self._write_all(write)
        self._write_chronology(write)
        for family in ("genres", "archives"):
            self._write_family(family, write)
        for group in self._collection.groups["dates"]:
            self._write_group("dates", group, self._by_month, write)
        for group in self._collection.groups["genres"]:
            self._write_group("genres", group, self._by_year, write)
        for group, nodes in zip(self._collection.groups["archives"], self._collection.archives, strict=True):
            self._write_archive(group, nodes, write)

    def _write_all(self, write: Write) -> None:
        words = self._frame.words
        everything = range(len(self._collection.documents))
        choices = facets(self._collection, words)
        script_words = words_for_script(words, "facets", ("documents", "none", "more", "remove", "wait", "failed"))
        script_words["undated"] = words("lists.undated")
        for pager, part in paged("documents/index.html", everything):
            page = Page(
                path=pager.paths[pager.current - 1],
                title=words("nav.documents")
                if pager.current == 1
                else words("lists.documents_page", page=pager.current),
                section="documents",
                trail=() if pager.current == 1 else (Crumb(words("nav.documents"), "documents/index.html"),),
                description=words("lists.all_about", title=self._frame.edition.title),
                kind="documents-page",
                styles=("lists.css",),
                scripts=("documents.js",),
            )
            values = {"parts": tuple(self._by_year(part)), "pages": pager, "facets": choices, "total": len(everything)}
            values["script_words"] = script_words
            write(page.path, self._frame.render(page, "lists/documents.html", **values))

    def _write_chronology(self, write: Write) -> None:
        words = self._frame.words
        page = Page(
            path="dates/index.html",
            title=words("nav.dates"),
            section="dates",
            description=words("lists.dates_about", title=self._frame.edition.title),
            styles=("lists.css",),
        )
        decades: dict[int | None, list[Group]] = {}
        for group in self._collection.groups["dates"]:
            decades.setdefault(int(group.key) // 10 * 10 if group.key else None, []).append(group)
        picture = chronology(self._collection, words)
        write(
            page.path, self._frame.render(page, "lists/dates.html", chronology=picture, decades=tuple(decades.items()))
        )

    def _write_family(self, family: str, write: Write) -> None:
        words = self._frame.words
        page = Page(
            path=f"{family}/index.html",
            title=words(f"lists.{family}"),
            section="documents",
            trail=(Crumb(words("nav.documents"), "documents/index.html"),),
            styles=("lists.css",),
        )
        groups = self._collection.groups[family]
        trees = self._collection.archives if family == "archives" else tuple(() for _ in groups)
        found = tuple((group, tuple(self._branches(tree, depth=2))) for group, tree in zip(groups, trees, strict=True))
        write(page.path, self._frame.render(page, "lists/groups.html", family=family, groups=found))

    def _write_group(self, family: str, group: Group, arrange: _Arrange, write: Write) -> None:
        siblings = self._collection.groups[family]
        place = siblings.index(group)
        for pager, part in paged(group.path, group.documents):
            page = self._group_page(family, group, pager.paths[pager.current - 1])
            values = {
                "parts": tuple(arrange(part)),
                "pages": pager,
                "total": len(group.documents),
                "before": siblings[place - 1] if place else None,
                "after": siblings[place + 1] if place + 1 < len(siblings) else None,
                "label": self._label,
                "family": family,
            }
            write(page.path, self._frame.render(page, "lists/group.html", **values))

    def _group_page(self, family: str, group: Group, path: str) -> Page:
        words = self._frame.words
        is_date = family == "dates"
        trail = (Crumb(words("nav.dates") if is_date else words(f"lists.{family}"), f"{family}/index.html"),)
        return Page(
            path=path,
            title=self._label(family, group),
            section="dates" if is_date else "documents",
            trail=trail if is_date else (Crumb(words("nav.documents"), "documents/index.html"), *trail),
            styles=("lists.css",),
        )

    def _label(self, family: str, group: Group) -> str:
        return group.label if group.key else self._frame.words(f"lists.none.{family}")

    def _by_month(self, documents: Iterable[int]) -> Iterator[Part]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for number in documents:
            date = parts(self._collection.documents[number].date)
            month = f"{date[0]:04}-{date[1]:02}" if date and date[1] else ""
            key = (self._frame.words.date(month), f"m-{month[-2:]}") if month else ("", "")
            found.setdefault(key, []).append(self._entries[number])
        for (label, anchor), entries in found.items():
            yield Part(label, anchor, tuple(entries))

    def _by_year(self, documents: Iterable[int]) -> Iterator[Part]:
        found: dict[int | None, list[Entry]] = {}
        for number in documents:
            found.setdefault(self._collection.documents[number].year, []).append(self._entries[number])
        for year, entries in found.items():
            label = self._frame.words("lists.undated") if year is None else str(year)
            yield Part(label, f"y-{'none' if year is None else year}", tuple(entries))

    # -- archives ----------------------------------------------------------------------------------------------------

    def _write_archive(self, group: Group, nodes: Sequence[ArchiveNode], write: Write) -> None:
        page = self._group_page("archives", group, group.path)
        marked = {number for node in nodes for number in _all(node)}
        rest = tuple(number for number in group.documents if number not in marked)
        branches = tuple(self._branches(nodes, depth=9, repository=group.key, crowded=len(group.documents) > 60))
        values = {"branches": branches, "rest": self._entries.of(rest), "total": len(group.documents)}
        write(page.path, self._frame.render(page, "lists/archive.html", **values))

    def _branches(
        self, nodes: Sequence[ArchiveNode], depth: int, repository: str = "", crowded: bool = False
    ) -> Iterator[Branch]:
        words = self._frame.words
        for node in nodes:
            entries = tuple(
                (self._entries[number], self._sheets(number, repository, node)) for number in node.documents
            )
            yield Branch(
                label=words.named("level", node.level),
                value=node.value,
                total=node.total,
                entries=entries,
                below=tuple(self._branches(node.below, depth - 1, repository, crowded)) if depth > 1 else (),
                is_open=not crowded,
            )

    def _sheets(self, number: int, repository: str, node: ArchiveNode) -> str:
        """Where in the file the document is: what of its shelfmark comes after the level of the node."""
        for archive in self._collection.documents[number].archives:
            steps = archive.shelfmark
            if archive.repository == repository and (node.level, node.value) in steps:
                rest = steps[steps.index((node.level, node.value)) + 1 :]
                return shelfmark(self._frame.words, type(archive)(repository, rest))
        return ""


def _all(node: ArchiveNode) -> Iterator[int]:
    yield from node.documents
    for below in node.below:
        yield from _all(below)
