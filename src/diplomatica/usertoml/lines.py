"""Where in a TOML text its tables and keys stand: the standard library's parser does not tell.

before  [[name]]                       after  ("name",): 1, ("name", 0): 1
        text = "Long Meadow"                  ("name", 0, "text"): 2
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

# Tokens of a value. A string in three quotation marks may end in five: two of them belong to it.
_VALUE = re.compile(
    r'"""(?:\\.|[^\\"]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\[\]{}\n\#'\"]+",
    re.S,
)
_KEY = re.compile(r"""[ \t]*(?:"((?:\\.|[^"\\\n])*)"|'([^'\n]*)'|([\w-]+))[ \t]*""", re.A)
_BLANK = re.compile(r"[ \t\r]*(?:\#[^\n]*)?(?:\n|\Z)")


def key_lines(text: str) -> dict[Path, int]:
    """The line, from 1, of every table and every key of a valid TOML text.

    Entries of an array of tables are counted from 0. Keys inside inline tables are not told apart: they stand where
    the key of the table stands.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    position, line = 0, 1
    while position < len(text):
        blank = _BLANK.match(text, position)
        if blank is not None:
            line += text.count("\n", position, blank.end())
            position = max(blank.end(), position + 1)
            continue
        start = position
        while text[start] in " \t":
            start += 1
        brackets = 2 if text.startswith("[[", start) else 1 if text[start] == "[" else 0
        keys, position = _keys(text, start + brackets)
        if brackets and keys:
            table = _table(keys, brackets == 2, counts)
            lines.setdefault(table[:-1] if isinstance(table[-1], int) else table, line)
            lines.setdefault(table, line)
        else:
            for depth in range(1, len(keys) + 1):
                lines.setdefault((*table, *keys[:depth]), line)
        end = _end(text, position + brackets)
        line += text.count("\n", start, end)
        position = max(end, start + 1)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest thing above it that has one."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


def _keys(text: str, position: int) -> tuple[tuple[str, ...], int]:
    keys: list[str] = []
    while (match := _KEY.match(text, position)) is not None:
        keys.append(next(group for group in match.groups() if group is not None))
        position = match.end()
        if not text.startswith(".", position):
            break
        position += 1
    return tuple(keys), position


def _table(keys: tuple[str, ...], is_entry: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for depth, key in enumerate(keys, start=1):
        path = (*path, key)
        if is_entry and depth == len(keys):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _end(text: str, position: int) -> int:
    """The end of the line on which a value ends."""
    depth = 0
    while position < len(text):
        token = _VALUE.match(text, position)
        if token is None:
            return len(text)
        position = token.end()
        sign = token.group()
        if sign in ("[", "{"):
            depth += 1
        elif sign in ("]", "}"):
            depth -= 1
        elif sign == "\n" and depth <= 0:
            return position
    return position
