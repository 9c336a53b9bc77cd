from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diplomatica.diagnostics.model import Severity
from diplomatica.errors import UnusableInput
from diplomatica.schematron.engine import compile_schema
from tests.schematron.bench import faults, found, lines, made, schema


def rule(context: str, checks: str, **attributes: str) -> str:
    extra = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<pattern><rule context="{context}"{extra}>{checks}</rule></pattern>'


SAYS = "<report test='true()'><name/>!</report>"
LETTER = '<letter>\n <date when="1702"/>\n <p>Sir,<?page 3?>\n  <!-- blot --></p>\n</letter>'


@pytest.mark.parametrize(
    ("context", "line"),
    [
        ("date", "2:2 /letter[1]/date[1]"),
        ("@when", "2:8 /letter[1]/date[1]/@when"),
        ("p/text()[1]", "3:5 /letter[1]/p[1]/text()[1]"),
        ("comment()", "4:3 /letter[1]/p[1]/comment()[1]"),
        ("processing-instruction('page')", "3:9 /letter[1]/p[1]/processing-instruction(page)[1]"),
        ("/", "1:1 /"),
        ("/letter/p", "3:2 /letter[1]/p[1]"),
        ("*[self::date]", "2:2 /letter[1]/date[1]"),
        ("letter/(date)", "2:2 /letter[1]/date[1]"),
        (".[. instance of attribute()]", "2:8 /letter[1]/date[1]/@when"),
        ("*[not(*)][current()/@when]", "2:2 /letter[1]/date[1]"),
    ],
)
def test_every_kind_of_node_has_its_place(context: str, line: str, tmp_path: Path) -> None:
    says = "<report test='true()'>!</report>"
    assert found(tmp_path, rule(context, says), LETTER) == [f"{line} !"]


def test_an_attribute_on_a_later_line_has_its_own_place(tmp_path: Path) -> None:
    document = '<letter>\n<seal\n   xmlns:x="urn:x"\n  x:wax="red" ä="1"   wax=\'green\'/></letter>'
    assert found(tmp_path, rule("@wax", "<report test='true()'>!</report>"), document) == [
        "4:23 /letter[1]/seal[1]/@wax !"
    ]


def test_text_is_counted_as_xpath_counts_it(tmp_path: Path) -> None:
    document = "<p>a<![CDATA[b]]>c<hi/>d &amp; e<!-- x -->\n f</p>"
    assert found(tmp_path, rule("text()", "<report test='true()'><value-of select='.'/></report>"), document) == [
        "1:4 /p[1]/text()[1] abc",
        "1:24 /p[1]/text()[2] d & e",
        "1:43 /p[1]/text()[3] f",
    ]


def test_the_first_rule_that_matches_takes_the_node(tmp_path: Path) -> None:
    body = """<pattern>
      <rule context="seal[@wax]"><report test="false()">never</report></rule>
      <rule context="seal | ring"><report test="true()">second <value-of select="@n"/></report></rule>
      <rule context="*"><report test="not(self::chest)">third <value-of select="@n"/></report></rule></pattern>
      <pattern><rule context="ring"><report test="true()">another pattern</report></rule></pattern>"""
    document = '<chest><seal n="1" wax="red"/><seal n="2"/><ring n="3"/><coin n="4"/></chest>'
    assert [line.split("] ")[-1] for line in found(tmp_path, body, document)] == [
        "second 2", "second 3", "another pattern", "third 4",
    ]  # fmt: skip


def test_a_group_lets_several_rules_take_a_node(tmp_path: Path) -> None:
    body = "<group>" + rule("seal", SAYS)[9:-10] * 2 + "</group>"
    body = body.replace("<name/>!", "first", 1)
    assert len(found(tmp_path, body, "<chest><seal/></chest>")) == 2


def test_lets_hold_where_they_stand_and_hide_those_outside(tmp_path: Path) -> None:
    body = """<let name="a" value="'schema'"/><let name="b" value="concat($a, '+')"/>
      <phase id="all"><active pattern="one"/><active pattern="two"/><let name="c" value="count(//seal)"/></phase>
      <pattern id="one"><let name="a" value="concat($b, 'pattern')"/><rule context="seal[$c = 2]">
        <let name="n" value="@n"/><let name="a" value="concat($a, '+rule', $n)"/>
        <report test="$n = '2'"><value-of select="$a, $b, $c"/></report></rule></pattern>
      <pattern id="two"><rule context="chest"><report test="true()"><value-of select="$a"/></report></rule></pattern>"""
    document = '<chest><seal n="1"/><seal n="2"/></chest>'
    assert found(tmp_path, body, document, phase="all") == [
        "1:1 /chest[1] schema",
        "1:21 /chest[1]/seal[2] schema+pattern+rule2 schema+ 2",
    ]


def test_phases(tmp_path: Path) -> None:
    body = """<phase id="p"><active pattern="one"/></phase>
      <pattern id="one"><rule context="a"><report test="true()">one</report></rule></pattern>
      <pattern id="two"><rule context="a"><report test="true()">two</report></rule></pattern>"""

    def told(phase: str) -> list[str]:
        binding = 'queryBinding="xslt2" defaultPhase="p"'
        return [line.split()[-1] for line in found(tmp_path, body, "<a/>", binding, phase)]

    assert told("") == ["one"]
    assert told("#DEFAULT") == ["one"]
    assert told("p") == ["one"]
    assert told("#ALL") == ["one", "two"]
    with pytest.raises(UnusableInput, match=r"no phase “q”.*known are p"):
        told("q")


@pytest.mark.parametrize(
    ("attributes", "severity"),
    [
        ("", "error"), ('role="warning"', "warning"), ('role="nonfatal"', "warning"), ('flag="info"', "note"),
        ('role="hint"', "note"), ('role="FATAL"', "error"), ('role="seal-rule"', "error"),
        ('role="seal-rule" flag="warn"', "warning"), ('severity="info" role="error"', "note"),
    ],
)  # fmt: skip
def test_roles_and_flags_say_how_bad_it_is(attributes: str, severity: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a/>")
    compiled = made(tmp_path, rule("a", f"<assert {attributes} test='false()'>no</assert>"))
    [finding] = compiled.run(tmp_path / "a.xml")
    assert finding.severity == Severity(severity)
    assert finding.diagnostic().code == "SCH001"


def test_a_finding_tells_all_that_the_schema_knows(tmp_path: Path) -> None:
    body = """<pattern id="seals"><rule context="seal" id="r" flag="f"><let name="wax" value="@wax"/>
      <assert id="a" test="@wax = 'red'" diagnostics="why warum" properties="colour" see="http://example.org/seals"
        >A <name/> is red, not <value-of select="$wax"/>.</assert></rule></pattern>
      <diagnostics><diagnostic id="why">Look at <value-of select="$wax"/> wax.</diagnostic>
        <diagnostic id="warum" xml:lang="de">Siehe <emph>Wachs</emph>.</diagnostic></diagnostics>
      <properties><property id="colour"><value-of select="upper-case($wax)"/></property></properties>"""
    (tmp_path / "a.xml").write_text('<chest><seal wax="green"/></chest>')
    [finding] = made(tmp_path, body, 'queryBinding="xslt2" xml:lang="en"').run(tmp_path / "a.xml")
    assert finding.message == "A seal is red, not green."
    assert finding.diagnostics == (("why", "en", "Look at green wax."), ("warum", "de", "Siehe Wachs."))
    assert finding.properties == (("colour", "GREEN"),)
    assert (finding.pattern, finding.rule, finding.id, finding.context) == ("seals", "r", "a", "seal")
    assert (finding.test, finding.lang, finding.see) == ("@wax = 'red'", "en", "http://example.org/seals")
    assert (finding.source.line, finding.source.column) == (3, 7)


def test_subject_moves_the_finding(tmp_path: Path) -> None:
    body = rule("letter", "<report test='true()' subject='date'>undated</report>")
    assert found(tmp_path, body, LETTER) == ["2:2 /letter[1]/date[1] undated"]


def test_keys_and_functions_of_xslt(tmp_path: Path) -> None:
    body = """<ns prefix="my" uri="urn:my"/>
      <xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="seal" match="seal" use="@n"/>
      <xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="my:owner" as="xs:string"
          xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xsl:param name="n"/>
        <xsl:sequence select="concat('owner of ', $n)"/>
      </xsl:function>""" + rule("ref", "<report test=\"key('seal', @to)\"><value-of select='my:owner(@to)'/></report>")
    assert found(tmp_path, body, '<a><seal n="3"/><ref to="3"/><ref to="4"/></a>') == ["1:17 /a[1]/ref[1] owner of 3"]


def test_a_schema_of_xslt_1_is_lenient(tmp_path: Path) -> None:
    body = rule("a", "<report test='b + 1 = 2'>first of <value-of select='b'/></report>")
    assert found(tmp_path, body, "<a><b>1</b><b>5</b></a>", 'queryBinding="xslt"') == ["1:1 /a[1] first of 1"]
    assert found(tmp_path, body, "<a><b>1</b><b>5</b></a>", "") == ["1:1 /a[1] first of 1"]
    assert "broke off" in found(tmp_path, body, "<a><b>1</b><b>5</b></a>")[0]


def test_an_unknown_query_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="“stx” is not known"):
        made(tmp_path, rule("a", SAYS), 'queryBinding="stx"')


def test_what_cannot_be_compiled_is_told_where_it_stands_and_the_rest_runs(tmp_path: Path) -> None:
    body = """<pattern><rule context="a">
      <report test="my:unknown(.)">no function</report>
      <report test="@x eq ">no sense</report>
      <report test="$nothing">no variable</report>
      <report test="true()">fine</report></rule>
      <rule context="b[[">
        <report test="true()">never</report></rule>
      <rule context="b"><report test="true()">fine, too</report></rule></pattern>"""
    (tmp_path / "a.xml").write_text("<a><b/></a>")
    compiled = made(tmp_path, body)
    assert [line.split()[-1] for line in lines(compiled, tmp_path / "a.xml")] == ["fine", "too"]
    told = faults(compiled)
    assert [line.split(" this ")[0] for line in told] == ["3:7 SCH101", "4:7 SCH101", "5:7 SCH101", "7:7 SCH101"]
    assert "report can't be compiled" in told[0]
    assert "context can't be compiled" in told[3]


def test_a_test_that_breaks_off_does_not_stop_the_others(tmp_path: Path) -> None:
    body = rule("a", "<report test='xs:integer(@n) gt 3'>big</report><report test='true()'>fine</report>")
    body += rule("a[xs:integer(@n) gt 3]", "<report test='true()'>big</report>")
    document = '<r><a n="x"/><a n="4"/></r>'
    assert found(tmp_path, body, document) == [
        '1:4 /r[1]/a[1] a rule of the schema broke off here: Cannot convert string "x" to an integer',
        "1:4 /r[1]/a[1] fine",
        "1:14 /r[1]/a[2] big",
        "1:14 /r[1]/a[2] fine",
        "1:14 /r[1]/a[2] big",
    ]


def test_what_check_found_serves_another_run(tmp_path: Path) -> None:
    body = rule("a", "<report test='oh('>no</report><report test='true()'>fine</report>")
    first = made(tmp_path, body)
    again = compile_schema(schema(body), str(tmp_path / "rules.sch"), known=first.state())
    assert again.check() == first.check()
    assert again.check()
    (tmp_path / "a.xml").write_text("<a/>")
    assert lines(again, tmp_path / "a.xml") == ["1:1 /a[1] fine"]


def test_one_schema_serves_documents_with_other_names(tmp_path: Path) -> None:
    compiled = made(tmp_path, "".join(rule(name, SAYS) for name in "abcdefgh"))
    for name in "hgfedcba":
        (tmp_path / "x.xml").write_text(f"<{name}/>")
        assert lines(compiled, tmp_path / "x.xml") == [f"1:1 /{name}[1] {name}!"]


def test_nothing_is_loaded_where_no_rule_can_speak(tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(schema(rule("seal", SAYS) + rule("p[ancestor::p]", SAYS)))
    (tmp_path / "a.xml").write_text("<letter><p/></letter>")
    code = (
        "import sys; from diplomatica.schematron.engine import compile_schema; from pathlib import Path;"
        "print(compile_schema(Path('rules.sch').read_text(), 'rules.sch').run('a.xml'), 'saxonche' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[] False"


def test_other_encodings_and_deep_documents(tmp_path: Path) -> None:
    compiled = made(tmp_path, rule("Siegel", "<report test='true()'>!</report>"))
    path = tmp_path / "a.xml"
    path.write_bytes('<?xml version="1.0" encoding="UTF-16"?>\n<ä><Siegel/></ä>'.encode("utf-16"))
    assert lines(compiled, path) == ["2:4 /ä[1]/Siegel[1] !"]
    path.write_text("<a>" * 1500 + "<Siegel/>" + "</a>" * 1500)
    assert len(lines(compiled, path)) == 1


def test_what_is_no_xml_gives_one_finding(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert found(tmp_path, rule("a", SAYS), "<a>\n<b></a>") == [
        "2:6 / the rules could not be run: not well-formed XML: mismatched tag"
    ]
    assert capfd.readouterr().err == ""


def test_large_documents_are_judged_like_small_ones(tmp_path: Path) -> None:
    """A large document is looked at for its shapes only as long as that spares Saxon some work."""
    compiled = made(tmp_path, rule("p", "<report test='ancestor::q'>!</report><assert test='@n'>?</assert>"))
    filling = f"<f>{'wax ' * 20_000}</f>"
    for number, (start, want) in enumerate([('<p n="1"/>', 0), ("<p/>", 1), ("<q><p/></q>", 2)] * 3):
        path = tmp_path / f"{number}.xml"
        path.write_text(f"<a>{start}{filling}</a>")
        assert len(compiled.run(path)) == want


PLACES = """<?xml version="1.0"?>
<r>
  <a one="1"
     two="é" xml:lang="en">text
    <!-- note --><?page 3?></a>
</r>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("context", "place"),
    [("a", "3:3 /r[1]/a[1]"), ("@two", "4:6 /r[1]/a[1]/@two"), ("@xml:lang", "4:14 /r[1]/a[1]/@xml:lang"),
     ("a/text()[1]", "4:28 /r[1]/a[1]/text()[1]"), ("comment()", "5:5 /r[1]/a[1]/comment()[1]"),
     ("processing-instruction()", "5:18 /r[1]/a[1]/processing-instruction(page)[1]"), ("/", "2:1 /")],
)  # fmt: skip
def test_every_kind_of_node_has_line_and_column(context: str, place: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_bytes(PLACES.encode(encoding))
    body = f'<pattern><rule context="{context}"><report test="true()">seen</report></rule></pattern>'
    assert lines(made(tmp_path, body), path) == [f"{place} seen"]
    # What has a key is Saxon's: the places are the same.
    head = '<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="k" match="a" use="@one"/>'
    body = f"{head}<pattern><rule context=\"{context}\"><report test=\"key('k', '1')\">seen</report></rule></pattern>"
    assert lines(made(tmp_path, body), path) == [f"{place} seen"]


def test_a_warning_of_saxon_hinders_no_rule(tmp_path: Path) -> None:
    body = """<pattern><rule context="a"><report test="b[0] or @x">never</report><report test="nothing(">x</report>
      </rule></pattern>"""
    compiled = made(tmp_path, body)
    assert [line.partition(": ")[0] for line in faults(compiled)] == ["2:68 SCH101 this report can't be compiled"]
    (tmp_path / "a.xml").write_text("<a x=''/>")
    assert lines(compiled, tmp_path / "a.xml") == ["1:1 /a[1] never"]


@pytest.mark.parametrize("depth", [1_500, 100_000])
def test_a_document_of_many_levels_has_an_answer(depth: int, tmp_path: Path) -> None:
    path = tmp_path / "deep.xml"
    path.write_text("<a>" * depth + "</a>" * depth)
    compiled = made(tmp_path, '<pattern><rule context="a"><assert test="@n">no n</assert></rule></pattern>')
    assert lines(compiled, path) == ["1:1 / the rules could not be run: elements nested more than 1000 levels deep"]
