"""Everyone and every place that the document names, as lists of the header (TEI Guidelines 14, 16.2)."""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.encoding.model import Entry, NameForm
from diplomatica.tei.tree import Element

_NAMES = {"person": "persName", "place": "placeName", "org": "orgName"}
_LISTS = (("person", "listPerson", "person"), ("org", "listOrg", "org"))


def particulars(entries: Sequence[Entry]) -> list[Element]:
    """particDesc with the persons and bodies, settingDesc with the places; nothing for what there is none of."""
    found = []
    lists = []
    for kind, list_name, item in _LISTS:
        members = [_entry(entry, item) for entry in entries if entry.kind == kind]
        if members:
            lists.append(Element(list_name, *members))
    if lists:
        found.append(Element("particDesc", *lists))
    places = [_entry(entry, "place") for entry in entries if entry.kind == "place"]
    if places:
        found.append(Element("settingDesc", Element("listPlace", *places)))
    return found


def _entry(entry: Entry, item: str) -> Element:
    element = Element(item, xml__id=entry.ref)
    if entry.role and item != "place":
        element.attrs["role"] = entry.role
    forms = entry.forms or (NameForm(entry.ref),)
    element.add(*(_form(form, _NAMES[entry.kind]) for form in forms))
    return element.add(*(Element("idno", value, type=kind) for kind, value in entry.idnos))


def _form(form: NameForm, name: str) -> Element:
    element = Element(name)
    if form.type:
        element.attrs["type"] = form.type
    if form.subtype:
        element.attrs["subtype"] = form.subtype
    if form.office:
        element.add(Element("roleName", form.office), *([" "] if form.name else []))
    return element.add(form.name) if form.name else element
