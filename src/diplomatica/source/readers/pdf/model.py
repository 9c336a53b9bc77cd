"""What is known of the print on a page. Units are points, y grows upwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Piece:
    """A run of characters side by side on one base line.

    `turned` stands at an angle; `raised` are figures that float; `spaced` has a space before it; `first_right` is
    where its first word ends.
    """

    signs: list[str]
    left: float
    right: float
    base: float
    size: float
    turned: bool
    raised: bool
    spaced: bool
    first_right: float

    @property
    def text(self) -> str:
        return "".join(self.signs)


@dataclass(slots=True)
class Line:
    """A line of print.

    `first_word` is the width of its first word, `label` the number of a note that begins here, `margin` the right edge
    of its column where the page has several.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int = 0
    first_word: float = 0.0
    label: str = ""
    turned: bool = False
    margin: float = 0.0


@dataclass(slots=True)
class Page:
    """The lines of one page, in reading order."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
