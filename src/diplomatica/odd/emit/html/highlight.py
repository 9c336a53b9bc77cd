"""XML for reading: examples and constraints with their tags, attributes and values set apart by CSS classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from diplomatica.odd.emit.html.markup import esc, link
from diplomatica.tei.located import Node

_INDENT = re.compile(r"\n([ \t]*)(?=\S)")


def highlighted(
    nodes: list[Node | str], page: Callable[[Node], str] = lambda node: "", bound: Mapping[str, str] | None = None
) -> str:
    """Elements and text as XML source in HTML.

    `page` gives the page of an element, for a link from its name; `bound` are namespaces that need no declaration.
    """
    plain: list[str] = []
    scope = {"": next((node.ns for node in nodes if isinstance(node, Node)), ""), **(bound or {})}
    stack: list[tuple[Node | str, dict[str, str], bool]] = [(node, scope, False) for node in reversed(nodes)]
    while stack:
        node, scope, done = stack.pop()
        if isinstance(node, str):
            plain.append(node if done else _text(node))
            continue
        label, scope, declared = _named(node, scope)
        name = link(page(node), esc(label))
        parts = [f'<span class="x-t">&lt;{name}</span>']
        for key, value in (*declared, *((_attribute(key, scope), value) for key, value in node.attrs.items())):
            parts.append(f' <span class="x-a">{esc(key)}</span>=<span class="x-v">&quot;{_value(value)}&quot;</span>')
        if not node.children:
            plain.append(f'{"".join(parts)}<span class="x-t">/&gt;</span>')
            continue
        plain.append(f'{"".join(parts)}<span class="x-t">&gt;</span>')
        stack.append((f'<span class="x-t">&lt;/{name}&gt;</span>', scope, True))
        stack.extend((child, scope, False) for child in reversed(node.children))
    return _dedented("".join(plain))


def block(inner: str) -> str:
    """Source as a block of its own."""
    return f'<pre class="xml"><code>{inner}</code></pre>'


def _text(text: str) -> str:
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


def _dedented(text: str) -> str:
    """The source without the margin that it has in its file."""
    text = text.strip("\n").rstrip()
    margins = [len(match[1].expandtabs()) for match in _INDENT.finditer(text)]
    if not margins:
        return text.lstrip()
    least = min(margins)
    lines = text.lstrip().split("\n")
    kept = [lines[0], *(_less(line, least) for line in lines[1:])]
    return "\n".join(kept)


def _less(line: str, margin: int) -> str:
    head = len(line) - len(line.lstrip(" \t"))
    return line[:head].expandtabs()[margin:] + line[head:].rstrip()
