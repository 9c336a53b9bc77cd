"""Identifiers from names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.tei.ids import LONGEST, Unique, slug

NCNAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Berg", "anna-berg"),
        ("A. B. Tarasov-Wells", "a-b-tarasov-wells"),
        ("O'Hara", "ohara"),
        ("d’Ombre", "dombre"),
        ("Łucja Żółć", "lucja-zolc"),
        ("Strauß & Söhne", "strauss-sohne"),
        ("Đặng Ơi", "dang-oi"),
        ("ŞTEFAN ȚEPEȘ", "stefan-tepes"),
        ("Юрий Подъячий", "yuriy-podyachiy"),
        ("Ёлка", "elka"),
        ("Νίκος Ψαράς", "nikos-psaras"),
        ("金山", "u91d1u5c71"),
        ("한", "han"),
        ("오민지", "ominji"),
        ("Ｆｕｌｌ Width", "full-width"),
        ("Office № 7", "office-no-7"),
        ("٣ rooms", "n3-rooms"),
        ("23rd Bureau", "n23rd-bureau"),
        ("İnci", "inci"),
        ("", "unnamed"),
        ("...", "unnamed"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_long_names_are_cut_at_a_word() -> None:
    name = slug("committee of the " * 40)
    assert len(name) <= LONGEST
    assert name.endswith(("committee", "of", "the"))


@given(st.text())
def test_every_slug_is_an_ncname(text: str) -> None:
    name = slug(text)
    assert NCNAME.match(name)
    assert len(name) <= LONGEST


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


def test_unique_numbers_from_two() -> None:
    ids = Unique()
    assert [ids.give(name) for name in ("Kim", "kim", "KIM!")] == ["kim", "kim-2", "kim-3"]


def test_unique_steps_over_what_is_taken() -> None:
    ids = Unique({"berg", "berg-2"})
    assert ids.give("Berg") == "berg-3"
    assert "berg-3" in ids
    assert "berg-4" not in ids


@given(st.lists(st.sampled_from(["a", "a 2", "A-2", "a 2 2", "", "b"]), max_size=30))
def test_unique_never_repeats(names: list[str]) -> None:
    ids = Unique()
    given_out = [ids.give(name) for name in names]
    assert len(set(given_out)) == len(given_out)


def test_many_of_one_name_stay_quick() -> None:
    ids = Unique()
    assert [ids.give("x") for _ in range(20_000)][-1] == "x-20000"
