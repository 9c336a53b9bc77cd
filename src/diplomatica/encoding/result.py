"""What the encoding of one document gives: the TEI, every decision on the way, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplomatica.encoding.ledger import Loss
from diplomatica.source.model import LaidOut


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a rule: the stretch of the source it is about and the element it made.

    `start` and `end` are offsets in the source text. `low` says that it was a guess.
    """

    rule: str
    start: int
    end: int
    element: str
    attrs: tuple[tuple[str, str], ...] = ()
    low: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something for a person to decide: what is doubtful, where, and the correction that would settle it."""

    rule: str
    start: int
    end: int
    message: str
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The result for one source. `xml` is "" where `loss` says that the proof failed: nothing is written then."""

    name: str
    xml: str
    laid_out: LaidOut
    decisions: tuple[Decision, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    loss: Loss | None = None
    genre: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def furniture(self) -> tuple[str, ...]:
        """What was set aside, in the order of the source."""
        text = self.laid_out.source.text
        return tuple(" ".join(text[z.start : z.end].split()) for z in self.laid_out.zones if z.home == "furniture")
