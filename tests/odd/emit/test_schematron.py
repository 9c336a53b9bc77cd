"""The constraints of a schema as ISO Schematron."""

# ruff: noqa: E501 (XML)
from __future__ import annotations

from pathlib import Path

from lxml import etree

from diplomatica.odd.emit import schematron
from tests.odd.writing import BOX, read, written

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def constraint(inner: str, ident: str = "c", attributes: str = "") -> str:
    return f'<constraintSpec ident="{ident}" scheme="schematron" {attributes}><constraint>{inner}</constraint></constraintSpec>'


def emitted(folder: Path, specs: str, attributes: str = 'start="box"') -> etree._Element:
    return etree.fromstring(schematron.emit(read(written(folder, specs, attributes))[0]).encode("utf-8"))


def test_a_schema_without_constraints(tmp_path: Path) -> None:
    root = emitted(tmp_path, BOX)
    assert root.get("queryBinding") == "xslt2"
    assert [child.tag for child in root] == [f"{SCH}title"]


def test_what_belongs_at_the_head(tmp_path: Path) -> None:
    inner = (
        '<sch:ns prefix="b" uri="http://example.org/b"/><sch:diagnostics><sch:diagnostic id="d">x</sch:diagnostic></sch:diagnostics>'
        '<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="k" match="tei:box" use="@n"/>'
        '<sch:let name="five" value="5"/><sch:rule context="tei:box"><sch:assert test="key(\'k\', \'1\')/b:x" diagnostics="d">a &lt; b</sch:assert></sch:rule>'
    )
    root = emitted(tmp_path, BOX.replace("<content>", constraint(inner) + "<content>"))
    tags = [etree.QName(child).localname for child in root]
    assert tags == ["title", "ns", "ns", "diagnostics", "key", "pattern"]
    assert [(ns.get("prefix"), ns.get("uri")) for ns in root.iter(f"{SCH}ns")] == [
        ("b", "http://example.org/b"), ("tei", "http://www.tei-c.org/ns/1.0"),
    ]  # fmt: skip
    pattern = root.find(f"{SCH}pattern")
    assert pattern is not None
    assert pattern.get("id") == "own-box-c"
    assert [etree.QName(child).localname for child in pattern] == ["let", "rule"]


def test_contexts(tmp_path: Path) -> None:
    loose = '<sch:report test="true()">x</sch:report>'
    specs = (
        f'<classSpec ident="att.k" type="atts">{constraint(loose)}<attList><attDef ident="k">{constraint(loose)}</attDef></attList></classSpec>'
        f'<classSpec ident="att.sub" type="atts"><classes><memberOf key="att.k"/></classes></classSpec>'
        f'<elementSpec ident="box"><altIdent>crate</altIdent><classes><memberOf key="att.k"/></classes>{constraint(loose)}</elementSpec>'
        f'<elementSpec ident="slip" ns="http://example.org/s"><classes><memberOf key="att.sub"/></classes><attList><attDef ident="xml:id">{constraint(loose)}</attDef></attList></elementSpec>'
    )
    root = emitted(tmp_path, specs, 'start="box slip"')
    contexts = {str(rule.getparent().get("id")): rule.get("context") for rule in root.iter(f"{SCH}rule")}  # type: ignore[union-attr]
    assert contexts == {
        "own-att.k-c": "tei:crate | ns1:slip",
        "own-att.k-k-c": "tei:crate/@k | ns1:slip/@k",
        "own-box-c": "tei:crate",
        "own-slip-xml_id-c": "ns1:slip/@xml:id",
    }


def test_names_are_taken_once(tmp_path: Path) -> None:
    inner = '<sch:rule context="*"><sch:assert test="true()">x</sch:assert></sch:rule>'
    specs = BOX.replace("<content>", constraint(inner, "a b") + constraint(inner, "a?b") + "<content>")
    root = emitted(tmp_path, specs)
    assert [pattern.get("id") for pattern in root.iter(f"{SCH}pattern")] == ["own-box-a_b", "own-box-a_b-2"]


def test_messages_in_the_language_of_the_schema(tmp_path: Path) -> None:
    specs = "".join(
        constraint(
            f'<sch:rule context="*"><sch:assert test="true()">{lang}</sch:assert></sch:rule>',
            lang,
            f'xml:lang="{lang}"',
        )
        for lang in ("en", "de")
    )
    german = emitted(tmp_path, specs + BOX, 'start="box" targetLang="de"')
    assert [found.text for found in german.iter(f"{SCH}assert")] == ["de"]
    english = emitted(tmp_path, specs + BOX)
    assert [found.text for found in english.iter(f"{SCH}assert")] == ["en"]


def test_in_a_grammar_each_part_stands_on_its_own(tmp_path: Path) -> None:
    inner = '<sch:rule context="tei:box"><sch:assert test="tei:slip">x</sch:assert></sch:rule>'
    schema, _ = read(written(tmp_path, BOX.replace("<content>", constraint(inner) + "<content>")))
    parts = [etree.fromstring(part) for part in schematron.patterns(schema)]
    assert [part.tag for part in parts] == [f"{SCH}ns", f"{SCH}pattern"]
