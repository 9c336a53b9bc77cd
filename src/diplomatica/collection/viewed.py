"""Views that wait on disk between the steps of an edition, and from one run to the next.

A file a document: the key of all that its views depend on, the facts, the views. They lie in a folder of the user's
caches (or one that vanishes with the run), which is trusted as the program's own files are.
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
_LENGTH = 4


class Viewed:
    """The views of documents, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, slug: str, key: str, views: DocumentViews) -> None:
        """Keep the views of a document. Raises `OSError`."""
        facts = pickle.dumps(views.facts, pickle.HIGHEST_PROTOCOL)
        rest = zlib.compress(pickle.dumps((views.reading, views.diplomatic, views.text), pickle.HIGHEST_PROTOCOL), 1)
        write(self._path(slug), bytes.fromhex(key) + len(facts).to_bytes(_LENGTH, "big") + facts + rest)

    def facts(self, slug: str, key: str) -> DocumentFacts | None:
        """The facts of a document, if its views were kept under this key."""
        try:
            with self._path(slug).open("rb") as stream:
                if stream.read(_KEY).hex() != key:
                    return None
                facts = pickle.loads(stream.read(int.from_bytes(stream.read(_LENGTH), "big")))
        except (OSError, pickle.PickleError, EOFError, AttributeError, TypeError):
            return None
        return facts if isinstance(facts, DocumentFacts) else None

    def views(self, slug: str) -> DocumentViews:
        """The views that were kept last. Raises `OSError` where there are none."""
        data = self._path(slug).read_bytes()
        end = _KEY + _LENGTH + int.from_bytes(data[_KEY : _KEY + _LENGTH], "big")
        facts = pickle.loads(data[_KEY + _LENGTH : end])
        reading, diplomatic, text = pickle.loads(zlib.decompress(data[end:]))
        return DocumentViews(facts, reading, diplomatic, text)

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
