"""Identifiers (`xml:id`) made from names: ASCII, readable, the same for the same name on every machine.

TEI P5, 1.3.1.1.1: the value of `xml:id` is an NCName, and unique in its document.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import count

from diplomatica.tei.tree import Element

LONGEST = 80
"""A slug has no more characters than this: whole sentences are sometimes taken for a name."""

_UNNAMED = "unnamed"
_BEFORE_DIGIT = "n"
_APOSTROPHES = re.compile("['’‘ʼʻ`´′ʹ]")  # "O'Neill" is one word
_FIRST_HANGUL, _LAST_HANGUL = "가", "힣"
_NO_LETTERS = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    tables = tomllib.loads(files(__package__).joinpath("letters.toml").read_text(encoding="utf-8"))
    return {letter: ascii_form for table in tables.values() for letter, ascii_form in table.items()}


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """One lower-case character in ASCII; a letter without an ASCII form by its code point; "-" for anything else."""
    if "a" <= character <= "z" or "0" <= character <= "9":
        return character
    known = _letters().get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category.startswith("M"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if not category.startswith(("L", "N")):
        return "" if category == "Cf" else "-"
    if _FIRST_HANGUL <= character <= _LAST_HANGUL:
        return unicodedata.name(character).rpartition(" ")[2].lower()
    base = unicodedata.normalize("NFD", character)[0]
    if base != character and (base.isascii() or base in _letters()):
        return _letter(base)
    return f"u{ord(character):x}"


def spelled_out(text: str) -> str:
    """A text in lower-case ASCII letters; what is no letter becomes "-".

    >>> spelled_out("Ёлка 오명순")
    'elka-omyeongsun'
    """
    return "".join(map(_letter, unicodedata.normalize("NFKC", text).lower()))


def slug(text: str) -> str:
    """An ASCII lower-case NCName for a name in any script; never empty, never with a digit in front.

    >>> slug("Ágnes O'Møller-Król")
    'agnes-omoller-krol'
    >>> slug("Жанна Щукина")
    'zhanna-shchukina'
    >>> slug("王 1951")
    'u738b-1951'
    >>> slug("3rd Department")
    'n3rd-department'
    >>> slug("[?]")
    'unnamed'
    """
    text = _APOSTROPHES.sub("", text[: 4 * LONGEST])
    if not text.isascii():
        text = spelled_out(text)
    name = _NO_LETTERS.sub("-", text.lower()).strip("-")
    if name[:1].isdigit():
        name = _BEFORE_DIGIT + name
    if len(name) > LONGEST:
        cut = name.rfind("-", LONGEST // 2, LONGEST + 1)
        name = name[: cut if cut > 0 else LONGEST]
    return name or _UNNAMED


def repeats(xml: str) -> bool:
    """Whether a document as it is written may hold an id twice: quickly seen, and nearly always told with no.

    >>> repeats('<TEI xml:id="a"><p xml:id="b"/></TEI>'), repeats('<TEI xml:id="a"><p xml:id="a"/></TEI>')
    (False, True)
    """
    ids = [piece[: piece.find('"')] for piece in xml.split(' xml:id="')[1:]]
    return len(set(ids)) < len(ids)


_POINTERS = ("scheme", "target", "next", "prev")


def keep_apart(root: Element, kept: Iterable[str]) -> None:
    """Give other ids to those elements of a document whose id is among `kept`, which are of persons and the like.

    The ids of taxonomies, speeches and parts are nobody's concern, those of an authority file or a correction are: so
    the former give way, and what points at them with them.

        before   taxonomy genre, person genre      catRef scheme="#genre"
        after    taxonomy genre-2, person genre    catRef scheme="#genre-2"
    """
    owners = ("person", "org", "place", "persName")
    elements: list[Element] = []
    _with_ids(root, elements)
    wanted = frozenset(kept)
    clashing = [e for e in elements if e.attrs["xml:id"] in wanted and e.tag not in owners]
    if not clashing:
        return
    taken = wanted | {element.attrs["xml:id"] for element in elements}
    renamed: dict[str, str] = {}
    for element in clashing:
        old = element.attrs["xml:id"]
        new = next(name for number in count(2) if (name := f"{old}-{number}") not in taken)
        taken |= {new}
        renamed[f"#{old}"] = f"#{new}"
        element.attrs["xml:id"] = new
    for element in root.iter():
        for name in _POINTERS:
            value = element.attrs.get(name)
            if value is not None:
                element.attrs[name] = " ".join(renamed.get(part, part) for part in value.split(" "))


def _with_ids(element: Element, found: list[Element]) -> None:
    """The elements with an id, in document order."""
    if "xml:id" in element.attrs:
        found.append(element)
    for child in element.children:
        if isinstance(child, str):
            continue
        inside = child.children
        if len(inside) > 1 or (inside and not isinstance(inside[0], str)):
            _with_ids(child, found)
        elif "xml:id" in child.attrs:
            found.append(child)


class Unique:
    """Hands out ids that differ from one another, in the order in which they are asked for.

    >>> ids = Unique()
    >>> ids.give("Kim"), ids.give("Kim"), ids.give("Kim 2")
    ('kim', 'kim-2', 'kim-2-2')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """`taken` are ids that must not be handed out."""
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def give(self, text: str) -> str:
        """The slug of a name, numbered from 2 on where it was given before. Always another one."""
        name = slug(text)
        if name not in self._taken:
            self._taken.add(name)
            return name
        number = self._next.get(name, 2)
        while f"{name}-{number}" in self._taken:
            number += 1
        self._next[name] = number + 1
        numbered = f"{name}-{number}"
        self._taken.add(numbered)
        return numbered

    def __contains__(self, name: object) -> bool:
        """Whether an id is handed out or was taken from the start."""
        return name in self._taken
