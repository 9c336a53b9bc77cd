"""The members of a class that a `classRef` takes (Guidelines, 22.5.1; 22.6, Class Specifications)."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.schema import Schema


def chosen(ref: odd.ClassRef, schema: Schema) -> tuple[str, ...]:
    """The elements, each once, in order.

    @include and @except name members, be they elements or classes; who names a class means all its members.
    """
    found: dict[str, None] = {}
    trail: set[str] = set()

    def walk(key: str, included: bool) -> None:
        trail.add(key)
        for kind, name in schema.classes[key].members:
            if name in ref.exclude or name in trail:
                continue
            taken = included or name in (ref.include or ())
            if kind == "class":
                walk(name, taken)
            elif taken:
                found[name] = None
        trail.discard(key)

    walk(ref.key, ref.include is None)
    return tuple(found)
