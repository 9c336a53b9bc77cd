"""What documents gave in earlier runs, by their content and that of the schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from diplomatica.collection.cache import folder
from diplomatica.collection.write import write

_MOST = 50_000  # documents kept of one schema


class Results:
    """The results under one schema and one set of options: `question` is all that they depend on but the document."""

    def __init__(self, question: Iterable[str], cached: bool) -> None:
        key = hashlib.sha256("\0".join(question).encode("utf-8", "surrogateescape")).hexdigest()
        self._path = folder() / "results" / f"{key}.json"
        self.cached = cached
        self._kept: dict[str, Any] = self._read() if cached else {}
        self._used: dict[str, Any] = {}
        self._changed = False

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def get(self, digest: str) -> Any:
        """What a document gave; None where that is not known."""
        found = self._kept.get(digest)
        if found is not None:
            self._used[digest] = found
        return found

    def put(self, digest: str, rows: Any) -> None:
        """Keep what a document gave."""
        self._used[digest] = rows
        self._changed = True

    def save(self) -> None:
        """Write what is new; where that is not possible, it is not kept."""
        if not (self.cached and self._changed):
            return
        # What this run used comes first, so that it is the last to go.
        whole = {**self._used, **self._kept, **self._used}
        text = json.dumps(dict(list(whole.items())[:_MOST]), ensure_ascii=True, separators=(",", ":"))
        with suppress(OSError):
            write(self._path, text.encode("ascii"))
