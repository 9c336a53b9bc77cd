"""The zip archive that a DOCX is, opened with suspicion.

Only the parts that hold text are taken over; pictures, fonts and programs are never unpacked. A document type
declaration (the door to entity bombs and external entities) has no business in OOXML (ECMA-376 part 2, 6.2.5).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from diplomatica.source.readers.model import Request

MAX_PART = 200_000_000
MAX_ALL = 400_000_000
MAX_RATIO = 400
SMALL = 5_000_000
"""Below this size a high ratio of compression is harmless."""
MAX_ENTRIES = 20_000

_TEXT_PART = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[^/]*\.rels"
    r"|word/(?:document|numbering|styles|footnotes|endnotes|header|footer)[0-9]*\.xml)\Z"
)
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_BROKEN = "open it in a word processor and save it again"


def open_package(request: Request) -> dict[str, bytes]:
    """The XML parts of a DOCX by name, in the order of the archive. Raises `UnusableInput` for what is unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
            return _parts(archive, request)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, NotImplementedError,
        RuntimeError, UnicodeError,
    ) as error:  # fmt: skip
        # What `zipfile` raises for truncated, encrypted and manipulated archives.
        raise request.unusable(f"not a sound DOCX: {error or type(error).__name__}", _BROKEN) from None


def _parts(archive: zipfile.ZipFile, request: Request) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise request.unusable(f"a DOCX with {len(entries)} parts", _BROKEN)
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if not _TEXT_PART.match(name) or name in parts:
            continue
        # The sizes of the directory may lie, so that reading stops at the limit itself.
        with archive.open(entry) as stream:
            content = stream.read(MAX_PART + 1)
        total += len(content)
        swollen = len(content) > SMALL and len(content) > MAX_RATIO * max(entry.compress_size, 1)
        if len(content) > MAX_PART or total > MAX_ALL or swollen:
            raise request.unusable(f"the part {name} is far larger than the file: a zip bomb", "don't open it")
        if any(sign in content for sign in _DOCTYPE):
            raise request.unusable(f"the part {name} has a document type declaration", "don't open it: it's forged")
        parts[name] = content
    if "word/document.xml" not in parts and not any(name.startswith("word/document") for name in parts):
        raise request.unusable("a zip archive without word/document.xml: no DOCX", _BROKEN)
    return parts


def pack(parts: dict[str, bytes]) -> io.BytesIO:
    """An archive of some parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream
