"""The flattened ODD: a TEI document whose `schemaSpec` holds every specification of the schema, none of them a change.

It says what the ODD that it was made from says, so it can be compared, kept, and be the source of another ODD. What an
element changes of its classes stays written as such, as in the source of the Guidelines.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from diplomatica.odd import model as odd
from diplomatica.odd.model import UNBOUNDED
from diplomatica.odd.schema import Macro, Schema
from diplomatica.relaxng.model import RNG
from diplomatica.relaxng.write_rng import pattern_rng
from diplomatica.tei.escape import escape, quoteattr
from diplomatica.tei.located import Node
from diplomatica.tei.write_node import node_xml

_TEI = "http://www.tei-c.org/ns/1.0"
_PAD = "  "


def emit(schema: Schema) -> str:
    """The TEI document."""
    return _Writer(schema).document()


class _Writer:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.lines: list[str] = []

    def document(self) -> str:
        schema, spec = self.schema, self.schema.spec
        self.line(0, '<?xml version="1.0" encoding="UTF-8"?>')
        self.line(0, f'<TEI xmlns="{_TEI}" xml:lang="en">')
        self._header()
        self.line(1, "<text><body>")
        start = " ".join(schema.start)
        attributes = [("ident", spec.ident), ("start", start), ("prefix", spec.prefix)]
        attributes += [("targetLang", spec.target_lang), ("docLang", spec.doc_lang)]
        declared = ""
        if spec.exceptions is not None:
            value, declared = self._exceptions(spec.exceptions)
            attributes.append(("defaultExceptions", value))
        ns = "" if spec.ns == _TEI else f" ns={quoteattr(spec.ns)}"
        self.line(2, f"<schemaSpec{declared}{_attributes(attributes)}{ns}>")
        self._docs(spec.docs, 3)
        for node in spec.declarations:
            self.line(3, node_xml(node, bindings=True))
        for ref in spec.modules:
            if ref.url:
                self._foreign(ref)
        self._constraints(schema.constraints, 3)
        for name, cls in schema.classes.items():
            self._class(cls.spec, cls.classes, name)
        for macro in schema.macros.values():
            self._macro(macro, "macroSpec")
        for data in schema.datas.values():
            self._macro(data, "dataSpec")
        for element in schema.elements.values():
            self._element(element.spec, element.content, element.classes, self._given(element.classes))
        self.line(2, "</schemaSpec>")
        self.line(1, "</body></text>")
        self.line(0, "</TEI>")
        return "\n".join(self.lines) + "\n"

    def _foreign(self, ref: odd.ModuleRef) -> None:
        """A foreign grammar, and what the ODD puts in the place of its definitions."""
        parts = urlsplit(ref.url)
        url = (Path(ref.place.file).resolve().parent / unquote(parts.path)).as_uri()
        attributes = _attributes([("url", url), ("prefix", ref.prefix)])
        if not ref.overrides:
            self.line(3, f"<moduleRef{attributes}/>")
            return
        self.line(3, f"<moduleRef{attributes}>")
        self.line(4, "<content>")
        for define in ref.overrides:
            named = _attributes([("name", define.name), ("combine", define.combine)])
            self.line(5, f'<define xmlns="{RNG}"{named}>{pattern_rng(define.pattern)}</define>')
        self.line(4, "</content>")
        self.line(3, "</moduleRef>")

    def line(self, depth: int, text: str) -> None:
        self.lines.append(f"{_PAD * depth}{text}")

    def _header(self) -> None:
        title = escape(f"{self.schema.spec.ident}, flattened")
        edition = escape(self.schema.edition)
        self.line(1, "<teiHeader><fileDesc>")
        self.line(2, f"<titleStmt><title>{title}</title></titleStmt>")
        self.line(2, f"<editionStmt><edition>Resolved against TEI P5 {edition}</edition></editionStmt>")
        self.line(2, "<publicationStmt><p>Not published</p></publicationStmt>")
        self.line(2, f"<sourceDesc><p>Made from the ODD {escape(self.schema.spec.ident)}</p></sourceDesc>")
        self.line(1, "</fileDesc></teiHeader>")

    # --- specifications ----------------------------------------------------------------------------------------------

    def _element(self, spec: odd.ElementSpec, content: odd.Content, classes: tuple[str, ...], given: set[str]) -> None:
        attributes = [("ident", spec.ident), ("module", spec.module), ("validUntil", spec.valid_until)]
        ns = "" if spec.ns is None else f" ns={quoteattr(spec.ns)}"
        self.line(3, f"<elementSpec{_attributes(attributes)}{ns}>")
        self._head(spec.alias, spec.docs, 4)
        self._classes(classes)
        self._content(content, 4)
        self._constraints(spec.constraints, 4)
        if spec.atts is not None:
            self._att_list(spec.atts, 4, given | _referred(spec.atts))
        self._tail(spec.docs, 4)
        self.line(3, "</elementSpec>")

    def _class(self, spec: odd.ClassSpec, classes: tuple[str, ...], name: str) -> None:
        attributes = [("ident", name), ("type", spec.kind), ("module", spec.module), ("validUntil", spec.valid_until)]
        self.line(3, f"<classSpec{_attributes(attributes)}>")
        self._head(spec.alias, spec.docs, 4)
        self._classes(classes)
        self._constraints(spec.constraints, 4)
        if spec.atts is not None:
            self._att_list(spec.atts, 4, self._given(classes) | _referred(spec.atts))
        self._tail(spec.docs, 4)
        self.line(3, "</classSpec>")

    def _given(self, classes: tuple[str, ...]) -> set[str]:
        """The attributes that classes give."""
        return {att.spec.ident for name in classes for att in self.schema.class_atts(name)}

    def _macro(self, macro: Macro, kind: str) -> None:
        spec = macro.spec
        attributes = [("ident", spec.ident), ("module", spec.module), ("validUntil", spec.valid_until)]
        self.line(3, f"<{kind}{_attributes(attributes)}>")
        self._head(spec.alias, spec.docs, 4)
        self._content(macro.content, 4)
        self._constraints(spec.constraints, 4)
        self._tail(spec.docs, 4)
        self.line(3, f"</{kind}>")

    def _head(self, alias: str, docs: Iterable[odd.Doc], depth: int) -> None:
        if alias:
            self.line(depth, f"<altIdent>{escape(alias)}</altIdent>")
        self._docs([doc for doc in docs if doc.kind in ("gloss", "desc", "equiv")], depth)

    def _tail(self, docs: Iterable[odd.Doc], depth: int) -> None:
        rest = [doc for doc in docs if doc.kind not in ("gloss", "desc", "equiv")]
        order = ("model", "modelGrp", "modelSequence", "exemplum", "remarks", "listRef")
        self._docs(sorted(rest, key=lambda doc: order.index(doc.kind) if doc.kind in order else -1), depth)

    def _docs(self, docs: Iterable[odd.Doc], depth: int) -> None:
        for doc in docs:
            xml = doc.content if isinstance(doc.content, str) else node_xml(doc.content)
            self.line(depth, xml.replace(f' xmlns="{_TEI}"', "", 1))

    def _classes(self, classes: tuple[str, ...]) -> None:
        if classes:
            self.line(4, "<classes>")
            for name in classes:
                self.line(5, f"<memberOf{_attributes([('key', name)])}/>")
            self.line(4, "</classes>")

    def _constraints(self, specs: Iterable[odd.ConstraintSpec], depth: int) -> None:
        for spec in specs:
            attributes = [("ident", spec.ident), ("scheme", spec.scheme), ("xml:lang", spec.lang)]
            attributes.append(("validUntil", spec.valid_until))
            self.line(depth, f"<constraintSpec{_attributes(attributes)}>")
            self._docs(spec.docs, depth + 1)
            for item in spec.constraints:
                self.line(depth + 1, node_xml(item, bindings=True) if isinstance(item, Node) else item)
            self.line(depth, "</constraintSpec>")

    # --- attributes --------------------------------------------------------------------------------------------------

    def _att_list(self, atts: odd.AttList, depth: int, given: set[str]) -> None:
        """A list of attributes; changes and deletions of what no class gives are nothing."""
        org = [("org", atts.org)] if atts.org != "group" else []
        self.line(depth, f"<attList{_attributes(org)}>")
        for item in atts.items:
            if isinstance(item, odd.AttList):
                self._att_list(item, depth + 1, given)
            elif isinstance(item, odd.AttRef):
                self.line(depth + 1, f"<attRef{_attributes([('class', item.cls), ('name', item.name)])}/>")
            elif item.mode not in (odd.CHANGE, odd.DELETE) or item.ident in given:
                self._att_def(item, depth + 1)
        self.line(depth, "</attList>")

    def _att_def(self, spec: odd.AttDef, depth: int) -> None:
        attributes = [("ident", spec.ident)]
        if spec.mode != odd.ADD:
            attributes.append(("mode", spec.mode))
        attributes += [("usage", spec.usage), ("ns", spec.ns or ""), ("validUntil", spec.valid_until)]
        self.line(depth, f"<attDef{_attributes(attributes)}>")
        self._head(spec.alias, spec.docs, depth + 1)
        if spec.datatype is not None:
            occurs = _occurs(spec.datatype.low, spec.datatype.high)
            self.line(depth + 1, f"<datatype{_attributes(occurs)}>")
            self._item(spec.datatype.content, depth + 2)
            self.line(depth + 1, "</datatype>")
        self._constraints(spec.constraints, depth + 1)
        if spec.default is not None:
            self.line(depth + 1, f"<defaultVal>{escape(spec.default)}</defaultVal>")
        if spec.values is not None:
            self._val_list(spec.values, depth + 1)
        self._tail(spec.docs, depth + 1)
        self.line(depth, "</attDef>")

    def _val_list(self, values: odd.ValList, depth: int) -> None:
        attributes = [("type", values.kind)]
        if values.mode != odd.ADD:
            attributes.append(("mode", values.mode))
        self.line(depth, f"<valList{_attributes(attributes)}>")
        self._docs(values.docs, depth + 1)
        for item in values.items:
            mode = item.mode if item.mode != odd.ADD else ""
            self.line(
                depth + 1,
                f"<valItem{_attributes([('ident', item.ident), ('mode', mode), ('validUntil', item.valid_until)])}>",
            )
            self._head(item.alias, item.docs, depth + 2)
            self._tail(item.docs, depth + 2)
            self.line(depth + 1, "</valItem>")
        self.line(depth, "</valList>")

    # --- content -----------------------------------------------------------------------------------------------------

    def _content(self, content: odd.Content, depth: int) -> None:
        self.line(depth, "<content>")
        self._item(content, depth + 1)
        self.line(depth, "</content>")

    def _item(self, content: odd.Content, depth: int) -> None:
        match content:
            case odd.Sequence() | odd.Alternate():
                name = "sequence" if isinstance(content, odd.Sequence) else "alternate"
                attributes = _occurs(content.low, content.high)
                if isinstance(content, odd.Sequence) and not content.ordered:
                    attributes.append(("preserveOrder", "false"))
                self.line(depth, f"<{name}{_attributes(attributes)}>")
                for item in content.items:
                    self._item(item, depth + 1)
                self.line(depth, f"</{name}>")
            case odd.ElementRef():
                self._reference("elementRef", content.key, content.low, content.high, [], depth)
            case odd.MacroRef():
                self._reference("macroRef", content.key, content.low, content.high, [], depth)
            case odd.ClassRef():
                more = [("expand", content.expand), ("except", " ".join(content.exclude))]
                include = "" if content.include is None else f" include={quoteattr(' '.join(content.include))}"
                self._reference("classRef", content.key, content.low, content.high, more, depth, include)
            case odd.DataRef():
                self._data_ref(content, depth)
            case odd.AnyElement():
                self._any_element(content, depth)
            case odd.ValList():
                self._val_list(content, depth)
            case odd.TextNode():
                self.line(depth, "<textNode/>")
            case odd.Foreign():
                self.line(depth, pattern_rng(content.pattern))
            case odd.Empty():
                self.line(depth, "<empty/>")

    def _reference(
        self, name: str, key: str, low: int, high: int, more: list[tuple[str, str]], depth: int, extra: str = ""
    ) -> None:
        self.line(depth, f"<{name}{_attributes([('key', key), *more, *_occurs(low, high)])}{extra}/>")

    def _data_ref(self, ref: odd.DataRef, depth: int) -> None:
        attributes = [("key", ref.key), ("name", ref.name), *_occurs(ref.low, ref.high)]
        if not ref.facets:
            self.line(depth, f"<dataRef{_attributes(attributes)}/>")
            return
        self.line(depth, f"<dataRef{_attributes(attributes)}>")
        for name, value in ref.facets:
            self.line(depth + 1, f"<dataFacet name={quoteattr(name)} value={quoteattr(value)}/>")
        self.line(depth, "</dataRef>")

    def _any_element(self, content: odd.AnyElement, depth: int) -> None:
        attributes = [("require", " ".join(content.require)), *_occurs(content.low, content.high)]
        declared = exclude = ""
        if content.exclude is not None:
            value, declared = self._exceptions(content.exclude)
            exclude = f" except={quoteattr(value)}"
        self.line(depth, f"<anyElement{declared}{_attributes(attributes)}{exclude}/>")

    def _exceptions(self, names: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        """Namespaces and names as words, and the declarations that their prefixes need."""
        prefixes: dict[str, str] = {}
        words = []
        for ns, local in names:
            if not local:
                words.append(ns)
                continue
            prefix = prefixes.setdefault(ns, f"n{len(prefixes) + 1}")
            words.append(f"{prefix}:{local}")
        declared = "".join(f" xmlns:{prefix}={quoteattr(ns)}" for ns, prefix in prefixes.items())
        return " ".join(words), declared


def _referred(atts: odd.AttList) -> set[str]:
    """The attributes that a list takes from classes one by one."""
    found: set[str] = set()
    for item in atts.items:
        if isinstance(item, odd.AttRef):
            found.add(item.name)
        elif isinstance(item, odd.AttList):
            found |= _referred(item)
    return found


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in pairs if value)


def _occurs(low: int, high: int) -> list[tuple[str, str]]:
    found = [] if low == 1 else [("minOccurs", str(low))]
    if high != 1:
        found.append(("maxOccurs", "unbounded" if high == UNBOUNDED else str(high)))
    return found
