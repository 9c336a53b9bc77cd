"""Outcomes for people and for programs: lines of messages, the review of a document, its entry in the JSON report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from diplomatica.collection.model import Outcome
from diplomatica.encoding.review import URGENT, Finding
from diplomatica.printable import printable
from diplomatica.tei.escape import escape


def messages(outcome: Outcome, *, quiet: bool = False) -> Iterator[str]:
    """What a person has to know about a document at once: notes on its reading, and doubts that are no mere guesses.

    With `quiet`, only what may have spoilt the whole document.
    """
    for note in () if quiet else outcome.notes:
        yield printable(f"{outcome.source}: {note}")
    for finding in outcome.findings:
        if finding.rule in URGENT or not (quiet or finding.line):
            yield printable(f"{outcome.source}: {finding.message} [{finding.rule}]")


def place(outcome: Outcome, finding: Finding) -> str:
    """Where a finding is: `path:line:column`, or the path alone."""
    return f"{outcome.source}:{finding.line}:{finding.column}" if finding.line else outcome.source


def review(outcome: Outcome) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """The findings of a document as text: (first line, before, marked, after, lines of the correction)."""
    for finding in outcome.findings:
        head = printable(f"{place(outcome, finding)}: {finding.message} [{finding.rule}]")
        lines = [printable(line) for line in finding.correction.splitlines()]
        yield head, printable(finding.before), printable(finding.marked), printable(finding.after), lines


def as_json(outcome: Outcome) -> str:
    """A document's entry in the JSON report, one line."""
    entry: dict[str, Any] = {
        "source": outcome.source,
        "tei": outcome.tei or None,
        "status": outcome.status,
        "layout": outcome.layout,
        "genre": outcome.genre,
        "encoding": outcome.encoding,
        "notes": list(outcome.notes),
        "doubts": [
            {
                "rule": finding.rule,
                "line": finding.line,
                "column": finding.column,
                "message": finding.message,
                "correction": finding.correction,
            }
            for finding in outcome.findings
        ],
        "furniture": list(outcome.furniture),
    }
    if outcome.problem is not None:
        problem = outcome.problem
        entry["problem"] = {"where": problem.where, "what": problem.what, "advice": problem.advice}
    return json.dumps(entry, ensure_ascii=False)


def as_xml(outcome: Outcome) -> str:
    """A document's findings for `xslt/review/review.xsl`; "" if it has none."""
    if not outcome.findings and outcome.problem is None:
        return ""
    out = [f"<document source={_attribute(outcome.source)} tei={_attribute(outcome.tei)}>\n"]
    if outcome.problem is not None:
        out.append(f"<problem>{_text(outcome.problem.line())}</problem>\n")
    for finding in outcome.findings:
        where = f' line="{finding.line}" column="{finding.column}"' if finding.line else ""
        out.append(f"<finding rule={_attribute(finding.rule)}{where}><message>{_text(finding.message)}</message>")
        if finding.marked:
            out.append(
                f"<context><before>{_text(finding.before)}</before><marked>{_text(finding.marked)}</marked>"
                f"<after>{_text(finding.after)}</after></context>"
            )
        if finding.correction:
            out.append(f"<correction>{_text(finding.correction)}</correction>")
        out.append("</finding>\n")
    out.append("</document>\n")
    return "".join(out)


def _text(text: str) -> str:
    return escape("\n".join(printable(line) for line in text.split("\n")))


def _attribute(text: str) -> str:
    return '"' + escape(printable(text)).replace('"', "&quot;") + '"'
