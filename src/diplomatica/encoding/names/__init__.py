"""Names of persons, places and organisations: TEI P5 chapter 14 (names, dates, people, and places)."""

from __future__ import annotations

from diplomatica.encoding.names.authority import Authority, Record
from diplomatica.encoding.names.finder import find
from diplomatica.encoding.names.model import Doubt, Hint, Known
from diplomatica.encoding.names.registry import Registry
from diplomatica.encoding.names.words import may_be_surname

__all__ = ["Authority", "Doubt", "Hint", "Known", "Record", "Registry", "find", "may_be_surname"]
