"""A schema reads the files of the collection, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.schematron.bench import faults, lines, made

XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
FN = "http://www.w3.org/2005/xpath-functions"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    (folder / "more").mkdir(parents=True)
    (tmp_path / "secret.xml").write_text("<s>secret</s>")
    (tmp_path / "letters-2").mkdir()
    (tmp_path / "letters-2" / "s.xml").write_text("<s>secret</s>")
    (folder / "b.xml").write_text("<s>inside</s>")
    (folder / "b.txt").write_text("inside")
    (folder / "a.xml").write_text(
        '<a in="b.xml" up="../secret.xml" dots="%2e%2e/secret.xml" slash="..%2Fsecret.xml" net="http://example.org/x"/>'
    )
    return folder


def said(letters: Path, expression: str, head: str = "") -> list[str]:
    report = f'<report test="true()"><value-of select="{expression}"/></report>'
    body = f'<ns prefix="f" uri="{FN}"/>{head}<pattern><rule context="a">{report}</rule></pattern>'
    compiled = made(letters, body)
    return [*(line.split("] ")[1] for line in lines(compiled, letters / "a.xml")), *faults(compiled)]


@pytest.mark.parametrize(
    "expression",
    ["doc('b.xml')", "document(@in)", "document('b.xml', .)", "unparsed-text('b.txt')", "@in ! doc(.)", "doc#1(@in)",
     "string(@in) => doc()", "f:doc(resolve-uri('more/../b.xml', base-uri(.)))", "unparsed-text-lines('b.txt')",
     "if (doc-available('b.xml')) then 'inside' else ()", "collection('.?select=b.xml')", "doc('b.xml#here')"],
)  # fmt: skip
def test_files_of_the_collection_are_read(expression: str, letters: Path) -> None:
    assert said(letters, expression) == ["inside"]


@pytest.mark.parametrize(
    "expression",
    ["doc('../secret.xml')", "document(@up)", "document(@dots)", "document(@slash)", "doc(@net)",
     "f:doc('../secret.xml')", "Q{http://www.w3.org/2005/xpath-functions}doc('../secret.xml')", "doc (: x :) (@up)",
     "doc('more/../../secret.xml')", "doc('../letters-2/s.xml')", "doc('file:/etc/passwd')", "doc#1(@up)",
     "string(@up) => doc()", "unparsed-text('/etc/passwd')", "unparsed-text-lines('file:///etc/passwd')",
     "doc('jar:file:///tmp/x.jar!/x.xml')", "unparsed-text('data:,secret')", "doc('//example.org/x.xml')",
     "collection('..?select=*.xml')", "uri-collection('..')", "json-doc('../x.json')", "for-each(@up, doc#1)"],
)  # fmt: skip
def test_what_lies_outside_is_not_read(expression: str, letters: Path) -> None:
    assert said(letters, expression) == ["…"]


def test_what_lies_outside_is_not_there(letters: Path) -> None:
    assert said(letters, "doc-available('../secret.xml'), unparsed-text-available('/etc/passwd')") == ["false false"]


@pytest.mark.parametrize("call", ["environment-variable('HOME')", "function-lookup(xs:QName('f:doc'), 1)(@up)",
                                  "transform(map{})", "system-property('user.home')"])  # fmt: skip
def test_what_could_get_round_it_is_refused(call: str, letters: Path) -> None:
    [told] = said(letters, call)
    assert "SCH109 a schema may not call" in told


@pytest.mark.parametrize(
    "inner",
    ["<xsl:sequence select=\"doc('../secret.xml')\"/>", "<xsl:copy-of select=\"document('../secret.xml')\"/>",
     "<x y=\"{doc('../secret.xml')}\"/>", "<xsl:text expand-text='yes'>{doc('../secret.xml')}</xsl:text>",
     "<xsl:source-document href='../secret.xml'><xsl:copy-of select='.'/></xsl:source-document>",
     "<xsl:result-document href='out.xml'/>", "<xsl:evaluate xpath=\"'doc(&quot;../secret.xml&quot;)'\"/>"],
)  # fmt: skip
def test_functions_of_xslt_are_held_too(inner: str, letters: Path) -> None:
    head = f'<ns prefix="my" uri="urn:my"/><xsl:function {XSL} name="my:f">{inner}</xsl:function>'
    assert "secret" not in "".join(said(letters, "my:f(), my:f()/@*", head))
    assert not (letters / "out.xml").exists()


def test_a_wider_folder_may_be_given(letters: Path) -> None:
    compiled = made(letters, '<pattern><rule context="a"><report test="doc(@up)">read</report></rule></pattern>')
    assert [item.message for item in compiled.run(letters / "a.xml", letters.parent)] == ["read"]
    assert [item.kind for item in compiled.run(letters / "a.xml")] == ["error"]


def test_entities_bring_nothing_in(letters: Path) -> None:
    (letters / "c.txt").write_text("secret")
    uri = (letters / "c.txt").as_uri()
    (letters / "e.xml").write_text(f'<!DOCTYPE a SYSTEM "{uri}" [<!ENTITY e SYSTEM "{uri}">]><a>x&e;y</a>')
    compiled = made(
        letters, '<pattern><rule context="a"><report test="true()"><value-of select="."/></report></rule></pattern>'
    )
    assert "secret" not in "".join(lines(compiled, letters / "e.xml"))


def test_documents_of_a_pattern_stay_inside(letters: Path) -> None:
    body = '<pattern documents="//@up"><rule context="s"><report test="true()">secret</report></rule></pattern>'
    compiled = made(letters, body)
    assert ["lies outside" in item.message for item in compiled.run(letters / "a.xml")] == [True]


@pytest.mark.parametrize(
    "expression",
    ["doc('link.xml')", "doc('%6Cink.xml')", "doc('./LINK/../link.xml')", "doc('way/secret.xml')",
     "document('w%61y/secret.xml')", "unparsed-text('link.xml')",
     "string-join(collection('.?select=l*.xml'))", "string-join(collection('way'))",
     "doc('s%C3%A9.xml')", "doc('s%c3%a9.xml')", "doc('it''s.xml')"],
)  # fmt: skip
def test_links_do_not_lead_out(expression: str, letters: Path) -> None:
    for name in ("link.xml", "sé.xml", "it's.xml"):
        (letters / name).symlink_to(letters.parent / "secret.xml")
    (letters / "way").symlink_to(letters.parent)
    assert "secret" not in "".join(said(letters, expression))


def test_links_within_are_followed(letters: Path) -> None:
    (letters / "link.xml").symlink_to(letters / "b.xml")
    assert said(letters, "doc('link.xml')") == ["inside"]


ENDLESS = """<ns prefix="f" uri="urn:f"/>
<xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="f:down"><xsl:param name="n"/>{body}</xsl:function>
<pattern><rule context="a"><assert test="f:down(1) = 0">deep</assert><assert test="@x">no x</assert></rule></pattern>
<pattern><rule context="a"><assert test="@y">no y</assert></rule></pattern>"""


@pytest.mark.parametrize("body", ['<xsl:sequence select="1 + f:down($n)"/>', '<xsl:sequence select="f:down($n + 1)"/>'])
def test_recursion_without_end_stops_one_check(body: str, letters: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = made(letters, ENDLESS.format(body=body)).run(letters / "a.xml")
    assert sorted(item.message.partition(":")[0] for item in found) == [
        "a rule of the schema broke off here", "no x", "no y",
    ]  # fmt: skip
    assert {(item.place.line, item.place.column) for item in found} == {(1, 1)}
    assert capfd.readouterr().err == ""


def test_long_recursion_comes_to_its_end(letters: Path) -> None:
    body = '<xsl:sequence select="if ($n gt 5000) then 0 else f:down($n + 1)"/>'
    found = lines(made(letters, ENDLESS.format(body=body)), letters / "a.xml")
    assert [line.split("] ")[1] for line in found] == ["no x", "no y"]
