"""The report of a build: what was made, and what a person should look at. The same build gives the same report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diplomatica.collection.build.model import Checked, Encoded


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of a build. `problems` are lines of what could not be made (pages, PDFs, characters)."""

    title: str
    encoded: tuple[Encoded, ...]
    checked: tuple[Checked, ...]
    removed: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[Encoded, ...]:
        """The sources that there is no TEI of."""
        return tuple(item for item in self.encoded if item.tei is None)

    @property
    def doubtful(self) -> tuple[Encoded, ...]:
        """The sources in which something is doubtful."""
        return tuple(item for item in self.encoded if item.doubts or item.notes)

    @property
    def faulty(self) -> tuple[Checked, ...]:
        """The documents in which validation found something."""
        return tuple(item for item in self.checked if item.errors or item.warnings)

    @property
    def errors(self) -> int:
        """Errors in all documents."""
        return sum(item.errors for item in self.checked)

    @property
    def warnings(self) -> int:
        """Warnings in all documents."""
        return sum(item.warnings for item in self.checked)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The counts, with their names."""
        return (
            ("sources", str(len(self.encoded))),
            ("without TEI", str(len(self.refused))),
            ("places to look at", str(sum(item.doubts for item in self.encoded))),
            ("TEI documents", str(len(self.checked))),
            ("errors", str(self.errors)),
            ("warnings", str(self.warnings)),
            ("other problems", str(len(self.problems))),
        )


def as_text(report: Report) -> str:
    """The report for a terminal or a log."""
    width = max(len(name) for name, _ in report.rows)
    lines = [report.title, "", *(f"{name:<{width}}  {value}" for name, value in report.rows)]
    for title, part in _parts(report):
        if part:
            lines += ["", f"{title}:", *(f"  {line}" for line in part)]
    return "\n".join(lines) + "\n"


def as_html(report: Report) -> str:
    """The report as one page that needs nothing beside it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("diplomatica.collection.build", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(report=report, parts=_parts(report))


def _parts(report: Report) -> tuple[tuple[str, Sequence[str]], ...]:
    return (
        ("Not encoded", [item.problem for item in report.refused]),
        ("Findings", [line for item in report.faulty for line in item.lines]),
        ("Other problems", report.problems),
        ("To look at", [line for item in report.doubtful for line in _doubts(item)]),
        ("Deleted, because their sources are gone", list(map(str, report.removed))),
    )


def _doubts(item: Encoded) -> list[str]:
    places = f"{item.doubts} place{'' if item.doubts == 1 else 's'} to look at (diplomatica encode --review)"
    return [*item.notes, *([f"{item.source}: {places}"] if item.doubts else [])]
