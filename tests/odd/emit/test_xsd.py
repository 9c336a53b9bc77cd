"""The XSD emitter: small schemas, and what both validators make of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from diplomatica.odd import model as odd
from diplomatica.odd.emit.xsd import portable
from diplomatica.odd.emit.xsd.emitter import Emitter
from diplomatica.odd.emit.xsd.expression import Exprs
from diplomatica.odd.schema import Schema
from diplomatica.relaxng import model as rng

xmlschema = pytest.importorskip("xmlschema", reason="the second validator of W3C XML Schema is not installed")

NS = "http://example.org/boxes"
OTHER = "http://example.org/other"
_PARSER = etree.XMLParser(collect_ids=False)  # that an ID is there twice is no concern of the parser


def element(name: str, content: rng.Pattern, ns: str = NS, doc: str = "") -> rng.Define:
    return rng.Define(name, rng.Element(rng.Name(ns, name), content, doc))


def attribute(name: str, content: rng.Pattern, default: str | None = None, ns: str = "") -> rng.Attribute:
    return rng.Attribute(rng.Name(ns, name), content, default=default)


def emitted(*defines: rng.Define) -> Mapping[str, str]:
    schema = Schema(
        odd.SchemaSpec("boxes", ns=NS), start=(), exceptions=(), elements={}, classes={}, macros={}, datas={},
        modules=(), constraints=(), foreign=(), edition="",
    )  # fmt: skip
    return Emitter(schema, rng.Grammar(rng.Ref(defines[0].name), defines, NS)).documents()


class Validators:
    """Both validators of one schema; they must agree that it is one."""

    def __init__(self, folder: Path, documents: Mapping[str, str]) -> None:
        for name, text in documents.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.text = next(iter(documents.values()))
        main = folder / next(iter(documents))
        self.libxml2 = etree.XMLSchema(etree.parse(main))
        self.xmlschema: Any = xmlschema.XMLSchema10(str(main))

    def admit(self, xml: str) -> bool:
        first = bool(self.libxml2.validate(etree.fromstring(xml, _PARSER)))
        assert bool(self.xmlschema.is_valid(xml)) is first, xml
        return first


def box(inner: str = "", attributes: str = "", name: str = "box") -> str:
    return f'<{name} xmlns="{NS}" xmlns:o="{OTHER}" {attributes}>{inner}</{name}>'


EMPTIES = [element(name, rng.Empty()) for name in "abcd"]
A, B, C, D = (rng.Ref(name) for name in "abcd")


# --- content ----------------------------------------------------------------------------------------------------------


def test_empty_content_admits_white_space(tmp_path: Path) -> None:
    schema = Validators(tmp_path, emitted(element("box", rng.Empty())))
    assert schema.admit(box())
    assert schema.admit(box(" \n"))
    assert not schema.admit(box("a"))
    assert not schema.admit(box("<box/>"))


def test_unambiguous_model_is_kept(tmp_path: Path) -> None:
    """No rewriting where none is needed: groups, occurrences and order are those of the grammar."""
    model = rng.Define("model.ab", rng.Choice((A, B)))
    documents = emitted(element("box", rng.Group((rng.Ref("model.ab"), rng.ZeroOrMore(C)))), model, *EMPTIES)
    schema = Validators(tmp_path, documents)
    assert '<xs:group ref="ns1:model.ab"/>\n        <xs:element ref="ns1:c" minOccurs="0"' in schema.text
    assert "Wider" not in schema.text


def test_ambiguous_model_is_rewritten(tmp_path: Path) -> None:
    """The same language without ambiguity."""
    parts = (rng.ZeroOrMore(A), rng.OneOrMore(rng.Group((rng.OneOrMore(B), rng.ZeroOrMore(A)))))
    schema = Validators(tmp_path, emitted(element("box", rng.Group(parts)), *EMPTIES))
    assert "Wider" not in schema.text
    assert schema.admit(box("<a/><b/><a/><b/>"))
    assert not schema.admit(box("<a/>"))


def test_inherently_ambiguous_model_is_wider_and_says_so(tmp_path: Path) -> None:
    """No unambiguous expression has this language."""
    parts = (rng.ZeroOrMore(rng.Choice((A, B))), A, rng.Choice((A, B)))
    schema = Validators(tmp_path, emitted(element("box", rng.Group(parts)), *EMPTIES))
    assert "Wider than the RELAX NG, whose content model is: (a | b)*, a, (a | b)<" in schema.text
    assert schema.admit(box("<b/><a/><b/>"))
    assert not schema.admit(box("<c/>"))


def test_name_twice_in_a_choice(tmp_path: Path) -> None:
    """Classes that share a member."""
    classes = (rng.Define("model.x", rng.Choice((A, B))), rng.Define("model.y", rng.Choice((B, C))))
    content = rng.OneOrMore(rng.Choice((rng.Ref("model.x"), rng.Ref("model.y"))))
    schema = Validators(tmp_path, emitted(element("box", content), *classes, *EMPTIES))
    assert "Wider" not in schema.text
    assert schema.admit(box("<c/><b/><a/>"))


def test_all(tmp_path: Path) -> None:
    content = rng.Interleave((A, rng.Optional(B), C))
    schema = Validators(tmp_path, emitted(element("box", content), *EMPTIES))
    assert "<xs:all>" in schema.text
    assert "Wider" not in schema.text
    assert schema.admit(box("<c/><b/><a/>"))
    assert not schema.admit(box("<c/>"))


def test_text_in_one_place_is_wider_and_says_so(tmp_path: Path) -> None:
    schema = Validators(tmp_path, emitted(element("box", rng.Choice((rng.Text(), rng.OneOrMore(A)))), *EMPTIES))
    assert "whose content model is: text | a+<" in schema.text
    assert schema.admit(box("words"))
    assert schema.admit(box("<a/>"))


def test_content_that_is_data(tmp_path: Path) -> None:
    content = rng.Group((rng.Data("integer"), rng.Optional(attribute("n", rng.Text()))))
    schema = Validators(tmp_path, emitted(element("box", content)))
    assert schema.admit(box(" 3 ", 'n="x"'))
    assert not schema.admit(box("three"))


def test_content_that_is_data_under_one_name(tmp_path: Path) -> None:
    """Elements of the same name in two namespaces, and a datatype that is named like what one of them needs."""
    yes, no = rng.Choice((rng.Value("y"), rng.Value("yes"))), rng.Choice((rng.Value("n"), rng.Value("no")))
    box_with = rng.Group((rng.Ref("one"), rng.Ref("other"), rng.Optional(attribute("n", rng.Ref("say.content")))))
    one = rng.Define("one", rng.Element(rng.Name(NS, "say"), yes))
    other = rng.Define("other", rng.Element(rng.Name(OTHER, "say"), no))
    schema = Validators(
        tmp_path, emitted(element("box", box_with), one, other, rng.Define("say.content", rng.Data("integer")))
    )
    assert schema.admit(box("<say>yes</say><o:say>no</o:say>", 'n="1"'))
    assert not schema.admit(box("<say>no</say><o:say>no</o:say>"))
    assert not schema.admit(box("<say>yes</say><o:say>yes</o:say>"))
    assert not schema.admit(box("<say>yes</say><o:say>no</o:say>", 'n="yes"'))


def test_element_that_can_not_be(tmp_path: Path) -> None:
    schema = Validators(tmp_path, emitted(element("box", rng.Optional(A)), element("a", rng.NotAllowed())))
    assert schema.admit(box())
    assert not schema.admit(box(name="a"))


def test_elements_of_one_name(tmp_path: Path) -> None:
    """What any of them admits."""
    one = rng.Define("one", rng.Element(rng.Name(NS, "box"), rng.Group((A, attribute("n", rng.Data("integer"))))))
    two = rng.Define("two", rng.Element(rng.Name(NS, "box"), rng.Group((B, attribute("n", rng.Value("x"))))))
    schema = Validators(tmp_path, emitted(one, two, *EMPTIES))
    assert "several elements of this name" in schema.text
    assert schema.admit(box("<a/>", 'n="1"'))
    assert schema.admit(box("<b/>", 'n="x"'))
    assert not schema.admit(box("<b/>"))


def test_any_element(tmp_path: Path) -> None:
    """A wildcard takes in the elements that it could be mistaken for; what stands inside is not looked at."""
    names = rng.AnyName(rng.NsName(NS))
    anything = rng.Define("any", rng.Element(names, rng.ZeroOrMore(rng.Choice((rng.Text(), rng.Ref("any"))))))
    foreign = element("note", rng.Data("integer"), OTHER)
    content = rng.ZeroOrMore(rng.Choice((A, rng.Ref("any"), rng.Ref("note"))))
    documents = emitted(element("box", content), anything, foreign, *EMPTIES)
    schema = Validators(tmp_path, documents)
    assert list(documents) == ["boxes.xsd", "ns2.xsd"]
    assert "Wider" in schema.text
    assert schema.admit(box('<a/><o:note>many</o:note><x xmlns="" id="1"/>'))
    assert not schema.admit(box("<box/>"))


def test_namespaces_in_their_own_documents(tmp_path: Path) -> None:
    """Documents refer to one another, and any element may stand at the head."""
    svg = "http://www.w3.org/2000/svg"
    inner = element("g", rng.Group((rng.Ref("box"), attribute("href", rng.Data("anyURI"), ns=OTHER))), svg)
    documents = emitted(element("box", rng.Optional(rng.Ref("g"))), inner)
    assert sorted(documents) == ["boxes.xsd", "ns2.xsd", "svg.xsd"]
    schema = Validators(tmp_path, documents)
    assert schema.admit(box(f'<g xmlns="{svg}" o:href="x"><box xmlns="{NS}"/></g>'))
    assert schema.admit(f'<g xmlns="{svg}" xmlns:o="{OTHER}" o:href="x"><box xmlns="{NS}"/></g>')
    assert not schema.admit(box(f'<g xmlns="{svg}"><box xmlns="{NS}"/></g>'))


# --- attributes and datatypes -----------------------------------------------------------------------------------------


def test_attribute_classes_are_shared(tmp_path: Path) -> None:
    group = rng.Define("att.x.attributes", rng.Group((rng.Ref("att.x.attribute.n"), rng.Ref("att.x.attribute.m"))))
    one = rng.Define("att.x.attribute.n", rng.Optional(attribute("n", rng.Data("integer"))))
    two = rng.Define("att.x.attribute.m", attribute("m", rng.Text()))
    content = rng.Group((rng.Ref("att.x.attributes"), rng.Optional(attribute("own", rng.Text()))))
    schema = Validators(tmp_path, emitted(element("box", content), group, one, two))
    assert '<xs:attributeGroup ref="ns1:att.x.attributes"/>' in schema.text
    assert schema.admit(box("", 'm="x" n="1" own="y"'))
    assert not schema.admit(box("", 'n="1"'))
    assert not schema.admit(box("", 'm="x" n="one"'))


def test_choice_of_attributes(tmp_path: Path) -> None:
    content = rng.Choice((attribute("from", rng.Text()), attribute("at", rng.Text())))
    schema = Validators(tmp_path, emitted(element("box", content)))
    assert "can't say: from, at<" in schema.text
    assert schema.admit(box("", 'at="x"'))
    assert schema.admit(box("", 'from="x"'))


def test_default_values_only_where_they_are_sure() -> None:
    listed = rng.Choice((rng.Value("yes"), rng.Value("no")))
    content = rng.Group(
        (
            rng.Optional(attribute("good", listed, "yes")),
            rng.Optional(attribute("wrong", listed, "maybe")),
            attribute("required", listed, "yes"),
            rng.Optional(attribute("word", rng.Data("token", params=(("pattern", r"[^\p{C}\p{Z}]+"),)), "some")),
            rng.Optional(attribute("number", rng.Data("integer"), "some")),
        )
    )
    text = emitted(element("box", content))["boxes.xsd"]
    assert re.findall(r'name="(\w+)"[^>]* default="(\w+)"', text) == [("good", "yes"), ("word", "some")]


def test_identifiers_are_names(tmp_path: Path) -> None:
    """What RELAX NG admits without a check of identifiers: the same one twice, and references to none."""
    xml = "http://www.w3.org/XML/1998/namespace"
    content = rng.Group(
        (
            rng.ZeroOrMore(rng.Ref("box")),
            rng.Optional(attribute("id", rng.Data("ID"), ns=xml)),
            rng.Optional(attribute("of", rng.Data("IDREFS"))),
        )
    )
    documents = emitted(element("box", content))
    assert list(documents) == ["boxes.xsd", "xml.xsd"]
    schema = Validators(tmp_path, documents)
    assert schema.admit(box('<box xml:id="a"/>', 'xml:id="a" of="b c"'))
    assert not schema.admit(box("", 'xml:id="1"'))
    assert not schema.admit(box("", 'of=" "'))


def test_lists(tmp_path: Path) -> None:
    pair = rng.List(rng.Group((rng.Data("integer"), rng.Data("integer"), rng.Optional(rng.Data("integer")))))
    mixed = rng.List(rng.Group((rng.Data("integer"), rng.Value("x"))))
    content = rng.Group((rng.Optional(attribute("some", pair)), rng.Optional(attribute("odd", mixed))))
    schema = Validators(tmp_path, emitted(element("box", content)))
    assert schema.admit(box("", 'some="1 2"'))
    assert not schema.admit(box("", 'some="1"'))
    assert not schema.admit(box("", 'some="1 2 3 4"'))
    assert not schema.admit(box("", 'some="1 x"'))
    assert schema.admit(box("", 'odd="1 x"'))
    assert [line.strip() for line in schema.text.splitlines() if "Wider" in line] == [
        '<xs:documentation>Wider than the RELAX NG: list { xsd:integer, "x" }</xs:documentation>'
    ]


def test_patterns_that_all_hold(tmp_path: Path) -> None:
    """In XSD patterns side by side are alternatives; in RELAX NG each is a condition."""
    data = rng.Data("token", params=(("pattern", "a.*"), ("pattern", ".*b"), ("maxLength", "4"), ("maxLength", "3")))
    schema = Validators(tmp_path, emitted(element("box", attribute("n", data))))
    assert schema.admit(box("", 'n="axb"'))
    for value in ("ax", "xb", "axxb"):
        assert not schema.admit(box("", f'n="{value}"'))


@pytest.mark.parametrize(
    ("value", "admitted"),
    [("a b", True), ("http://example.org/?a[]=1", True), ("http://a:b:c", True), ("%zz", False), ("#a#b", False)],
)
def test_uris(value: str, admitted: bool, tmp_path: Path) -> None:
    """libxml2 takes some of these for no URIs, which RELAX NG validators do."""
    schema = Validators(tmp_path, emitted(element("box", attribute("n", rng.Data("anyURI")))))
    assert schema.admit(box("", f'n="{value}"')) is admitted


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"[^\p{C}\p{Z}]+", r"[^\p{Cc}\p{Z}]+"),
        (r"(\p{L}|\p{N}|\p{P}|\p{S})+", r"[^\p{Cc}\p{Z}]+"),
        (r"(\p{L}|\p{L}|\p{P}|\p{S})+", r"(\p{L}|\p{L}|\p{P}|\p{S})+"),
        (r"\S+\\S", r"[^ \t\n\r]+\\S"),
        (r"[\p{C}\s]", r"[\p{C} \t\n\r]"),
        (r"\p{C}", r"\p{C}"),
    ],
)
def test_patterns_that_validators_read_alike(pattern: str, expected: str) -> None:
    assert portable.pattern(pattern) == expected


def test_characters_that_validators_do_not_know(tmp_path: Path) -> None:
    """Private use, and what is newer than the tables of a validator."""
    data = rng.Data("token", params=(("pattern", r"(\p{L}|\p{N}|\p{P}|\p{S})+"),))
    schema = Validators(tmp_path, emitted(element("box", attribute("n", data))))
    for value in ("\ue000", "\U0001f9a0", "\u1e9e", "\u0378"):
        assert schema.admit(box("", f'n="{value}"'))
    assert not schema.admit(box("", 'n="a b"'))


def test_documentation() -> None:
    """What a specification says stands with its component."""
    value = rng.Choice((rng.Value("x", doc="a cross"), rng.Value("y")))
    box_with = rng.Group((rng.Attribute(rng.Name("", "kind"), value, "what kind"), A))
    text = emitted(element("box", box_with, doc="of cardboard & wood"), *EMPTIES)["boxes.xsd"]
    root = etree.fromstring(text.encode("utf-8"))
    notes = root.findall(".//{http://www.w3.org/2001/XMLSchema}documentation")
    assert [note.text for note in notes[1:]] == ["of cardboard & wood", "what kind", "a cross"]


def test_the_same_bytes() -> None:
    content = rng.Group((rng.ZeroOrMore(rng.Choice((D, A, C))), rng.Optional(attribute("n", rng.Text()))))
    assert emitted(element("box", content), *EMPTIES) == emitted(element("box", content), *EMPTIES)


def test_expressions_are_interned() -> None:
    exprs = Exprs()
    a, b = exprs.names(1), exprs.names(2)
    star = exprs.rep(exprs.alt([a, exprs.rep(b, 0, None)]), 0, None)
    assert star is exprs.rep(exprs.names(3), 0, None)
    assert exprs.seq([a, exprs.rep(a, 0, 1)]) is exprs.rep(a, 1, 2)
    assert star.clear
