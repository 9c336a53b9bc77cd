"""Whether two strings are forms of one name.

Romanisations of Korean and Chinese names differ in nearly every letter ("Jeong", "Chong"), but hardly in the classes of
their consonants. So names are compared by a skeleton of these.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W\d_]+")
_RULES = (
    (re.compile(r"ng"), "n"),
    (re.compile(r"zh|tsch|tch|ch|sh|ts|tz|dz|hs|sz|cz|[zsjqx]|c(?=[eiy])"), "s"),
    (re.compile(r"ph|[pbfv]"), "p"),
    (re.compile(r"th|[td]"), "t"),
    (re.compile(r"kh|gh|ck|[kgc]"), "k"),
    (re.compile(r"(?<=[aeo])r(?=[kps]|\Z)"), ""),
    (re.compile(r"\A[lry]"), ""),
    (re.compile(r"[lr]"), "l"),
    (re.compile(r"[aeiouyhw]"), ""),
    (re.compile(r"(.)\1"), r"\1"),
)
# A syllable of Chinese, Korean or Vietnamese in the usual romanisations.
_SYLLABLE = r"(?:zh|ch|sh|ts|tz|hs|kh|th|ph|ng|tr|[bpmfdtnlgkhjqxrzcsyw])?[’']?[aeiouüŏŭ]{1,3}(?:ng|nh|[nrkplmt])?"
_FAMILY = re.compile(_SYLLABLE, re.IGNORECASE)
_GIVEN = re.compile(rf"{_SYLLABLE}(?:[’'\s-]?{_SYLLABLE})?", re.IGNORECASE)
_LONGEST = 80


@lru_cache(maxsize=4096)
def _skeleton(token: str) -> str:
    for pattern, replacement in _RULES:
        token = pattern.sub(replacement, token)
    return token


def _tokens(name: str) -> list[str]:
    folded = unicodedata.normalize("NFD", name[:_LONGEST])
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return [token.lower() for token in _TOKEN.findall(plain)]


def _script(text: str) -> str:
    """The script of the last letter of a text: the first word of its name in Unicode; "" without a letter."""
    for char in reversed(text):
        if char.isalpha():
            return unicodedata.name(char, "").split(" ")[0].split("-")[0]
    return ""


def other_script(text: str, content: str) -> bool:
    """Whether a content is written in another script than the text before it, all of it.

    Before: "Jon Arben", "琼·阿尔本"; "Jon Arben", "Arben". After: True; False.
    """
    letters = [char for char in content[:200] if char.isalpha()]
    if not letters or (letters[0].isascii() and letters[-1].isascii()):
        return False
    here, there = _script(text), _script(content)
    return bool(here) and here != there and all(_script(char) == there for char in letters)


def eastern_given_name(name: str, content: str) -> bool:
    """Whether a content completes a family name of one syllable to a Chinese, Korean or Vietnamese name.

    Before: "Zhou", "Enlai"; "Kim", "Dae-min"; "Lindner", "Orlov". After: True; True; False.
    """
    return _FAMILY.fullmatch(name) is not None and _GIVEN.fullmatch(content) is not None


def same_name(first: str, second: str) -> bool:
    """Whether two strings are likely to be forms of one name.

    Before: "Bak Jeong-ho" and "Pak Chong Ho", "T.L. Dao" and "Tao Tinglan", "Mao Tse-tung" and "Mao Zedong".
    After: True. "Orlov" and "Veltin": False.
    """
    one, two = _tokens(first), _tokens(second)
    if not one or not two or not (len("".join(one)) > 1 and len("".join(two)) > 1):
        return False
    if "".join(one) == "".join(two) or sorted(one) == sorted(two):
        return True
    long_one = [token for token in one if len(token) > 1]
    long_two = [token for token in two if len(token) > 1]
    if (len(long_one) < len(one) or len(long_two) < len(two)) and _initials_fit(one, two):
        return True
    bones_one, bones_two = "".join(map(_skeleton, one)), "".join(map(_skeleton, two))
    if not bones_one and not bones_two:
        return len(one) == len(two)
    if bones_one[:1] != bones_two[:1] and not set(map(_skeleton, long_one)) & set(map(_skeleton, long_two)) - {""}:
        return False
    from rapidfuzz.fuzz import ratio

    shared = len(one) > 1 and len(two) > 1 and (one[0] == two[0] or _skeleton(one[0]) == _skeleton(two[0]))
    letters = ratio("".join(one), "".join(two))
    skeletons = ratio(bones_one, bones_two)
    ordered = ratio("".join(sorted(map(_skeleton, one))), "".join(sorted(map(_skeleton, two))))
    if shared and max(skeletons, ordered) >= 66 and letters >= 45:
        return True
    return (max(skeletons, ordered) >= 85 and letters >= 35) or letters >= 75


def _initials_fit(one: list[str], two: list[str]) -> bool:
    """Whether the full words of one side are on the other and its initials begin words or syllables there."""
    if sum(len(token) == 1 for token in one) < sum(len(token) == 1 for token in two):
        one, two = two, one
    rest = list(two)
    for token in (token for token in one if len(token) > 1):
        match = next((other for other in rest if len(other) > 1 and _skeleton(other) == _skeleton(token)), None)
        if match is None:
            return False
        rest.remove(match)
    tail = "".join(rest)
    position = -1
    for initial in (token for token in one if len(token) == 1):
        position = tail.find(initial, position + 1)
        if position < 0:
            return False
    return bool(rest) and tail[0] in [token for token in one if len(token) == 1]
