"""The values of the site: what the edition is called, and what a page tells its frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Write = Callable[[str, bytes], None]
"""Puts a file into the edition: its path from the root of the edition, with `/`, and its bytes."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition as a whole.

    `language` is that of the interface (BCP 47); `base` the absolute address where the edition will lie, ending with
    `/`, or empty; `hooks` whether a user's stylesheet changed the views; `licence` and `publisher` are told on every
    page where they are not empty; `documents` is the number of documents; `books` are the PDFs of the whole: path and
    words. `style` and `logo` are the names in `assets/` of the user's own CSS and picture, `imprint` says whether the
    page about the edition has one; empty or false where there is none.
    """

    title: str
    language: str = "en"
    subtitle: str = ""
    base: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    documents: int = 0
    books: tuple[tuple[str, str], ...] = ()
    style: str = ""
    logo: str = ""
    imprint: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from home to a page: its words, and its path from the root of the edition."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells its frame.

    `path` is its place from the root of the edition (`persons/varro.html`); `title` its heading and the first part of
    the window's title, `language` the language it is in, where that is known; `section` the entry of the navigation
    that it belongs to (a key of `frame.SECTIONS`); `trail` what stands between home and it; `description` one sentence
    for search engines; `kind` a class of `body`; `styles` and `scripts` files of `assets/` that it needs beyond those
    of every page; `indexed` whether the full-text search takes it in.
    """

    path: str
    title: str
    section: str = ""
    trail: tuple[Crumb, ...] = ()
    description: str = ""
    kind: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    indexed: bool = False
    language: str = ""
