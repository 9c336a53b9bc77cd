"""The word lists of the dates, read once from the data folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

MonthForm = Literal["full", "short", "foreign"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that dates are made of, all in lower case.

    `months` gives the number of a month and the sort of its name: a full English one, an English abbreviation, or any
    form of another language. The other lists are explained in `words.toml`.
    """

    months: dict[str, tuple[int, MonthForm]]
    weekdays: tuple[str, ...]
    before_month: frozenset[str]
    part_of: frozenset[str]
    before_year: frozenset[str]
    before_year_noun: frozenset[str]
    after_year: frozenset[str]
    units: frozenset[str]
    named_after: frozenset[str]
    labels: frozenset[str]
    ordinals: dict[str, int]
    after_ordinal: frozenset[str]
    dated_papers: frozenset[str]
    parts: frozenset[str]
    halves: frozenset[str]
    counts: frozenset[str]
    release: frozenset[str]
    other_words: frozenset[str]
    coming: frozenset[str]
    ahead: frozenset[str]
    behind: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]


def _read(name: str) -> dict[str, object]:
    text = files("diplomatica.encoding").joinpath("data", "dates", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _lists(value: object) -> list[list[str]]:
    return [_strings(item) for item in value] if isinstance(value, list) else []


def _months() -> dict[str, tuple[int, MonthForm]]:
    """English forms first: "april" is English, whatever other language has it."""
    found: dict[str, tuple[int, MonthForm]] = {}
    for language, table in _read("months.toml").items():
        if not isinstance(table, dict):
            continue
        for key in ("full", "short"):
            sort: MonthForm = "foreign" if language != "en" else "full" if key == "full" else "short"
            for number, forms in enumerate(_lists(table.get(key)), 1):
                for form in forms:
                    found.setdefault(form, (number, sort))
    return found


@cache
def words() -> Words:
    """The word lists, read at the first use."""
    table = _read("words.toml")

    def group(name: str) -> frozenset[str]:
        return frozenset(_strings(table.get(name)))

    return Words(
        months=_months(),
        weekdays=tuple(_strings(table.get("weekdays"))),
        before_month=group("before_month"),
        part_of=group("part_of"),
        before_year=group("before_year"),
        before_year_noun=group("before_year_noun"),
        after_year=group("after_year"),
        units=group("units"),
        named_after=group("named_after"),
        labels=group("labels"),
        ordinals={word: number for number, word in enumerate(_strings(table.get("ordinals")), 1)},
        after_ordinal=group("after_ordinal"),
        dated_papers=group("dated_papers"),
        parts=group("parts"),
        halves=group("halves"),
        counts=group("counts"),
        release=group("release"),
        other_words=group("other_words"),
        coming=group("coming"),
        ahead=group("ahead"),
        behind=group("behind"),
        future=group("future"),
        past=group("past"),
    )
