"""Elements of other vocabularies in compact syntax (RELAX NG compact syntax, section 5, Annotations)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.rnc_words import WIDTH, Prefixes, comment_lines, identifier, literal, literal_lines
from diplomatica.tei.escape import quoteattr
from diplomatica.tei.located import Node, read_located

_WHITE = " \t\r\n"
_TAG = re.compile(r"\s*<([^\s/>]+)")


def annotation_lines(xml: str, given: Iterable[tuple[str, str]], prefixes: Prefixes) -> list[str]:
    """Annotations, written as XML, as lines of compact syntax; `given` are the prefixes that hold where they stand.

    What compact syntax can't say (elements of RELAX NG itself, a prefix that stands for two namespaces in the contents
    of attributes) is left out, and a comment says so.
    """
    declared = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(given) if prefix != "xml")
    whole = f"<annotations xmlns={quoteattr(rng.RNG)}{declared}>{xml}</annotations>"
    try:
        root = read_located(whole.encode(), "annotation")
    except UnusableInput as fault:
        return _left_out(_name(xml), fault.what)
    lines: list[str] = []
    for node in root.elements():
        if node.ns in (rng.RNG, ""):
            lines += _left_out(node.name, "it is in no namespace of its own")
            continue
        clash = _clash(node, prefixes)
        if clash:
            lines += _left_out(node.name, f"the prefix {clash} stands for another namespace in this grammar")
            continue
        lines += _element(node, prefixes, WIDTH)
    return lines


def _name(xml: str) -> str:
    """What an annotation begins with that can't be read."""
    found = _TAG.match(xml)
    return found[1] if found else "no element"


def _left_out(what: str, why: str) -> list[str]:
    return comment_lines(f"An annotation is left out ({what}): {why}.", "#")


def _clash(node: Node, prefixes: Prefixes) -> str:
    """The prefix in the contents of an annotation that means something else in the grammar; others are bound."""
    for inner in node.iter():
        texts = [*inner.attrs.values(), *(child for child in inner.children if isinstance(child, str))]
        for prefix, uri in sorted(inner.bindings.items()):
            if not prefix or prefix == "xml" or uri == rng.RNG:
                continue
            used = re.compile(rf"(?<![\w.-]){re.escape(prefix)}:")
            if any(prefix in text and used.search(text) for text in texts) and not prefixes.bind(prefix, uri):
                return prefix
    return ""


def _element(node: Node, prefixes: Prefixes, width: int) -> list[str]:
    name = f"{_prefix(node, node.ns, prefixes)}:{node.name}" if node.ns else identifier(node.name)
    parts: list[list[str]] = [
        [f"{_attribute(node, key, prefixes)} = {literal(value)}"] for key, value in node.attrs.items()
    ]
    for child in _contents(node):
        parts.append(literal_lines(child) if isinstance(child, str) else _element(child, prefixes, width - 2))
    if not parts:
        return [f"{name} []"]
    inline = f"{name} [ {' '.join(part[0] for part in parts)} ]"
    if all(len(part) == 1 for part in parts) and len(inline) <= width:
        return [inline]
    return [f"{name} [", *(f"  {line}" for part in parts for line in part), "]"]


def _contents(node: Node) -> list[Node | str]:
    """Elements and text; white space between elements is left to the layout."""
    merged: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str) and merged and isinstance(merged[-1], str):
            merged[-1] += child
        else:
            merged.append(child)
    texts = [child for child in merged if isinstance(child, str)]
    if len(texts) < len(merged) and not any(text.strip(_WHITE) for text in texts):
        return [child for child in merged if not isinstance(child, str)]
    return merged


def _attribute(node: Node, key: str, prefixes: Prefixes) -> str:
    if key.startswith("{"):
        uri, _, local = key[1:].partition("}")
        return f"{_prefix(node, uri, prefixes)}:{local}"
    return key


def _prefix(node: Node, uri: str, prefixes: Prefixes) -> str:
    """The prefix of a namespace: if it can be, that of the source."""
    return prefixes.of(uri, next((prefix for prefix, bound in sorted(node.bindings.items()) if bound == uri), ""))
