"""The data files of the header rules, read once, and what the lexicon of names tells them."""

from __future__ import annotations

import tomllib
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
