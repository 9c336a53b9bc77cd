"""Which names a name class holds (specification, section 6.2.1)."""

from __future__ import annotations

from diplomatica.relaxng import model as rng


def contains(names: rng.NameClass, ns: str, local: str) -> bool:
    """Is a name in a name class?"""
    if isinstance(names, rng.Name):
        return names.local == local and names.ns == ns
    if isinstance(names, rng.NameChoice):
        return any(contains(item, ns, local) for item in names.items)
    if isinstance(names, rng.NsName):
        return names.ns == ns and not (names.exclude is not None and contains(names.exclude, ns, local))
    return not (names.exclude is not None and contains(names.exclude, ns, local))


def plain_names(names: rng.NameClass) -> list[rng.Name] | None:
    """The names of a finite name class; None for one with wildcards."""
    if isinstance(names, rng.Name):
        return [names]
    if isinstance(names, rng.NameChoice):
        found: list[rng.Name] = []
        for item in names.items:
            inner = plain_names(item)
            if inner is None:
                return None
            found += inner
        return found
    return None
