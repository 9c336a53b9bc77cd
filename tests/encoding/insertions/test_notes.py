"""Who speaks in an insertion, told by its last words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.insertions import notes

_WHO = ["translator", "Transl.", "editors", "Ed", "author's", "our", "my", "note taker", "compiler"]
_NOUNS = ["note", "Comments", "remark", "italics", "emphasis", "underlining", "additions", "explanation"]


@given(
    st.sampled_from(["– ", "; ", ". ", "("]),
    st.one_of(
        st.tuples(st.sampled_from(_WHO), st.sampled_from(_NOUNS)).map(" ".join),
        st.tuples(st.sampled_from(["note by the ", "comment of "]), st.sampled_from(_WHO)).map("".join),
        st.sampled_from(["trans.", "ed", "Eds.", "translators", "tr."]),
    ),
    st.sampled_from(["", ".", ")", ").", "!"]),
)
def test_the_quick_look_at_the_end_misses_nothing(before: str, words: str, after: str) -> None:
    content = f"the new pier{before}{words}{after}"
    if notes._SUFFIX.search(content):
        assert content.rstrip()[-24:].rstrip(".!)").lower().endswith(notes._LAST)


@pytest.mark.parametrize(
    ("content", "square", "who"),
    [
        ("the one in Velta – our note", False, "author"),
        ("the one in Velta; ed.", True, "editor"),
        ("the one in Velta — transl.", True, "translator"),
        ("the ships were attached", True, ""),
        ("the pier, as noted", True, ""),
        ("they call it a lake – A. B.", False, "author"),
    ],
)
def test_who_speaks(content: str, square: bool, who: str) -> None:
    assert notes.speaker(content, square=square) == who
