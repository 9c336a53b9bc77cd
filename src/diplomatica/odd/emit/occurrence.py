"""@minOccurs and @maxOccurs in RELAX NG."""

from __future__ import annotations

from diplomatica.odd.model import UNBOUNDED
from diplomatica.relaxng import model as rng


def repeated(pattern: rng.Pattern, low: int, high: int) -> rng.Pattern:
    """The pattern `low` to `high` times; `high` may be UNBOUNDED."""
    if (low, high) == (1, 1) or isinstance(pattern, rng.Empty):
        return pattern
    if high == UNBOUNDED:
        if low == 0:
            return rng.ZeroOrMore(pattern)
        last = rng.OneOrMore(pattern)
        return last if low == 1 else rng.Group((*(pattern,) * (low - 1), last))
    if high == 0:
        return rng.Empty()
    items = (*(pattern,) * low, *(rng.Optional(pattern),) * (high - low))
    return items[0] if len(items) == 1 else rng.Group(items)
