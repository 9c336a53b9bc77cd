"""Everything of the edition that is about the collection and not one document: the lists, in one call."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from diplomatica.views.site.collection import Collection
from diplomatica.views.site.entities import EntityPages
from diplomatica.views.site.entries import Entries
from diplomatica.views.site.facets import write_data
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.home import Making, write_about, write_home, write_map
from diplomatica.views.site.indexes import write_indexes
from diplomatica.views.site.legend import Example, write_legend
from diplomatica.views.site.listing import Listing
from diplomatica.views.site.model import Write
from diplomatica.views.site.network import write_network
from diplomatica.views.site.search import write_search

_NO_EXAMPLES: Mapping[str, Example] = MappingProxyType({})
_NO_MAKING = Making()


def write_lists(
    collection: Collection,
    frame: Frame,
    write: Write,
    *,
    examples: Mapping[str, Example] = _NO_EXAMPLES,
    making: Making = _NO_MAKING,
) -> tuple[str, ...]:
    """Write all pages and data of lists; `examples` are those of the legend, `making` goes to the page about it.

    Gives the paths of the pages, in the order in which they were written.

    The full-text index is no part of it: `search.write_index` makes it when all pages are in their place.
    """
    paths: list[str] = []

    def put(path: str, data: bytes) -> None:
        write(path, data)
        if path.endswith(".html") and path != "404.html":
            paths.append(path)

    entries = Entries(collection, frame.words)
    write_home(collection, entries, frame, put)
    Listing(collection, entries, frame).write(put)
    write_indexes(collection, frame, put)
    EntityPages(collection, entries, frame).write(put)
    write_network(collection, frame, put)
    write_data(collection, entries, frame.words, put)
    write_search(frame, put)
    write_about(collection, frame, put, making)
    write_legend(frame, put, examples)
    write_map(collection.documents, paths, frame, write)
    return tuple(paths)
