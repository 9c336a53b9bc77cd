"""Names in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.views.site.filing import checksum, file_name, filed, folded, letter, sort_key


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("V.I. Horlenko", "person.horlenko", "Horlenko, V.I."),
        ("Friedrich Achterberg", "", "Achterberg, Friedrich"),
        ("Kim In-su", "person.kim-insu", "Kim In-su"),
        ("Kim In-su", "", "Kim In-su"),
        ("Ödön Réthy", "person.rethy", "Réthy, Ödön"),
        ("Szőreghy Bálint", "person.szoreghy", "Szőreghy Bálint"),
        ("Mahmud al-Tayyib", "person.tayyib", "Tayyib, Mahmud al-"),
        ("Rosa Quintana de la Vega", "person.quintana", "Quintana de la Vega, Rosa"),
        ("О. Руденчук", "", "Руденчук, О."),
        ("Martin Ellis Jr.", "", "Ellis Jr., Martin"),
        ("오명순", "omyeongsun", "오명순"),
        ("周恩来", "", "周恩来"),
        ("Garrick", "garrick", "Garrick"),
        ("Varro, Anton", "", "Varro, Anton"),
    ],
)
def test_a_person_is_filed_under_the_family_name(name: str, key: str, expected: str) -> None:
    assert filed(name, key) == expected


def test_marks_case_and_hyphens_do_not_count() -> None:
    assert folded("Łazăr-Ștefan O’NEILL") == "lazarstefan oneill"
    names = ["Zorin", "Ábel", "abel B", "Ørsted", "Kim Su", "Kimura", "Абель", "가나", "9th Department"]
    assert sorted(names, key=sort_key) == [
        "9th Department", "Ábel", "abel B", "Kim Su", "Kimura", "Ørsted", "Zorin", "Абель", "가나",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ábel", "A"),
        ("Øst", "O"),
        ("Ёлкин", "Е"),
        ("류성호", "라"),
        ("꼬리", "가"),
        ("周", "漢字"),
        ("2nd", "0–9"),
        ("…", "#"),
    ],
)
def test_letters_of_an_index(name: str, expected: str) -> None:
    assert letter(name) == expected


@given(st.text(min_size=1, max_size=80))
def test_names_of_files_are_plain_short_and_their_own(text: str) -> None:
    name = file_name(text)
    assert name
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) < 80
    assert name == file_name(text)


@given(st.lists(st.text(max_size=12), max_size=8))
def test_the_order_is_total_and_does_not_depend_on_the_order_before(names: list[str]) -> None:
    assert sorted(names, key=sort_key) == sorted([*names[1:], *names[:1]], key=sort_key)


def test_texts_that_lose_letters_get_a_checksum() -> None:
    assert file_name("State Archive") == "state-archive"
    assert file_name("Архив") != file_name("Музей")
    assert checksum("a") != checksum("b")
