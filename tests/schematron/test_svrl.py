from __future__ import annotations

from pathlib import Path

from diplomatica.schematron import svrl
from diplomatica.schematron.engine import compile_schema
from tests.schematron.bench import made, schema


def test_a_report_tells_what_ran_and_what_was_found(tmp_path: Path) -> None:
    body = """<ns prefix="t" uri="urn:t"/><pattern id="seals"><rule context="t:seal" role="info">
      <assert test="@wax = 'red'" id="red" diagnostics="d" properties="p"
        >Not <value-of select="@wax"/> &lt;wax&gt;</assert>
      </rule></pattern><diagnostics><diagnostic id="d" xml:lang="de">Wachs</diagnostic></diagnostics>
      <properties><property id="p" scheme="s"><xsl:copy-of xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
        select="@wax, t:tag"/></property></properties>"""
    path = tmp_path / "a.xml"
    path.write_text('<a xmlns="urn:t"><seal wax="red"/><seal wax="gr&amp;n"><tag>1</tag></seal></a>')
    compiled = made(tmp_path, body)
    happened, findings = compiled.trace(path)
    uri = path.as_uri()
    place = "/Q{urn:t}a[1]/Q{urn:t}seal[2]"
    inner = [
        '<svrl:diagnostic-reference diagnostic="d"><svrl:text xml:lang="de">Wachs</svrl:text>',
        "</svrl:diagnostic-reference>",
        '<svrl:property-reference property="p" scheme="s">',
        '<svrl:text wax="gr&amp;n"><tag xmlns="urn:t">1</tag></svrl:text></svrl:property-reference>',
        "<svrl:text>Not gr&amp;n &lt;wax&gt;</svrl:text>",
    ]
    found = "".join(inner)
    assert svrl.report(compiled.schema, happened).splitlines()[1:] == [
        f'<svrl:schematron-output xmlns:svrl="{svrl.SVRL}" phase="#ALL">',
        '  <svrl:ns-prefix-in-attribute-values prefix="t" uri="urn:t"/>',
        f'  <svrl:active-pattern id="seals" documents="{uri}"/>',
        f'  <svrl:fired-rule context="t:seal" role="info" document="{uri}"/>',
        f'  <svrl:fired-rule context="t:seal" role="info" document="{uri}"/>',
        f'  <svrl:failed-assert id="red" location="{place}" test="@wax = \'red\'">{found}</svrl:failed-assert>',
        "</svrl:schematron-output>",
    ]
    assert findings == compiled.run(path)


def test_the_same_input_gives_the_same_report(tmp_path: Path) -> None:
    body = "".join(f'<pattern><rule context="{c}"><report test="true()">{c}</report></rule></pattern>' for c in "cab")
    path = tmp_path / "a.xml"
    path.write_text("<a><b/><c/></a>")

    def once() -> str:
        compiled = compile_schema(schema(body), str(tmp_path / "rules.sch"))
        return svrl.report(compiled.schema, compiled.trace(path)[0])

    assert once() == once()
