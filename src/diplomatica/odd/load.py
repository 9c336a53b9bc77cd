"""An ODD file to its schema, with the sources that it names, over any number of steps (Guidelines, 23.3.2)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from diplomatica.diagnostics.model import Diagnostic, Place
from diplomatica.errors import UnusableInput
from diplomatica.odd.p5 import facts, store
from diplomatica.odd.parse.document import read_odd
from diplomatica.odd.parse.files import Files
from diplomatica.odd.resolve.resolver import resolve
from diplomatica.odd.resolve.source import SchemaSource, Source
from diplomatica.odd.schema import Schema
from diplomatica.tei.located import Node


@dataclass(frozen=True, slots=True)
class Loaded:
    """A schema, the tree of the ODD that it was read from, and all that was read: path to content."""

    schema: Schema
    root: Node
    contents: dict[str, bytes]
    releases: tuple[str, ...]


def load(path: str, found: Callable[[Diagnostic], None], p5: str = "", schema: str = "") -> Loaded:
    """Read an ODD and resolve it.

    `p5` is a release (4.8.0) or a file (p5subset.xml, another ODD) that takes the place of every release that the ODD
    names; `schema` names one of several `schemaSpec`s. Raises `UnusableInput` for what can't be read at all.
    """
    loader = _Loader(found, p5)
    written = read_odd(loader.files, path, found, schema)
    if written.schema is None:
        raise UnusableInput(
            "there is no schemaSpec in it", where=path, advice="an ODD has one: give the file that has it"
        )
    resolved = resolve(written.schema, loader.opener(path, (path,)), found)
    return Loaded(resolved, loader.files.root(path), loader.files.contents, tuple(sorted(loader.releases)))


class _Loader:
    def __init__(self, found: Callable[[Diagnostic], None], p5: str) -> None:
        self.found = found
        self.p5 = p5
        self.files = Files()
        self.releases: set[str] = set()
        self._sources: dict[str, Source] = {}

    def opener(self, path: str, trail: tuple[str, ...]) -> Callable[[str, Place], Source]:
        """What opens the sources that a file names."""

        def opened(address: str, place: Place) -> Source:
            try:
                return self.source(address, path, trail)
            except UnusableInput as error:
                where = error.where or str(place)
                raise UnusableInput(error.what, where=where, advice=error.advice) from None

        return opened

    def source(self, address: str, path: str, trail: tuple[str, ...]) -> Source:
        """The source of an address; of no address, the release that is meant."""
        version = store.version_of(address) if address else ""
        # What the file of --p5 itself is made from is what it says.
        override = self.p5 and self.p5 not in trail
        if version is not None:
            if override:
                return self.override(trail)
            self.releases.add(version)
            return store.open_release(version)
        try:
            parts = urlsplit(address)
        except ValueError:
            raise UnusableInput(f"the source “{address}” is no address", advice="give the path of a file") from None
        if parts.scheme not in ("", "file") or parts.netloc:
            if override:
                return self.override(trail)
            raise UnusableInput(
                f"the source “{address}” is not on this machine",
                advice=f"get the file and give its path, or take a release with “--p5 {store.PACKAGED}”",
            )
        return self.file(os.path.normpath(Path(path).parent / unquote(parts.path)), trail)

    def override(self, trail: tuple[str, ...]) -> Source:
        """What --p5 names: a file if there is one, else a release."""
        if os.path.sep in self.p5 or Path(self.p5).is_file() or self.p5.endswith((".xml", ".odd")):
            return self.file(self.p5, trail)
        self.releases.add(self.p5)
        return store.open_release(self.p5)

    def file(self, path: str, trail: tuple[str, ...]) -> Source:
        """A file as a source: a source of the Guidelines, or an ODD, compiled or not."""
        if path in self._sources:
            return self._sources[path]
        if path in trail:
            raise UnusableInput(f"{path} is its own source", advice="correct @source")
        written = read_odd(self.files, path, self.found, whole=True)
        source: Source
        if written.schema is not None:
            schema = resolve(written.schema, self.opener(path, (*trail, path)), self.found)
            source = SchemaSource(path, schema)
        elif written.specs:
            table = facts.dump(written.specs, written.modules, written.version, prose=True)
            source = facts.load(table)
        else:
            raise UnusableInput("no specification in it", where=path, advice="give an ODD, or a p5subset.xml")
        self._sources[path] = source
        return source
