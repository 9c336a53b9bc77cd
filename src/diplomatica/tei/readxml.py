"""Reading XML that others wrote: no network, no entity, no DTD, and faults told in words for an editor."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from diplomatica.errors import UnusableInput

# The parser's advice to programmers, and the place, which is told in front.
_NOT_FOR_USERS = re.compile(
    r",? line \d+, column \d+.*|,? ?(?:use|see|try|consider) (?:the )?(?:XML_PARSE|xmlCtxt|xmlSet)\w*.*", re.S
)
_NOT_UTF8 = re.compile(
    r"not proper UTF-8|invalid (?:UTF-8|byte|character)|encoding error|input conversion failed", re.I
)


class _Nothing(etree.Resolver):
    """Gives the parser nothing in the place of what a DOCTYPE names, so that no file, pipe or device is opened."""

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        return self.resolve_string("", context, base_url=None)


def read_xml(data: bytes, name: str, what: str = "") -> etree._Element:
    """The root of an XML document; comments and processing instructions are left out.

    `what` begins the message ("the authority file is "). Raises `UnusableInput`, with line and column, where the
    document is not well-formed, in another encoding than it says, or has a DOCTYPE.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True, remove_comments=True,
        collect_ids=False,
    )  # fmt: skip
    # Without identifiers, libxml2 reads the external subset even if it is told to load no DTD.
    parser.resolvers.add(_Nothing())
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _fault(error, data, name, what) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnusableInput("a document type declaration", where=name, advice="remove the DOCTYPE: it is not needed")
    return root


def _fault(error: etree.XMLSyntaxError, data: bytes, name: str, what: str) -> UnusableInput:
    line, column = error.position
    message = str(error.msg or "")
    if _NOT_UTF8.search(message):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as broken:
            line = data.count(b"\n", 0, broken.start) + 1
            return UnusableInput(f"{what}not UTF-8", where=f"{name}:{line}", advice="save the file as UTF-8")
    reason = _NOT_FOR_USERS.sub("", message).strip(" :;,.")
    return UnusableInput(
        f"{what}not well-formed XML" + (f": {reason}" if reason else ""),
        where=f"{name}:{line}:{column}",
        advice="repair the XML first",
    )
