"""TEI prose as HTML: what ODD files say in words (Guidelines, 22.1, Phrase Level Documentary Elements; 3, core).

Elements that have no HTML of their own are a `span` or a `div` with their name as a class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from diplomatica.odd.emit.html.highlight import block, highlighted
from diplomatica.odd.emit.html.markup import cut, esc, lang, link, outward, squeezed, tei_class
from diplomatica.odd.emit.html.names import Addresses
from diplomatica.odd.emit.html.words import Words
from diplomatica.odd.schema import Schema
from diplomatica.tei.located import Node

EXAMPLES = "http://www.tei-c.org/ns/Examples"
TEI = "http://www.tei-c.org/ns/1.0"
_DEEPEST = 100
_BLOCKS = frozenset(
    "p ab div div1 div2 div3 div4 div5 div6 div7 list table figure egXML eg quote lg l sp listBibl specList specGrp "
    "specGrpRef head schemaSpec moduleRef elementSpec classSpec macroSpec dataSpec constraintSpec moduleSpec "
    "exemplum cit epigraph titlePage docAuthor docDate byline argument listRef remarks row castList trailer "
    "classRef elementRef macroRef dataRef biblFull biblStruct listPerson listOrg opener closer salute signed".split()
)
_INLINE = {
    "emph": "em", "foreign": "i", "mentioned": "i", "term": "dfn", "title": "cite", "code": "code", "ident": "code",
    "del": "del", "add": "ins", "abbr": "abbr", "formula": "code", "label": "b",
}  # fmt: skip
_QUOTED = {"q": "“”", "soCalled": "‘’", "said": "“”"}
_RENDERED = {
    "italic": "i", "it": "i", "i": "i", "bold": "b", "b": "b", "strong": "b", "sup": "sup", "superscript": "sup",
    "sub": "sub", "subscript": "sub", "code": "code", "mono": "code", "tt": "code",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where something of the prose is, and what a reference calls it."""

    href: str
    label: str


Handler = Callable[["Prose", Node], str]


@dataclass(slots=True)
class Prose:
    """Renders prose. `places` are the ids of nodes on this page, `anchors` what references may point to.

    `blocks` are the handlers of elements that stand apart from words (`prose_blocks.BLOCKS`).
    `notes` collects notes for the foot of the page; without it they stand where they are.
    """

    to: Addresses
    words: Words
    lang: str
    pictures: bool = False
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    blocks: Mapping[str, Handler] = field(default_factory=dict)
    notes: list[str] | None = None
    level: int = 2
    depth: int = 0
    used: set[str] = field(default_factory=set)

    @property
    def schema(self) -> Schema:
        """The schema that names refer to."""
        return self.to.schema

    def flow(self, children: Iterable[Node | str]) -> str:
        """Children where blocks may stand: what is not a block is gathered in paragraphs."""
        parts: list[str] = []
        line: list[str] = []

        def close() -> None:
            text = "".join(line).strip()
            if text:
                parts.append(f"<p>{text}</p>")
            line.clear()

        for child in children:
            if isinstance(child, str):
                line.append(esc(child))
            elif is_block(child):
                close()
                parts.append(self.render(child))
            else:
                line.append(self.render(child))
        close()
        return "".join(parts)

    def mixed(self, node: Node) -> str:
        """What is in an element: words, or, where there are blocks within, blocks."""
        if any(not isinstance(child, str) and is_block(child) for child in node.children):
            return self.flow(node.children)
        return self.inline(node.children)

    def inline(self, children: Iterable[Node | str]) -> str:
        """Children among words."""
        return "".join(esc(child) if isinstance(child, str) else self.render(child) for child in children)

    def at(self, node: Node) -> str:
        """The id of an element, where something may point to it."""
        place = self.places.get(id(node))
        if place is None or place in self.used:
            return ""
        self.used.add(place)
        return f' id="{esc(place)}"'

    def render(self, node: Node) -> str:
        """An element."""
        if self.depth > _DEEPEST:
            return esc(node.text())
        self.depth += 1
        try:
            special = self.blocks.get(node.name)
            if special is not None and (node.ns in (TEI, EXAMPLES, "") or node.name == "egXML"):
                return special(self, node)
            return self._phrase(node)
        finally:
            self.depth -= 1

    # --- among words ------------------------------------------------------------------------------------------------

    def _phrase(self, node: Node) -> str:
        name = node.name
        attributes = self.at(node) + lang(node.get("xml:lang"), self.lang)
        if is_block(node):
            return f'<div class="{tei_class(node)}"{attributes}>{self.flow(node.children)}</div>'
        if name in PHRASES:
            inner = PHRASES[name](self, node)
            return f"<span{attributes}>{inner}</span>" if attributes else inner
        inner = self.inline(node.children)
        if name in _QUOTED:
            marks = _QUOTED[name]
            return f"<span{attributes}>{marks[0]}{inner}{marks[1]}</span>"
        if name == "hi":
            tag = next((_RENDERED[word] for word in node.get("rend").split() if word in _RENDERED), "em")
            return f"<{tag}{attributes}>{inner}</{tag}>"
        tag = _INLINE.get(name, "")
        if name == "title" and node.get("level") == "a":
            return f"<span{attributes}>“{inner}”</span>"
        if tag:
            return f"<{tag}{attributes}>{inner}</{tag}>"
        return f'<span class="{tei_class(node)}"{attributes}>{inner}</span>'

    def refer(self, address: str, inner: str) -> str:
        """A reference to a part of the prose, to a specification, or to an address outside."""
        if address.startswith("#"):
            anchor = self.anchors.get(address[1:])
            if anchor is not None:
                return link(anchor.href, inner or esc(anchor.label))
            page = self.to.any(address[1:])
            return link(page, inner or esc(address[1:]))
        safe = outward(address)
        return link(safe, inner or safe) if safe else inner or esc(address)

    def spec_link(self, kind: str, name: str) -> str:
        """The name of something that is specified, with a link where it has a page."""
        shown = esc(name)
        if kind == "element":
            return f'<code class="gi">{link(self.to.element(name), f"&lt;{shown}&gt;")}</code>'
        if kind == "attribute":
            return f'<code class="att">{link(self.to.attribute(name), f"@{shown}")}</code>'
        return f"<code>{link(self.to.any(name), shown)}</code>"

    def brief(self, name: str, atts: str) -> str:
        """An entry of a `specList`."""
        schema = self.schema
        shown = self.spec_link("element" if self.to.element(name) else "", name)
        found = (
            schema.elements.get(name) or schema.classes.get(name) or schema.macros.get(name) or schema.datas.get(name)
        )
        if found is None:
            return f"<dt>{shown}</dt><dd></dd>"
        brief = self.words.brief(found.spec.docs)
        gloss = f' <span class="gloss">{esc(brief.gloss)}</span>' if brief.gloss else ""
        lines = [f"<p{lang(brief.lang, self.lang)}>{esc(brief.text)}</p>" if brief.text else ""]
        wanted = atts.split()
        if wanted:
            holder = schema.elements.get(name) or schema.classes.get(name)
            given = {att.spec.ident: att for att in schema.atts(holder.attributes)} if holder else {}
            rows = []
            for word in wanted:
                about = self.words.brief(given[word].spec.docs).text if word in given else ""
                rows.append(f"<dt>{self.spec_link('attribute', word)}</dt><dd>{esc(about)}</dd>")
            lines.append(f'<dl class="pairs">{"".join(rows)}</dl>')
        return f"<dt>{shown}{gloss}</dt><dd>{''.join(lines)}</dd>"

    def example(self, node: Node) -> str:
        """The XML of an `egXML`, its elements with links to their pages."""
        return block(highlighted(list(node.children), self._page_of, {"": EXAMPLES}))

    def _page_of(self, node: Node) -> str:
        return self.to.element(node.name) if node.ns in (EXAMPLES, TEI, self.schema.spec.ns) else ""


def is_block(node: Node) -> bool:
    """Does it need to stand apart from words, itself or by what is in it?"""
    if node.name in _BLOCKS:
        return True
    if not node.children or (node.name == "note" and node.get("place") != "inline") or node.name == "bibl":
        return False
    return any(inner.name in _BLOCKS for inner in node.iter())


def _gi(prose: Prose, node: Node) -> str:
    name = squeezed(node.text())
    if node.get("scheme", "TEI") != "TEI":
        return f'<code class="gi">&lt;{esc(name)}&gt;</code>'
    return prose.spec_link("element", name)


def _att(prose: Prose, node: Node) -> str:
    name = squeezed(node.text()).removeprefix("@")
    if node.get("scheme", "TEI") != "TEI":
        return f'<code class="att">@{esc(name)}</code>'
    return prose.spec_link("attribute", name)


def _val(prose: Prose, node: Node) -> str:
    return f'<code class="val">{prose.inline(node.children)}</code>'


_TAGS = {
    "end": ("</", ">"), "empty": ("<", "/>"), "pi": ("<?", "?>"), "comment": ("<!--", "-->"),
    "ms": ("<![CDATA[", "]]>"),
}  # fmt: skip


def _tag(prose: Prose, node: Node) -> str:
    head, tail = _TAGS.get(node.get("type"), ("<", ">"))
    return f'<code class="gi">{esc(head)}{esc(node.text())}{esc(tail)}</code>'


def _ident(prose: Prose, node: Node) -> str:
    return prose.spec_link("", squeezed(node.text()))


def _ref(prose: Prose, node: Node) -> str:
    targets = node.get("target").split()
    inner = prose.inline(node.children)
    if len(targets) < 2:
        return prose.refer(targets[0] if targets else "", inner)
    return inner + ", ".join(prose.refer(target, "") for target in targets)


def _note(prose: Prose, node: Node) -> str:
    if prose.notes is None or node.get("place") == "inline":
        return f' <span class="note">({prose.inline(node.children).strip()})</span>'
    prose.notes.append("")
    number = len(prose.notes)
    inner = prose.mixed(node)
    prose.notes[number - 1] = inner
    return f'<sup class="note"><a id="note-{number}-ref" href="#note-{number}">{number}</a></sup>'


def _graphic(prose: Prose, node: Node) -> str:
    address = node.get("url").strip()
    about = next((squeezed(child.text()) for child in node.elements() if child.name in ("desc", "figDesc")), "")
    if prose.pictures and address and ":" not in address and not address.startswith("/") and ".." not in address:
        return f'<img src="{esc(address)}" alt="{esc(about)}"/>'
    return f'<span class="picture">{esc(about or cut(address.rsplit("/", 1)[-1], 60)) or "picture"}</span>'


def _gloss(prose: Prose, node: Node) -> str:
    return f'<span class="gloss">{prose.inline(node.children)}</span>'


def _choice(prose: Prose, node: Node) -> str:
    """Of two readings the one that a reader wants; an abbreviation explains itself."""
    found = {child.name: child for child in node.elements()}
    if "abbr" in found and "expan" in found:
        title = esc(squeezed(found["expan"].text()))
        return f'<abbr title="{title}">{prose.inline(found["abbr"].children)}</abbr>'
    for name in ("corr", "reg", "unclear"):
        if name in found:
            return prose.inline(found[name].children)
    return prose.inline(node.children)


def _nothing(prose: Prose, node: Node) -> str:
    return ""


PHRASES: dict[str, Handler] = {
    "gi": _gi, "att": _att, "val": _val, "tag": _tag, "ident": _ident, "ref": _ref, "ptr": _ref, "note": _note,
    "graphic": _graphic, "gloss": _gloss, "lb": lambda prose, node: "<br/>", "pb": _nothing, "divGen": _nothing,
    "anchor": _nothing, "choice": _choice, "specDesc": lambda prose, node: prose.spec_link("element", node.get("key")),
}  # fmt: skip
