"""What editors of the TEI know by habit (`data/habits.toml`): of much that is possible, a message names the usual."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Name = tuple[str, str]  # namespace and local name


@dataclass(frozen=True, slots=True)
class Habits:
    """`rank` is how early an element is mentioned, `attribute_rank` the same of attributes.

    `parents` are the usual ones of an element, `holders` the usual elements of an attribute; `anywhere` are elements
    that mark points, `ends` those that begin or end a text; `elements` and `attributes` translate what is written by
    who comes from elsewhere. `written` are elements as they are typed, `examples` values of attributes; `partners` are
    the children of an element that go together; `below` are elements for text below the end of another,
    `above` those for what stands at the beginning and not, as these, at the end; `described` has the entries of the
    header and their lists.
    """

    rank: dict[str, int]
    attribute_rank: dict[str, int]
    parents: dict[str, tuple[str, ...]]
    holders: dict[str, tuple[str, ...]]
    anywhere: frozenset[str]
    ends: frozenset[str]
    elements: dict[str, str]
    attributes: dict[str, tuple[str, ...]]
    written: dict[str, str]
    examples: dict[str, tuple[str, ...]]
    partners: dict[str, dict[str, str]]
    below: tuple[str, ...]
    above: dict[str, str]
    described: dict[str, tuple[str, ...]]


@cache
def habits() -> Habits:
    """All that is in the file."""
    import tomllib

    table = tomllib.loads((files("diplomatica.validation") / "data" / "habits.toml").read_text(encoding="utf-8"))
    return Habits(
        {name: index for index, name in enumerate(table["common"]["elements"].split())},
        {name.rpartition(":")[2]: index for index, name in enumerate(table["common"]["attributes"].split())},
        {name: tuple(row.split()) for name, row in table["parents"].items()},
        {name: tuple(row.split()) for name, row in table["holders"].items()},
        frozenset(table["anywhere"]["names"].split()),
        frozenset(table["ends"]["names"].split()),
        table["elements"],
        {name: tuple(row.split()) for name, row in table["attributes"].items()},
        table["written"],
        {name: tuple(row.split()) for name, row in table["examples"].items()},
        table["partners"],
        tuple(table["below"]["names"].split()),
        table["above"],
        {name: tuple(row.split()) for name, row in table["described"].items()},
    )


@cache
def modules() -> dict[str, str]:
    """The module of each element of TEI P5."""
    return {name: module for module, names in _p5()["modules"].items() for name in names.split()}


@cache
def attributes() -> frozenset[str]:
    """The names of the attributes of TEI P5."""
    return frozenset(_p5()["attributes"]["names"].split())


def _p5() -> dict[str, dict[str, str]]:
    import tomllib

    table: dict[str, dict[str, str]] = tomllib.loads(
        (files("diplomatica.validation") / "data" / "p5.toml").read_text(encoding="utf-8")
    )
    return table


def ranked(names: list[Name]) -> list[Name]:
    """Names with the common ones first; the others keep their order."""
    rank = habits().rank
    return sorted(names, key=lambda name: rank.get(name[1], len(rank)))


def ranked_attributes(names: list[Name]) -> list[Name]:
    """Attributes with the common ones first; the others keep their order."""
    rank = habits().attribute_rank
    return sorted(names, key=lambda name: rank.get(name[1], len(rank)))


def preferred(names: list[Name], first: tuple[str, ...]) -> list[Name]:
    """Names with those of some local names first, in that order; the others keep their order."""
    return sorted(names, key=lambda name: first.index(name[1]) if name[1] in first else len(first))
