"""Pointers from one document into another: what becomes of them in a collection.

Only files in the folders of the collection are looked at; a path that leads out of them, on its own or by a symbolic
link, is left alone, and so is every address in the web.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.validation.model import Dead, Outcome, Pointer, PrefixDef
from diplomatica.validation.pointers import DOCUMENTS, joined, path_and_id, prefix_of, spelled_out

_SLIPS = 50  # different dead pointers of a document up to which it is asked what may be meant


@dataclass(frozen=True, slots=True)
class _Spot:
    """What an address leads to: `state` is "fine", "open" (nothing can be said), "file" or "id" (it is not there)."""

    state: str
    path: str = ""
    id: str = ""


class Links:
    """The documents of a run, and what lies beside them.

    `sources` are the files and folders that were asked for: their folders are the collection, or the folder above that
    has its configuration. `contents` gives the
    bytes of its documents by their real paths; further ones are read with `read`, which raises `OSError`. `further` are
    other files whose header may define prefixes, as the ODD.
    """

    def __init__(
        self,
        sources: Iterable[str],
        contents: Mapping[str, bytes],
        outcomes: Iterable[Outcome],
        further: Iterable[str] = (),
        read: Callable[[str], bytes] | None = None,
    ) -> None:
        self._roots = _roots(sources)
        self._contents = contents
        self._outcomes = tuple(outcomes)
        self._further = tuple(further)
        self._read = read or _bytes
        self._ids: dict[str, frozenset[str] | None] = {}
        self._paths: dict[tuple[str, str], str | None] = {}
        self._shared: dict[str, list[PrefixDef]] | None = None

    def findings(self, file: str, data: bytes, outcome: Outcome) -> list[Diagnostic]:
        """What is to be said of the pointers of a document into others."""
        if not outcome.pointers:
            return []
        own: dict[str, list[PrefixDef]] = {}
        for item in outcome.prefixes:
            own.setdefault(item.ident, []).append(item)
        dead: dict[Pointer, Dead] = {}
        for pointer in outcome.pointers:
            why = self._why(file, pointer, own, len(dead) < _SLIPS)
            if why is not None:
                dead[pointer] = why
        if not dead:
            return []
        from diplomatica.validation import references

        return references.told(data, file, dead)

    def _why(self, file: str, pointer: Pointer, own: Mapping[str, list[PrefixDef]], asked: bool) -> Dead | None:
        """Why a pointer is dead; None where it is not, or that is not known. `asked`: what is meant is wanted too."""
        prefix = prefix_of(pointer.written)
        if not prefix:
            spot = self._spot(file, joined(pointer.base, pointer.written))
            return self._dead(spot, file, pointer, "", asked)
        definitions = own.get(prefix) or self._elsewhere().get(prefix)
        if definitions is None:
            from diplomatica.diagnostics.likeness import nearest

            return Dead("prefix", meant=nearest(prefix, {*own, *self._elsewhere()}))
        addresses = spelled_out(pointer, definitions)
        if addresses is None:
            return None
        if not addresses:
            return Dead("pattern")
        spots = [(self._spot(file, joined(pointer.base, address)), address) for address in addresses]
        # Several definitions of a prefix are alternatives: one that leads somewhere is enough.
        if any(spot.state in ("fine", "open") for spot, _ in spots):
            return None
        spot, address = spots[0]
        return self._dead(spot, file, pointer, address, asked)

    def _dead(self, spot: _Spot, file: str, pointer: Pointer, address: str, asked: bool) -> Dead | None:
        if spot.state in ("fine", "open"):
            return None
        return Dead(spot.state, address, self._meant(spot, file, pointer, address) if asked else "")

    def _meant(self, spot: _Spot, file: str, pointer: Pointer, address: str) -> str:
        """The pointer that was probably written for this one; empty where there is no guess."""
        from diplomatica.diagnostics.likeness import nearest

        written = pointer.written
        if spot.state == "id":
            ident = nearest(spot.id, self._known_ids(spot.path) or ())
            return written[: -len(spot.id)] + ident if ident and spot.id and written.endswith(spot.id) else ""
        if address or pointer.base:
            return ""
        old, mark, ident = written.partition("#")
        folder = os.path.dirname(os.path.abspath(file))
        there = {os.path.relpath(path, folder).replace(os.path.sep, "/") for path in self._contents}
        # A name that is right but in another folder is meant more often than one that is alike.
        same = sorted(path for path in there if path.rpartition("/")[2] == old.rpartition("/")[2])
        meant = same[0] if len(same) == 1 else nearest(old, there) if not same else ""
        return f"{meant}{mark}{ident}" if meant else ""

    def _elsewhere(self) -> dict[str, list[PrefixDef]]:
        """The prefixes that other documents of the collection, or its schema, define: for those that have no own."""
        if self._shared is None:
            self._shared = {}
            items = [item for outcome in self._outcomes for item in outcome.prefixes]
            if self._further:
                from diplomatica.validation.references import prefixes_of

                for path in self._further:
                    try:
                        items += prefixes_of(self._read(path))
                    except OSError:
                        continue
            for item in dict.fromkeys(items):
                self._shared.setdefault(item.ident, []).append(item)
        return self._shared

    def _spot(self, file: str, address: str) -> _Spot:
        parts = path_and_id(address)
        if parts is None:
            return _Spot("open")
        name, ident = parts
        path = self._path(file, name)
        if path is None or not (name or ident):
            return _Spot("open")
        if path not in self._contents and not os.path.isfile(path):
            return _Spot("open" if os.path.isdir(path) else "file", path)
        if not ident:
            return _Spot("fine", path)
        if path not in self._contents and not path.lower().endswith(DOCUMENTS):
            return _Spot("open", path)
        ids = self._known_ids(path)
        if ids is None:
            return _Spot("open", path)
        from urllib.parse import unquote

        return _Spot("fine" if ident in ids or unquote(ident) in ids else "id", path, ident)

    def _path(self, file: str, name: str) -> str | None:
        """The file that a path in a document means, if it lies in the collection; None for one outside."""
        folder = os.path.dirname(file)
        key = (folder, name) if name else (file, "")
        if key not in self._paths:
            try:
                path = os.path.realpath(os.path.join(folder, name) if name else file)
            except (OSError, ValueError):
                self._paths[key] = None
            else:
                inside = any(path.startswith(root + os.path.sep) for root in self._roots)
                self._paths[key] = path if inside or path in self._contents else None
        return self._paths[key]

    def _known_ids(self, path: str) -> frozenset[str] | None:
        if path not in self._ids:
            from diplomatica.validation import references

            try:
                data = self._contents[path] if path in self._contents else self._read(path)
                self._ids[path] = references.ids_of(data)
            except OSError:
                self._ids[path] = None
        return self._ids[path]


def _roots(sources: Iterable[str]) -> tuple[str, ...]:
    """The folders of the collection, without a separator at their end."""
    found: dict[str, None] = {}
    for source in sources:
        folder = os.path.realpath(source if os.path.isdir(source) else os.path.dirname(source) or ".")
        if folder in found:
            continue
        found[folder] = None
        above = folder
        while not os.path.isfile(os.path.join(above, "diplomatica.toml")) and os.path.dirname(above) != above:
            above = os.path.dirname(above)
        if os.path.dirname(above) != above:
            found[above] = None
    return tuple(folder.rstrip(os.path.sep) for folder in found)


def _bytes(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()
