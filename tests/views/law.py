"""The law of the diplomatic view: its text is the diplomatic source, character for character."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree, html

from diplomatica.encoding.encode import encode
from diplomatica.source import reading
from diplomatica.tei import diplomatic
from diplomatica.views.documents import Views
from tests.conftest import ROOT

SPECIMENS = sorted((ROOT / "tei" / "encoded").glob("*.xml"))

BEGIN = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
END = "</body></text></TEI>"


@lru_cache(maxsize=1)
def views() -> Views:
    """The stylesheets, compiled once for all tests."""
    return Views()


def document(body: str) -> str:
    """A TEI document with a body."""
    return BEGIN + body + END


def single(text: str) -> str:
    """Text, its white space made single."""
    return " ".join(text.split())


def text_content(fragment: str) -> str:
    """What a browser's textContent gives of HTML, white space made single."""
    body = html.document_fromstring(f"<!DOCTYPE html><html><body><article>{fragment}</article></body></html>").find(
        "body"
    )
    assert body is not None
    return words_of(body)


def source(xml: bytes) -> str:
    """The diplomatic source of a document, white space made single."""
    return single(diplomatic.readable(diplomatic.parse(xml)))


def holds(xml: str) -> None:
    """Assert the law of a document."""
    assert text_content(views().of_text(xml, "document").diplomatic) == source(xml.encode("utf-8"))


def reference_files(folder: Path, temporary: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The TEI documents of a folder, or those that its texts become."""
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        paths = sorted(folder.glob("*.xml"))
        return tuple(path for path in paths if b"<teiHeader" in path.read_bytes())  # one is a lone feature structure
    place = temporary.mktemp(folder.name)
    found = []
    for text in texts:
        found.append(place / f"{text.stem}.xml")
        found[-1].write_bytes(encode(reading.read(text)).xml.encode("utf-8"))
    return tuple(found)


def holds_for(path: Path) -> None:
    """Assert the law of a file."""
    assert text_content(views().of(path).diplomatic) == source(path.read_bytes())


def nodes(root: etree._Element, path: str) -> list[Any]:
    """The elements that an XPath finds."""
    return cast("list[Any]", root.xpath(path))


def values(root: etree._Element, path: str) -> list[str]:
    """The attributes or texts that an XPath finds."""
    return [str(one) for one in cast("list[Any]", root.xpath(path))]


def words_of(element: etree._Element) -> str:
    """All text in an element, white space made single."""
    return single("".join(map(str, element.itertext())))
