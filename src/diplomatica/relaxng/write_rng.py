"""A grammar in the XML syntax of RELAX NG: indented, each pattern on its lines, the same bytes for the same grammar."""

from __future__ import annotations

import re

from diplomatica.relaxng import model as rng
from diplomatica.tei.escape import escape, quoteattr

_INDENT = "  "
_ONE = {
    rng.Optional: "optional", rng.ZeroOrMore: "zeroOrMore", rng.OneOrMore: "oneOrMore", rng.List: "list", rng.Mixed:
    "mixed",
}  # fmt: skip
_MANY = {rng.Group: "group", rng.Interleave: "interleave", rng.Choice: "choice"}
_NONE: dict[type, str] = {rng.Empty: "empty", rng.NotAllowed: "notAllowed", rng.Text: "text"}
_XML = "http://www.w3.org/XML/1998/namespace"
_QNAMES = frozenset({"QName", "NOTATION"})  # the only types whose values depend on a namespace
_HYPHENS = re.compile("-(?=-|$)")
_HEAD = re.compile(r"<\w+")


def write_rng(grammar: rng.Grammar, comment: str = "") -> str:
    """The grammar as an XML document; `comment` stands at its head."""
    return _Writer(grammar).document(comment)


def pattern_rng(pattern: rng.Pattern) -> str:
    """One pattern as XML that stands on its own."""
    if isinstance(pattern, rng.Value) and pattern.doc:
        pattern = rng.Group((pattern,))  # the documentation of a value stands behind it
    writer = _Writer(rng.Grammar(pattern, ()))
    writer.declared["a"] = rng.ANNOTATIONS
    writer.ns = "\0"  # no namespace is understood: each name says its own
    writer.pattern(pattern, 0)
    declared = f' xmlns="{rng.RNG}" xmlns:a="{rng.ANNOTATIONS}"'
    if " datatypeLibrary=" not in writer.lines[0].partition(">")[0]:
        declared += f' datatypeLibrary="{rng.XSD_TYPES}"'
    writer.lines[0] = _HEAD.sub(lambda tag: tag[0] + declared, writer.lines[0], count=1)
    return "\n".join(writer.lines)


class _Writer:
    def __init__(self, grammar: rng.Grammar) -> None:
        self.grammar = grammar
        self.ns = grammar.ns
        self.library = rng.XSD_TYPES
        self.prefixes = {uri: prefix for prefix, uri in grammar.prefixes if uri != rng.ANNOTATIONS}
        self.prefixes[_XML] = "xml"
        self.declared = dict(grammar.prefixes)
        self.lines: list[str] = []

    def document(self, comment: str) -> str:
        self.doc(self.grammar.doc, 1)
        self.lines += [_INDENT + annotation for annotation in self.grammar.annotations]
        self.components(self.grammar, 1)
        declared = "".join(
            f"\n         xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(self.declared.items())
        )
        library = f'\n         datatypeLibrary="{rng.XSD_TYPES}"'
        head = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<grammar xmlns="{rng.RNG}"{declared}{library}\n         ns={quoteattr(self.ns)}>',
        ]
        if comment:
            head.append(f"{_INDENT}<!-- {_HYPHENS.sub('- ', comment)} -->")
        return "\n".join([*head, *self.lines, "</grammar>\n"])

    def notes(self) -> str:
        """The prefix of annotations, declared where the grammar does not."""
        for prefix, uri in sorted(self.declared.items()):
            if uri == rng.ANNOTATIONS:
                return prefix
        prefix = "a"
        while prefix in self.declared:
            prefix += "a"
        self.declared[prefix] = rng.ANNOTATIONS
        return prefix

    def components(self, grammar: rng.Grammar, depth: int) -> None:
        """Where a document begins, and the definitions."""
        pad = _INDENT * depth
        self.lines.append(f"{pad}<start>")
        self.pattern(grammar.start, depth + 1)
        self.lines.append(f"{pad}</start>")
        for define in grammar.defines:
            self.define(define, depth)

    def define(self, define: rng.Define, depth: int) -> None:
        pad = _INDENT * depth
        combine = f' combine="{define.combine}"' if define.combine else ""
        self.lines.append(f"{pad}<define name={quoteattr(define.name)}{combine}>")
        self.doc(define.doc, depth + 1)
        if isinstance(define.pattern, rng.Group) and define.pattern.items:
            self.all(define.pattern.items, depth + 1)
        else:
            self.pattern(define.pattern, depth + 1)
        self.lines.append(f"{pad}</define>")

    def doc(self, text: str, depth: int) -> None:
        if text:
            name = f"{self.notes()}:documentation"
            self.lines.append(f"{_INDENT * depth}<{name}>{_text(text)}</{name}>")

    def all(self, items: tuple[rng.Pattern, ...], depth: int) -> None:
        for item in items:
            self.pattern(item, depth)

    def pattern(self, pattern: rng.Pattern, depth: int) -> None:
        pad = _INDENT * depth
        lines = self.lines
        kind = type(pattern)
        if kind in _NONE:
            lines.append(f"{pad}<{_NONE[kind]}/>")
        elif isinstance(pattern, rng.Ref):
            lines.append(f"{pad}<ref name={quoteattr(pattern.name)}/>")
        elif isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
            name = _MANY[type(pattern)]
            if not pattern.items:
                lines.append(f"{pad}<{'notAllowed' if name == 'choice' else 'empty'}/>")
                return
            lines.append(f"{pad}<{name}>")
            self.all(pattern.items, depth + 1)
            lines.append(f"{pad}</{name}>")
        elif isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
            name = _ONE[type(pattern)]
            lines.append(f"{pad}<{name}>")
            if isinstance(pattern.item, rng.Group) and pattern.item.items:
                self.all(pattern.item.items, depth + 1)
            else:
                self.pattern(pattern.item, depth + 1)
            lines.append(f"{pad}</{name}>")
        elif isinstance(pattern, rng.Element | rng.Attribute):
            self.named(pattern, depth)
        elif isinstance(pattern, rng.Value):
            self.value(pattern, depth)
        elif isinstance(pattern, rng.Data):
            self.data(pattern, depth)
        elif isinstance(pattern, rng.ParentRef):
            lines.append(f"{pad}<parentRef name={quoteattr(pattern.name)}/>")
        elif isinstance(pattern, rng.ExternalRef):
            lines.append(f"{pad}<externalRef href={quoteattr(pattern.href)} ns={quoteattr(pattern.ns)}/>")
        elif isinstance(pattern, rng.Grammar):
            lines.append(f"{pad}<grammar>")
            self.doc(pattern.doc, depth + 1)
            self.components(pattern, depth + 1)
            lines.append(f"{pad}</grammar>")

    def named(self, pattern: rng.Element | rng.Attribute, depth: int) -> None:
        pad = _INDENT * depth
        lines = self.lines
        is_element = isinstance(pattern, rng.Element)
        kind = "element" if is_element else "attribute"
        extra = ""
        if isinstance(pattern, rng.Attribute) and pattern.default is not None:
            extra = f" {self.notes()}:defaultValue={quoteattr(pattern.default)}"
        names = pattern.names
        body = pattern.content
        around = self.ns
        if isinstance(names, rng.Name):
            lines.append(f"{pad}<{kind} {self.name_attributes(names, is_element)}{extra}>")
        else:
            lines.append(f"{pad}<{kind}{extra}>")
        self.doc(pattern.doc, depth + 1)
        if not isinstance(names, rng.Name):
            self.names(names, depth + 1)
        if isinstance(body, rng.Group) and body.items:
            self.all(body.items, depth + 1)
        elif isinstance(body, rng.Text) and not is_element:
            if isinstance(names, rng.Name):
                lines.append(f"{pad}{_INDENT}<text/>")
        else:
            self.pattern(body, depth + 1)
        self.ns = around
        lines.append(f"{pad}</{kind}>")

    def name_attributes(self, name: rng.Name, is_element: bool) -> str:
        """`name`, with `ns` where a prefix can't say it: what stands within inherits that (section 4.8)."""
        if name.ns == (self.ns if is_element else ""):
            return f"name={quoteattr(name.local)}"
        if name.ns in self.prefixes:
            return f"name={quoteattr(f'{self.prefixes[name.ns]}:{name.local}')}"
        self.ns = name.ns
        return f"name={quoteattr(name.local)} ns={quoteattr(name.ns)}"

    def names(self, names: rng.NameClass, depth: int) -> None:
        pad = _INDENT * depth
        lines = self.lines
        if isinstance(names, rng.Name):
            ns = "" if names.ns == self.ns else f" ns={quoteattr(names.ns)}"
            lines.append(f"{pad}<name{ns}>{escape(names.local)}</name>")
        elif isinstance(names, rng.NameChoice):
            lines.append(f"{pad}<choice>")
            for item in names.items:
                self.names(item, depth + 1)
            lines.append(f"{pad}</choice>")
        else:
            kind = "anyName" if isinstance(names, rng.AnyName) else "nsName"
            ns = f" ns={quoteattr(names.ns)}" if isinstance(names, rng.NsName) and names.ns != self.ns else ""
            if names.exclude is None:
                lines.append(f"{pad}<{kind}{ns}/>")
                return
            lines.append(f"{pad}<{kind}{ns}>")
            lines.append(f"{pad}{_INDENT}<except>")
            around = self.ns
            if isinstance(names, rng.NsName):
                self.ns = names.ns
            inner = names.exclude.items if isinstance(names.exclude, rng.NameChoice) else (names.exclude,)
            for item in inner:
                self.names(item, depth + 2)
            self.ns = around
            lines.append(f"{pad}{_INDENT}</except>")
            lines.append(f"{pad}</{kind}>")

    def value(self, value: rng.Value, depth: int) -> None:
        kind = f" type={quoteattr(value.type)}" if value.type else ""
        if value.type and value.library != self.library:
            kind += f" datatypeLibrary={quoteattr(value.library)}"
        if value.type in _QNAMES and value.ns != self.ns:
            kind += f" ns={quoteattr(value.ns)}"
        self.lines.append(f"{_INDENT * depth}<value{kind}>{_text(value.value)}</value>")
        self.doc(value.doc, depth)

    def data(self, data: rng.Data, depth: int) -> None:
        pad = _INDENT * depth
        library = "" if data.library == self.library else f" datatypeLibrary={quoteattr(data.library)}"
        head = f"{pad}<data type={quoteattr(data.type)}{library}"
        if not data.params and data.exclude is None:
            self.lines.append(f"{head}/>")
            return
        self.lines.append(f"{head}>")
        for name, value in data.params:
            self.lines.append(f"{pad}{_INDENT}<param name={quoteattr(name)}>{_text(value)}</param>")
        if data.exclude is not None:
            self.lines.append(f"{pad}{_INDENT}<except>")
            around, self.library = self.library, data.library
            self.pattern(data.exclude, depth + 2)
            self.library = around
            self.lines.append(f"{pad}{_INDENT}</except>")
        self.lines.append(f"{pad}</data>")


def _text(text: str) -> str:
    """Text as content; a carriage return would not outlive the next reading."""
    return escape(text).replace("\r", "&#13;")
