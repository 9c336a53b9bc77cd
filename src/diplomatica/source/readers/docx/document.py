"""A DOCX document as HTML."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml.etree import _Element

from diplomatica.source.readers.docx.numbering import Numbering, W
from diplomatica.source.readers.docx.package import open_package, pack
from diplomatica.source.readers.html.lists import MARKER
from diplomatica.source.readers.model import Request

# Code points that are no characters and stand in no text: they carry the number of a list item through mammoth.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_ITEM = re.compile(f"<li>((?:<(?!/)[^<>]*>)*){_OPEN}([^{_CLOSE}]*){_CLOSE}")
_LABEL = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_BROKEN = "open it in a word processor and save it again"
_HEADER = re.compile(r"word/(?:header|footer)[0-9]*\.xml\Z")
_NOT_UNDERSTOOD = re.compile("(?i)unrecognised|could not find|not found|symbol")
_LONGEST_NOTE = 300
_LOOKS = tuple(
    W + name for name in ("latentStyles", "docDefaults", "tblStylePr", "rPr", "tblPr", "tcPr", "ind", "tabs")
)


def html_of(request: Request) -> tuple[str, tuple[str, ...]]:
    """The body and notes of the document as HTML, and what was left out. Raises `UnusableInput` if it is broken."""
    parts = open_package(request)
    trees = {
        name: _parse(name, content, request)
        for name, content in parts.items()
        if name.endswith(".xml") and name.startswith("word/")
    }
    numbering = Numbering(trees.get("word/numbering.xml"), trees.get("word/styles.xml"))
    for name in ("word/styles.xml", "word/numbering.xml"):
        if name in trees:
            parts[name] = _without_looks(trees[name])
    for name, tree in trees.items():
        if name.startswith("word/document"):
            _write_labels(tree, numbering)
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    html, messages = _mammoth(parts, request)
    html = _ITEM.sub(lambda match: f'<li {MARKER}="{_attribute(match.group(2))}">{match.group(1)}', html)
    html = _LABEL.sub(lambda match: f"{match.group(1)} ", html)
    return html, _notes(trees, messages)


def _attribute(text: str) -> str:
    """Text that mammoth has escaped for an element, for an attribute."""
    return text.replace('"', "&quot;")


def _parse(name: str, content: bytes, request: Request) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise request.unusable(f"the part {name} can't be parsed: {error}", _BROKEN) from None


def _without_looks(tree: _Element) -> bytes:
    """Styles or lists without what only says how they look: most of a small document, and mammoth is slow with XML."""
    etree.strip_elements(tree, *_LOOKS)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def _write_labels(tree: _Element, numbering: Numbering) -> None:
    """Write the number of each numbered paragraph before its text, between two signs."""
    for paragraph in tree.iter(W + "p"):
        properties = paragraph.find(W + "pPr")
        if properties is None or not _has_text(paragraph):
            continue
        label = numbering.label(properties)
        if label:
            run = etree.Element(W + "r")
            text = etree.SubElement(run, W + "t")
            text.text = f"{_OPEN}{label}{_CLOSE}"
            paragraph.insert(paragraph.index(properties) + 1, run)


def _has_text(paragraph: _Element) -> bool:
    """Word numbers empty paragraphs too, but nobody sees what stands in no text; deleted text does not count."""
    return any(text.text for text in paragraph.iter(W + "t"))


def _mammoth(parts: dict[str, bytes], request: Request) -> tuple[str, list[str]]:
    import mammoth  # type: ignore[import-untyped]

    try:
        result: Any = mammoth.convert_to_html(
            pack(parts),
            convert_image=lambda image: [],
            external_file_access=False,
            id_prefix="",
            style_map="u => u",
        )
    except RecursionError:
        raise request.unusable("the DOCX is nested too deeply", _BROKEN) from None
    except Exception as error:  # mammoth has no exception of its own: broken parts end in any built-in one
        raise request.unusable(f"the DOCX can't be understood: {type(error).__name__}: {error}", _BROKEN) from None
    return str(result.value), [str(message.message) for message in result.messages]


def _notes(trees: dict[str, _Element], messages: list[str]) -> tuple[str, ...]:
    notes: list[str] = []
    for name in sorted(trees):
        if _HEADER.match(name):
            text = " ".join("".join(part.text or "" for part in trees[name].iter(W + "t", W + "tab")).split())
            if text:
                kind = "header" if "header" in name else "footer"
                notes.append(f"the page {kind} was left out: {text[:_LONGEST_NOTE]}")
    lost = sorted({message for message in messages if _NOT_UNDERSTOOD.search(message) and "style" not in message})
    notes.extend(f"not understood in the DOCX: {message[:_LONGEST_NOTE]}" for message in lost[:5])
    return tuple(dict.fromkeys(notes))
