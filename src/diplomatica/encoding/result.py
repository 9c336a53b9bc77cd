"""What the encoding of one document gives: the TEI, every decision on the way, and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from diplomatica.blocks.model import Block
from diplomatica.encoding.codes import code_of
from diplomatica.encoding.inline import Span
from diplomatica.encoding.ledger import Loss
from diplomatica.source.model import LaidOut

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


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


class Decisions(Sequence[Decision]):
    """The decisions about the texts of a document, made out when somebody asks: few do.

    Each record is a block, the rule that put it where it stands, its role, whether that was a guess, and its spans.
    """

    def __init__(self, records: Sequence[tuple[Block, str, str, bool, Sequence[Span]]]) -> None:
        self._records = records
        self._made: tuple[Decision, ...] | None = None

    def _all(self) -> tuple[Decision, ...]:
        if self._made is None:
            self._made = tuple(self._make(False))
        return self._made

    def _make(self, low_only: bool) -> Iterator[Decision]:
        for block, rule, role, low, spans in self._records:
            if low or not low_only:
                yield Decision(code_of(rule), block.offset(0), block.offset(len(block.text)), role, (), low)
            for span in spans:
                if span.low or not low_only:
                    attrs = tuple(span.attrs.items())
                    start, end = block.offset(span.start), block.offset(span.end)
                    yield Decision(code_of(span.rule), start, end, span.tag, attrs, span.low)

    def low(self) -> tuple[Decision, ...]:
        """Those that were guesses."""
        return tuple(self._make(True))

    @overload
    def __getitem__(self, index: int) -> Decision: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Decision]: ...
    def __getitem__(self, index: int | slice) -> Decision | Sequence[Decision]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())


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
    decisions: Sequence[Decision] = ()
    doubts: tuple[Doubt, ...] = ()
    loss: Loss | None = None
    genre: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def guesses(self) -> tuple[Decision, ...]:
        """The decisions of which the rule was not sure."""
        if isinstance(self.decisions, Decisions):
            return self.decisions.low()
        return tuple(decision for decision in self.decisions if decision.low)

    @property
    def furniture(self) -> tuple[str, ...]:
        """What was set aside, in the order of the source."""
        text = self.laid_out.source.text
        return tuple(" ".join(text[z.start : z.end].split()) for z in self.laid_out.zones if z.home == "furniture")


def toml_string(text: str) -> str:
    """A text as a basic string of TOML, as it stands in the correction of a doubt."""
    escaped = (_ESCAPES.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 else c) for c in text)
    return f'"{"".join(escaped)}"'
