"""`Views`: from a file to views, facts and text; a user's own stylesheet; what hostile documents can't do."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from diplomatica.errors import UnusableInput
from diplomatica.views.documents import Options, Views
from diplomatica.views.model import DocumentViews
from diplomatica.views.own import OURS
from diplomatica.views.site.addresses import page_of
from tests.conftest import ROOT
from tests.views.law import document, nodes, values, views, words_of

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
SPECIMEN = ROOT / "tei" / "encoded" / "12-insertions-namgyeong.xml"
SPECIMENS = sorted((ROOT / "tei" / "encoded").glob("*.xml"))


def reading(body: str) -> str:
    return views().of_text(document(body), "document").reading


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_views_are_well_formed_and_their_identifiers_differ(path: Path) -> None:
    found = views().of(path)
    ids: list[str] = []
    for view in (found.reading, found.diplomatic):
        root = etree.fromstring(f"<article>{view}</article>")
        mine = values(root, "//@id")
        targets = [one[1:] for one in values(root, "//@href") if one.startswith("#")]
        assert set(targets) <= set(mine)
        ids += mine
    assert len(ids) == len(set(ids))
    assert {one.removeprefix("d-") for one in ids if one.startswith("d-")} >= {
        mention.anchor for mention in found.facts.mentions
    }


def test_nothing_of_the_text_is_lost_in_the_reading_view() -> None:
    for path in SPECIMENS:
        found = views().of(path)
        shown = etree.fromstring(f"<article>{found.reading}</article>")
        told = " ".join([words_of(shown), *values(shown, "//@title | //@data-n")])
        there = set(re.findall(r"\w+", told))
        text = etree.parse(str(path)).getroot()
        outside = "ancestor::*[local-name() = 'fw' or local-name() = 'teiHeader']"
        words = set(re.findall(r"\w+", " ".join(values(text, f"//text()[not({outside})]"))))
        assert {word for word in words if word not in there and len(word) > 3} <= _joined(there, words)


def _joined(there: set[str], words: set[str]) -> set[str]:
    """Words that stand joined in the view: "oreign" of "F[oreign]" in "Foreign"."""
    return {word for word in words if any(word in one for one in there)}


def test_the_same_file_gives_the_same_result_twice() -> None:
    assert views().of(SPECIMEN) == views().of(SPECIMEN)


def test_permalinks_survive_another_encoding() -> None:
    one = reading('<p>The <persName>Minister</persName> [sic] left <supplied rend="brackets">the port</supplied>.</p>')
    other = reading("<p>The Minister [sic] left [the port].</p>")
    assert re.findall(r'id="(p\.[^"]*)"', one) == re.findall(r'id="(p\.[^"]*)"', other)
    twice = reading("<p>Yes.</p><p>Yes.</p>")
    first, second = re.findall(r'id="(p\.[^"]*)"', twice)
    assert second == f"{first}-2"


def test_plain_text_is_the_reading_text() -> None:
    items = "<list><item n='1.'>x</item><item n='2.'>y</item></list>"
    body = f"<div><head>A</head><p>one <supplied>two</supplied></p>{items}</div>"
    found = views().of_text(document(body), "d")
    assert found.text == "A\n\none two\n\n1. x\n2. y\n"
    assert found.facts.words == 7


@pytest.mark.parametrize(
    ("gap", "phrase"),
    [
        ('<gap reason="redacted" unit="line" quantity="2"/>', "[two lines redacted]"),
        ('<gap reason="redacted" unit="line" quantity="1"><desc>1 line redacted</desc></gap>', "[one line redacted]"),
        ('<gap reason="redacted" unit="page" quantity="40"/>', "[40 pages redacted]"),
        ('<gap reason="editorial"><desc>...</desc></gap>', "[passage left out]"),
        ('<gap reason="illegible"><desc>illegible</desc></gap>', "[illegible]"),
        ('<gap reason="editorial"><desc>a list of ports follows</desc></gap>', "[a list of ports follows]"),
        ('<gap reason="moths"/>', "[text missing]"),
        ("<gap/>", "[text missing]"),
    ],
)
def test_gaps_in_words(gap: str, phrase: str) -> None:
    assert words_of(etree.fromstring(f"<a>{reading(f'<p>{gap}</p>')}</a>")) == phrase


def test_the_words_are_in_the_language_of_the_interface() -> None:
    body = '<p><gap reason="redacted" unit="line" quantity="2"/></p>'
    found = Views(Options(language="de")).of_text(document(body), "d")
    assert "zwei Zeilen geschwärzt" in found.reading


def test_a_stylesheet_of_the_users_is_laid_over_ours() -> None:
    found = Views(Options(hooks=Path(__file__).with_name("hooks.xsl"))).of(SPECIMEN)
    plain = views().of(SPECIMEN)
    assert found.reading.endswith("</cite></p>")
    assert 'data-ours="diplomatic"' in found.diplomatic
    assert '<b class="office">' in found.reading
    assert '<b class="office">' not in found.diplomatic
    assert "xmlns" not in found.reading
    assert re.sub(' data-ours="diplomatic"', "", found.diplomatic) == plain.diplomatic
    assert found.facts.mentions == plain.facts.mentions


OFFICES = (
    '<xsl:template match="tei:roleName" mode="reading" as="node()*"><b class="office">'
    '<xsl:apply-templates mode="#current"/></b></xsl:template>'
)
NAMESPACES = f'{XSL} xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def own(path: Path, content: str) -> DocumentViews:
    path.write_text(f'<xsl:stylesheet version="3.0" {NAMESPACES}>{content}</xsl:stylesheet>', encoding="utf-8")
    return Views(Options(hooks=path)).of(SPECIMEN)


@pytest.mark.parametrize("name", ["", *OURS])
def test_a_stylesheet_of_the_users_may_import_ours_by_name(name: str, tmp_path: Path) -> None:
    asked = f'<xsl:import href="{name}"/>' if name else ""
    found = own(tmp_path / "own.xsl", asked + OFFICES)
    assert '<b class="office">' in found.reading
    assert "xmlns" not in found.reading
    assert found.diplomatic == views().of(SPECIMEN).diplomatic
    assert re.sub('</?b(?: class="office")?>', "", found.reading) != found.reading


def test_a_module_beside_the_users_stylesheet_comes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "hooks.xsl").write_text(
        f'<xsl:stylesheet version="3.0" {NAMESPACES}><xsl:import href="../parts.xsl"/></xsl:stylesheet>', "utf-8"
    )
    (tmp_path / "parts.xsl").write_text(
        f'<xsl:stylesheet version="3.0" {NAMESPACES}>{OFFICES}</xsl:stylesheet>', encoding="utf-8"
    )
    found = own(tmp_path / "a b" / "own.xsl", '<xsl:include href="hooks.xsl"/>')
    assert '<b class="office">' in found.reading
    assert "xmlns" not in found.reading


def test_the_stylesheet_of_the_readme_works(tmp_path: Path) -> None:
    (sheet,) = re.findall(r"```xml\n(<xsl:stylesheet.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    (tmp_path / "own.xsl").write_text(sheet, encoding="utf-8")
    found = Views(Options(hooks=tmp_path / "own.xsl")).of(SPECIMEN)
    assert '<p class="colophon">From the papers of ' in found.reading
    assert '<b class="office">' in found.reading
    assert "xmlns" not in found.reading + found.diplomatic


def test_a_module_that_nobody_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as caught:
        own(tmp_path / "own.xsl", '<xsl:import href="keys.xsl"/>')
    assert "own.xsl" in caught.value.where
    assert "keys.xsl" in caught.value.what


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<xsl:stylesheet", "not a stylesheet that can be used"),
        (f'<xsl:stylesheet version="3.0" {XSL}><xsl:oops/></xsl:stylesheet>', "oops"),
    ],
)
def test_a_fault_in_the_users_stylesheet_is_told(
    content: str, told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.xsl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableInput, match=told) as caught:
        Views(Options(hooks=path))
    assert "own.xsl" in caught.value.where
    assert capfd.readouterr().err == ""
    with pytest.raises(UnusableInput, match="no such stylesheet"):
        Views(Options(hooks=tmp_path / "none.xsl"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "not well-formed"),
        ("<TEI", "not well-formed"),
        ("<html><body/></html>", "not a TEI document: the root element is <html>"),
        ("<TEI><text/></TEI>", "not a TEI document"),
        ('<TEI.2 xmlns="urn:x"/>', "in the namespace urn:x"),
        (f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI {TEI}><text>&x;</text></TEI>', "document type"),
        (f"<TEI {TEI}>" + "<div>" * 400 + "</div>" * 400 + "</TEI>", "nested"),
        (f"<TEI {TEI}>" + "<div>" * 40000 + "</div>" * 40000 + "</TEI>", "deep|depth|nested"),
    ],
)
def test_what_is_no_tei_is_refused(content: str, told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "document.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableInput, match=told) as caught:
        views().of(path)
    assert str(path) in caught.value.where
    assert capfd.readouterr().err == ""


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="can’t be read"):
        views().of(tmp_path / "none.xml")


@pytest.mark.parametrize("stem", ["cafe\u0301", "caf\u00e9", "a b#c%41", "\ud55c", os.fsdecode(b"\xff")])
def test_a_file_may_have_any_name(stem: str, tmp_path: Path) -> None:
    path = tmp_path / f"{stem}.xml"
    path.write_text(document("<p>found</p>"), encoding="utf-8")
    assert views().of(path, "d").text == "found\n"


def test_a_document_without_text_has_empty_views() -> None:
    found = views().of_text(f"<TEI {TEI}><teiHeader/></TEI>", "empty")
    assert (found.reading, found.diplomatic, found.text) == ("", "", "")


class _Reader(HTMLParser):
    """Collects the elements and addresses of HTML as a browser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


_NASTY = st.text(alphabet="<>&\"' /=;:scriptonjav()\u0085\u2028\u00a0\ufeff\u202e`{}$", max_size=20)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(_NASTY, _NASTY)
def test_what_a_document_says_never_becomes_markup(text: str, value: str) -> None:
    names = ("n", "rend", "type", "resp", "cert", "reason", "who", "ref", "xml:lang")
    attributes = " ".join(f"{name}={quoteattr(value)}" for name in names)
    body = "".join(
        f"<{name} {attributes}>{escape(text)}</{name}>"
        for name in ("p", "persName", "supplied", "said", "gloss", "note", "stamp", "item", "gap", "date", "unclear")
    )
    target = quoteattr(f"javascript:{value}")
    links = f"<p><ref target={target}>{escape(text)}</ref><graphic url={target}/></p>"
    found = views().of_text(document(f"<div>{body}{links}</div>"), "d")
    for html in (found.reading, found.diplomatic):
        reader = _Reader()
        reader.feed(html)
        assert "script" not in reader.tags
        assert not [
            name for name, _ in reader.attributes if name.startswith("on") or name in ("style", "src", "srcdoc")
        ]
        for name, address in reader.attributes:
            if name == "href":
                assert re.match(r"#|\.\./|https?:|mailto:", address or "")


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://archive.example/a?b=c&amp;d", "https://archive.example/a?b=c&amp;d"),
        ("mailto:desk@archive.example", "mailto:desk@archive.example"),
        ("javascript:alert(1)", None),
        (" java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("other.xml#x", None),
        ("//evil.example/", None),
        ("http:javascript:alert(1)", None),
        ("https:///evil.example", None),
        ("JAVA&#10;script:alert(1)", None),
        ("\u00a0javascript:alert(1)", None),
        ("vbscript:msgbox", None),
    ],
)
def test_only_addresses_of_the_web_become_links(target: str, href: str | None) -> None:
    html = reading(f'<p>see <ref target="{target}">there</ref></p>')
    assert re.findall(r'href="([^"]*)"', html) == ([href] if href else [])


@pytest.mark.parametrize(
    "key", ["varro", "index", "con", "caf\u00e9", "cafe\u0301", "a\u00b7b", "k" * 220, "nul.x", "\ud55c\uae00"]
)
def test_a_name_leads_to_the_page_of_its_key(key: str) -> None:
    person = f'<listPerson><person xml:id="{key}"><persName>Varro</persName></person></listPerson>'
    header = f"<teiHeader><profileDesc><particDesc>{person}</particDesc></profileDesc></teiHeader>"
    text = f'<text><body><p><persName ref="#{key}">Varro</persName></p></body></text>'
    found = views().of_text(f"<TEI {TEI}>{header}{text}</TEI>", "d")
    (href,) = re.findall(r'href="([^"]*)"', found.reading)
    assert unquote(href) == "../../" + page_of("person", found.facts.entities[0].key)
    assert not re.match(r"(con|nul)\.", href.rpartition("/")[2])


def test_a_link_never_stands_in_a_link() -> None:
    person = '<listPerson><person xml:id="varro"><persName>Varro</persName></person></listPerson>'
    place = '<listPlace><place xml:id="kelm"><placeName>Kelm</placeName></place></listPlace>'
    header = (
        f"<teiHeader><profileDesc><particDesc>{person}</particDesc>"
        f"<settingDesc>{place}</settingDesc></profileDesc></teiHeader>"
    )
    name = (
        '<persName ref="#varro"><roleName>Ambassador in <placeName ref="#kelm">Kelm</placeName></roleName> Varro'
        '<note place="bottom" n="1">Also <persName ref="#varro">V.</persName></note></persName>'
        ' <persName ref="#varro"><roleName>Consul in <placeName ref="#kelm">Kelm</placeName></roleName></persName>'
    )
    xml = f"<TEI {TEI}>{header}<text><body><p>{name}</p></body></text></TEI>"
    html = views().of_text(xml, "d").reading
    root = etree.fromstring(f"<a>{html}</a>")[0]
    assert nodes(root, "//a//a[ancestor::a/@href]") == []
    assert [words_of(one) for one in nodes(root, "//a[contains(@href, 'persons/varro')]")] == [
        "Varro",
        "Consul in Kelm",
        "V.",
    ]
    assert [words_of(one) for one in nodes(root, "//a[contains(@href, 'places/kelm')]")] == ["Kelm"]
