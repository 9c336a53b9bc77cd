"""The word lists behind the finding of names, read once a process from `encoding/data/names`.

Every list is plain text: lines that begin with "#" are comments. The reading is made of `str.split` alone, because a
process that encodes one short document should not spend its time on parsing its lexicon.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

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
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
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
    nations: dict[str, str]
    """The key of a state by the form of its name or by its adjective ("soviet", "ussr" -> "soviet union")."""


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word without case, diacritics and varieties of the apostrophe: "Dévényi" -> "devenyi"."""
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
    phrases: dict[str, Phrase] = {}
    longest: dict[str, int] = {}
    nations: dict[str, str] = {}

    def mark(words: list[str], flag: int) -> None:
        get = flags.get
        for word in words:
            key = fold(word)
            flags[key] = get(key, 0) | flag

    def enter(form: str, kind: str, nation: str = "") -> None:
        key = _phrase_key(form)
        if not key:
            return
        first, count = key.split(" ", 1)[0], key.count(" ") + 1
        if longest.get(first, 0) < count:
            longest[first] = count
        phrases.setdefault(key, Phrase(kind, form.isupper() and len(form) <= 10, nation))
        if nation:
            nations.setdefault(key, nation)

    for line in lines("countries"):
        names, _, adjectives = line.partition("|")
        forms = [form.strip() for form in names.split(";")]
        key = fold(forms[0])
        for form in forms:
            enter(form, "place", key)
        for adjective in adjectives.split(";"):
            folded = fold(adjective.strip())
            if folded:
                nations.setdefault(folded, key)
                if " " not in folded:
                    flags[folded] = flags.get(folded, 0) | NATION
    for name, kind in (("places", "place"), ("orgs", "org")):
        for line in lines(name):
            for form in line.split(";"):
                enter(form.strip(), kind)
    for line in lines("role_phrases"):
        enter(line.strip(), "role")
    for name, flag in (
        ("stopwords", COMMON),
        ("function_words", FUNCTION | COMMON),
        ("verbs", VERB),
        ("family_names", FAMILY),
        ("surnames", FAMOUS),
    ):
        for line in lines(name):
            mark(line.split(), flag)
    groups = {
        "first": GIVEN, "last": GIVEN_LAST, "head": ROLE, "abbr": OFFICE_ABBREVIATION, "mod": MODIFIER,
        "matter": MATTER, "address": ADDRESS, "prep": 0, "alone": HEAD_ALONE, "strong": HEAD_STRONG, "low": HEAD_LOW,
        "geo": GEO, "surname": HEAD_SURNAME, "before": GEO_BEFORE,
    }  # fmt: skip
    for name in ("given_names", "roles", "heads"):
        for line in lines(name):
            group, _, words = line.partition(" ")
            if groups[group]:
                mark(words.split(), groups[group])
    for key, phrase in phrases.items():
        if phrase.kind == "place" and " " not in key and not phrase.capitals:
            flags[key] = flags.get(key, 0) | PLACE
    return Lexicon(flags, phrases, longest, nations)


@cache
def word_set(name: str) -> frozenset[str]:
    """A small set of words by its name in `sets.txt`, in the folded form."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines("sets"):
        name, *words = line.split()
        found[name] = frozenset(fold(word) for word in words)
    return found


def flags_of(key: str) -> int:
    """The flags of a word in its folded form; an English ending tells of words that no list holds."""
    found = lexicon().flags.get(key)
    if found is not None:
        return found
    return ENGLISH if len(key) > 6 and key.endswith(_ENGLISH_ENDINGS) else 0
