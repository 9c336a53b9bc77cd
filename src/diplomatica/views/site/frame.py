"""The frame that all pages of the edition share: templates, addresses, words.

Templates are compiled once a process and kept in memory; everything that they print is escaped, save fragments that
are `Markup` already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from diplomatica import __version__
from diplomatica.views.site.messages import messages
from diplomatica.views.site.model import Edition, Page

_HERE = Path(__file__).resolve().parent
TEMPLATES = _HERE / "templates"
STATIC = _HERE / "static"

SECTIONS = {
    "documents": "documents/index.html",
    "dates": "dates/index.html",
    "persons": "persons/index.html",
    "places": "places/index.html",
    "organisations": "organisations/index.html",
    "network": "network.html",
    "about": "about.html",
}
"""The entries of the navigation: key (its words are the message `nav.KEY`) and page."""


_HYPHENATED = re.compile(r"((?<!\S)(?=\S{3,14}(?!\S))\S+-\S+)")


class Frame:
    """Makes pages of an edition in one language."""

    def __init__(self, edition: Edition) -> None:
        """Raises `UnusableInput` where there is no interface in the edition's language."""
        self.edition = edition
        self.words = messages(edition.language)
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters["capitalised"] = _capitalised
        self._environment.filters["unbroken"] = _unbroken
        self._environment.globals.update(
            edition=edition,
            t=self.words,
            thtml=self.words.html,
            named=self.words.named,
            date=self.words.date,
            number=self.words.number,
            lang=self.lang,
            sections=tuple(SECTIONS.items()),
            version=__version__,
        )

    def render(self, page: Page, template: str, **values: Any) -> bytes:
        """The bytes of a page: a template, the values that it needs, and the frame around.

        The template has, beside `values`: `page`, `edition`, `url(path)`, `root`, `t(key, ...)`, `thtml(key, ...)`,
        `named(family, key)`, `date(iso, last)`, `number(n)`, `lang(tag)`.
        """
        return self._text(page, template, values).encode("utf-8")

    def lang(self, tag: str) -> Markup:
        """The attribute `lang` for words in a language, with a space before it; nothing for that of the interface."""
        foreign = self.words.foreign(tag)
        return Markup(' lang="{}"').format(foreign) if foreign else Markup()

    def fragment(self, page: Page, template: str, **values: Any) -> Markup:
        """A piece of a page, from a template of its own, without the frame."""
        return Markup(self._text(page, template, values))

    def _text(self, page: Page, template: str, values: dict[str, Any]) -> str:
        # A server shows this page at any address that is wrong, so that relative links would lead nowhere.
        lost = page.path == "404.html" and self.edition.base
        root = lost or "../" * page.path.count("/")

        def url(path: str) -> str:
            return root + address(path)

        return self._environment.get_template(template).render(values, page=page, root=root, url=url)


def _capitalised(text: str) -> str:
    """Words with a capital at the beginning; the rest keeps its own ("Encoded in TEI")."""
    return text[:1].upper() + text[1:]


def _unbroken(text: str) -> Markup:
    """Words in which names with a hyphen ("Seong-ho") stay in one line; long ones may break, as a window is narrow."""
    parts = _HYPHENATED.split(text)
    whole = Markup('<span class="whole">{}</span>')
    return Markup().join(whole.format(part) if place % 2 else part for place, part in enumerate(parts))


@lru_cache(maxsize=1 << 15)
def address(path: str) -> str:
    """A path of the edition as it stands in links: everything percent-encoded that a URL can't hold."""
    name, mark, fragment = path.partition("#")
    return quote(name, safe="/-._~!$&'()*+,;=@") + (f"#{quote(fragment, safe='-._~')}" if mark else "")


def assets() -> Iterator[tuple[str, Path]]:
    """The files of `assets/` that every edition has: their path in it, and where they come from."""
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(STATIC).as_posix(), path
