"""Reading layouts from TOML: those of the package, and those that users write.

A user's file is checked against `schema/layout.schema.json`; what is wrong is told with file and line.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from diplomatica.source.layouts.model import Hint, Label, Layout, Part, Signature, TopField
from diplomatica.usertoml.read import parse as parse_toml
from diplomatica.usertoml.read import read

BUILT_IN = ("wilson-pdf", "wilson-old", "wilson-new", "state-frus", "state-telegram", "reading-room", "bare")
"""The layouts of the package, in the order in which they are asked; the last one takes what no other knows."""

SCHEMA = "schema/layout.schema.json"
_PATTERNS = {
    "name": "an id such as harbour-office: small letters, digits, hyphens",
    "threshold": "a whole number from 0",
    "within": "a whole number from 0",
}


def builtin() -> tuple[Layout, ...]:
    """The layouts of the package."""
    return _builtin()


@lru_cache(maxsize=1)
def _builtin() -> tuple[Layout, ...]:
    folder = files(__package__).joinpath("data")
    return tuple(
        _layout(tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))) for name in BUILT_IN
    )


def load(path: Path) -> Layout:
    """The layout in a user's TOML file.

    Raises `UnusableInput` with file and line where it can't be read, is no TOML, or breaks the schema.
    """
    return parse(read(path, "the layout"), str(path))


def parse(text: str, where: str = "-") -> Layout:
    """The layout that a TOML text describes; `where` names the text in errors.

    Raises `UnusableInput` as `load` does.
    """
    data, _ = parse_toml(text, where, SCHEMA, _PATTERNS)
    return _layout(data)


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return None if source is None else re.compile(source)


def _required(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _layout(data: dict[str, Any]) -> Layout:
    labels: list[Label] = []
    by_text: dict[str, Label] = {}
    for entry in data.get("label", ()):
        for text in entry["text"]:
            label = Label(
                text=text,
                field=entry["field"],
                where=entry.get("where", "head"),
                extent=entry.get("extent", "until"),
                pattern=_pattern(entry.get("pattern")),
                inline=entry.get("inline", False),
                ends_head=entry.get("ends_head", False),
                anchor=entry.get("anchor", False),
                before_anchor=entry.get("before_anchor", False),
                furniture=entry.get("furniture", False),
                parts=tuple(Part(part["field"], _required(part["pattern"])) for part in entry.get("part", ())),
            )
            labels.append(label)
            by_text.setdefault(text.casefold(), label)
    return Layout(
        name=data["name"],
        title=data.get("title", data["name"]),
        threshold=data["threshold"],
        signatures=tuple(
            Signature(
                entry["score"], entry.get("line", "").casefold(), _pattern(entry.get("pattern")), entry.get("within", 0)
            )
            for entry in data["signature"]
        ),
        fixed=tuple(data.get("fixed", {}).items()),
        furniture=frozenset(line.casefold() for line in data.get("furniture", ())),
        furniture_patterns=tuple(re.compile(source) for source in data.get("furniture_pattern", ())),
        top=data.get("top", "none"),
        rest=data.get("rest", "title"),
        fields=tuple(
            TopField(entry["field"], entry["shape"], _pattern(entry.get("pattern"))) for entry in data.get("field", ())
        ),
        labels=tuple(labels),
        hints=tuple(
            Hint(
                entry["field"],
                entry["shape"],
                _pattern(entry.get("pattern")),
                entry.get("within", 6),
                entry.get("paragraph", False),
            )
            for entry in data.get("hint", ())
        ),
        summary=data.get("summary", False),
        labels_by_text=by_text,
    )
