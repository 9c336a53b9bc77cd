"""The data files of the header rules, read once, and what the lexicon of names tells them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from diplomatica.encoding.names.lexicon import FAMILY, flags_of, fold, lexicon
from diplomatica.encoding.names.tokens import keys


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The TOML file `data/header/<name>.toml`."""
    text = files("diplomatica.encoding").joinpath(f"data/header/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def is_place(name: str) -> bool:
    """Is a name that of a place, by the lexicon of names?"""
    phrase = lexicon().phrases.get(" ".join(keys(name.strip(" ,."))))
    return phrase is not None and phrase.kind == "place"


def is_family_name(word: str) -> bool:
    """Is a word a family name of a language that puts it first?"""
    return bool(flags_of(fold(word)) & FAMILY)


def alternatives(words: Iterable[str], white: str = r"\ ") -> str:
    r"""A pattern for any of some words, the first that fits counting; `white` stands for the spaces in them.

    Words that begin alike share their first letter in the pattern, so that it is not asked once for each of them.

    >>> alternatives(["box", "book", "file"])
    'b(?:ox|ook)|f(?:ile)'
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", white))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())
