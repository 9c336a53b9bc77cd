"""Where the names of months stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding import plainwords
from diplomatica.encoding.dates import months, ordinals

_TEXT = st.lists(st.sampled_from(["May", "MAY", "may", "mai", "мая", "March", "x", "1", "_", " ", ".", "é", "²", "٣"]))


@given(_TEXT.map("".join))
def test_the_quick_search_finds_what_the_pattern_finds(text: str) -> None:
    for form in ("may", "mai", "мая", "march"):
        expected = [match.span() for match in months._name(form).finditer(text)]
        assert list(months._places(text.lower(), form)) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("on 3 May", ["May"]),
        ("on 3May1966", ["May"]),
        ("Mayor, dismay, may_be", []),
        ("İ, 3 May and 4 MARCH", ["May", "MARCH"]),
        ("3 мая", ["мая"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    runs = [match.span() for match in months._NUMBER.finditer(text)]
    places = months.names_in(text, runs)
    assert [text[start:end] for start, end in places] == names
    plain = plainwords.plain(text)
    assert plain is None or months.names_in_plain(plain, runs, plainwords.lower_words(plain)) == places


_PLAIN = st.lists(st.sampled_from(["May", "march", "APRIL", "1", "23rd", "the ", "first", " ", ",", "_", "x", "’"]))


@given(_PLAIN.map("".join))
def test_words_tell_what_the_scanners_find(text: str) -> None:
    plain = plainwords.plain(text)
    assert plain is not None
    runs, words = plainwords.figures(text), plainwords.lower_words(plain)
    assert months.names_in_plain(plain, runs, words) == months.names_in(text, runs)
    assert ordinals.may_stand(plain, runs, words) or not list(ordinals.scan(text, None))
