"""The words of the views and of the legend, from `messages/LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from diplomatica.errors import UnusableInput
from diplomatica.tei.escape import escape

FOLDER = Path(__file__).resolve().parent / "messages"


@lru_cache(maxsize=8)
def words(language: str) -> Mapping[str, str]:
    """The words of a language (BCP 47: `de`, or `de-AT`, which is served by `de`) by key.

    The plural forms of a message are keys of their own: `unit.line one`, `unit.line other`. Raises `UnusableInput` for
    a language that has no file.
    """
    name = language.partition("-")[0].lower()
    path = FOLDER / f"{name}.toml"
    if not name.isalpha() or not path.is_file():
        known = ", ".join(sorted(found.stem for found in FOLDER.glob("*.toml")))
        raise UnusableInput(f"the views have no words in the language {language}", advice=f"choose one of {known}")
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")), ""))


def as_xml(language: str) -> str:
    """The words as the stylesheets take them: `messages[@plural]` with `message[@key][@number?]`."""
    found = words(language)
    lines = [f'<messages plural="{escape(found["language.plural"])}">']
    for key, text in found.items():
        name, _, number = key.partition(" ")
        numbered = f' number="{number}"' if number else ""
        lines.append(f'<message key="{name}"{numbered}>{escape(text)}</message>')
    return "".join([*lines, "</messages>"])


def _flat(table: Mapping[str, object], before: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping) and "other" in value:
            yield from ((f"{before}{key} {number}", str(text)) for number, text in value.items())
        elif isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, str(value)
