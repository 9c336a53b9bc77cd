"""IDs and references: which attributes they are, and what is found in a document."""

from __future__ import annotations

import pytest

from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.ids import id_types
from diplomatica.relaxng.engine.matcher import Fault, Matcher
from diplomatica.relaxng.engine.schema import compiled_schema

LETTERS = """
namespace xml = "http://www.w3.org/XML/1998/namespace"
default namespace = "urn:l"
start = element letters { letter* }
letter = element letter | note { attribute xml:id { xsd:ID }?, attribute to { xsd:IDREF }?,
  attribute of { xsd:IDREFS }? }
"""
XML_ID = "http://www.w3.org/XML/1998/namespace id"


def compact(text: str) -> Automaton:
    return Automaton(compiled_schema("x.rnc", lambda _: text.encode()))


def found(body: str) -> list[tuple[str, int, str, str]]:
    automaton = compact(LETTERS)
    types, unsound = id_types(automaton.compiled)
    assert not unsound
    faults: list[Fault] = []
    data = f'<letters xmlns="urn:l">\n{body}</letters>'.encode()
    valid = Matcher(automaton, faults.append, types).run(data)
    assert valid == (not faults)
    others: list[Fault] = []
    Matcher(automaton, others.append).run(data)
    assert others == [fault for fault in faults if not fault.kind.startswith("id-")], "no types, no IDs"
    return [(fault.kind, fault.line, fault.name.split()[-1], fault.value) for fault in faults]


def test_the_types_of_a_schema() -> None:
    types, unsound = id_types(compact(LETTERS).compiled)
    assert types == {name: {XML_ID: "ID", "to": "IDREF", "of": "IDREFS"} for name in ("urn:l letter", "urn:l note")}
    assert unsound == ()


def test_twice_and_nowhere() -> None:
    body = '<letter xml:id="a" to="b"/>\n<note xml:id="a" of=" a\tb c"/>\n<letter xml:id="b"/>\n'
    assert found(body) == [("id-twice", 3, "id", "a"), ("id-missing", 3, "of", "c")]
    assert found('<letter xml:id="1"/>') == [("attribute-value", 2, "id", "1")]
    assert found('<letter xml:id=""/><letter of="" to="x y"/>') == [
        ("attribute-value", 2, "id", ""), ("attribute-value", 2, "of", ""), ("attribute-value", 2, "to", "x y"),
    ]  # fmt: skip
    assert found('<letter to="a" xml:id="b"/><letter xml:id="a"/>') == []


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        ("element a { attribute n { xsd:ID }, element b { attribute n { text } } }", []),
        ("element a { attribute n { xsd:ID }, element a { attribute n { text } }? }", ["conflict"]),
        ("element a { attribute n { xsd:ID }, element a { attribute n { xsd:IDREF } }? }", ["conflict"]),
        ("element a { attribute n { xsd:ID }, element * { attribute * { text }* }? }", ["conflict"]),
        ("element a { attribute n { xsd:ID }, element * - a { attribute * { text }* }? }", []),
        ("element a { xsd:ID }", ["element-content"]),
        ("element a { attribute n | m { xsd:ID } }", ["attribute-names"]),
        ("element * { attribute n { xsd:ID } }", ["element-names"]),
        ('element a { attribute n { xsd:ID | "none" } }', ["value-part"]),
        ("element a { attribute n { list { xsd:IDREF+ } } }", ["value-part"]),
        ("element a { attribute n { xsd:token - xsd:ID } }", ["value-part"]),
        ('element a { attribute n { xsd:ID - "x" } }', []),
        ('element a { attribute n { xsd:ID "x" } }', []),
        ("element a | b { attribute n { xsd:ID } }", []),
    ],
)
def test_a_schema_must_be_sound(schema: str, kinds: list[str]) -> None:
    _, unsound = id_types(compact(schema).compiled)
    assert [fault.kind for fault in unsound] == kinds
    assert all("None" not in str(fault) for fault in unsound)
