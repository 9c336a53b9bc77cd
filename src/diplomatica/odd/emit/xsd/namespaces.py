"""Which namespace has which prefix and which file, and which document refers to which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

XML = "http://www.w3.org/XML/1998/namespace"
_KNOWN = {
    "http://www.tei-c.org/ns/1.0": "tei",
    "http://www.tei-c.org/ns/Examples": "teix",
    "http://www.w3.org/1998/Math/MathML": "m",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://purl.oclc.org/dsdl/schematron": "sch",
    XML: "xml",
}


class Namespaces:
    """Prefixes: what is usual, else what `bindings` has, else numbers."""

    def __init__(self, main: str, ident: str, bindings: Iterable[tuple[str, str]] = ()) -> None:
        self.main = main
        self.used: dict[str, set[str]] = {}
        self._prefixes: dict[str, str] = {XML: "xml"}
        self._files: dict[str, str] = {main: f"{ident}.xsd", XML: "xml.xsd"}
        self._bound = {uri: prefix for prefix, uri in bindings if prefix not in ("", "xml", "xs")}
        if ident == "xml":
            self._files[XML] = "xml-attributes.xsd"

    def prefix(self, uri: str) -> str:
        """The prefix of a namespace; none for no namespace."""
        if not uri:
            return ""
        if uri not in self._prefixes:
            wanted = _KNOWN.get(uri) or self._bound.get(uri) or "ns1"
            number = 1
            while wanted in self._prefixes.values() or wanted == "xs":
                number += 1
                wanted = f"ns{number}"
            self._prefixes[uri] = wanted
        return self._prefixes[uri]

    def file(self, uri: str) -> str:
        """The file of a namespace."""
        if uri not in self._files:
            wanted = name = f"{self.prefix(uri) or 'no-namespace'}.xsd"
            number = 1
            while wanted in self._files.values():
                number += 1
                wanted = name.replace(".xsd", f"-{number}.xsd")
            self._files[uri] = wanted
        return self._files[uri]

    def qname(self, uri: str, local: str, where: str) -> str:
        """A reference to a component, from the document of the namespace `where`."""
        self.used.setdefault(where, set()).add(uri)
        prefix = self.prefix(uri)
        return f"{prefix}:{local}" if prefix else local


_NOT_IN_NAMES = re.compile(r"[\s!-,/:-@\[-^`{-~]")


@lru_cache(4096)
def is_nc_name(name: str) -> bool:
    """Can it be the local name of an element or attribute? What can't is in no document."""
    return bool(name) and not _NOT_IN_NAMES.search(name) and not re.match(r"[\d.\-]", name)


@lru_cache(4096)
def nc_name(name: str) -> str:
    """A name for a component of the schema, as XML admits it."""
    plain = _NOT_IN_NAMES.sub("_", name)
    return plain if is_nc_name(plain) else f"_{plain}"
