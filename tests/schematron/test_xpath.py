from __future__ import annotations

import pytest

from diplomatica.schematron import xpath
from diplomatica.schematron.model import Check, Expression, Pattern, Rule
from diplomatica.schematron.needs import needs
from diplomatica.schematron.places import places, plain
from diplomatica.schematron.vocabulary import Vocabulary, shapes_of


@pytest.mark.parametrize(
    "text",
    [
        "a | b[. = ')|']/@c",
        "(: note (: inner :) :)x",
        "'it''s' || \"q\"\"\"",
        "a//b[1.5e3]",
        "Q{urn:x}y/*:z",
        "(: open",
    ],
)
def test_tokens_are_the_whole_text(text: str) -> None:
    assert xpath.join(xpath.tokens(text)) == text


@pytest.mark.parametrize(
    ("context", "selected"),
    [
        ("seal", "//seal"), ("/", "/"), ("/a/b", "/a/b"), ("//a", "//a"), ("a | @b", "//a | //@b"),
        ("a[b | c] union d", "//a[b | c] | //d"), ("id('x')/a", "id('x')/a"), ("key('k', 'v')", "key('k', 'v')"),
        ("$v", "$v"), ("text()", "//text()"), ("a except b", "//(a except b)"), ("union", "//union"),
        ("document-node()", "/self::document-node()"), ("a['|']", "//a['|']"),
    ],
)  # fmt: skip
def test_a_match_pattern_becomes_a_selection(context: str, selected: str) -> None:
    assert xpath.selection(context) == selected


def test_parameters_are_put_in() -> None:
    assert xpath.substitute("$a = $ab and $a-b", {"a": "1", "ab": "2"}) == "1 = 2 and $a-b"


def test_places_without_tags() -> None:
    assert plain("/Q{urn:t}a[1]/@Q{http://www.w3.org/XML/1998/namespace}id") == "/a[1]/@xml:id"
    data = b"<?go?><a><b/><b>\n<c d='1'/></b></a>"
    wanted = [
        "/",
        "/Q{}a[1]/Q{}b[2]/Q{}c[1]",
        "/Q{}a[1]/Q{}b[2]/Q{}c[1]/@d",
        "/processing-instruction(go)[1]",
        "/Q{}z[9]",
    ]
    assert places(data, wanted) == {
        "/": (1, 7), wanted[1]: (2, 1), wanted[2]: (2, 4), wanted[3]: (1, 1),
    }  # fmt: skip


def may_speak(context: str, kind: str, test: str, document: str, *, with_shapes: bool = True) -> bool:
    check = Check(kind, Expression(test), ())
    data = document.encode()
    names = Vocabulary(data, shapes_of(data) if with_shapes else None)
    return needs(Pattern((Rule(Expression(context), (check,)),)))(names)


@pytest.mark.parametrize(
    ("context", "kind", "test"),
    [
        ("seal", "report", "true()"),
        ("t:p", "report", "ancestor::t:seal"),
        ("p[@wax]", "report", "true()"),
        ("p[@n = 'three']", "report", "true()"),
        ("p", "report", "parent::p or @wax"),
        ("p", "report", "self::letter"),
        ("p", "assert", "not(ancestor::p)"),
        ("p", "assert", "@n or @m"),
        ("p", "assert", "true()"),
        ("q/p", "report", "true()"),
        ("date/p", "report", "true()"),
        ("p", "report", "exists(seal) and @n"),
        ("p", "report", "@wax = 'red'"),
        ("@wax", "report", "true()"),
        ("date[not(@when)]", "report", "true()"),
        ("letter", "assert", "date"),
        ("letter", "assert", "count(seal | p) > 0"),
        ("letter", "assert", "descendant::i or descendant::hi"),
    ],
)  # fmt: skip
def test_a_rule_that_can_say_nothing_is_seen(context: str, kind: str, test: str) -> None:
    assert not may_speak(context, kind, test, '<letter><date when="1702"/><p n="1"/><p n="2"><hi/></p></letter>')


@pytest.mark.parametrize(
    ("context", "kind", "test"),
    [
        ("p", "report", "@n"),
        ("*[@when]", "report", "true()"),
        ("p", "assert", "date"),
        ("p", "assert", "@wax"),
        ("p[1]", "report", "true()"),
        ("p", "report", "not(seal)"),
        ("p", "report", "count(seal) = 0"),
        ("/", "report", "true()"),
        ("text()", "report", "true()"),
        ("letter//p", "report", "true()"),
        ("p", "report", "ancestor::letter[date]"),
        ("p", "report", "some $x in . satisfies true()"),
        ("p", "report", "$x and true()"),
        ("p", "report", "preceding::date"),
        ("date/@when", "report", "../self::date"),
        ("p", "report", "@n != '1'"),
        ("p", "report", "seal = false()"),
        ("p", "report", "if (seal) then false() else true()"),
        ("p", "assert", "@n and seal"),
        ("seal | p", "report", "true()"),
        ("p", "report", "../date"),
        (".[@n]", "report", "true()"),
        ("letter", "assert", "hi"),
        ("p", "assert", "descendant::hi"),
        ("letter", "assert", "t:date"),
        ("letter", "assert", "date[2]"),
        ("letter", "assert", "count(p) > 1"),
        ("letter", "assert", "count(date) > 0 and count(p) = 2"),
        ("letter", "report", "count(false()) > 0"),
    ],
)  # fmt: skip
def test_a_rule_that_may_say_something_is_needed(context: str, kind: str, test: str) -> None:
    assert may_speak(context, kind, test, '<letter><date when="1702"/><p n="1"/><p n="2"><hi/></p></letter>')


@pytest.mark.parametrize(
    "document",
    ['<!DOCTYPE a [<!ENTITY e "&#60;seal/>">]><a>&e;</a>', '<!DOCTYPE a [<!ATTLIST a wax CDATA "red">]><a/>'],
)
def test_where_a_dtd_may_hide_something_all_is_needed(document: str) -> None:
    assert may_speak("seal", "report", "@wax", document, with_shapes=False)


@pytest.mark.parametrize("with_shapes", [True, False])
def test_names_tell_with_and_without_shapes(with_shapes: bool) -> None:
    document = '<t:a xmlns:t="urn:t" t:n = "&lt;x y=\'1\'"><!-- <seal wax="red"/> --><t:b/></t:a>'
    assert may_speak("b", "report", "true()", document, with_shapes=with_shapes)
    assert may_speak("*[@t:n]", "report", "true()", document, with_shapes=with_shapes)
    assert not may_speak("ring", "report", "true()", document, with_shapes=with_shapes)
    assert not may_speak("*[@stone]", "report", "true()", document, with_shapes=with_shapes)
