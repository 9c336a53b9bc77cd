"""What every specification has: a mode, other names, and prose."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.parse.context import Context, is_name, place_of
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


def ident(node: Node, context: Context) -> str:
    """@ident of a specification; empty, and told, where it is none or no name."""
    value = node.get("ident").strip()
    if not value:
        context.report("ODD101", place_of(node), name=node.name)
    elif not is_name(value):
        context.report("ODD103", place_of(node), name=value)
        return ""
    return value


def alias(node: Node) -> str:
    """`altIdent`: what stands in documents, where it is something else."""
    for child in node.elements():
        if child.name == "altIdent":
            return child.text().strip()
    return ""


def other_name(node: Node, context: Context) -> str:
    """`altIdent` where it gives a name; empty, and told, where it is none."""
    value = alias(node)
    if value and not is_name(value.removeprefix("xml:")):
        context.report("ODD103", place_of(node), name=value)
        return ""
    return value


def mode(node: Node, context: Context) -> str:
    """@mode, "add" where it is absent."""
    value = node.get("mode", odd.ADD).strip()
    if value not in _MODES:
        context.report("ODD126", place_of(node), value=value)
        return odd.ADD
    return value
