"""Views that wait on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatica.collection.viewed import Viewed
from diplomatica.views.model import DocumentFacts, DocumentViews

KEY = "ab" * 32
VIEWS = DocumentViews(DocumentFacts("a", "d1", "A title"), "<p>reading</p>", "<p>diplomatic</p>", "text\n")


def test_what_is_kept_is_found_under_its_key(tmp_path: Path) -> None:
    viewed = Viewed(tmp_path)
    viewed.put("a", KEY, VIEWS)
    assert viewed.has("a", KEY)
    assert viewed.facts("a", KEY) == VIEWS.facts
    assert viewed.views("a") == VIEWS
    assert not viewed.has("a", "cd" * 32)
    assert viewed.facts("a", "cd" * 32) is None
    assert not viewed.has("b", KEY)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_counts_as_not_kept(place: int, bit: int, tmp_path: Path) -> None:
    viewed = Viewed(tmp_path)
    viewed.put("a", KEY, VIEWS)
    (path,) = tmp_path.glob("*.views")
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path.write_bytes(data)
    assert not viewed.has("a", KEY)
    assert viewed.facts("a", KEY) is None
    path.write_bytes(data[: place % len(data)])
    assert not viewed.has("a", KEY)


@pytest.mark.parametrize("slug", ["x" * 250, "한글", "a/b"])
def test_a_slug_may_be_anything(slug: str, tmp_path: Path) -> None:
    viewed = Viewed(tmp_path)
    viewed.put(slug, KEY, replace(VIEWS, facts=DocumentFacts(slug, "", "")))
    viewed.put("b", KEY, VIEWS)
    viewed.forget_all_but({slug})
    assert viewed.has(slug, KEY)
    assert not viewed.has("b", KEY)
