"""Results that are kept between runs, by the content that they were made of.

An entry says which files it was made of and what they held; it counts only while they hold the same, and while the
program is the same. What is kept can be deleted at any time: DIPLOMATICA_CACHE, else the folder for the user's caches.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import diplomatica
from diplomatica.collection.write import write

_FORMAT = 1


def folder() -> Path:
    """Where entries are."""
    own = os.environ.get("DIPLOMATICA_CACHE")
    if own:
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("diplomatica", appauthor=False)


def program(packages: Iterable[str]) -> str:
    """What tells this program from another: its version, and the state of its files.

    Where it was installed, that is what the installer noted of their content, so that what was kept is good for the
    same program on another machine, as in continuous integration; otherwise their sizes and times.
    """
    root = Path(diplomatica.__file__).parent
    state = [f"{_FORMAT} {diplomatica.__version__}"]
    noted = _noted(root)
    for package in packages:
        if noted:
            state += [line for line in noted if line.startswith(f"{root.name}/{package}/")]
            continue
        for top, folders, names in os.walk(root / package):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                found = os.stat(os.path.join(top, name))
                state.append(f"{name} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(state).encode()).hexdigest()


def _noted(root: Path) -> list[str]:
    """The lines about the program's files in the installer's record; none where there is no such record of them."""
    record = root.parent / f"{root.name}-{diplomatica.__version__}.dist-info" / "RECORD"
    try:
        lines = record.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    files = [line for line in lines if line.startswith(f"{root.name}/") and ",sha256=" in line and ".pyc," not in line]
    return sorted(files) if any(line.startswith(f"{root.name}/cli.py,") for line in files) else []


def digest(data: bytes) -> str:
    """What stands for the content of a file."""
    return hashlib.sha256(data).hexdigest()


class Entry:
    """The place of one result: `question` is all that it depends on, but for the content of files."""

    def __init__(self, kind: str, question: Iterable[str]) -> None:
        key = hashlib.sha256("\0".join(question).encode()).hexdigest()
        self.path = folder() / kind / f"{key}.json"

    def get(self) -> dict[str, object] | None:
        """The result, if every file still holds what it was made of."""
        try:
            kept = json.loads(self.path.read_bytes())
            for name, expected in kept["files"].items():
                if digest(Path(name).read_bytes()) != expected:
                    return None
            result = kept["result"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return result if isinstance(result, dict) else None

    def put(self, files: Mapping[str, bytes], result: Mapping[str, object]) -> None:
        """Keep a result; where that is not possible, it is not kept."""
        kept = {
            "files": {os.path.abspath(name): digest(data) for name, data in sorted(files.items())},
            "result": dict(result),
        }
        with suppress(OSError, ValueError):
            write(self.path, json.dumps(kept, ensure_ascii=False).encode("utf-8"))
