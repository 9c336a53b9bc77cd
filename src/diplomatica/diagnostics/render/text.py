"""For people at a terminal: each finding with its line, what is meant underlined, and what to do about it."""

from __future__ import annotations

from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.counting import statistics, summary
from diplomatica.diagnostics.report import Report
from diplomatica.printable import printable

_BOLD, _BLUE, _OFF = "\x1b[1m", "\x1b[1;34m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}


def render(report: Report, style: Style) -> str:
    """The findings one below the other, and a summary."""
    blocks = [_finding(finding, style.colour) for finding in report.diagnostics]
    ends = [statistics(report)] if style.statistics and blocks else []
    return "\n".join([*blocks, *ends, summary(report) + "\n"])


def _finding(finding: Diagnostic, colour: bool) -> str:
    """One finding.

    error[GRA101]: there is no element <pesName> in this schema
      --> letter.xml:14:8
       |
    14 |     <p><pesName>Smith</pesName>
       |        ^^^^^^^^ did you mean <persName>?
    """

    def painted(text: str, paint: str) -> str:
        return f"{paint}{text}{_OFF}" if colour and text else text

    paint = _COLOURS[finding.severity]
    head = painted(f"{finding.severity}[{finding.code}]", paint) + painted(f": {printable(finding.message)}", _BOLD)
    lines = [head]
    number = str(finding.place.line or "")
    margin = " " * len(number)
    bar = painted("|", _BLUE)
    if finding.place.file:
        lines.append(f"{margin}{painted('-->', _BLUE)} {printable(str(finding.place))}")
    excerpt = finding.excerpt
    if excerpt is not None:
        # An escape takes the room of one character, so that what stands below it stays below it.
        shown = "".join(character if printable(character) == character else "\ufffd" for character in excerpt.text)
        wide = " " * _columns(shown[: excerpt.start])
        marks = "^" * max(1, _columns(shown[excerpt.start : excerpt.start + excerpt.width]) or excerpt.width)
        label = f" {printable(finding.label)}" if finding.label else ""
        lines += [
            f"{margin} {bar}",
            f"{painted(number, _BLUE)} {bar} {shown}",
            f"{margin} {bar} {wide}{painted(marks + label, paint)}",
        ]
    help_ = finding.help
    if excerpt is not None and finding.label and help_.startswith(finding.label):
        # It stands beside the excerpt.
        help_ = help_.removeprefix(finding.label).removeprefix("; ")
    if help_:
        lines.append(f"{margin} {painted('=', _BLUE)} {printable(help_)}")
    return "\n".join(lines) + "\n"


def _columns(text: str) -> int:
    """How many cells of a terminal a text takes."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
