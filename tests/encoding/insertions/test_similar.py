"""Forms of one name against names of two people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.insertions.similar import same_name


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bak Jeong-ho", "Pak Chong Ho"),
        ("Ri Dae-ung", "Yi Tae Ung"),
        ("Ri Dae-ung", "Lee Dae Woong"),
        ("Choe Gi-yong", "Choi Ki Yong"),
        ("T.L. Dao", "Tao Tinglan"),
        ("Hsu Teh-kang", "Xu Degang"),
        ("Chou Tse-lin", "Zhou Zelin"),
        ("Dvořák Jiří", "Jiri Dvorak"),
        ("Tsingtau", "Qingdao"),
    ],
)
def test_one_name(first: str, second: str) -> None:
    assert same_name(first, second)
    assert same_name(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orlov", "Veltin"),
        ("Sever", "Antipov"),
        ("Kim", "North"),
        ("Orlov", ""),
        ("A", "B"),
        ("Tao Tinglan", "Petrov Ivan"),
    ],
)
def test_two_names(first: str, second: str) -> None:
    assert not same_name(first, second)


@given(st.text(max_size=20), st.text(max_size=20))
def test_total(first: str, second: str) -> None:
    """Any two strings can be compared."""
    assert same_name(first, second) in (True, False)
