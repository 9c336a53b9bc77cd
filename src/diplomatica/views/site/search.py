"""The full-text search: its page, and the index that Pagefind makes of the reading pages.

Pagefind (https://pagefind.app) writes an index in many small files, of which a browser fetches those that a query
needs. Each language has an index of its own, with its stems (English, Russian ...) or its words cut apart (Chinese,
Japanese), and so has each shard of some thousand documents, for Pagefind keeps in memory what it indexes; the page of
the search joins them all.

The same edition gives the same files: Pagefind names them by their content and takes the pages in the order of their
names. Two things of it vary from run to run and are done here instead: the order of languages in `pagefind-entry.json`,
and filters, for which `documents.json` tells the document of each result (its place in `facets.js`).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from markupsafe import escape

from diplomatica.errors import UnusableInput
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.entries import Entries
from diplomatica.views.site.facets import words_for_script
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Page, Write
from diplomatica.views.site.rows import DocumentRow

FOLDER = "pagefind"
"""The folder of the edition that holds the index."""

SHARD = 2000
"""So many documents are indexed at a time; with documents of 6 kB, Pagefind takes about 1 GB for them."""

_WORDS = "found found_names nothing wait any genre archive person language names failed from to".split()
# Of Pagefind's own scripts the page needs these; its ready-made interfaces are left out.
_SCRIPTS = frozenset({"pagefind.js", "pagefind-worker.js"})
_NUMBER = re.compile(rb'pagefind_dcd\{"url":"/?(\d+)\.html"')
_NO_TEXT = "nav, button, noscript, .no-print"
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-|$)")
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


def write_index(
    collection: Collection,
    frame: Frame,
    read: Callable[[str], bytes],
    write: Write,
    folder: Path | None = None,
    most: int = SHARD,
) -> int:
    """Index the reading pages of all documents and write the index; gives the number of pages in it.

    `read` gives the bytes of a page by its path in the edition; `folder` is for temporary files; `most` documents stand
    in one shard. Raises `UnusableInput` where Pagefind's program is missing or fails.
    """
    entries = Entries(collection, frame.words)
    documents = range(len(collection.documents))
    places: dict[str, int | None] = {}
    shards = [documents[start : start + most] for start in documents[::most]]
    for number, shard in enumerate(shards, start=1):
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            site, bundle = Path(temporary, "site"), Path(temporary, "bundle")
            site.mkdir()
            for document in shard:
                row, entry = collection.documents[document], entries[document]
                page = _marked(read(row.path).decode("utf-8"), row, _shown(collection, row, entry.date, entry.language))
                (site / f"{document}.html").write_text(page, encoding="utf-8")
            _run_pagefind(site, bundle)
            place = FOLDER if number == 1 else f"{FOLDER}/{number}"
            for name, data in _settled(bundle, places):
                if number == 1 or name not in _SCRIPTS:
                    write(f"{place}/{name}", data)
    write(f"{FOLDER}/documents.json", _stable({"shards": len(shards), "documents": places}))
    return len(documents)


def _shown(collection: Collection, row: DocumentRow, date: str, language: str) -> dict[str, str]:
    """What results show of a document."""
    repositories = dict.fromkeys(archive.repository for archive in row.archives)
    about = (collection.labels.get(row.genre, ""), row.number, *repositories)
    told = {"title": row.title, "path": row.path, "when": date, "about": " · ".join(part for part in about if part)}
    return {**told, "language": language} if language else told


def _run_pagefind(site: Path, bundle: Path) -> None:
    try:
        from pagefind_bin_extended import get_executable  # type: ignore[import-untyped,import-not-found,unused-ignore]

        program = get_executable()
    except (ImportError, FileNotFoundError) as error:
        raise UnusableInput(
            f"the full-text index can't be made: Pagefind is missing ({error})",
            advice="install it: pip install pagefind-bin-extended",
        ) from None
    command = [str(program), "--site", str(site), "--output-path", str(bundle), "--keep-index-url", "--silent"]
    # Pagefind would read settings of its own from the working directory and from the environment.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(
            [*command, "--exclude-selectors", _NO_TEXT],
            cwd=site, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
    except OSError as error:
        raise UnusableInput(f"the full-text index can't be made: {error}", where=str(program)) from None
    if done.returncode or not (bundle / "pagefind-entry.json").is_file():
        said = (done.stderr + done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise UnusableInput(
            f"the full-text index can't be made: Pagefind stopped: {said[-1] if said else done.returncode}",
            advice="make the edition without it",
        )


def _settled(bundle: Path, places: dict[str, int | None]) -> Iterator[tuple[str, bytes]]:
    """Pagefind's files in order, without those that are not needed, with what it leaves to chance set right.

    `places` gets the document of each result; None where shards give two documents the same name, which is a checksum.
    """
    for name, path in sorted((path.relative_to(bundle).as_posix(), path) for path in bundle.rglob("*")):
        is_own_interface = "/" not in name and name.endswith((".js", ".css")) and name not in _SCRIPTS
        if is_own_interface or not path.is_file():
            continue
        data = path.read_bytes()
        if name == "pagefind-entry.json":
            data = _stable(json.loads(data))
        elif name.endswith(".pf_fragment"):
            number = _NUMBER.match(gzip.decompress(data))
            if number:
                places[path.stem] = None if path.stem in places else int(number[1])
        yield name, data


def _stable(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _marked(page: str, row: DocumentRow, values: dict[str, str]) -> str:
    """What of a page Pagefind needs: its `main`, in the language of the text, with what results show in front."""
    # Pagefind names its files by the language, and stops at one that is none.
    found = _LANGUAGE.match(row.language)
    language = found[1].lower() if found else "en"
    told = "".join(
        f'<span data-pagefind-meta="{name}[data-value]" data-value="{escape(value)}"></span>'
        for name, value in values.items()
        if value
    )
    # The title is the document's, and counts for more than its text.
    title = f'<p data-pagefind-weight="5">{escape(row.title)}</p>'
    start = _BODY.search(page)
    text = page[start.end() : page.rindex("</main>")] if start else ""
    head = f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title></title></head>'
    return f"{head}<body><main data-pagefind-body>{told}{title}{text}</main></body></html>"
