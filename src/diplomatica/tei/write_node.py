"""A located element written as XML again: what was declared where it stood is declared on it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from diplomatica.tei.located import XML, Node


def node_xml(node: Node) -> str:
    """The element and all below it, as XML that stands on its own."""
    parts: list[str] = []
    _write(node, {"xml": XML, "": ""}, parts)
    return "".join(parts)


def _write(node: Node, outer: dict[str, str], parts: list[str]) -> None:
    wanted = {prefix: uri for prefix, uri in node.bindings.items() if prefix != "" and outer.get(prefix) != uri}
    scope = {**outer, **wanted}
    if scope.get("") != node.ns:
        wanted[""] = node.ns
        scope[""] = node.ns
    parts.append(f"<{node.name}")
    parts += [
        f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
        for prefix, uri in sorted(wanted.items())
        if prefix != "xml"
    ]
    for name, value in node.attrs.items():
        if name.startswith("{"):
            uri, _, local = name[1:].partition("}")
            prefix = next((prefix for prefix, bound in sorted(scope.items()) if bound == uri and prefix), "")
            name = f"{prefix}:{local}"
        parts.append(f" {name}={quoteattr(value)}")
    if not node.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in node.children:
        if isinstance(child, str):
            parts.append(escape(child))
        else:
            _write(child, scope, parts)
    parts.append(f"</{node.name}>")
