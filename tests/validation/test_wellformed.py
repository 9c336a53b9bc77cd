"""XML that is not well-formed, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.diagnostics.model import Origin
from diplomatica.validation.document import validate
from diplomatica.validation.large import Large
from tests.validation.making import checker

CASES = [
    (b"<a><b></a>", "XML102", "1:7", "</a> can’t close <b>", "add </b> where <b> is to end, at the latest before </a>"),
    (
        b"<a>\n<div></dvi></a>",
        "XML102",
        "2:6",
        "</dvi> can’t close <div>",
        "did you mean </div>?",
    ),
    (b"<a>\n<b>", "XML103", "2:4", "<b>, opened in line 2, is still open", "the missing end tags </b></a>"),
    (b"<a><!-- x", "XML103", "1:4", "this comment has no end", "write -->"),
    (b"<a>&eacute;</a>", "XML104", "1:4", "&eacute;", "write é"),
    (b'<a b="1" b="2"/>', "XML105", "1:10", "this tag has the attribute @b twice", "delete one"),
    (b"<a>x & y</a>", "XML106", "1:6", "“&” by itself is not allowed", "&amp;"),
    (b"<a>5 < 6</a>", "XML106", "1:6", "“<” by itself is not allowed", "&lt;"),
    (b"<a b=1/>", "XML106", "1:6", "the value of @b is not in quotes", 'write b="1"'),
    (b"hello", "XML106", "1:1", "does not begin with a tag", "choose the right file"),
    (
        b"<a>\xe9t\xe9</a>",
        "XML107",
        "1:4",
        "not written in UTF-8 (in Windows-1252, it would be “é”)",
        "open the file as Windows-1252",
    ),
    (
        "<a>š</a>".encode()[:-4] + b"\xe9t</a>",
        "XML107",
        "1:5",
        "not written in UTF-8 (in Windows-1252, it would be “é”)",
        "type the character again, perhaps “é”, and save the file as UTF-8",
    ),
    (b'<?xml version="1.0" encoding="foo"?><a/>', "XML108", "1:1", "encoding", "UTF-8"),
    (b"<a><p:b/></a>", "XML109", "1:4", "the prefix “p” is not declared", "xmlns:p="),
    (b"<a/>\n<b/>", "XML110", "2:1", "after the end of the document", "into a file of its own"),
    (b"", "XML111", "1:1", "the file is empty", ""),
    (b"<!-- only -->", "XML111", "1:14", "no element", ""),
    (b"<a>\x01</a>", "XML112", "1:4", "U+0001", "delete this character"),
    (b"<a>&#0;</a>", "XML112", "1:4", "does not have", ""),
    (b' <?xml version="1.0"?><a/>', "XML113", "1:2", "the very first thing", ""),
    (
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        "XML201",
        "1:14",
        "declares the entity &x;",
        "write “y” in place of each &x;",
    ),
]


@pytest.mark.parametrize("with_schema", [False, True])
@pytest.mark.parametrize(("data", "code", "place", "message", "advice"), CASES, ids=[str(case[0]) for case in CASES])
def test_words(data: bytes, code: str, place: str, message: str, advice: str, with_schema: bool) -> None:
    outcome = validate(data, "a.xml", checker() if with_schema else None)
    told = [finding for finding in outcome.findings if finding.origin is Origin.XML]
    assert [finding.code for finding in told] == [code]
    if code not in ("XML201", "XML108"):
        assert str(told[0].place) == f"a.xml:{place}"
    assert message in told[0].message
    assert advice in told[0].help


def test_an_entity_that_grows_is_refused_at_once() -> None:
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    data = f'<!DOCTYPE a [<!ENTITY e0 "ha">{"".join(lines)}]><a>&e11;</a>'.encode()
    assert [finding.code for finding in validate(data, "a.xml", checker()).findings] == ["XML201"]


@pytest.mark.parametrize(
    "declaration", ['<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]>', '<!DOCTYPE a [<!ENTITY % x SYSTEM "x">%x;]>']
)
def test_other_files_are_not_read(declaration: str) -> None:
    for schema in (None, checker()):
        (finding,) = validate(f"{declaration}<a>&x;</a>".encode(), "a.xml", schema).findings
        assert finding.code in ("XML201", "XML202")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>' if encoding == "iso-8859-1" else ""
    data = f"{head}<text>é<foo/></text>" if head else "<text>é<foo/></text>"
    outcome = validate(data.encode(encoding), "a.xml", checker())
    assert {finding.origin for finding in outcome.findings} == {Origin.GRAMMAR}
    shown = [finding.excerpt for finding in outcome.findings if finding.excerpt is not None]
    assert any("é" in excerpt.text for excerpt in shown)


@pytest.mark.parametrize(
    ("data", "place", "advice"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><a/>', "1:14", "delete <!ENTITY x ...>, which the document does not use"),
        ("<!DOCTYPE a [<!ENTITY x '<b/>'>]><a>&x;</a>", "1:14", "write the text in place of each &x; in the document"),
        ('<!DOCTYPE a [<!ENTITY % x "y">]><a/>', "1:14", "delete the declaration"),
        ('<!DOCTYPE a [\n<!ENTITY\nx\n"y">]><a/>', "4:1", "delete the declaration"),
    ],
)
def test_an_entity_and_its_uses(data: str, place: str, advice: str) -> None:
    (finding,) = validate(data.encode(), "a.xml", checker()).findings
    assert (finding.code, str(finding.place)) == ("XML201", f"a.xml:{place}")
    assert advice in finding.help


BEGINS = [
    "<text xmlns='http://www.tei-c.org/ns/1.0'><body><dvi/></body></text>",
    "<text xmlns='http://www.tei-c.org/ns/1.0'><body><div xml:lang='en_GB'><p>é &",
    "<text xmlns='http://www.tei-c.org/ns/1.0' xml:id='a'><body><div xml:id='a'><p ref='#b'/></div></body></text>",
    "no tag",
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", BEGINS)
def test_a_byte_order_mark_is_no_column(text: str, encoding: str) -> None:
    plain = validate(text.encode(), "a.xml", checker()).findings
    assert plain
    assert validate(text.encode(encoding), "a.xml", checker()).findings == plain


@pytest.mark.parametrize("text", [text for text in BEGINS if "xml:id" not in text])
def test_a_byte_order_mark_of_a_document_that_is_not_in_memory(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    found = []
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_bytes(text.encode(encoding))
        data = Large(str(path), path.stat().st_size)
        found.append([item for item in validate(data, "a.xml", checker()).findings if item.code != "XML206"])
    assert found[0] == found[1]
    assert found[0]
