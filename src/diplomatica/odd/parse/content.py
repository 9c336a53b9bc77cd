"""Content models: what stands in `content`, `datatype` and `macroSpec`.

Guidelines, 22.5.1, Defining Content Models.
"""

from __future__ import annotations

from diplomatica.diagnostics.model import Place
from diplomatica.odd import model as odd
from diplomatica.odd.parse.context import Context, place_of, words
from diplomatica.odd.parse.values import read_val_list
from diplomatica.relaxng.model import RNG, XSD_TYPES
from diplomatica.relaxng.reader import Context as RngContext
from diplomatica.relaxng.reader import read_pattern
from diplomatica.tei.located import Node

_MOST_PARTS = 50_000
_EXPAND = frozenset({"alternation", "sequence", "sequenceOptional", "sequenceRepeatable", "sequenceOptionalRepeatable"})


def read_content(node: Node, context: Context) -> odd.Content:
    """The content model in `content`: what stands there side by side is a sequence."""
    items = tuple(item for child in node.elements() if (item := _item(child, context)) is not None)
    content = items[0] if len(items) == 1 else odd.Sequence(items) if items else odd.Empty()
    count = _parts(content)
    if count > _MOST_PARTS:
        context.report("ODD130", place_of(node), count=count)
        return odd.Empty()
    return content


def _parts(content: odd.Content) -> int:
    """How many parts it has when each repetition is written out."""
    own = 1
    if isinstance(content, odd.Sequence | odd.Alternate):
        own = sum(map(_parts, content.items))
    low, high = getattr(content, "low", 1), getattr(content, "high", 1)
    return own * max(low, high, 1)


def _item(node: Node, context: Context) -> odd.Content | None:
    if node.ns == RNG:
        pattern = read_pattern(node, RngContext(context.ns, XSD_TYPES))
        return odd.Foreign(pattern, place_of(node))
    place = place_of(node)
    low, high = occurs(node, context)
    match node.name:
        case "textNode":
            return odd.TextNode()
        case "empty":
            return odd.Empty()
        case "elementRef":
            return odd.ElementRef(node.get("key"), low, high, place)
        case "macroRef":
            return odd.MacroRef(node.get("key"), low, high, place)
        case "dataRef":
            return read_data_ref(node, context)
        case "classRef":
            return _class_ref(node, low, high, place, context)
        case "sequence":
            items = tuple(item for child in node.elements() if (item := _item(child, context)) is not None)
            return odd.Sequence(items, low, high, node.get("preserveOrder", "true").strip() not in ("false", "0"))
        case "alternate":
            items = tuple(item for child in node.elements() if (item := _item(child, context)) is not None)
            return odd.Alternate(items, low, high)
        case "anyElement":
            exclude = names(node, "except") if "except" in node.attrs else None
            return odd.AnyElement(words(node, "require"), exclude, low, high)
        case "valList":
            return read_val_list(node, context)
        case "content" | "group":
            return read_content(node, context)
        case "desc" | "gloss" | "remarks" | "note" | "altIdent" | "equiv":
            return None
    context.report("ODD120", place, name=node.name)
    return None


def _class_ref(node: Node, low: int, high: int, place: Place, context: Context) -> odd.ClassRef:
    expand = node.get("expand").strip()
    if expand and expand not in _EXPAND:
        context.report("ODD121", place, value=expand)
        expand = ""
    include = words(node, "include") if "include" in node.attrs else None
    return odd.ClassRef(node.get("key"), low, high, expand, include, words(node, "except"), place)


def read_data_ref(node: Node, context: Context) -> odd.DataRef:
    """`dataRef`: one of @key, @name and @ref, with @restriction or `dataFacet`."""
    facets = [("pattern", node.attrs["restriction"])] if "restriction" in node.attrs else []
    for child in node.elements():
        if child.name == "dataFacet":
            facets.append((child.get("name").strip(), child.get("value")))
    low, high = occurs(node, context)
    name = node.get("name").strip()
    if not name and "ref" in node.attrs:
        # Only the datatypes of W3C XML Schema have addresses that a schema language understands.
        library, _, local = node.get("ref").strip().partition("#")
        if library.rstrip("/") in ("http://www.w3.org/2001/XMLSchema", XSD_TYPES, "https://www.w3.org/TR/xmlschema-2"):
            name = local
        else:
            context.report("ODD122", place_of(node), value=node.get("ref"))
    return odd.DataRef(node.get("key").strip(), name, low, high, tuple(facets), place_of(node))


def occurs(node: Node, context: Context) -> tuple[int, int]:
    """@minOccurs and @maxOccurs."""
    if "minOccurs" not in node.attrs and "maxOccurs" not in node.attrs:
        return 1, 1
    low = _number(node, "minOccurs", context)
    high = _number(node, "maxOccurs", context)
    if high != odd.UNBOUNDED and low > high:
        if "maxOccurs" in node.attrs:
            context.report("ODD123", place_of(node), low=low, high=high)
        high = low
    return low, high


def _number(node: Node, name: str, context: Context) -> int:
    value = node.get(name, "1").strip()
    if value.isdecimal() and value.isascii():
        if len(value) < 5:
            return int(value)
    elif value == "unbounded" and name == "maxOccurs":
        return odd.UNBOUNDED
    context.report("ODD124", place_of(node), name=name, value=value)
    return 1


def names(node: Node, attribute: str) -> tuple[tuple[str, str], ...]:
    """Namespaces, as (namespace, ""), and prefixed names, as (namespace, local name)."""
    found: list[tuple[str, str]] = []
    for word in words(node, attribute):
        prefix, colon, local = word.partition(":")
        if colon and prefix in node.bindings and not local.startswith("/"):
            found.append((node.bindings[prefix], local))
        else:
            found.append((word, ""))
    return tuple(found)
