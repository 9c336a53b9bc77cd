"""A grammar in the compact syntax of RELAX NG (OASIS, 21 November 2002; ISO/IEC 19757-2, annex C).

A paragraph for each definition, lines of about a hundred characters, parentheses only where the syntax wants them; the
same bytes for the same grammar.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.rnc_annotations import annotation_lines
from diplomatica.relaxng.rnc_words import WIDTH, Prefixes, comment_lines, identifier, literal, literal_lines

_INDENT = "  "
_SUFFIX = {rng.Optional: "?", rng.ZeroOrMore: "*", rng.OneOrMore: "+"}
_BETWEEN = {rng.Group: ",", rng.Interleave: " &", rng.Choice: " |"}
_NONE: dict[type, str] = {rng.Empty: "empty", rng.NotAllowed: "notAllowed", rng.Text: "text"}
_ASSIGN = {"": "=", "choice": "|=", "interleave": "&="}
_QNAMES = frozenset({"QName", "NOTATION"})

# A pattern is lines; what fits is one line. Documentation is a line of its own, so what has it never is one line.
_Lines = list[str]


def write_rnc(grammar: rng.Grammar, comment: str = "") -> str:
    """The grammar in compact syntax; `comment` stands at its head.

    An annotation that compact syntax can't express is left out, and a comment says so. A QName value in no namespace
    can't be told from one in the default namespace.
    """
    return _Writer(grammar).document(comment)


class _Writer:
    def __init__(self, grammar: rng.Grammar) -> None:
        self.grammar = grammar
        self.prefixes = Prefixes(grammar.prefixes, grammar.ns)

    def document(self, comment: str) -> str:
        body = self.body(self.grammar, WIDTH)
        paragraphs = [comment_lines(comment, "#")] if comment else []
        paragraphs += [self.prefixes.declarations(), *body]
        return "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"

    def body(self, grammar: rng.Grammar, width: int) -> list[_Lines]:
        """The paragraphs of a grammar."""
        paragraphs: list[_Lines] = []
        if grammar.doc:
            name = f"{self.prefixes.of(rng.ANNOTATIONS)}:documentation"
            words = literal_lines(grammar.doc)
            paragraphs.append([f"{name} [ {words[0]} ]"] if len(words) == 1 else _block(f"{name} [", words, "]"))
        short = False
        for annotation in grammar.annotations:
            lines = annotation_lines(annotation, grammar.prefixes, self.prefixes)
            if short and len(lines) == 1:
                paragraphs[-1] += lines
            elif lines:
                paragraphs.append(lines)
                short = len(lines) == 1
        paragraphs.append(self.definition("start", "", grammar.start, width))
        for define in grammar.defines:
            lines = self.definition(identifier(define.name), define.combine, define.pattern, width)
            paragraphs.append([*comment_lines(define.doc, "##", width), *lines])
        return paragraphs

    def definition(self, name: str, combine: str, pattern: rng.Pattern, width: int) -> _Lines:
        head = f"{name} {_ASSIGN[combine]}"
        lines = self.pattern(pattern, width - 2)
        if len(lines) == 1 and len(head) + 1 + len(lines[0]) <= width:
            return [f"{head} {lines[0]}"]
        return [head, *_indented(lines)]

    # --- patterns ----------------------------------------------------------------------------------------------------

    def pattern(self, pattern: rng.Pattern, width: int) -> _Lines:
        """A pattern where any pattern can stand."""
        pattern = _plain(pattern)
        kind = type(pattern)
        if kind in _NONE:
            return [_NONE[kind]]
        if isinstance(pattern, rng.Ref):
            return [identifier(pattern.name)]
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            lines = self.operand(pattern.item, width - 1, tight=True)
            return [*lines[:-1], lines[-1] + _SUFFIX[type(pattern)]]
        if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
            items = [self.operand(item, width - 2) for item in _flat(pattern)]
            return _joined(items, _BETWEEN[type(pattern)], width)
        if isinstance(pattern, rng.Element | rng.Attribute):
            return self.named(pattern, width)
        if isinstance(pattern, rng.Value):
            return [*comment_lines(pattern.doc, "##", width), self.value(pattern)]
        if isinstance(pattern, rng.Data):
            return self.data(pattern, width)
        if isinstance(pattern, rng.List | rng.Mixed):
            return self.braced("list" if kind is rng.List else "mixed", pattern.item, width)
        if isinstance(pattern, rng.ParentRef):
            return [f"parent {identifier(pattern.name)}"]
        if isinstance(pattern, rng.ExternalRef):
            inherit = "" if pattern.ns == self.prefixes.default else f" inherit = {self.prefixes.of(pattern.ns)}"
            return [f"external {literal(pattern.href)}{inherit}"]
        assert isinstance(pattern, rng.Grammar)
        return self.nested(pattern, width)

    def operand(self, pattern: rng.Pattern, width: int, tight: bool = False) -> _Lines:
        """A pattern beside an operator; `tight` where a sign of repetition follows."""
        pattern = _plain(pattern)
        loose: bool = isinstance(pattern, rng.Group | rng.Interleave | rng.Choice)
        if isinstance(pattern, rng.Data):
            loose = pattern.exclude is not None
        elif isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            loose = tight
        return _parenthesised(self.pattern(pattern, width - 2)) if loose else self.pattern(pattern, width)

    def named(self, pattern: rng.Element | rng.Attribute, width: int) -> _Lines:
        lines = comment_lines(pattern.doc, "##", width)
        is_attribute = isinstance(pattern, rng.Attribute)
        if isinstance(pattern, rng.Attribute) and pattern.default is not None:
            name = f"{self.prefixes.of(rng.ANNOTATIONS)}:defaultValue"
            lines.append(f"[ {name} = {literal(pattern.default)} ]")
        kind = "attribute" if is_attribute else "element"
        return [*lines, *self.braced(f"{kind} {self.names(pattern.names, is_attribute)}", pattern.content, width)]

    def braced(self, head: str, content: rng.Pattern, width: int) -> _Lines:
        lines = self.pattern(content, width - 2)
        if len(lines) == 1 and len(head) + 5 + len(lines[0]) <= width:
            return [f"{head} {{ {lines[0]} }}"]
        return _block(f"{head} {{", lines, "}")

    def nested(self, grammar: rng.Grammar, width: int) -> _Lines:
        return _block("grammar {", [line for lines in self.body(grammar, width - 2) for line in lines], "}")

    def value(self, value: rng.Value) -> str:
        text = value.value
        if value.type in _QNAMES and ":" not in text and value.ns and value.ns != self.prefixes.default:
            text = f"{self.prefixes.of(value.ns)}:{text.strip()}"
        return f"{self.prefixes.datatype(value.library, value.type)} {literal(text)}" if value.type else literal(text)

    def data(self, data: rng.Data, width: int) -> _Lines:
        lines = [self.prefixes.datatype(data.library, data.type)]
        if data.params:
            params = [f"{name} = {literal(value)}" for name, value in data.params]
            inline = f"{lines[0]} {{ {' '.join(params)} }}"
            lines = [inline] if len(inline) <= width or len(params) == 1 else _block(f"{lines[0]} {{", params, "}")
        if data.exclude is None:
            return lines
        exclude = self.operand(data.exclude, width - 4, tight=True)
        if len(exclude) > 1 and exclude[0] != "(":
            exclude = _parenthesised(exclude)
        return [*lines[:-1], f"{lines[-1]} - {exclude[0]}", *exclude[1:]]

    # --- name classes ------------------------------------------------------------------------------------------------

    def names(self, names: rng.NameClass, is_attribute: bool) -> str:
        """A name class; without a prefix, the name of an attribute is in no namespace."""
        if isinstance(names, rng.Name):
            bare = "" if is_attribute else self.prefixes.default
            return names.local if names.ns == bare else f"{self.prefixes.of(names.ns)}:{names.local}"
        if isinstance(names, rng.NameChoice):
            return " | ".join(self.simple_names(item, is_attribute, "") for item in names.items)
        base = "*" if isinstance(names, rng.AnyName) else f"{self.prefixes.of(names.ns)}:*"
        if names.exclude is None:
            return base
        return f"{base} - {self.simple_names(names.exclude, is_attribute, '|')}"

    def simple_names(self, names: rng.NameClass, is_attribute: bool, bound: str) -> str:
        """A name class as an item of a choice, or (`bound`) after a minus."""
        text = self.names(names, is_attribute)
        if isinstance(names, rng.NameChoice):
            return f"({text})" if bound and len(names.items) > 1 else text
        loose = isinstance(names, rng.NsName | rng.AnyName) and names.exclude is not None
        return f"({text})" if loose else text


def _plain(pattern: rng.Pattern) -> rng.Pattern:
    """The pattern without operators that have one operand, or none."""
    while isinstance(pattern, rng.Group | rng.Interleave | rng.Choice) and len(pattern.items) < 2:
        if not pattern.items:
            return rng.NotAllowed() if isinstance(pattern, rng.Choice) else rng.Empty()
        pattern = pattern.items[0]
    return pattern


def _flat(pattern: rng.Group | rng.Interleave | rng.Choice) -> list[rng.Pattern]:
    """The operands, those of the same operator within them too: all three are associative."""
    found: list[rng.Pattern] = []
    for item in pattern.items:
        item = _plain(item)
        if type(item) is type(pattern):
            found += _flat(item)
        else:
            found.append(item)
    return found


# --- layout ----------------------------------------------------------------------------------------------------------


def _indented(lines: Sequence[str]) -> _Lines:
    return [_INDENT + line for line in lines]


def _block(head: str, lines: Sequence[str], tail: str) -> _Lines:
    return [head, *_indented(lines), tail]


def _parenthesised(lines: _Lines) -> _Lines:
    return [f"({lines[0]})"] if len(lines) == 1 else _block("(", lines, ")")


def _joined(items: list[_Lines], between: str, width: int) -> _Lines:
    """Operands with an operator between: on one line, else a choice filled and the others one a line."""
    if all(len(item) == 1 for item in items):
        if sum(len(item[0]) + len(between) + 1 for item in items) - len(between) - 1 <= width:
            return [f"{between} ".join(item[0] for item in items)]
        if between == _BETWEEN[rng.Choice]:
            return _filled([item[0] for item in items], width)
    if between == _BETWEEN[rng.Choice]:
        lines = list(items[0])
        for item in items[1:]:
            lines += [f"| {item[0]}", *_indented(item[1:])]
        return lines
    return [
        line + (between if last and number < len(items) - 1 else "")
        for number, item in enumerate(items)
        for last, line in ((index == len(item) - 1, line) for index, line in enumerate(item))
    ]


def _filled(words: list[str], width: int) -> _Lines:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 3 + len(word) <= width:
            lines[-1] += f" | {word}"
        else:
            lines.append(f"| {word}")
    return lines
