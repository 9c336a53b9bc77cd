"""Abbreviations and their expansions: "FED [Far Eastern Department]", "Public Relations [PR]", "F[oreign]"."""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.encoding.insertions.words import words

_ACRONYM_BEFORE = re.compile(r"(?<![\w’'.-])(?P<a>[^\W\d_][\w&/-]*(?:\.[^\W\d_][\w&/-]*){0,6}\.?)[\"”’»]?\s?\Z")
_ACRONYM = re.compile(r"[^\W\d_][\w&./-]{1,11}")
_WORD = re.compile(r"[^\W\d_][\w’'.]*|&")
_ROMAN = re.compile(r"[IVXLC]+")
_PRECEDING = re.compile(r"[^\s\[\]()]+")
_TAIL = re.compile(r"[^\W\d_A-ZÀ-Þ]+(?:[ ’'-][^\W\d_A-ZÀ-Þ]+){1,3}")
_LONGEST = 9
_INFLECTIONS = frozenset(
    ["s", "es", "ed", "d", "ing", "ly", "n", "en", "ian", "er", "ers", "st", "nd", "rd", "th", "y", "ies", "e"]
)


@lru_cache(maxsize=2048)
def is_acronym(word: str, *, roman: bool = False) -> bool:
    """Whether a word is an abbreviation made of initials: "MID", "VCh", "U.S.A."; a Roman number only with `roman`."""
    letters = [char for char in word if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if upper < 2 or len(letters) > _LONGEST or not word[0].isupper():
        return False
    lower = len(letters) - upper
    return (lower == 0 or (upper >= lower and len(letters) <= 6)) and (roman or not _ROMAN.fullmatch(word))


def _initials(phrase: list[str], *, small: bool) -> str:
    lists = words()
    counted = [word for word in phrase if small or word.lower() not in lists.small]
    return "".join(word.lower() if is_acronym(word) else word[0].lower() for word in counted)


def agree(acronym: str, phrase: str) -> bool:
    """Whether the letters of an acronym are the initials of a phrase, small words counted or not."""
    letters = "".join(char.lower() for char in acronym if char.isalpha())
    parts = _WORD.findall(phrase[:160].replace("-", " "))
    if letters.endswith("s") and acronym.endswith("s"):
        letters = letters[:-1]
    return len(letters) >= 2 and letters in (_initials(parts, small=False), _initials(parts, small=True))


def _title_case(phrase: str) -> bool:
    """Whether a phrase is a name of at least two words: "Ministry of Foreign Affairs"."""
    lists = words()
    parts = phrase.replace(",", " ").split()
    capitals = [part for part in parts if part.lower() not in lists.small]
    first = parts[0].strip('"“”') if parts else ""
    if len(parts) < 2 or not first[:1].isupper() or first.lower() in lists.pronouns or first.lower() in lists.function:
        return False
    return len(capitals) >= 1 and all(part.strip('"“”(')[:1].isupper() for part in capitals)


def expansion(text: str, start: int, content: str, person: bool) -> tuple[tuple[int, int], bool] | None:
    """The abbreviation right before `start` that the content expands, and whether that is doubtful.

    `person` says that a person's name ends there; such a word is an acronym only if the initials agree.

    Before: "of the DVO [Far Eastern Department]". After: the span of "DVO".
    """
    last = text[max(0, start - 24) : start].split()[-1:]
    # Without two capitals the word is no acronym, and the search for it is slow.
    if not last or len(content) > 160 or sum(map(str.isupper, last[0])) < 2:
        return None
    match = _ACRONYM_BEFORE.search(text, max(0, start - 24), start)
    if match is None:
        return None
    acronym, span = match["a"], match.span("a")
    if acronym.endswith(".") and acronym.count(".") == 1:
        acronym, span = acronym[:-1], (span[0], span[1] - 1)
    if not is_acronym(acronym, roman=True):
        return None
    if agree(acronym, content):
        return span, False
    before = _ACRONYM_BEFORE.search(text, max(0, span[0] - 24), span[0])
    both = (before["a"] + acronym, acronym + before["a"]) if before is not None else ()
    if before is not None and is_acronym(before["a"], roman=True) and any(agree(one, content) for one in both):
        return (before.start("a"), span[1]), False
    if person or not is_acronym(acronym) or not _title_case(content) or acronym.rstrip(".") in words().known:
        return None
    return None if text[max(0, start - 80) : start].isupper() and len(acronym) > 4 else (span, False)


def abbreviation(text: str, start: int, content: str, named: tuple[int, int] | None) -> tuple[int, int] | None:
    """The phrase before `start` that the content abbreviates, or None.

    `named` is the span of an organisation's name that ends there, which may have an abbreviation in another language.

    Before: "for Public Relations [PR]". After: the span of "Public Relations".
    """
    if not _ACRONYM.fullmatch(content) or not is_acronym(content, roman=True):
        return None
    found = list(_PRECEDING.finditer(text, max(0, start - 110), start))[-9:]
    for index in range(len(found) - 1, -1, -1):
        phrase = text[found[index].start() : start]
        if len(found) - index >= 2 and agree(content, phrase) and found[index][0].lower() not in words().small:
            end = found[-1].end()
            while text[end - 1] in '"”’,':
                end -= 1
            return found[index].start(), end
    known = content.rstrip(".") in words().known
    if named is None and not known:
        named = _foreign(text, content, found)
    return named if named is not None and not known and " " in text[named[0] : named[1]] else None


def _foreign(text: str, acronym: str, found: list[re.Match[str]]) -> tuple[int, int] | None:
    """The name of a body that ends there, whose abbreviation is one of another language or order of words.

    Before: "Front for the Lakes" of "the Front for the Lakes [FLL]"; "Harbor Union [SHV]". After: the span of the name.
    """
    lists = words()
    end = found[-1].end() if found else 0
    letters = sorted(char.lower() for char in acronym if char.isalpha())
    capitals, begin = 0, end
    for index in range(len(found) - 1, -1, -1):
        word = found[index][0].strip('"“”,')
        if not word[:1].isupper():
            if word.lower() not in lists.small or word.lower() == "the":
                break
            continue
        capitals, begin = capitals + 1, found[index].start()
        same = len(letters) >= 3 and capitals == len(letters)
        if same and sorted(_initials(text[begin:end].split(), small=False)) == letters:
            return begin, end
    last = found[-1][0].strip('"“”,').lower() if found else ""
    return (begin, end) if capitals >= 2 and last in lists.bodies else None


def inside_word(text: str, start: int, end: int, content: str) -> tuple[tuple[int, int], bool] | None:
    """For brackets attached to the letters before: their span, and whether the content resolves an abbreviation.

    Before: "F[oreign]", "M[inistry of]". After: the span of the capital, True. "colour[s]": that of "colour", False.
    """
    head = start
    while head > 0 and start - head < 24 and (text[head - 1].isalpha() or text[head - 1] == "."):
        head -= 1
    if head == start or not text[start - 1].isalpha() or not any(char.isalpha() for char in content):
        return None
    letters = text[head:start]
    if head == start - 1 and letters.isupper() and _TAIL.fullmatch(content):
        return (head, start), True
    whole = content.isalpha() or (content[:1].isalpha() and content[-1:] in ".’'")
    follows = end < len(text) and text[end].isalpha()
    short = len(letters) <= (5 if letters[0].isupper() else 4)
    stem = whole and content[:1].islower() and len(content) > 1 and content.strip(".") not in _INFLECTIONS
    return (head, start), stem and short and not follows
