"""Which quotation marks hold somebody's words."""

from __future__ import annotations

import pytest

from diplomatica.encoding.speech import quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We agree.” Then he left.", ["“We agree.”"]),
        ('He said: "We agree." Then he left.', ['"We agree."']),
        ("He said: «We agree.» Then he left.", ["«We agree.»"]),
        ("He said: „We agree.“ Then he left.", ["„We agree.“"]),
        ("He said: „We agree.” Then he left.", ["„We agree.”"]),
        ("He said: ‘We agree.’ It's the workers’ day.", ["‘We agree.’"]),
        ("He said: “They call it “the line” there.” Then he left.", ["“They call it “the line” there.”"]),
        ("the so-called “line” of the party", []),
        ("the party's workers' paper", []),
        ("He said: “We agree", ["“We agree"]),
        ('a 5" gun and a 6" gun', []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in quotes.find(text)] == expected


def test_goes_on_from_the_paragraph_before() -> None:
    (found,) = quotes.find("We agree.” He left.", inside=True)
    assert (found.start, found.end, found.closed) == (0, 10, True)


def test_open_at_the_end() -> None:
    (found,) = quotes.find("“We agree. We go.")
    assert not found.closed
