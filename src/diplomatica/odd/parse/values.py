"""Value lists (Guidelines, 22.5.3.1)."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.parse.context import Context, place_of
from diplomatica.odd.parse.prose import alias, docs, mode
from diplomatica.tei.located import Node


def read_val_list(node: Node, context: Context) -> odd.ValList:
    """`valList`: its values in their order."""
    items = []
    kind = node.get("type").strip()
    if kind and kind not in ("closed", "semi", "open"):
        context.report("ODD125", place_of(node), value=kind)
        kind = "open"
    for child in node.elements():
        if child.name != "valItem":
            continue
        pairs = tuple(
            (pair.get("ident"), " ".join(pair.text().split())) for pair in child.elements() if pair.name == "paramSpec"
        )
        until, place = child.get("validUntil"), place_of(child)
        items.append(
            odd.ValItem(child.get("ident"), alias(child), mode(child, context), docs(child), until, place, pairs)
        )
    return odd.ValList(tuple(items), kind, mode(node, context), docs(node), place_of(node))
