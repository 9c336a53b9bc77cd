"""A schema that breaks a restriction of RELAX NG is told with the place of the pattern that does."""

from __future__ import annotations

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.schema import checked_grammar, compiled_schema
from diplomatica.relaxng.load import load
from diplomatica.relaxng.places import Places
from diplomatica.relaxng.write_rng import write_rng

XMLNS = f'xmlns="{rng.RNG}"'
LIBRARY = f'datatypeLibrary="{rng.XSD_TYPES}"'


def fault(**files: str) -> UnusableInput:
    """What is said of a schema of several files; “_” stands for the dot of their names."""
    contents = {name.replace("_", "."): text.encode() for name, text in files.items()}
    with pytest.raises(UnusableInput) as caught:
        compiled_schema("main", contents.__getitem__)
    return caught.value


def found(text: str) -> tuple[str, str]:
    """A schema in compact syntax, in which “¶” marks the place where the fault is: that place, and the one told."""
    before, _, after = text.partition("¶")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"main:{line}:{column}", fault(main=before + after).where


@pytest.mark.parametrize(
    "text",
    [
        # 4.16 to 4.19
        "start = a\na = element a { ¶b }",
        "start = a\na = ¶a",
        "start = element a { b }\nb = empty\n¶b = text",
        "start = element a { attribute a { text },\n  ¶xsd:none }",
        'start = element a { attribute a { text },\n  ¶xsd:int "one" }',
        "start = element a { text }\nb = element b { ¶xsd:none }",
        "start = element a { grammar { start = ¶parent b } }",
        "start = element a { grammar { start = element b { empty } c = element c { ¶xmlns } } }\nxmlns = text",
        "start = element a { text, ¶attribute xmlns { text } }",
        "start = element a { text }\nb = ¶element * - (* - b) { text }",
        # 7.1
        "start = element a { text } | ¶text",
        "start = element a { text } | b\nb = ¶attribute b { text }",
        "start = (¶element a { text }, element b { text })?",
        "start = element a { attribute b { xsd:int | c } }\nc = text | ¶element c { text }",
        "start = element a { attribute b { text }, b }\nb = list { c }\nc = ¶attribute b { text }",
        "start = element a { list { xsd:int, (xsd:int | ¶list { xsd:int }) } }",
        "start = element a { list { ¶text } }",
        'start = element a { xsd:int - ("1" | ¶text) }',
        "start = element a { (b, attribute c { text })+ }\nb = ¶attribute b { text }?",
        "start = element a { b, text }\nb = element b { (c, d)* }\nc = element c { text }\nd = ¶attribute d { text }",
        # 7.2
        "start = element a { attribute b { xsd:int }, (xsd:int | (attribute c { text }, ¶xsd:int, b)) }\nb = text",
        "start = element a { element b { text } & ¶xsd:int }",
        "start = element a { attribute a { (¶xsd:int, xsd:int) } }",
        "start = element a { b }\nb = (c | list { xsd:int })\nc = ¶list { xsd:int }+",
        "start = element a { mixed { ¶'one' } }",
        # 7.3
        "start = element a { b*, attribute a { text }? }\nb = element b { ¶attribute * { text } }",
        "start = element a { ¶attribute * { xsd:int }+ }",
        "start = element a { attribute b { text }, attribute c { text },\n (empty | ¶attribute b { xsd:int }) }",
        "start = element a { attribute b | c { text }, d }\nd = ¶attribute * { text }+",
        # 7.4
        "start = element a { element b { text } & element c { text } & (empty | ¶element b { text }) }",
        "start = element a { text & (element b { text } | ¶text) }",
        "start = element a { mixed { element b { text } | ¶text } }",
        "start = element a { (b & c) & d }\nb = element b { c }\nc = element c { text }\nd = b | ¶element * { d }",
    ],
)
def test_the_place_in_compact_syntax(text: str) -> None:
    expected, told = found(text)
    assert told == expected


def test_the_place_in_a_file_that_is_included() -> None:
    main = f'<grammar {XMLNS}>\n  <include href="parts.rnc"/>\n</grammar>'
    error = fault(main=main, parts_rnc='start = letter\nletter = element letter { external "seal" }',
                  seal=f'<group {XMLNS}>\n<mixed><text/></mixed></group>')  # fmt: skip
    assert error.where == "seal:2:8"
    assert error.what == "text in two parts of an interleave (in the element “letter”)"


def test_the_place_in_a_nested_grammar_with_the_same_names() -> None:
    text = (
        "start = element a { b, grammar { start = element c { b, parent b }\n"
        " b = attribute b { text } } }\nb = attribute b { text }"
    )
    assert fault(main=text).where == "main:3:5"


def test_a_value_with_documentation_keeps_its_place() -> None:
    text = (
        f'<element name="a" {XMLNS} {LIBRARY} xmlns:a="{rng.ANNOTATIONS}"><attribute name="b">\n'
        '<value type="int">one</value><a:documentation>no number</a:documentation></attribute></element>'
    )
    assert fault(main=text).where == "main:2:1"


def test_without_places_the_file_is_told() -> None:
    error = fault(main="start = element a { list { " + "(" * 200 + "text" + ")" * 200 + " } }")
    assert error.where == "main:1:228"
    grammar = load("main", lambda _: b"start = element a { list { text } }")
    with pytest.raises(UnusableInput, match="can’t stand in a list") as caught:
        checked_grammar(grammar, "the schema")
    assert caught.value.where == "the schema"


def test_a_grammar_is_the_same_with_its_places() -> None:
    text = b"start = element a { (b | empty)*, text? }\nb = element b { 'x' | (xsd:int - '1') }\nb |= (text | empty)"
    places = Places()
    one, other = load("main", lambda _: text), load("main", lambda _: text, places)
    assert one == other
    assert write_rng(one) == write_rng(other)
    assert [places.of(define) for define in other.defines] == ["main:2:1", "main:3:1"]
    assert places.of(other.start) == "main:1:9"
    assert places.of(one.start) == ""
