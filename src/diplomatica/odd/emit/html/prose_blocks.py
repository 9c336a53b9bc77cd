"""The blocks of TEI prose as HTML: divisions, lists, tables, figures, examples, lists of specifications."""

from __future__ import annotations

from diplomatica.odd.emit.html.highlight import block
from diplomatica.odd.emit.html.markup import esc, lang, squeezed, tei_class
from diplomatica.odd.emit.html.prose import Handler, Prose, is_block
from diplomatica.tei.located import Node

_KINDS = {"elementSpec": "element", "classSpec": "class", "macroSpec": "macro", "dataSpec": "datatype"}
_MODES = {"change": "changed", "delete": "deleted", "replace": "replaced", "add": "defined"}
_REFS = ("moduleRef", "elementRef", "classRef", "macroRef", "dataRef")


def heading(prose: Prose, level: int, inner: str, attributes: str = "") -> str:
    """A heading, no deeper than HTML has them."""
    level = min(level, 6)
    return f"<h{level}{attributes}>{inner}</h{level}>"


def _attributes(prose: Prose, node: Node) -> str:
    return prose.at(node) + lang(node.get("xml:lang"), prose.lang)


def _div(prose: Prose, node: Node) -> str:
    prose.level += 1
    inner = prose.flow(node.children)
    prose.level -= 1
    return f"<section{_attributes(prose, node)}>{inner}</section>"


def _head(prose: Prose, node: Node) -> str:
    return heading(prose, prose.level, prose.inline(node.children), _attributes(prose, node))


def _p(prose: Prose, node: Node) -> str:
    attributes = _attributes(prose, node)
    if any(not isinstance(child, str) and is_block(child) for child in node.children):
        return f'<div class="p"{attributes}>{prose.flow(node.children)}</div>'
    inner = prose.inline(node.children).strip()
    return f"<p{attributes}>{inner}</p>" if inner or attributes else ""


def _list(prose: Prose, node: Node) -> str:
    attributes = _attributes(prose, node)
    kind = f"{node.get('type')} {node.get('rend')}".lower()
    heads = "".join(
        f'<p class="caption"{_attributes(prose, child)}>{prose.inline(child.children)}</p>'
        for child in node.elements()
        if child.name == "head"
    )
    children = [child for child in node.elements() if child.name not in ("head", "headLabel", "headItem")]
    if any(child.name == "label" for child in children):
        parts: list[str] = []
        last = ""
        for child in children:
            tag = "dt" if child.name == "label" else "dd"
            if tag == "dd" and not last:
                parts.append("<dt></dt>")
            parts.append(f"<{tag}{_attributes(prose, child)}>{prose.mixed(child)}</{tag}>")
            last = tag
        if last == "dt":
            parts.append("<dd></dd>")
        return f"{heads}<dl{attributes}>{''.join(parts)}</dl>"
    tag = "ol" if any(word in kind for word in ("ordered", "number", "decimal")) and "unordered" not in kind else "ul"
    plain = ' class="plain"' if "simple" in kind or "unmarked" in kind else ""
    inner = "".join(f"<li{_attributes(prose, child)}>{_entry(prose, child)}</li>" for child in children)
    return f"{heads}<{tag}{plain}{attributes}>{inner}</{tag}>" if inner else heads


def _entry(prose: Prose, node: Node) -> str:
    return prose.mixed(node) if node.name in ("item", "bibl") else prose.render(node)


def _table(prose: Prose, node: Node) -> str:
    caption = "".join(
        f"<caption>{prose.inline(child.children)}</caption>" for child in node.elements() if child.name == "head"
    )
    rows = []
    for row in node.elements():
        if row.name != "row":
            continue
        cells = []
        for cell in row.elements():
            is_label = "label" in (row.get("role"), cell.get("role"))
            scope = ' scope="col"' if row.get("role") == "label" else ' scope="row"'
            tag = "th" if is_label else "td"
            spans = "".join(
                f' {name}="{cell.get(key)}"'
                for name, key in (("colspan", "cols"), ("rowspan", "rows"))
                if cell.get(key).isascii() and cell.get(key).isdecimal() and 1 < int(cell.get(key)[:4]) < 1000
            )
            inner = prose.mixed(cell)
            cells.append(f"<{tag}{scope if is_label else ''}{spans}{_attributes(prose, cell)}>{inner}</{tag}>")
        rows.append(f"<tr{_attributes(prose, row)}>{''.join(cells)}</tr>")
    if not rows:
        return f"<div{_attributes(prose, node)}>{prose.flow(node.children)}</div>"
    inner = f"<table{_attributes(prose, node)}>{_first(caption)}<tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="wide" tabindex="0" role="region" aria-label="Table">{inner}</div>'


def _first(captions: str) -> str:
    head, _, _ = captions.partition("</caption>")
    return f"{head}</caption>" if captions else ""


def _figure(prose: Prose, node: Node) -> str:
    heads = [child for child in node.elements() if child.name == "head"]
    inner = prose.flow([child for child in node.children if isinstance(child, str) or child.name != "head"])
    caption = " ".join(prose.inline(child.children) for child in heads)
    end = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure{_attributes(prose, node)}>{inner}{end}</figure>"


def _eg(prose: Prose, node: Node) -> str:
    return block(esc(node.text().strip("\n").rstrip()))


def _quote(prose: Prose, node: Node) -> str:
    return f"<blockquote{_attributes(prose, node)}>{prose.flow(node.children)}</blockquote>"


def _line(prose: Prose, node: Node) -> str:
    return f'<div class="{tei_class(node)}"{_attributes(prose, node)}>{prose.mixed(node)}</div>'


def _list_bibl(prose: Prose, node: Node) -> str:
    parts = []
    heads = ""
    for child in node.elements():
        if child.name == "head":
            heads += f'<p class="caption">{prose.inline(child.children)}</p>'
        else:
            inner = prose.mixed(child) if child.name == "bibl" else prose.render(child)
            parts.append(f"<li{_attributes(prose, child) if child.name == 'bibl' else ''}>{inner}</li>")
    return f'{heads}<ul class="bibl"{_attributes(prose, node)}>{"".join(parts)}</ul>' if parts else heads


def _spec_list(prose: Prose, node: Node) -> str:
    entries = [prose.brief(desc.get("key"), desc.get("atts")) for desc in node.iter() if desc.name == "specDesc"]
    return f'<dl class="specs"{_attributes(prose, node)}>{"".join(entries)}</dl>' if entries else ""


def _group(prose: Prose, node: Node) -> str:
    """What a `schemaSpec` or a `specGrp` takes in and changes, in a line each."""
    parts: list[str] = []
    pending: list[Node] = list(node.elements())
    while pending:
        child = pending.pop(0)
        if child.name == "specGrp":
            pending = [*child.elements(), *pending]
        elif child.name in _KINDS or child.name in _REFS:
            parts.append(f"<li>{_spec_line(prose, child)}</li>")
    if not parts:
        return ""
    what = "Schema" if node.name == "schemaSpec" else "Specifications"
    name = f" <code>{esc(node.get('ident'))}</code>" if node.get("ident") else ""
    return (
        f'<details class="group"{_attributes(prose, node)}><summary>{what}{name}: {len(parts)}</summary>'
        f"<ul>{''.join(parts)}</ul></details>"
    )


def _spec_line(prose: Prose, node: Node) -> str:
    if node.name in _KINDS:
        mode = _MODES.get(node.get("mode", "add"), "")
        kind = _KINDS[node.name]
        name = prose.spec_link("element" if kind == "element" else "", node.get("ident"))
        return f'{kind} {name} <span class="mark">{mode}</span>'
    kind = node.name.removesuffix("Ref")
    name = node.get("key") or node.get("url")
    limits = "".join(
        f" <span class='limit'>{word} {esc(squeezed(node.get(key)))}</span>"
        for word, key in (("only", "include"), ("without", "except"))
        if node.get(key)
    )
    kind = "datatype" if kind == "data" else kind
    return f"{kind} {prose.spec_link('element' if kind == 'element' else '', name)}{limits}"


def _single(prose: Prose, node: Node) -> str:
    if not (node.get("ident") or node.get("key") or node.get("url")):
        return ""
    return f'<p class="spec">{_spec_line(prose, node)}</p>'


def _group_ref(prose: Prose, node: Node) -> str:
    return f'<p class="spec">{prose.refer(node.get("target").strip(), "")}</p>'


def _title_page(prose: Prose, node: Node) -> str:
    titles = [child for child in node.elements() if child.name in ("docTitle", "titlePart")]
    rest = [child for child in node.children if isinstance(child, str) or child not in titles]
    head = "".join(prose.inline([title]) for title in titles)
    plain = not any(is_block(child) for title in titles for child in title.elements())
    inner = f"<h1>{head}</h1>" if head and plain else head
    return f'<div class="title-page"{prose.at(node)}>{inner}{prose.flow(rest)}</div>'


def _nothing(prose: Prose, node: Node) -> str:
    return ""


BLOCKS: dict[str, Handler] = {
    **dict.fromkeys(("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"), _div),
    **dict.fromkeys(("p", "ab"), _p),
    **dict.fromkeys(("quote", "epigraph"), _quote),
    **dict.fromkeys(("docAuthor", "docDate", "byline", "l", "lg"), _line),
    **dict.fromkeys(("specGrp", "schemaSpec"), _group),
    **dict.fromkeys((*_KINDS, *_REFS), _single),
    **dict.fromkeys(("constraintSpec", "moduleSpec", "listRef"), _nothing),
    "head": _head, "list": _list, "table": _table, "figure": _figure, "egXML": Prose.example, "eg": _eg,
    "listBibl": _list_bibl, "specList": _spec_list, "specGrpRef": _group_ref, "titlePage": _title_page,
}  # fmt: skip
