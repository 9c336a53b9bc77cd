"""All pages of a schema, in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diplomatica.odd.emit.html.attributes import Attributes
from diplomatica.odd.emit.html.guidelines import Guidelines
from diplomatica.odd.emit.html.indexes import Indexes
from diplomatica.odd.emit.html.markup import squeezed
from diplomatica.odd.emit.html.search import search_data
from diplomatica.odd.emit.html.site import Options, Site
from diplomatica.odd.emit.html.specs import SpecPages
from diplomatica.odd.schema import Schema
from diplomatica.tei.located import Node

_DATA = Path(__file__).parent / "data"
_DEFAULTS = Options()


def emit(schema: Schema, prose: Node | None = None, options: Options = _DEFAULTS) -> Mapping[str, str]:
    """The documentation of a schema: file names and what the files hold.

    `prose` is the ODD file, or its `text` or `body`, as a tree; its chapters become the guidelines. `index.html` is
    where a reader begins. The same input gives the same files.
    """
    guidelines = Guidelines(prose) if prose is not None else None
    if guidelines is not None and guidelines.is_empty:
        guidelines = None
    site = Site(schema, options, _title(prose, guidelines), _prefixes(prose), guidelines is not None)
    files: dict[str, str] = {}
    chapters = intro = ""
    if guidelines is not None:
        guidelines.prepare(site)
        chapters, intro = guidelines.contents(), guidelines.opening()
        chapters = chapters or '<p><a href="guidelines.html">Guidelines</a></p>'
    attributes = Attributes(site)
    indexes, specs = Indexes(site, attributes), SpecPages(site, attributes)
    files["index.html"] = indexes.overview(chapters, intro)
    if guidelines is not None:
        files.update(guidelines.pages)
    files["elements.html"] = indexes.elements()
    files["attributes.html"] = indexes.attributes_list()
    files["classes.html"] = indexes.classes()
    if schema.datas:
        files["datatypes.html"] = indexes.datatypes()
    if schema.macros:
        files["macros.html"] = indexes.macros()
    if site.to.modules:
        files["modules.html"] = indexes.modules()
    for ident, element in schema.elements.items():
        files[site.to.elements[ident]] = specs.element(element)
    for name in indexes.attribute_names():
        files[site.to.attributes[name]] = indexes.attribute(name)
    for ident, cls in schema.classes.items():
        files[site.to.classes[ident]] = specs.cls(cls)
    for ident, macro in schema.macros.items():
        files[site.to.macros[ident]] = specs.macro(macro, "macro")
    for ident, macro in schema.datas.items():
        files[site.to.datas[ident]] = specs.macro(macro, "datatype")
    for module, file in site.to.modules.items():
        files[file] = indexes.module(module)
    files["search-data.js"] = search_data(site, indexes, guidelines)
    for data in ("style.css", "search.js"):
        files[data] = (_DATA / data).read_text(encoding="utf-8")
    return files


def _title(prose: Node | None, guidelines: Guidelines | None) -> str:
    """The title of the ODD: that of its header, else that of its title page."""
    if prose is not None and prose.name == "TEI":
        for node in prose.iter():
            if node.name == "titleStmt":
                title = next((child for child in node.elements() if child.name == "title"), None)
                if title is not None and title.text().strip():
                    return squeezed(title.text())
                break
    return guidelines.title() if guidelines is not None else ""


def _prefixes(prose: Node | None) -> Mapping[str, str]:
    """The namespace prefixes that the ODD declares, by namespace."""
    found: dict[str, str] = {}
    seen: set[int] = set()
    for node in prose.iter() if prose is not None else ():
        if id(node.bindings) not in seen:
            seen.add(id(node.bindings))
            for prefix, uri in node.bindings.items():
                if prefix:
                    found.setdefault(uri, prefix)
    return found
