"""A quick look at a document: is anything wrong with its identifiers, pointers and languages at all?

Nearly all documents have nothing wrong there. A look at the bytes of a document that is known to be well-formed tells
whether that is so for sure; where it may not be, `references` finds out exactly, and where.
"""

from __future__ import annotations

import re

from diplomatica.validation.model import Target

TEI = "http://www.tei-c.org/ns/1.0"
_NO_TAGS = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_VALUE = rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_IDS = re.compile(rb"xml:id" + _VALUE)
_POINTERS = re.compile(rb"=\s*(?:\"([^\"<>#]*#[^\"]*)\"|'([^'<>#]*#[^']*)')")


def quick_look(data: bytes) -> tuple[bool, tuple[Target, ...]]:
    """Is there nothing wrong for sure? And the pointers into other files.

    The document has to be well-formed, in an encoding where ASCII is as it is.
    """
    if b"<!--" in data or b"<![CDATA[" in data or data.find(b"<?", 5) >= 0:
        data = re.sub(_NO_TAGS.encode(), b"", data, flags=re.DOTALL)
    ids = _values(_IDS, data)
    known = set(ids)
    fine = len(known) == len(ids) and not any(b"&" in item for item in known)
    if b"xml:lang" in data:
        from diplomatica.validation.languages import is_well_formed

        langs = set(_values(re.compile(rb"xml:lang" + _VALUE), data))
        fine = fine and all(is_well_formed(lang.decode("utf-8", "replace")) for lang in langs)
    if TEI.encode() not in data:
        return fine, ()
    targets: set[tuple[str, str]] = set()
    for value in set(_values(_POINTERS, data)):
        for pointer in value.split():
            if pointer.startswith(b"#"):
                if pointer[1:] not in known:
                    fine = False
            else:
                target = elsewhere(pointer.decode("utf-8", "replace"))
                if target is not None:
                    targets.add((target.file, target.id))
    return fine, tuple([Target(file, ident) for file, ident in sorted(targets)])


def _values(pattern: re.Pattern[bytes], data: bytes) -> list[bytes]:
    return [one or other for one, other in pattern.findall(data)]


def elsewhere(pointer: str) -> Target | None:
    """The target of a pointer into another file; None for what is none, or leads out into the web."""
    file, mark, ident = pointer.partition("#")
    if not mark or not file or not ident or "(" in ident or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", file):
        return None
    return Target(file, ident)
