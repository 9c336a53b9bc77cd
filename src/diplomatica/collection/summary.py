"""What a run did, counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from diplomatica.collection.model import Outcome

DONE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
"""The exit codes: all is written; some input was refused or failed; nothing could be done."""

_COUNTS = ("written", "unchanged", "refused", "lost", "failed")


class Summary:
    """Counts the outcomes of a run."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.genres: Counter[str] = Counter()
        self.layouts: Counter[str] = Counter()
        self.review = 0
        self.findings = 0

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.statuses[outcome.status] += 1
        if outcome.findings:
            self.review += 1
            self.findings += len(outcome.findings)
        if outcome.layout:
            self.genres[outcome.genre or "unknown"] += 1
            self.layouts[outcome.layout] += 1

    @property
    def documents(self) -> int:
        """How many documents there were."""
        return sum(self.statuses.values())

    @property
    def done(self) -> int:
        """How many of them have their TEI file."""
        return self.statuses["written"] + self.statuses["unchanged"]

    def exit_code(self, *, strict: bool = False) -> int:
        """What the run comes to; `strict` counts a document that needs review as a failure."""
        if self.statuses["refused"] == self.documents:
            return NOTHING_DONE
        return SOME_FAILED if self.done < self.documents or (strict and self.review) else DONE

    def as_dict(self) -> dict[str, Any]:
        """The counts as they stand in the JSON report: genres and layouts by name."""
        return {
            "documents": self.documents,
            **{name: self.statuses[name] for name in _COUNTS},
            "review": self.review,
            "findings": self.findings,
            "genres": dict(sorted(self.genres.items())),
            "layouts": dict(sorted(self.layouts.items())),
        }

    def rows(self) -> list[tuple[str, str]]:
        """The rows of the table at the end of a run."""
        rows = [("documents", str(self.documents))]
        names = {"lost": "lost (not written)", "failed": "failed"}
        for name in _COUNTS:
            if self.statuses[name] or name in ("written", "unchanged", "refused", "lost"):
                rows.append((names.get(name, name), str(self.statuses[name])))
        rows += [("needing review", str(self.review)), ("places to look at", str(self.findings))]
        for title, counts in (("genre", self.genres), ("layout", self.layouts)):
            rows += [(f"{title} {name}", str(counts[name])) for name in sorted(counts, key=lambda n: (-counts[n], n))]
        return rows
