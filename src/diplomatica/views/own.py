"""A user's stylesheet made ready to be laid over ours.

before  <xsl:stylesheet xmlns:tei="..."><xsl:import href="hooks.xsl"/>      (no hooks.xsl beside it)
after   <xsl:stylesheet xmlns:tei="..." exclude-result-prefixes="#all" xml:base="file:///papers/own.xsl">
          <xsl:import href="file:///.../xslt/hooks.xsl"/>

XSLT 3.0, sections 3.11 (stylesheet modules) and 11.1.3 (namespace nodes of literal result elements). The file itself is
never changed: what is compiled is a copy, whose base address is that of the file.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from diplomatica import share
from diplomatica.errors import UnusableInput
from diplomatica.tei.readxml import read_xml

OURS = {
    "hooks.xsl": "xslt/hooks.xsl",
    "document.xsl": "xslt/document/document.xsl",
    "reading.xsl": "xslt/reading/reading.xsl",
    "diplomatic.xsl": "xslt/diplomatic/diplomatic.xsl",
}
"""The stylesheets of ours that another may import by their bare names."""
_XSL = "http://www.w3.org/1999/XSL/Transform"
_MODULES = (f"{{{_XSL}}}import", f"{{{_XSL}}}include")
_ROOTS = (f"{{{_XSL}}}stylesheet", f"{{{_XSL}}}transform")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def made_ready(own: Path, folder: Path) -> Path:
    """The stylesheet that is compiled for `own`, a file in `folder`; so are the modules beside it that it asks for.

    Namespaces that a module declares for its own use stay out of the pages. A module that is asked for by the bare name
    of one of `OURS`, and is not there, is ours. What can't be read as XML without a DOCTYPE is left as it is: the
    processor tells what is wrong with it.
    """
    return _ready(own.resolve(), folder, {})


def _ready(module: Path, folder: Path, made: dict[Path, Path]) -> Path:
    if module in made:
        return made[module]
    try:
        root = read_xml(module.read_bytes(), str(module))
    except (UnusableInput, OSError):
        return module
    if root.tag not in _ROOTS:
        return module
    # Known before it is written: modules that import each other in a circle are the processor's to refuse.
    copy = made[module] = folder / f"{len(made)}.xsl"
    if root.get(_BASE) is None:
        root.set(_BASE, module.as_uri())
        for asked in root.iterchildren(*_MODULES):
            found = _module(asked.get("href", ""), module.parent)
            if found is not None:
                ready = found if found in _ours() else _ready(found, folder, made)
                asked.set("href", ready.as_uri())
    root.set("exclude-result-prefixes", "#all")
    copy.write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return copy


def _module(href: str, beside: Path) -> Path | None:
    """The file that a relative address without a fragment leads to, or that of ours; None for anything else."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or parts.query or parts.fragment or not parts.path or parts.path.startswith("/"):
        return None
    try:
        found = (beside / unquote(parts.path)).resolve()
        if found.is_file():
            return found
    except (OSError, ValueError):
        return None
    return share.path(OURS[href]).resolve() if href in OURS else None


def _ours() -> frozenset[Path]:
    return frozenset(share.path(path).resolve() for path in OURS.values())
