"""Addresses of what an identifier names: VIAF, Wikidata, GND, GeoNames and others.

Only a value that looks like an identifier of its authority becomes a link; others are shown as they are.
"""

from __future__ import annotations

import re

_AUTHORITIES: dict[str, tuple[str, str]] = {
    "viaf": (r"[1-9]\d{1,21}", "https://viaf.org/viaf/{}"),
    "wikidata": (r"[QPL][1-9]\d*", "https://www.wikidata.org/wiki/{}"),
    "gnd": (r"(?:1[0-9]?\d{7}[0-9X]|[47]\d{6}-\d|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X])", "https://d-nb.info/gnd/{}"),
    "geonames": (r"[1-9]\d{0,9}", "https://www.geonames.org/{}"),
    "isni": (r"\d{15}[0-9X]", "https://isni.org/isni/{}"),
    "orcid": (r"\d{4}-\d{4}-\d{4}-\d{3}[0-9X]", "https://orcid.org/{}"),
    "lccn": (r"[a-z]{1,3}\d{8,10}", "https://id.loc.gov/authorities/names/{}"),
    "bnf": (r"cb\d{8}[0-9a-z]", "https://catalogue.bnf.fr/ark:/12148/{}"),
    "tgn": (r"[1-9]\d{6}", "https://vocab.getty.edu/page/tgn/{}"),
    "pleiades": (r"[1-9]\d{2,12}", "https://pleiades.stoa.org/places/{}"),
}
_OTHER_NAMES = {"naf": "lccn", "loc": "lccn", "lcnaf": "lccn", "wd": "wikidata", "wikidata.org": "wikidata"}
_WEB = re.compile(r"https?://[^\s/?#<>\"]+[^\s<>\"]*")


def identifier_link(kind: str, value: str) -> str:
    """The address of the record that an `idno` (its `@type` and value) names, or nothing.

    before   ("VIAF", "specimen-002")   ("GND", "118540238")
    after    ""                         "https://d-nb.info/gnd/118540238"
    """
    name = kind.strip().lower()
    text = value.strip()
    if _WEB.fullmatch(text):
        return text
    pattern, address = _AUTHORITIES.get(_OTHER_NAMES.get(name, name), ("", ""))
    bare = text.replace(" ", "") if name == "isni" else text
    return address.format(bare) if pattern and re.fullmatch(pattern, bare) else ""


def is_web(address: str) -> bool:
    """Whether an address may become an outgoing link: http or https, whole, nothing else."""
    return _WEB.fullmatch(address) is not None
