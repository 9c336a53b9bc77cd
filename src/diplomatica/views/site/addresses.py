"""Where the pages of entities and groups lie.

An entity's page is named by its key, as the views' links expect: `persons/KEY.html`. What these pages need besides is
named with "~", which no key can hold: `KEY~2.html` is the second page of a long one.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from diplomatica.views.model import Kind
from diplomatica.views.site.filing import checksum
from diplomatica.views.site.rows import SECTION

_LONGEST = 200
RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$)(?=\.|$)", re.IGNORECASE)
"""What no file can be called on Windows, whatever its ending
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

_LINK = re.compile(r'(?<=href=")((?:\.\./)*(?:persons|places|organisations)/)([^"/]+)(?=\.html")')
_FOREIGN = re.compile(r"[^\w.-]")


def page_of(kind: Kind, key: str) -> str:
    """The page of a key. A key that can't name a file is cut and gets a checksum; "index" is the page of the list."""
    return f"{SECTION[kind]}/{stem(key)}.html"


def stem(key: str) -> str:
    """A key as the name of a file, without the ending."""
    if key == "index":
        return "index~"
    if RESERVED.match(key):
        return f"~{key}"
    if len(key.encode()) > _LONGEST or _FOREIGN.search(key) or key.startswith("."):
        return f"{_FOREIGN.sub('-', key).strip('.-')[: _LONGEST // 4]}~{checksum(key)}"
    return key


def with_pages(fragment: str) -> str:
    """A view whose links to entities, which are named by their keys, lead to their pages.

    before   <a href="../../persons/index.html">, of somebody whose key is "index"
    after    <a href="../../persons/index~.html">
    """
    return _LINK.sub(lambda link: link[1] + quote(stem(unquote(link[2])), safe="~"), fragment)


def anchor_of(key: str, plain: str) -> str:
    """The section of an entity on a page that several share; `plain` is its folded name if it is not identified."""
    return f"n-{checksum(f'{key}/{plain}')}"


def numbered(path: str, number: int) -> str:
    """The page of a long list by its number, from 1."""
    return path if number == 1 else f"{path.removesuffix('.html')}~{number}.html"
