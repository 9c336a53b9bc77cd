"""What every specification has: a mode, other names, and prose."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.parse.context import Context, place_of
from diplomatica.tei.located import Node

_PROSE = frozenset(
    {"gloss", "desc", "remarks", "exemplum", "listRef", "equiv", "model", "modelGrp", "modelSequence", "valDesc"}
)
_MODES = (odd.ADD, odd.CHANGE, odd.REPLACE, odd.DELETE)


def docs(node: Node) -> tuple[odd.Doc, ...]:
    """The prose of a specification, in its order."""
    return tuple(
        odd.Doc(child.name, child.get("xml:lang"), child, child.get("versionDate"))
        for child in node.elements()
        if child.name in _PROSE
    )


def alias(node: Node) -> str:
    """`altIdent`: the name in documents, where it is another one."""
    for child in node.elements():
        if child.name == "altIdent":
            return child.text().strip()
    return ""


def mode(node: Node, context: Context) -> str:
    """@mode, "add" where it is absent."""
    value = node.get("mode", odd.ADD).strip()
    if value not in _MODES:
        context.report("ODD126", place_of(node), value=value)
        return odd.ADD
    return value
