"""What a person should look at that no decision of a rule tells: the reading, the layout, names, columns.

    before  a file whose encoding had to be guessed
    after   Doubt("LAY02", 0, 0, "taken for windows-1252 ...")

Why: what the rules decided can be seen in the TEI; that something may be wrong with what they were given can't.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplomatica.encoding.names import Registry
from diplomatica.encoding.result import Doubt, toml_string
from diplomatica.encoding.structure.model import Slot
from diplomatica.source.layouts.model import Layout
from diplomatica.source.model import LaidOut, SourceText


def of_reading(source: SourceText) -> Iterator[Doubt]:
    """No text at all, or an encoding that may have been another one."""
    if not source.text.strip():
        yield Doubt("LAY04", 0, 0, "there is no text in it (leave it out, if that is no mistake)")
    if source.doubt:
        yield Doubt("LAY02", 0, 0, source.doubt)


def of_labels(laid_out: LaidOut, own: Sequence[Layout]) -> Iterator[Doubt]:
    """A layout of the user's that knows the page and found none of its labels there."""
    layout = next((layout for layout in own if layout.name == laid_out.layout), None)
    if layout is None or not layout.labels:
        return
    if not any(zone.field in ("label", "rendition") for zone in laid_out.zones if zone.home == "furniture"):
        message = f"the layout {layout.name} found none of its labels on this page (compare its texts with the page)"
        yield Doubt("LAY03", 0, 0, message)


def of_names(registry: Registry, slots: Sequence[Slot]) -> Iterator[Doubt]:
    """Forms of names that are much like a known one and were not taken for it, each at its first place."""
    for doubt in registry.doubts:
        for slot in slots:
            place = slot.block.text.find(doubt.form)
            if place >= 0:
                start = slot.block.offset(place)
                message = f"“{doubt.form}” may be {doubt.other} ({doubt.why}, {doubt.score:.0f} % alike)"
                correction = f'[[person]]\nname = "{doubt.form}"\nid = "{doubt.ref}"' if '"' not in doubt.form else ""
                yield Doubt("NAM90", start, start + len(doubt.form), message, correction)
                break


def of_turns(slots: Sequence[Slot]) -> Iterator[Doubt]:
    """Paragraphs behind a turn that may be the record's own words."""
    for slot in slots:
        block = slot.block
        start, end = block.offset(0), block.offset(len(block.text))
        words = toml_string(" ".join(block.text.split()[:6]))
        yield Doubt(
            "STR62",
            start,
            end,
            "taken for words of the speaker before it; it may be the record's own",
            f'[[block]]\nstarts = {words}\nbegins = "speech"  # "paragraph": the turn ends before it',
        )


def of_columns(laid_out: LaidOut) -> Iterator[Doubt]:
    """Lines in columns that are not straight: they may be a table."""
    for start, end in laid_out.columns:
        if any(zone.home == "text" and zone.start <= start and end <= zone.end for zone in laid_out.zones):
            message = "may be a table, but its columns are not straight (part the cells of each line by one tab)"
            yield Doubt("STR76", start, end, message)
