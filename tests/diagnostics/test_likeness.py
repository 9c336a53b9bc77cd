"""Words that are alike."""

from __future__ import annotations

import pytest

from diplomatica.diagnostics.likeness import alike, nearest

NAMES = ["p", "persName", "placeName", "pb", "div", "date", "dateline", "item", "lem", "title", "titleStmt"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("persNam", "persName"), ("PERSNAME", "persName"), ("prsename", "persName"), ("itme", "item"), ("dvi", "div"),
        ("x", ""), ("", ""), ("q" * 300, ""), ("titel", "title"), ("zzzz", ""), ("datte", "date"), ("dates", "date"),
    ],
)  # fmt: skip
def test_nearest(word: str, near: str) -> None:
    assert nearest(word, NAMES) == near


def test_several_as_near_leave_it_open() -> None:
    assert nearest("cot", ["cat", "cut"]) == ""
    assert nearest("cot", ["cat", "dot"]) == "cat"
    assert alike("cot", ["cut", "cat", "dot", "house"]) == ["cat", "cut", "dot"]
