"""A resolved schema as XSLT 3.0.

There is no walk through the document with a mode for each pattern, as other implementations have it. Each context is
turned into the expression that finds its nodes (`//` before the match pattern; XSLT 3.0, 5.5.3), and is evaluated once
for all rules that have it. A rule takes the nodes of its context that no earlier rule of its pattern took: that is the
semantics of Schematron (ISO/IEC 19757-3, 6.5), by sets. Saxon finds `//tei:p` by running over one array of integers.

The stylesheet writes what happened as small elements, which `events` reads:

    <p k="0" d="URI"/>                      a pattern is run (only when wanted)
    <r k="0.1" d="URI"/>                    a rule has fired (only when wanted)
    <f k="0.1.2" l="PATH" d="URI">          a check has something to say; its text and notes are inside
    <b k="0.1.2" l="PATH">REASON</b>        a dynamic error
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diplomatica.diagnostics.model import Place
from diplomatica.schematron.guard import Guard
from diplomatica.schematron.markup import escape_on_one_line
from diplomatica.schematron.model import (
    XSL,
    Check,
    Expression,
    Foreign,
    Let,
    Mixed,
    NameOf,
    Namespaces,
    Pattern,
    Rule,
    Schema,
    ValueOf,
)
from diplomatica.schematron.xpath import Refused, calls, is_safe, selection, uses
from diplomatica.tei.escape import quoteattr

OWN = "urn:diplomatica:schematron"
_CODES = "http://www.w3.org/2005/xqt-errors"
# Without a query binding a schema is in XSLT 1.0, and that is lenient where later ones are strict.
_LENIENT = frozenset({"", "xslt", "xslt1", "xpath"})
# Schemas use these prefixes without a word, since other implementations happen to declare them.
_USUAL = {"xs": "http://www.w3.org/2001/XMLSchema", "fn": "http://www.w3.org/2005/xpath-functions"}
_CATCH = '<xsl:catch><_g:b k="{key}" l="{{{path}}}"><xsl:value-of select="$_e:description"/></_g:b></xsl:catch>'


@dataclass(frozen=True, slots=True)
class Part:
    """What a line of the stylesheet was made from: its key, what it is, and where it stands in the schema."""

    key: str
    what: str
    place: Place


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """XSLT, and for each of its lines the parts of the schema that it comes from."""

    text: str
    parts: tuple[tuple[Part, ...], ...]
    refused: tuple[tuple[Part, str], ...]
    reads: bool


@dataclass(frozen=True, slots=True)
class Options:
    """What to make of a schema: `only` these patterns, without the parts in `broken`; `trace` what is run."""

    only: frozenset[int]
    broken: frozenset[str] = frozenset()
    trace: bool = False


def transpile(schema: Schema, options: Options) -> Stylesheet:
    """The stylesheet of a resolved schema."""
    return _Writer(schema, options).stylesheet()


class _Writer:
    def __init__(self, schema: Schema, options: Options) -> None:
        self.schema = schema
        self.options = options
        self.lines: list[str] = []
        self.parts: list[tuple[Part, ...]] = []
        self.refused: list[tuple[Part, str]] = []
        self.guard = Guard()
        self.declared = dict(schema.declared)
        self.contexts: dict[tuple[str, Namespaces], int] = {}
        self.context_parts: list[list[Part]] = []
        phase = schema.phase
        self.phase_names = frozenset(let.name for let in phase.lets) if phase else frozenset()

    def stylesheet(self) -> Stylesheet:
        version = "1.0" if self.schema.binding in _LENIENT else "3.0"
        for prefix, uri in _USUAL.items():
            self.declared.setdefault(prefix, uri)
        namespaces = "".join(
            f" xmlns:{prefix}={quoteattr(uri)}"
            for prefix, uri in sorted(self.declared.items())
            if prefix not in ("xsl", "_g", "_e")
        )
        base = quoteattr(_uri(self.schema.name))
        self.put(
            f'<xsl:stylesheet version="{version}" exclude-result-prefixes="#all" xml:base={base}'
            f'{namespaces} xmlns:xsl="{XSL}" xmlns:_g="{OWN}" xmlns:_e="{_CODES}">'
        )
        for number, foreign in enumerate(self.schema.foreign):
            part = Part(f"x{number}", "element of XSLT", foreign.place)
            if self.wanted(part):
                self.put_safely(part, lambda item=foreign: self.guard.xml(item, top=True))
        for number, let in enumerate(self.schema.lets):
            self.let(let, f"l{number}")
        wanted = sorted(self.options.only)
        for number in wanted:
            self.pattern(number, self.schema.patterns[number])
        for (text, ns), number in self.contexts.items():
            self.context(number, Expression(text, self.context_parts[number][0].place, ns))
        calls_all = "".join(f'<xsl:call-template name="_g:p{number}"/>' for number in wanted)
        self.put(f'<xsl:template match="/" priority="1000000000"><_g:o>{calls_all}</_g:o></xsl:template>')
        for line in self.guard.declarations():
            self.put(line)
        self.put("</xsl:stylesheet>")
        return Stylesheet("\n".join(self.lines), tuple(self.parts), tuple(self.refused), self.guard.is_used)

    # --- lines ------------------------------------------------------------------------------------------------------

    def put(self, text: str, *parts: Part) -> None:
        """Add text; each of its lines comes from `parts`."""
        lines = text.split("\n")
        self.lines += lines
        self.parts += [parts] * len(lines)

    def put_safely(self, part: Part, make: object) -> bool:
        """Add what `make` returns, unless it calls what is forbidden."""
        assert callable(make)
        try:
            text = make()
        except Refused as reason:
            self.refused.append((part, str(reason)))
            return False
        self.put(text, part)
        return True

    def wanted(self, part: Part) -> bool:
        return part.key not in self.options.broken

    # --- expressions ------------------------------------------------------------------------------------------------

    def text(self, expression: Expression) -> str:
        """The text of an expression, guarded. Raises `Refused`."""
        return self.guard.expression(expression)

    def declarations(self, *expressions: Expression | None) -> str:
        """Prefixes that mean something else here than at the head."""
        found: dict[str, str] = {}
        for expression in expressions:
            if expression is not None:
                found.update((key, uri) for key, uri in expression.ns if self.declared.get(key) != uri)
        found = {key: uri for key, uri in found.items() if key not in ("xsl", "_g", "_e")}
        return "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(found.items()))

    def attribute(self, expression: Expression) -> str:
        return quoteattr(self.text(expression)) + self.declarations(expression)

    # --- declarations -----------------------------------------------------------------------------------------------

    def let(self, let: Let, key: str) -> None:
        part = Part(key, "variable", let.place)
        if not self.wanted(part):
            return
        self.put_safely(part, lambda: self.variable(let))

    def variable(self, let: Let) -> str:
        kind = f" as={quoteattr(let.type)}" if let.type else ""
        name = quoteattr(let.name)
        if let.value is not None:
            return f"<xsl:variable name={name}{kind} select={self.attribute(let.value)}/>"
        # XML in a variable is a value, not a program.
        quoted = "'" + (let.content.xml if let.content else "").replace("'", "''") + "'"
        nodes = "" if self.schema.binding in ("xslt", "xslt1", "xpath") else "/node()"
        return f"<xsl:variable name={name}{kind} select={quoteattr(f'parse-xml-fragment({quoted}){nodes}')}/>"

    def context(self, number: int, context: Expression) -> None:
        """The nodes of a context in the document, found once."""
        parts = self.context_parts[number]
        try:
            guarded = self.text(context)
        except Refused as reason:
            self.refused += [(part, str(reason)) for part in parts]
            return
        declared = self.declarations(context)
        name = f'<xsl:variable name="_g:c{number}" as="node()*"'
        select = quoteattr(selection(guarded))
        has_current = "current" in guarded and "current" in calls(guarded, dict(context.ns))
        if is_safe(guarded) and not has_current:
            self.put(f"{name} select={select}{declared}/>", *parts)
            return
        # An error while matching means that a node doesn't match (XSLT 3.0, 5.5.4): only a match pattern can do that.
        walk = f'<xsl:apply-templates select="/" mode="_g:m{number}"/>'
        body = walk if has_current else f"<xsl:try select={select}><xsl:catch>{walk}</xsl:catch></xsl:try>"
        below = '<xsl:apply-templates select="@*, node()" mode="#current"/>'
        self.put(
            f'{name}{declared}>{body}</xsl:variable><xsl:mode name="_g:m{number}" on-no-match="shallow-skip"/>'
            f'<xsl:template mode="_g:m{number}" match={quoteattr(guarded)}{declared}><xsl:sequence select="."/>'
            f"{below}</xsl:template>",
            *parts,
        )

    # --- patterns and rules -----------------------------------------------------------------------------------------

    def pattern(self, number: int, pattern: Pattern) -> None:
        part = Part(f"{number}", "pattern", pattern.place)
        phase = self.schema.phase
        self.put(f'<xsl:template name="_g:p{number}">', part)
        if self.wanted(part):
            self.put("<xsl:try>")
            if self.options.trace and pattern.documents is None:
                self.put(f'<_g:p k="{number}" d="{{base-uri(/)}}"/>')
            for index, let in enumerate(phase.lets if phase else ()):
                self.let(let, f"f{index}")
            documents = pattern.documents
            is_open = True
            if documents is not None:
                is_open = self.put_safely(part, lambda: self.documents(number, documents))
            if is_open:
                self.inside(number, pattern)
            if is_open and documents is not None:
                self.put("</xsl:for-each>")
            self.put(_CATCH.format(key=number, path="'/'"))
            self.put("</xsl:try>")
        self.put("</xsl:template>")

    def documents(self, number: int, documents: Expression) -> str:
        """Start of the loop over subordinate documents (ISO/IEC 19757-3:2016, 5.4.10)."""
        select = self.guard.subordinate(self.text(documents))
        declared = self.declarations(documents)
        start = f'<xsl:variable name="_g:documents" select={quoteattr(select)}{declared}/>'
        if self.options.trace:
            joined = "string-join($_g:documents ! string(base-uri(.)), ' ')"
            start += f'<_g:p k="{number}" d="{{{joined}}}"/>'
        return f'{start}<xsl:for-each select="$_g:documents">'

    def inside(self, number: int, pattern: Pattern) -> None:
        for index, let in enumerate(pattern.lets):
            self.let(let, f"{number}.l{index}")
        phase = self.schema.phase
        is_limited = False
        if phase is not None and phase.start is not None:
            part, start = Part("from", "phase", phase.place), phase.start
            is_limited = self.wanted(part) and self.put_safely(
                part,
                lambda: (
                    f'<xsl:variable name="_g:from" select={quoteattr(selection(self.text(start)))}'
                    f"{self.declarations(start)}/>"
                ),
            )
        names = self.phase_names | {let.name for let in pattern.lets}
        is_local = pattern.documents is not None
        taken: list[int] = []
        for index, rule in enumerate(pattern.rules):
            assert rule.context is not None
            part = Part(f"{number}.{index}", "context", rule.context.place)
            if not self.wanted(part) or not rule.context.text.strip():
                continue
            context = rule.context
            if is_local or uses(context.text, names):
                if not self.put_safely(part, lambda i=index, c=context: self.local(i, c)):
                    continue
                source = f"$_g:t{index}"
            else:
                key = (context.text, context.ns)
                if key not in self.contexts:
                    self.contexts[key] = len(self.contexts)
                    self.context_parts.append([])
                self.context_parts[self.contexts[key]].append(part)
                source = f"$_g:c{self.contexts[key]}"
            if is_limited:
                source += "[ancestor-or-self::node() intersect $_g:from]"
            if taken and not pattern.group:
                source += f" except ({' | '.join(f'$_g:s{other}' for other in taken)})"
            self.put(f'<xsl:variable name="_g:s{index}" as="node()*" select="{source}"/>', part)
            taken.append(index)
            self.rule(f"{number}.{index}", index, rule, has_document=is_local)

    def local(self, index: int, context: Expression) -> str:
        select = quoteattr(selection(self.text(context)))
        return f'<xsl:variable name="_g:t{index}" as="node()*" select={select}{self.declarations(context)}/>'

    def rule(self, key: str, index: int, rule: Rule, *, has_document: bool) -> None:
        part = Part(f"{key}.r", "rule", rule.place)
        self.put(f'<xsl:for-each select="$_g:s{index}">')
        if self.options.trace:
            self.put(f'<_g:r k="{key}" d="{{base-uri(root(.))}}"/>')
        path = "path(.)"
        opened = "</xsl:for-each>"
        if rule.visit_each is not None and self.wanted(part):
            each = rule.visit_each
            start = '<xsl:variable name="_g:n" select="."/><xsl:try>'
            if self.put_safely(part, lambda: f"{start}<xsl:for-each select={self.attribute(each)}>"):
                opened = f"</xsl:for-each>{_CATCH.format(key=key, path='path($_g:n)')}</xsl:try>{opened}"
                path = "path($_g:n)"
        lets = rule.lets
        if lets:
            self.put("<xsl:try>")
        numbers = {"let": 0, "check": 0}
        for item in rule.items:
            if isinstance(item, Let):
                self.let(item, f"{key}.l{numbers['let']}")
                numbers["let"] += 1
            elif isinstance(item, Check):
                own = f"{key}.{numbers['check']}"
                numbers["check"] += 1
                check_part = Part(own, item.kind, item.place)
                if self.wanted(check_part):
                    self.put_safely(
                        check_part,
                        lambda k=own, c=item: self.check(k, c, path, has_document=has_document),
                    )
        if lets:
            self.put(f"{_CATCH.format(key=key, path=path)}</xsl:try>")
        self.put(opened)

    def check(self, key: str, check: Check, path: str, *, has_document: bool) -> str:
        """One `assert` or `report`, on one line."""
        test = self.text(check.test)
        if check.kind == "assert" and test.strip():
            test = f"not(({test}))"
        expressions = [check.test, check.subject]
        where = f"path(({self.text(check.subject)})[1])" if check.subject is not None else path
        # Not as a value template: a path may have braces.
        place = f'<xsl:attribute name="l" select={quoteattr(where)}/>'
        if has_document:
            place += '<xsl:attribute name="d" select="base-uri(root({}))"/>'.format(
                "$_g:n" if path == "path($_g:n)" else "."
            )
        content = self.mixed(check.content)
        notes = "".join(
            f'<xsl:try><_g:n i="{number}"><_g:x>{self.mixed(note.content)}</_g:x></_g:n><xsl:catch/></xsl:try>'
            for number, note in enumerate((*check.diagnostic_notes, *check.property_notes))
        )
        return (
            f"<xsl:try{self.declarations(*expressions)}><xsl:if test={quoteattr(test)}>"
            f'<_g:f k="{key}">{place}<_g:t>{content}</_g:t>{notes}</_g:f></xsl:if>'
            f"{_CATCH.format(key=key, path=path)}</xsl:try>"
        )

    def mixed(self, content: Mixed) -> str:
        """The text of a message, as a sequence constructor."""
        parts = []
        has_foreign = any(isinstance(item, Foreign) for item in content)
        for item in content:
            if isinstance(item, str):
                # White space before a copied attribute would make it an error.
                if item and not (has_foreign and not item.strip()):
                    parts.append(f"<xsl:text>{escape_on_one_line(item)}</xsl:text>")
            elif isinstance(item, ValueOf):
                parts.append(self.value(item.select))
            elif isinstance(item, NameOf):
                parts.append('<xsl:value-of select="name()"/>' if item.path is None else self.value(item.path))
            else:
                parts.append(self.guard.xml(item, top=False))
        return "".join(parts)

    def value(self, expression: Expression) -> str:
        """A value in a message: if it can't be had, the message still stands."""
        select = self.attribute(expression)
        return f"<xsl:try><xsl:value-of select={select}/><xsl:catch><xsl:text>…</xsl:text></xsl:catch></xsl:try>"


def _uri(name: str) -> str:
    return Path(name).resolve().as_uri()
