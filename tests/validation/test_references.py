"""Identifiers, pointers and languages."""

from __future__ import annotations

import pytest

from diplomatica.diagnostics.model import Severity
from diplomatica.validation.document import validate
from diplomatica.validation.kept import packed, unpacked
from diplomatica.validation.languages import is_well_formed, meant
from diplomatica.validation.model import Checks, Dead, Outcome, Pointer, PrefixDef
from diplomatica.validation.quick import quick_look
from diplomatica.validation.references import ids_of, survey, told
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
        ('<div><p ref="#a">b</p><p ref="#a">b</p></div>', ["REF102", "REF102"]),
        ('<div xml:id="1a"/>', ["GRA124"]),
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
    (twice,) = survey(document('<div xml:id="a">\n<p xml:id="a"/></div>'), "a.xml").findings
    assert twice.message == 'line 3 already has xml:id="a"'
    assert twice.severity is Severity.ERROR
    assert twice.xpath == "/text[1]/body[1]/div[1]/p[1]/@xml:id"
    lost, again = survey(document('<div xml:id="orlo"><p ref="#orlow"/>\n<p ref="#orlow"/></div>'), "a.xml").findings
    assert lost.help == "did you mean “#orlo”?"
    assert lost.severity is Severity.WARNING
    assert (str(lost.place), lost.end_column) == ("a.xml:3:28", 34)
    assert str(again.place) == "a.xml:4:9"
    (language,) = survey(document('<div xml:lang="en_GB"/>'), "a.xml").findings
    assert (language.code, language.help) == ("REF105", "did you mean “en-GB”?")
    number, space = survey(document('<div xml:id="12"/><div xml:id="a b"/>'), "a.xml").findings
    assert (number.code, number.label, space.label) == ("REF106", 'write xml:id="n12"', 'write xml:id="a-b"')


def test_each_pointer_of_an_attribute_has_its_place() -> None:
    data = document('<div xml:id="orlo"><p n="1"\n  ref="#orlo #vaaro\n #varo x.xml#a"/></div>')
    outcome = survey(data, "a.xml")
    assert [str(finding.place) for finding in outcome.findings] == ["a.xml:4:14", "a.xml:5:2"]
    assert [finding.excerpt and finding.excerpt.text for finding in outcome.findings] == [
        '  ref="#orlo #vaaro', ' #varo x.xml#a"/></div>',
    ]  # fmt: skip
    (dead,) = told(data, "a.xml", {Pointer("x.xml#a"): Dead("id", meant="x.xml#b")})
    assert (str(dead.place), dead.end_column, dead.code, dead.label) == (
        "a.xml:5:8", 15, "REF104", "did you mean “x.xml#b”?",
    )  # fmt: skip


def test_pointers_in_strange_clothes_are_found_all_the_same() -> None:
    data = document('<div ref="&#35;a b.xml&#35;c"/>')
    (lost,) = survey(data, "a.xml").findings
    assert (lost.code, str(lost.place)) == ("REF102", "a.xml:3:11")
    assert not quick_look(data)[0]
    assert survey(data, "a.xml").pointers == (Pointer("b.xml#c"),)


def test_left_alone_on_demand() -> None:
    data = document('<div xml:id="a"><p xml:id="a" ref="#b">b</p></div>')
    assert validate(data, "a.xml", checker(), checks=Checks(ids=False)).findings == ()


def test_pointers_into_other_files() -> None:
    data = document(
        '<div ref="people.xml#a places.xml#b people.xml#a"><p ref="//host/a#b file.xml #xpath(//p)"/></div>'
    )
    pointers = (Pointer("file.xml"), Pointer("people.xml#a"), Pointer("places.xml#b"))
    assert quick_look(data) == (True, pointers)
    assert set(survey(data, "a.xml").pointers) == set(pointers)
    found = told(data, "a.xml", {Pointer("people.xml#a"): Dead("id"), Pointer("file.xml"): Dead("file")})
    assert [(finding.code, finding.place.column) for finding in found] == [
        ("REF104", 11),
        ("REF104", 37),
        ("REF103", 70),
    ]


def test_prefixes() -> None:
    header = '<prefixDef ident="p" matchPattern="(.+)" replacementPattern="people.xml#$1"/>'
    data = document(f'<div ref="p:a http://example.org/#x urn:isbn:1 x:1 x:2"/>{header}')
    assert quick_look(data) == (False, ())
    outcome = survey(data, "a.xml")
    assert outcome.findings == ()
    assert outcome.pointers == (Pointer("p:a"), Pointer("x:1"), Pointer("x:2"))
    assert outcome.prefixes == (PrefixDef("p", "(.+)", "people.xml#$1"),)
    dead = {
        Pointer("p:a"): Dead("id", "people.xml#a"), Pointer("x:1"): Dead("prefix"), Pointer("x:2"): Dead("prefix"),
    }  # fmt: skip
    known, unknown = told(data, "a.xml", dead)
    assert known.message == "@ref points to “p:a” (“people.xml#a”), but no element of that file has this xml:id"
    assert unknown.message == "@ref points to “x:1”, but no prefixDef defines “x” (in 2 pointers)"
    assert unpacked(packed(outcome), "a.xml") == outcome


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('matchPattern="([a-z]+)" replacementPattern="a.xml#$1"', []),
        ('matchPattern="([a-z]+" replacementPattern="a.xml#$1"', ["REF109"]),
        ('matchPattern="[a-z]+" replacementPattern="a.xml#$1"', ["REF109"]),
        (r'matchPattern="\i\c*" replacementPattern="a.xml"', []),
    ],
)
def test_definitions_of_prefixes(attributes: str, expected: list[str]) -> None:
    outcome = survey(document(f'<prefixDef ident="p" {attributes}/>'), "a.xml")
    assert [finding.code for finding in outcome.findings] == expected


def test_bases() -> None:
    whole = document('<div ref="b.xml#c #d"/><div xml:base="sub/e.xml" ref="#f ../g.xml#h"/>')
    data = whole.replace(b"<text ", b'<text xml:base="../letters/" ')
    outcome = survey(data, "a.xml")
    assert [finding.message.split("“")[1][:2] for finding in outcome.findings] == ["#d"]
    assert outcome.pointers == (
        Pointer("b.xml#c", "../letters/"),
        Pointer("#f", "../letters/sub/e.xml"),
        Pointer("../g.xml#h", "../letters/sub/e.xml"),
    )


def test_only_documents_of_the_tei_have_pointers() -> None:
    assert quick_look(b'<a ref="#b"/>') == (True, ())
    assert not quick_look(f'<a xmlns="{TEI}" ref="#b"/>'.encode())[0]
    assert survey(f'<a xmlns="{TEI}"><b xmlns="" ref="#b x:y"/></a>'.encode(), "a.xml") == Outcome()


def test_identifiers_of_a_document() -> None:
    assert ids_of(b'<a xml:id="x"><b xml:id="y" id="z"/></a>') == frozenset("xy")
    assert ids_of(b'<a xml:id="x"><b') is None


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


def test_very_many_are_not_told_one_by_one() -> None:
    many = " ".join(f"#a{number}" for number in range(2500))
    language, *lost = survey(document(f'<div ref="{many}" xml:lang="a_b"/>'), "a.xml").findings
    assert language.code == "REF105"
    assert len(lost) == 1000
    assert lost[-1].message.endswith("but no element has this xml:id (and 1500 more of REF102)")


def test_deep_documents() -> None:
    data = f'<p xmlns="{TEI}" ref="#a">'.encode() + b'<p ref="#b">' * 600 + b"</p>" * 601
    found = survey(data, "a.xml").findings
    assert len(found) == 601
    assert found[1].xpath == "/p[1]/p[1]/@ref"
    assert found[-1].xpath == ""
