"""What grammars of others look like: prefixes, inherited namespaces and libraries, includes, documentation."""

from __future__ import annotations

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.reader import Context, prefixed, read_grammar, read_pattern
from diplomatica.tei.located import Node, read_located

HEAD = f'xmlns="{rng.RNG}" xmlns:a="{rng.ANNOTATIONS}" datatypeLibrary="{rng.XSD_TYPES}"'


def pattern(xml: str) -> rng.Pattern:
    return read_pattern(read_located(xml.replace(">", f" {HEAD}>", 1).encode(), "x.rng"), Context())


def grammar(xml: str, **files: str) -> rng.Grammar:
    roots = {
        name: read_located(f"<grammar {HEAD}>{text}</grammar>".encode(), name)
        for name, text in {"main": xml, **files}.items()
    }
    return read_grammar(roots["main"], Context(), lambda place, href: roots[href])


def test_namespaces_and_libraries_are_inherited() -> None:
    xml = (
        '<element name="p" ns="urn:a" xmlns:q="urn:q"><element name="b"><empty/></element><attribute name="n"/>'
        '<attribute><name>m</name></attribute><element name="q:c"><data type="date" datatypeLibrary="urn:d"/>'
        '</element><element><anyName><except><nsName/><name ns="">z</name></except></anyName><data type="ID"/>'
        "</element></element>"
    )
    names = rng.AnyName(rng.NameChoice((rng.NsName("urn:a"), rng.Name("", "z"))))
    assert pattern(xml) == rng.Element(
        rng.Name("urn:a", "p"),
        rng.Group(
            (
                rng.Element(rng.Name("urn:a", "b"), rng.Empty()),
                rng.Attribute(rng.Name("", "n"), rng.Text()),
                rng.Attribute(rng.Name("urn:a", "m"), rng.Text()),
                rng.Element(rng.Name("urn:q", "c"), rng.Data("date", "urn:d")),
                rng.Element(names, rng.Data("ID")),
            )
        ),
    )


def test_documentation_behind_a_value_is_of_the_value() -> None:
    xml = (
        '<attribute name="n"><a:documentation>how  sure</a:documentation><choice>'
        "<value>y</value><a:documentation>yes</a:documentation><value>n</value><text/></choice></attribute>"
    )
    choice = rng.Choice((rng.Value("y", doc="yes"), rng.Value("n"), rng.Text()))
    assert pattern(xml) == rng.Attribute(rng.Name("", "n"), choice, "how sure")
    alone = pattern('<attribute name="n"><value>y</value><a:documentation>yes</a:documentation></attribute>')
    assert alone == rng.Attribute(rng.Name("", "n"), rng.Value("y", doc="yes"))


def test_an_include_is_overridden() -> None:
    found = grammar(
        '<include href="base"><start><ref name="b"/></start><define name="b"><text/></define></include>'
        '<div><define name="c" combine="choice"><empty/></define></div>',
        base='<start><ref name="a"/></start><define name="a"><ref name="b"/></define>'
        '<define name="b"><empty/></define>',
    )
    assert found.start == rng.Ref("b")
    assert found.defines == (
        rng.Define("a", rng.Ref("b")),
        rng.Define("b", rng.Text()),
        rng.Define("c", rng.Empty(), "choice"),
    )


def test_starts_are_combined() -> None:
    assert grammar('<start combine="choice"><ref name="a"/></start><start><ref name="b"/></start>').start == (
        rng.Choice((rng.Ref("a"), rng.Ref("b")))
    )
    assert grammar('<start combine="interleave"><text/></start><start><empty/></start>').start == (
        rng.Interleave((rng.Text(), rng.Empty()))
    )
    assert grammar("").start == rng.NotAllowed()


def test_definitions_get_a_prefix_and_what_nested_grammars_say_of_them_too() -> None:
    found = prefixed(
        grammar(
            '<start><ref name="a"/></start><define name="a"><grammar><start><parentRef name="a"/></start></grammar>'
            "</define>"
        ),
        "x_",
    )
    assert found.start == rng.Ref("x_a")
    assert found.defines == (rng.Define("x_a", rng.Grammar(rng.ParentRef("x_a"), ())),)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<elements></elements>", "can’t stand here"),
        ("<element><empty/></element>", "is no name class"),
        ("<element></element>", "without a name"),
        ('<element name="q:p"><empty/></element>', "not declared"),
        ("<ref></ref>", "without @name"),
        ("<choice><p xmlns='urn:x'/><sort/></choice>", "can’t stand here"),
    ],
)
def test_faults_say_where_they_are(xml: str, words: str) -> None:
    with pytest.raises(UnusableInput, match=words) as caught:
        pattern(xml)
    assert "x.rng:1:" in str(caught.value)


def test_a_grammar_that_includes_itself_is_refused() -> None:
    def opened(_place: Node, _href: str) -> Node:
        return read_located(f'<grammar {HEAD}><include href="main"/></grammar>'.encode(), "main")

    with pytest.raises(UnusableInput, match="includes itself"):
        read_grammar(opened(read_located(b"<x/>", "x"), ""), Context(), opened)
