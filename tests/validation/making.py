"""A small schema in the TEI's namespace, and documents of it, for the tests of validation."""

from __future__ import annotations

from functools import cache

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.compile import compile_grammar
from diplomatica.relaxng.reader import Context, read_grammar
from diplomatica.tei.located import read_located
from diplomatica.validation.grammar import Grammar

TEI = "http://www.tei-c.org/ns/1.0"
# Elements under the names of the TEI; what they hold is simpler than there.
SCHEMA = f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{TEI}"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><ref name="text"/></start>
  <define name="global">
    <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
    <optional><attribute name="xml:lang"><choice><data type="language"/><value/></choice></attribute></optional>
    <optional><attribute name="n"/></optional>
    <optional><attribute name="ref"><list><oneOrMore><data type="anyURI"/></oneOrMore></list></attribute></optional>
  </define>
  <define name="text"><element name="text"><ref name="global"/><ref name="body"/></element></define>
  <define name="body">
    <element name="body">
      <ref name="global"/>
      <zeroOrMore><ref name="head"/></zeroOrMore>
      <oneOrMore><ref name="div"/></oneOrMore></element>
  </define>
  <define name="div">
    <element name="div">
      <ref name="global"/>
      <optional>
        <attribute name="type">
          <choice><value>letter</value><value>report</value><value>note</value></choice>
        </attribute>
      </optional>
      <optional><ref name="head"/></optional>
      <optional><ref name="opener"/></optional>
      <zeroOrMore><choice><ref name="p"/><ref name="list"/><ref name="pb"/></choice></zeroOrMore>
      <optional><ref name="closer"/></optional>
    </element>
  </define>
  <define name="head"><element name="head"><ref name="global"/><ref name="phrases"/></element></define>
  <define name="opener"><element name="opener">
      <ref name="global"/><oneOrMore><ref name="date"/></oneOrMore></element></define>
  <define name="closer"><element name="closer">
      <ref name="global"/><oneOrMore><ref name="signed"/></oneOrMore></element></define>
  <define name="signed"><element name="signed"><ref name="global"/><ref name="phrases"/></element></define>
  <define name="p"><element name="p"><ref name="global"/><ref name="phrases"/></element></define>
  <define name="phrases">
    <zeroOrMore>
      <choice><text/><ref name="persName"/><ref name="date"/><ref name="pb"/>
        <ref name="ptr"/><ref name="graphic"/><ref name="measure"/></choice>
    </zeroOrMore>
  </define>
  <define name="persName"><element name="persName"><ref name="global"/><ref name="phrases"/></element></define>
  <define name="date">
    <element name="date">
      <ref name="global"/>
      <optional>
        <attribute name="when">
          <choice><data type="date"/><data type="gYear"/><data type="gYearMonth"/></choice>
        </attribute>
      </optional>
      <text/>
    </element>
  </define>
  <define name="pb"><element name="pb"><ref name="global"/></element></define>
  <define name="graphic"><element name="graphic">
      <attribute name="url"><data type="anyURI"/></attribute></element></define>
  <define name="measure"><element name="measure"><data type="decimal"/></element></define>
  <define name="ptr">
    <element name="ptr">
      <choice><attribute name="target"><data type="anyURI"/></attribute><attribute name="cRef"/></choice>
    </element>
  </define>
  <define name="list"><element name="list">
      <ref name="global"/>
      <optional><ref name="head"/></optional>
      <oneOrMore><ref name="item"/></oneOrMore></element></define>
  <define name="item"><element name="item"><ref name="global"/><ref name="phrases"/></element></define>
</grammar>
"""


@cache
def grammar() -> rng.Grammar:
    """The schema."""

    def closed(*_: object) -> object:
        raise AssertionError("no other file")

    return read_grammar(read_located(SCHEMA.encode(), "schema.rng"), Context(), closed)  # type: ignore[arg-type]


def checker() -> Grammar:
    """The schema, ready to check."""
    return Grammar(Automaton(compile_grammar(grammar(), "schema.rng")))


def document(body: str) -> bytes:
    """A document; what is given begins in line 3."""
    return f'<text xmlns="{TEI}">\n<body>\n{body}\n</body>\n</text>'.encode()


def found(body: str) -> list[Diagnostic]:
    """What is wrong with what is in a body."""
    return checker().check(document(body), "a.xml")[0]
