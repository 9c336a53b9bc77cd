"""Reading a file of corrections: TOML, checked against `schema/corrections.schema.json`, every fault with its line."""

from __future__ import annotations

import datetime
import difflib
import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomatica import share
from diplomatica.encoding.corrections import lines as places
from diplomatica.encoding.corrections.model import (
    BlockFix,
    Corrections,
    DateFix,
    HeaderFix,
    InsertionFix,
    NameFix,
    PersonFix,
    SpeechFix,
)
from diplomatica.errors import UnusableInput

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped,unused-ignore]

SCHEMA = "schema/corrections.schema.json"
MAX_BYTES = 5_000_000
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_TYPES = {
    "string": "text in quotation marks",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a table in double brackets",
    "object": "a table",
}
_PATTERNS = {
    "nth": "a whole number from 1",
    "id": "an id such as kim-il-sung: letters, digits, hyphens",
    "when": "a date such as 1951-11-21, 1951-11, or 1951-11-21/1951-11-23",
    "date": "a date such as 1951-11-21, 1951-11, or 1951-11-21/1951-11-23",
    "reason": "one word",
    "genre": "the id of a genre, such as telegram",
    "language": "a language tag such as en or zh-Hant",
}


def load(path: Path) -> Corrections:
    """The corrections in a file.

    Raises `UnusableInput`, with path and line, where the file can't be read, is no TOML, or has a key or value that
    the schema does not know.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableInput(
            f"the corrections can't be read: {error.strerror}", where=str(path), advice="check the file's rights"
        ) from None
    if len(data) > MAX_BYTES:
        raise UnusableInput(f"corrections larger than {MAX_BYTES // 1_000_000} MB", where=str(path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableInput("not UTF-8", where=f"{path}:{line}", advice="save the file as UTF-8") from None
    return parse(text, str(path))


def parse(text: str, where: str = "-") -> Corrections:
    """The corrections in a TOML text; `where` names the text in messages. Raises `UnusableInput` as `load` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _TOML_PLACE.search(message)
        at = f"{where}:{found[1]}:{found[2]}" if found and found[1] else f"{where}:{max(len(text.splitlines()), 1)}"
        raise UnusableInput(
            f"no TOML: {_TOML_PLACE.sub('', message)}", where=at, advice=f"see {SCHEMA}"
        ) from None
    except RecursionError:
        raise UnusableInput("brackets nested too deeply", where=where) from None
    plain = {key: _plain(value) for key, value in data.items()}
    lines = places.key_lines(text.replace("\r\n", "\n"))
    _check(plain, lines, where)
    return _corrections(plain, lines, where)


def _plain(value: Any) -> Any:
    """TOML has dates of its own: `date = 1951-11-21` is taken like the text "1951-11-21"."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    # The library is slow to import, and most documents have no corrections.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(share.path(SCHEMA).read_text(encoding="utf-8")))


def _check(data: dict[str, Any], lines: dict[places.Path, int], where: str) -> None:
    faults = [_fault(error, lines) for error in _validator().iter_errors(data)]
    if faults:
        # A misspelt key is the cause of the missing one.
        line, what, advice = min(faults, key=lambda fault: (not fault[1].startswith("unknown"), fault))
        raise UnusableInput(what, where=f"{where}:{line}", advice=advice)


def _fault(error: Any, lines: dict[places.Path, int]) -> tuple[int, str, str]:
    """Line, message and advice for one breach of the schema, in words for an editor."""
    path: places.Path = tuple(error.absolute_path)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    line = places.line_of(lines, path)
    rule, allowed = error.validator, error.validator_value
    if rule == "additionalProperties":
        known = sorted(error.schema["properties"])
        unknown = min(set(error.instance) - set(known), key=lambda name: (places.line_of(lines, (*path, name)), name))
        near = difflib.get_close_matches(unknown, known, 1)
        advice = f"did you mean “{near[0]}”?" if near else f"the keys are: {', '.join(known)}"
        what = f"unknown key “{unknown}”" if path else f"unknown table “{unknown}”"
        return places.line_of(lines, (*path, unknown)), what, advice
    if rule == "required":
        missing = [name for name in allowed if name not in error.instance]
        return line, f"“{missing[0]}” is missing in [[{key}]]", f"see {SCHEMA}"
    if rule == "type":
        return line, f"“{key}” has to be {_TYPES.get(str(allowed), str(allowed))}", f"see {SCHEMA}"
    if rule == "enum":
        near = difflib.get_close_matches(str(error.instance), [str(value) for value in allowed], 1)
        hint = f"did you mean “{near[0]}”?" if near else f"one of: {', '.join(map(str, allowed))}"
        return line, f"“{key}” can't be “{error.instance}”", hint
    if rule == "minProperties" or not str(error.instance).strip():
        return line, f"“{key}” is empty", "write its value, or delete it"
    return line, f"“{key}” can't be “{error.instance}”", f"it has to be {_PATTERNS.get(key, 'as in ' + SCHEMA)}"


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
        HeaderFix(places.line_of(lines, ("header",)), **head) if head else None,
    )
