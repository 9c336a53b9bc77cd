"""Dates in the text, each with the W3C attributes of its `date` element (TEI Guidelines 3.6.4, `att.datable.w3c`)."""

from diplomatica.encoding.dates.find import find, parse
from diplomatica.encoding.dates.origin import reference_of
from diplomatica.encoding.dates.reference import Reference

__all__ = ["Reference", "find", "parse", "reference_of"]
