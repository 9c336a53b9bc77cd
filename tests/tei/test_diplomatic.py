"""The diplomatic source from TEI alone, element by element."""

from __future__ import annotations

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.tei import diplomatic


def rebuilt(body: str) -> str:
    xml = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'
    text = diplomatic.source(diplomatic.parse(xml.encode()))
    return " ".join(text.replace(diplomatic.JOINT, " ").replace(diplomatic.BLOCK, " ").split())


@pytest.mark.parametrize(
    ("tei", "source"),
    [
        ('<p>the <supplied reason="clarification" rend="brackets">old</supplied> port</p>', "the [old] port"),
        (
            '<p><supplied rend="brackets" next="#b">one</supplied></p><p><supplied rend="brackets" prev="#a">two</supplied></p>',  # noqa: E501
            "[one two]",
        ),
        (
            '<p><choice><abbr>FED</abbr><expan rend="brackets">Far Eastern Department</expan></choice></p>',
            "FED [Far Eastern Department]",
        ),
        ('<p><expan><abbr>F</abbr><ex rend="brackets">oreign</ex></expan></p>', "F [oreign]"),
        ('<p><sic rend="brackets">Kelmm</sic></p>', "Kelmm [sic]"),
        ('<p><sic rend="[sic!]">Kelmm</sic></p>', "Kelmm [sic!]"),
        ('<p><unclear cert="low" rend="(?)">Varro</unclear></p>', "Varro (?)"),
        ('<p><unclear rend="double-brackets">six</unclear></p>', "[[six]]"),
        ('<p><gap reason="editorial" rend="brackets"><desc>...</desc></gap></p>', "[...]"),
        (
            '<closer><signed>Correct: <gap reason="signature" rend="brackets"><desc>Signature</desc></gap></signed></closer>',  # noqa: E501
            "Correct: [Signature]",
        ),
        (
            '<list><head>Copies:</head><item n="1.">Kuznin</item><item n="2.">file</item></list>',
            "Copies: 1. Kuznin 2. file",
        ),
        ('<sp n="72."><speaker>Mr. VARRO:</speaker><p>Yes.</p></sp>', "72. Mr. VARRO: Yes."),
        (
            '<div><p>text<note place="bottom" n="1" rend="brackets">Not found.</note> on.</p><p>end</p></div>',
            "text [1] on. end [1] Not found.",
        ),
        (
            '<div><p>a<note place="bottom" n="1" rend="brackets">N.</note></p><milestone unit="footnotes"/><p>b</p></div>',  # noqa: E501
            "a [1] [1] N. b",
        ),
        ('<p>x<note place="bottom" n="1" rend="superscript">N.</note></p>', "x 1 1 N."),
        ('<p>a <pb n="2" rend="[page 2]"/> b</p>', "a [page 2] b"),
        ('<milestone unit="rule" rend="***"/><p>x</p>', "*** x"),
        ('<p><persName type="alternative" rend="brackets">Paek</persName></p>', "[Paek]"),
        ('<p><note type="author" rend="parentheses">x —our note</note></p>', "(x —our note)"),
        ("<p>plain<!-- a comment --> text</p>", "plain text"),
    ],
)
def test_sigla_and_numbers_come_from_the_elements(tei: str, source: str) -> None:
    assert rebuilt(tei) == source


def test_a_document_without_text_is_empty() -> None:
    assert diplomatic.source(diplomatic.parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>')) == ""


@pytest.mark.parametrize(
    "data",
    [
        b"<TEI>",
        b"",
        b"no xml at all",
        b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI>&a;</TEI>',
        b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&x;</TEI>',
    ],
)
def test_what_is_no_plain_xml_is_refused(data: bytes) -> None:
    with pytest.raises(UnusableInput):
        diplomatic.parse(data)


def test_deep_nesting_is_refused() -> None:
    deep = "<hi>" * 500 + "</hi>" * 500
    with pytest.raises(UnusableInput, match="deep"):
        rebuilt(f"<p>{deep}</p>")
