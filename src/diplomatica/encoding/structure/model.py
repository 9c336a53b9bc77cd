"""The skeleton of a document: elements, and in them the places where the text of a block will stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from diplomatica.blocks.model import Block
from diplomatica.encoding.inline import Span
from diplomatica.tei.tree import Element

Role = Literal["p", "item", "head", "line", "speaker", "idno", "note", "stage", "signed", "dateline", "fw", "cell"]


class Slot(Element):
    """A place in the tree that holds the text of a block, marked up later.

    `role` says what kind of text it is: it decides which rules look at it. `spans` are stretches that the structure
    has already settled (running heads inside a paragraph, a date with the time of day). `rule` is the code of the rule
    that put the block here.
    """

    __slots__ = ("block", "low", "role", "rule", "spans")

    def __init__(self, block: Block, role: Role, rule: str, spans: list[Span] | None = None, low: bool = False) -> None:
        super().__init__("")
        self.block = block
        self.role = role
        self.rule = rule
        self.spans = spans or []
        self.low = low


@dataclass(slots=True)
class Found:
    """What the structure of a document says about it, for the header and the later rules."""

    classifications: list[str] = field(default_factory=list)
    precedences: list[str] = field(default_factory=list)
    datelines: list[Slot] = field(default_factory=list)
    addressees: list[Slot] = field(default_factory=list)
    senders: list[Slot] = field(default_factory=list)
    salutes: list[Slot] = field(default_factory=list)
    closings: list[Slot] = field(default_factory=list)
    letterhead: list[Slot] = field(default_factory=list)
    routings: list[Slot] = field(default_factory=list)
    signatures: list[Slot] = field(default_factory=list)
    recipients: list[Slot] = field(default_factory=list)
    participants: list[Slot] = field(default_factory=list)
    speakers: list[Slot] = field(default_factory=list)
    transcript: bool = False
    doubtful: list[Slot] = field(default_factory=list)
    """Paragraphs that stand in a turn and may be the narrative of the record."""
    journal: bool = False
    genre: str = ""
    """The genre of the document as far as its page tells it."""
    calls: list[tuple[int, int, str]] = field(default_factory=list)
    """Calls of footnotes without brackets: start and end in the source, number as printed; ascending."""
    heads: list[Slot] = field(default_factory=list)
    paragraphs: list[Slot] = field(default_factory=list)
    """The first paragraph, if there is one."""
    footnotes: dict[str, list[Slot]] = field(default_factory=dict)


def slot_text(element: Element) -> str:
    """All text of the slots in an element, before it is marked up."""
    return " ".join(slot.block.text for slot in element.iter() if isinstance(slot, Slot))
