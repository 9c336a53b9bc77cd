"""Reading a user's TOML file and checking it against a JSON Schema of the project."""

from __future__ import annotations

import datetime
import difflib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomatica import share
from diplomatica.errors import UnusableInput
from diplomatica.usertoml import lines as places

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped,unused-ignore]

MAX_BYTES = 5_000_000
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_BARE = re.compile(r"\s*([\w.-]+)\s*=\s*([^\s\"'\[{#][^\"#]*?)\s*(?:#.*)?")
_TYPES = {
    "string": "text in quotation marks",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list in brackets",
    "object": "a table",
}
_TABLES = "a table in double brackets"


@cache
def _control() -> re.Pattern[str]:
    """What no TOML may hold: controls beside tab and line feed, which a text in three quotation marks may hold."""
    return re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(path: Path, what: str) -> str:
    """The text of a user's file; `what` names it in messages ("the corrections").

    Raises `UnusableInput`, with path and line, where it can't be read, is too large, or not UTF-8.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnusableInput(
            f"{what} can't be read: {reason}", where=str(path), advice="check the path and its rights"
        ) from None
    if len(data) > MAX_BYTES:
        raise UnusableInput(
            f"{what}: larger than {MAX_BYTES // 1_000_000} MB", where=str(path), advice="check the path"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableInput("not UTF-8", where=f"{path}:{line}", advice="save the file as UTF-8") from None


def parse(
    text: str, where: str, schema: str, patterns: Mapping[str, str]
) -> tuple[dict[str, Any], dict[places.Path, int]]:
    """What a TOML text holds, dates as text, and the lines of its keys.

    `where` names the text in messages, `schema` is the file of the schema, `patterns` says in words what the values
    of some keys look like. Raises `UnusableInput` with the line where something is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _TOML_PLACE.search(message)
        at = f"{where}:{found[1]}:{found[2]}" if found and found[1] else f"{where}:{max(len(text.splitlines()), 1)}"
        advice = _bare_value(text, int(found[1]) if found and found[1] else 0) or f"see {schema}"
        raise UnusableInput(f"no TOML: {_TOML_PLACE.sub('', message)}", where=at, advice=advice) from None
    except RecursionError:
        raise UnusableInput("brackets nested too deeply", where=where, advice=f"see {schema}") from None
    plain = {key: _plain(value) for key, value in data.items()}
    lines = places.key_lines(text.replace("\r\n", "\n"))
    faults = [
        *(_fault(error, lines, schema, patterns) for error in _errors(plain, schema)),
        *_controls(plain, (), lines),
    ]
    if faults:
        # A misspelt key is the cause of the missing one.
        line, what, advice = min(faults, key=lambda fault: (not fault[1].startswith("unknown"), fault))
        raise UnusableInput(what, where=f"{where}:{line}", advice=advice)
    return plain, lines


def _bare_value(text: str, line: int) -> str:
    """The advice for `title = The papers`, which is the first thing that everybody gets wrong; "" for another fault."""
    lines = text.split("\n")
    bare = _BARE.fullmatch(lines[line - 1].rstrip("\r")) if 0 < line <= len(lines) else None
    return f'put the value in quotes: {bare[1]} = "{bare[2]}"' if bare else ""


def _plain(value: Any) -> Any:
    """TOML has dates of its own: `date = 1951-11-21` is taken like the text "1951-11-21"."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


@lru_cache(maxsize=4)
def _validator(schema: str) -> Draft202012Validator:
    # The library is slow to import, and most documents have no corrections.
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(
        json.loads(share.path(schema).read_text(encoding="utf-8")), format_checker=FormatChecker(["regex"])
    )


def _errors(data: dict[str, Any], schema: str) -> Iterator[Any]:
    yield from _validator(schema).iter_errors(data)


def _controls(value: Any, path: places.Path, lines: dict[places.Path, int]) -> Iterator[tuple[int, str, str]]:
    """Control characters in texts: XML forbids most of them, and nobody means the others."""
    if isinstance(value, str):
        found = _control().search(value)
        if found is not None:
            key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            what = f"“{key}” holds the character U+{ord(found.group()):04X}, which is not allowed in XML"
            yield places.line_of(lines, path), what, "take it out"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _controls(inner, (*path, key), lines)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _controls(inner, (*path, number), lines)


def _fault(error: Any, lines: dict[places.Path, int], schema: str, patterns: Mapping[str, str]) -> tuple[int, str, str]:
    """Line, message and advice for one breach of the schema, in words for an editor."""
    path: places.Path = tuple(error.absolute_path)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    line = places.line_of(lines, path)
    rule, allowed = error.validator, error.validator_value
    see = f"see {schema}"
    if rule == "additionalProperties":
        known = sorted(error.schema["properties"])
        unknown = min(set(error.instance) - set(known), key=lambda name: (places.line_of(lines, (*path, name)), name))
        near = difflib.get_close_matches(unknown, known, 1)
        advice = f"did you mean “{near[0]}”?" if near else f"the keys are: {', '.join(known)}"
        # At the top, a key with a plain value is no table.
        is_table = not path and isinstance(error.instance[unknown], dict | list)
        return places.line_of(lines, (*path, unknown)), f"unknown {'table' if is_table else 'key'} “{unknown}”", advice
    if rule == "required":
        missing = [name for name in allowed if name not in error.instance]
        return line, f"“{missing[0]}” is missing" + (f" in [[{key}]]" if key else ""), see
    if rule == "oneOf" and isinstance(error.instance, dict):
        names = [name for choice in allowed for name in choice.get("required", ())]
        one = " or ".join(f"“{name}”" for name in names)
        return line, f"[[{key}]] has to have either {one}", see
    if rule == "type":
        wanted = _TYPES.get(str(allowed), str(allowed))
        if allowed == "array" and error.schema.get("items", {}).get("type") == "object":
            wanted = _TABLES
        return line, f"“{key}” has to be {wanted}", see
    if rule == "enum":
        near = difflib.get_close_matches(str(error.instance), [str(value) for value in allowed], 1)
        hint = f"did you mean “{near[0]}”?" if near else f"one of: {', '.join(map(str, allowed))}"
        return line, f"“{key}” can't be “{error.instance}”", hint
    if rule in ("minProperties", "minItems") or not str(error.instance).strip():
        return line, f"“{key}” is empty", "write its value, or delete it"
    if rule == "format":
        what = _regex_fault(str(error.instance))
        return line, f"“{key}” is no regular expression: {what}", "as the module re of Python reads them"
    return line, f"“{key}” can't be “{error.instance}”", f"it has to be {patterns.get(key, 'as in ' + schema)}"


def _regex_fault(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"{error.msg} at position {error.pos}" if error.pos is not None else error.msg
    return "it can't be used"
