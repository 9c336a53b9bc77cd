"""The datatypes of W3C XML Schema, and the facets of each (XML Schema Part 2, sections 3.2 and 3.3)."""

from __future__ import annotations

_LENGTHS = ("length", "minLength", "maxLength", "pattern")
_ORDERED = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "pattern")
_DIGITS = (*_ORDERED, "totalDigits", "fractionDigits")

_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ENTITIES anyURI QName"
        " NOTATION hexBinary base64Binary",
        _LENGTHS,
    ),
    (
        "decimal integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt"
        " unsignedShort unsignedByte positiveInteger",
        _DIGITS,
    ),
    ("float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth", _ORDERED),
    ("boolean", ("pattern",)),
)

FACETS: dict[str, tuple[str, ...]] = {name: facets for names, facets in _FAMILIES for name in names.split()}
XSD_NAMES = frozenset(FACETS)
