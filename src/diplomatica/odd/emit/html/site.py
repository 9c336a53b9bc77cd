"""What all pages share: options, addresses, words, relations, and the frame of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.diagram import Shapes
from diplomatica.odd.emit.html.markup import esc, lang, link, squeezed
from diplomatica.odd.emit.html.names import Addresses
from diplomatica.odd.emit.html.prose import Anchor, Prose
from diplomatica.odd.emit.html.prose_blocks import BLOCKS
from diplomatica.odd.emit.html.relations import Relations
from diplomatica.odd.emit.html.words import Words, tree
from diplomatica.odd.schema import Schema

PAGE_LANG = "en"
_NAVIGATION = (
    ("guidelines", "Guidelines"),
    ("elements", "Elements"),
    ("attributes", "Attributes"),
    ("classes", "Classes"),
    ("datatypes", "Datatypes"),
    ("macros", "Macros"),
    ("modules", "Modules"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose: the title of the pages, the language of descriptions, whether pictures lie beside them.

    Empty stands for what the ODD says itself. Without `pictures`, a `graphic` shows as its name or description, since
    only text is written.
    """

    title: str = ""
    lang: str = ""
    pictures: bool = False


class Site:
    """A schema with all that its pages need."""

    def __init__(
        self, schema: Schema, options: Options, title: str, prefixes: Mapping[str, str], has_guidelines: bool
    ) -> None:
        self.schema = schema
        self.options = options
        self.title = squeezed(options.title or title) or schema.spec.ident or "Schema"
        self.relations = Relations(schema)
        self.to = Addresses(schema, list(self.relations.atts), prefixes)
        self.words = Words([options.lang, *schema.spec.doc_lang.split()])
        self.shapes = Shapes(self.to)
        self._element_links: dict[str, tuple[tuple[str, str], str]] = {}
        self.anchors: dict[str, Anchor] = {}
        self.prose = self.new_prose()
        there = {
            "guidelines": has_guidelines,
            "elements": True,
            "attributes": True,
            "classes": True,
            "datatypes": bool(schema.datas),
            "macros": bool(schema.macros),
            "modules": bool(self.to.modules),
        }
        self.navigation = tuple((stem, label) for stem, label in _NAVIGATION if there[stem])

    def new_prose(self) -> Prose:
        """A renderer for prose that belongs to a specification."""
        return Prose(self.to, self.words, PAGE_LANG, self.options.pictures, self.anchors, blocks=BLOCKS, level=3)

    def page(self, title: str, body: str, section: str = "", about: str = "") -> str:
        """A whole page; `section` is the part of the navigation that it belongs to."""
        entries = []
        for stem, label in self.navigation:
            current = ' aria-current="true"' if stem == section else ""
            entries.append(f'<li><a href="{stem}.html"{current}>{label}</a></li>')
        whole = f"{title} – {self.title}" if title else self.title
        description = f'<meta name="description" content="{esc(about)}"/>' if about else ""
        edition = f" TEI P5 {esc(self.schema.edition)}" if self.schema.edition else ""
        return (
            f'<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="{PAGE_LANG}" xml:lang="{PAGE_LANG}">\n'
            f'<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>'
            f'<meta name="color-scheme" content="light dark"/><title>{esc(whole)}</title>{description}'
            f'<link rel="stylesheet" href="style.css"/><link rel="icon" href="data:,"/>'
            f'<script src="search.js" defer="defer"></script></head>\n<body>'
            f'<a class="skip" href="#main">Skip to the content</a>\n'
            f'<header class="top"><a class="brand" href="index.html">{esc(self.title)}</a>'
            f'<nav aria-label="Parts"><ul>{"".join(entries)}</ul></nav>'
            f'<form class="search" role="search" hidden="hidden"><label for="find">Search</label>'
            f'<input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="Search"/>'
            f'<p id="found" role="status"></p><ul id="hits"></ul></form></header>\n'
            f'<main id="main" tabindex="-1">{body}</main>\n'
            f"<footer><p>Schema <code>{esc(self.schema.spec.ident)}</code>{', based on' + edition if edition else ''}"
            f"</p></footer></body>\n</html>\n"
        )

    # --- pieces of pages ---------------------------------------------------------------------------------------------

    def head(self, name: str, title: str, docs: tuple[odd.Doc, ...], trail: str, marks: str = "") -> str:
        """The head of a page: where it belongs, its title, gloss and description."""
        gloss = self.words.brief(docs).gloss
        # A gloss that only says the name again tells nothing.
        is_new = gloss and gloss.lower() != name.lower()
        of = f' <span class="gloss"{self.lang_of(docs, "gloss")}>{esc(gloss)}</span>' if is_new else ""
        return (
            f'<div class="head"><p class="trail">{trail}</p><h1>{title}{of}</h1>{marks}'
            f"{self.description(docs, 'lead')}</div>"
        )

    def lang_of(self, docs: tuple[odd.Doc, ...], kind: str) -> str:
        """The language attributes of what is shown of a kind."""
        doc = self.words.pick(docs, kind)
        return lang(doc.lang, PAGE_LANG) if doc else ""

    def description(self, docs: tuple[odd.Doc, ...], kind: str = "desc") -> str:
        """The description, as a block; empty for none."""
        doc = self.words.pick(docs, "desc")
        if doc is None:
            return ""
        inner = self.prose.mixed(tree(doc.content)).strip()
        return f'<div class="{kind}"{lang(doc.lang, PAGE_LANG)}>{inner}</div>' if inner else ""

    def section(self, ident: str, title: str, inner: str) -> str:
        """A part of a page; empty where there is nothing in it."""
        if not inner:
            return ""
        return f'<section id="{ident}" class="part"><h2>{title}</h2><div>{inner}</div></section>'

    def contents(self, parts: list[tuple[str, str, str]]) -> str:
        """Parts of a page (id, title, HTML) with links to them above."""
        kept = [part for part in parts if part[2]]
        if len(kept) < 3:
            return "".join(self.section(*part) for part in kept)
        entries = "".join(f'<li><a href="#{ident}">{title}</a></li>' for ident, title, _ in kept)
        toc = f'<nav class="here" aria-label="On this page"><ul>{entries}</ul></nav>'
        return toc + "".join(self.section(*part) for part in kept)

    def until(self, valid_until: str) -> str:
        """The notice that something will go."""
        if not valid_until:
            return ""
        return f'<p class="until"><strong>Deprecated.</strong> It is valid until <time>{esc(valid_until)}</time>.</p>'

    def element_link(self, ident: str) -> str:
        """The name of an element with its link."""
        return f'<a href="{self.to.elements[ident]}">{esc(self.to.element_label(ident))}</a>'

    def name_link(self, kind: str, name: str) -> str:
        """The name of a class, macro, datatype or element with its link."""
        if kind == "element" and name in self.to.elements:
            return self.element_link(name)
        tables = {"class": self.to.classes, "macro": self.to.macros, "datatype": self.to.datas}
        return f"<code>{link(tables.get(kind, {}).get(name, ''), esc(name))}</code>"

    def module_link(self, ident: str) -> str:
        """The name of a module with its link."""
        return link(self.to.modules.get(ident, ""), esc(ident)) if ident else "no module"

    def by_module(self, idents: frozenset[str] | set[str]) -> str:
        """Elements, grouped by their modules."""
        groups: dict[str, list[str]] = {}
        for ident in idents:
            groups.setdefault(self.schema.elements[ident].spec.module, []).append(ident)
        rows = []
        for module in sorted(groups, key=lambda name: (not name, name.lower(), name)):
            entries = sorted(self._linked(name) for name in groups[module])
            rows.append(f"<dt>{self.module_link(module)}</dt><dd>{' '.join(entry[1] for entry in entries)}</dd>")
        return f'<dl class="by-module">{"".join(rows)}</dl>' if rows else ""

    def _linked(self, ident: str) -> tuple[tuple[str, str], str]:
        """Where an element stands in a list, and its link."""
        known = self._element_links.get(ident)
        if known is None:
            known = self._element_links[ident] = self.element_order(ident), self.element_link(ident)
        return known

    def element_order(self, ident: str) -> tuple[str, str]:
        """Elements as a dictionary orders them."""
        name = self.to.element_label(ident)
        return name.lower(), name + ident
