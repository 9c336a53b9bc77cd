"""Which names a name class holds (specification, section 6.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


def shown(names: rng.NameClass) -> str:
    """A name class for a reader: local names, `*` for any."""
    if isinstance(names, rng.Name):
        return names.local
    if isinstance(names, rng.NameChoice):
        return " | ".join(map(shown, names.items))
    return "*" if isinstance(names, rng.AnyName) else f"{names.ns}:*"


# --- which name classes have a name in common (section 7.3) ----------------------------------------------------------

# No namespace and no local name are like these, so that they stand for all that nobody names.
_OTHER_NS = "\x00"
_OTHER = "\x00"


@dataclass(frozen=True, slots=True)
class NameSet:
    """Names that are listed, and name classes with wildcards."""

    listed: frozenset[tuple[str, str]] = frozenset()
    wild: tuple[rng.NameClass, ...] = ()

    def union(self, other: NameSet) -> NameSet:
        """The names of both."""
        if not other.listed and not other.wild:
            return self
        if not self.listed and not self.wild:
            return other
        wild = self.wild + tuple(item for item in other.wild if item not in self.wild) if other.wild else self.wild
        return NameSet(self.listed | other.listed, wild)


def name_set(names: rng.NameClass) -> NameSet:
    """The names of a name class."""
    if isinstance(names, rng.Name):
        return NameSet(frozenset({(names.ns, names.local)}))
    if isinstance(names, rng.NameChoice):
        found = NameSet()
        for item in names.items:
            found = found.union(name_set(item))
        return found
    return NameSet(wild=(names,))


def overlap(one: NameSet, other: NameSet) -> str:
    """A name that both have, for a reader; empty where there is none."""
    both = one.listed & other.listed
    if both:
        return min(both)[1]
    for first, second in ((one, other), (other, one)):
        for names in second.wild:
            for ns, local in sorted(first.listed):
                if contains(names, ns, local):
                    return local
    for names in one.wild:
        for others in other.wild:
            for ns, local in sorted({*_typical(names), *_typical(others)}):
                if contains(names, ns, local) and contains(others, ns, local):
                    return "*" if local == _OTHER else local
    return ""


def _typical(names: rng.NameClass) -> Iterator[tuple[str, str]]:
    """Names of every kind that a name class tells apart."""
    stack: list[rng.NameClass] = [names]
    while stack:
        item = stack.pop()
        if isinstance(item, rng.Name):
            yield item.ns, item.local
        elif isinstance(item, rng.NameChoice):
            stack += item.items
        else:
            yield (item.ns if isinstance(item, rng.NsName) else _OTHER_NS), _OTHER
            if item.exclude is not None:
                stack.append(item.exclude)
