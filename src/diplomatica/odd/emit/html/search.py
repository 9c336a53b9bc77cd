"""What the search knows: every page with its name and a few words, as a script that sets a variable.

A script can be read from a folder without a server, which JSON can't.
"""

from __future__ import annotations

import json

from diplomatica.odd.emit.html.guidelines import Guidelines
from diplomatica.odd.emit.html.indexes import Indexes
from diplomatica.odd.emit.html.markup import cut
from diplomatica.odd.emit.html.site import Site

_MOST = 140


def search_data(site: Site, indexes: Indexes, guidelines: Guidelines | None) -> str:
    """The script: rows of kind, name, file, and words."""
    rows: list[list[str]] = []
    for kind, entries in (
        ("element", indexes.elements_in_order()),
        ("class", indexes.classes_in_order()),
        ("macro", indexes.macros_in_order()),
        ("datatype", indexes.datatypes_in_order()),
    ):
        for label, href, spec in entries:
            brief = site.words.brief(spec.docs)
            words = f"{brief.gloss}: {brief.text}" if brief.gloss and brief.text else brief.gloss or brief.text
            rows.append([kind, label, href, cut(words, _MOST)])
    for name in indexes.attribute_names():
        use = next(iter(site.relations.atts[name].values()))
        brief = site.words.brief(use.att.spec.docs)
        words = brief.text or brief.gloss
        rows.append(["attribute", f"@{site.to.labels[name]}", site.to.attributes[name], cut(words, _MOST)])
    for module, href in site.to.modules.items():
        rows.append(["module", module, href, ""])
    if guidelines is not None:
        rows += [["chapter", title, href, ""] for title, href in guidelines.headings()]
    lines = ",\n".join(_script(row) for row in rows)
    return f"window.SCHEMA_INDEX = [\n{lines}\n];\n"


def _script(row: list[str]) -> str:
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    # A "</script" within would end the script where a page takes it in; the two separators end lines for older readers.
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
