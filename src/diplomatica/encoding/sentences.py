"""Where the sentences of a paragraph begin and end.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a numbered date or a number:

    before  "Mr. A. B. Orlo left the U.S. on 3. May. He saw No. 5 (see p. 7)."
    after   "Mr. A. B. Orlo left the U.S. on 3. May." | "He saw No. 5 (see p. 7)."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# A run of signs is tried at its first sign only, so that a page of dots takes linear time; a small letter goes on.
_END = re.compile(r"([.!?…](?<![.!?…].)[.!?…]*+[\"”’»'“)\]]*+(?:\[\d{1,3}\])*+)\s++(?![a-z])")
_RARER = "!?…"
_NEXT_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPENERS = "\"“„«‘'([—–-"
_LONGEST_ABBREVIATION = 24
_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
    ]
)


def words_of(name: str) -> frozenset[str]:
    """The words of a list in the data folder, one a line, `#` starting a comment."""
    text = files("diplomatica.encoding").joinpath("data", "speech", name).read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _abbreviations() -> frozenset[str]:
    return words_of("abbreviations.txt")


@cache
def _starters() -> frozenset[str]:
    return words_of("starters.txt")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as spans, without the white space round them, in order.

    Together they hold every character that is no white space. Square brackets, quotation marks and other closing
    signs after the full stop belong to the sentence that ends.
    """
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for match in _ends_of(text):
        following = match.end()
        if following < len(text) and _ends(text, start, match.start(), match.end(1), following):
            spans.append((start, match.end(1)))
            start = following
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return tuple(spans)


def _ends_of(text: str) -> Iterator[re.Match[str]]:
    """What `_END` finds; most texts hold no sign but full stops, and these are found faster one by one."""
    if any(sign in text for sign in _RARER):
        yield from _END.finditer(text)
        return
    at = text.find(".")
    while at >= 0:
        match = _END.match(text, at)
        if match is not None:
            yield match
        at = text.find(".", at + 1 if match is None else match.end())


def _ends(text: str, start: int, stop: int, end: int, following: int) -> bool:
    """Does the sign `text[stop:end]` end the sentence that began at `start`? The text goes on at `following`."""
    if text[following] in _OPENERS:
        limit = min(len(text), following + 8)
        while following < limit and text[following] in _OPENERS:
            following += 1
        if following >= len(text):
            return False
    if text[following].islower():
        return False
    if end - stop > 1 or text[stop] != ".":
        return not (text[stop] == "." and text[end - 1] in ")]" and _inside_word(text, stop))
    # most sentences end in a plain word: whatever stands after its last space
    word_start = text.rfind(" ", max(start, stop - _LONGEST_ABBREVIATION), stop) + 1 or max(
        start, stop - _LONGEST_ABBREVIATION
    )
    word = text[word_start:stop]
    if not word.isalpha():
        word_start = _word_start(text, start, stop)
        word = text[word_start:stop]
    if not word:
        return True
    if word.isdigit():
        # "1. The ..." numbers the sentence; "3. May" and "4. December" are dates
        return word_start > start and _next_word(text, following) not in _MONTHS
    if word == "no" and not text[following].isdigit():
        return True  # "he said no." and not "no. 5"
    if word in _abbreviations():
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        next_word = _next_word(text, following)
        return word != "I" and next_word in _starters() and len(next_word) > 1 and word_start > start
    if "." in word and all(len(part) <= 2 for part in word.split(".")):
        return _next_word(text, following) in _starters()
    return True


def _next_word(text: str, position: int) -> str:
    """The word that starts at a position, "" if none does."""
    match = _NEXT_WORD.match(text, position)
    return match.group() if match else ""


def _inside_word(text: str, position: int) -> bool:
    """A full stop just inside a closing bracket after an abbreviation: "(approx.)", "[sic.]"."""
    return text[_word_start(text, 0, position) : position] in _abbreviations()


def _word_start(text: str, floor: int, end: int) -> int:
    """Where the word that ends at `end` starts; an abbreviation keeps its inner full stops ("i.e", "U.S")."""
    position = end
    floor = max(floor, end - _LONGEST_ABBREVIATION)
    while position > floor and (text[position - 1].isalnum() or text[position - 1] in ".’'-"):
        position -= 1
    while position < end and not text[position].isalnum():
        position += 1
    return position
