"""The proof that nothing was lost, made on every run from the XML that is about to be written.

Three things are shown for a document: every character of the source that is no white space lies in exactly one zone;
the diplomatic source rebuilt from the TEI (`diplomatica.tei.diplomatic`, which knows nothing of the encoder) is, in
order and character by character, the text of the text zones; and the text of every header zone stands in the element
of the header that is said to hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from diplomatica.source.emphasis import marks, stretch
from diplomatica.source.model import LaidOut, Zone
from diplomatica.tei import diplomatic
from diplomatica.tei.tree import TEI_NS


@dataclass(frozen=True, slots=True)
class Loss:
    """A place where the proof fails: what is wrong, and the offset in the source text where it was seen."""

    what: str
    offset: int


def check(laid_out: LaidOut, xml: bytes, homes: Sequence[tuple[Zone, str]]) -> Loss | None:
    """The first place where characters are lost, added or moved; None if the document holds the promise.

    `homes` gives for each header zone, or each piece of one, the path of the element below `teiHeader` that holds it:
    `fileDesc/titleStmt/title[@type='main']`, or `.../catRef/@n` for an attribute. Its text must stand there, and no
    place may serve twice. An empty path sets punctuation aside.
    """
    loss = _covered(laid_out)
    if loss is not None:
        return loss
    root = diplomatic.parse(xml)
    loss = _same_text(laid_out, diplomatic.source(root))
    if loss is not None:
        return loss
    return _at_home(laid_out, root, homes)


def _covered(laid_out: LaidOut) -> Loss | None:
    text = laid_out.source.text
    position = 0
    for zone in laid_out.zones:
        if zone.start < position:
            return Loss("a character has two homes", zone.start)
        if text[position : zone.start].strip():
            return Loss("a character has no home", _first_character(text, position))
        position = zone.end
    if text[position:].strip():
        return Loss("a character has no home", _first_character(text, position))
    return None


def _same_text(laid_out: LaidOut, rebuilt: str) -> Loss | None:
    source = laid_out.source.text
    skip = marks(source)
    pieces = [stretch(source, z.start, z.end, skip) for z in laid_out.zones if z.home == "text"]
    wanted = " ".join(pieces).split()
    found = rebuilt.split()
    squeezed = "".join(wanted)
    if squeezed != "".join(found):
        return _difference(laid_out, squeezed, "".join(found))
    if wanted == found:
        return None
    free = _cuts(rebuilt.replace(" ", "").split())
    required = _ends(found)
    # A cut of the rebuilt text that is free (beside sigla, between blocks) may stand in the source or not.
    ends = _ends(wanted)
    for cut in sorted(ends ^ required):
        if cut not in free:
            word = "a space was lost" if cut in ends else "a space was added"
            return Loss(word, _offset(laid_out, cut))
    return None


def _ends(words: Iterable[str]) -> set[int]:
    total = 0
    ends = set()
    for word in words:
        total += len(word)
        ends.add(total)
    return ends


def _cuts(parts: Iterable[str]) -> set[int]:
    return _ends(parts)


def _difference(laid_out: LaidOut, wanted: str, found: str) -> Loss:
    low, high = 0, min(len(wanted), len(found))
    while low < high:  # the longest common start, by halving
        middle = (low + high + 1) // 2
        if wanted[:middle] == found[:middle]:
            low = middle
        else:
            high = middle - 1
    there = found[low : low + 30] or "the end"
    here = wanted[low : low + 30] or "the end"
    return Loss(f"the source has “{here}” where the TEI has “{there}”", _offset(laid_out, low))


def _offset(laid_out: LaidOut, squeezed: int) -> int:
    """The offset in the source of a position in the squeezed text of the text zones."""
    source = laid_out.source.text
    skip = {offset for start, end in marks(source) for offset in range(start, end)}
    for zone in laid_out.zones:
        if zone.home != "text":
            continue
        for offset in range(zone.start, zone.end):
            if not source[offset].isspace() and offset not in skip:
                if squeezed == 0:
                    return offset
                squeezed -= 1
    return len(source.rstrip())


def _first_character(text: str, position: int) -> int:
    while text[position].isspace():
        position += 1
    return position


def _at_home(laid_out: LaidOut, root: etree._Element, homes: Sequence[tuple[Zone, str]]) -> Loss | None:
    source = laid_out.source.text
    skip = marks(source)
    header = root.find(f".//{{{TEI_NS}}}teiHeader")
    loss = _parted(
        source, [zone for zone in laid_out.zones if zone.home == "header"], [zone for zone, _ in homes], skip
    )
    if loss is not None:
        return loss
    texts: dict[str, list[str]] = {}
    for zone, path in homes:
        wanted = _squeezed(stretch(source, zone.start, zone.end, skip))
        if not path:
            if any(character.isalnum() for character in wanted):
                return Loss("a header field is set aside", zone.start)
            continue
        if path not in texts:
            texts[path] = _texts(header, path)
        for index, text in enumerate(texts[path]):
            place = text.find(wanted)
            if place >= 0:  # used up: the same words twice need two places
                texts[path][index] = text[:place] + "\0" + text[place + len(wanted) :]
                break
        else:
            return Loss(f"a header field is not in {path}", zone.start)
    return None


def _parted(source: str, zones: Sequence[Zone], pieces: Sequence[Zone], skip: Sequence[tuple[int, int]]) -> Loss | None:
    """Do the pieces make up the header zones, each character once?"""
    parts = iter(sorted(pieces, key=lambda piece: piece.start))
    piece = next(parts, None)
    for zone in zones:
        position = zone.start
        while piece is not None and piece.start < zone.end:
            if piece.start < position:
                return Loss("a header field has two homes", piece.start)
            if stretch(source, position, piece.start, skip).strip():
                return Loss("a header field has no home", position)
            position = piece.end
            piece = next(parts, None)
        if stretch(source, position, zone.end, skip).strip():
            return Loss("a header field has no home", position)
    return None


def _texts(header: etree._Element | None, path: str) -> list[str]:
    """The squeezed texts of the elements (or of an attribute of the elements) at a path below the header."""
    if header is None:
        return []
    steps, _, attribute = path.partition("/@")
    found = header.iterfind("/".join(f"{{{TEI_NS}}}{step}" for step in steps.split("/")))
    if attribute:
        return [_squeezed(element.get(attribute, "")) for element in found]
    return [_squeezed("".join(map(str, element.itertext()))) for element in found]


def _squeezed(text: str) -> str:
    return "".join(text.split())
