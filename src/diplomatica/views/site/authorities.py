"""The authority files of a collection: TEI files that list the persons, organisations and places it knows.

TEI P5, chapters 14.3.2 (`listPerson`), 14.2.2 (`listOrg`), 14.3.4 (`listPlace`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from diplomatica.tei.readxml import read_xml
from diplomatica.tei.tree import TEI_NS
from diplomatica.views.model import Entity, Kind

_TEI = f"{{{TEI_NS}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KINDS: tuple[tuple[str, Kind, str], ...] = (
    ("person", "person", "persName"),
    ("org", "org", "orgName"),
    ("place", "place", "placeName"),
)


def read_authorities(paths: Iterable[Path]) -> tuple[Entity, ...]:
    """The entries of authority files, in the order of the files.

    `name` and `forms` are the entry's name forms without offices; `office` is the first `occupation`, or for others
    the first `desc`; `role` is empty. Raises `UnusableInput` for a file that is no XML, `OSError` for one that can't
    be read.
    """
    return tuple(entry for path in paths for entry in _entries(read_xml(path.read_bytes(), str(path))))


def _entries(root: etree._Element) -> Iterator[Entity]:
    for tag, kind, name_tag in _KINDS:
        for element in root.iter(_TEI + tag):
            key = element.get(_ID)
            names = [text for name in element.iterfind(_TEI + name_tag) if (text := _without_office(name))]
            if not key or not names:
                continue
            ids = ((idno.get("type") or "", _text(idno)) for idno in element.iterfind(_TEI + "idno"))
            about = element.find(_TEI + ("occupation" if kind == "person" else "desc"))
            yield Entity(
                kind=kind,
                key=key,
                name=names[0],
                forms=tuple(dict.fromkeys(names)),
                office="" if about is None else _text(about),
                ids=tuple((type_, value) for type_, value in ids if value),
            )


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _without_office(name: etree._Element) -> str:
    parts = [name.text or ""]
    for child in name:
        if child.tag != f"{_TEI}roleName":
            parts.append("".join(map(str, child.itertext())))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
