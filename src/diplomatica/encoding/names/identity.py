"""Who is who: the parts of a personal name, whether two names may be of one person, and ids made of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from diplomatica.encoding.names.lexicon import ADDRESS, FAMILY, GIVEN, GIVEN_LAST, flags_of, fold, lines, word_set
from diplomatica.encoding.names.scripts import nominative, romanized, russian_family_names
from diplomatica.encoding.names.tokens import TOKEN
from diplomatica.tei.ids import spelled_out

_PARTICLES = word_set("particle")
_SUFFIXES = word_set("suffix")
_PATRONYMIC = ("ovich", "evich", "ovna", "evna", "ich", "ovych", "yvna")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_INITIALS = re.compile(r"[^\W\d_]{1,3}(?=\.)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A personal name in parts, folded: `given` holds names and, marked with a dot, initials ("a.")."""

    surname: str
    given: tuple[str, ...] = ()
    family_first: bool = False

    @property
    def full(self) -> bool:
        """Whether the name says more than a surname."""
        return bool(self.given)


@lru_cache(maxsize=4096)
def parts(name: str) -> Parts:
    """The parts of a name without its titles: "A.A. Gromov" -> gromov, (a., a.); "Kim Il Sung" -> kim, (il, sung)."""
    words = [match.group() for match in TOKEN.finditer(name.replace("[", "").replace("]", ""))]
    keys = [fold(word) for word in words]
    while len(keys) > 1 and keys[-1] in _SUFFIXES:
        keys.pop()
        words.pop()
    while len(keys) > 1 and flags_of(keys[0]) & ADDRESS and not flags_of(keys[0]) & (FAMILY | GIVEN):
        keys.pop(0)
        words.pop(0)
    if keys and not keys[-1].isascii():
        foreign = not keys[0].isascii() and keys[0] in russian_family_names() and not words[0].endswith(".")
        burmese = keys[0] == "у"
        keys = [romanized(nominative(key)) for key in keys]
        if foreign and len(keys) > 1:
            return Parts(keys[-1], ("u",), True) if burmese else Parts(keys[0], tuple(keys[1:]), True)
    if not keys:
        return Parts("")
    if len(words) > 1 and words[-1].endswith(".") and not words[0].endswith("."):
        words, keys = [words[-1], *words[:-1]], [keys[-1], *keys[:-1]]
    if len(keys) == 1:
        return Parts(keys[0])
    if keys[0] == "u" and len(keys) == 2 and not words[0].endswith("."):
        return Parts(keys[1], ("u",), True)
    if len(keys) == 3 and keys[2].endswith(_PATRONYMIC) and flags_of(keys[1]) & GIVEN and not flags_of(keys[0]) & GIVEN:
        return Parts(keys[0], tuple(keys[1:]))
    if _family_first(words, keys):
        return Parts(keys[0], tuple(keys[1:]), True)
    given: list[str] = []
    for word, key in zip(words[:-1], keys[:-1], strict=True):
        if word.endswith("."):
            given.extend(f"{fold(initial)}." for initial in _INITIALS.findall(word))
        elif key not in _PARTICLES:
            given.append(key if len(key) > 1 else f"{key}.")
    return Parts(keys[-1], tuple(given))


def _family_first(words: list[str], keys: list[str]) -> bool:
    if any(word.endswith(".") for word in words):
        return False
    first, last = flags_of(keys[0]), flags_of(keys[-1])
    if last & GIVEN_LAST and not first & (GIVEN | GIVEN_LAST):
        return True
    hyphenated = any("-" in word and (word.isupper() or not word.partition("-")[2][:1].isupper()) for word in words[1:])
    if not first & FAMILY:
        return hyphenated and len(keys) == 2 and not first & GIVEN
    return hyphenated or not first & GIVEN or bool(last & FAMILY)


def compatible(one: Parts, other: Parts) -> bool:
    """Whether two names may be of one person: "A. Gromov" and "Andrei Gromov" may, "V. Gromov" not."""
    if one.surname != other.surname:
        return False
    if not one.given or not other.given:
        return True
    if one.family_first or other.family_first:
        return _joined(one.given) == _joined(other.given)
    for left, right in zip(one.given, other.given, strict=False):
        if left.endswith(".") or right.endswith("."):
            short, long = sorted((left.rstrip("."), right.rstrip(".")), key=len)
            if not long.startswith(short):
                return False
        elif left != right and not familiar(left, right):
            return False
    return True


def familiar(one: str, other: str) -> bool:
    """Whether one given name is the other or its short form: "Phil" of "Philip", "Dick" of "Richard"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (
        (len(short) > 1 and long.startswith(short))
        or long in nicknames().get(short, ())
        or (short in nicknames().get(long, ()))
    )


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """The full given names of which a familiar form may be short."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines("nicknames"):
        short, *long = line.split()
        table[fold(short)] = tuple(fold(name) for name in long)
    return table


def _joined(given: tuple[str, ...]) -> str:
    return "".join(given).replace("-", "").replace("'", "").replace(".", "")


def slug(name: str) -> str:
    """A name as an id: lower case ASCII letters, digits and hyphens, a letter first; "person" where nothing is left."""
    latin = romanized(fold(name)).replace("'", "")
    if not latin.isascii():
        latin = spelled_out(latin)
    cut = _NOT_ID.sub("-", latin).strip("-")
    if not cut:
        return "person"
    return cut if cut[0].isalpha() else f"n-{cut}"


def slug_of(name: Parts) -> str:
    """The id of a person: the surname, or the whole name where the family name stands first."""
    if name.family_first and name.given:
        if name.given == ("u",):
            return slug(f"u-{name.surname}")
        return slug("-".join((name.surname, *name.given)))
    return slug(name.surname)


def alike(one: str, other: str) -> bool:
    """Whether two written names are spellings of one: "Han Tae-jun" and "Han Thae Jun" are."""
    from rapidfuzz.fuzz import ratio

    left, right = parts(one), parts(other)
    flat = [fold(name).replace("-", "").replace(" ", "").replace("'", "") for name in (one, other)]
    if ratio(flat[0], flat[1]) >= 62:
        return True
    if ratio(left.surname, right.surname) < 60 or not left.given or not right.given:
        return False
    return left.given[0][0] == right.given[0][0]
