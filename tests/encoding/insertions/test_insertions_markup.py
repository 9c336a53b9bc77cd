"""What insertions become as elements, and the source written again from them."""

from __future__ import annotations

import pytest
from lxml import etree

from diplomatica.encoding.inline import nested, render
from diplomatica.encoding.insertions import find
from diplomatica.encoding.markup import Insertions, Voices
from diplomatica.tei import diplomatic
from diplomatica.tei.tree import Element, serialize


def encoded(text: str) -> str:
    """The TEI of a paragraph, without its frame."""
    spans = Insertions(text, Voices(), lambda _: None)
    spans.add(find(text), ())
    content = render(text, nested(spans.spans))
    return serialize(Element("TEI", Element("text", Element("body", Element("p", *content)))))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in Arvand [sic] that", 'in <sic rend="brackets">Arvand</sic> that'),
        (
            "in Arvand [sic; recte Velta] that",
            'in <sic>Arvand <note rend="brackets">sic; recte Velta</note></sic> that',
        ),
    ],
)
def test_what_is_wrong_and_what_would_be_right(text: str, wanted: str) -> None:
    xml = encoded(text)
    assert wanted in " ".join(xml.split())
    assert diplomatic.readable(etree.fromstring(xml.encode())).strip() == text
