"""The corrections of one document at work: asked between the stages, it tells at the end what did not apply.

Every step takes what the rules found and gives it back corrected; without corrections it gives it back as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from diplomatica.blocks.model import Block
from diplomatica.encoding.corrections import blocks as block_fixes
from diplomatica.encoding.corrections import header as header_fixes
from diplomatica.encoding.corrections import insertions as insertion_fixes
from diplomatica.encoding.corrections import names as name_fixes
from diplomatica.encoding.corrections import speech as speech_fixes
from diplomatica.encoding.corrections.model import Corrections, DateFix, Fix, InsertionFix, NameFix
from diplomatica.encoding.corrections.persons import CorrectedRegistry
from diplomatica.encoding.corrections.wording import folded, places
from diplomatica.encoding.header import HeaderFacts, Holding
from diplomatica.encoding.insertions import Insertion
from diplomatica.encoding.model import BodyFacts, DateFound, Entry, Mention, Passage, SaidFound
from diplomatica.encoding.names import Authority, Registry
from diplomatica.encoding.people import People
from diplomatica.encoding.result import Doubt
from diplomatica.encoding.structure.model import Slot

NOT_FOUND = "COR01"
NOBODY = "COR02"

_TextFix = TypeVar("_TextFix", InsertionFix, NameFix, DateFix)
_Hit = tuple[int, int]


class Corrector:
    """Applies the corrections of one document. `authority` knows more of the ids that they name."""

    def __init__(self, corrections: Corrections | None, authority: Authority | None = None) -> None:
        self.corrections = corrections
        self._authority = authority
        self._used: set[int] = set()
        self._doubts: list[Doubt] = []
        self._registry: CorrectedRegistry | None = None
        self._replaced: set[str] = set()
        self._hits: dict[int, list[tuple[InsertionFix | NameFix | DateFix, _Hit]]] = {}

    # -- header and blocks ------------------------------------------------------------------------------------------

    def header(self, facts: HeaderFacts) -> HeaderFacts:
        """The facts of the page."""
        fix = self.corrections.header if self.corrections else None
        return facts if fix is None else header_fixes.corrected(facts, fix)

    def holding(self) -> Holding:
        """Who publishes and keeps this document, as far as the corrections say it."""
        fix = self.corrections.header if self.corrections else None
        return Holding() if fix is None else header_fixes.holding(fix)

    def genre(self, found: str) -> str:
        """The genre that the corrections state, else the one found."""
        fix = self.corrections.header if self.corrections else None
        return (fix.genre if fix else "") or found

    def body(self, facts: BodyFacts) -> BodyFacts:
        """What the text tells the header."""
        fix = self.corrections.header if self.corrections else None
        return facts if fix is None else header_fixes.corrected_body(facts, fix)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], Mapping[int, str]]:
        """The blocks, and what is known to begin at the source offset of some of them."""
        if self.corrections is None or not self.corrections.blocks:
            return blocks, {}
        blocks, forced, used = block_fixes.corrected(blocks, self.corrections.blocks)
        self._used |= used
        return blocks, forced

    # -- the texts of the slots -------------------------------------------------------------------------------------

    def registry(self, registry: Registry, slots: Sequence[Slot]) -> Registry:
        """The registry seen through the corrections, which are looked for in the texts of the slots."""
        if self.corrections is None:
            return registry
        ordered = sorted(slots, key=lambda slot: slot.block.offset(0))
        for fixes in (self.corrections.insertions, self.corrections.names, self.corrections.dates):
            for fix in fixes:
                self._meet(fix, ordered)
        self._registry = CorrectedRegistry(registry, self.corrections.persons, self._authority)
        return self._registry

    def _meet(self, fix: InsertionFix | NameFix | DateFix, slots: Sequence[Slot]) -> None:
        wording = folded(fix.text)
        seen = 0
        for slot in slots:
            for hit in places(slot.block.text, wording):
                seen += 1
                if fix.nth in (0, seen):
                    self._hits.setdefault(id(slot), []).append((fix, hit))
                    if not isinstance(fix, InsertionFix):
                        self._used.add(fix.line)

    def _of(self, slot: Slot, kind: type[_TextFix]) -> list[tuple[_TextFix, _Hit]]:
        return [(fix, hit) for fix, hit in self._hits.get(id(slot), ()) if isinstance(fix, kind)]

    def names(self, slot: Slot, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The names in a slot."""
        hits = self._of(slot, NameFix) if self._hits else []
        if not hits:
            return mentions
        corrected = name_fixes.corrected(slot.block.text, mentions, hits, self._meant)
        self._replaced |= set(name_fixes.refs(mentions)) - set(name_fixes.refs(corrected))
        return corrected

    def dates(self, slot: Slot, found: tuple[DateFound, ...]) -> tuple[DateFound, ...]:
        """The dates in a slot."""
        hits = self._of(slot, DateFix) if self._hits else []
        return name_fixes.dated(found, hits) if hits else found

    def insertions(
        self, slot: Slot, mentions: tuple[Mention, ...], found: tuple[Insertion, ...]
    ) -> tuple[Insertion, ...]:
        """The insertions in a slot."""
        hits = self._of(slot, InsertionFix) if self._hits else []
        if not hits:
            return found
        found, used = insertion_fixes.corrected(slot.block.text, mentions, found, hits)
        self._used |= used
        return found

    def _meant(self, fix: NameFix) -> str:
        """The id that a correction of a name gives; a person needs one."""
        assert self._registry is not None
        if fix.kind == "none":
            return ""
        if fix.id:
            return self._registry.enter(fix.id, fix.text, fix.kind)
        return self._registry.resolve(fix.text) or self._registry.add(fix.text) if fix.kind == "person" else ""

    # -- people and speech ------------------------------------------------------------------------------------------

    def author(self, people: People) -> None:
        """Make the author the one that the corrections name."""
        fix = self.corrections.header if self.corrections else None
        if fix is not None and fix.author:
            people.author = self._who(fix.author, fix.line)
            people.roles.setdefault(people.author, set()).add("author")

    def speech(self, passages: Sequence[Passage], saids: Sequence[SaidFound]) -> Sequence[SaidFound]:
        """The speeches of the document."""
        for fix in self.corrections.speeches if self.corrections else ():
            voice = speech_fixes.Voice(
                self._who(fix.who, fix.line) if fix.who else "",
                self._who(fix.to, fix.line) if fix.to else "",
                fix.direct,
            )
            corrected = speech_fixes.corrected(passages, saids, fix, voice)
            if corrected is not None:
                self._used.add(fix.line)
                saids = corrected
        return saids

    def _who(self, asked: str, line: int) -> str:
        assert self._registry is not None
        ref, known = self._registry.who(asked)
        if not known:
            message = f"nobody in the document is called “{asked}”: entered as a new person “{ref}”"
            self._doubts.append(Doubt(NOBODY, 0, 0, f"{self._place(line)}: {message}"))
        return ref

    # -- at the end -------------------------------------------------------------------------------------------------

    def entries(
        self, entries: tuple[Entry, ...], marks: Iterable[Sequence[Mention]], people: People
    ) -> tuple[Entry, ...]:
        """The entries of the header without those that stood only for what the corrections took away."""
        if self._registry is None:
            return entries
        gone = (self._replaced | self._registry.replaced) - {role for role, roles in people.roles.items() if roles}
        if not gone:
            return entries
        gone -= {ref for mentions in marks for ref in name_fixes.refs(mentions)}
        return tuple(entry for entry in entries if entry.ref not in gone)

    def doubts(self) -> tuple[Doubt, ...]:
        """The corrections that found nothing to correct, each with its line in the file of corrections."""
        if self.corrections is None:
            return ()
        used = self._used | (self._registry.used if self._registry else set())
        lost = [fix for fix in _all(self.corrections) if fix.line not in used]
        missing = [Doubt(NOT_FOUND, 0, 0, f"{self._place(fix.line)}: {_missing(fix)}") for fix in lost]
        return (*missing, *self._doubts)

    def _place(self, line: int) -> str:
        assert self.corrections is not None
        return f"{os.path.basename(self.corrections.where)}:{line}"


def _all(corrections: Corrections) -> list[Fix]:
    fixes: list[Fix] = [
        *corrections.insertions, *corrections.speeches, *corrections.names, *corrections.persons,
        *corrections.dates, *corrections.blocks,
    ]  # fmt: skip
    return sorted(fixes, key=lambda fix: fix.line)


def _missing(fix: Fix) -> str:
    words = getattr(fix, "text", "") or getattr(fix, "starts", "") or getattr(fix, "name", "")
    nth = getattr(fix, "nth", 0)
    ends = getattr(fix, "ends", "")
    until = f" with “{_short(ends)}” after it" if ends else ""
    what = f"“{_short(words)}” is not in the text{until}"
    if nth > 1:
        what = f"“{_short(words)}”{until} is in the text fewer than {nth} times"
    return f"the correction does not apply: {what} (correct its wording, or delete it)"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59] + "…"
