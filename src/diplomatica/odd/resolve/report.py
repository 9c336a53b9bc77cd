"""How the parts of the resolver tell what they find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from diplomatica.diagnostics.model import Place

KIND_NAMES = {"element": "the element", "class": "the class", "macro": "the macro", "data": "the datatype"}


class Report(Protocol):
    """Records a finding of `odd.codes`."""

    def __call__(self, code: str, place: Place, **facts: object) -> None: ...


def near(name: str, names: Iterable[str]) -> str:
    """ ", did you mean …?", for a name that is written wrongly; empty where nothing is near."""
    from diplomatica.odd.resolve.likeness import nearest

    found = nearest(name, names)
    return f" (did you mean “{found}”?)" if found else ""
