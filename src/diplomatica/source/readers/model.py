"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diplomatica.errors import UnusableInput
from diplomatica.source.model import Emphasis, Table


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of one document and how they are to be read.

    `where` names the document in messages (a path, or "-"). `encoding` overrides what the document says of itself;
    `replace_controls` puts U+FFFD in the place of what cannot be read or written.
    """

    data: bytes
    where: str
    encoding: str | None = None
    replace_controls: bool = False

    def unusable(self, what: str, advice: str = "") -> UnusableInput:
        """The error that says why this document cannot be used."""
        return UnusableInput(what, where=self.where, advice=advice)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a document: text in any line ends, which may still hold forbidden characters."""

    text: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    doubt: str = ""
    """What a person has to look at before the text is trusted: an encoding that was guessed and may be another."""
    tables: tuple[Table, ...] = ()
    """The tables of the text. Whoever gives any gives the text in its final form (see `diplomatica.source.text`)."""
    emphasis: tuple[Emphasis, ...] = ()
    """What is emphasised in the text, ascending; as for tables."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: the endings that stand for it, how its content is recognised, and what reads it."""

    media_type: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Request], Reading]
