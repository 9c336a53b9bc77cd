"""What the parts of the parser share: where findings go, and small readings of attributes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic, Place
from diplomatica.odd import codes
from diplomatica.tei.located import Node

TEI = "http://www.tei-c.org/ns/1.0"
# Namespaces in XML 1.0, section 3: a name without a colon.
_FIRST = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_FIRST}][{_FIRST}0-9.\\-\u00b7\u0300-\u036f\u203f\u2040]*")


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


def is_name(text: str) -> bool:
    """Is it a name of XML, without a prefix?"""
    return _NAME.fullmatch(text) is not None


def words(node: Node, name: str) -> tuple[str, ...]:
    """The words of an attribute."""
    value = node.attrs.get(name)
    return tuple(value.split()) if value else ()


def is_tei(node: Node) -> bool:
    """Is it an element of TEI?"""
    return node.ns == TEI
