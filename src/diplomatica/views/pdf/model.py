"""What paper needs to know beside the views of the documents."""

from __future__ import annotations

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
    """A character that no font at hand has, where it stands first in the TEI file."""

    file: str
    line: int
    column: int
    character: str
    count: int

    def what(self) -> str:
        """What is wrong, in words."""
        times = "" if self.count == 1 else f", {self.count} times"
        return f"no font has the character U+{ord(self.character):04X}{times}; the PDF shows its number"

    def advice(self) -> str:
        """What to do about it."""
        return "put a font that has it into a folder, and name the folder: [pdf] fonts"
