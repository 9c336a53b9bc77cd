"""Reading XML with the line and column of every element.

A light tree over expat: what a compiler needs of a file that people write by hand, no more. External entities are never
read; entity declarations are refused; depth and size are limited.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from diplomatica.errors import UnusableInput

XML = "http://www.w3.org/XML/1998/namespace"
DEEPEST = 2_000

_TOO_DEEP = "elements nested more than {deepest} levels deep"
# Codes of expat that mean another character encoding than the file says.
_ENCODING_FAULTS = frozenset({4, 18, 19})


class Node:
    """An element: `name` is local, `ns` its namespace (empty for none).

    `attrs` has plain names for attributes without a namespace, "xml:id" and the like for those of XML, and
    "{uri}local" for others. `children` are nodes and strings; comments and processing instructions are left out.
    `bindings` are the
    namespace prefixes in scope.
    """

    __slots__ = ("attrs", "bindings", "children", "column", "file", "line", "name", "ns")

    def __init__(
        self, name: str, ns: str, attrs: dict[str, str], bindings: dict[str, str], file: str, line: int, column: int
    ) -> None:
        self.name = name
        self.ns = ns
        self.attrs = attrs
        self.bindings = bindings
        self.file = file
        self.line = line
        self.column = column
        self.children: list[Node | str] = []

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attrs.get(name, default)

    def elements(self) -> Iterator[Node]:
        """The child elements."""
        for child in self.children:
            if not isinstance(child, str):
                yield child

    def iter(self) -> Iterator[Node]:
        """This element and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if not isinstance(child, str))

    def text(self) -> str:
        """All characters within."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(parts)

    def __repr__(self) -> str:
        return f"<{self.name} at {self.file}:{self.line}:{self.column}>"


def read_located(data: bytes, name: str, deepest: int = DEEPEST) -> Node:
    """The root element of an XML document.

    Raises `UnusableInput` with line and column where it is not well-formed, declares entities, or is nested too deeply.
    """
    return _Reader(name, deepest).read(data)


class _Reader:
    def __init__(self, file: str, deepest: int) -> None:
        self.file = file
        self.deepest = deepest
        self.stack: list[Node] = []
        self.root: Node | None = None
        self.scopes: list[dict[str, str]] = [{"xml": XML}]
        self.declared: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.EntityDeclHandler = self.entity
        self.parser.ExternalEntityRefHandler = self.external

    def read(self, data: bytes) -> Node:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = f"{self.file}:{error.lineno}:{error.offset + 1}"
            if error.code in _ENCODING_FAULTS:
                what, advice = "not in the character encoding that it declares", "save the file as UTF-8"
            else:
                what = f"not well-formed XML: {expat.errors.messages[error.code]}"
                advice = "repair the XML first"
            raise UnusableInput(what, where=place, advice=advice) from None
        except (LookupError, ValueError):
            # Of encodings, expat knows four itself, and Python those of one byte a character.
            what, place = "in a character encoding that is not known here", f"{self.file}:1:1"
            raise UnusableInput(what, where=place, advice="save the file as UTF-8") from None
        finally:
            # The handlers are bound methods: without this the reader and its parser keep each other alive.
            del self.parser
        assert self.root is not None
        return self.root

    def refuse(self, what: str, advice: str) -> UnusableInput:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return UnusableInput(what, where=f"{self.file}:{line}:{column}", advice=advice)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        bindings = self.scopes[-1]
        if self.declared:
            bindings = {**bindings, **self.declared}
            self.declared = {}
        self.scopes.append(bindings)
        ns, _, local = name.rpartition(" ")
        for key in [key for key in attributes if " " in key]:
            uri, _, plain = key.rpartition(" ")
            attributes[f"xml:{plain}" if uri == XML else f"{{{uri}}}{plain}"] = attributes.pop(key)
        parser = self.parser
        node = Node(
            local, ns, attributes, bindings, self.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        )
        if self.stack:
            if len(self.stack) >= self.deepest:
                raise self.refuse(_TOO_DEEP.format(deepest=self.deepest), "make the document flatter")
            self.stack[-1].children.append(node)
        else:
            self.root = node
        self.stack.append(node)

    def end(self, _name: str) -> None:
        self.stack.pop()
        self.scopes.pop()

    def characters(self, text: str) -> None:
        self.stack[-1].children.append(text)

    def entity(self, name: str, *_rest: object) -> None:
        raise self.refuse(
            f"the entity “{name}” is declared in a DOCTYPE", "write the characters themselves, and remove it"
        )

    def external(self, *_rest: object) -> int:
        raise self.refuse("an external entity", "write the text itself in the file")
