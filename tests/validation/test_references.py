"""Identifiers, pointers and languages."""

from __future__ import annotations

import pytest

from diplomatica.diagnostics.model import Severity
from diplomatica.validation.document import validate
from diplomatica.validation.languages import is_well_formed, meant
from diplomatica.validation.model import Checks, Target
from diplomatica.validation.quick import quick_look
from diplomatica.validation.references import check, ids_of
from tests.validation.making import TEI, checker, document


def codes(body: str) -> list[str]:
    return [finding.code for finding in validate(document(body), "a.xml", checker()).findings]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div xml:id="a"><p ref="#a">b</p></div>', []),
        ('<div xml:id="a"><p xml:id="a">b</p></div>', ["REF101"]),
        ('<div><p ref="#a">b</p></div>', ["REF102"]),
        ('<div><p ref="#a #b">b</p></div>', ["REF102", "REF102"]),
        ('<div><p ref="#a">b</p><p ref="#a">b</p></div>', ["REF102"]),
        ('<div><p ref="http://example.org/#a">b</p></div>', []),
        ('<div><p n="#a">b</p></div>', []),
        ('<div><p ref="#xpath(//p)">b</p></div>', []),
        ('<div><!-- <p xml:id="a"/> --><p ref="#a">b</p></div>', ["REF102"]),
        ('<div><p><![CDATA[ xml:id="a" ]]></p><p xml:id="a" ref="#a">b</p></div>', []),
        ('<div><p xml:id="&#97;" ref="#a">b</p></div>', []),
        ("<div><p xml:lang='fr-CA'>b</p><p xml:lang=''>b</p></div>", []),
        ("<div><p xml:lang='en_GB'>b</p></div>", ["GRA124"]),
    ],
)
def test_within_a_document(body: str, expected: list[str]) -> None:
    assert codes(body) == expected


def test_what_is_said() -> None:
    (twice,) = check(document('<div xml:id="a">\n<p xml:id="a"/></div>'), "a.xml")
    assert twice.message == 'xml:id="a" stands in line 3 already'
    assert twice.severity is Severity.ERROR
    assert twice.xpath == "/text[1]/body[1]/div[1]/p[1]/@xml:id"
    (lost,) = check(document('<div xml:id="orlo"><p ref="#orlow"/><p ref="#orlow"/></div>'), "a.xml")
    assert "(2 times)" in lost.message
    assert lost.help == "did you mean “#orlo”?"
    assert lost.severity is Severity.WARNING
    assert str(lost.place) == "a.xml:3:27"
    (language,) = check(document('<div xml:lang="en_GB"/>'), "a.xml")
    assert (language.code, language.help) == ("REF105", "did you mean “en-GB”?")


def test_left_alone_on_demand() -> None:
    data = document('<div xml:id="a"><p xml:id="a" ref="#b">b</p></div>')
    assert validate(data, "a.xml", checker(), checks=Checks(ids=False)).findings == ()


def test_pointers_into_other_files() -> None:
    data = document('<div ref="people.xml#a places.xml#b people.xml#a"><p ref="x:y#z //host/a#b file.xml"/></div>')
    assert quick_look(data) == (True, (Target("people.xml", "a"), Target("places.xml", "b")))
    (lost,) = check(data, "a.xml", dead=[Target("people.xml", "a")])
    assert (lost.code, "(2 times)" in lost.message) == ("REF104", True)
    missing = check(data, "a.xml", missing=["places.xml"])
    assert [finding.code for finding in missing] == ["REF103"]


def test_only_documents_of_the_tei_have_pointers() -> None:
    assert quick_look(b'<a ref="#b"/>') == (True, ())
    assert not quick_look(f'<a xmlns="{TEI}" ref="#b"/>'.encode())[0]
    assert check(f'<a xmlns="{TEI}"><b xmlns="" ref="#b"/></a>'.encode(), "a.xml") == []


def test_identifiers_of_a_document() -> None:
    assert ids_of(b'<a xml:id="x"><b xml:id="y" id="z"/></a>') == {"x", "y"}
    assert ids_of(b'<a xml:id="x"><b') == {"x"}


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "fr-CA",
        "zh-Hant-TW",
        "de-1901",
        "sl-rozaj-biske",
        "x-own",
        "en-x-own",
        "i-klingon",
        "",
        "grc-Latn",
        "es-419",
    ],
)
def test_language_tags(tag: str) -> None:
    assert is_well_formed(tag)
    assert is_well_formed("")


@pytest.mark.parametrize(
    ("tag", "guess"),
    [
        ("en_GB", "en-GB"),
        ("English", "en"),
        (" fr", "fr"),
        ("e", ""),
        ("en-", ""),
        ("en--GB", ""),
        ("français", ""),
        ("verylonglanguage", ""),
    ],
)
def test_what_is_no_language_tag(tag: str, guess: str) -> None:
    assert not is_well_formed(tag)
    assert meant(tag) == guess
