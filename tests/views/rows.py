"""The HTML that each row of the table of elements makes of its example, in both views.

`python -m tests.views.rows --accept` writes what the rows make now to `rows.toml`; look at the difference before it is
committed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from diplomatica.views.policy import Row, example_document, rows
from tests.views.law import views

EXPECTED = Path(__file__).with_name("rows.toml")
_ANCHOR = re.compile(r'(id="|href="#)(d-)?([phnr])\.\w+')
_WRAPPERS = re.compile(r'^\s*<div class="text">\s*<div class="body">|</div>\s*</div>\s*$')


def made(row: Row) -> dict[str, str]:
    """The HTML of a row's example in each view: without the blocks around it, permalinks shortened to "p.x"."""
    found = views().of_text(example_document(row.example), "example")
    return {"reading": _short(found.reading), "diplomatic": _short(found.diplomatic)}


def expected() -> dict[str, dict[str, str]]:
    """What the rows should make, by their names."""
    return tomllib.loads(EXPECTED.read_text(encoding="utf-8"))


def _short(html: str) -> str:
    html = _ANCHOR.sub(r"\1\2\3.x", html)
    return " ".join(_WRAPPERS.sub("", html.strip()).split())


def main() -> None:
    """Write what the rows make now."""
    lines = []
    for row in rows():
        lines.append(f'["{row.id}"]')
        lines += [f"{view} = '''{html}'''" for view, html in made(row).items()]
        lines.append("")
    EXPECTED.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__" and "--accept" in sys.argv:
    main()
