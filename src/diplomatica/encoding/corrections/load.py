"""Reading a file of corrections: TOML, checked against `schema/corrections.schema.json`, every fault with its line."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from diplomatica.encoding.corrections.model import (
    BlockFix,
    Corrections,
    DateFix,
    Fix,
    HeaderFix,
    InsertionFix,
    NameFix,
    PersonFix,
    SpeechFix,
)
from diplomatica.errors import UnusableInput
from diplomatica.usertoml import lines as places
from diplomatica.usertoml.read import parse as parse_toml
from diplomatica.usertoml.read import read

SCHEMA = "schema/corrections.schema.json"
_PATTERNS = {
    "nth": "a whole number from 1",
    "id": "an id such as kim-il-sung: letters, digits, hyphens",
    "when": "a date such as 1951-11-21, 1951-11, or 1951-11-21/1951-11-23",
    "date": "a date such as 1951-11-21, 1951-11, or 1951-11-21/1951-11-23",
    "reason": "one word",
    "genre": "the id of a genre, such as telegram",
    "language": "a language tag such as en or zh-Hant",
    "licence-url": "an address such as https://creativecommons.org/licenses/by/4.0/",
}


def load(path: Path) -> Corrections:
    """The corrections in a file.

    Raises `UnusableInput`, with path and line, where the file can't be read, is no TOML, or has a key or value that
    can't be used.
    """
    return parse(read(path, "the corrections"), str(path))


def parse(text: str, where: str = "-") -> Corrections:
    """The corrections in a TOML text; `where` names the text in messages. Raises `UnusableInput` as `load` does."""
    data, lines = parse_toml(text, where, SCHEMA, _PATTERNS)
    _check_dates(data, lines, where)
    found = _corrections(data, lines, where)
    _check_pairs(found)
    return found


def _check_dates(data: dict[str, Any], lines: dict[places.Path, int], where: str) -> None:
    """Raise for a date that is in no calendar."""
    entries: list[tuple[places.Path, str]] = [(("header", "date"), str(data.get("header", {}).get("date", "")))]
    entries += [(("date", number, "when"), entry["when"]) for number, entry in enumerate(data.get("date", ()))]
    for path, when in entries:
        for part in when.split("/"):
            if part and not is_date(part):
                raise UnusableInput(
                    f"“{path[-1]}” can't be “{when}”: there is no such day",
                    where=f"{where}:{places.line_of(lines, path)}",
                    advice="correct the date",
                )
        start, slash, end = when.partition("/")
        if slash and end < start[: len(end)]:
            raise UnusableInput(
                f"“{path[-1]}” can't be “{when}”: it ends before it begins",
                where=f"{where}:{places.line_of(lines, path)}",
                advice="correct the dates",
            )


def is_date(when: str) -> bool:
    """Whether a date exists: a year, a month of it, a day, a day of every year (--02-29), a day with its time.

    >>> [is_date(when) for when in ("1951", "1951-02", "1952-02-29", "--02-29", "1951-02-28T23:59")]
    [True, True, True, True, True]
    >>> [is_date(when) for when in ("0000", "1951-13", "1951-02-29", "--02-30", "1951-02-28T24:30")]
    [False, False, False, False, False]
    """
    day, _, time = when.partition("T")
    if day.startswith("--"):
        day = f"2000-{day[2:]}"  # a leap year
    day += {0: "-01-01", 1: "-01"}.get(day.count("-"), "")
    try:
        datetime.date.fromisoformat(day)
        if time:
            datetime.time.fromisoformat(time)
    except ValueError:
        return False
    return True


def _check_pairs(found: Corrections) -> None:
    """Raise where two corrections of the same words say different things."""
    fixes: list[Fix] = [*found.insertions, *found.speeches, *found.names, *found.persons, *found.dates, *found.blocks]
    seen: dict[tuple[type[Fix], str, int], Fix] = {}
    for fix in fixes:
        words = getattr(fix, "text", "") or getattr(fix, "starts", "") or getattr(fix, "name", "")
        key = (type(fix), " ".join(words.split()), getattr(fix, "nth", 0))
        first = seen.setdefault(key, fix)
        if replace(fix, line=first.line) != first:
            lines = sorted((first.line, fix.line))
            raise UnusableInput(
                f"the corrections in lines {lines[0]} and {lines[1]} contradict each other about “{key[1][:60]}”",
                where=f"{found.where}:{lines[1]}",
                advice="delete one of them, or tell the places apart with nth",
            )


def _header(head: dict[str, str], line: int) -> HeaderFix:
    return HeaderFix(line, **{key.replace("-", "_"): value for key, value in head.items()})


def _corrections(data: dict[str, Any], lines: dict[places.Path, int], where: str) -> Corrections:
    def entries(table: str) -> list[dict[str, Any]]:
        return [
            {"line": places.line_of(lines, (table, number)), **entry}
            for number, entry in enumerate(data.get(table, ()))
        ]

    head = data.get("header")
    return Corrections(
        where,
        tuple(InsertionFix(**entry) for entry in entries("insertion")),
        tuple(SpeechFix(**entry) for entry in entries("said")),
        tuple(NameFix(**entry) for entry in entries("name")),
        tuple(PersonFix(**entry) for entry in entries("person")),
        tuple(DateFix(**entry) for entry in entries("date")),
        tuple(BlockFix(**entry) for entry in entries("block")),
        _header(head, places.line_of(lines, ("header",))) if head else None,
    )
