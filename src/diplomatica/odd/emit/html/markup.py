"""Small pieces of HTML. All pages are HTML5 that is well-formed XML too."""

from __future__ import annotations

import re

from diplomatica.tei.located import Node

# What XML can't hold, in names or titles that come from outside.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(f"[&<>\"'{_CONTROL.pattern[1:]}")
_SAFE = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)


def esc(text: str) -> str:
    """Text for content and attribute values.

    >>> esc('<a "b">')
    '&lt;a &quot;b&quot;&gt;'
    """
    if not _SPECIAL.search(text):
        return text
    text = _CONTROL.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def link(href: str, inner: str, kind: str = "") -> str:
    """A link around HTML; the HTML alone where there is no address."""
    name = f' class="{kind}"' if kind else ""
    if not href:
        return f"<span{name}>{inner}</span>" if kind else inner
    return f'<a{name} href="{href}">{inner}</a>'


def outward(address: str) -> str:
    """An address that a link may have, escaped; empty for those that a browser would run or that lead nowhere."""
    address = address.strip()
    return esc(address) if _SAFE.match(address) else ""


def lang(value: str, around: str) -> str:
    """The attributes that say the language, where it is not the language of what is around."""
    return f' lang="{esc(value)}" xml:lang="{esc(value)}"' if value and value != around else ""


def squeezed(text: str) -> str:
    """Text with its white space made one space each."""
    return " ".join(text.split())


def cut(text: str, most: int) -> str:
    """Text, shortened at a word."""
    if len(text) <= most:
        return text
    head = text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{head}…"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def tei_class(node: Node) -> str:
    """The class of an element that has no HTML of its own."""
    return "tei-" + re.sub(r"[^\w.-]", "-", node.name)
