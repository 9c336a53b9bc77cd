"""The start tags of a document, read a part at a time; and what stands in one of them."""

from __future__ import annotations

import pytest

from diplomatica.validation.large import PART
from diplomatica.validation.source_text import attribute_at
from diplomatica.validation.tags import tags


@pytest.mark.parametrize("shift", range(6))
def test_a_tag_and_a_character_may_stand_on_the_border_of_two_parts(shift: int) -> None:
    lead = f"<a x='{'y' * shift}'>".encode()
    fill = "第".encode() * ((PART - len(lead)) // 3 - 2)
    data = lead + fill + "<b ü='第'/><b ö='第'/></a>".encode()
    found = list(tags(data))
    column = 9 + shift + len(fill) // 3
    assert [(tag.name, tag.place, tag.path) for tag in found] == [
        ("a", (1, 1), "/a[1]"), ("b", (1, column), "/a[1]/b[1]"), ("b", (1, column + 10), "/a[1]/b[2]"),
    ]  # fmt: skip
    assert found[2].attributes == [("ö", "第")]


def test_what_stands_before_a_document_breaks_off() -> None:
    assert [tag.name for tag in tags(b"<a x='1'><b y='1'/><c></a>")] == ["a", "b"]
    assert not list(tags(b""))


def test_where_an_attribute_stands() -> None:
    tag = "<a x:n='1' n = '22' y:n='3' xml:id='4' id='5'>"
    told = {name: attribute_at(tag, name) for name in ("n", "urn:x n", "id", "xml:id", "urn:xml id", "m", "urn:x m")}
    at = {name: (spot and tag[spot[0] : spot[0] + spot[1]], spot and tag[spot[2] : spot[2] + spot[3]])
          for name, spot in told.items()}  # fmt: skip
    assert at == {
        "n": ("n", "'22'"), "urn:x n": ("x:n", "'1'"), "id": ("id", "'5'"), "xml:id": ("xml:id", "'4'"),
        "urn:xml id": ("xml:id", "'4'"), "m": (None, None), "urn:x m": (None, None),
    }  # fmt: skip
