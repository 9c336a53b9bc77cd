"""Kinds of files that no reader takes, and what to do with them: better than a complaint about a strange character."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from diplomatica.source.readers.model import Request

_HEAD = 1024
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s")
_TEI = re.compile(rb"<TEI[\s>]|<teiCorpus[\s>]")
_MHTML = re.compile(rb"(?i)^(?:MIME-Version: |Content-Type: )multipart/|^Content-Type: multipart/related", re.MULTILINE)


@lru_cache(maxsize=1)
def _formats() -> tuple[tuple[bytes, str, str], ...]:
    table = tomllib.loads(files(__package__).joinpath("refused.toml").read_text(encoding="utf-8"))
    return tuple((entry["starts"].encode("latin-1"), entry["what"], entry["advice"]) for entry in table["format"])


def check(request: Request) -> None:
    """Raise `UnusableInput` where the content shows a format that is not read.

    A file that is XML but not XHTML is refused too: its tags would stand in the text as if they had been written there.
    """
    head = request.data[:_HEAD]
    for starts, what, advice in _formats():
        if head.startswith(starts):
            raise request.unusable(f"this is {what}", advice)
    if _TEI.search(head) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise request.unusable("this is a TEI document already", "it needs no encoding: leave it out")
    if _XML.match(head):
        raise request.unusable("this is an XML document", "give plain text, markdown, HTML, DOCX or PDF")
    if _MHTML.search(head) and b"Content-Location:" in request.data[: 8 * _HEAD]:
        raise request.unusable("this is a web archive (MHTML)", "save the page as HTML")
