"""Numbers of a report, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.diagnostics.report import Report


def summary(report: Report) -> str:
    """One line: how many documents, and what was found in how many of them."""
    total = len(report.documents)
    touched = sum(bool(document.diagnostics) for document in report.documents)
    hidden = sum(document.hidden for document in report.documents)
    known = f" ({_count(hidden, 'finding')} of the baseline not shown)" if hidden else ""
    if not touched:
        fine = "nothing new" if hidden else "valid" if total == 1 else "all valid"
        return f"{_count(total, 'document')}: {fine}{known}"
    where = f", in {touched} of them" if total > 1 else ""
    fixes = sum(finding.fix is not None for finding in report.diagnostics)
    fixable = f" ({fixes} can be repaired automatically: run again with --fix)" if fixes else ""
    return f"{_count(total, 'document')}: {counted(report.diagnostics)}{where}{fixable}{known}"


def counted(findings: Sequence[Diagnostic]) -> str:
    """How many errors, warnings and notes, as “2 errors and 1 warning”; empty where there are none."""
    counts = Counter(finding.severity for finding in findings)
    return _joined([_count(counts[severity], severity.value) for severity in Severity if counts[severity]])


def capitalised(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def sentences(finding: Diagnostic) -> str:
    """Message and help as whole sentences.

    before   there is no element <pesName>  /  did you mean <persName>?
    after    There is no element <pesName>. Did you mean <persName>?
    """
    parts = [capitalised(part) for part in (finding.message, finding.help) if part]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


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
    return "".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"
