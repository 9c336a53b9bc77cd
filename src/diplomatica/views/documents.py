"""TEI documents made ready for pages: one run of the stylesheet gives both views, the facts and the plain text."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from diplomatica import share
from diplomatica.errors import UnusableInput
from diplomatica.saxon import Stylesheet
from diplomatica.tei.escape import quoteattr
from diplomatica.tei.readxml import read_xml
from diplomatica.tei.tree import TEI_NS
from diplomatica.views.facts import facts
from diplomatica.views.model import DocumentViews
from diplomatica.views.own import made_ready
from diplomatica.views.site.addresses import with_pages
from diplomatica.views.words import as_xml

ENTRY = "xslt/document/document.xsl"
DEPTH = 200
"""Elements may be nested so deep, and no deeper."""

_OVER = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href={ours}/><xsl:import href={own}/></xsl:stylesheet>"""
_PARAGRAPHS = re.compile("\\s*\u2029\\s*")
_LINES = re.compile("[^\\S\n]*\u2028[^\\S\n]*")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are shown.

    `hooks` is a stylesheet of the user's that is laid over ours: its templates replace the empty hooks of
    `xslt/hooks.xsl`, and the templates for elements in the modes `reading` and `diplomatic`. It may import one of ours
    by its name. `language` is that of the
    interface (BCP 47), `root` the way from a document's page to the root of the edition.
    """

    hooks: Path | None = None
    language: str = "en"
    root: str = "../../"


class Views:
    """The compiled stylesheets with their options: make one a process, and use it for all documents."""

    def __init__(self, options: Options | None = None) -> None:
        """Compile. Raises `UnusableInput` where the user's stylesheet has a fault, or for an unknown language."""
        self.options = options or Options()
        words = as_xml(self.options.language)
        self._stylesheet = self._compiled()
        self._stylesheet.keep("messages", words)
        self._parameters = {"language": self.options.language, "root": self.options.root}

    def of(self, path: Path, slug: str | None = None) -> DocumentViews:
        """The views and facts of a TEI file; `slug` is its name in addresses, by default the stem of the file.

        Raises `UnusableInput` for a file that can't be read, is not well-formed, has a DOCTYPE, is no TEI, or is nested
        too deep.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnusableInput(f"can’t be read: {error.strerror}", where=str(path)) from None
        _check(data, str(path))
        return self._views(self._stylesheet.run(path, self._parameters), path.stem if slug is None else slug)

    def of_text(self, xml: str, slug: str) -> DocumentViews:
        """As `of`, for TEI at hand."""
        _check(xml.encode("utf-8"), slug)
        return self._views(self._stylesheet.run_text(xml, slug, self._parameters), slug)

    def _views(self, results: tuple[str, ...], slug: str) -> DocumentViews:
        reading, diplomatic, told, text = results
        reading, diplomatic = with_pages(reading), with_pages(diplomatic)
        text = _SPACES.sub(" ", _LINES.sub("\n", _PARAGRAPHS.sub("\n\n", text))).strip()
        return DocumentViews(facts(told, slug, len(text.split())), reading, diplomatic, text + "\n" if text else "")

    def _compiled(self) -> Stylesheet:
        own = self.options.hooks
        ours = share.path(ENTRY)
        if own is None:
            return Stylesheet(ours)
        if not own.is_file():
            raise UnusableInput("there is no such stylesheet", where=str(own), advice="name a file")
        with tempfile.TemporaryDirectory(prefix="diplomatica-") as folder:
            ready = made_ready(own, Path(folder))
            text = _OVER.format(ours=quoteattr(ours.as_uri()), own=quoteattr(ready.as_uri()))
            return Stylesheet(own, ours=False, text=text)


@lru_cache(maxsize=1)
def _is_deep() -> etree.XPath:
    return etree.XPath("boolean(" + "/*" * (DEPTH + 1) + ")")


def _check(data: bytes, where: str) -> None:
    root = read_xml(data, where)
    name = etree.QName(root)
    if name.namespace != TEI_NS or name.localname not in ("TEI", "teiCorpus"):
        known = f"the root element is <{name.localname}>" + (
            "" if name.namespace == TEI_NS else f" in the namespace {name.namespace}" if name.namespace else ""
        )
        raise UnusableInput(
            f"not a TEI document: {known}", where=where, advice=f"the root is to be TEI or teiCorpus of {TEI_NS}"
        )
    if _is_deep()(root):
        raise UnusableInput(f"elements nested more than {DEPTH} deep", where=where, advice="flatten it")
