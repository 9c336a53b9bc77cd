from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.schematron.engine import compile_schema
from tests.schematron.bench import SCH, faults, found, lines, made


def test_an_abstract_pattern_takes_its_values(tmp_path: Path) -> None:
    body = """<pattern abstract="true" id="needs"><param name="what" value="'nothing'"/>
        <rule context="$who"><assert test="$test">$who: <value-of select="$what"/></assert></rule></pattern>
      <pattern is-a="needs" id="one"><param name="who" value="seal"/><param name="test" value="@wax"/></pattern>
      <pattern is-a="needs"><param name="who" value="ring"/><param name="test" value="@stone"/>
        <param name="what" value="'a stone'"/></pattern>"""
    assert found(tmp_path, body, "<c><seal/><ring/><seal wax='1'/></c>") == [
        "1:4 /c[1]/seal[1] $who: nothing",
        "1:11 /c[1]/ring[1] $who: a stone",
    ]


def test_a_longer_name_is_not_taken_for_a_parameter(tmp_path: Path) -> None:
    body = """<pattern abstract="true" id="p"><rule context="$a"><let name="a-b" value="'let'"/>
        <report test="true()"><value-of select="$a-b, $ab"/></report></rule></pattern>
      <pattern is-a="p"><param name="a" value="x"/><param name="ab" value="'second'"/></pattern>"""
    assert found(tmp_path, body, "<x/>") == ["1:1 /x[1] let second"]


def test_a_rule_extends_rules_of_its_pattern(tmp_path: Path) -> None:
    body = """<pattern><rule abstract="true" id="a"><let name="n" value="@n"/><report test="$n">a<value-of select="$n"/>
        </report></rule><rule abstract="true" id="b"><extends rule="a"/></rule>
      <rule context="x"><extends rule="b"/><report test="true()">own</report></rule></pattern>"""
    assert found(tmp_path, body, "<x n='7'/>") == ["1:1 /x[1] a7", "1:1 /x[1] own"]


def test_circles_and_what_is_not_there(tmp_path: Path) -> None:
    body = """<pattern><rule abstract="true" id="a"><extends rule="a"/></rule>
      <rule context="x"><extends rule="a"/></rule>
      <rule context="y"><extends rule="zz"/><assert test="true()" diagnostics="dd"/></rule></pattern>
      <pattern is-a="pp"/>
      <include href="missing.sch"/>
      <include href="http://example.org/x.sch"/>
      <include href="rules.sch"/>"""
    (tmp_path / "rules.sch").write_text(f'<schema xmlns="{SCH}">{body}</schema>')
    told = [line.split(" ", 2)[1] for line in faults(made(tmp_path, body))]
    assert told == ["SCH106", "SCH103", "SCH107", "SCH105", "SCH102", "SCH102", "SCH102"]


def test_what_is_taken_in_keeps_its_prefixes_and_its_place(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "p.sch").write_text(
        f'<schema xmlns="{SCH}"><ns prefix="t" uri="urn:b"/>\n<pattern id="p"><rule context="t:x">\n'
        "<report test='t:y'>in b</report><report test='oh('>no</report></rule></pattern></schema>"
    )
    body = """<ns prefix="t" uri="urn:a"/><include href="parts/p.sch#p"/>
      <pattern><rule context="t:x"><report test="true()">in a</report></rule></pattern>"""
    document = '<r><x xmlns="urn:a"/><x xmlns="urn:b"><y/></x></r>'
    assert [line.split("] ")[1] for line in found(tmp_path, body, document)] == ["in a", "in b"]
    [fault] = made(tmp_path, body).check()
    assert (Path(fault.place.file).name, fault.place.line) == ("p.sch", 3)


def test_schematron_in_a_grammar(tmp_path: Path) -> None:
    grammar = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="{SCH}"><s:ns prefix="t" uri="urn:t"/>
      <start><element name="t:x" xmlns:t="urn:t">
        <s:rule context="t:x"><s:assert test="@n gt '1'">small</s:assert></s:rule>
        <s:pattern><s:rule context="t:x"><s:report test="true()">seen</s:report></s:rule></s:pattern>
        <empty/></element></start></grammar>"""
    path = tmp_path / "a.xml"
    path.write_text('<x xmlns="urn:t" n="1"/>')
    assert lines(compile_schema(grammar, str(tmp_path / "g.rng")), path) == ["1:1 /x[1] small", "1:1 /x[1] seen"]


def test_what_has_no_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no Schematron in it"):
        compile_schema("<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>", "g.rng")
    with pytest.raises(UnusableInput, match=r"Schematron 1\.5"):
        compile_schema("<schema xmlns='http://www.ascc.net/xml/schematron'/>", "g.sch")
    with pytest.raises(UnusableInput, match="well-formed"):
        compile_schema("<schema", "g.sch")


def test_a_schema_may_say_any_encoding_of_itself(tmp_path: Path) -> None:
    compiled = compile_schema(f'<?xml version="1.0" encoding="UTF-16"?><schema xmlns="{SCH}"/>', "g.sch")
    assert compiled.check() == ()


def test_documents_of_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text("<b>\n<seal/></b>")
    body = """<let name="f" value="'b.xml'"/><pattern documents="//ref/@to, $f"><let name="n" value="count(//seal)"/>
      <rule context="seal"><report test="true()"><value-of select="$n"/></report></rule></pattern>"""
    path = tmp_path / "a.xml"
    path.write_text("<a><ref to='b.xml'/><seal/><seal/></a>")
    [finding] = made(tmp_path, body).run(path)
    assert (Path(finding.place.file), finding.place.line, finding.message) == (tmp_path / "b.xml", 2, "1")


def test_let_with_xml_in_it(tmp_path: Path) -> None:
    body = """<let name="colours"><c xmlns="">red</c><c xmlns="">gr'een</c></let><pattern><rule context="seal">
      <assert test="@wax = $colours">not one of <value-of select="$colours" /></assert></rule></pattern>"""
    assert found(tmp_path, body, "<a><seal wax='red'/><seal wax='blue'/></a>") == [
        "1:21 /a[1]/seal[2] not one of red gr'een"
    ]
