"""Views that wait on disk between the steps of an edition, and from one run to the next.

A file a document: the key of all that its views depend on, a digest of the rest, the facts, the views. They lie in a
folder of the user's caches (or one that vanishes with the run), which is trusted as the program's own files are.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import zlib
from pathlib import Path

from diplomatica.collection.write import write
from diplomatica.views.model import DocumentFacts, DocumentViews

_KEY = 32  # bytes
_DIGEST = 32
_LENGTH = 4


class Viewed:
    """The views of documents, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, slug: str, key: str, views: DocumentViews) -> None:
        """Keep the views of a document. Raises `OSError`."""
        facts = pickle.dumps(views.facts, pickle.HIGHEST_PROTOCOL)
        rest = zlib.compress(pickle.dumps((views.reading, views.diplomatic, views.text), pickle.HIGHEST_PROTOCOL), 1)
        body = len(facts).to_bytes(_LENGTH, "big") + facts + rest
        write(self._path(slug), bytes.fromhex(key) + hashlib.sha256(body).digest() + body)

    def facts(self, slug: str, key: str) -> DocumentFacts | None:
        """The facts of a document, if its views were kept under this key and are whole."""
        try:
            data = self._path(slug).read_bytes()
            if data[:_KEY].hex() != key or not _is_whole(data):
                return None
            facts = pickle.loads(_parts(data)[0])
        except (OSError, pickle.PickleError, EOFError, AttributeError, TypeError, ImportError):
            return None
        return facts if isinstance(facts, DocumentFacts) else None

    def has(self, slug: str, key: str) -> bool:
        """Whether the views of a document were kept under this key, and are whole."""
        try:
            data = self._path(slug).read_bytes()
        except OSError:
            return False
        return data[:_KEY].hex() == key and _is_whole(data)

    def views(self, slug: str) -> DocumentViews:
        """The views that were kept last. Raises `OSError` where there are none."""
        facts, rest = _parts(self._path(slug).read_bytes())
        reading, diplomatic, text = pickle.loads(zlib.decompress(rest))
        return DocumentViews(pickle.loads(facts), reading, diplomatic, text)

    def key(self, slug: str) -> str:
        """The key of the views that were kept last; empty where there are none."""
        try:
            with self._path(slug).open("rb") as stream:
                return stream.read(_KEY).hex()
        except OSError:
            return ""

    def forget_all_but(self, slugs: set[str]) -> None:
        """Delete the views of documents that are not there any more."""
        wanted = {self._path(slug).name for slug in slugs}
        for path in self.folder.glob("*.views"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, slug: str) -> Path:
        # A name of fixed length: a slug may be as long as a file name can be.
        return self.folder / f"{hashlib.sha256(os.fsencode(slug)).hexdigest()[:32]}.views"


def _is_whole(data: bytes) -> bool:
    """Whether a file has not changed since it was written: nothing of a damaged one is unpacked."""
    return hashlib.sha256(data[_KEY + _DIGEST :]).digest() == data[_KEY : _KEY + _DIGEST]


def _parts(data: bytes) -> tuple[bytes, bytes]:
    """The packed facts and the packed views of a file."""
    start = _KEY + _DIGEST + _LENGTH
    end = start + int.from_bytes(data[_KEY + _DIGEST : start], "big")
    return data[start:end], data[end:]
