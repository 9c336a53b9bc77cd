"""Repairs are tried, and kept where they leave less to find and change nothing else that was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from diplomatica.diagnostics.model import Diagnostic, Origin
from diplomatica.validation.fix.model import Repair, Repaired
from diplomatica.validation.fix.repairs import repairs
from diplomatica.validation.fix.written import Written

Check = Callable[[bytes], Sequence[Diagnostic]]

# Of a document in a wrong namespace nothing could be checked: what is found behind that is no fault of the repair.
_REVEALING = "namespace"
_LINES = re.compile(r"\bline \d+")


def repaired(data: bytes, check: Check) -> Repaired:
    """A document with all repairs that hold. `check` gives the findings about bytes that take its place.

    What is repaired may bring to light what can be repaired too, so it goes on until there is nothing more: a document
    that was repaired is not changed again. A document that is not well-formed stays as it is.
    """
    found = tuple(check(data))
    made: list[Diagnostic] = []
    while True:
        kept, data, found = _round(data, found, check)
        if not kept:
            return Repaired(data, tuple(made), found)
        made += [repair.finding for repair in kept]


def _round(
    data: bytes, found: tuple[Diagnostic, ...], check: Check
) -> tuple[list[Repair], bytes, tuple[Diagnostic, ...]]:
    """The repairs that hold together, and what is there then."""
    written = Written.read(data)
    if written is None or any(finding.origin is Origin.XML for finding in found):
        return [], data, found
    possible = list(repairs(found, written, data))
    before = _counted(found)
    for repair in possible:
        if repair.finding.fix is not None and repair.finding.fix.kind == _REVEALING:
            key = _key(repair.finding)
            tried = written.changed(repair.edits)
            revealed = () if tried is None else tuple(check(tried))
            if tried is not None and _counted(revealed)[key] < before[key]:
                return [repair], tried, revealed
    waiting = [possible]
    kept: list[Repair] = []
    now, left = data, found
    while waiting:
        group = waiting.pop(0)
        if not group:
            continue
        tried = written.changed(edit for repair in (*kept, *group) for edit in repair.edits)
        after = None if tried is None else tuple(check(tried))
        wanted = len(kept) + len(group)
        if tried is not None and after is not None and _is_less(before, _counted(after), wanted):
            kept += group
            now, left = tried, after
        elif len(group) > 1:
            # One of them does not hold: half of them are tried, then the rest.
            middle = len(group) // 2
            waiting = [group[:middle], group[middle:], *waiting]
        elif tried is not None and after is not None:
            followed = _followed(tried, after, before, check)
            if followed is not None and _is_less(before, _counted(followed[1]), wanted):
                # The others are tried on what is there now.
                return [*kept, *group], *followed
    return kept, now, left


def _followed(
    data: bytes, found: tuple[Diagnostic, ...], before: Counter[tuple[str, str]], check: Check
) -> tuple[bytes, tuple[Diagnostic, ...]] | None:
    """A document in which a repair has brought to light what can be repaired too: a value of a misspelt attribute."""
    written = Written.read(data)
    new = [finding for finding in found if not before[_key(finding)]]
    more = [] if written is None else list(repairs(new, written, data))
    if written is None or not more:
        return None
    tried = written.changed(edit for repair in more for edit in repair.edits)
    return None if tried is None else (tried, tuple(check(tried)))


def _counted(findings: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """The findings without their places, which move."""
    return Counter(map(_key, findings))


def _key(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, _LINES.sub("line", finding.message)


def _is_less(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]], many: int) -> bool:
    """Is nothing found that was not before, and at least so many findings less?"""
    return after <= before and before.total() - after.total() >= many
