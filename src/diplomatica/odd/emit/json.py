"""The resolved schema as JSON, for other tools.

One object: `ident`, `ns`, `start`, `edition`; and `modules`, `elements`, `classes`, `macros`, `datatypes`, each a list
in the order of the schema. An element has all its attributes: those of its own in full, of others the name and the
class that says the rest. A content model is an object whose `type` is the name of the ODD element; `min` and `max` are
left out where they are 1, and `max` is null for "unbounded".
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from diplomatica.odd import model as odd
from diplomatica.odd.model import UNBOUNDED
from diplomatica.odd.schema import Att, AttGroup, Class, ClassUse, Element, Macro, Schema
from diplomatica.relaxng.write_rng import pattern_rng
from diplomatica.tei.located import Node, read_located

FORMAT = "diplomatica-schema-1"
Json = dict[str, object]


def emit(schema: Schema) -> str:
    """The JSON text, indented."""
    table: Json = {
        "format": FORMAT,
        "ident": schema.spec.ident,
        "ns": schema.spec.ns,
        "prefix": schema.spec.prefix,
        "edition": schema.edition,
        "start": list(schema.start),
        "modules": [{"ident": module.ident, **_prose(module.docs)} for module in schema.modules],
        "elements": [_element(element, schema) for element in schema.elements.values()],
        "classes": [_class(cls) for cls in schema.classes.values()],
        "macros": [_macro(macro) for macro in schema.macros.values()],
        "datatypes": [_macro(data) for data in schema.datas.values()],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _element(element: Element, schema: Schema) -> Json:
    return {
        "ident": element.ident,
        "name": element.name,
        "ns": element.ns,
        "module": element.spec.module,
        "classes": list(element.classes),
        "attributes": [_inherited(att, element.ident) for att in schema.atts(element.attributes)],
        "attributeGroups": _group(element.attributes),
        "content": content_json(element.content),
        "constraints": [constraint.ident for constraint in element.spec.constraints],
        **_until(element.spec.valid_until),
        **_prose(element.spec.docs),
    }


def _class(cls: Class) -> Json:
    table: Json = {
        "ident": cls.ident,
        "type": "model" if cls.is_model else "atts",
        "module": cls.spec.module,
        "classes": list(cls.classes),
    }
    if cls.is_model:
        table["members"] = [{"type": kind, "ident": name} for kind, name in cls.members]
    else:
        table["attributes"] = [_att(item) for item in _own(cls.attributes)]
        table["attributeGroups"] = _group(cls.attributes)
    return {**table, **_until(cls.spec.valid_until), **_prose(cls.spec.docs)}


def _macro(macro: Macro) -> Json:
    return {
        "ident": macro.spec.ident,
        "module": macro.spec.module,
        "content": content_json(macro.content),
        **_until(macro.spec.valid_until),
        **_prose(macro.spec.docs),
    }


def _own(group: AttGroup) -> list[Att]:
    found: list[Att] = []
    for item in group.items:
        if isinstance(item, Att):
            found.append(item)
        elif isinstance(item, AttGroup):
            found += _own(item)
    return found


def _group(group: AttGroup) -> Json:
    items: list[object] = []
    for item in group.items:
        if isinstance(item, ClassUse):
            items.append({"class": item.name})
        elif isinstance(item, Att):
            items.append({"attribute": item.spec.ident, "from": item.owner})
        else:
            items.append(_group(item))
    return {"org": "choice" if group.choice else "group", "items": items}


def _inherited(att: Att, element: str) -> Json:
    return _att(att) if att.owner == element else {"ident": att.spec.ident, "from": att.owner}


def _att(att: Att) -> Json:
    spec = att.spec
    ns, local = att.name
    table: Json = {"ident": spec.ident, "name": local, "ns": ns, "from": att.owner, "usage": spec.usage or "opt"}
    if spec.datatype is not None:
        table["datatype"] = {**content_json(spec.datatype.content), **_occurs(spec.datatype.low, spec.datatype.high)}
    if spec.values is not None:
        table["values"] = content_json(spec.values)
    if spec.default is not None:
        table["default"] = spec.default
    return {**table, **_until(spec.valid_until), **_prose(spec.docs)}


def _until(date: str) -> Json:
    return {"validUntil": date} if date else {}


def _occurs(low: int, high: int) -> Json:
    table: Json = {}
    if low != 1:
        table["min"] = low
    if high != 1:
        table["max"] = None if high == UNBOUNDED else high
    return table


def content_json(content: odd.Content) -> Json:
    """A content model."""
    match content:
        case odd.Sequence():
            table: Json = {"type": "sequence", **_occurs(content.low, content.high)}
            if not content.ordered:
                table["preserveOrder"] = False
            return {**table, "items": [content_json(item) for item in content.items]}
        case odd.Alternate():
            items = [content_json(item) for item in content.items]
            return {"type": "alternate", **_occurs(content.low, content.high), "items": items}
        case odd.ElementRef():
            return {"type": "elementRef", "key": content.key, **_occurs(content.low, content.high)}
        case odd.MacroRef():
            return {"type": "macroRef", "key": content.key, **_occurs(content.low, content.high)}
        case odd.ClassRef():
            table = {"type": "classRef", "key": content.key, **_occurs(content.low, content.high)}
            if content.expand:
                table["expand"] = content.expand
            if content.include is not None:
                table["include"] = list(content.include)
            if content.exclude:
                table["except"] = list(content.exclude)
            return table
        case odd.DataRef():
            table = {"type": "dataRef", **_occurs(content.low, content.high)}
            table["key" if content.key else "name"] = content.key or content.name
            if content.facets:
                table["facets"] = [{"name": name, "value": value} for name, value in content.facets]
            return table
        case odd.AnyElement():
            table = {"type": "anyElement", **_occurs(content.low, content.high)}
            if content.require:
                table["require"] = list(content.require)
            if content.exclude is not None:
                table["except"] = [{"ns": ns, "name": name} if name else {"ns": ns} for ns, name in content.exclude]
            return table
        case odd.ValList():
            values = [{"ident": item.ident, "value": item.value, **_prose(item.docs)} for item in content.items]
            return {"type": "valList", "kind": content.kind or "open", "items": values}
        case odd.TextNode():
            return {"type": "textNode"}
        case odd.Foreign():
            return {"type": "relaxng", "pattern": pattern_rng(content.pattern)}
    return {"type": "empty"}


def _prose(docs: Sequence[odd.Doc]) -> Json:
    """Glosses and descriptions, by language ("" where none is given)."""
    table: dict[str, dict[str, str]] = {}
    for doc in docs:
        if doc.kind in ("gloss", "desc"):
            node = doc.content if isinstance(doc.content, Node) else read_located(doc.content.encode("utf-8"), "TEI P5")
            table.setdefault(doc.kind, {}).setdefault(doc.lang, " ".join(node.text().split()))
    return {kind: table[kind] for kind in ("gloss", "desc") if kind in table}
