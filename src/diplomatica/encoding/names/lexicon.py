"""The word lists behind the finding of names, read once a process from `encoding/data/names`.

Every list is plain text: lines that begin with "#" are comments. The reading is made of `str.split` alone, because a
process that encodes one short document should not spend its time on parsing its lexicon.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent.parent / "data" / "names"

COMMON = 1 << 0
"""A common English word: its capital letter is no evidence."""
FUNCTION = 1 << 1
"""A word that never belongs to a name."""
NATION = 1 << 2
"""An adjective of nationality, or the name of a people."""
GIVEN = 1 << 3
GIVEN_LAST = 1 << 4
"""A given name of a language that puts the family name first."""
FAMILY = 1 << 5
"""A family name that stands first (Korean, Chinese, Vietnamese)."""
FAMOUS = 1 << 6
ROLE = 1 << 7
MODIFIER = 1 << 8
MATTER = 1 << 9
ADDRESS = 1 << 10
OFFICE_ABBREVIATION = 1 << 11
HEAD_ALONE = 1 << 12
HEAD_STRONG = 1 << 13
HEAD_LOW = 1 << 14
GEO = 1 << 15
GEO_BEFORE = 1 << 16
VERB = 1 << 17
ENGLISH = 1 << 18
"""The ending is that of an English abstract or derived word."""
PLACE = 1 << 19
HEAD_SURNAME = 1 << 20
"""A head word that is a family name as well: "Church", "Post"."""

_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_QUOTES = str.maketrans("’‘ʼʻ`´‐‑–", "''''''---")
_ENGLISH_ENDINGS = (
    "tion", "tions", "ment", "ments", "ness", "ity", "ities", "ism", "isms", "ship", "ships", "able", "ible", "ously",
    "ous", "ive", "ives", "ical", "ally", "ance", "ances", "ences", "wards", "ward", "ology", "graphy", "ingly", "ings",
    "ing", "ized", "ised", "izing", "izes", "ists", "ically", "ology", "ics", "sion", "sions",
    "tial", "cial", "ional", "ese",
)  # fmt: skip


class Phrase(NamedTuple):
    """A name of the lexicon: its kind ("place", "org" or "role"), and whether it is written in capitals alone."""

    kind: str
    capitals: bool = False
    nation: str = ""
    """For a state, the key that it shares with its other forms and its adjectives."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words, by their lower-case form, and of phrases; `longest` bounds a phrase by its first word."""

    flags: dict[str, int]
    phrases: dict[str, Phrase]
    longest: dict[str, int]
    pairs: frozenset[str]
    """The first two words of every phrase that has more than one."""
    english: frozenset[str]
    """Words of English that are in no other list, in their plain form."""
    nations: dict[str, str]
    """The key of a state by the form of its name or by its adjective ("soviet", "ussr" -> "soviet union")."""


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word without case, diacritics and varieties of the apostrophe: "Kővári" -> "kovari"."""
    lowered = word.lower().translate(_QUOTES)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def lines(name: str) -> list[str]:
    """The lines of a list, comments and empty lines left out."""
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _phrase_key(form: str) -> str:
    from diplomatica.encoding.names.tokens import keys

    if form.isascii() and form.replace(" ", "").isalpha():
        return form.lower()
    return " ".join(keys(form)) if not form.isalpha() else fold(form)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read at the first call."""
    flags: dict[str, int] = {}
    for name, flag in (
        ("stopwords", COMMON),
        ("function_words", FUNCTION | COMMON),
        ("verbs", VERB),
        ("family_names", FAMILY),
        ("surnames", FAMOUS),
    ):
        for line in lines(name):
            _mark(flags, line, flag)
    for name in ("given_names", "roles", "heads"):
        for line in lines(name):
            group, _, words = line.partition(" ")
            if _GROUPS[group]:
                _mark(flags, words, _GROUPS[group])
    phrases: dict[str, Phrase] = {}
    longest: dict[str, int] = {}
    nations: dict[str, str] = {}
    _read_countries(flags, phrases, longest, nations)
    for name, kind in (("places", "place"), ("orgs", "org"), ("role_phrases", "role")):
        for line in lines(name):
            for form in line.split(";"):
                _enter(form.strip(), kind, "", phrases, longest)
    for key, phrase in phrases.items():
        if phrase.kind == "place" and " " not in key and not phrase.capitals:
            flags[key] = flags.get(key, 0) | PLACE
    english = frozenset(" ".join(lines("english")).split())
    pairs = frozenset(" ".join(key.split(" ", 2)[:2]) for key in phrases if " " in key)
    return Lexicon(flags, phrases, longest, pairs, english, nations)


_GROUPS = {
    "first": GIVEN, "last": GIVEN_LAST, "head": ROLE, "abbr": OFFICE_ABBREVIATION, "mod": MODIFIER,
    "matter": MATTER, "address": ADDRESS, "prep": 0, "alone": HEAD_ALONE, "strong": HEAD_STRONG, "low": HEAD_LOW,
    "geo": GEO, "surname": HEAD_SURNAME, "before": GEO_BEFORE,
}  # fmt: skip


def _mark(flags: dict[str, int], line: str, flag: int) -> None:
    """Set a flag on every word of a line."""
    get = flags.get
    for word in line.lower().split() if line.isascii() else map(fold, line.split()):
        flags[word] = get(word, 0) | flag


def _enter(form: str, kind: str, nation: str, phrases: dict[str, Phrase], longest: dict[str, int]) -> None:
    key = _phrase_key(form)
    if not key:
        return
    first, space, rest = key.partition(" ")
    count = rest.count(" ") + 2 if space else 1
    if longest.get(first, 0) < count:
        longest[first] = count
    if key not in phrases:
        phrases[key] = Phrase(kind, form.isupper() and len(form) <= 10, nation)


def _read_countries(
    flags: dict[str, int], phrases: dict[str, Phrase], longest: dict[str, int], nations: dict[str, str]
) -> None:
    for line in lines("countries"):
        names, _, adjectives = line.partition("|")
        forms = [form.strip() for form in names.split(";")]
        nation = fold(forms[0])
        for form in forms:
            _enter(form, "place", nation, phrases, longest)
            nations.setdefault(_phrase_key(form), nation)
        for adjective in adjectives.split(";"):
            folded = fold(adjective.strip())
            if folded:
                nations.setdefault(folded, nation)
                if " " not in folded:
                    flags[folded] = flags.get(folded, 0) | NATION


def word_set(name: str) -> frozenset[str]:
    """A small set of words by its name in `sets.txt`, in the folded form."""
    return _sets("sets")[name]


def context_set(name: str) -> frozenset[str]:
    """A set of words that tell the kind of a name beside them, by its name in `context.txt`."""
    return _sets("context")[name]


@cache
def _sets(file: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines(file):
        name, *words = line.split()
        found[name] = frozenset(fold(word) for word in words)
    return found


def flags_of(key: str) -> int:
    """The flags of a word in its folded form; an English ending or stem tells of words that no list holds."""
    lex = lexicon()
    found = lex.flags.get(key)
    if found is not None:
        return found
    if key in lex.english or (len(key) > 6 and key.endswith(_ENGLISH_ENDINGS)) or _inflected(key, lex):
        return ENGLISH
    return 0


_INFLECTIONS = (
    ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")),
    ("ly", ("",)), ("ers", ("", "e")), ("er", ("", "e")), ("'s", ("",)),
)  # fmt: skip


def _inflected(key: str, lex: Lexicon) -> bool:
    """Whether a word is a regular form of an English word: "furnaces", "stamped", "drivers"."""
    if not key.isascii() or len(key) < 5:
        return False
    for ending, roots in _INFLECTIONS:
        if key.endswith(ending):
            stem = key[: -len(ending)]
            if len(stem) < 3:
                continue
            for root in roots:
                word = stem + root
                if word in lex.english or lex.flags.get(word, 0) & (COMMON | VERB):
                    return True
            if ending != "s" and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in lex.english:
                return True
    first, hyphen, rest = key.partition("-")
    return bool(hyphen) and all(
        word in lex.english or lex.flags.get(word, 0) & (COMMON | VERB | NATION | MODIFIER) for word in (first, rest)
    )
