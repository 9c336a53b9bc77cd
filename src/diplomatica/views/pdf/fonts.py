"""The fonts of the papers: those of the edition and the user's own; which characters they have.

OpenType, `cmap`: https://learn.microsoft.com/typography/opentype/spec/cmap
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from diplomatica.errors import UnusableInput
from diplomatica.views.site.fonts.unpack import put, state, unpack

_SUFFIXES = (".otf", ".ttf", ".otc", ".ttc")
_OWN = (
    "Edition Text", "Edition Hangul", "Edition Han", "Edition Han Simplified", "Edition Han Japanese", "Edition Kana",
)  # fmt: skip
_KNOWN = "characters.json"
# Never shown by a glyph of their own: joiners, marks of direction, variation selectors, soft hyphens.
_INVISIBLE = frozenset({"Cf", "Cc"})


class Fonts:
    """The fonts at hand."""

    def __init__(self, folder: Path, own: Sequence[Path] = ()) -> None:
        """`folder` takes the edition's fonts, unpacked; `own` are folders of the user.

        Raises `UnusableInput` for a font of the user that can't be read, `OSError` where `folder` can't be written.
        """
        import typst

        paths = unpack(folder)
        self._characters = _of_the_edition(folder, paths)
        families = list(_OWN)
        for path in _files(own):
            characters, family = _read(path)
            self._characters |= characters
            if family not in families:
                families.append(family)
        self.families = tuple(families)
        """Names of the families, in the order in which they are asked for a character."""
        self.typst: Any = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder, *own]
        )

    def missing(self, text: str) -> set[str]:
        """The visible characters of a text that no font has."""
        return {
            character
            for character in set(text)
            if ord(character) not in self._characters
            and unicodedata.category(character) not in _INVISIBLE
            and not character.isspace()
        }


def script(character: str) -> str:
    """The name of the script of a character (UAX #24), "" for what is common to several."""
    from fontTools import unicodedata as scripts

    code = scripts.script(character)
    return "" if code in ("Zyyy", "Zinh", "Zzzz") else scripts.script_name(code)


def _files(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES]


def _of_the_edition(folder: Path, paths: Sequence[Path]) -> set[int]:
    """The characters of our own fonts, which are counted once."""
    known = folder / _KNOWN
    now = state(paths)
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(known.read_bytes())
        if kept["fonts"] == now:
            return set(kept["characters"])
    characters: set[int] = set()
    for path in paths:
        characters |= _read(path)[0]
    with suppress(OSError):  # they are counted again next time
        put(known, json.dumps({"fonts": now, "characters": sorted(characters)}).encode("ascii"))
    return characters


def _read(path: Path) -> tuple[set[int], str]:
    """The characters of a font file, and the name of its family."""
    from fontTools.ttLib import TTFont, TTLibError
    from fontTools.ttLib.ttCollection import TTCollection

    try:
        fonts = TTCollection(path).fonts if path.suffix.lower() in (".ttc", ".otc") else [TTFont(path, lazy=True)]
        characters = {code for font in fonts for code in font.getBestCmap() or ()}
        names = fonts[0]["name"]
        family = names.getDebugName(16) or names.getDebugName(1)
    except (TTLibError, OSError, KeyError, ValueError) as error:
        raise UnusableInput(
            f"this font can't be read: {error}", where=str(path), advice="take it out of the folder, or get it anew"
        ) from None
    return characters, str(family)
