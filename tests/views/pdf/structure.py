"""What a checker of PDF/UA-1 (ISO 14289-1) and PDF/A-3 (ISO 19005-3) looks at, read from a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

SHOWING_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
PAINTING = frozenset({b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh"})


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure tree: its type, language, alternative text, attributes, types of its children."""

    type: str
    language: str
    alternative: str
    attributes: tuple[dict[str, Any], ...]
    children: tuple[str, ...]


def opened(pdf: bytes) -> PdfReader:
    """The file, read."""
    return PdfReader(BytesIO(pdf), strict=True)


def catalog(reader: PdfReader) -> dict[str, Any]:
    """The document catalog."""
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, dict)
    return root


def is_set(flags: dict[str, Any], name: str) -> bool:
    """Whether a boolean entry is true."""
    return name in flags and bool(flags[name].value)


def metadata(reader: PdfReader) -> str:
    """The XMP packet."""
    return str(catalog(reader)["/Metadata"].get_object().get_data().decode("utf-8"))


def elements(reader: PdfReader) -> list[Element]:
    """The structure tree in the order of reading."""
    return list(_below(catalog(reader)["/StructTreeRoot"].get_object().get("/K")))


def _below(node: Any) -> Iterator[Element]:
    for kid in _kids(node):
        if isinstance(kid, dict) and "/S" in kid:
            attributes = tuple(one for one in _kids(kid.get("/A")) if isinstance(one, dict))
            below = _kids(kid.get("/K"))
            names = tuple(str(one["/S"]) for one in below if isinstance(one, dict) and "/S" in one)
            yield Element(str(kid["/S"]), str(kid.get("/Lang", "")), str(kid.get("/Alt", "")), attributes, names)
            yield from _below(kid.get("/K"))


def _kids(node: Any) -> list[Any]:
    whole = node.get_object() if hasattr(node, "get_object") else node
    if whole is None:
        return []
    return [one.get_object() for one in whole] if isinstance(whole, list) else [whole]


def languages(reader: PdfReader) -> set[str]:
    """The languages that elements and runs of text say to be in, beside that of the whole."""
    found = {element.language for element in elements(reader)}
    for page in reader.pages:
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            if operator == b"BDC" and isinstance(operands[1], dict):
                found.add(str(operands[1].get("/Lang", "")))
    return found - {""}


def unmarked(reader: PdfReader) -> list[str]:
    """What pages paint outside of marked content (PDF/UA-1, 7.1): neither tagged nor told to be an artifact."""
    return [f"page {number}: {what}" for number, page in enumerate(reader.pages, 1) for what in _unmarked(page, reader)]


def _unmarked(page: PageObject, reader: PdfReader) -> Iterator[str]:
    depth = 0
    for _, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif depth == 0 and (operator in SHOWING_TEXT or operator in PAINTING):
            yield operator.decode("ascii")


def orphans(reader: PdfReader) -> list[str]:
    """Marked content of pages that no element of the structure tree owns."""
    parents = _numbers(catalog(reader)["/StructTreeRoot"].get_object()["/ParentTree"].get_object())
    found = []
    for number, page in enumerate(reader.pages, 1):
        own: Any = page.get("/StructParents")
        owners = _kids(parents[int(own)]) if own is not None else []
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            if operator == b"BDC" and isinstance(operands[1], dict) and "/MCID" in operands[1]:
                mark = int(operands[1]["/MCID"])
                if mark >= len(owners) or owners[mark] is None:
                    found.append(f"page {number}: {mark}")
    return found


def _numbers(tree: Any) -> dict[int, Any]:
    found: dict[int, Any] = {}
    pairs = tree.get("/Nums", [])
    found |= {int(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}
    for kid in _kids(tree.get("/Kids")):
        found |= _numbers(kid)
    return found


def fonts(reader: PdfReader) -> dict[str, tuple[bool, bool]]:
    """The fonts of all pages: whether each is embedded, and whether its glyphs are told as characters."""
    found: dict[str, tuple[bool, bool]] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"].get_object()
        for entry in resources.get("/Font", {}).values():
            font = entry.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            described = inner["/FontDescriptor"].get_object()
            embedded = any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))
            found[str(font["/BaseFont"])] = (embedded, "/ToUnicode" in font)
    return found


def bookmarks(reader: PdfReader) -> list[tuple[str, int]]:
    """The bookmarks of the first level: title, and index of the page."""
    entries: list[Any] = [entry for entry in reader.outline if not isinstance(entry, list)]
    return [(str(entry.title), reader.get_destination_page_number(entry) or 0) for entry in entries]


def addresses(reader: PdfReader) -> list[str]:
    """The addresses on the web that links lead to."""
    return [str(one["/A"]["/URI"]) for one in notes_on_pages(reader) if "/URI" in one.get("/A", {})]


def notes_on_pages(reader: PdfReader) -> list[dict[str, Any]]:
    """The annotations of all pages."""
    return [entry.get_object() for page in reader.pages for entry in _kids(page.get("/Annots"))]
