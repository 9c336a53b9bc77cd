"""Specifications of elements, classes, macros and datatypes (Guidelines, 22.4 to 22.6)."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.parse.content import occurs, read_content
from diplomatica.odd.parse.context import Context, is_name, place_of
from diplomatica.odd.parse.prose import alias, docs, ident, mode, other_name
from diplomatica.odd.parse.values import read_val_list
from diplomatica.tei.located import Node

SPECS = frozenset({"elementSpec", "classSpec", "macroSpec", "dataSpec"})


def read_spec(node: Node, context: Context) -> odd.Spec:
    """The specification in an `elementSpec`, `classSpec`, `macroSpec` or `dataSpec`."""
    name, module = ident(node, context), node.get("module").strip()
    classes: odd.Classes | None = None
    content: odd.Content | None = None
    atts: list[odd.AttList] = []
    constraints: list[odd.ConstraintSpec] = []
    for child in node.elements():
        match child.name:
            case "classes":
                classes = _classes(child, context)
            case "content":
                content = read_content(child, context)
            case "attList":
                atts.append(read_att_list(child, context))
            case "constraintSpec":
                constraints.append(read_constraint(child, context))
    att_list = None if not atts else atts[0] if len(atts) == 1 else odd.AttList(tuple(atts))
    until = node.get("validUntil")
    if node.name == "elementSpec":
        return odd.ElementSpec(
            name, module, mode(node, context), node.attrs.get("ns"), other_name(node, context), classes, content,
            att_list, tuple(constraints), docs(node), until, node.attrs.get("prefix"), place_of(node),
        )  # fmt: skip
    if node.name == "classSpec":
        return odd.ClassSpec(
            name, node.get("type").strip(), module, mode(node, context), classes, att_list, tuple(constraints),
            docs(node), until, place_of(node), alias(node),
        )  # fmt: skip
    kind = odd.DataSpec if node.name == "dataSpec" else odd.MacroSpec
    if content is None:
        content = _bare_content(node, context)
    return kind(
        name, module, mode(node, context), content, tuple(constraints), docs(node), until, place_of(node), alias(node)
    )


def _bare_content(node: Node, context: Context) -> odd.Content | None:
    """The value list that a macro of older ODDs has in the place of its content."""
    for child in node.elements():
        if child.name == "valList":
            return read_val_list(child, context)
    return None


def _classes(node: Node, context: Context) -> odd.Classes:
    members = tuple(
        odd.MemberOf(child.get("key").strip(), mode(child, context), place_of(child))
        for child in node.elements()
        if child.name == "memberOf"
    )
    value = node.get("mode", odd.REPLACE).strip()
    if value not in (odd.REPLACE, odd.CHANGE):
        context.report("ODD127", place_of(node), value=value)
        value = odd.REPLACE
    return odd.Classes(members, value)


def read_att_list(node: Node, context: Context) -> odd.AttList:
    """`attList`, with the lists within."""
    items: list[odd.AttList | odd.AttDef | odd.AttRef] = []
    for child in node.elements():
        match child.name:
            case "attDef":
                att_def = _att_def(child, context)
                if att_def.ident:
                    items.append(att_def)
            case "attRef":
                items.append(_att_ref(child))
            case "attList":
                items.append(read_att_list(child, context))
    org = node.get("org", "group").strip()
    if org not in ("group", "choice"):
        context.report("ODD128", place_of(node), value=org)
        org = "group"
    return odd.AttList(tuple(items), org)


def _att_ref(node: Node) -> odd.AttRef:
    name, cls = node.get("name").strip(), node.get("class").strip()
    if not name and not cls and "key" in node.attrs:
        # Older ODDs name both at once: att.global.attribute.xmlid
        cls, _, name = node.get("key").strip().partition(".attribute.")
    return odd.AttRef(name, cls, place_of(node))


def _att_name(node: Node, context: Context) -> tuple[str, str | None]:
    """@ident and @ns of an `attDef`. A prefix may stand before the name: xml, or one whose namespace is known."""
    name, ns = node.get("ident").strip(), node.attrs.get("ns")
    prefix, colon, local = name.partition(":")
    if not colon:
        return ident(node, context), ns
    if ns is None and prefix in node.bindings and prefix != "xml":
        ns = node.bindings[prefix]
    if not is_name(local) or not is_name(prefix) or (ns is None and prefix != "xml"):
        context.report("ODD103", place_of(node), name=name)
        return "", None
    return name, ns


def _att_def(node: Node, context: Context) -> odd.AttDef:
    name, ns = _att_name(node, context)
    datatype: odd.Datatype | None = None
    values: odd.ValList | None = None
    default: str | None = None
    constraints: list[odd.ConstraintSpec] = []
    for child in node.elements():
        match child.name:
            case "datatype":
                low, high = occurs(child, context)
                datatype = odd.Datatype(read_content(child, context), low, high)
            case "valList":
                values = read_val_list(child, context)
            case "defaultVal":
                default = child.text().strip()
            case "constraintSpec":
                constraints.append(read_constraint(child, context))
    return odd.AttDef(
        name, mode(node, context), node.get("usage").strip(), ns, other_name(node, context), datatype, values,
        default, tuple(constraints), docs(node), node.get("validUntil"), place_of(node),
    )  # fmt: skip


def read_constraint(node: Node, context: Context) -> odd.ConstraintSpec:
    """`constraintSpec`: its constraints are kept as they stand."""
    name = node.get("ident").strip()
    if not name:
        context.report("ODD101", place_of(node), name="constraintSpec")
    return odd.ConstraintSpec(
        name, node.get("scheme", "schematron").strip(), mode(node, context),
        tuple(child for child in node.elements() if child.name == "constraint"),
        docs(node), node.get("validUntil"), node.get("xml:lang"), place_of(node),
    )  # fmt: skip
