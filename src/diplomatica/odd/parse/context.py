"""What the parts of the parser share: where findings go, and small readings of attributes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic, Place
from diplomatica.odd import codes
from diplomatica.tei.located import Node

TEI = "http://www.tei-c.org/ns/1.0"


@dataclass(frozen=True, slots=True)
class Context:
    """The namespace of the schema, and where findings go."""

    ns: str
    found: Callable[[Diagnostic], None]

    def report(self, code: str, place: Place, **facts: object) -> None:
        """Record a finding."""
        self.found(codes.diagnostic(code, place, **facts))


def place_of(node: Node) -> Place:
    """Where an element begins."""
    return Place(node.file, node.line, node.column)


def words(node: Node, name: str) -> tuple[str, ...]:
    """The words of an attribute."""
    value = node.attrs.get(name)
    return tuple(value.split()) if value else ()


def is_tei(node: Node) -> bool:
    """Is it an element of TEI?"""
    return node.ns == TEI
