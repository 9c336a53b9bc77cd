"""One document: XML itself, grammar, references, and further checks, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.validation.grammar import Grammar
from diplomatica.validation.large import WHOLE, Content, Large
from diplomatica.validation.model import Checks, Outcome


class Rules(Protocol):
    """A further check of a document that is well-formed: Schematron."""

    def findings(self, data: bytes, file: str) -> Iterable[Diagnostic]:
        """What is wrong in a document."""
        ...


_ALL = Checks()


def validate(
    data: Content, file: str, grammar: Grammar | None, rules: Iterable[Rules] = (), checks: Checks = _ALL
) -> Outcome:
    """All findings about a document. `data` are its bytes, or where to read them; `file` its name in the findings.

    A document that is not well-formed is checked by the grammar as far as it goes, and by nothing else. Of one that is
    too large to be in memory, a note tells what was left out.
    """
    outcome = _checked(data, file, grammar, rules, checks)
    if not outcome.findings:
        return outcome
    from diplomatica.validation.source_text import unmarked

    return replace(outcome, findings=tuple(unmarked(outcome.findings, data)))


def _checked(data: Content, file: str, grammar: Grammar | None, rules: Iterable[Rules], checks: Checks) -> Outcome:
    """The same, with columns as expat counts them."""
    found: list[Diagnostic] = []
    broken: Exception | None
    if grammar is None:
        from diplomatica.validation import wellformed

        broken = wellformed.parsed(data)
    else:
        told, broken = grammar.check(data, file, checks.ids)
        found += told
    if broken is not None:
        from diplomatica.validation import wellformed

        last = wellformed.told(broken, data, file)
        if found and last.code in ("XML102", "XML103"):
            from diplomatica.validation.unclosed import told_once

            return Outcome(tuple(told_once(found, last, data)))
        return Outcome((*found, last))
    if isinstance(data, Large):
        return Outcome((*found, *_left_out(data, file, rules, checks)))
    known = Outcome()
    if checks.ids:
        from diplomatica.validation.quick import quick_look

        fine, pointers = quick_look(_plain(data))
        known = Outcome(pointers=pointers)
        if not fine:
            from diplomatica.validation import references

            known = references.survey(data, file)
            # What the grammar has told of a value is not told again.
            told_of = {finding.place for finding in found}
            found += [finding for finding in known.findings if finding.place not in told_of]
    ruled = [finding for rule in rules for finding in rule.findings(data, file)]
    if ruled and found and not checks.each:
        from diplomatica.validation.once import once

        found = once(found, ruled)
    else:
        found += ruled
    return Outcome(tuple(found), known.pointers, known.prefixes)


def _left_out(data: Large, file: str, rules: Iterable[Rules], checks: Checks) -> Iterable[Diagnostic]:
    """What is said of checks that need all of a document at once."""
    from diplomatica.diagnostics.model import Origin, Place, Severity

    left = " and ".join(
        (["identifiers and pointers"] if checks.ids else []) + (["Schematron rules"] if any(rules) else [])
    )
    if left:
        yield Diagnostic(
            "XML206", Severity.NOTE,
            f"{left} were not checked: the document has {len(data) // 1_000_000} million bytes",
            Place(file, 1, 1), f"split it into files of at most {WHOLE // 1_000_000} million bytes each", 1, 1,
            origin=Origin.XML,
        )  # fmt: skip


def _plain(data: bytes) -> bytes:
    """The document in an encoding where ASCII is as it is."""
    if b"\0" not in data[:4]:
        return data
    from diplomatica.validation.source_text import as_utf8

    return as_utf8(data)
