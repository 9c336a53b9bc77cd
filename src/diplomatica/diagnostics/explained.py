"""What every code of `diplomatica validate` means (`data/codes.toml`)."""

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
    table = tomllib.loads((files("diplomatica.diagnostics") / "data" / "codes.toml").read_text(encoding="utf-8"))
    return {
        code: Entry(
            code, row["title"], " ".join(row["meaning"].split()), row["wrong"].strip("\n"), row["right"].strip("\n")
        )
        for code, row in table.items()
    }
