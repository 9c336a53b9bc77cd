"""What every code of `diplomatica validate` and `diplomatica odd` means (`data/codes.toml`, `data/odd_codes.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """A code: its title in one line, what it means, and a wrong and a right example."""

    code: str
    title: str
    meaning: str
    wrong: str
    right: str


@cache
def explained() -> dict[str, Entry]:
    """All codes, in their order."""
    folder = files("diplomatica.diagnostics") / "data"
    table = {
        code: row
        for name in ("codes.toml", "odd_codes.toml")
        for code, row in tomllib.loads((folder / name).read_text(encoding="utf-8")).items()
    }
    return {
        code: Entry(
            code, row["title"], " ".join(row["meaning"].split()), row["wrong"].strip("\n"), row["right"].strip("\n")
        )
        for code, row in table.items()
    }
