"""The names of documents in addresses, made of the names of their files.

A name becomes that of a folder and of the files in it, on any system: on disks that don't tell capitals or the normal
forms of Unicode apart, on Windows, in an address.

Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file. Normal forms: UAX #15.

before   "Letter 3 (draft)"   "CON"            "cafe" with U+0301 at the end
after    "Letter-3-(draft)"   "document-CON"   "café", with U+00E9
"""

from __future__ import annotations

import re
import unicodedata

from diplomatica.views.site.addresses import RESERVED
from diplomatica.views.site.filing import checksum

LONGEST = 180
"""Bytes of a name: with "-diplomatic.pdf" behind it and "with-" in front, it is still one that a disk can have."""

# What an address or some file system can't have, what nobody sees, and bytes that were no text (lone surrogates).
_UNFIT = re.compile(
    '[\\s#?%\\\\/:*"<>|\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff]+'
)
_PAGE = re.compile(r"\.html?$", re.IGNORECASE)


def slug_of(stem: str) -> str:
    """The name in addresses of a document whose file has this stem."""
    name = _UNFIT.sub("-", unicodedata.normalize("NFC", stem)).strip("-.") or "document"
    # The folder of documents has pages of its own, as "index.html".
    name = _PAGE.sub(lambda end: "-" + end[0][1:], name)
    if RESERVED.match(name):
        name = f"document-{name}"
    encoded = name.encode("utf-8")
    if len(encoded) <= LONGEST:
        return name
    return f"{encoded[:LONGEST].decode('utf-8', 'ignore').strip('-.')}-{checksum(stem)}"


def same_place(slug: str) -> str:
    """What two names have in common that are one on some disk."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", slug).casefold())
