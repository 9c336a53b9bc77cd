"""Regular expressions of W3C XML Schema."""

from __future__ import annotations

import pytest

from diplomatica.relaxng.xsd_patterns import matcher


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"[a-z-[aeiou]]+", "xyz", "xya"),
        (r"[^a-z-[0-9]]", "A", "5"),
        (r"[\d.-]{2,}", "1-", "1"),
        (r"a|b?c", "c", "ac"),
        (r"[\D]", "x", "1"),
        (r"[a&&b]+", "a&", "c"),
        (r"$^", "$^", ""),
        (r".", "é", "\n"),
        (r"\p{IsBasicLatin}\P{Lu}", "aé", "éa"),
        (r"\i\c*", "ab", "1"),
        (r"#\ta", "#\ta", "#ta"),
    ],
)
def test_what_a_pattern_means(pattern: str, good: str, bad: str) -> None:
    assert matcher(pattern)(good)
    assert not matcher(pattern)(bad)


@pytest.mark.parametrize("pattern", "a** ( [a a{ \\q [b-a] * ) [] ] \\p{X1} (?:a) a{2}{3} [[a]] \\ \\p".split())
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match="is wrong"):
        matcher(pattern)
