"""What a schema may read: the files of the collection, and nothing of the network or the machine.

Each call of `doc()`, `document()`, `collection()` and the like becomes a call of a function in `inside.xsl`, which
holds the folder; what could get round that is refused. Saxon itself is told to open files only (`engine`).
"""

from __future__ import annotations

import re
from pathlib import Path

from diplomatica import share
from diplomatica.schematron.markup import unescape
from diplomatica.schematron.model import XSL, Expression, Foreign
from diplomatica.schematron.xpath import Refused, guarded
from diplomatica.tei.escape import escape, quoteattr

INSIDE = "xslt/schematron/inside.xsl"

_ARITIES = {
    "doc": (1,),
    "doc-available": (1,),
    "document": (1, 2),
    "collection": (0, 1),
    "uri-collection": (0, 1),
    "unparsed-text": (1, 2),
    "unparsed-text-lines": (1, 2),
    "unparsed-text-available": (1, 2),
    "json-doc": (1, 2),
}
# Elements of XSLT that read or write other files, or run what is made while the rules run.
_REFUSED = frozenset(
    "include import import-schema use-package package result-document source-document stream evaluate output"
    " character-map expose override".split()
)
_TAG = re.compile(r"<(/?)([^\s/>]+)([^>]*)>")
_ATTRIBUTE = re.compile(r"(\s)([^\s=]+)=(\"[^\"]*\"|'[^']*')")


class Guard:
    """Keeps account of the functions that one stylesheet needs."""

    def __init__(self) -> None:
        self.bases: dict[str, int] = {}
        self.used: dict[tuple[str, int], None] = {}
        self.is_used = False

    def expression(self, expression: Expression) -> str:
        """An expression that reads only what it may. Raises `Refused`."""
        return guarded(expression.text, dict(expression.ns), lambda name: self.rename(name, expression.place.file))

    def subordinate(self, expression: str) -> str:
        """The documents that an expression names, relative to the document that is checked."""
        self.is_used = True
        return f"for $_g:i in ({expression}) return _g:subordinate($_g:i, string(base-uri(/)))"

    def rename(self, name: str, file: str) -> str:
        self.is_used = True
        number = self.bases.setdefault(file, len(self.bases))
        self.used[name, number] = None
        return f"_g:{name}_{number}"

    def declarations(self) -> list[str]:
        """What the stylesheet has to declare for the functions that it calls."""
        if not self.is_used:
            return []
        lines = [f"<xsl:include href={quoteattr(share.path(INSIDE).resolve().as_uri())}/>"]
        files = {number: file for file, number in self.bases.items()}
        for name, number in self.used:
            base = "'" + Path(files[number]).resolve().as_uri().replace("'", "%27") + "'"
            for arity in _ARITIES[name]:
                params = "".join(f'<xsl:param name="a{index}"/>' for index in range(arity))
                arguments = ["$a0"] if arity else ["()"]
                if name == "document" and arity == 2:
                    arguments.append("$a1")
                call = f"_g:{name}({', '.join([*arguments, base])})"
                body = f"{params}<xsl:sequence select={quoteattr(call)}/>"
                lines.append(f'<xsl:function name="_g:{name}_{number}">{body}</xsl:function>')
        return lines

    def xml(self, foreign: Foreign, *, top: bool) -> str:
        """An element of XSLT or another vocabulary, its expressions guarded. Raises `Refused`.

        `top`: it stands at the head of the stylesheet, where only declarations may stand.
        """
        xml = foreign.xml
        ns = dict(foreign.ns)
        prefixes = {prefix for prefix, uri in foreign.ns if uri == XSL}
        is_default = f'xmlns="{XSL}"' in xml
        has_templates = "expand-text" in xml

        def rename(name: str) -> str:
            return self.rename(name, foreign.place.file)

        def is_xsl(name: str) -> bool:
            prefix, colon, _ = name.rpartition(":")
            return prefix in prefixes if colon else is_default

        def value(name: str, text: str) -> str:
            if is_xsl(name):
                return guarded(text, ns, rename)
            return re.sub(r"\{[^}]*\}", lambda match: guarded(match.group(), ns, rename), text)

        def tag(match: re.Match[str]) -> str:
            close, name, rest = match.groups()
            local = name.rpartition(":")[2]
            if is_xsl(name) and local in _REFUSED:
                raise Refused(f"xsl:{local}")

            def attribute(found: re.Match[str]) -> str:
                space, key, quoted = found.groups()
                if key == "xmlns" or key.startswith("xmlns:"):
                    return found.group()
                text = unescape(quoted[1:-1])
                return f"{space}{key}={quoteattr(value(name, text))}"

            return f"<{close}{name}{_ATTRIBUTE.sub(attribute, rest)}>"

        parts = []
        at = 0
        for match in _TAG.finditer(xml):
            parts.append(
                self.template(xml[at : match.start()], ns, rename) if has_templates else xml[at : match.start()]
            )
            parts.append(tag(match))
            at = match.end()
        parts.append(xml[at:])
        text = "".join(parts)
        # A message stays on the line of its check, so that an error in it is found there.
        return text if top else re.sub(r"\n", "&#10;", text)

    @staticmethod
    def template(text: str, ns: dict[str, str], rename: object) -> str:
        assert callable(rename)
        return re.sub(r"\{[^}]*\}", lambda match: escape(guarded(unescape(match.group()), ns, rename)), text)
