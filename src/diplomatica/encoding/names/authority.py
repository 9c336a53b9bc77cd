"""Authority files: TEI lists of persons, places and organisations that a project keeps for all its documents.

TEI P5 chapter 14.3.3: `listPerson/person`, `listPlace/place`, `listOrg/org`, each with `xml:id`, forms of the name and
`idno[@type]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from diplomatica.encoding.model import NameKind
from diplomatica.encoding.names.lexicon import fold
from diplomatica.encoding.names.states import spelled
from diplomatica.errors import UnusableInput

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KINDS: dict[str, tuple[NameKind, str]] = {
    f"{_TEI}person": ("person", f"{_TEI}persName"),
    f"{_TEI}place": ("place", f"{_TEI}placeName"),
    f"{_TEI}org": ("org", f"{_TEI}orgName"),
}
_STATES = ("country", "state")
NEAR = 88.0
"""The least similarity in per cent at which a form is reported as perhaps the same."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of an authority file."""

    ref: str
    kind: NameKind
    forms: tuple[str, ...]
    idnos: tuple[tuple[str, str], ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """All entries of the authority files of a project, found by any form of their names."""

    records: tuple[Record, ...] = ()
    index: dict[tuple[NameKind, str], Record] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    """All forms of the places, as the texts are searched for them."""
    states: frozenset[str] = frozenset()
    """Those of `places` that the files call a country or state."""

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Authority:
        """Read authority files, in the order given; the first that knows a form wins.

        Raises `UnusableInput` with path and line where a file can't be read, is no XML, or has an entry without
        `xml:id`.
        """
        return cls.of(record for path in paths for record in _read(Path(path)))

    @classmethod
    def of(cls, records: Iterable[Record]) -> Authority:
        """An authority made of records at hand."""
        kept = tuple(records)
        index: dict[tuple[NameKind, str], Record] = {}
        for record in kept:
            for form in record.forms:
                index.setdefault((record.kind, key(form)), record)
        places = [record for record in kept if record.kind == "place"]
        return cls(kept, index, _spelled(places), _spelled(place for place in places if place.type in _STATES))

    def exact(self, kind: NameKind, form: str) -> Record | None:
        """The record that has this form, case, diacritics and hyphens aside."""
        return self.index.get((kind, key(form)))

    def near(self, kind: NameKind, form: str) -> tuple[Record, str, float] | None:
        """The record with the most similar form, that form, and the similarity, if it is at least `NEAR`."""
        from rapidfuzz import fuzz, process

        asked = key(form)
        choices = [known for known_kind, known in self.index if known_kind == kind]
        best = process.extractOne(asked, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
        if best is None:
            return None
        return self.index[kind, best[0]], best[0], float(best[1])


def _spelled(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(text for record in records for form in record.forms if (text := spelled(form)))


def key(form: str) -> str:
    """The folded form of a name by which authority files are searched: "Kim Il-sŏng" -> "kim il song"."""
    return " ".join(fold(form.replace("[", "").replace("]", "")).replace("-", " ").replace(".", " ").split())


def _read(path: Path) -> list[Record]:
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        root = etree.parse(str(path), parser).getroot()
    except OSError as error:
        raise UnusableInput("the authority file can't be read", where=str(path), advice="check the path") from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise UnusableInput(
            f"the authority file is not well-formed XML: {error.msg}",
            where=f"{path}:{line}:{column}",
            advice="correct the file",
        ) from error
    records: list[Record] = []
    for element in root.iter(*_KINDS):
        kind, form_tag = _KINDS[str(element.tag)]
        ref = element.get(_ID)
        forms = tuple(
            text
            for form in element.iterchildren(form_tag)
            if (text := " ".join("".join(map(str, form.itertext())).split()))
        )
        if not ref:
            raise UnusableInput(
                f"a {kind} of the authority file has no xml:id",
                where=f"{path}:{element.sourceline}",
                advice="give every entry an xml:id",
            )
        idnos = tuple(
            (str(idno.get("type")), text)
            for idno in element.iterchildren(f"{_TEI}idno")
            if idno.get("type") and (text := " ".join("".join(map(str, idno.itertext())).split()))
        )
        records.append(Record(ref, kind, forms, idnos, element.get("type") or ""))
    return records
