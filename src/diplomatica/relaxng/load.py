"""Reading a schema with all its files, in either syntax (specification, sections 4.1 to 4.8).

Files are local: an address on the network is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.reader import Context, Open, Reader
from diplomatica.relaxng.syntax import checked
from diplomatica.tei.located import Node, read_located

if TYPE_CHECKING:
    # Only a schema with a fault is read with its places.
    from diplomatica.relaxng.places import Places

MOST_FILES = 2_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")

# Gives the bytes of the file at a path.
Read = Callable[[str], bytes]


def load(path: str, read: Read, places: Places | None = None) -> rng.Grammar:
    """The grammar of a file, in XML or compact syntax, with what it includes and refers to.

    `read` gives the bytes of a file, and raises `UnusableInput` or `OSError` where there is none. Addresses are
    resolved against the file that they stand in, and `xml:base`. Raises `UnusableInput` with file, line and column
    where the schema is no RELAX NG, wants a file of the network, or includes itself. `places` gets the places of all
    patterns and definitions.
    """
    files = _Files(read)
    try:
        root = files.open(path, None)
        return _reader(files.opened, places).grammar(root, Context())
    except RecursionError:
        raise UnusableInput("patterns nested too deeply", where=path, advice="make the schema flatter") from None


def _reader(opened: Open, places: Places | None) -> Reader:
    if places is None:
        return Reader(opened, strict=True)
    from diplomatica.relaxng.places import PlacingReader

    return PlacingReader(opened, places, strict=True)


class _Files:
    """The files of one schema, each parsed once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._roots: dict[str, Node] = {}
        self._count = 0

    def opened(self, node: Node, path: str) -> Node:
        """The root of a file that another refers to."""
        self._count += 1
        if self._count > MOST_FILES:
            raise _fault(node, f"more than {MOST_FILES} files in one schema")
        path = posixpath.normpath(path)
        root = self._roots.get(path)
        return self.open(path, node) if root is None else root

    def open(self, path: str, place: Node | None) -> Node:
        """Parse a file. Its path is in its normal form, so that what includes itself is seen."""
        path = posixpath.normpath(path)
        try:
            data = self._read(path)
        except OSError as error:
            reason = error.strerror or "can’t be read"
            if place is None:
                raise UnusableInput(f"can’t be opened: {reason}", where=path, advice="check the path") from None
            raise _fault(place, f"{path} can’t be opened: {reason}") from None
        if is_compact(data):
            from diplomatica.relaxng.read_rnc import read_rnc

            root = read_rnc(data, path)
        else:
            root = read_located(data, path)
        root = self._roots[path] = checked(root, resolved)
        return root


def is_compact(data: bytes) -> bool:
    """Is it compact syntax? XML begins with a bracket, which compact syntax never does."""
    if data.startswith(_UTF16):
        data = data.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return not data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"<")


def resolved(place: Node, base: str, address: str) -> str:
    """The path that an address stands for, seen from a file or an `xml:base` (RFC 3986, section 5.2)."""
    if "#" in address:
        raise _fault(place, f"the address “{address}” goes into a file, and has to be that of a whole file")
    if re.search(r"%(?![0-9A-Fa-f]{2})", address):
        raise _fault(place, f"“{address}” is no address")
    if address.lower().startswith("file:"):
        address = re.sub("^file:(//(localhost)?(?=/))?", "", address, flags=re.IGNORECASE)
    if _SCHEME.match(address) or address.startswith("//"):
        raise _fault(place, f"“{address}” is no local file, and nothing is fetched from the network")
    if not address:
        return base
    return posixpath.join(posixpath.dirname(base.replace("\\", "/")), unquote(address))


def _fault(node: Node, what: str) -> UnusableInput:
    return UnusableInput(what, where=f"{node.file}:{node.line}:{node.column}", advice="repair the schema")
