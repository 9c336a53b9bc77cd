"""What specifications show and ask for: examples, remarks, constraints, processing models, other languages."""

from __future__ import annotations

from collections.abc import Iterable

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.highlight import block, highlighted
from diplomatica.odd.emit.html.markup import esc, lang, squeezed
from diplomatica.odd.emit.html.site import PAGE_LANG, Site
from diplomatica.odd.emit.html.words import tree
from diplomatica.tei.located import Node

SCHEMATRON = ("http://purl.oclc.org/dsdl/schematron", "http://www.ascc.net/xml/schematron")
_BOUND = {"": "http://www.tei-c.org/ns/1.0", "sch": SCHEMATRON[0]}
_DEEPEST = 20
_MODELS = ("model", "modelGrp", "modelSequence")


def examples(site: Site, docs: tuple[odd.Doc, ...]) -> str:
    """The `exemplum`s in the language that is shown."""
    parts = []
    for doc in site.words.all(docs, "exemplum"):
        inner = site.prose.flow(tree(doc.content).children)
        if inner:
            parts.append(f'<div class="example"{lang(doc.lang, PAGE_LANG)}>{inner}</div>')
    return "".join(parts)


def remarks(site: Site, docs: tuple[odd.Doc, ...]) -> str:
    """The remarks in the language that is shown."""
    doc = site.words.pick(docs, "remarks")
    if doc is None:
        return ""
    shown = [other for other in docs if other.kind == "remarks" and other.lang == doc.lang]
    return "".join(
        f'<div class="remarks"{lang(other.lang, PAGE_LANG)}>{site.prose.flow(tree(other.content).children)}</div>'
        for other in shown
    )


def constraints(site: Site, specs: Iterable[tuple[str, odd.ConstraintSpec]]) -> str:
    """Constraints, each with what it belongs to ("" for the page's own thing), its messages and its source."""
    parts = []
    for owner, spec in specs:
        nodes = [tree(content) for content in spec.constraints]
        source = "\n".join(highlighted(list(node.children), bound=_BOUND) for node in nodes).strip()
        speech = lang(spec.lang, PAGE_LANG)
        tests = [
            f'<li><p{speech}>{_message(test)}</p><p class="type"><span class="key">{_what(test)}</span> '
            f"<code>{esc(squeezed(test.get('test')))}</code></p></li>"
            for node in nodes
            for test in node.iter()
            if test.ns in SCHEMATRON and test.name in ("assert", "report")
        ]
        of = f' of <code class="att">{esc(owner)}</code>' if owner else ""
        body = site.description(spec.docs) + (f'<ul class="tests">{"".join(tests)}</ul>' if tests else "")
        # Where there is no message to read, the source is what there is to see.
        shown = "" if tests else ' open="open"'
        code = f'<details class="more"{shown}><summary>Source ({esc(spec.scheme)})</summary>{block(source)}</details>'
        parts.append(
            f'<div class="constraint"><h3><code>{esc(spec.ident)}</code>{of}</h3>{site.until(spec.valid_until)}'
            f"{body}{code if source else ''}</div>"
        )
    return "".join(parts)


def _what(test: Node) -> str:
    return "must hold" if test.name == "assert" else "must not hold"


def _message(test: Node) -> str:
    parts = []
    for child in test.children:
        if isinstance(child, str):
            parts.append(esc(child))
        elif child.name in ("value-of", "name"):
            parts.append(f"<code>{{{esc(child.get('select') or child.get('path') or 'name()')}}}</code>")
        else:
            parts.append(esc(child.text()))
    return squeezed("".join(parts)) or "No message."


def models(docs: tuple[odd.Doc, ...]) -> str:
    """Processing models: what an application is to do with an element (Guidelines, 22.5.4)."""
    return _models([tree(doc.content) for doc in docs if doc.kind in _MODELS])


def _models(nodes: Iterable[Node], ordered: bool = False, depth: int = 0) -> str:
    entries = []
    for node in nodes:
        if node.name not in _MODELS:
            continue
        facts = [
            f"<dt>{label}</dt><dd><code>{esc(node.get(key))}</code></dd>"
            for key, label in (("output", "for"), ("predicate", "if"), ("cssClass", "CSS class"))
            if node.get(key)
        ]
        for child in node.elements():
            if child.name == "param":
                facts.append(f"<dt>{esc(child.get('name'))}</dt><dd><code>{esc(child.get('value'))}</code></dd>")
            elif child.name == "outputRendition":
                scope = f" ({esc(child.get('scope'))})" if child.get("scope") else ""
                facts.append(f"<dt>rendition{scope}</dt><dd><code>{esc(squeezed(child.text()))}</code></dd>")
        name = {"modelGrp": "group", "modelSequence": "one after the other"}.get(node.name, node.get("behaviour"))
        inner = f'<dl class="pairs">{"".join(facts)}</dl>' if facts else ""
        is_group = node.name != "model" and depth < _DEEPEST
        within = _models(node.elements(), node.name == "modelSequence", depth + 1) if is_group else ""
        entries.append(f"<li><b>{esc(name)}</b>{inner}{within}</li>")
    tag = "ol" if ordered else "ul"
    return f'<{tag} class="models">{"".join(entries)}</{tag}>' if entries else ""


def other_languages(site: Site, docs: tuple[odd.Doc, ...]) -> str:
    """The descriptions in other languages, folded."""
    rows = []
    for value, found in site.words.others(docs).items():
        gloss = next((squeezed(tree(doc.content).text()) for doc in found if doc.kind == "gloss"), "")
        desc = next((squeezed(tree(doc.content).text()) for doc in found if doc.kind == "desc"), "")
        inner = f'<span class="gloss">{esc(gloss)}</span> ' if gloss else ""
        rows.append(f'<dt><code>{esc(value)}</code></dt><dd dir="auto"{lang(value, PAGE_LANG)}>{inner}{esc(desc)}</dd>')
    if not rows:
        return ""
    inner = f'<dl class="langs">{"".join(rows)}</dl>'
    return f'<details class="more"><summary>In other languages</summary>{inner}</details>'
