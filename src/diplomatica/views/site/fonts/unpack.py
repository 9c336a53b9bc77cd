"""The fonts of the edition as TrueType, which Typst reads: WOFF2 (https://www.w3.org/TR/WOFF2/) unpacked."""

from __future__ import annotations

import io
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"


def unpack(folder: Path) -> tuple[Path, ...]:
    """Write all faces as `folder/NAME.ttf`, those that are there already left alone; their paths, in order.

    Raises `OSError` where a file can't be written.
    """
    from fontTools.ttLib import TTFont

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(FONTS.glob("*.woff2")):
        path = folder / f"{source.stem}.ttf"
        if not path.exists():
            font = TTFont(source, recalcTimestamp=False)
            font.flavor = None
            data = io.BytesIO()
            font.save(data)
            temporary = path.with_suffix(".tmp")
            temporary.write_bytes(data.getvalue())
            temporary.replace(path)
        written.append(path)
    return tuple(written)
