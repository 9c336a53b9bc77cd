"""W3C XML Schema datatypes: jing's cases where they are at hand, and our own beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from diplomatica.relaxng.datatypes import Context, Datatype, datatype
from diplomatica.relaxng.model import XSD_TYPES
from tests.conformance.relaxng.suite import OWN, parse, skipped


def context(node: etree._Element) -> Context:
    entities = re.findall(r"<!ENTITY (\w+)", node.get("internalSubset") or "")
    return Context({prefix or "": uri for prefix, uri in node.nsmap.items()}, frozenset(entities))


def made(name: str, *params: tuple[str, str]) -> Datatype:
    return datatype(name, XSD_TYPES, params)


def wrong(path: Path) -> Iterator[str]:
    """What is not as the suite says: datatype, kind of case, strings."""
    for kind in parse(path):
        name = str(kind.get("name"))
        for node in kind:
            texts = [value.text or "" for value in node.iter("value")] or [node.text or ""]
            label = f"{name} {node.tag} {' '.join(map(repr, texts))}"
            if node.tag in ("valid", "invalid"):
                fine = made(name).allows(texts[0], context(node)) == (node.tag == "valid")
            elif node.tag == "length":
                fine = made(name, ("length", str(node.get("value")))).allows(texts[0])
            elif node.tag == "facet":
                given = (str(node.get("name")), str(node.get("value")))
                fine = made(name, given).allows(texts[0]) == (node.get("valid") == "yes")
            elif node.tag == "equiv":
                fine = equivalent(name, node)
            else:
                less = [made(name, ("maxExclusive", b)).allows(a) for a, b in (texts, texts[::-1])]
                fine = less == ([True, False] if node.tag == "lessThan" else [False, False])
            if not fine:
                yield label


def equivalent(name: str, node: etree._Element) -> bool:
    """Are the values of one class the same, and those of different classes not?"""
    values = [
        (number, made(name).value_of(value.text or "", context(value)))
        for number, group in enumerate(node)
        for value in group
    ]
    return all((one == other) == (a == b) for a, one in values for b, other in values)


def test_the_cases_of_jing(shared: Path) -> None:
    path = shared / "relaxng" / "xsdtest.xml"
    if not path.is_file():
        pytest.skip(f"no conformance cases at {path}")
    expected = sorted(case for suite, case in skipped() if suite == "datatypes")
    assert sorted(wrong(path)) == expected


def test_our_own_cases() -> None:
    path = OWN / "datatypes.xml"
    assert len(list(parse(path).iter("valid", "invalid", "facet", "equiv", "lessThan", "incomparable"))) > 80
    assert list(wrong(path)) == []
