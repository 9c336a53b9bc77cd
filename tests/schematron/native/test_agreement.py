"""The law of rules without Saxon: either they say exactly what Saxon says, or that they don't know."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diplomatica.share as share
from diplomatica.schematron.engine import compile_schema
from diplomatica.schematron.native.tree import NotNative, build
from tests.schematron.native.making import CONTEXTS, Both, differences, documents, expressions, schema_of

SPECIMENS = sorted((Path(__file__).parents[3] / "tei" / "encoded").glob("*.xml"))


WHOLE = bool(os.environ.get("DIPLOMATICA_WHOLE"))


# By default the same expressions each time; all together, new ones.
@settings(
    max_examples=400 if WHOLE else 12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not WHOLE
)
@given(st.lists(expressions, min_size=20, max_size=20), documents, st.sampled_from(CONTEXTS))
def test_chance_expressions(
    tmp_path_factory: pytest.TempPathFactory, tests: list[str], document: str, context: str
) -> None:
    wrong, _ = differences(schema_of(tests, context), document, tmp_path_factory.mktemp("both"))
    assert wrong == []


LETTER = """<r xmlns:t="urn:t"><a n="x" m="2"/><t:a n="1951">one <b>two</b><!--n--> three</t:a><a n="x">x
  y</a><c xml:id="k" n="i5"/><b n="#k 2">2<c/>2</b><?page 4?></r>"""

# Each of them is evaluated here: if one goes to Saxon, something has been lost.
KNOWN = [
    "@n = ('x', 'y')", "not(@n = preceding::*/@n)", "@n = //@xml:id", "count(//a) gt 1", "ancestor::r[last()]/a[1]/@m",
    "every $p in tokenize(normalize-space(@n), ' ') satisfies starts-with($p, '#') and substring($p, 2) = //@xml:id",
    "some $t in text() satisfies matches($t, '[a-z]+$')", "string-join(for $i in 1 to 3 return string($i), '-')",
    "following-sibling::*[1][self::b]", "preceding-sibling::*[@n][1]/@n", "(//b | //c)[last()]/name()", "@m + 1",
    "if (@m) then number(@m) else -1", "number(.) = 2", "contains(., 'o') and not(b)", "@* except (@n, @m)",
    "string-length(normalize-space(.)) >= 2", "every $n in @n, $t in //*[@n = $n] satisfies . is $t or . << $t",
    "node-name(.) = node-name(..)", "substring-after(@n, '#')", "translate(@n, 'x#', 'y')", "lower-case('ÄB')",
    "replace(@n, '[0-9]', '_')", "@m castable as xs:integer and @m cast as xs:integer lt 3", "id('k')/@n",
    "..//text()[2]",
    "descendant-or-self::node()[self::text() or self::comment()]", "name(parent::*)", "exists(root-is-not-here)",
    "distinct-values(//@n)", "t:a/b ! string(.)", "('a', 'b', 'c')[2]", "count((a, b, c))", "concat(@n, '-', @m)",
    "matches(@n, '^(19|20)[0-9]{2}$')", "@n != 'x'", "@m = 2", "@m < 10", "a[2] = 'x\n  y'",
    "//processing-instruction()",
]  # fmt: skip


@pytest.mark.parametrize("test", KNOWN)
def test_known_expressions(test: str, tmp_path: Path) -> None:
    for context in ("*", "@n", "//t:a | //c"):
        wrong, count = differences(schema_of([test], context), LETTER, tmp_path)
        assert wrong == []
        assert count or context == "@n"


@pytest.fixture(scope="module")
def own_rules(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return Both(share.path("schema/diplomatica.sch").read_text(encoding="utf-8"), tmp_path_factory.mktemp("own"))


CHANGES = [("", ""), ("xml:id=", "n="), ('when="19', 'when="18'), ("persName", "name"), ("#", "#x"), ("type=", "kind=")]


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=lambda text: text or "as it is")
def test_the_rules_of_the_project(old: str, new: str, own_rules: Both) -> None:
    """The specimens, and each of them changed so that rules are broken."""
    for document in SPECIMENS[::3]:
        text = document.read_text(encoding="utf-8")
        wrong, count = own_rules.differences(text.replace(old, new) if old else text)
        assert wrong == []
        assert count >= len(own_rules.compiled.schema.patterns) - 3


def test_what_is_not_known_is_not_guessed(tmp_path: Path) -> None:
    """A DOCTYPE may bring attributes, an identifier with white space is another one for Saxon."""
    for text in ("<!DOCTYPE r [<!ATTLIST a n CDATA 'x'>]><r><a/></r>", '<r xml:id=" k "/>'):
        with pytest.raises(NotNative):
            build(text.encode())


def test_two_in_one_rule(tmp_path: Path) -> None:
    """A node that an earlier rule of the pattern took is not taken again, and messages are put together alike."""
    schema = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><let name="most" value="2"/>
    <pattern><let name="all" value="//a"/><rule context="a[@m]"><let name="n" value="@n"/>
    <report test="count($all) ge $most" diagnostics="d"><name/>: <value-of select="$n"/>, <value-of select="text()"/>
    </report></rule><rule context="*"><assert test="@n">no n in <name path="name(..)"/></assert></rule></pattern>
    <diagnostics><diagnostic id="d">of <value-of select="$most"/></diagnostic></diagnostics></schema>"""
    wrong, count = differences(schema, LETTER, tmp_path)
    assert (wrong, count) == ([], 1)
    found = compile_schema(schema, str(tmp_path / "rules.sch")).run(tmp_path / "document.xml")
    assert [(item.message, item.diagnostics) for item in found][:3] == [
        ("no n in", ()), ("a: x,", (("d", "", "of 2"),)), ("no n in t:a", ()),
    ]  # fmt: skip
