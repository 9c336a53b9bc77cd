"""What is done to the fragments of the stylesheets before they stand on a page: permalinks, other anchors.

They are well-formed and serialised by Saxon, so that `<` begins a tag and nothing else.
"""

from __future__ import annotations

import re

from lxml import etree
from markupsafe import Markup, escape

_BLOCK = re.compile(
    r'<(p|h[2-6]|li|dt|dd|div|aside|blockquote)((?:\s[\w:-]+="[^"]*")*?\sid="((?:d-)?[hp]\.[^"]+)"[^<>]*)>'
)
_POINTERS = ("id", "href", "aria-describedby", "aria-labelledby", "aria-details", "for", "popovertarget")


def with_permalinks(fragment: str, label: str) -> Markup:
    """The fragment with a link to itself at the start of each block that has a permalink."""
    words = escape(label)

    def linked(match: re.Match[str]) -> str:
        return f'{match[0]}<a class="permalink" href="#{match[3]}" aria-label="{words}"></a>'

    return Markup(_BLOCK.sub(linked, fragment))


def prefixed(fragment: str, prefix: str) -> Markup:
    """The fragment with `prefix` before all its anchors, and in what points to them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<div>{fragment}</div>".encode(), parser)
    for element in root.iter(etree.Element):
        for name in _POINTERS:
            value = element.get(name)
            if value is None:
                continue
            if name == "href":
                if value.startswith("#"):
                    element.set(name, f"#{prefix}{value[1:]}")
            else:
                element.set(name, " ".join(prefix + one for one in value.split()))
    inside = etree.tostring(root, method="html", encoding="unicode")
    return Markup(inside.removeprefix("<div>").removesuffix("</div>"))
