"""What the parts of the compact syntax have in common: tokens, literals, prefixes, annotations (sections 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.model import ANNOTATIONS, RNG
from diplomatica.relaxng.rnc_tokens import CNAME, DOC, END, IDENTIFIER, LITERAL, QUOTED, Source, Token
from diplomatica.relaxng.rnc_words import KEYWORDS
from diplomatica.tei.located import XML, Node

_XMLNS = "http://www.w3.org/2000/xmlns"
_SHOWN = {END: "the end", IDENTIFIER: "a name", LITERAL: "a literal"}


@dataclass(slots=True)
class Declared:
    """The annotations that stand before something: documentation, attributes, elements."""

    parser: Parts
    docs: list[Node] = field(default_factory=list)
    attrs: dict[str, str] = field(default_factory=dict)
    elements: list[Node] = field(default_factory=list)

    def put(self, node: Node) -> Node:
        """Put them into an element, before what stands in it."""
        node.attrs.update(self.attrs)
        node.children[:0] = [*self.docs, *self.elements]
        return node

    def bare(self, node: Node) -> Node:
        """Put the attributes into an element that can only hold text."""
        node.attrs.update(self.attrs)
        return node

    def behind(self, node: Node, text: str) -> list[Node]:
        """A value with its annotations: nothing but text can stand in it, so that documentation stands behind it."""
        if self.elements:
            raise self.parser.source.fault("an element as the annotation of a value", self.parser.last)
        node.children.append(text)
        return [self.bare(node), *self.docs]

    def around(self, found: list[Node]) -> list[Node]:
        """Put them into the one pattern that stands in parentheses."""
        if self.docs or self.attrs or self.elements:
            if found[0].name in ("value", "name"):
                if self.elements:
                    raise self.parser.source.fault("an element as the annotation of a value", self.parser.last)
                self.bare(found[0])
                return [found[0], *self.docs, *found[1:]]
            self.put(found[0])
        return found


class Parts:
    """A place in a list of tokens, and the declarations that were read."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.index = 0
        self.token = tokens[0]
        self.libraries: dict[str, str] = {}
        # From a prefix to its namespace; None is that which the file inherits. "" stands for names without a prefix.
        self.prefixes: dict[str, str | None] = {"xml": XML, "": None}
        self.declared: set[str] = set()
        self._bindings: dict[str, str] = {"xml": XML}

    # --- tokens ------------------------------------------------------------------------------------------------------

    @property
    def last(self) -> int:
        """Where the last token stands that was read."""
        return self.tokens[max(self.index - 1, 0)].place

    def next(self) -> Token:
        """Read a token."""
        token = self.token
        if token.kind != END:
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def back(self) -> None:
        """Leave the last token for who reads next."""
        self.index -= 1
        self.token = self.tokens[self.index]

    def fault(self, what: str, token: Token) -> UnusableInput:
        """Why the schema is wrong at a token."""
        return self.source.fault(what, token.place)

    def expect(self, kind: str) -> Token:
        """Read a token of a kind. Raises `UnusableInput` where another stands."""
        if self.token.kind != kind:
            raise self.fault(f"here {_SHOWN.get(kind, f'“{kind}”')} must stand", self.token)
        return self.next()

    def is_word(self, word: str) -> bool:
        """Does a keyword stand here?"""
        return self.token.kind == IDENTIFIER and self.token.text == word

    def keyword(self, word: str) -> None:
        """Read a keyword."""
        if not self.is_word(word):
            raise self.fault(f"here “{word}” must stand", self.token)
        self.next()

    def name(self) -> Token:
        """Read a name, which may be a keyword."""
        return self.next() if self.token.kind == QUOTED else self.expect(IDENTIFIER)

    def reference(self) -> str:
        """Read the name of a definition."""
        if self.token.kind == IDENTIFIER and self.token.text in KEYWORDS:
            raise self.fault(f"the keyword “{self.token.text}” can’t stand here", self.token)
        return self.name().text

    def literal(self) -> str:
        """Read literals with `~` between."""
        parts = [self.expect(LITERAL).text]
        while self.token.kind == "~":
            self.next()
            parts.append(self.expect(LITERAL).text)
        return "".join(parts)

    def node(self, name: str, token: Token, attrs: dict[str, str] | None = None, ns: str = RNG) -> Node:
        """An element of the XML syntax, at the place of a token."""
        line, column = self.source.place(token.place)
        return Node(name, ns, {} if attrs is None else attrs, self._bindings, self.source.file, line, column)

    # --- namespaces --------------------------------------------------------------------------------------------------

    def declare(self, place: Token, prefix: Token | None, uri: str | None, *, default: bool) -> None:
        """Bind a prefix, or names without one."""
        name = prefix.text if prefix is not None else ""
        for key in ([name] if prefix is not None else []) + ([""] if default else []):
            if key in self.declared:
                raise self.fault(f"the prefix “{key}” is declared twice", place)
            self.declared.add(key)
            if key == "xmlns" or (key == "xml") != (uri == XML) or (uri or "").rstrip("/") == _XMLNS:
                raise self.fault(f"the prefix “{key}” can’t be declared as “{uri}”", place)
            self.prefixes[key] = uri
            if uri is not None:
                self._bindings = {**self._bindings, key: uri}

    def ns_of(self, prefix: str, token: Token) -> dict[str, str]:
        """The attribute that says the namespace of a prefix; none where that is inherited."""
        if prefix not in self.prefixes:
            raise self.fault(f"the prefix “{prefix}” is not declared", token)
        uri = self.prefixes[prefix]
        return {} if uri is None else {"ns": uri}

    def default_ns(self) -> dict[str, str]:
        """The attribute that says the namespace of names without a prefix."""
        uri = self.prefixes[""]
        return {} if uri is None else {"ns": uri}

    def inherited(self) -> dict[str, str]:
        """The namespace that another file inherits."""
        if not self.is_word("inherit"):
            return self.default_ns()
        self.next()
        self.expect("=")
        token = self.name()
        return self.ns_of(token.text, token)

    # --- annotations -------------------------------------------------------------------------------------------------

    def annotations(self) -> Declared:
        """Documentation and brackets before something."""
        notes = Declared(self)
        while self.token.kind == DOC:
            token = self.next()
            node = self.node("documentation", token, ns=ANNOTATIONS)
            node.children.append(token.text)
            notes.docs.append(node)
        if self.token.kind == "[":
            self.next()
            while self.token.kind != "]":
                if self._is_attribute():
                    if notes.elements:
                        raise self.fault("an attribute after an element", self.token)
                    self._attribute(notes.attrs, top=True)
                else:
                    notes.elements.append(self.annotation_element(top=True))
            self.next()
        return notes

    def following(self) -> list[Node]:
        """The annotations that stand behind something."""
        found: list[Node] = []
        while self.token.kind == ">>":
            self.next()
            found.append(self.annotation_element(top=True))
        return found

    def annotation_element(self, *, top: bool) -> Node:
        """An element of another vocabulary."""
        token = self.next()
        ns, local = self._foreign(token)
        if top and ns == RNG:
            raise self.fault("an annotation can’t be an element of RELAX NG", token)
        node = self.node(local, token, ns=ns)
        self.expect("[")
        while self.token.kind != "]":
            if self.token.kind == LITERAL:
                node.children.append(self.literal())
            elif self._is_attribute():
                if node.children:
                    raise self.fault("an attribute after the content", self.token)
                self._attribute(node.attrs, top=False)
            else:
                node.children.append(self.annotation_element(top=False))
        self.next()
        return node

    def _is_attribute(self) -> bool:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)].kind == "="

    def _foreign(self, token: Token) -> tuple[str, str]:
        if token.kind not in (CNAME, IDENTIFIER, QUOTED):
            raise self.fault(f"“{token.text}” is no name" if token.text else "the schema ends too early", token)
        prefix, colon, local = token.text.rpartition(":")
        if not colon:
            return "", local
        ns = self.ns_of(prefix, token).get("ns")
        if ns is None:
            raise self.fault(f"the prefix “{prefix}” of an annotation can’t be inherited", token)
        return ns, local

    def _attribute(self, attrs: dict[str, str], *, top: bool) -> None:
        token = self.next()
        ns, local = self._foreign(token)
        if ns == "" and (top or local == "xmlns"):
            raise self.fault(f"the annotation “{local}” is in no namespace", token)
        if top and ns == RNG:
            raise self.fault("an annotation can’t be an attribute of RELAX NG", token)
        key = f"xml:{local}" if ns == XML else f"{{{ns}}}{local}" if ns else local
        if key in attrs:
            raise self.fault(f"the annotation “{local}” twice", token)
        self.expect("=")
        attrs[key] = self.literal()
