"""Grammars as lists, and back."""

from __future__ import annotations

import json

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.compile import compile_grammar
from diplomatica.validation.grammar import Grammar
from diplomatica.validation.packed import pack, pack_grammar, unpack, unpack_grammar
from tests.validation.making import checker, document, grammar
from tests.validation.test_messages import CASES

NAME = rng.Name("urn:a", "a")
PATTERNS: list[rng.Pattern] = [
    rng.Group((rng.Ref("a"), rng.Text())),
    rng.Interleave((rng.Ref("a"), rng.Ref("b"))),
    rng.Choice((rng.Empty(), rng.NotAllowed())),
    rng.Optional(rng.Ref("a")),
    rng.ZeroOrMore(rng.Ref("a")),
    rng.OneOrMore(rng.ParentRef("a")),
    rng.Mixed(rng.Ref("a")),
    rng.List(rng.OneOrMore(rng.Data("token"))),
    rng.Attribute(NAME, rng.Text(), default="x"),
    rng.Attribute(rng.NameChoice((NAME, rng.NsName("urn:b", NAME), rng.AnyName(rng.NsName("urn:c")))), rng.Text()),
    rng.Attribute(rng.AnyName(), rng.Value("v", "token", "lib", "urn:a")),
    rng.Data("string", params=(("minLength", "1"), ("pattern", "a+")), exclude=rng.Value("x")),
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=str)
def test_patterns_come_back(pattern: rng.Pattern) -> None:
    assert unpack(json.loads(json.dumps(pack(pattern)))) == pattern


def test_elements_wait_with_their_content() -> None:
    made = unpack(pack(rng.Element(NAME, rng.Ref("a"))))
    assert isinstance(made, rng.Element)
    assert made.names == NAME
    assert isinstance(made.content, rng.Choice)
    assert made.content.items == (rng.Ref("a"),)


def test_a_reference_to_another_file_is_refused() -> None:
    with pytest.raises(UnusableInput):
        pack(rng.ExternalRef("a.rng"))


def test_the_same_findings() -> None:
    packed = json.loads(json.dumps(pack_grammar(grammar())))
    other = Grammar(Automaton(compile_grammar(unpack_grammar(packed))))
    for body, *_ in CASES:
        assert other.check(document(body), "a.xml") == checker().check(document(body), "a.xml")


def test_a_grammar_in_a_grammar() -> None:
    inner = rng.Grammar(rng.Ref("x"), (rng.Define("x", rng.Element(rng.Name("", "b"), rng.ParentRef("t"))),))
    outer = rng.Grammar(rng.Element(rng.Name("", "a"), inner), (rng.Define("t", rng.Text()),))
    made = Grammar(Automaton(compile_grammar(unpack_grammar(json.loads(json.dumps(pack_grammar(outer)))))))
    assert made.check(b"<a><b>x</b></a>", "a.xml") == ([], None)
    assert [finding.code for finding in made.check(b"<a><c/></a>", "a.xml")[0]] == ["GRA101"]
