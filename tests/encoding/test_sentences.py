"""Where sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.sentences import split


@pytest.mark.parametrize(
    "parts",
    [
        ["The road is open.", "Carts use it."],
        ["Mr. A. B. Orlo and Dr. Vesk spoke.", "They left."],
        ["He left the U.N. mission.", "She stayed."],
        ["They left the U.N.", "The talks ended."],
        ["See No. 5 and p. 7 of vol. 2.", "It is there."],
        ["They met on 3. May and on 20./21. November.", "Nothing came of it."],
        ["It cost 3.5 million in 1960.", "It was paid."],
        ["1. The road is open.", "Carts use it."],
        ["“It is open.”", "He left."],
        ["He said (in passing.)", "He left."],
        ["Is it open?", "Yes!", "Good."],
        ["It ended at 5 p.m. on Friday.", "All left."],
        ["It was put off [...] until May.", "[They] waited."],
        ["It is said so in the treaty.[3]", "It is not."],
        ["He hesitated…", "Then he spoke."],
        ["Comrade Yu. D. Orlo and Gen. Vesk met.", "They spoke."],
    ],
)
def test_split(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in split(text)] == parts


@given(st.text(alphabet='Ab1 .!?"“”()[]…’\n-', max_size=80))
def test_spans_hold_everything_but_white_space(text: str) -> None:
    spans = split(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() and start < end for start, end in spans)


@pytest.mark.parametrize("unit", [".", ". ", "A. ", '."', "[", "Mr. "])
def test_long_hostile_text_is_split(unit: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    text = unit * (500_000 // len(unit))
    spans = split(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
