"""What is said of faults: code, place, and the words that help."""

from __future__ import annotations

import pytest

from diplomatica.diagnostics.model import Origin, Severity
from tests.validation.making import TEI, checker, document, found

# What stands in the body, and for its one fault: code, place, message, help.
CASES = [
    ("<div><p>a <persNam>B</persNam></p></div>", "GRA101", "3:11", "no element <persNam>", "did you mean <persName>?"),
    ("<div><P>a</P></div>", "GRA101", "3:6", "no element <P>", "did you mean <p>?"),
    (
        "<div><xyzzy/></div>",
        "GRA101",
        "3:6",
        "no element <xyzzy>",
        "allowed here: <p>, <head>, <list>, <opener>, <closer> and <pb>",
    ),
    (
        "<div><itm/></div>",
        "GRA101",
        "3:6",
        "no element <itm>",
        "did you mean <item>?; <item> belongs in <list>",
    ),
    ('<div><p xmlns="">a</p></div>', "GRA102", "3:6", "<p> is not in the TEI’s namespace", f'xmlns="{TEI}"'),
    (
        "<div><p>a</p><signed>b</signed></div>",
        "GRA103",
        "3:14",
        "<signed> is not allowed in <div>",
        "write <closer> before the first <signed> and </closer> after the last",
    ),
    (
        "<div><p>a<item>b</item></p></div>",
        "GRA103",
        "3:10",
        "<item> is not allowed in <p>",
        "write </p><list> before <item>",
    ),
    (
        "<div><p>a</p><p>b<p>c</p></p></div>",
        "GRA103",
        "3:18",
        "<p> is not allowed in <p>",
        "write </p> before this <p>, and delete the </p> that is left over",
    ),
    (
        "<div><pb><p>a</p></pb></div>",
        "GRA106",
        "3:10",
        "<pb> is always empty, and can’t hold <p>",
        "write <pb/> before <p>",
    ),
    (
        "<div><p>a</p><head>b</head></div>",
        "GRA105",
        "3:14",
        "<head> is not allowed after <p> in <div>",
        "move <head> to the beginning of <div> (line 3)",
    ),
    (
        "<div><head>a</head><head>b</head></div>",
        "GRA107",
        "3:20",
        "<div> can have only one <head>",
        "join this <head> with the one in line 3",
    ),
    (
        "<div><list><head>a</head></list></div>",
        "GRA110",
        "3:26",
        "<list> is not complete: <item> is missing",
        "add <item>...</item> after <head>",
    ),
    ("<div><list/></div>", "GRA110", "3:6", "<list> is empty: <item> is missing", "add <item>...</item> to <list>"),
    (
        '<div><p when="1921">a</p></div>',
        "GRA120",
        "3:9",
        "<p> can’t have @when",
        'write <date when="1921">...</date> inside <p>',
    ),
    ('<div><p id="a">a</p></div>', "GRA121", "3:9", "no attribute @id", "did you mean @xml:id?"),
    ('<div typ="letter"/>', "GRA121", "3:6", "<div> has no attribute @typ", "did you mean @type?"),
    (
        "<div><p><graphic/></p></div>",
        "GRA122",
        "3:9",
        "<graphic> must have the attribute @url",
        'write url="plan.jpg" or url=',
    ),
    ("<div><p><ptr/></p></div>", "GRA122", "3:9", "<ptr> must have @target or @cRef", ""),
    (
        '<div type="leter"/>',
        "GRA123",
        "3:11",
        "“leter” is not a valid value of @type on <div>",
        "did you mean “letter”?; allowed: “letter”, “note” and “report”",
    ),
    ('<div type="Report"/>', "GRA123", "3:11", "“Report”", "did you mean “report”?"),
    ('<div type=""/>', "GRA123", "3:11", "@type on <div> is empty", "allowed: “letter”, “note” and “report”"),
    (
        '<div><opener><date when="1921-5-2"/></opener></div>',
        "GRA124",
        "3:25",
        "“1921-5-2” is not a valid value of @when",
        "did you mean “1921-05-02”?",
    ),
    (
        '<div><opener><date when="2 May 1921"/></opener></div>',
        "GRA124",
        "3:25",
        "“2 May 1921”",
        "did you mean “1921-05-02”?",
    ),
    (
        '<div><opener><date when="spring"/></opener></div>',
        "GRA124",
        "3:25",
        "“spring”",
        "allowed: a date such as 1968-03-15, 1968-03 or 1968",
    ),
    (
        '<div><p><ptr target="#a" cRef="b"/></p></div>',
        "GRA125",
        "3:26",
        "<ptr> can’t have @cRef together with @target",
        "delete @cRef",
    ),
    ("<div>words</div>", "GRA130", "3:6", "text is not allowed directly in <div>: “words”", "write <p>words</p>"),
    ("<div><pb>words</pb></div>", "GRA130", "3:10", "<pb> is always empty", ""),
    (
        "<div><p><measure>much</measure></p></div>",
        "GRA131",
        "3:18",
        "“much” is not a valid value of <measure>",
        "a number",
    ),
]


@pytest.mark.parametrize(("body", "code", "place", "message", "advice"), CASES, ids=[case[0] for case in CASES])
def test_one_fault_is_one_message(body: str, code: str, place: str, message: str, advice: str) -> None:
    findings = found(body)
    assert [finding.code for finding in findings] == [code]
    (finding,) = findings
    assert str(finding.place) == f"a.xml:{place}"
    assert message in finding.message
    assert advice in finding.help
    assert (finding.severity, finding.origin) == (Severity.ERROR, Origin.GRAMMAR)


def test_a_document_that_is_right_has_no_findings() -> None:
    closer = "<closer><signed>d</signed></closer>"
    assert found(f'<div type="letter"><head>a</head><p>b <date when="1921">c</date></p>{closer}</div>') == []


def test_the_root() -> None:
    findings, broken = checker().check(f'<div xmlns="{TEI}"/>'.encode(), "a.xml")
    assert broken is None
    assert [finding.code for finding in findings] == ["GRA104"]
    assert "begin the document with <text>" in findings[0].help


def test_no_message_is_a_wall_of_names() -> None:
    for body, *_ in CASES:
        assert len(found(body)[0].help) < 250


@pytest.mark.parametrize(
    ("body", "covered", "end"),
    [
        ('<div>\n  <p when="1921">a</p>\n</div>', "when", (4, 10)),
        ('<div\n  type="leter">\n</div>', '"leter"', (4, 15)),
        ("<div>\n  <sgned/>\n</div>", "<sgned", (4, 9)),
        ("<div>\n\n  words and more\n</div>", "words and more", (5, 17)),
        ("<div><p>é𝄞 <foo/></p></div>", "<foo", (3, 16)),
    ],
)
def test_the_excerpt_shows_what_is_meant(body: str, covered: str, end: tuple[int, int]) -> None:
    (finding,) = found(body)
    excerpt = finding.excerpt
    assert excerpt is not None
    assert excerpt.text[excerpt.start : excerpt.start + excerpt.width] == covered
    assert (finding.end_line, finding.end_column) == end


def test_paths_lead_to_the_element() -> None:
    (finding,) = found("<div/><div><p>a</p><p><foo/></p></div>")
    assert finding.xpath == "/text[1]/body[1]/div[2]/p[2]/foo[1]"
    (finding,) = found('<div/><div when="1"/>')
    assert finding.xpath == "/text[1]/body[1]/div[2]/@when"
    first, second = found("<div><list/><list/></div>")
    assert (first.xpath, second.xpath) == ("/text[1]/body[1]/div[1]/list[1]", "/text[1]/body[1]/div[1]/list[2]")
    (finding,) = found("<div><list>\n</list></div>")
    assert finding.xpath == "/text[1]/body[1]/div[1]/list[1]"


def test_what_is_said_does_not_depend_on_what_came_before() -> None:
    body = "<div><signed>a<item>b</item></signed></div>"
    alone = found(body)
    used = checker()
    for other, *_ in CASES:
        used.check(document(other), "b.xml")
    assert used.check(document(body), "a.xml")[0] == alone


def test_several_faults_each_at_its_place() -> None:
    findings = found('<div typ="a"><signed>b</signed>\n<p>c</p>\n<p when="x">d</p></div>')
    codes = [(finding.code, finding.place.line) for finding in findings]
    assert codes == [("GRA121", 3), ("GRA103", 3), ("GRA120", 5)]


def test_findings_before_the_document_breaks_off() -> None:
    findings, broken = checker().check(document("<div><foo/></div>")[:-10], "a.xml")
    assert broken is not None
    assert [finding.code for finding in findings] == ["GRA101"]
