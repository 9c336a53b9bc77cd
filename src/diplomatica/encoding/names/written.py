"""Names and offices as they are written, looked at one by one; every document asks the same few again and again."""

from __future__ import annotations

from functools import lru_cache

from diplomatica.encoding.names.identity import parts
from diplomatica.encoding.names.lexicon import ADDRESS, ROLE, flags_of, fold, word_set
from diplomatica.encoding.names.tokens import keys

WOMEN = word_set("woman")
MEN = word_set("man")


@lru_cache(maxsize=1024)
def office_words(text: str) -> tuple[str, str, str, bool]:
    """An office without brackets, folded, the gender that it tells, and whether it is only a form of address."""
    text = " ".join(text.replace("[", "").replace("]", "").split()).rstrip(",")
    words = keys(text)
    if not words:
        return text, "", "", False
    gender = "f" if any(word in WOMEN for word in words) else "m" if any(word in MEN for word in words) else ""
    address = all(flags_of(word) & ADDRESS and not flags_of(word) & ROLE for word in words)
    return text, fold(text), gender, address


def without_address(words: str) -> str:
    """An office without the form of address before it: "Mr. President" -> "President"."""
    kept = words.replace("[", "").replace("]", "").split()
    while len(kept) > 1 and flags_of(fold(kept[0]).rstrip(".")) & ADDRESS:
        kept.pop(0)
    return " ".join(kept)


@lru_cache(maxsize=4096)
def weight(form: str) -> tuple[int, int, int]:
    """How much a form of a name says: the more letters of given names the better, and small letters."""
    name = parts(form)
    letters = sum(len(given.rstrip(".")) for given in name.given)
    return (letters if name.given else 0, 0 if form.isupper() else 1, 0)


@lru_cache(maxsize=4096)
def bare(form: str) -> str:
    """The words of a form, folded, so that two forms of the same words are one."""
    return " ".join(keys(form)).replace("-", " ")
