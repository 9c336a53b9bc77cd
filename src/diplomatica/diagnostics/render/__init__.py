"""The formats of a report, one a file. `FORMATS` is the whole list; a format is imported when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from diplomatica.diagnostics.model import Severity
from diplomatica.diagnostics.report import Report

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "checkstyle", "html")


@dataclass(frozen=True, slots=True)
class Style:
    """`colour`: with the colours of a terminal. `statistics`: how often each code was found (text, concise, html).

    `fails`: how bad a finding must be for its document to count as failed (junit).
    """

    colour: bool = False
    statistics: bool = False
    fails: Severity = Severity.ERROR


def render(report: Report, name: str, style: Style = Style()) -> str:
    """The report in a format of `FORMATS`."""
    module = import_module(f"diplomatica.diagnostics.render.{name}")
    text = module.render(report, style)
    assert isinstance(text, str)
    return text
