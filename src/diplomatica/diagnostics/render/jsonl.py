"""JSON lines: each document one line, as an item of `documents` in the format json."""

from __future__ import annotations

from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.json import as_object, dumped
from diplomatica.diagnostics.report import Report


def render(report: Report, style: Style) -> str:
    """The documents, one a line."""
    return "".join(f"{dumped(as_object(document))}\n" for document in report.documents)
