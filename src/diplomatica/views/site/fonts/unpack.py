"""The fonts of the edition as TrueType, which Typst reads: WOFF2 (https://www.w3.org/TR/WOFF2/) unpacked."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
_KNOWN = "unpacked.json"
_NUMBERS = itertools.count()


def unpack(folder: Path) -> tuple[Path, ...]:
    """Write all faces as `folder/NAME.ttf`; their paths, in order.

    Those that are there already, made of the same font and not damaged since, are left alone. Several processes may do
    this at once. Raises `OSError` where a file can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    found = {}
    written = []
    for source in sorted(FONTS.glob("*.woff2")):
        path = folder / f"{source.stem}.ttf"
        packed = _digest(source)
        if known.get(path.name) != [packed, _digest(path)]:
            put(path, _unpacked(source))
        found[path.name] = [packed, _digest(path)]
        written.append(path)
    if found != known:
        put(folder / _KNOWN, json.dumps(found).encode("ascii"))
    return tuple(written)


def put(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there, whoever else writes it. Raises `OSError`."""
    temporary = path.with_name(f".{os.getpid()}-{next(_NUMBERS)}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def state(paths: Iterable[Path]) -> str:
    """What stands for the content of these files."""
    return hashlib.sha256("".join(_digest(path) for path in paths).encode("ascii")).hexdigest()


def _unpacked(source: Path) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def _known(folder: Path) -> dict[str, object]:
    """What was written before: the digests of the font it came of and of the file, by name."""
    try:
        known = json.loads((folder / _KNOWN).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(path: Path) -> str:
    """The digest of a file; empty where it can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
