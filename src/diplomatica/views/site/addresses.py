"""Where the pages of entities and groups lie.

An entity's page is named by its key, as the views' links expect: `persons/KEY.html`. What these pages need besides is
named with "~", which no key can hold: `KEY~2.html` is the second page of a long one.
"""

from __future__ import annotations

import re

from diplomatica.views.model import Kind
from diplomatica.views.site.filing import checksum
from diplomatica.views.site.rows import SECTION

_LONGEST = 200
_FOREIGN = re.compile(r"[^\w.-]")


def page_of(kind: Kind, key: str) -> str:
    """The page of a key. A key that can't name a file is cut and gets a checksum; "index" is the page of the list."""
    return f"{SECTION[kind]}/{stem(key)}.html"


def stem(key: str) -> str:
    """A key as the name of a file, without the ending."""
    if key == "index":
        return "index~"
    if len(key.encode()) > _LONGEST or _FOREIGN.search(key) or key.startswith("."):
        return f"{_FOREIGN.sub('-', key).strip('.-')[: _LONGEST // 4]}~{checksum(key)}"
    return key


def anchor_of(key: str, plain: str) -> str:
    """The section of an entity on a page that several share; `plain` is its folded name if it is not identified."""
    return f"n-{checksum(f'{key}/{plain}')}"


def numbered(path: str, number: int) -> str:
    """The page of a long list by its number, from 1."""
    return path if number == 1 else f"{path.removesuffix('.html')}~{number}.html"
