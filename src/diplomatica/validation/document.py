"""One document: XML itself, grammar, references, and further checks, put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.validation.grammar import Grammar
from diplomatica.validation.model import Checks, Outcome, Target


class Rules(Protocol):
    """A further check of a document that is well-formed: Schematron."""

    def findings(self, data: bytes, file: str) -> Iterable[Diagnostic]:
        """What is wrong in a document."""
        ...


_ALL = Checks()


def validate(
    data: bytes, file: str, grammar: Grammar | None, rules: Iterable[Rules] = (), checks: Checks = _ALL
) -> Outcome:
    """All findings about a document. `data` are its bytes, `file` its name in the findings.

    A document that is not well-formed is checked by the grammar as far as it goes, and by nothing else.
    """
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

        found.append(wellformed.told(broken, data, file))
        return Outcome(tuple(found))
    targets: tuple[Target, ...] = ()
    if checks.ids:
        from diplomatica.validation.quick import quick_look

        fine, targets = quick_look(_plain(data))
        if not fine:
            from diplomatica.validation import references

            # What the grammar has told of a value is not told again.
            told_of = {finding.place for finding in found}
            found += [finding for finding in references.check(data, file) if finding.place not in told_of]
    for rule in rules:
        found += rule.findings(data, file)
    return Outcome(tuple(found), targets)


def _plain(data: bytes) -> bytes:
    """The document in an encoding where ASCII is as it is."""
    if b"\0" not in data[:4]:
        return data
    from diplomatica.validation.source_text import as_utf8

    return as_utf8(data)
