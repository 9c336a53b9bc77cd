"""RELAX NG in compact syntax, read as the same schema in XML syntax (specification of 21 November 2002, section 4).

The tree is what the reader of the XML syntax takes, so that both syntaxes mean the same; its places are those of the
compact syntax. Annotations are elements and attributes of other namespaces in it.
"""

from __future__ import annotations

from diplomatica.relaxng.model import RNG, XSD_TYPES
from diplomatica.relaxng.rnc_parts import Declared, Parts
from diplomatica.relaxng.rnc_tokens import CNAME, DOC, END, IDENTIFIER, LITERAL, QUOTED, Source, Token, tokens
from diplomatica.relaxng.rnc_words import KEYWORDS
from diplomatica.tei.located import Node

_REPEATED = {"*": "zeroOrMore", "+": "oneOrMore", "?": "optional"}
_BETWEEN = {",": "group", "|": "choice", "&": "interleave"}
_ASSIGN = {"=": "", "|=": "choice", "&=": "interleave"}
_NONE = frozenset({"empty", "notAllowed", "text"})
_BRACED = frozenset({"list", "mixed"})


def read_rnc(data: bytes, file: str) -> Node:
    """The root of the schema in XML syntax. Raises `UnusableInput` with line and column of what is wrong."""
    source = Source(data, file)
    return _Parser(source, tokens(source)).schema()


class _Parser(Parts):
    """Recursive descent; each method reads what its name says, and leaves the token behind it."""

    def schema(self) -> Node:
        self.declarations()
        if self.begins_grammar():
            root = self.node("grammar", self.token)
            self.content(root, END)
            return root
        found = self.pattern()
        if len(found) != 1:
            raise self.source.fault("an annotation that nothing is around", self.last)
        self.expect(END)
        return found[0]

    def declarations(self) -> None:
        while self.token.kind == IDENTIFIER and self.token.text in ("namespace", "default", "datatypes"):
            follows = self.tokens[self.index + 1]
            if follows.kind in ("=", "|=", "&=", "["):
                return
            word = self.next().text
            if word == "datatypes":
                self.library()
                continue
            if word == "default":
                self.keyword("namespace")
            prefix = None
            if word == "namespace" or self.token.kind in (IDENTIFIER, QUOTED):
                prefix = self.name()
            self.expect("=")
            place = self.token
            uri = None if self.is_word("inherit") else self.literal()
            if uri is None:
                self.next()
            self.declare(place, prefix, uri, default=word == "default")

    def library(self) -> None:
        place, prefix = self.token, self.name()
        self.expect("=")
        uri = self.literal()
        if self.libraries.setdefault(prefix.text, uri) != uri:
            raise self.fault(f"the prefix “{prefix.text}” of datatypes is declared twice", place)

    def begins_grammar(self) -> bool:
        """Does a grammar stand here without its word, and not a pattern?"""
        index = self.index
        while self.tokens[index].kind == DOC:
            index += 1
        if self.tokens[index].kind == "[":
            depth = 0
            while self.tokens[index].kind != END:
                depth += {"[": 1, "]": -1}.get(self.tokens[index].kind, 0)
                index += 1
                if not depth:
                    break
        token, follows = self.tokens[index], self.tokens[min(index + 1, len(self.tokens) - 1)]
        if token.kind == END:
            return True
        if token.kind == IDENTIFIER and token.text in ("start", "div", "include"):
            return True
        return token.kind in (IDENTIFIER, QUOTED, CNAME) and follows.kind in ("=", "|=", "&=", "[")

    # --- grammars ----------------------------------------------------------------------------------------------------

    def content(self, parent: Node, end: str, *, included: bool = False) -> None:
        """The components of a grammar, a div or an include."""
        while self.token.kind != end:
            follows = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
            if self.token.kind in (IDENTIFIER, QUOTED, CNAME) and follows.kind == "[":
                if self.token.kind == IDENTIFIER and self.token.text in KEYWORDS:
                    raise self.fault(f"the keyword “{self.token.text}” can’t stand here", self.token)
                parent.children.append(self.annotation_element(top=True))
                continue
            notes = self.annotations()
            token = self.next()
            if token.kind == IDENTIFIER and token.text == "div":
                node = self.node("div", token)
                notes.put(node)
                self.expect("{")
                self.content(node, "}", included=included)
                self.expect("}")
            elif token.kind == IDENTIFIER and token.text == "include" and not included:
                node = self.node("include", token, {"href": self.literal(), **self.inherited()})
                notes.put(node)
                if self.token.kind == "{":
                    self.next()
                    self.content(node, "}", included=True)
                    self.expect("}")
            elif token.kind == IDENTIFIER and token.text == "start":
                node = self.node("start", token)
                notes.put(node)
                self.assigned(node)
            elif token.kind == QUOTED or (token.kind == IDENTIFIER and token.text not in KEYWORDS):
                node = self.node("define", token, {"name": token.text})
                notes.put(node)
                self.assigned(node)
            else:
                raise self.fault(f"“{token.text}” can’t stand in a grammar", token)
            parent.children.append(node)
        if end == END:
            self.expect(END)

    def assigned(self, node: Node) -> None:
        token = self.next()
        if token.kind not in _ASSIGN:
            raise self.fault("here “=” must stand", token)
        if _ASSIGN[token.kind]:
            node.attrs["combine"] = _ASSIGN[token.kind]
        node.children += self.pattern()

    # --- patterns ----------------------------------------------------------------------------------------------------

    def pattern(self) -> list[Node]:
        """A pattern, and the annotations that follow it."""
        begun = self.token
        first, excepted = self.particle()
        between = self.token.kind
        if between not in _BETWEEN:
            return first
        if excepted:
            raise self.fault("what is excepted from a datatype must stand in parentheses", self.token)
        node = self.node(_BETWEEN[between], begun)
        node.children += first
        while self.token.kind == between:
            self.next()
            more, excepted = self.particle()
            if excepted:
                raise self.fault("what is excepted from a datatype must stand in parentheses", self.token)
            node.children += more
        if self.token.kind in _BETWEEN:
            raise self.fault(f"“{between}” and “{self.token.kind}” without parentheses", self.token)
        return [node]

    def particle(self) -> tuple[list[Node], bool]:
        """One operand, with what follows it, and whether it is a datatype of which something is excepted."""
        found, excepted = self.primary()
        found += self.following()
        token = self.token
        if token.kind in _REPEATED:
            if excepted:
                raise self.fault("what is excepted from a datatype must stand in parentheses", token)
            self.next()
            node = self.node(_REPEATED[token.kind], token)
            node.children += found
            found = [node, *self.following()]
        return found, excepted

    def primary(self) -> tuple[list[Node], bool]:
        notes = self.annotations()
        token = self.next()
        if token.kind == "(":
            found = self.pattern()
            self.expect(")")
            return notes.around(found), False
        if token.kind == LITERAL:
            self.back()
            node = self.node("value", token, {"datatypeLibrary": "", **self.default_ns()})
            return notes.behind(node, self.literal()), False
        if token.kind == CNAME:
            return self.data(token, notes)
        if token.kind == QUOTED or (token.kind == IDENTIFIER and token.text not in KEYWORDS):
            return [notes.put(self.node("ref", token, {"name": token.text}))], False
        word = token.text if token.kind == IDENTIFIER else ""
        if word in _NONE:
            return [notes.put(self.node(word, token))], False
        if word in ("string", "token"):
            return self.data(token, notes)
        if word in _BRACED or word in ("element", "attribute"):
            node = notes.put(self.node(word, token))
            if word not in _BRACED:
                node.children += self.names(is_attribute=word == "attribute")
            self.expect("{")
            node.children += self.pattern()
            self.expect("}")
        elif word == "parent":
            node = notes.put(self.node("parentRef", token, {"name": self.reference()}))
        elif word == "external":
            node = notes.put(self.node("externalRef", token, {"href": self.literal(), **self.inherited()}))
        elif word == "grammar":
            node = notes.put(self.node("grammar", token))
            self.expect("{")
            self.content(node, "}")
            self.expect("}")
        else:
            raise self.fault(f"“{token.text}” can’t stand here" if token.text else "the schema ends too early", token)
        return [node], False

    def data(self, token: Token, notes: Declared) -> tuple[list[Node], bool]:
        """A datatype with parameters and exceptions, or a value of one."""
        prefix, _, kind = token.text.rpartition(":")
        library = self.libraries.get(prefix, XSD_TYPES if prefix == "xsd" else None) if prefix else ""
        if library is None:
            raise self.fault(f"the prefix “{prefix}” of datatypes is not declared", token)
        attrs = {"type": kind, "datatypeLibrary": library}
        if self.token.kind == LITERAL:
            node = self.node("value", token, {**attrs, **self.default_ns()})
            return notes.behind(node, self.literal()), False
        node = notes.put(self.node("data", token, attrs))
        if self.token.kind == "{":
            self.next()
            while self.token.kind != "}":
                notes = self.annotations()
                place, name = self.token, self.name()
                self.expect("=")
                param = notes.bare(self.node("param", place, {"name": name.text}))
                param.children.append(self.literal())
                node.children.append(param)
            self.expect("}")
        if self.token.kind != "-":
            return [node], False
        excepted = self.node("except", self.next())
        found, again = self.primary()
        if again:
            raise self.fault("what is excepted from a datatype must stand in parentheses", self.token)
        excepted.children += found
        node.children.append(excepted)
        return [node], True

    # --- name classes ------------------------------------------------------------------------------------------------

    def names(self, *, is_attribute: bool) -> list[Node]:
        begun = self.token
        first, excepted = self.simple_names(is_attribute)
        if self.token.kind != "|":
            return first
        node = self.node("choice", begun)
        node.children += first
        while self.token.kind == "|":
            self.next()
            more, again = self.simple_names(is_attribute)
            excepted = excepted or again
            node.children += more
        if excepted:
            raise self.fault("what is excepted from names must stand in parentheses", begun)
        return [node]

    def simple_names(self, is_attribute: bool, *, bound: bool = False) -> tuple[list[Node], bool]:
        notes = self.annotations()
        token = self.next()
        excepted = False
        if token.kind == "(":
            found = self.names(is_attribute=is_attribute)
            self.expect(")")
            found = notes.around(found)
        elif token.kind in ("*", "ns"):
            any_name = token.kind == "*"
            attrs = {} if any_name else self.ns_of(token.text.removesuffix(":*"), token)
            node = notes.put(self.node("anyName" if any_name else "nsName", token, attrs))
            found = [node]
            if self.token.kind == "-" and not bound:
                excluded = self.node("except", self.next())
                excluded.children += self.simple_names(is_attribute, bound=True)[0]
                node.children.append(excluded)
                excepted = True
                if attrs and any(
                    item.ns == RNG and item.name == "name" and "ns" not in item.attrs for item in excluded.iter()
                ):
                    raise self.fault("a name of an inherited namespace, excepted from another namespace", token)
        elif token.kind == CNAME:
            prefix, _, local = token.text.partition(":")
            found = [notes.bare(self.node("name", token, self.ns_of(prefix, token)))]
            found[0].children.append(local)
        elif token.kind in (IDENTIFIER, QUOTED):
            found = [notes.bare(self.node("name", token, {"ns": ""} if is_attribute else self.default_ns()))]
            found[0].children.append(token.text)
        else:
            raise self.fault(f"“{token.text}” is no name" if token.text else "the schema ends too early", token)
        return found + self.following(), excepted
