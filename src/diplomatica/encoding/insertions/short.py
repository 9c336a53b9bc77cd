"""Short wordings come again and again ("sic", "illegible", "the"): what they say is remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_T = TypeVar("_T")
_SHORT = 20  # characters


def remembered(function: Callable[..., _T]) -> Callable[..., _T]:
    """A function of a wording alone, its results for short wordings kept."""
    known = lru_cache(maxsize=2048)(function)

    @wraps(function)
    def chosen(content: str, **how: bool) -> _T:
        return known(content, **how) if len(content) <= _SHORT else function(content, **how)

    return chosen
