"""XML for reading: examples and constraints with their tags, attributes and values set apart by CSS classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from diplomatica.odd.emit.html.markup import esc, link
from diplomatica.tei.located import Node

_BREAK = re.compile(r"[ \t]*\n\s*")
_INDENT = "  "
_Step = tuple[Node | str, dict[str, str], int, bool]  # the last says that it is the end of an element


def highlighted(
    nodes: list[Node | str], page: Callable[[Node], str] = lambda node: "", bound: Mapping[str, str] | None = None
) -> str:
    """Elements and text as XML source in HTML: its lines as they are, indented by how deep they stand.

    `page` gives the page of an element, for a link from its name; `bound` are namespaces that need no declaration.
    """
    out: list[str] = []
    scope = {"": next((node.ns for node in nodes if isinstance(node, Node)), ""), **(bound or {})}
    stack: list[_Step] = [(node, scope, 0, False) for node in reversed(nodes)]
    while stack:
        node, scope, depth, closing = stack.pop()
        if isinstance(node, str):
            if closing:
                if out[-1].endswith("\n" + _INDENT * (depth + 1)):
                    out[-1] = out[-1].rstrip() + "\n" + _INDENT * depth
                out.append(node)
            else:
                out.append(_BREAK.sub(lambda match, depth=depth: _broken(match, depth), _text(node)))  # type: ignore[misc]
            continue
        label, scope, declared = _named(node, scope)
        name = link(page(node), esc(label))
        out.append(f'<span class="x-t">&lt;{name}</span>')
        for key, value in (*declared, *((_attribute(key, scope), value) for key, value in node.attrs.items())):
            out.append(f' <span class="x-a">{esc(key)}</span>=<span class="x-v">&quot;{_value(value)}&quot;</span>')
        if not node.children:
            out.append('<span class="x-t">/&gt;</span>')
            continue
        out.append('<span class="x-t">&gt;</span>')
        stack.append((f'<span class="x-t">&lt;/{name}&gt;</span>', scope, depth, True))
        stack.extend((child, scope, depth + 1, False) for child in reversed(node.children))
    return "".join(out).strip()


def _broken(match: re.Match[str], depth: int) -> str:
    """Where a line ends: one empty line is kept of many."""
    return ("\n\n" if match[0].count("\n") > 1 else "\n") + _INDENT * depth


def block(inner: str) -> str:
    """Source as a block of its own."""
    return f'<pre class="xml"><code>{inner}</code></pre>'


def _text(text: str) -> str:
    if "&" in text or "<" in text:
        # The references show as they were written.
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    return esc(text).replace("&#39;", "'").replace("&quot;", '"')


def _value(value: str) -> str:
    # The reference shows as it was written.
    return esc(esc(value).replace("&#39;", "'").replace("&gt;", ">")).replace("&#39;", "'").replace("\n", "&#10;")


def _named(node: Node, scope: dict[str, str]) -> tuple[str, dict[str, str], list[tuple[str, str]]]:
    """The name with its prefix, the namespaces in scope, and what is declared here."""
    if scope.get("") == node.ns:
        return node.name, scope, []
    known = sorted(prefix for prefix, uri in scope.items() if uri == node.ns and prefix)
    if known:
        return f"{known[0]}:{node.name}", scope, []
    prefix = next((prefix for prefix, uri in sorted(node.bindings.items()) if uri == node.ns and prefix), "")
    key = f"xmlns:{prefix}" if prefix else "xmlns"
    return (f"{prefix}:{node.name}" if prefix else node.name), {**scope, prefix: node.ns}, [(key, node.ns)]


def _attribute(key: str, scope: dict[str, str]) -> str:
    if not key.startswith("{"):
        return key
    uri, _, local = key[1:].partition("}")
    prefix = next((prefix for prefix, bound in sorted(scope.items()) if bound == uri and prefix), "")
    return f"{prefix}:{local}" if prefix else local
