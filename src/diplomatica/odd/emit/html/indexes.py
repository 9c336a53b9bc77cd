"""The overview, the lists, and the pages of modules and attributes."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.attributes import Attributes, usage
from diplomatica.odd.emit.html.examples import constraints
from diplomatica.odd.emit.html.markup import cut, esc, plural
from diplomatica.odd.emit.html.names import AttName
from diplomatica.odd.emit.html.relations import AttUse
from diplomatica.odd.emit.html.site import Site
from diplomatica.odd.emit.html.specs import facts, own_mark

Entry = tuple[str, str, odd.Spec]  # label, file, specification


class Indexes:
    """Makes the pages that lead to others."""

    def __init__(self, site: Site, attributes: Attributes) -> None:
        self.site = site
        self.attributes = attributes
        self._chapters = {module.ident: module for module in site.schema.modules}

    # --- the overview -----------------------------------------------------------------------------------------------

    def overview(self, chapters: str, intro: str) -> str:
        """The first page: what the schema is, and what is in it. `chapters` is the contents of the prose."""
        site, schema = self.site, self.site.schema
        counts = [
            (len(schema.elements), "element", "elements", "elements.html"),
            (len(site.to.attributes), "attribute", "attributes", "attributes.html"),
            (len(schema.classes), "class", "classes", "classes.html"),
            (len(schema.datas), "datatype", "datatypes", "datatypes.html"),
            (len(schema.macros), "macro", "macros", "macros.html"),
            (len(site.to.modules), "module", "modules", "modules.html"),
        ]
        tally = "".join(
            f'<li><a href="{href}"><b>{count:,}</b> {one if count == 1 else many}</a></li>'
            for count, one, many, href in counts
            if count
        )
        description = site.description(schema.spec.docs, "lead")
        if intro and not description:
            description = f'<p class="lead">{esc(intro)}</p>'
        roots = ", ".join(f'<code class="gi">{site.element_link(name)}</code>' for name in schema.start)
        rows = [("Schema", f"<code>{esc(schema.spec.ident)}</code>")]
        if schema.edition:
            rows.append(("Based on", f"TEI P5 {esc(schema.edition)}"))
        rows.append(("Namespace", f"<code>{esc(schema.spec.ns)}</code>" if schema.spec.ns else "none"))
        rows.append(("A document begins with", roots or "no element"))
        entries = [
            *self.elements_in_order(), *self.classes_in_order(), *self.macros_in_order(), *self.datatypes_in_order(),
        ]  # fmt: skip
        changed = [(label, href) for label, href, spec in entries if own_mark(spec)]
        links = " ".join(f'<a href="{href}">{esc(label)}</a>' for label, href in changed)
        parts = [
            ("about", "Summary", facts(rows)),
            ("guidelines", "Guidelines", chapters),
            ("modules", "Modules", self._module_list()),
            ("customised", "Customised", f'<p class="names">{links}</p>' if links else ""),
            ("constraints", "Constraints", self._schema_constraints()),
        ]
        head = f'<div class="head"><h1>{esc(site.title)}</h1>{description}<ul class="tally">{tally}</ul></div>'
        return site.page("", head + site.contents(parts), "", cut(intro, 200))

    def _schema_constraints(self) -> str:
        return constraints(self.site, [("", spec) for spec in self.site.schema.constraints])

    # --- lists ------------------------------------------------------------------------------------------------------

    def elements_in_order(self) -> list[Entry]:
        """The elements as a dictionary orders them."""
        to, elements = self.site.to, self.site.schema.elements
        names = sorted(elements, key=self.site.element_order)
        return [(to.element_label(name), to.elements[name], elements[name].spec) for name in names]

    def classes_in_order(self) -> list[Entry]:
        """The classes as a dictionary orders them."""
        files, table = self.site.to.classes, self.site.schema.classes
        return [(name, files[name], table[name].spec) for name in sorted(table, key=_order)]

    def macros_in_order(self) -> list[Entry]:
        """The macros as a dictionary orders them."""
        files, table = self.site.to.macros, self.site.schema.macros
        return [(name, files[name], table[name].spec) for name in sorted(table, key=_order)]

    def datatypes_in_order(self) -> list[Entry]:
        """The datatypes as a dictionary orders them."""
        files, table = self.site.to.datas, self.site.schema.datas
        return [(name, files[name], table[name].spec) for name in sorted(table, key=_order)]

    def elements(self) -> str:
        """The list of all elements, by their first letters."""
        entries = self.elements_in_order()
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(entry[0][:1].upper() or "–", []).append(entry)
        keys = {letter: f"letter-{number}" for number, letter in enumerate(groups, 1)}
        letters = " ".join(f'<li><a href="#{keys[letter]}">{esc(letter)}</a></li>' for letter in groups)
        nav = f'<nav class="letters" aria-label="Letters"><ul>{letters}</ul></nav>' if len(entries) > 30 else ""
        body = "".join(
            f'<section class="part" id="{keys[letter]}"><h2>{esc(letter)}</h2>{self._list(group)}</section>'
            for letter, group in groups.items()
        )
        return self._index("Elements", "elements", len(entries), "element", nav + body)

    def classes(self) -> str:
        """The list of all classes."""
        entries = self.classes_in_order()
        model = [entry for entry in entries if isinstance(entry[2], odd.ClassSpec) and entry[2].kind == "model"]
        other = [entry for entry in entries if entry not in model]
        body = self._part("model", "Model classes", model) + self._part("atts", "Attribute classes", other)
        return self._index("Classes", "classes", len(entries), "class", body, "classes")

    def macros(self) -> str:
        """The list of all macros."""
        entries = self.macros_in_order()
        return self._index("Macros", "macros", len(entries), "macro", self._part("all", "All", entries))

    def datatypes(self) -> str:
        """The list of all datatypes."""
        entries = self.datatypes_in_order()
        return self._index("Datatypes", "datatypes", len(entries), "datatype", self._part("all", "All", entries))

    def attributes_list(self) -> str:
        """The list of all attributes, each with what defines it."""
        site = self.site
        entries = []
        for name in self.attribute_names():
            uses = site.relations.atts[name]
            owners = list(dict.fromkeys(use.att.owner for use in uses.values()))
            shown = ", ".join(self._owner(owner) for owner in owners[:4])
            more = f" and {len(owners) - 4} more" if len(owners) > 4 else ""
            entries.append(
                f'<li><code class="att"><a href="{site.to.attributes[name]}">@{esc(site.to.labels[name])}</a></code>'
                f' <span class="by">{shown}{more}</span></li>'
            )
        body = f'<ul class="index atts">{"".join(entries)}</ul>'
        body = f'<section class="part" id="all"><h2>All</h2>{body}</section>'
        return self._index("Attributes", "attributes", len(entries), "attribute", body)

    def modules(self) -> str:
        """The list of modules."""
        body = f'<section class="part" id="all"><h2>All</h2>{self._module_list()}</section>'
        return self._index("Modules", "modules", len(self.site.to.modules), "module", body)

    def _index(self, title: str, section: str, count: int, one: str, body: str, many: str = "") -> str:
        legend = ""
        if DOT in body:
            legend = f'<p class="legend">{DOT.strip()} defined or changed by this customisation</p>'
        head = f'<div class="head"><h1>{title}</h1><p class="lead">{plural(count, one, many)}.</p>{legend}</div>'
        return self.site.page(title, head + body, section)

    def _part(self, ident: str, title: str, entries: list[Entry]) -> str:
        if not entries:
            return ""
        return f'<section class="part" id="{ident}"><h2>{title}</h2>{self._list(entries)}</section>'

    def _list(self, entries: list[Entry]) -> str:
        """Names with what is known of each; without any words, names in columns."""
        briefs = [self.site.words.brief(spec.docs) for _, _, spec in entries]
        spoken = any(brief.gloss or brief.text for brief in briefs)
        rows = []
        for (label, href, spec), brief in zip(entries, briefs, strict=True):
            gloss = f' <span class="gloss">{esc(brief.gloss)}</span>' if brief.gloss else ""
            text = f' <span class="about">{esc(brief.text)}</span>' if brief.text else ""
            rows.append(f'<li><a href="{href}">{esc(label)}</a>{gloss}{own_mark(spec) and DOT}{text}</li>')
        return f'<ul class="index{"" if spoken else " bare"}">{"".join(rows)}</ul>'

    # --- modules ----------------------------------------------------------------------------------------------------

    def _module_words(self, ident: str) -> str:
        module = self._chapters.get(ident)
        brief = self.site.words.brief(module.docs) if module else None
        return (brief.text or brief.gloss) if brief else ""

    def _module_list(self) -> str:
        site = self.site
        counts: dict[str, int] = {}
        for element in site.schema.elements.values():
            counts[element.spec.module] = counts.get(element.spec.module, 0) + 1
        rows = []
        for ident, href in site.to.modules.items():
            words = self._module_words(ident)
            about = f' <span class="about">{esc(words)}</span>' if words else ""
            count = plural(counts[ident], "element") if ident in counts else "no elements"
            rows.append(f'<li><a href="{href}">{esc(ident)}</a> <span class="by">{count}</span>{about}</li>')
        return f'<ul class="index modules">{"".join(rows)}</ul>' if rows else ""

    def module(self, ident: str) -> str:
        """The page of a module."""
        site = self.site
        words = self._module_words(ident)
        lead = f'<p class="lead">{esc(words)}</p>' if words else ""
        head = (
            f'<div class="head"><p class="trail"><a href="modules.html">Module</a></p>'
            f"<h1><code>{esc(ident)}</code></h1>{lead}</div>"
        )
        classes = [entry for entry in self.classes_in_order() if entry[2].module == ident]
        model = [entry for entry in classes if isinstance(entry[2], odd.ClassSpec) and entry[2].kind == "model"]
        tables = [
            ("elements", "Elements", [entry for entry in self.elements_in_order() if entry[2].module == ident]),
            ("model-classes", "Model classes", model),
            ("attribute-classes", "Attribute classes", [entry for entry in classes if entry not in model]),
            ("macros", "Macros", [entry for entry in self.macros_in_order() if entry[2].module == ident]),
            ("datatypes", "Datatypes", [entry for entry in self.datatypes_in_order() if entry[2].module == ident]),
        ]
        parts = [(name, title, self._list(entries) if entries else "") for name, title, entries in tables]
        return site.page(ident, head + site.contents(parts), "modules", cut(words, 200))

    # --- attributes -------------------------------------------------------------------------------------------------

    def attribute_names(self) -> list[AttName]:
        """The attributes as a dictionary orders them."""
        labels = self.site.to.labels
        return sorted(labels, key=lambda name: (labels[name].lower(), labels[name], name))

    def _owner(self, owner: str) -> str:
        site = self.site
        if owner in site.to.classes:
            return site.name_link("class", owner)
        return f'<code class="gi">{site.element_link(owner)}</code>' if owner in site.to.elements else esc(owner)

    def attribute(self, name: AttName) -> str:
        """The page of an attribute: each definition, and the elements that have it so."""
        site = self.site
        label = site.to.labels[name]
        uses = sorted(site.relations.atts[name].values(), key=self._place)
        single = len(uses) == 1
        rows = [("Namespace", f"<code>{esc(name[0])}</code>")] if name[0] else []
        total = len({element for use in uses for element in use.elements})
        rows.append(("Defined by", ", ".join(dict.fromkeys(self._owner(use.att.owner) for use in uses))))
        rows.append(("On", plural(total, "element")))
        parts = [("about", "Summary", facts(rows))]
        for number, use in enumerate(uses, 1):
            title = "Definition" if single else f"In {self._owner(use.att.owner)}"
            parts.append((f"definition-{number}", title, self._definition(use)))
        head = (
            f'<div class="head"><p class="trail"><a href="attributes.html">Attribute</a></p>'
            f"<h1><code>@{esc(label)}</code></h1></div>"
        )
        body = head + "".join(site.section(*part) for part in parts)
        return site.page(f"@{label}", body, "attributes", cut(site.words.brief(uses[0].att.spec.docs).text, 200))

    def _place(self, use: AttUse) -> tuple[bool, str, str]:
        """Classes first, as a dictionary orders them."""
        return (use.att.owner not in self.site.to.classes, *_order(use.att.owner))

    def _definition(self, use: AttUse) -> str:
        site = self.site
        names = site.by_module(set(use.elements))
        count = plural(len(use.elements), "element")
        have = f'<details class="more"{_open(use)}><summary>{count}</summary>{names}</details>'
        if use.elements in ([], [use.att.owner]):
            have = ""
        return f'<p class="status">{usage(use.att.spec)}</p>{self.attributes.meaning(use.att.spec)}{have}'


DOT = ' <span class="dot" role="img" aria-label="customised" title="customised">●</span>'


def _open(use: AttUse) -> str:
    return ' open="open"' if len(use.elements) <= 60 else ""


def _order(name: str) -> tuple[str, str]:
    return name.lower(), name
