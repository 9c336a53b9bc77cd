"""Questions about a line that need word lists: is it a salutation, a label, a name, a classification?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from diplomatica.encoding import plainwords


@cache
def lists() -> dict[str, list[str]]:
    """The word lists of `data/structure/labels.toml`."""
    data = files("diplomatica.encoding").joinpath("data/structure/labels.toml").read_bytes()
    found = tomllib.loads(data.decode("utf-8"))
    return {name: [str(word) for word in words] for name, words in found.items()}


def at_most(text: str, count: int) -> bool:
    """Has a text no more than so many words? Only so much of it is read as tells that.

    >>> at_most("Comrade A. Kuznin", 3), at_most("Comrade A. Kuznin", 2)
    (True, False)
    """
    return len(text.split(None, count)) <= count


class Wording:
    """A pattern that begins with an entry of some lists: whole words, the longest first, case ignored.

    Most texts do not begin like any entry, which two letters tell; the pattern is made when one does.
    """

    def __init__(self, names: tuple[str, ...], tail: str = "") -> None:
        self._names = names
        self._tail = tail
        self._heads = frozenset(_head(word) for name in names for word in lists()[name])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(source_of(*self._names) + self._tail, re.I)

    def _may_begin(self, text: str, position: int) -> bool:
        head = text[position : position + 2].lower()
        # Beyond ASCII some letters are the same to a pattern and not in lower case.
        return head in self._heads or head[:1] in self._heads or not head.isascii()

    def match(self, text: str, position: int = 0) -> re.Match[str] | None:
        """The entry with which a text begins at a position."""
        return self._pattern.match(text, position) if self._may_begin(text, position) else None

    def fullmatch(self, text: str, position: int = 0) -> re.Match[str] | None:
        """The entry that a text is from a position on."""
        return self._pattern.fullmatch(text, position) if self._may_begin(text, position) else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first entry in a text."""
        return self._pattern.search(text)


def _head(word: str) -> str:
    """The first two characters of an entry in lower case; of a word of one letter the letter."""
    return word[:2].lower().rstrip()


@cache
def one_of(*names: str) -> Wording:
    """A pattern for the longest entry of the lists at the start of a text, whole words, case ignored."""
    return Wording(names)


def source_of(*names: str) -> str:
    """The pattern `one_of` as text, to be part of another one."""
    entries = sorted({word for name in names for word in lists()[name]}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_flexible(word) for word in entries) + r")(?![\w’'])"


def _flexible(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


@cache
def _label(name: str) -> Wording:
    return Wording((name,), r"\s*[.]?\s*:")


def label(text: str, name: str) -> int:
    """The length of a label of a list at the head of a line, its colon included; 0 if there is none.

    >>> label("Sent to: 1. Kuznin", "distribution")
    8
    """
    match = _label(name).match(text) if ":" in text else None
    return match.end() if match else 0


def is_label_line(text: str, name: str) -> bool:
    """Is the whole line a label of a list, with or without a colon?"""
    match = one_of(name).match(text)
    return bool(match) and text[match.end() :].strip(" :.-–—") == "" if match else False


_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_LOWER_START = re.compile(r"[a-zà-öø-ÿßа-яё]")
_SAMPLE = 400
_SMALL = re.compile(r"[a-zß-öø-ÿāăąćčďđēěęğīķļłńňőœřśšşţťūůűźżžșțа-яёїієґ]")
_LETTER = re.compile(r"[^\W\d_]")
_SPACED = re.compile(r"(?:[^\W\d_][ ]+){3,}[^\W\d_](?![\w])")


@cache
def _small_words() -> frozenset[str]:
    return frozenset(lists()["lower_words"])


def letterspaced(text: str) -> bool:
    """Is the line typed with spaces between its letters ("M e m o r a n d u m")?"""
    if len(text) > _SAMPLE or (text[1:2] != " " and text[2:3] != " "):
        return False
    return bool(_SPACED.search(text)) and sum(len(word) == 1 for word in text.split()) * 2 > len(text.split())


@lru_cache(maxsize=2048)
def is_capitals(text: str) -> bool:
    """Are (nearly) all letters of the line capitals? Of a long text the beginning is looked at."""
    sample = text[:_SAMPLE]
    plain = plainwords.plain(sample)
    small = len(_SMALL.findall(sample)) if plain is None else plainwords.small_letters(plain)
    if small * 9 > len(sample):
        return False
    letters = len(_LETTER.findall(sample)) if plain is None else small + plainwords.small_letters(plain.swapcase())
    return letters >= 2 and letters - small >= 0.9 * letters and sample != sample.lower()


@lru_cache(maxsize=2048)
def is_title_case(text: str) -> bool:
    """Do all words but the small ones begin with a capital?"""
    if len(text) > _SAMPLE:
        return False
    small = _small_words()
    words = [word for word in _WORD.findall(text) if word.lower() not in small]
    return bool(words) and all(not _LOWER_START.match(word) for word in words)


def words(text: str) -> list[str]:
    """The words of a line that begin with a letter."""
    return _WORD.findall(text)


_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽȘȚА-ЯЁ][\w’'`-]*\.?|\[[A-Z][\w’' .-]*\]"
    r"|(?:al|el|as|ad|ar|an|bin|ibn|d|O|Mc)[-’'][A-ZÀ-ÞА-Я]\w*|de|von|van|al|el|bin|ibn|bint|abu|da|di|dos)"
)
_NAME_LINE = re.compile(
    rf"[(\[“\"/]?(?:(?:{_NAME_WORD})(?:\s+|(?<=\.)(?=[A-Z])))*{_NAME_WORD}(?:,?\s+(?:s\.\s?k\.|Jr\.|Sr\.|m\.\s?p\.))?[)\].,”\"/]*(?:\s?[\[(](?:\?|sic)[\])])?"
)


def is_name_line(text: str) -> bool:
    """Could the line be nothing but a name, as under a letter ("A. Kelmin", "(Brandt)", "VARGA")?"""
    if len(text) > 60 or text.endswith(".)") or any(c.isdigit() for c in text):
        return False
    return len(text.split()) <= 7 and bool(_NAME_LINE.fullmatch(text))


def words_of(labels: Iterable[str]) -> frozenset[str]:
    """The names and offices in lines that tell who speaks or takes part, in lower case and without full stops."""
    return frozenset(
        word.casefold() for label in labels for word in re.findall(r"[^\W\d_][\w’'-]+", label) if word[0].isupper()
    )
