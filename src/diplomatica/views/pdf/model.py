"""What paper needs to know beside the views of the documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from diplomatica.views.model import DocumentViews

View = Literal["reading", "diplomatic"]
VIEWS: tuple[View, ...] = ("reading", "diplomatic")


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that the papers belong to; `fonts` are folders with fonts of the user (.otf, .ttf)."""

    title: str
    subtitle: str = ""
    language: str = "en"
    fonts: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be set: its TEI file, and how to get its views."""

    tei: Path
    views: Callable[[], DocumentViews]


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of the book of a collection.

    `number` is its own, from 1, and 0 where there is one only; `first` is the number of its first document.
    """

    number: int = 0
    first: int = 1


@dataclass(frozen=True, slots=True)
class Missing:
    """Characters of one script that no font at hand has: the place in the TEI file where the first of them stands.

    `characters` are the different ones in the order of their places, `count` says how many stand in the file in all.
    `script` is its name in Unicode ("Tibetan"), "" for signs that belong to none: each of those is told by itself.
    """

    file: str
    line: int
    column: int
    characters: str
    count: int
    script: str = ""

    def what(self) -> str:
        """What is wrong, in words."""
        first = f"U+{ord(self.characters[0]):04X}"
        name = unicodedata.name(self.characters[0], "")
        others = len(self.characters) - 1
        shown = f"{first} {name}".rstrip() + (f", and {others} more" if others else "")
        whole = f"{self.count} characters of the {self.script} script" if self.script else "a sign"
        if self.count == 1 and self.script:
            whole = f"a character of the {self.script} script"
        return f"no font has {whole} ({shown}): the PDF shows [{first}] instead" + (" and so on" if others else "")

    def advice(self) -> str:
        """What to do about it."""
        kind = f"for {self.script}" if self.script else "that has it"
        return (
            f"put a font {kind} (.otf or .ttf; the Noto fonts, which are free, have nearly every sign) into a folder "
            'beside diplomatica.toml, say “fonts”, and name the folder there, below [pdf]: fonts = ["fonts"]'
        )
