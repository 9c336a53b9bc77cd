"""The same document as text, web page, Word file and PDF comes out with the same body."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diplomatica.encoding.encode import encode
from diplomatica.source import reading
from tests.conftest import ROOT
from tests.source.making import SHORT, Part, Specimen, as_docx, as_html, as_pdf, as_text, long_specimen

_BREAKS = re.compile(r"<(?:lb|pb)\b[^>]*/>")


def body(data: bytes, name: str) -> str:
    """The body as it is written, page and line breaks aside, the identifier of the file aside."""
    encoded = encode(reading.read_bytes(data, name))
    assert encoded.loss is None, encoded.loss
    return _BREAKS.sub("", encoded.xml[encoded.xml.index("<body>") :])


def specimen(number: str) -> Specimen:
    """A document of the collection: what its page has around the text is left out."""
    (path,) = (ROOT / "tei" / "sources").glob(f"{number}-*.txt")
    encoded = encode(reading.read(path))
    texts = [z for z in encoded.laid_out.zones if z.home == "text"]
    source = encoded.laid_out.source.text
    lines = "\n".join(source[zone.start : zone.end] for zone in texts).split("\n")
    parts = [Part("p", " ".join(line.split())) for line in lines if line.strip() and not line.strip().startswith("***")]
    return Specimen(tuple(parts))


def every_format(document: Specimen, name: str) -> dict[str, str]:
    return {
        "text": body(as_text(document).encode(), f"{name}.txt"),
        "html": body(as_html(document).encode(), f"{name}.html"),
        "docx": body(as_docx(document), f"{name}.docx"),
        "pdf": body(as_pdf(document, size=9), f"{name}.pdf"),
    }


@pytest.mark.parametrize("name", ["short", "long", "01", "05", "17"])
def test_four_formats_one_body(name: str, fonts: Path) -> None:
    document = {"short": SHORT, "long": long_specimen(12)}.get(name) or specimen(name)
    bodies = every_format(document, "same")
    for kind in ("html", "docx", "pdf"):
        assert bodies[kind] == bodies["text"], kind
