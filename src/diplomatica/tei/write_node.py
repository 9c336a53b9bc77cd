"""A located element written as XML again, on its own."""

from __future__ import annotations

from collections.abc import Mapping

from diplomatica.tei.escape import escape, quoteattr
from diplomatica.tei.located import XML, Node


def node_xml(node: Node, *, bindings: bool = False) -> str:
    """The element and all below it, as XML that stands on its own.

    With `bindings`, the prefixes in scope are declared on it, for what stands in attributes and text (XPath, QNames).
    """
    scope = {"": "", "xml": XML}
    extra: dict[str, str] = {}
    if bindings:
        extra = {prefix: uri for prefix, uri in sorted(node.bindings.items()) if prefix not in ("", "xml")}
    parts: list[str] = []
    _write(node, {**scope, **extra}, extra, parts)
    return "".join(parts)


def _write(node: Node, scope: Mapping[str, str], declared: Mapping[str, str], parts: list[str]) -> None:
    wanted = dict(declared)
    if scope.get("") != node.ns:
        wanted[""] = node.ns
    attributes = []
    for name, value in node.attrs.items():
        if name.startswith("{"):
            uri, _, local = name[1:].partition("}")
            prefix = _prefix(uri, node, {**scope, **wanted})
            if scope.get(prefix, wanted.get(prefix)) != uri:
                wanted[prefix] = uri
            name = f"{prefix}:{local}"
        attributes.append(f" {name}={quoteattr(value)}")
    parts.append(f"<{node.name}")
    parts += [f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}" for prefix, uri in sorted(wanted.items())]
    parts += attributes
    if not node.children:
        parts.append("/>")
        return
    parts.append(">")
    inner = {**scope, **wanted} if wanted else scope
    for child in node.children:
        if isinstance(child, str):
            parts.append(escape(child))
        else:
            _write(child, inner, {}, parts)
    parts.append(f"</{node.name}>")


def _prefix(uri: str, node: Node, scope: Mapping[str, str]) -> str:
    """A prefix for a namespace: one in scope, else that of the source."""
    for prefix, bound in sorted(scope.items()):
        if bound == uri and prefix:
            return prefix
    return next((prefix for prefix, bound in sorted(node.bindings.items()) if bound == uri and prefix), "ns")
