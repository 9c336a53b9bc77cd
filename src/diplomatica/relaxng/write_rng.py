"""A grammar in the XML syntax of RELAX NG: indented, each pattern on its lines, the same bytes for the same grammar."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from diplomatica.relaxng import model as rng

_INDENT = "  "
_ONE = {
    rng.Optional: "optional", rng.ZeroOrMore: "zeroOrMore", rng.OneOrMore: "oneOrMore", rng.List: "list", rng.Mixed:
    "mixed",
}  # fmt: skip
_MANY = {rng.Group: "group", rng.Interleave: "interleave", rng.Choice: "choice"}
_NONE: dict[type, str] = {rng.Empty: "empty", rng.NotAllowed: "notAllowed", rng.Text: "text"}
_XML = "http://www.w3.org/XML/1998/namespace"


def write_rng(grammar: rng.Grammar, comment: str = "") -> str:
    """The grammar as an XML document; `comment` stands at its head."""
    return _Writer(grammar).document(comment)


def pattern_rng(pattern: rng.Pattern) -> str:
    """One pattern as XML that stands on its own."""
    writer = _Writer(rng.Grammar(pattern, ()))
    writer.ns = "\0"  # no namespace is understood: each name says its own
    writer.pattern(pattern, 0)
    head, space, rest = writer.lines[0].partition(" ")
    if not space:
        head, slash, rest = head.partition("/>" if head.endswith("/>") else ">")
        rest = slash + rest
    declared = f' xmlns="{rng.RNG}" xmlns:a="{rng.ANNOTATIONS}" datatypeLibrary="{rng.XSD_TYPES}"'
    writer.lines[0] = f"{head}{declared}{space}{rest}"
    return "\n".join(writer.lines)


class _Writer:
    def __init__(self, grammar: rng.Grammar) -> None:
        self.grammar = grammar
        self.ns = grammar.ns
        self.prefixes = {uri: prefix for prefix, uri in grammar.prefixes if uri != rng.ANNOTATIONS}
        self.prefixes[_XML] = "xml"
        self.lines: list[str] = []

    def document(self, comment: str) -> str:
        lines = self.lines
        lines.append('<?xml version="1.0" encoding="UTF-8"?>')
        declared = "".join(
            f"\n         xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(self.grammar.prefixes)
        )
        library = f'\n         datatypeLibrary="{rng.XSD_TYPES}"'
        lines.append(f'<grammar xmlns="{rng.RNG}"{declared}{library}\n         ns={quoteattr(self.ns)}>')
        if comment:
            lines.append(f"{_INDENT}<!-- {comment.replace('--', '- -')} -->")
        lines += [_INDENT + annotation for annotation in self.grammar.annotations]
        lines.append(f"{_INDENT}<start>")
        self.pattern(self.grammar.start, 2)
        lines.append(f"{_INDENT}</start>")
        for define in self.grammar.defines:
            self.define(define)
        lines.append("</grammar>\n")
        return "\n".join(lines)

    def define(self, define: rng.Define) -> None:
        combine = f' combine="{define.combine}"' if define.combine else ""
        self.lines.append(f"{_INDENT}<define name={quoteattr(define.name)}{combine}>")
        self.doc(define.doc, 2)
        if isinstance(define.pattern, rng.Group):
            self.all(define.pattern.items, 2)
        else:
            self.pattern(define.pattern, 2)
        self.lines.append(f"{_INDENT}</define>")

    def doc(self, text: str, depth: int) -> None:
        if text:
            self.lines.append(f"{_INDENT * depth}<a:documentation>{escape(text)}</a:documentation>")

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
            lines.append(f"{pad}<{name}>")
            self.all(pattern.items, depth + 1)
            lines.append(f"{pad}</{name}>")
        elif isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
            name = _ONE[type(pattern)]
            lines.append(f"{pad}<{name}>")
            if isinstance(pattern.item, rng.Group):
                self.all(pattern.item.items, depth + 1)
            else:
                self.pattern(pattern.item, depth + 1)
            lines.append(f"{pad}</{name}>")
        elif isinstance(pattern, rng.Element | rng.Attribute):
            self.named(pattern, depth)
        elif isinstance(pattern, rng.Value):
            self.value(pattern, pad)
        elif isinstance(pattern, rng.Data):
            self.data(pattern, depth)
        elif isinstance(pattern, rng.ParentRef):
            lines.append(f"{pad}<parentRef name={quoteattr(pattern.name)}/>")
        elif isinstance(pattern, rng.ExternalRef):
            lines.append(f"{pad}<externalRef href={quoteattr(pattern.href)} ns={quoteattr(pattern.ns)}/>")
        elif isinstance(pattern, rng.Grammar):
            lines.append(f"{pad}<grammar>")
            lines.append(f"{pad}{_INDENT}<start>")
            self.pattern(pattern.start, depth + 2)
            lines.append(f"{pad}{_INDENT}</start>")
            for define in pattern.defines:
                self.define(define)
            lines.append(f"{pad}</grammar>")

    def named(self, pattern: rng.Element | rng.Attribute, depth: int) -> None:
        pad = _INDENT * depth
        lines = self.lines
        is_element = isinstance(pattern, rng.Element)
        kind = "element" if is_element else "attribute"
        extra = ""
        if isinstance(pattern, rng.Attribute) and pattern.default is not None:
            extra = f" a:defaultValue={quoteattr(pattern.default)}"
        names = pattern.names
        body = pattern.content
        if isinstance(names, rng.Name):
            lines.append(f"{pad}<{kind} {self.name_attributes(names, is_element)}{extra}>")
        else:
            lines.append(f"{pad}<{kind}{extra}>")
        self.doc(pattern.doc, depth + 1)
        if not isinstance(names, rng.Name):
            self.names(names, depth + 1)
        if isinstance(body, rng.Group):
            self.all(body.items, depth + 1)
        elif isinstance(body, rng.Text) and not is_element:
            if isinstance(names, rng.Name):
                lines.append(f"{pad}{_INDENT}<text/>")
        else:
            self.pattern(body, depth + 1)
        lines.append(f"{pad}</{kind}>")

    def name_attributes(self, name: rng.Name, is_element: bool) -> str:
        if name.ns == (self.ns if is_element else ""):
            return f"name={quoteattr(name.local)}"
        if name.ns in self.prefixes:
            return f"name={quoteattr(f'{self.prefixes[name.ns]}:{name.local}')}"
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
            inner = names.exclude.items if isinstance(names.exclude, rng.NameChoice) else (names.exclude,)
            for item in inner:
                self.names(item, depth + 2)
            lines.append(f"{pad}{_INDENT}</except>")
            lines.append(f"{pad}</{kind}>")

    def value(self, value: rng.Value, pad: str) -> None:
        kind = f" type={quoteattr(value.type)}" if value.type else ""
        if value.type and value.library != rng.XSD_TYPES:
            kind += f" datatypeLibrary={quoteattr(value.library)}"
        self.lines.append(f"{pad}<value{kind}>{escape(value.value)}</value>")
        if value.doc:
            self.lines.append(f"{pad}<a:documentation>{escape(value.doc)}</a:documentation>")

    def data(self, data: rng.Data, depth: int) -> None:
        pad = _INDENT * depth
        library = "" if data.library == rng.XSD_TYPES else f" datatypeLibrary={quoteattr(data.library)}"
        head = f"{pad}<data type={quoteattr(data.type)}{library}"
        if not data.params and data.exclude is None:
            self.lines.append(f"{head}/>")
            return
        self.lines.append(f"{head}>")
        for name, value in data.params:
            self.lines.append(f"{pad}{_INDENT}<param name={quoteattr(name)}>{escape(value)}</param>")
        if data.exclude is not None:
            self.lines.append(f"{pad}{_INDENT}<except>")
            self.pattern(data.exclude, depth + 2)
            self.lines.append(f"{pad}{_INDENT}</except>")
        self.lines.append(f"{pad}</data>")
