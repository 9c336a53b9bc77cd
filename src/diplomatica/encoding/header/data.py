"""The data files of the header rules, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The TOML file `data/header/<name>.toml`."""
    text = files("diplomatica.encoding").joinpath(f"data/header/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=8)
def lines(name: str) -> frozenset[str]:
    """The lines of `data/header/<name>.txt` in lower case, without comments."""
    text = files("diplomatica.encoding").joinpath(f"data/header/{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip().casefold() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def is_place(name: str) -> bool:
    """Is a name that of a city where diplomatic missions sit?"""
    return name.strip(" ,.").casefold() in lines("places")
