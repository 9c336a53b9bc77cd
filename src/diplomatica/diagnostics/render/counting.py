"""Numbers of a report, in words."""

from __future__ import annotations

from collections import Counter

from diplomatica.diagnostics.model import Severity
from diplomatica.diagnostics.report import Report


def summary(report: Report) -> str:
    """One line: how many documents, and what was found in how many of them."""
    total = len(report.documents)
    errors, warnings, notes = (report.count(severity) for severity in Severity)
    parts = [_count(errors, "error"), _count(warnings, "warning"), _count(notes, "note")]
    found = [part for part, number in zip(parts, (errors, warnings, notes), strict=True) if number]
    touched = sum(bool(document.diagnostics) for document in report.documents)
    hidden = sum(document.hidden for document in report.documents)
    known = f" ({_count(hidden, 'finding')} of the baseline not shown)" if hidden else ""
    if not found:
        return f"{_count(total, 'document')}: {'valid' if total == 1 else 'all valid'}{known}"
    return f"{_count(total, 'document')}: {_joined(found)} in {touched}{known}"


def statistics(report: Report) -> str:
    """How often each code was found, the most frequent first."""
    counts = Counter(finding.code for finding in report.diagnostics)
    titles = _titles()
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = len(str(rows[0][1])) if rows else 1
    return "\n".join(f"{count:>{width}}  {code}  {titles.get(code, '')}".rstrip() for code, count in rows) + "\n"


def _titles() -> dict[str, str]:
    from diplomatica.diagnostics.explained import explained

    return {code: entry.title for code, entry in explained().items()}


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
