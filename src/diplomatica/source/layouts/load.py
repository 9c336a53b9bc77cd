"""Reading layouts from TOML: those of the package, and those that users write.

A user's file is checked against `schema/layout.schema.json`; what is wrong is told with file and line.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from diplomatica.errors import InternalError, UnusableInput
from diplomatica.source.layouts.model import Hint, Label, Layout, Part, Signature, TopField

BUILT_IN = ("wilson-pdf", "wilson-old", "wilson-new", "state-frus", "state-telegram", "bare")
"""The layouts of the package, in the order in which they are asked; the last one takes what no other knows."""

_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")


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
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"the layout can't be read: {error}", where=str(path)) from error
    return parse(text, str(path))


def parse(text: str, where: str = "-") -> Layout:
    """The layout that a TOML text describes; `where` names the text in errors.

    Raises `UnusableInput` as `load` does.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _TOML_PLACE.search(message)
        at = f"{where}:{place[1]}:{place[2]}" if place else f"{where}:{text.count(chr(10)) + 1}"
        raise UnusableInput(f"no TOML: {_TOML_PLACE.sub('', message)}", where=at) from error
    _check(data, text, where)
    return _layout(data)


def _check(data: dict[str, Any], text: str, where: str) -> None:
    # Only a user's file needs the check, and the library is slow to import.
    from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped,unused-ignore]

    validator = Draft202012Validator(json.loads(_schema()), format_checker=FormatChecker(["regex"]))
    errors = sorted(validator.iter_errors(data), key=lambda error: [str(step) for step in error.absolute_path])
    if errors:
        path = tuple(errors[0].absolute_path)
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        raise UnusableInput(
            f"{name + ': ' if name else ''}{errors[0].message}",
            where=f"{where}:{_line(text, path)}",
            advice="see schema/layout.schema.json",
        )


def _schema() -> str:
    installed = files("diplomatica").joinpath("_share/schema/layout.schema.json")
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    for folder in Path(__file__).resolve().parents:
        candidate = folder / "schema" / "layout.schema.json"
        if candidate.is_file():
            return candidate.read_text(encoding="utf-8")
    raise InternalError("schema/layout.schema.json is missing from the installation")


def _line(text: str, path: tuple[str | int, ...]) -> int:
    """The line of a TOML text where the value at `path` stands, as well as a search for tables and keys can tell."""
    lines = text.split("\n")
    at = 0
    tables = [str(step) for step in path if isinstance(step, str)]
    for depth, step in enumerate(path):
        if isinstance(step, int):
            if depth == 1 or (depth == 3 and len(tables) > 1):
                header = f"[[{'.'.join(tables[: (depth + 1) // 2])}]]"
                seen = -1
                for number in range(at, len(lines)):
                    if lines[number].strip().startswith(header):
                        seen += 1
                        if seen == step:
                            at = number
                            break
        else:
            key = re.compile(rf"\s*(?:\[+)?(?:[\w.-]+\.)?\"?{re.escape(step)}\"?\s*(?:=|\])")
            for number in range(at, len(lines)):
                if key.match(lines[number]):
                    at = number
                    break
    return at + 1


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
