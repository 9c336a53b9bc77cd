"""A content model in a line, for the note that tells what XSD can't say: the compact syntax, without attributes."""

from __future__ import annotations

from diplomatica.relaxng import model as rng

_MOST = 700
_MARKS = {rng.Optional: "?", rng.ZeroOrMore: "*", rng.OneOrMore: "+"}


def spelled(pattern: rng.Pattern) -> str:
    """The model in the words of RELAX NG's compact syntax; names are those of definitions. Long ones are cut."""
    text = _spelled(pattern, True) or "empty"
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "…"


def _spelled(pattern: rng.Pattern, top: bool = False) -> str:
    if isinstance(pattern, rng.Ref):
        return "" if ".attribute" in pattern.name and pattern.name.startswith("att.") else pattern.name
    if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
        sign = {rng.Group: ", ", rng.Interleave: " & ", rng.Choice: " | "}[type(pattern)]
        items = [text for item in pattern.items if (text := _spelled(item))]
        if len(items) == 1:
            return items[0]
        return (sign.join(items) if top else f"({sign.join(items)})") if items else ""
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
        inner = _spelled(pattern.item)
        return inner + _MARKS[type(pattern)] if inner else ""
    if isinstance(pattern, rng.Mixed):
        return f"mixed {{ {_spelled(pattern.item, True)} }}"
    if isinstance(pattern, rng.List):
        return f"list {{ {_spelled(pattern.item, True)} }}"
    if isinstance(pattern, rng.Element):
        return f"element {_named(pattern.names)}"
    if isinstance(pattern, rng.Text):
        return "text"
    if isinstance(pattern, rng.Data):
        return f"xsd:{pattern.type}"
    if isinstance(pattern, rng.Value):
        return f'"{pattern.value}"'
    return "notAllowed" if isinstance(pattern, rng.NotAllowed) else ""


def _named(names: rng.NameClass) -> str:
    if isinstance(names, rng.Name):
        return names.local
    if isinstance(names, rng.NameChoice):
        return f"({' | '.join(_named(item) for item in names.items)})"
    rest = f" - {_named(names.exclude)}" if names.exclude is not None else ""
    return (f"({names.ns}:*{rest})" if isinstance(names, rng.NsName) else f"(*{rest})") if rest else "*"
