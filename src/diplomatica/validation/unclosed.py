"""An element that has no end tag: what stands behind it seems to be in it, and so not to be allowed.

All that is one fault, and told once: where the first element seems out of place, for there the end tag may be missing.

    before   2: <sp> is not allowed in <sp>   3: <sp> is not allowed in <sp>   4: </div> can’t close <sp> of line 1
    after    2: <sp>, opened in line 1, is not closed: add </sp>, perhaps before this <sp>
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplomatica.diagnostics.model import Diagnostic, Origin
from diplomatica.validation.large import Content
from diplomatica.validation.wellformed import open_elements

_OUT_OF_PLACE = frozenset({"GRA103", "GRA105"})


def told_once(found: Sequence[Diagnostic], last: Diagnostic, data: Content) -> list[Diagnostic]:
    """The findings of the grammar about a document that breaks off while an element is open, and then that itself."""
    unclosed = _unclosed(open_elements(data))
    told: set[int] = set()
    result: list[Diagnostic] = []
    for finding in found:
        depth = finding.xpath.count("/")
        name, line, column = unclosed.get(depth, ("", 0, 0))
        is_behind = (finding.place.line, finding.place.column) > (line, column)
        if not (name and is_behind and finding.code in _OUT_OF_PLACE):
            result.append(finding)
        elif depth not in told:
            told.add(depth)
            word = finding.message.partition(" ")[0]
            place = f"perhaps before this {word}, at the latest {_latest(last)}"
            message = f"<{name}>, opened in line {line}, is not closed"
            advice = f"add </{name}> where that <{name}> is to end, {place}"
            one = replace(finding, code="XML102", origin=Origin.XML, message=message, help=advice, label="", fix=None)
            result.append(one)
    return result if max(unclosed, default=0) in told else [*result, last]


def _latest(last: Diagnostic) -> str:
    """Up to where an end tag may be added."""
    tag = last.message.partition(" ")[0]
    return f"before {tag} in line {last.place.line}" if tag.startswith("</") else "at the end of the file"


def _unclosed(stack: Sequence[tuple[str, int, int]]) -> dict[int, tuple[str, int, int]]:
    """The elements without an end tag, by the depth of their children: the last that is open, and those of its name
    around it.
    """
    found = {}
    for depth in range(len(stack), 0, -1):
        if stack[depth - 1][0] != stack[-1][0]:
            break
        found[depth + 1] = stack[depth - 1]
    return found
