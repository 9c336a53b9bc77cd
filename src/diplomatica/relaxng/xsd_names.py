"""The datatypes of W3C XML Schema, and the facets of each (XML Schema Part 2, sections 3.2 and 3.3)."""

from __future__ import annotations

_LENGTHS = ("length", "minLength", "maxLength", "pattern")
_ORDERED = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "pattern")
_DIGITS = (*_ORDERED, "totalDigits", "fractionDigits")

_FAMILIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (_LENGTHS, "string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ENTITIES"),
    (_LENGTHS, "anyURI QName NOTATION hexBinary base64Binary"),
    (_DIGITS, "decimal integer nonPositiveInteger negativeInteger nonNegativeInteger positiveInteger"),
    (_DIGITS, "long int short byte unsignedLong unsignedInt unsignedShort unsignedByte"),
    (_ORDERED, "float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth"),
    (("pattern",), "boolean"),
)

FACETS: dict[str, tuple[str, ...]] = {name: facets for facets, names in _FAMILIES for name in names.split()}
XSD_NAMES = frozenset(FACETS)
