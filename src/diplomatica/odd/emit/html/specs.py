"""The pages of elements, classes, macros and datatypes."""

from __future__ import annotations

from diplomatica.diagnostics.model import NOWHERE
from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.attributes import Attributes
from diplomatica.odd.emit.html.diagram import EMPTY, Shape, with_macros
from diplomatica.odd.emit.html.examples import constraints, examples, models, other_languages, remarks
from diplomatica.odd.emit.html.listing import listing
from diplomatica.odd.emit.html.markup import cut, esc, link, outward
from diplomatica.odd.emit.html.railroad import railroad
from diplomatica.odd.emit.html.relations import Inside
from diplomatica.odd.emit.html.site import Site
from diplomatica.odd.emit.html.words import tree
from diplomatica.odd.schema import Class, Element, Macro

OWN = '<span class="own" title="defined or changed by this customisation">customised</span>'


class SpecPages:
    """Makes the pages."""

    def __init__(self, site: Site, attributes: Attributes) -> None:
        self.site = site
        self.attributes = attributes
        self._groups: dict[object, str] = {}

    # --- elements ---------------------------------------------------------------------------------------------------

    def element(self, element: Element) -> str:
        """The page of an element."""
        site, spec = self.site, element.spec
        brief = site.words.brief(spec.docs)
        marks = [own_mark(spec)]
        if element.ident in site.schema.start:
            marks.append('<span class="own root">a document may begin with it</span>')
        trail = f'<a href="elements.html">Element</a> · module {site.module_link(spec.module)}'
        head = site.head(element.name, f"<code>&lt;{esc(element.name)}&gt;</code>", spec.docs, trail, "".join(marks))
        parts = [
            ("about", "Summary", self._facts(element)),
            ("attributes", "Attributes", self._attributes(element)),
            ("content", "Content", self._content(element)),
            ("examples", "Examples", examples(site, spec.docs)),
            ("remarks", "Remarks", remarks(site, spec.docs)),
            ("may-contain", "May contain", self._may_contain(site.relations.inside[element.ident])),
            ("contained-by", "Contained by", self._contained_by(element)),
            ("constraints", "Constraints", constraints(site, self._constraints(element))),
            ("processing", "Processing", models(spec.docs)),
            ("languages", "Languages", other_languages(site, spec.docs)),
        ]
        body = head + site.until(spec.valid_until) + site.contents(parts)
        return site.page(f"<{element.name}>", body, "elements", cut(brief.text or brief.gloss, 200))

    def _facts(self, element: Element) -> str:
        site, spec = self.site, element.spec
        rows = []
        if spec.ident != element.name:
            rows.append(("Identifier", f"<code>{esc(spec.ident)}</code>"))
        rows.append(("Module", site.module_link(spec.module)))
        rows.append(("Namespace", f"<code>{esc(element.ns)}</code>" if element.ns else "none"))
        if element.classes:
            rows.append(("Member of", ", ".join(site.name_link("class", name) for name in element.classes)))
        for doc in spec.docs:
            if doc.kind == "equiv":
                uri = tree(doc.content).get("uri") or tree(doc.content).get("name")
                rows.append(("Equivalent", link(outward(uri), f"<code>{esc(uri)}</code>")))
        return facts(rows)

    def _attributes(self, element: Element) -> str:
        supers = [name for name in element.classes if not self.site.schema.classes[name].is_model]
        shown = self.attributes.of(element.ident, element.attributes, supers)
        return shown or '<p class="none">No attributes.</p>'

    def _content(self, element: Element) -> str:
        return self.content(element.content, f"the content of {element.name}")

    def content(self, content: odd.Content, what: str) -> str:
        """A content model, drawn and written."""
        site = self.site
        macros = site.schema.macros
        inner, macro = with_macros(content, lambda name: macros[name].content if name in macros else None)
        shape = site.shapes.of(inner)
        if shape is EMPTY:
            return '<p class="none">Empty.</p>'
        note = f'<p class="of">What {site.name_link("macro", macro)} holds:</p>' if macro else ""
        return note + drawn(shape, what)

    def _may_contain(self, inside: Inside) -> str:
        return self._grouped(inside) or '<p class="none">No elements, no text.</p>'

    def _grouped(self, inside: Inside) -> str:
        if inside not in self._groups:
            extra = [word for word, there in (("text", inside.text), ("any element", inside.anything)) if there]
            extra += [f"<code>{esc(name)}</code>" for name in sorted(inside.others)]
            head = f'<p class="also">{", ".join(extra)}</p>' if extra else ""
            self._groups[inside] = head + self.site.by_module(inside.elements)
        return self._groups[inside]

    def _contained_by(self, element: Element) -> str:
        parents = frozenset(self.site.relations.parents[element.ident])
        if not parents:
            root = element.ident in self.site.schema.start
            return f'<p class="none">{"Nothing: it is a root." if root else "No element."}</p>'
        return self._grouped(Inside(parents))

    def _constraints(self, element: Element) -> list[tuple[str, odd.ConstraintSpec]]:
        found = [("", spec) for spec in element.spec.constraints]
        for att in self.site.schema.atts(element.attributes):
            if att.owner == element.ident:
                label = self.site.to.labels[att.name]
                found += [(f"@{label}", spec) for spec in att.spec.constraints]
        return found

    # --- classes ----------------------------------------------------------------------------------------------------

    def cls(self, cls: Class) -> str:
        """The page of a class."""
        site, spec = self.site, cls.spec
        kind = "Model class" if cls.is_model else "Attribute class"
        trail = f'<a href="classes.html">{kind}</a> · module {site.module_link(spec.module)}'
        head = site.head(spec.ident, f"<code>{esc(spec.ident)}</code>", spec.docs, trail, own_mark(spec))
        supers = [name for name in cls.classes if not site.schema.classes[name].is_model]
        rows = [("Module", site.module_link(spec.module))]
        if cls.classes:
            rows.append(("Member of", ", ".join(site.name_link("class", name) for name in cls.classes)))
        attributes = "" if cls.is_model else self.attributes.of(spec.ident, cls.attributes, supers)
        owned = [("", item) for item in spec.constraints]
        for att in site.schema.atts(cls.attributes):
            if att.owner == spec.ident:
                owned += [(f"@{site.to.labels[att.name]}", item) for item in att.spec.constraints]
        parts = [
            ("about", "Summary", facts(rows)),
            ("attributes", "Attributes", attributes),
            ("members", "Members", self._members(cls)),
            ("used-in", "Used in", self.used_in("class", spec.ident)),
            ("examples", "Examples", examples(site, spec.docs)),
            ("remarks", "Remarks", remarks(site, spec.docs)),
            ("constraints", "Constraints", constraints(site, owned)),
            ("languages", "Languages", other_languages(site, spec.docs)),
        ]
        body = head + site.until(spec.valid_until) + site.contents(parts)
        return site.page(spec.ident, body, "classes", cut(site.words.brief(spec.docs).text, 200))

    def _members(self, cls: Class) -> str:
        site = self.site
        ident = cls.spec.ident
        direct = [("element", name) for name, item in site.schema.elements.items() if ident in item.classes]
        below = [name for name, item in site.schema.classes.items() if ident in item.classes and name != ident]
        parts = []
        if below:
            parts.append(f'<p class="also">{", ".join(site.name_link("class", name) for name in sorted(below))}</p>')
        parts.append(site.by_module({name for _, name in direct}))
        if cls.is_model and below:
            names = set(site.schema.model_members(ident)) - {name for _, name in direct}
            if names:
                inner = site.by_module({name for name in names if name in site.schema.elements})
                parts.append(f"<details class='more'><summary>By way of these classes</summary>{inner}</details>")
        return "".join(parts) or '<p class="none">No members.</p>'

    def used_in(self, kind: str, name: str) -> str:
        """What refers to a class, macro or datatype in its content."""
        site = self.site
        users = list(site.relations.users.get((kind, name), ()))
        elements = {ident for user, ident in users if user == "element"}
        others = sorted((ident, user) for user, ident in users if user != "element")
        head = ", ".join(site.name_link(user, ident) for ident, user in others)
        return (f'<p class="also">{head}</p>' if head else "") + site.by_module(elements)

    # --- macros and datatypes ---------------------------------------------------------------------------------------

    def macro(self, macro: Macro, kind: str) -> str:
        """The page of a macro or a datatype."""
        site, spec = self.site, macro.spec
        section = f"{kind}s"
        trail = f'<a href="{section}.html">{kind.capitalize()}</a> · module {site.module_link(spec.module)}'
        head = site.head(spec.ident, f"<code>{esc(spec.ident)}</code>", spec.docs, trail, own_mark(spec))
        content = self.attributes.values(macro.content) if isinstance(macro.content, odd.ValList) else ""
        labels = site.relations.data_atts.get(spec.ident, []) if kind == "datatype" else []
        atts = ", ".join(
            f'<code class="att"><a href="{site.to.attributes[name]}">@{esc(site.to.labels[name])}</a></code>'
            for name in sorted(labels, key=lambda name: (site.to.labels[name].lower(), name))
        )
        parts = [
            ("content", "Content", content or self.content(macro.content, f"the content of {spec.ident}")),
            ("used-by", "Used by", f"<p>{atts}</p>" if atts else ""),
            ("used-in", "Used in", self.used_in(kind, spec.ident)),
            ("examples", "Examples", examples(site, spec.docs)),
            ("remarks", "Remarks", remarks(site, spec.docs)),
            ("constraints", "Constraints", constraints(site, [("", item) for item in spec.constraints])),
            ("languages", "Languages", other_languages(site, spec.docs)),
        ]
        body = head + site.until(spec.valid_until) + site.contents(parts)
        return site.page(spec.ident, body, section, cut(site.words.brief(spec.docs).text, 200))


def own_mark(spec: odd.Spec) -> str:
    """Says that the ODD itself has a part in a specification."""
    return OWN if spec.place is not NOWHERE and spec.place.line else ""


def facts(rows: list[tuple[str, str]]) -> str:
    """A list of facts."""
    return f'<dl class="facts">{"".join(f"<dt>{key}</dt><dd>{value}</dd>" for key, value in rows)}</dl>'


def drawn(shape: Shape, what: str) -> str:
    """A shape as a drawing and as text."""
    picture = railroad(shape, f"Diagram of {what}; the text below says the same")
    return (
        f'<div class="wide diagram" tabindex="0" role="region" aria-label="Diagram of {esc(what)}">{picture}</div>'
        f'<pre class="model"><code>{listing(shape)}</code></pre>'
    )
