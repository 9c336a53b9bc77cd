"""Which schema a document names: <?xml-model?> (W3C note "Associating Schemas with XML documents"), and a catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass

RNG = "http://relaxng.org/ns/structure/1.0"
RNC = "application/relax-ng-compact-syntax"
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
_HEAD = 1 << 16
_PI = re.compile(r"<\?xml-model\s+(.*?)\?>|<!--.*?-->|<[A-Za-z_:]", re.DOTALL)
_PSEUDO = re.compile(r"([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# The address at which the TEI publishes tei_all, of the current or of a numbered release.
_TEI_ALL = re.compile(
    r"https?://(?:www\.)?(?:vault\.)?tei-c\.org/(?:(?:Vault/)?P5/(?P<version>current|\d+\.\d+\.\d+)|release)"
    r"/xml/tei/custom/schema/relaxng/tei_all\.rn[gc]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Model:
    """A schema that a document names: its address, and whether it is Schematron; `phase` is for that."""

    href: str
    schematron: bool = False
    phase: str = ""


def models(data: bytes) -> list[Model]:
    """The schemas that a document names, in its order; those of other languages are left out."""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "replace")
    found = []
    for item in _PI.finditer(text):
        if item.group().startswith("<!--"):
            continue
        if item[1] is None:
            break
        facts = {name: _unescaped(one or other) for name, one, other in _PSEUDO.findall(item[1])}
        href, kind, media = facts.get("href", ""), facts.get("schematypens", ""), facts.get("type", "")
        name = href.partition("#")[0].lower()
        if not href:
            continue
        if kind == SCHEMATRON or (not kind and name.endswith((".sch", ".schematron"))):
            found.append(Model(href, True, facts.get("phase", "")))
        elif kind == RNG or media == RNC or (not kind and name.endswith((".rng", ".rnc", ".odd"))):
            found.append(Model(href))
    return found


def place_of(data: bytes) -> tuple[int, int, int]:
    """Where a document names its first schema: line, column, and width of the address; its beginning where it names
    none.
    """
    text = _text(data)
    for item in _PI.finditer(text):
        address = re.search(r"\bhref\s*=\s*[\"']([^\"']*)", item[1] or "")
        if address:
            at = item.start(1) + address.start(1)
            return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), max(1, len(address[1]))
    return 1, 1, 1


def _text(data: bytes) -> str:
    """The beginning of a document."""
    head = data[:_HEAD]
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return head.decode(encoding, "replace")


def tei_all(href: str) -> str | None:
    """The release of the TEI whose tei_all an address means, empty for the current one; None for other addresses."""
    found = _TEI_ALL.fullmatch(href.strip())
    if found is None:
        return None
    version = found["version"] or ""
    return "" if version.lower() == "current" else version


def _unescaped(value: str) -> str:
    if "&" not in value:
        return value
    from html import unescape

    return unescape(value)
