"""Attributes in tables: what an element or a class has itself first, then class by class what it inherits."""

from __future__ import annotations

from collections.abc import Iterable

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.examples import examples, remarks
from diplomatica.odd.emit.html.listing import inline
from diplomatica.odd.emit.html.markup import esc
from diplomatica.odd.emit.html.site import Site
from diplomatica.odd.emit.html.words import tree
from diplomatica.odd.model import UNBOUNDED
from diplomatica.odd.schema import Att, AttGroup, ClassUse

_USAGE = {"req": "required", "rec": "recommended", "opt": "optional", "mwa": "required when applicable", "": "optional"}
_KINDS = {"closed": "One of", "semi": "Suggested values", "open": "Sample values", "": "Sample values"}


class Attributes:
    """Makes the tables; rows and whole classes are made once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._rows: dict[int, str] = {}
        self._classes: dict[str, dict[str, list[Att]]] = {}
        self._tables: dict[tuple[str, tuple[int, ...]], str] = {}

    def of(self, owner: str, group: AttGroup, classes: Iterable[str]) -> str:
        """All attributes of an element or a class that has them in a group."""
        own: list[Att] = []
        others: dict[str, list[Att]] = {}
        notes: list[str] = []
        self._sort(owner, group, own, others, notes)
        given = {att.spec.ident: att.owner for name in classes for att in self.site.relations.class_atts.get(name, ())}
        parts = []
        if own:
            rows = "".join(self._row(att, given.get(att.spec.ident, "")) for att in own)
            parts.append(_table("Attributes of its own", rows))
        parts += [f'<p class="one-of">Only one of {note}.</p>' for note in notes]
        parts += [self._class(name, atts) for name, atts in others.items()]
        return "".join(parts)

    def _sort(
        self, owner: str, group: AttGroup, own: list[Att], others: dict[str, list[Att]], notes: list[str]
    ) -> None:
        """Take a group apart by who gives each attribute."""
        for item in group.items:
            if isinstance(item, Att):
                (own if item.owner == owner else others.setdefault(item.owner, [])).append(item)
            elif isinstance(item, AttGroup):
                if item.choice:
                    notes.append(self._alternatives(item))
                self._sort(owner, item, own, others, notes)
            else:
                for name, atts in self._of_class(item.name).items():
                    others.setdefault(name, []).extend(atts)

    def _of_class(self, name: str) -> dict[str, list[Att]]:
        """What a class gives, by the class that it comes from, the nearest first."""
        if name not in self._classes:
            found: dict[str, list[Att]] = {}
            for att in self.site.relations.class_atts[name]:
                found.setdefault(att.owner, []).append(att)
            first = {name: found.pop(name)} if name in found else {}
            self._classes[name] = {**first, **found}
        return self._classes[name]

    def _alternatives(self, group: AttGroup) -> str:
        """The attributes that exclude one another, in words."""
        words = []
        for item in group.items:
            if isinstance(item, Att):
                words.append(self._name(item))
            elif isinstance(item, ClassUse):
                words.append(f"those of {self.site.name_link('class', item.name)}")
            else:
                words.append(f"({self._alternatives(item)})")
        return (", " if not group.choice else " or ").join(words)

    def _name(self, att: Att) -> str:
        label = self.site.to.labels[att.name]
        return f'<code class="att"><a href="{self.site.to.attributes[att.name]}">@{esc(label)}</a></code>'

    def _class(self, name: str, atts: list[Att]) -> str:
        """The attributes that come from a class, folded, their names always in sight."""
        key = name, tuple(id(att) for att in atts)
        if key not in self._tables:
            names = " ".join(f"@{esc(self.site.to.labels[att.name])}" for att in atts)
            rows = "".join(self._inherited(att) for att in atts)
            self._tables[key] = (
                f'<details class="from"><summary><b>{esc(name)}</b> <span class="names">{names}</span></summary>'
                f'<p class="from-class">Attributes of the class {self.site.name_link("class", name)}.</p>'
                f"{_table(f'Attributes of the class {esc(name)}', rows)}</details>"
            )
        return self._tables[key]

    def _row(self, att: Att, changed: str = "") -> str:
        """An attribute of the element or class itself; `changed` is the class that it has it from."""
        body = self.meaning(att.spec)
        if changed:
            body = f'<p class="changed">Changed here; from {self.site.name_link("class", changed)}.</p>{body}'
        return self._cells(att, body)

    def _inherited(self, att: Att) -> str:
        """An attribute that comes from a class: for remarks and examples, there is the page of the class."""
        key = id(att)
        if key not in self._rows:
            self._rows[key] = self._cells(att, self.meaning(att.spec, whole=False))
        return self._rows[key]

    def _cells(self, att: Att, body: str) -> str:
        # On a phone the cells stand below one another: the roles keep it a table for those who don't see it.
        name = f'<th scope="row" role="rowheader">{self._name(att)} {usage(att.spec)}</th>'
        return f'<tr role="row">{name}<td role="cell">{body}</td></tr>'

    def meaning(self, spec: odd.AttDef, *, whole: bool = True) -> str:
        """What an attribute means and may hold; if `whole`, with remarks and examples."""
        site = self.site
        gloss = site.words.brief(spec.docs).gloss
        parts = [site.until(spec.valid_until)]
        if gloss and gloss.lower() != spec.ident.lower():
            parts.append(f'<p class="gloss"{site.lang_of(spec.docs, "gloss")}>{esc(gloss)}</p>')
        parts.append(site.description(spec.docs))
        about = site.words.pick(spec.docs, "valDesc")
        if about is not None:
            parts.append(f'<div class="desc">{site.prose.mixed(tree(about.content))}</div>')
        parts.append(f'<p class="type"><span class="key">Datatype</span> {self.datatype(spec)}</p>')
        if spec.default is not None:
            value = f'<code class="val">{esc(spec.default)}</code>'
            parts.append(f'<p class="type"><span class="key">Default</span> {value}</p>')
        parts.append(self.values(spec.values))
        if whole:
            parts.append(remarks(site, spec.docs))
            shown = examples(site, spec.docs)
            if shown:
                parts.append(f'<details class="more"><summary>Examples</summary>{shown}</details>')
        return "".join(parts)

    def datatype(self, spec: odd.AttDef) -> str:
        """The datatype, with how many words of it there are."""
        given = spec.datatype
        if given is None:
            if spec.values is not None and spec.values.items and spec.values.kind == "closed":
                return "one of the values below"
            return "text"
        shape = self.site.shapes.of(given.content)
        inner = f"<code>{inline(shape)}</code>"
        if (given.low, given.high) == (1, 1):
            return inner
        if given.high == UNBOUNDED:
            count = "any number of" if given.low == 0 else f"{given.low} or more"
        else:
            count = str(given.low) if given.low == given.high else f"{given.low} to {given.high}"
        return f"{count} × {inner}, set apart by spaces"

    def values(self, values: odd.ValList | None) -> str:
        """A value list: with descriptions as a list, without as a line."""
        if values is None or not values.items:
            return ""
        site = self.site
        head = _KINDS.get(values.kind, "Values")
        if not any(item.docs or item.valid_until or item.pairs for item in values.items):
            codes = ", ".join(f'<code class="val">{esc(item.value)}</code>' for item in values.items)
            return f'<p class="type"><span class="key">{head}</span> {codes}</p>'
        entries = []
        for item in values.items:
            brief = site.words.brief(item.docs)
            gloss = ""
            if brief.gloss and brief.gloss.lower() != item.value.lower():
                gloss = f'<span class="gloss"{site.lang_of(item.docs, "gloss")}>{esc(brief.gloss)}</span> '
            desc = site.description(item.docs)
            pairs = "".join(f"<p>{esc(name)}: {esc(text)}</p>" for name, text in item.pairs)
            entries.append(
                f'<dt><code class="val">{esc(item.value)}</code></dt>'
                f"<dd>{gloss}{desc}{pairs}{site.until(item.valid_until)}</dd>"
            )
        return f'<p class="type"><span class="key">{head}</span></p><dl class="values">{"".join(entries)}</dl>'


def usage(spec: odd.AttDef) -> str:
    """Whether an attribute has to be there."""
    kind = spec.usage if spec.usage in ("req", "rec", "mwa") else "opt"
    return f'<span class="usage {kind}">{_USAGE[kind]}</span>'


def _table(caption: str, rows: str) -> str:
    return (
        f'<table class="atts" role="table"><caption>{caption}</caption><colgroup><col class="name"/><col/></colgroup>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )
