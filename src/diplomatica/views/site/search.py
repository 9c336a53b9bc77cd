"""The full-text search: its page, and the index that Pagefind makes of the reading pages.

Pagefind (https://pagefind.app) writes an index in many small files, of which a browser fetches those that a query needs,
so that it also serves collections of more than ten thousand documents. Each language has an index of its own, with its
stems (English, Russian ...) or its words cut apart (Chinese, Japanese); the page of the search joins them. Pagefind names
files by their content and gets the pages one after the other, so that the same edition gives the same files.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from markupsafe import escape

from diplomatica.errors import UnusableInput
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.entries import Entries
from diplomatica.views.site.facets import language_name, words_for_script
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Page, Write
from diplomatica.views.site.rows import DocumentRow

FOLDER = "pagefind"
"""The folder of the edition that holds the index."""

_WORDS = "found found_names nothing wait any year genre archive person language names failed".split()
# Of Pagefind's own scripts the page needs these; its ready-made interfaces are left out.
_SCRIPTS = frozenset({"pagefind.js", "pagefind-worker.js"})
_LANGUAGE = re.compile(r'<html lang="[^"]*"')
_BODY = re.compile(r"<main\b[^>]*\bdata-pagefind-body\b[^>]*>")


def write_search(frame: Frame, write: Write) -> None:
    """Write `search.html`."""
    page = Page(
        path="search.html",
        title=frame.words("search.title"),
        kind="search-page",
        styles=("lists.css",),
        scripts=("search.js",),
    )
    words = words_for_script(frame.words, "search", _WORDS)
    write(page.path, frame.render(page, "lists/search.html", script_words=words))


def write_index(collection: Collection, frame: Frame, read: Callable[[str], bytes], write: Write) -> int:
    """Index the reading pages of all documents and write the index; gives the number of pages in it.

    `read` gives the bytes of a page by its path in the edition. Call it where no event loop runs. Raises
    `UnusableInput` where Pagefind's program is missing or fails.
    """
    try:
        found = asyncio.run(_index(collection, frame, read))
    except (FileNotFoundError, ImportError) as error:
        raise UnusableInput(
            f"the full-text index can't be made: Pagefind is missing ({error})",
            advice="install it: pip install pagefind pagefind-bin-extended",
        ) from None
    except (RuntimeError, AssertionError, OSError) as error:
        raise UnusableInput(f"the full-text index can't be made: {error}", advice="leave the index out") from None
    for path, data in found:
        write(f"{FOLDER}/{path}", data)
    return len(collection.documents)


async def _index(collection: Collection, frame: Frame, read: Callable[[str], bytes]) -> list[tuple[str, bytes]]:
    import base64

    from pagefind.service import PagefindService

    entries = Entries(collection, frame.words)
    names = _person_names(collection)
    async with PagefindService() as service:
        index: Any = await service.create_index({"keep_index_url": True})
        for number, row in enumerate(collection.documents):
            page = read(row.path).decode("utf-8")
            values = (*_values(collection, row, frame, names), ("meta", "when", entries[number].date))
            await index.add_html_file(content=_marked(page, row, values), url=row.path)
        files = await _files(index, base64.b64decode)
    return sorted((path, data) for path, data in files if "/" in path or _is_needed(path))


async def _files(index: Any, decode: Callable[[str], bytes]) -> list[tuple[str, bytes]]:
    found = await index.get_files()
    return [(one["path"], one["content"] if isinstance(one["content"], bytes) else decode(one["content"])) for one in found]


def _is_needed(path: str) -> bool:
    return path in _SCRIPTS or not path.endswith((".js", ".css"))


def _person_names(collection: Collection) -> tuple[str, ...]:
    """The persons as a filter names them: as filed; where two are filed alike, with their keys."""
    people = collection.entities["person"]
    alike = Counter(one.filed for one in people)
    return tuple(one.filed if alike[one.filed] == 1 else f"{one.filed} ({one.key})" for one in people)


def _values(
    collection: Collection, row: DocumentRow, frame: Frame, names: tuple[str, ...]
) -> tuple[tuple[str, str, str], ...]:
    """What Pagefind is told of a document beside its text: kind of value, name, value."""
    repositories = dict.fromkeys(archive.repository for archive in row.archives)
    genre = collection.labels.get(row.genre, "")
    found = [
        ("meta", "title", row.title),
        ("meta", "path", row.path),
        ("meta", "about", " · ".join(part for part in (genre, row.number, *repositories) if part)),
    ]
    return tuple(value for value in found if value[2])


def _marked(page: str, row: DocumentRow, values: tuple[tuple[str, str, str], ...]) -> str:
    """A reading page for Pagefind: in the language of its text, with the values in front."""
    language = escape(row.language.partition("-")[0] or "en")
    told = "".join(
        f'<span data-pagefind-{kind}="{name}[data-value]" data-value="{escape(value)}"></span>'
        for kind, name, value in values
    )
    page = _LANGUAGE.sub(lambda _: f'<html lang="{language}"', page, count=1)
    # The title is the document's, and counts for more than its text.
    title = f'<p data-pagefind-weight="5">{escape(row.title)}</p>'
    return _BODY.sub(lambda found: found[0] + told + title, page, count=1)
