"""What a layout says about the pages of a site: data that one interpreter reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Extent = Literal["none", "adjoining", "line", "paragraph", "until", "matching"]
Where = Literal["head", "tail", "both"]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line by which a layout knows a page of its site: `score` is added where it stands.

    `line` is compared with whole lines (white space folded, emphasis and bullets taken off); `pattern` is searched in
    lines. `within` is the number of lines, counted without blank ones from the top, among which it must stand; 0 for
    anywhere.
    """

    score: int
    line: str = ""
    pattern: re.Pattern[str] | None = None
    within: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """From the first line of a value that `pattern` finds on, the value is another field."""

    field: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the page and the field whose value it introduces.

    `extent` says how far the value goes: "none" (no value), "adjoining" (begun on the line of the label, it goes on
    up to a blank line or label), "line", "paragraph", "until" (up to the next label or line
    of furniture), "matching" (as many lines as `pattern` finds). `inline` allows the value to begin on the line of the
    label. `ends_head` lets the body begin after the value. `anchor` marks the label with which the end of the page
    begins for certain; `before_anchor` a label that may stand above it. `default` is "furniture" for values that are
    set aside ("Related Documents").
    """

    text: str
    field: str
    where: Where = "head"
    extent: Extent = "until"
    pattern: re.Pattern[str] | None = None
    inline: bool = False
    ends_head: bool = False
    anchor: bool = False
    before_anchor: bool = False
    furniture: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class TopField:
    """A field at the top of the page that has no label, known by its place and its form.

    `shape` is "date" (a line that is a date), "line" (any line that may be a title), or "pattern".
    """

    field: str
    shape: Literal["date", "line", "pattern"]
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A line of the text that tells the header something, though it stays text: its zone gets the field's name.

    `shape` as for `TopField`, and "title" (a heading by its look: capitals, bold, or a word for a genre at its head).
    """

    field: str
    shape: Literal["date", "title", "pattern"]
    pattern: re.Pattern[str] | None = None
    within: int = 6
    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of the pages of one site.

    `top` is "ordered" (the fields stand one after another, each may be missing) or "labelled" (everything before the
    first label belongs to the top, what no other field claims is `rest`). `summary` says that an unlabelled summary
    stands between the body and the end of the page. `fixed` goes into `LaidOut.values`.
    """

    name: str
    title: str
    threshold: int
    signatures: tuple[Signature, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    furniture: frozenset[str] = frozenset()
    furniture_patterns: tuple[re.Pattern[str], ...] = ()
    top: Literal["ordered", "labelled", "none"] = "none"
    rest: str = "title"
    fields: tuple[TopField, ...] = ()
    labels: tuple[Label, ...] = ()
    hints: tuple[Hint, ...] = ()
    summary: bool = False
    labels_by_text: dict[str, Label] = field(default_factory=dict)
