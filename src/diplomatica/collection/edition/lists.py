"""What the lists need of the stylesheets, and the index of the full-text search."""

from __future__ import annotations

import json

from diplomatica import __version__
from diplomatica.collection import cache
from diplomatica.collection.edition.folder import Files, still_there
from diplomatica.collection.edition.model import Progress
from diplomatica.collection.edition.process import Setting, current
from diplomatica.collection.kept import Kept
from diplomatica.collection.model import Problem
from diplomatica.collection.parallel import Workers
from diplomatica.collection.viewed import Viewed
from diplomatica.errors import UnusableInput
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.home import Making
from diplomatica.views.site.legend import Example
from diplomatica.views.site.legend import examples as legend_examples
from diplomatica.views.site.search import write_index

MAKING = Making(programs=(("Diplomatica", __version__),))
_SEARCH = "search"
_LEGEND = "legend"


def examples_of_legend(workers: Workers[Setting], setting: Setting, kept: Kept) -> dict[str, Example]:
    """The examples of the legend, made where Saxon runs, and kept as long as the program stays."""
    found = kept.get(_LEGEND, setting.plan.options.language, setting.program)
    if found is None:
        (found,) = workers.each(_made_examples, (None,), lambda _: b"{}")
        kept.put(_LEGEND, setting.plan.options.language, setting.program, found)
    return {key: Example(*shown) for key, shown in json.loads(found).items()}


def _made_examples(_: None) -> bytes:
    made = legend_examples(current().ready())
    return json.dumps({key: [shown.reading, shown.diplomatic] for key, shown in made.items()}).encode()


def write_search_index(
    setting: Setting,
    collection: Collection,
    frame: Frame,
    files: Files,
    kept: Kept,
    problems: list[Problem],
    progress: Progress,
) -> None:
    """Make the index of the full-text search, unless it is there for just these documents."""
    output, viewed = setting.plan.output, Viewed(setting.viewed)
    parts = [setting.program, repr(setting.plan.edition), *(viewed.key(row.slug) for row in collection.documents)]
    key = cache.digest("\n".join(parts).encode("utf-8", "surrogateescape"))
    found = still_there(kept.get(_SEARCH, _SEARCH, key), output)
    if found is not None:
        files.add(found, 0)
        return
    sizes: list[tuple[str, int]] = []

    def put(path: str, data: bytes) -> None:
        files.put(path, data)
        sizes.append((path, len(data)))

    def page(path: str) -> bytes:
        try:
            return (output / path).read_bytes()
        except FileNotFoundError:
            return b""  # its document was told as one whose pages can't be made

    progress("search", 0, 1)
    try:
        write_index(collection, frame, page, put)
    except UnusableInput as error:
        problems.append(Problem(error.where or "search", error.what, error.advice))
    else:
        kept.put(_SEARCH, _SEARCH, key, json.dumps(sizes).encode())
    progress("search", 1, 1)
