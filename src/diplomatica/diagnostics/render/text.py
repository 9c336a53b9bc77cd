"""For people at a terminal: each finding with its line, what is meant underlined, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplomatica.diagnostics.model import Diagnostic, Severity, Spec
from diplomatica.diagnostics.render import Style
from diplomatica.diagnostics.render.counting import statistics, summary
from diplomatica.diagnostics.report import Document, Report
from diplomatica.printable import printable

_BOLD, _BLUE, _OFF = "\x1b[1m", "\x1b[1;34m", "\x1b[0m"
_FEW = 3  # findings of a document that say the same and are shown each
_MOST = 20  # warnings of a document under one code that are shown
_LINES = 8
_LINE = re.compile(r"\bline \d+")
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}


def render(report: Report, style: Style) -> str:
    """The findings one below the other, and a summary. Of many that say the same of a document, one is shown."""
    blocks = [
        _finding(finding, style.colour, again) for document in report.documents for finding, again in _shown(document)
    ]
    ends = [statistics(report)] if style.statistics and blocks else []
    return "\n".join([*blocks, *ends, summary(report) + "\n"])


def _shown(document: Document) -> Iterator[tuple[Diagnostic, str]]:
    """The findings to be shown; with a note where others are not: what says the same, and warnings by the dozen."""
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for finding in document.diagnostics:
        alike.setdefault(_words(finding), []).append(finding)
    firsts = [item[0] for item in alike.values() if len(item) > _FEW]
    singles = [finding for item in alike.values() if len(item) <= _FEW for finding in item]
    chosen = {id(finding) for finding in (*firsts, *singles)}
    left: dict[str, int] = {}
    last: dict[str, int] = {}
    for finding in document.diagnostics:
        if id(finding) in chosen and finding.severity is not Severity.ERROR:
            left[finding.code] = left.get(finding.code, 0) + 1
            if left[finding.code] <= _MOST:
                last[finding.code] = id(finding)
            else:
                chosen.discard(id(finding))
    for finding in document.diagnostics:
        if id(finding) in chosen:
            same = alike[_words(finding)]
            notes = [_again([item.place.line for item in same[1:]])] if len(same) > _FEW else []
            if last.get(finding.code) == id(finding) and left[finding.code] > _MOST:
                more = left[finding.code] - _MOST
                notes.append(f"{more} more of {finding.code} in this document (--format concise tells all)")
            yield finding, "; ".join(notes)


def _words(finding: Diagnostic) -> tuple[str, str, str]:
    # What differs in the line of another place only is the same.
    return finding.code, _LINE.sub("line", finding.message), _LINE.sub("line", finding.help)


def _again(lines: list[int]) -> str:
    """How often the same is found again, and where."""
    places = list(dict.fromkeys(line for line in lines if line))
    shown = ", ".join(map(str, places[:_LINES])) + (", …" if len(places) > _LINES else "")
    return f"the same {len(lines)} times more" + (f" (lines {shown})" if len(places) > 1 else "")


def _finding(finding: Diagnostic, colour: bool, again: str) -> str:
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
    if excerpt is not None and excerpt.text.strip():
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
    note = "" if finding.spec is None else _behind(finding.spec)
    if note:
        lines.append(f"{margin} {painted('=', _BLUE)} note: {printable(note)}")
    if again:
        lines.append(f"{margin} {painted('=', _BLUE)} {again}")
    return "\n".join(lines) + "\n"


def _behind(spec: Spec) -> str:
    """The specification in an ODD, where there is more to tell than its name."""
    if not spec.place.file and not spec.description:
        return ""
    name = f"attDef “{spec.ident}” of {spec.owner}" if spec.kind == "attDef" else f"{spec.kind} “{spec.ident}”"
    where = f"defined in {spec.place.file}:{spec.place.line}, " if spec.place.file else ""
    return f"{where}{name}" + (f": “{spec.description}”" if spec.description else "")


def _columns(text: str) -> int:
    """How many cells of a terminal a text takes."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
