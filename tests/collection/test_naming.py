"""Names of documents in addresses."""

from __future__ import annotations

import os
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.collection.edition.model import sources_of
from diplomatica.collection.edition.naming import LONGEST, same_place, slug_of
from tests.conftest import ROOT

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("03-telegram", "03-telegram"),
        ("Letter 3 (draft)", "Letter-3-(draft)"),
        ("cafe\u0301", "caf\u00e9"),
        ("CON", "document-CON"),
        ("lpt1.tei", "document-lpt1.tei"),
        ("consul", "consul"),
        ("index.html", "index-html"),
        ("..", "document"),
        (os.fsdecode(b"a\xffb"), "a-b"),
        ("a\u202egnp.b\u200b", "a-gnp.b"),
    ],
)
def test_names(stem: str, slug: str) -> None:
    assert slug_of(stem) == slug


def test_the_specimens_keep_their_names() -> None:
    for path in (ROOT / "tei" / "encoded").glob("*.xml"):
        assert slug_of(path.stem) == path.stem


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_name_is_one_on_every_system(stem: str) -> None:
    slug = slug_of(stem)
    assert slug
    assert slug == unicodedata.normalize("NFC", slug)
    assert not re.search(r'[\s#?%\\\\/:*"<>|\x00-\x1f]', slug)
    assert not slug.startswith((".", "-"))
    assert not slug.endswith((".", "-", ".html"))
    assert not RESERVED.match(slug)
    assert len(slug.encode("utf-8")) <= LONGEST + 16


def test_long_names_differ_by_their_end() -> None:
    assert slug_of("x" * 250 + "a") != slug_of("x" * 250 + "b")


@pytest.mark.parametrize("pair", [("a", "A"), ("caf\u00e9", "CAFE\u0301"), ("stra\u00dfe", "STRASSE"), ("a b", "a#b")])
def test_two_documents_never_have_one_place(pair: tuple[str, str]) -> None:
    one, other = (slug_of(name) for name in pair)
    assert same_place(one) == same_place(other)
    sources, problems = sources_of(f"{name}.xml" for name in pair)
    assert len(sources) == len(problems) == 1
    assert problems[0].advice == "rename one of them"
