"""Values that are taken to be right without a look at the datatype: the datatype agrees with all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.relaxng.datatypes import datatype
from diplomatica.relaxng.engine.deriving import SIMPLE
from diplomatica.relaxng.engine.simple import IN_QUOTES, in_quotes, is_simple

LIBRARY = "http://www.w3.org/2001/XMLSchema-datatypes"
SIGNS = st.text("0123456789-azAZ_.:/#% htps\n\té", max_size=12)


@pytest.mark.parametrize(("kind", "right", "wrong"), [
    ("word", ["a", "x;y"], ["", "a b", "é", "a\n"]),
    ("word*", ["a b", " a  b "], ["", " ", "é b"]),
    ("name", ["a", "_1", "x-y.z"], ["", "1a", "-a", "a b", "a:b", "a\n"]),
    ("uri", ["#a", "x/y.html#z", "http://a.example/b", "https://a", "p,q"],
     ["", "a b", "b:c", "a##b", "http://", "%41"]),
    ("number", ["1", "120"], ["", "0", "01", "1234567890", "-1", "1.5"]),
    ("date", ["1968-03-14"], ["1968", "1968-03", "0000-01-01", "1968-13-01", "1968-02-30", "68-03-14"]),
    ("when", ["1968", "1968-03", "1968-03-14"], ["0000", "1968-3", "1968-00", "19680314", "1968-"]),
])  # fmt: skip
def test_kinds(kind: str, right: list[str], wrong: list[str]) -> None:
    assert [value for value in right if not is_simple(kind, value)] == []
    assert [value for value in wrong if is_simple(kind, value)] == []


@given(st.sampled_from(sorted(SIMPLE)), SIGNS)
def test_a_simple_value_is_one_of_the_datatype(name: str, value: str) -> None:
    if is_simple(SIMPLE[name], value):
        assert datatype(name, LIBRARY).allows(value)


@given(st.sampled_from([*IN_QUOTES, *(f"{kind}*" for kind in IN_QUOTES)]), SIGNS)
def test_what_stands_in_quotes_is_simple(kind: str, value: str) -> None:
    """The expression for bytes holds nothing for a value that the one for strings does not."""
    if re.fullmatch(in_quotes(kind), f'"{value}"'):
        assert is_simple(kind, value)


def test_lists_in_quotes() -> None:
    uris = re.compile(in_quotes("uri*"))
    assert [value for value in ("#a", "#a b", "a#b c") if not uris.fullmatch(f'"{value}"')] == []
    assert [value for value in ("", " ", "#a#b", "#a  b", "#a ", "a:b") if uris.fullmatch(f'"{value}"')] == []
