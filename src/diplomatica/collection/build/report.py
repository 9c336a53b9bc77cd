"""The report of a build: what was made, and what a person should look at. The same build gives the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diplomatica.collection.build.model import Checked, Encoded, Found

ALIKE = 10
"""So many findings with the same code and message are shown one by one."""
HOW = (
    "where the program was not sure. Paste a correction into the file that is named beside the source, as it is to "
    "confirm what was decided, or changed; the next build obeys it."
)


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of a build. `problems` are lines of what could not be made (pages, PDFs, characters), `hints` of
    what is amiss without being a fault."""

    title: str
    encoded: tuple[Encoded, ...]
    checked: tuple[Checked, ...]
    removed: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

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
    """The report for a terminal or a log; every finding stands in it."""
    width = max(len(name) for name, _ in report.rows)
    lines = [report.title, "", *(f"{name:<{width}}  {value}" for name, value in report.rows)]
    for title, part in _parts(report, [found.line for item in report.faulty for found in item.found]):
        if part:
            lines += ["", f"{title}:", *(f"  {line}" for line in part)]
    if report.doubtful:
        lines += ["", f"To look at: {HOW}"]
    for item in report.doubtful:
        lines += ["", f"  {item.source} (corrections: {item.corrections})", *(f"    {note}" for note in item.notes)]
        for look in item.looks:
            if look.head not in item.notes:
                lines.append(f"    {look.head}")
                lines += [f"        {look.before}>>{look.marked}<<{look.after}"] * bool(look.marked)
                lines += [f"            {line}" for line in look.correction]
        lines += [f"    {line}" for line in left_out(item)]
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
    shown, more = alike([found for item in report.faulty for found in item.found])
    template = environment.get_template("report.html")
    return template.render(report=report, parts=_parts(report, ()), shown=shown, more=more, how=HOW, left_out=left_out)


def alike(found: Sequence[Found]) -> tuple[list[tuple[str, tuple[str, ...]]], int]:
    """The findings in their order, of those that are alike no more than `ALIKE`: each with the lines that go with it.

    The last one of a kind that is shown has the lines of those that are not. Also the number of lines left out.
    """
    of_kind: dict[tuple[str, str], list[str]] = {}
    for one in found:
        of_kind.setdefault(one.kind, []).append(one.line)
    shown: list[tuple[str, tuple[str, ...]]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for one in found:
        seen[one.kind] += 1
        if seen[one.kind] <= ALIKE:
            last = seen[one.kind] == ALIKE
            shown.append((one.line, tuple(of_kind[one.kind][ALIKE:]) if last else ()))
    return shown, len(found) - len(shown)


def left_out(item: Encoded) -> list[str]:
    """The line that tells of places that are counted and not shown."""
    more = item.doubts - len(item.looks)
    return [f"and {more} more: diplomatica encode {item.source} -o FOLDER --review shows them"] if more else []


def _parts(report: Report, findings: Sequence[str]) -> tuple[tuple[str, Sequence[str]], ...]:
    return (
        ("Not encoded", [item.problem for item in report.refused]),
        ("Findings", findings),
        ("Other problems", report.problems),
        ("To mind", report.hints),
        ("Deleted, because their sources are gone", list(map(str, report.removed))),
    )
