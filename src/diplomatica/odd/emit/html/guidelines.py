"""The customisation's own prose: a page for the whole, and one for each division at the top.

An ODD is a TEI document whose chapters say how the schema is to be used (Guidelines, 23.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote

from diplomatica.odd.emit.html.markup import cut, esc, squeezed
from diplomatica.odd.emit.html.names import slug
from diplomatica.odd.emit.html.prose import TEI, Anchor, is_block
from diplomatica.odd.emit.html.site import Site
from diplomatica.tei.located import Node

_RESERVED = frozenset({"main", "find", "found", "hits", "contents", "notes"})
_DIVS = frozenset({"div", "div1"})
_SECTIONS = frozenset({"div", "div1", "div2", "div3"})
CURRENT = ' aria-current="page"'
_ID = re.compile(' id="([^"]*)"')
_SKIPPED = frozenset(
    ("schemaSpec", "specGrp", "elementSpec", "classSpec", "macroSpec", "dataSpec", "egXML", "teiHeader")
)


@dataclass(slots=True)
class Chapter:
    """A division at the top, with the file that it gets."""

    node: Node
    file: str
    title: str


class Guidelines:
    """Cuts prose into chapters, and renders them."""

    def __init__(self, prose: Node) -> None:
        self.loose: list[Node | str] = []
        self.chapters: list[Chapter] = []
        self._cut(prose)
        self._places: dict[int, str] = {}
        self._ready: dict[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """Is there nothing to read?"""
        loose = "".join(item if isinstance(item, str) else item.text() for item in self.loose if not _is_schema(item))
        return not self.chapters and not loose.strip()

    def _cut(self, prose: Node) -> None:
        for child in _content(prose):
            if isinstance(child, Node) and child.name in _DIVS and child.ns == TEI:
                head = next((item for item in child.elements() if item.name == "head"), None)
                title = squeezed(head.text()) if head else ""
                self.chapters.append(Chapter(child, "", title or f"Part {len(self.chapters) + 1}"))
            else:
                self.loose.append(child)

    def prepare(self, site: Site) -> None:
        """Give chapters their files, and everything that has an xml:id its anchor."""
        for number, chapter in enumerate(self.chapters, 1):
            name = slug(chapter.node.get("xml:id")) if chapter.node.get("xml:id") else str(number)
            chapter.file = f"{site.to.free(f'guidelines-{name}')}.html"
        self._anchors(site)
        # What has an anchor and is not shown where it stands is pointed to by its page.
        self._ready = self._rendered_pages(site)
        missing = set(self._places.values()) - _ids(self._ready)
        if missing:
            self._places = {key: place for key, place in self._places.items() if place not in missing}
            for ident, anchor in list(site.anchors.items()):
                file, _, place = anchor.href.partition("#")
                if unquote(place) in missing:
                    site.anchors[ident] = Anchor(file, anchor.label)
            self._ready = self._rendered_pages(site)

    def _anchors(self, site: Site) -> None:
        tops = {id(chapter.node): chapter for chapter in self.chapters}
        taken = set(_RESERVED)
        parts: list[tuple[list[Node | str], str]] = [(self.loose, "guidelines.html")]
        parts += [([chapter.node], chapter.file) for chapter in self.chapters]
        for nodes, file in parts:
            for number, (node, label) in enumerate(_marked(nodes), 1):
                ident = node.get("xml:id")
                href = file
                if id(node) not in tops:
                    place = ident or f"section-{number}"
                    while place in taken or place.startswith("note-"):
                        place = f"at-{place}"
                    taken.add(place)
                    self._places[id(node)] = place
                    href = f"{file}#{quote(place)}"
                if ident:
                    site.anchors.setdefault(ident, Anchor(href, label))

    def contents(self) -> str:
        """The table of contents, two levels deep."""
        entries = []
        for chapter in self.chapters:
            inner = [
                f'<li><a href="{chapter.file}#{quote(self._places[id(node)])}">{esc(title)}</a></li>'
                for node, title in self._sections(chapter.node)
                if id(node) in self._places
            ]
            below = f"<ul>{''.join(inner)}</ul>" if inner else ""
            entries.append(f'<li><a href="{chapter.file}">{esc(chapter.title)}</a>{below}</li>')
        return f'<ol class="toc">{"".join(entries)}</ol>' if entries else ""

    def headings(self) -> Iterator[tuple[str, str]]:
        """The titles of chapters and of the sections in them, with their addresses."""
        for chapter in self.chapters:
            yield chapter.title, chapter.file
            for node, title in self._sections(chapter.node):
                if id(node) in self._places:
                    yield title, f"{chapter.file}#{quote(self._places[id(node)])}"

    def _sections(self, node: Node) -> Iterator[tuple[Node, str]]:
        for child in node.elements():
            if child.name in ("div", "div2") and child.ns == TEI:
                head = next((item for item in child.elements() if item.name == "head"), None)
                if head is not None:
                    yield child, squeezed(head.text())

    @property
    def pages(self) -> Mapping[str, str]:
        """The pages of the prose, by file name, once they are prepared."""
        return self._ready

    def _rendered_pages(self, site: Site) -> dict[str, str]:
        found = {"guidelines.html": self._whole(site)}
        for number, chapter in enumerate(self.chapters):
            found[chapter.file] = self._chapter(site, number)
        return found

    def _whole(self, site: Site) -> str:
        inner, notes = self._rendered(site, self.loose, 2)
        toc = self.contents()
        title = "" if "<h1" in inner else "<h1>Guidelines</h1>"
        lists = f'<nav id="contents" aria-label="Contents">{toc}</nav>' if toc else ""
        body = f'<article class="prose"><div class="head">{title}</div>{inner}{lists}{notes}</article>'
        return site.page("Guidelines", body, "guidelines")

    def _chapter(self, site: Site, number: int) -> str:
        chapter = self.chapters[number]
        inner, notes = self._rendered(site, chapter.node.children, 1)
        if "<h1" not in inner:
            inner = f"<h1>{esc(chapter.title)}</h1>{inner}"
        here = [
            f'<li><a href="#{quote(self._places[id(node)])}">{esc(title)}</a></li>'
            for node, title in self._sections(chapter.node)
            if id(node) in self._places
        ]
        toc = f'<nav class="here" aria-label="On this page"><ul>{"".join(here)}</ul></nav>' if len(here) > 1 else ""
        others = "".join(
            f'<li><a href="{other.file}"{CURRENT if other is chapter else ""}>{esc(other.title)}</a></li>'
            for other in self.chapters
        )
        side = f'<nav class="chapters" aria-label="All chapters"><ol>{others}</ol></nav>'
        head, found, rest = inner.partition("</h1>")
        trail = '<p class="trail"><a href="guidelines.html">Guidelines</a></p>'
        article = f'<article class="prose">{trail}{head}{found}{toc}{rest}{notes}{self._turn(number)}</article>'
        body = f'<div class="read">{article}{side}</div>'
        return site.page(chapter.title, body, "guidelines")

    def _turn(self, number: int) -> str:
        links = []
        for step, rel, word in ((number - 1, "prev", "Previous"), (number + 1, "next", "Next")):
            if 0 <= step < len(self.chapters):
                other = self.chapters[step]
                links.append(f'<li class="{rel}">{word} <a rel="{rel}" href="{other.file}">{esc(other.title)}</a></li>')
        return f'<nav class="turn" aria-label="Chapters"><ul>{"".join(links)}</ul></nav>' if links else ""

    def _rendered(self, site: Site, nodes: list[Node | str], level: int) -> tuple[str, str]:
        prose = site.new_prose()
        prose.places = self._places
        prose.notes = []
        prose.level = level
        inner = prose.flow(nodes)
        entries = "".join(
            f'<li id="note-{number}">{text} <a href="#note-{number}-ref" aria-label="Back to the text">↑</a></li>'
            for number, text in enumerate(prose.notes, 1)
        )
        notes = f'<section class="notes" aria-label="Notes"><ol>{entries}</ol></section>' if entries else ""
        return inner, notes

    def title(self) -> str:
        """What the prose calls itself on its title page."""
        for item in self.loose:
            if isinstance(item, Node):
                for node in item.iter():
                    if node.name in ("titlePart", "docTitle") and node.text().strip():
                        return squeezed(node.text())
        return ""

    def opening(self) -> str:
        """The beginning of the prose, for those who look for what it is about."""
        nodes = [item for item in self.loose if isinstance(item, Node)] + [item.node for item in self.chapters]
        for top in nodes:
            for node in top.iter() if top.name not in _SKIPPED else ():
                if node.name == "p" and node.ns == TEI and len(squeezed(node.text())) > 40 and not _has_block(node):
                    return cut(squeezed(node.text()), 320)
        return ""


def _has_block(node: Node) -> bool:
    return any(is_block(child) for child in node.elements())


def _content(prose: Node) -> Iterator[Node | str]:
    """What stands in front, body and back, one after the other."""
    if prose.name == "teiCorpus":
        prose = next((node for node in prose.elements() if node.name == "TEI"), prose)
    if prose.name == "TEI":
        prose = next((node for node in prose.elements() if node.name == "text"), prose)
    if prose.name != "text":
        yield from prose.children
        return
    for part in prose.elements():
        if part.name in ("front", "body", "back"):
            yield from part.children


def _is_schema(item: Node | str) -> bool:
    return isinstance(item, Node) and item.name in _SKIPPED and item.name != "egXML"


def _marked(nodes: list[Node | str]) -> Iterator[tuple[Node, str]]:
    """What may be pointed to, with what a reference calls it: divisions, and all that has an xml:id."""
    stack = [node for node in reversed(nodes) if isinstance(node, Node)]
    while stack:
        node = stack.pop()
        if node.name in _SKIPPED:
            continue
        head = next((child for child in node.elements() if child.name == "head"), None)
        label = squeezed(head.text()) if head else ""
        if node.get("xml:id") or (node.name in _SECTIONS and node.ns == TEI):
            yield node, label or node.get("xml:id")
        stack.extend(child for child in reversed(node.children) if isinstance(child, Node))


def _ids(pages: Mapping[str, str]) -> set[str]:
    """All ids of pages."""
    return {unescape(match[1]) for page in pages.values() for match in _ID.finditer(page)}
