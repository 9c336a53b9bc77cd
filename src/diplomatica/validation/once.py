"""What two checks find of one attribute is told once: in the words of the grammar or of the references, which know the
value, and as bad as the worse of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from diplomatica.diagnostics.model import Diagnostic, Severity

_ATTRIBUTE = re.compile(r"@([\w:.-]+)")
_STEP = re.compile(r"([\w.-]+)\[(\d+)\]")
_RANKS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def once(found: Sequence[Diagnostic], ruled: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of the grammar and the references, then those of rules that say something else.

    A rule says the same where its test asks for one attribute only, and a finding is about this attribute on the
    element of the rule, or on a child that the test names.
    """
    result = list(found)
    places: dict[tuple[str, str], list[int]] = {}
    for index, finding in enumerate(found):
        owner, _, attribute = finding.xpath.rpartition("/@")
        if owner:
            places.setdefault((owner, attribute), []).append(index)
            above, _, step = owner.rpartition("/")
            places.setdefault((f"{above}\0{step}", attribute), []).append(index)
    children: dict[str, list[str]] = {}
    for owner, _ in places:
        above, _, step = owner.partition("\0")
        if step:
            children.setdefault(above, []).append(step)
    for finding in ruled:
        same = _same(finding, places, children) if places and finding.test else []
        for index in same:
            if _RANKS[finding.severity] > _RANKS[result[index].severity]:
                result[index] = replace(result[index], severity=finding.severity)
        if not same:
            result.append(finding)
    return result


def _same(finding: Diagnostic, places: dict[tuple[str, str], list[int]], children: dict[str, list[str]]) -> list[int]:
    """Which findings say what a rule says."""
    names = set(_ATTRIBUTE.findall(finding.test))
    if len(names) > 1:
        # What is pointed to is looked for by its identifier.
        names.discard("xml:id")
    if len(names) != 1:
        return []
    (name,) = names
    own = places.get((finding.xpath, name))
    if own:
        return own
    return [
        index
        for step in dict.fromkeys(children.get(finding.xpath, ()))
        if _names(finding.test, step)
        for index in places.get((f"{finding.xpath}\0{step}", name), ())
    ]


def _names(test: str, step: str) -> bool:
    """Does a test name a child: by its element, and where it gives a number, by that?"""
    found = _STEP.fullmatch(step)
    if found is None:
        return False
    return re.search(rf"(?<![\w@.-]){re.escape(found[1])}(?![\w.-])(?:\[{found[2]}\]|(?!\[\d))", test) is not None
