"""The values of the insertions: what was found, and what is known of the document beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

InsertionKind = Literal[
    "supplied",
    "gloss",
    "expan",
    "abbr",
    "ex",
    "altName",
    "sic",
    "gap",
    "unclear",
    "note",
    "stamp",
    "pb",
    "stage",
    "footnote",
]
"""Which element it becomes.

`expan` is an expansion in brackets after its abbreviation, `abbr` an abbreviation in brackets after what it stands for,
`ex` letters inside a word. `gap` with reason "signature" is a mark that a signature stands there.
"""

Resp = Literal["", "author", "translator", "editor"]


@dataclass(frozen=True, slots=True)
class Context:
    """What of the document decides the kind of an insertion.

    `transcript`: it records a meeting turn by turn, so that bracketed doings are stage directions. `footnotes` are the
    numbers or signs of the notes that it has, as printed without brackets ("1", "*").
    """

    transcript: bool = False
    footnotes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Insertion:
    """An insertion in the text of a block: `text[start:end]` with its sigla, `text[inner[0]:inner[1]]` without.

    `target` is the stretch it is about: the doubtful word of a `sic` or `unclear`, the abbreviation of an `expan`, the
    phrase of an `abbr`, the name of a `gloss` or `altName`, the letters before an `ex`. `reason` is that of `supplied`
    and `gap`. `rend` is how the source shows it (`brackets`, `double-brackets`, `parentheses`, `[?]`, `(?)`). `attrs`
    are further attributes (`type` of a note, `unit`, `quantity`, `extent` of a gap, `n` of a page break or footnote),
    pairs of name and value. `resp` says who speaks, where that is sure. `children` are the insertions inside, in their
    order.
    """

    start: int
    end: int
    kind: InsertionKind
    inner: tuple[int, int]
    target: tuple[int, int] | None = None
    reason: str = ""
    rend: str = "brackets"
    attrs: tuple[tuple[str, str], ...] = ()
    resp: Resp = ""
    children: tuple[Insertion, ...] = ()
    low: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class OpenRun:
    """One bracket over several blocks: the number of each block, and the part of the insertion that lies in it.

    The first part has the opening bracket only, the last the closing one, those between have none.
    """

    parts: tuple[tuple[int, Insertion], ...]
