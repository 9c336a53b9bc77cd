"""The ODD as a document that a person goes on with: indented, each deletion on its line, counts in comments."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

from diplomatica.odd import model as odd
from diplomatica.odd.example.count import TEI, Name, Seen, shown
from diplomatica.tei.escape import escape, quoteattr

_WIDTH = 110
_FEWEST = 5  # occurrences from which “always”, and files from which “rarely”, says something
_RARE = 2


def document(
    spec: odd.SchemaSpec, seen: Mapping[str, Seen], always: Mapping[str, list[Name]], files: int, label: str
) -> str:
    """The TEI document of a schema made by example.

    `seen` are the elements by their idents; `always` the attributes that each occurrence of an element has; `label` is
    the release.
    """
    return _Writer(spec, seen, always).document(files, label)


class _Writer:
    def __init__(self, spec: odd.SchemaSpec, seen: Mapping[str, Seen], always: Mapping[str, list[Name]]) -> None:
        self.spec = spec
        self.seen = seen
        self.always = always
        self.kept = [name for module in spec.modules for name in module.include or ()]
        self.lines: list[str] = []

    def put(self, depth: int, line: str) -> None:
        self.lines.append("  " * depth + line)

    def wrapped(self, depth: int, text: str, first: str = "") -> None:
        """Words in lines of a good length; those after the first stand a little further in."""
        self.lines += wrap(
            first + text,
            _WIDTH,
            initial_indent="  " * depth,
            subsequent_indent="  " * depth + "  ",
            break_long_words=False,
            break_on_hyphens=False,
        )

    def document(self, files: int, label: str) -> str:
        ident = self.spec.ident
        number = f"{files} TEI {'file' if files == 1 else 'files'}"
        self.put(0, '<?xml version="1.0" encoding="UTF-8"?>')
        self.put(0, "<!-- Fill in, or remove, what stands in square brackets. -->")
        self.put(0, f'<TEI xmlns="{TEI}" xml:lang="en">')
        self.put(1, "<teiHeader>")
        self.put(2, "<fileDesc>")
        self.put(3, "<titleStmt>")
        self.put(4, f"<title>{escape(ident)}: [what these documents are]</title>")
        self.put(4, "<author>[who is responsible for this schema]</author>")
        self.put(3, "</titleStmt>")
        self.put(3, "<publicationStmt>")
        self.put(4, "<p>[who publishes it, when, and under which licence]</p>")
        self.put(3, "</publicationStmt>")
        self.put(3, "<sourceDesc>")
        self.put(4, f"<p>Made from {number}: [which ones]</p>")
        self.put(3, "</sourceDesc>")
        self.put(2, "</fileDesc>")
        self.put(1, "</teiHeader>")
        self.put(1, "<text>")
        self.put(2, "<body>")
        self.body(files, number, label)
        self.schema()
        self.put(2, "</body>")
        self.put(1, "</text>")
        self.put(0, "</TEI>")
        return "\n".join(self.lines) + "\n"

    def body(self, files: int, number: str, label: str) -> None:
        """What was counted, in words."""
        total = sum(seen.count for seen in self.seen.values())
        self.put(3, f"<head>{escape(self.spec.ident)}</head>")
        self.wrapped(
            3,
            f"<p>This schema is a first draft over {escape(label)}. It was derived from {number} with {total} "
            f"{'element' if total == 1 else 'elements'} of {len(self.seen)} different names, and admits what occurs in "
            "them: elements and attributes that are not there are left out, and an attribute with few values that come "
            "back has a closed list of them. The comments say how often each occurs.</p>",
        )
        rare = [name for name in sorted(self.seen) if self.seen[name].count <= _RARE] if files >= _FEWEST else []
        if rare:
            names = ", ".join(_gi(name) for name in rare)
            self.wrapped(3, f"<p>These occur once or twice in all, and may be slips: {names}.</p>")
        extra = sorted(set(self.kept) - self.seen.keys())
        if extra:
            names = ", ".join(_gi(name) for name in extra)
            self.wrapped(3, f"<p>These do not occur, but content models of others need them: {names}.</p>")
        self.put(3, "<p>[what the documents are, and the rules that they follow]</p>")

    # --- the schema --------------------------------------------------------------------------------------------------

    def schema(self) -> None:
        spec = self.spec
        start = quoteattr(" ".join(spec.start))
        self.put(3, f"<schemaSpec ident={quoteattr(spec.ident)} start={start} source={quoteattr(spec.source)}>")
        for module in spec.modules:
            self.module(module)
        for ref in spec.refs:
            self.put(4, f"<{ref.kind}Ref key={quoteattr(ref.key)}/>")
        for item in spec.specs:
            if isinstance(item, odd.ClassSpec):
                self.change("classSpec", item, ' type="atts"')
        changed = {item.ident: item for item in spec.specs if isinstance(item, odd.ElementSpec)}
        for name in sorted({*changed, *(name for name in self.seen if self.constant(name))}):
            self.note(name)
            if name in changed:
                self.change("elementSpec", changed[name], "")
        self.put(3, "</schemaSpec>")

    def module(self, module: odd.ModuleRef) -> None:
        if module.include is None:
            self.put(4, f"<moduleRef key={quoteattr(module.key)}/>")
            return
        counts = [f"{name} {self.seen[name].count if name in self.seen else 0}" for name in module.include]
        self.wrapped(4, ", ".join(counts) + " -->", "<!-- ")
        self.wrapped(4, f"include={quoteattr(' '.join(module.include))}/>", f"<moduleRef key={quoteattr(module.key)} ")

    def constant(self, name: str) -> list[Name]:
        """The attributes of which it is worth saying that an element always has them."""
        return self.always.get(name, []) if name in self.seen and self.seen[name].count >= _FEWEST else []

    def note(self, name: str) -> None:
        constant = self.constant(name)
        if constant:
            names = ", ".join(f"@{shown(attribute)}" for attribute in constant)
            self.wrapped(4, f"<!-- {name}: each of the {self.seen[name].count} has {names} -->")

    def change(self, kind: str, spec: odd.ClassSpec | odd.ElementSpec, more: str) -> None:
        head = (
            f"<{kind} ident={quoteattr(spec.ident)}{more} module={quoteattr(spec.module)} mode={quoteattr(spec.mode)}"
        )
        if spec.atts is None:
            self.put(4, f"{head}/>")
            return
        self.put(4, f"{head}>")
        self.put(5, "<attList>")
        for item in spec.atts.items:
            assert isinstance(item, odd.AttDef)
            self.attribute(spec.ident, item)
        self.put(5, "</attList>")
        self.put(4, f"</{kind}>")

    def attribute(self, owner: str, spec: odd.AttDef) -> None:
        head = f"<attDef ident={quoteattr(spec.ident)} mode={quoteattr(spec.mode)}"
        if spec.values is None:
            self.put(6, f"{head}/>")
            return
        self.put(6, f"{head}>")
        self.put(7, f"<valList type={quoteattr(spec.values.kind)} mode={quoteattr(spec.values.mode)}>")
        counts = self.values(owner, spec.ident)
        for item in spec.values.items:
            count = counts.get(item.ident, 0)
            self.put(8, f"<valItem ident={quoteattr(item.ident)}/><!-- {count or 'the default; not written'} -->")
        self.put(7, "</valList>")
        self.put(6, "</attDef>")

    def values(self, owner: str, ident: str) -> Mapping[str, int]:
        for name, values in self.seen[owner].values.items():
            if shown(name) == ident and values is not None:
                return values
        return {}


def _gi(name: str) -> str:
    return f"<gi>{escape(name)}</gi>"
