"""Schemas with long groups, choices and interleaves: what is long is not deep."""

from __future__ import annotations

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.compile import Compiled, compile_grammar
from diplomatica.relaxng.engine.matcher import Fault, Matcher
from diplomatica.relaxng.engine.restrictions import check

MANY = 3_000


def element(number: int) -> rng.Pattern:
    return rng.Optional(rng.Element(rng.Name("", f"e{number}"), rng.Empty()))


def schema(content: rng.Pattern) -> Compiled:
    grammar = rng.Grammar(rng.Element(rng.Name("", "a"), content), ())
    compiled = compile_grammar(grammar)
    check(compiled, grammar)
    return compiled


def faults(compiled: Compiled, data: str) -> list[str]:
    found: list[Fault] = []
    Matcher(Automaton(compiled), found.append).run(data.encode())
    return [fault.kind for fault in found]


def test_a_long_group_of_what_may_be_missing() -> None:
    compiled = schema(rng.Group(tuple(element(number) for number in range(MANY))))
    assert faults(compiled, f"<a><e0/><e7/><e{MANY - 1}/></a>") == []
    assert faults(compiled, "<a><e7/><e0/></a>") == ["element-not-allowed"]


def test_a_long_group_in_a_group() -> None:
    inner = rng.Group(tuple(rng.Element(rng.Name("", f"e{number}"), rng.Empty()) for number in range(MANY)))
    compiled = schema(rng.Group((rng.Group((inner, element(MANY))), element(MANY + 1))))
    whole = "".join(f"<e{number}/>" for number in range(MANY))
    assert faults(compiled, f"<a>{whole}<e{MANY + 1}/></a>") == []
    assert faults(compiled, f"<a>{whole.removesuffix(f'<e{MANY - 1}/>')}</a>") == ["element-incomplete"]


def test_a_long_interleave_and_a_long_choice() -> None:
    parts = tuple(element(number) for number in range(MANY))
    assert faults(schema(rng.Interleave(parts)), f"<a><e{MANY - 1}/><e3/><e2000/></a>") == []
    assert faults(schema(rng.Choice(parts)), f"<a><e{MANY - 1}/></a>") == []
    assert faults(schema(rng.Choice(parts)), "<a><e1/><e1/></a>") == ["element-not-allowed"]


def test_many_attributes_of_one_element() -> None:
    parts = tuple(rng.Optional(rng.Attribute(rng.Name("", f"n{number}"), rng.Text())) for number in range(1_500))
    compiled = schema(rng.Group((*parts, rng.Text())))
    assert faults(compiled, '<a n3="" n1499="">x</a>') == []
    assert faults(compiled, '<a n3="" n1500="">x</a>') == ["attribute-not-allowed"]


def test_patterns_that_are_too_deep_are_refused() -> None:
    deep: rng.Pattern = rng.Text()
    for _ in range(5_000):
        deep = rng.OneOrMore(rng.Group((deep, rng.Empty())))
    with pytest.raises(UnusableInput, match="too deeply"):
        schema(deep)
