"""A quick look at a document: is anything wrong with its identifiers, pointers and languages at all?

Nearly all documents have nothing wrong there. A look at the bytes of a document that is known to be well-formed tells
whether that is so for sure; where it may not be, `references` finds out exactly, and where.
"""

from __future__ import annotations

import re
from functools import cache

from diplomatica.validation.model import Pointer
from diplomatica.validation.pointers import is_elsewhere, prefix_of

TEI = "http://www.tei-c.org/ns/1.0"
_NO_TAGS = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_VALUE = rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_IDS = re.compile(rb"xml:id" + _VALUE)
_POINTERS = re.compile(rb"=\s*(?:\"([^\"<>#:]*[#:][^\"]*)\"|'([^'<>#:]*[#:][^']*)')")
_FILES = re.compile(rb"=\s*(?:\"([^\"<>]*\.(?:xml|tei|odd)[^\"]*)\"|'([^'<>]*\.(?:xml|tei|odd)[^']*)')", re.IGNORECASE)
_ASCII_IDS = re.compile(rb"(?:[A-Za-z_][A-Za-z0-9_.-]* )*")


def quick_look(data: bytes) -> tuple[bool, tuple[Pointer, ...]]:
    """Is there nothing wrong for sure? And, if so, the pointers into other files.

    The document has to be well-formed, in an encoding where ASCII is as it is.
    """
    if b"<!--" in data or b"<![CDATA[" in data or data.find(b"<?", 5) >= 0:
        data = re.sub(_NO_TAGS.encode(), b"", data, flags=re.DOTALL)
    ids = _values(_IDS, data)
    known = set(ids)
    fine = len(known) == len(ids) and _are_names(known)
    if fine and b"xml:lang" in data:
        from diplomatica.validation.languages import is_well_formed

        langs = set(_values(_langs(), data))
        fine = all(is_well_formed(lang.decode("utf-8", "replace")) for lang in langs)
    if TEI.encode() not in data:
        return fine, ()
    if not fine or b"xml:base" in data or b"prefixDef" in data:
        return False, ()
    found: set[str] = set()
    values = set(_values(_POINTERS, data))
    if b".xml" in data or b".tei" in data or b".odd" in data:
        values |= set(_values(_FILES, data))
    for value in values:
        for pointer in value.split():
            if pointer.startswith(b"#"):
                if pointer[1:] not in known and len(pointer) > 1 and b"(" not in pointer:
                    return False, ()
                continue
            written = pointer.decode("utf-8", "replace")
            # Which attributes hold pointers is not known here; what may need a prefix is looked at more closely.
            if prefix_of(written) or (b"&" in pointer and b"://" not in pointer):
                return False, ()
            if is_elsewhere(written):
                found.add(written)
    return True, tuple([Pointer(written) for written in sorted(found)])


def _are_names(ids: set[bytes]) -> bool:
    """Are identifiers names for sure?"""
    joined = b" ".join(ids) + b" "
    if not ids or _ASCII_IDS.fullmatch(joined):
        return True
    from diplomatica.relaxng.xml_names import is_ncname

    return b"&" not in joined and all(is_ncname(ident.decode("utf-8", "replace")) for ident in ids)


@cache
def _langs() -> re.Pattern[bytes]:
    return re.compile(rb"xml:lang" + _VALUE)


def _values(pattern: re.Pattern[bytes], data: bytes) -> list[bytes]:
    return [one or other for one, other in pattern.findall(data)]
