"""Schematron through the command: rules in grammars and ODDs, phases, files that are taken in, other documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
SCH = "http://purl.oclc.org/dsdl/schematron"
RNG = "http://relaxng.org/ns/structure/1.0"
OLD = "http://www.ascc.net/xml/schematron"
REASON = "Cannot find a 0-argument function named nothing()."


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def rules(body: str, head: str = "") -> str:
    pattern = f'<pattern id="main"><rule context="p">{body}</rule></pattern>'
    return f'<schema xmlns="{SCH}" queryBinding="xslt3">{head}{pattern}</schema>'


def told(result: Result) -> list[str]:
    """Findings as `--format concise` prints them, without the summary."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout.splitlines()[:-1]


def concise(run: Run, *arguments: object) -> list[str]:
    return told(run("validate", *arguments, "--format", "concise"))


GRAMMAR = f"""<grammar xmlns="{RNG}" xmlns:s="{SCH}" xmlns:o="http://www.ascc.net/xml/schematron">
  <include href="p.rng"/>
  <s:pattern><s:rule context="doc"><s:report test="count(p) gt 1" role="info">two</s:report></s:rule></s:pattern>
  <o:pattern name="old"/>
  <start><element name="doc"><oneOrMore><ref name="p"/></oneOrMore></element></start>
</grammar>"""
INCLUDED = f"""<grammar xmlns="{RNG}" xmlns:s="{SCH}">
  <define name="p"><element name="p">
      <s:pattern id="inner">
        <s:rule context="p">
          <s:assert test="@n">no n</s:assert>
          <s:assert test="nothing(">broken</s:assert></s:rule></s:pattern>
      <optional><attribute name="n"/></optional><text/></element></define>
</grammar>"""


def test_rules_of_included_grammars_run_and_are_told_of_where_they_stand(run: Run, tmp_path: Path) -> None:
    Path("main.rng").write_text(GRAMMAR)
    Path("p.rng").write_text(INCLUDED)
    Path("a.xml").write_text('<doc><p/><p n="1"/></doc>')
    for _ in range(2):
        found = concise(run, "a.xml", "--schema", "main.rng")
        assert [line.partition(" (")[0] for line in found] == [
            "a.xml:1:1: note SCH002: two",
            "a.xml:1:6: error SCH001: no n",
            f"main.rng:4:3: warning SCH111: “pattern” is no ISO Schematron: it is of the namespace {OLD}",
            f"p.rng:6:11: error SCH101: this assert can't be compiled: {REASON}",
        ]


def test_a_rule_of_an_odd_is_told_of_where_it_stands(run: Run) -> None:
    Path("my.odd").write_text(f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<schemaSpec ident="my" start="p">
  <moduleRef key="tei"/><moduleRef key="core" include="p"/>
  <elementSpec ident="p" mode="change" module="core">
    <constraintSpec ident="c" scheme="schematron">
      <constraint><s:rule xmlns:s="{SCH}" context="tei:p">
        <s:assert test="nothing(">x</s:assert>
        <s:assert test="@n">no n</s:assert></s:rule></constraint>
    </constraintSpec>
  </elementSpec>
</schemaSpec></body></text></TEI>""")
    Path("a.xml").write_text('<p xmlns="http://www.tei-c.org/ns/1.0">text</p>')
    found = concise(run, "a.xml", "--schema", "my.odd")
    assert "a.xml:1:1: error SCH001: no n" in found[0]
    assert [line.partition(" this ")[0] for line in found[1:]] == ["my.odd:7:9: error SCH101:"]


def test_a_file_that_is_taken_in_counts(run: Run) -> None:
    """What documents gave is not kept when a file changes that the schema includes."""
    Path("a.xml").write_text("<p/>")
    Path("main.sch").write_text(f'<schema xmlns="{SCH}" queryBinding="xslt3"><include href="part.sch"/></schema>')
    part = f'<pattern xmlns="{SCH}"><rule context="p"><assert test="@n">%s</assert></rule></pattern>'
    for message in ("first", "second"):
        Path("part.sch").write_text(part % message)
        assert concise(run, "a.xml", "--schema", "main.sch") == [f"a.xml:1:1: error SCH001: {message}"]


def test_a_phase_is_that_of_the_schemas_which_have_it(run: Run) -> None:
    Path("a.xml").write_text("<p/>")
    Path("plain.sch").write_text(rules('<assert test="@n">no n</assert>'))
    Path("phases.sch").write_text(
        rules('<assert test="@m">no m</assert>', '<phase id="none"/><phase id="all"><active pattern="main"/></phase>')
    )
    both = ("a.xml", "--schema", "plain.sch", "--schematron", "phases.sch")
    assert [line[-1] for line in concise(run, *both)] == ["m", "n"]
    assert [line[-1] for line in concise(run, *both, "--phase", "none")] == ["n"]
    assert [line[-1] for line in concise(run, *both, "--phase", "#ALL")] == ["m", "n"]
    nowhere = run("validate", "a.xml", "--schema", "phases.sch", "--phase", "no")
    assert (nowhere.exit_code, nowhere.stderr) == (
        2, "phases.sch:1:1: there is no phase “no” (known are none, all, #DEFAULT, #ALL)\n",
    )  # fmt: skip


def test_other_documents_are_read_within_what_was_given(run: Run) -> None:
    folder = Path("letters")
    (folder / "sub").mkdir(parents=True)
    (folder / "persons.xml").write_text("<q>known</q>")
    Path("secret.xml").write_text("<q>secret</q>")
    (folder / "sub" / "a.xml").write_text("<p/>")
    body = '<report test="true()"><value-of select="doc(resolve-uri(\'{}\', base-uri(.)))"/></report>'
    for target, whole, alone in (("../persons.xml", "known", "…"), ("../../secret.xml", "…", "…")):
        Path("r.sch").write_text(rules(body.format(target)))
        assert concise(run, folder / "sub" / "a.xml", "--schema", "r.sch")[0].endswith(alone)
        found = [line for line in concise(run, folder, "--schema", "r.sch") if "a.xml" in line]
        assert found[0].endswith(whole)


def test_diagnostics_in_one_language(run: Run) -> None:
    Path("a.xml").write_text("<p/>")
    notes = "".join(
        f'<diagnostic id="{lang[:2]}" xml:lang="{lang}">{text}</diagnostic>'
        for lang, text in (("en-GB", "a number"), ("de", "eine Zahl"))
    )
    schema = rules('<assert test="@n" diagnostics="en de">no n</assert>')
    Path("r.sch").write_text(schema.replace("</schema>", f"<diagnostics>{notes}</diagnostics></schema>"))
    for language, advice in (
        ("", "a number eine Zahl"),
        ("de", "eine Zahl"),
        ("en", "a number"),
        ("fr", "a number eine Zahl"),
    ):
        assert concise(run, "a.xml", "--schema", "r.sch", "--language", language)[0].endswith(f"({advice})")


def test_a_rule_that_breaks_off_on_one_document(run: Run) -> None:
    Path("d").mkdir()
    for name, value in (("a", "x"), ("b", "2"), ("c", "1")):
        Path(f"d/{name}.xml").write_text(f'<p n="{value}"/>')
    Path("r.sch").write_text(
        rules('<assert test="xs:integer(@n) gt 1">too few</assert><assert test="@m">no m</assert>')
    )
    found = [line.split(" ")[:3] for line in concise(run, "d", "--schema", "r.sch")]
    assert [f"{file[:7]} {code[:6]}" for file, _, code in found] == [
        "d/a.xml SCH001", "d/a.xml SCH003", "d/b.xml SCH001", "d/c.xml SCH001", "d/c.xml SCH001",
    ]  # fmt: skip


def test_what_a_schema_takes_for_today_is_kept_for_today(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from diplomatica.commands.validate_rules import Schematron, surveyed

    text = rules('<assert test="current-date() gt xs:date(@n)">in future</assert>')
    facts = surveyed(text, "r.sch", "", {})
    assert Schematron(text, "r.sch", facts=facts).day
    assert Schematron(text, "r.sch", facts=facts).is_of_one_document
    plain = rules('<assert test="@n">no n</assert>')
    assert Schematron(plain, "r.sch", facts=surveyed(plain, "r.sch", "", {})).day == ""
