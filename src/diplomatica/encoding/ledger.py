"""The proof that nothing was lost, made on every run from the XML that is about to be written.

Three things are shown for a document: every character of the source that is no white space lies in exactly one zone;
the diplomatic source rebuilt from the TEI (`diplomatica.tei.diplomatic`, which knows nothing of the encoder) is, in
order and character by character, the text of the text zones; and the text of every header zone stands in the element
of the header that is said to hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from lxml import etree

from diplomatica.source.emphasis import marks, stretch
from diplomatica.source.model import LaidOut, Zone
from diplomatica.tei import diplomatic
from diplomatica.tei.tree import TEI_NS

_Marks = Sequence[tuple[int, int]]  # see `diplomatica.source.emphasis.marks`


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
    skip = marks(laid_out.source.text)
    loss = _same_text(laid_out, diplomatic.source(root), skip)
    if loss is not None:
        return loss
    return _at_home(laid_out, root, homes, skip)


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


def _same_text(laid_out: LaidOut, rebuilt: str, skip: _Marks) -> Loss | None:
    source = laid_out.source.text
    wanted = " ".join([stretch(source, z.start, z.end, skip) for z in laid_out.zones if z.home == "text"]).split()
    if _told(" ".join(wanted), rebuilt):
        return None
    found = rebuilt.split()
    squeezed = "".join(wanted)
    there = "".join(found)
    if squeezed != there:
        return _difference(laid_out, squeezed, there, skip)
    ends = _ends(wanted)
    # A cut of the rebuilt text that is free (beside sigla, between blocks) may stand in the source or not.
    cut = min((ends ^ _ends(found)) - _ends(rebuilt.replace(" ", "").split()), default=None)
    if cut is None:
        return None
    return Loss("a space was lost" if cut in ends else "a space was added", _offset(laid_out, cut, skip))


def _told(wanted: str, rebuilt: str) -> bool:
    """Is a text, its words apart by single spaces, what the pieces of a rebuilt one say one after another?

    White space is free between the pieces. This is all of the proof for nearly every document; only where it fails the
    words are compared one by one, to tell what is wrong.
    """
    position, length = 0, len(wanted)
    for piece in rebuilt.replace(diplomatic.JOINT, diplomatic.BLOCK).split(diplomatic.BLOCK):
        if not piece:
            continue
        if not wanted.startswith(piece, position):
            piece = " ".join(piece.split())
            if not wanted.startswith(piece, position):
                return False
        position += len(piece)
        if position < length and wanted[position] == " ":
            position += 1
    return position >= length


def _ends(words: Iterable[str]) -> set[int]:
    """Where the words end in the text that they make without the white space between them."""
    return set(accumulate(map(len, words)))


def _difference(laid_out: LaidOut, wanted: str, found: str, skip: _Marks) -> Loss:
    low, high = 0, min(len(wanted), len(found))
    while low < high:  # the longest common start, by halving
        middle = (low + high + 1) // 2
        if wanted[:middle] == found[:middle]:
            low = middle
        else:
            high = middle - 1
    there = found[low : low + 30] or "the end"
    here = wanted[low : low + 30] or "the end"
    return Loss(f"the source has “{here}” where the TEI has “{there}”", _offset(laid_out, low, skip))


def _offset(laid_out: LaidOut, squeezed: int, skip: _Marks) -> int:
    """The offset in the source of a position in the squeezed text of the text zones."""
    source = laid_out.source.text
    skipped = {offset for start, end in skip for offset in range(start, end)}
    for zone in laid_out.zones:
        if zone.home != "text":
            continue
        for offset in range(zone.start, zone.end):
            if not source[offset].isspace() and offset not in skipped:
                if squeezed == 0:
                    return offset
                squeezed -= 1
    return len(source.rstrip())


def _first_character(text: str, position: int) -> int:
    while text[position].isspace():
        position += 1
    return position


def _at_home(laid_out: LaidOut, root: etree._Element, homes: Sequence[tuple[Zone, str]], skip: _Marks) -> Loss | None:
    source = laid_out.source.text
    header = root.find(f"{{{TEI_NS}}}teiHeader")
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


def _parted(source: str, zones: Sequence[Zone], pieces: Sequence[Zone], skip: _Marks) -> Loss | None:
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
    steps, attribute = _path(path)
    found = header.iterfind(steps)
    if attribute:
        return [_squeezed(element.get(attribute, "")) for element in found]
    return [
        _squeezed("".join(map(str, element.itertext())) if len(element) else element.text or "") for element in found
    ]


@lru_cache(maxsize=256)
def _path(path: str) -> tuple[str, str]:
    """A path below the header with the namespace in its steps, and the attribute at its end ("" for none)."""
    steps, _, attribute = path.partition("/@")
    return "/".join(f"{{{TEI_NS}}}{step}" for step in steps.split("/")), attribute


def _squeezed(text: str) -> str:
    return "".join(text.split())
