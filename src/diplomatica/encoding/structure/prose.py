"""Running text or a short line: the question on which most others hang."""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.encoding.structure.words import is_capitals, one_of, words

FINITE = re.compile(r"\b(?:was|were|has|have|had|been|is|are|I|we|he|she|they)\b")

SENTENCE = re.compile(r"[.?!…](?:[\"”’»)\]])*(?:\s|$)")

LONGEST_LINE = 700  # no line above or below a text is longer


@lru_cache(maxsize=1024)
def is_prose(text: str) -> bool:
    """Is the line running text rather than a heading, label or name?"""
    if len(text) > LONGEST_LINE:
        return True
    count = len(text.split())
    if count > 28 and not is_capitals(text):
        return True
    if is_capitals(text):
        return count > 24 or (count > 16 and text[-1:] in ".?!")
    lower = sum(word[:1].islower() for word in words(text))
    if text[-1:] == ":" and count > 14 and SENTENCE.search(text[:-1]):
        return True
    return count >= 3 and lower >= 2 and bool(SENTENCE.search(text[-3:])) and not names_genre(text)


def names_genre(text: str) -> bool:
    if len(text) > 160 or not one_of("document_words").match(text) or (len(text) > 60 and text[-1:] in ".?!;:"):
        return False
    return not FINITE.search(text) and not text.endswith((";", ",", "?"))
