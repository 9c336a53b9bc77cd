"""Documents that are not held in memory: a file that is read a part at a time, as often as it is needed.

The grammar runs over a document of any length. References and Schematron need all of it, and the mark under a fault a
line of it: what needs the whole is left out of a document above `WHOLE`, which a note tells; lines are looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

# Bytes of a document that is held in memory, and so checked in every respect.
WHOLE = 32_000_000
PART = 1 << 18  # bytes of a larger one that are in memory at a time


class Large:
    """A file above `WHOLE`, by its path. It must stay as it is while it is checked."""

    __slots__ = ("path", "size")

    def __init__(self, path: str, size: int) -> None:
        self.path = path
        self.size = size

    def __len__(self) -> int:
        return self.size


Content = bytes | Large


class Parser(Protocol):
    """What of a parser of expat is asked here."""

    def Parse(self, data: bytes, final: bool = ..., /) -> object: ...


def parts(content: Content) -> Iterator[bytes]:
    """The bytes of a document, a part at a time."""
    if isinstance(content, bytes):
        yield content
        return
    with open(content.path, "rb") as stream:
        while part := stream.read(PART):
            yield part


def parse(parser: Parser, content: Content) -> None:
    """Give a document to a parser. Raises what the parser raises."""
    if isinstance(content, bytes):
        parser.Parse(content, True)
        return
    for part in parts(content):
        parser.Parse(part, False)
    parser.Parse(b"", True)


def holds(content: Content, wanted: bytes) -> bool:
    """Do some bytes stand in a document?"""
    if isinstance(content, bytes):
        return wanted in content
    tail = b""
    for part in parts(content):
        if wanted in tail + part:
            return True
        tail = part[-len(wanted) :]
    return False


def head(content: Content, length: int) -> bytes:
    """The first bytes of a document."""
    if isinstance(content, bytes):
        return content[:length]
    with open(content.path, "rb") as stream:
        return stream.read(length)
