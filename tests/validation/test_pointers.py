"""What pointers say, without looking at files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.validation.model import Pointer, PrefixDef
from diplomatica.validation.pointers import is_elsewhere, joined, path_and_id, prefix_of, spelled_out

PEOPLE = PrefixDef("p", "([a-z]+)-?([0-9]*)", "people.xml#$1$2")


@pytest.mark.parametrize(
    ("pointer", "prefix"),
    [
        ("psn:MDH", "psn"), ("a.b:c", "a.b"), ("http://example.org", ""), ("x://host", ""), ("urn:x", ""), ("#a", ""),
        ("MAILTO:a@b", ""), ("file:/a.xml#b", ""), ("10:30", ""), ("p:", ""), ("a/b:c", ""), ("tei:4.8.0", ""),
    ],
)  # fmt: skip
def test_prefixes(pointer: str, prefix: str) -> None:
    assert prefix_of(pointer) == prefix


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("a.xml#b", True), ("../a.xml", True), ("a.xml", True), ("a.jpg", False), ("a.svg#b", True), ("#b", False),
        ("//host/a.xml#b", False), ("http://example.org/a.xml", False), ("file:///a.xml#b", True), ("a.xml#", True),
        ("a.xml#xpath(//p)", False), ("p:a", False), ("", False),
    ],
)  # fmt: skip
def test_pointers_into_other_files(pointer: str, expected: bool) -> None:
    assert is_elsewhere(pointer) is expected


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        ("", "a.xml#b", "a.xml#b"),
        ("sub/", "a.xml#b", "sub/a.xml#b"),
        ("sub/c.xml", "a.xml#b", "sub/a.xml#b"),
        ("sub/c.xml", "#b", "sub/c.xml#b"),
        ("sub/c.xml", "../a.xml", "a.xml"),
        ("../sub/", "../../a.xml", "../../a.xml"),
        ("sub/", "more/", "sub/more/"),
        ("sub/", "/a.xml", "/a.xml"),
        ("sub/", "http://example.org/a", "http://example.org/a"),
        ("http://example.org/x/y", "../a.xml#b", "http://example.org/a.xml#b"),
    ],
)
def test_bases(base: str, reference: str, expected: str) -> None:
    assert joined(base, reference) == expected


@pytest.mark.parametrize(
    ("written", "definitions", "expected"),
    [
        ("p:ito", [PEOPLE], ("people.xml#ito",)),
        ("p:ito-7", [PEOPLE], ("people.xml#ito7",)),
        ("p:7", [PEOPLE], ()),
        ("p:ITO", [PEOPLE], ()),
        ("p:a b", [PEOPLE], None),  # a part fits: some programs replace parts
        (
            "p:ito",
            [PEOPLE, PrefixDef("p", "(.+)", "http://example.org/$1")],
            ("people.xml#ito", "http://example.org/ito"),
        ),
        ("p:ito", [PrefixDef("p", "(", "$1")], None),
        ("p:ito", [PrefixDef("p", "ito", "a.xml#$3")], ("a.xml#",)),
        ("p:" + "a" * 60 + "!", [PrefixDef("p", "(a|aa)+", "$1")], None),
        ("p:a:b", [PrefixDef("p", "(.):(.)", "$2$1")], ("ba",)),
    ],
)
def test_what_a_prefix_stands_for(written: str, definitions: list[PrefixDef], expected: tuple[str, ...] | None) -> None:
    assert spelled_out(Pointer(written), definitions) == expected


def test_paths() -> None:
    assert path_and_id("caf%C3%A9%20a.xml#b") == ("café a.xml", "b")
    assert path_and_id("a.xml?view=page#b") == ("a.xml", "b")
    assert path_and_id("file:///x/a.xml#b") == ("/x/a.xml", "b")
    assert path_and_id("#b") == ("", "b")
    for remote in ("http://example.org/a#b", "//host/a", "file://host/a", "a%00.xml#b", "http://[bad", "a#xpath(b)"):
        assert path_and_id(remote) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_breaks(base: str, reference: str) -> None:
    address = joined(base, reference)
    path_and_id(address)
    prefix_of(reference)
    is_elsewhere(reference)
