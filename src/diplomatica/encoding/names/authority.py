"""Authority files: TEI lists of persons, places and organisations that a project keeps for all its documents.

TEI P5 chapter 14.3.3: `listPerson/person`, `listPlace/place`, `listOrg/org`, each with `xml:id`, forms of the name and
`idno[@type]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from diplomatica.encoding.model import NameKind
from diplomatica.encoding.names.lexicon import fold
from diplomatica.encoding.names.states import spelled
from diplomatica.errors import UnusableInput
from diplomatica.tei.readxml import read_xml

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KINDS: dict[str, tuple[NameKind, str]] = {
    f"{_TEI}person": ("person", f"{_TEI}persName"),
    f"{_TEI}place": ("place", f"{_TEI}placeName"),
    f"{_TEI}org": ("org", f"{_TEI}orgName"),
}
_STATES = ("country", "state")
_SURNAME = (f"{_TEI}nameLink", f"{_TEI}surname")
_FORENAME = (f"{_TEI}forename", f"{_TEI}addName")
MAX_BYTES = 200_000_000
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
    refs: frozenset[str] = frozenset()
    """The ids of all entries."""
    notes: tuple[str, ...] = ()
    """What a person should know about the files: one without entries, a form of the name that two entries have."""

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Authority:
        """Read authority files, in the order given; the first that knows a form wins.

        Raises `UnusableInput` with path and line where a file can't be read, is no XML, or has an entry without
        `xml:id`.
        """
        notes: list[str] = []
        found = cls.of([record for path in paths for record in _read(Path(path), notes)])
        return replace(found, notes=(*notes, *found.notes))

    @classmethod
    def of(cls, records: Iterable[Record]) -> Authority:
        """An authority made of records at hand."""
        kept = tuple(records)
        index: dict[tuple[NameKind, str], Record] = {}
        notes: dict[str, None] = {}
        for record in kept:
            for form in record.forms:
                first = index.setdefault((record.kind, key(form)), record)
                if first.ref != record.ref:
                    shared = f"“{form}” is a name of {first.ref} and of {record.ref} in the authority files"
                    notes[f"{shared}: {first.ref} is taken (take the name from one of them)"] = None
        places = [record for record in kept if record.kind == "place"]
        states = _spelled(place for place in places if place.type in _STATES)
        refs = frozenset(record.ref for record in kept)
        return cls(kept, index, _spelled(places), states, refs, tuple(notes))

    def exact(self, kind: NameKind, form: str) -> Record | None:
        """The record that has this form, case, diacritics and hyphens aside."""
        return self.index.get((kind, key(form)))

    def near(self, kind: NameKind, form: str) -> tuple[Record, str, float] | None:
        """The record with the most similar form, that form as the file has it, and the similarity (`NEAR` or more)."""
        from rapidfuzz import fuzz, process

        asked = key(form)
        choices = [known for known_kind, known in self.index if known_kind == kind]
        best = process.extractOne(asked, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
        if best is None:
            return None
        record = self.index[kind, best[0]]
        return record, next(known for known in record.forms if key(known) == best[0]), float(best[1])


def _spelled(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(text for record in records for form in record.forms if (text := spelled(form)))


def key(form: str) -> str:
    """The folded form of a name by which authority files are searched: "Kim Il-sŏng" -> "kim il song"."""
    return " ".join(fold(form.replace("[", "").replace("]", "")).replace("-", " ").replace(".", " ").split())


def _forms(name: etree._Element) -> Iterator[str]:
    """The forms of a name that is written as text, or in parts: then as it is written, and in both orders."""
    surname, forename = _joined(name, *_SURNAME), _joined(name, *_FORENAME)
    if not surname or not forename:
        text = " ".join((" " if surname or forename else "").join(map(str, name.itertext())).split())
        if text:
            yield text
        return
    written = [surname, forename] if str(name[0].tag) in _SURNAME else [forename, surname]
    yield " ".join(written)
    yield " ".join(reversed(written))
    yield f"{surname}, {forename}"


def _joined(name: etree._Element, *tags: str) -> str:
    return " ".join(" ".join(map(str, part.itertext())) for part in name.iterchildren(*tags)).strip()


def _read(path: Path, notes: list[str]) -> list[Record]:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnusableInput(
            f"the authority file can't be read: {reason}", where=str(path), advice="check the path"
        ) from error
    if len(data) > MAX_BYTES:
        raise UnusableInput(
            f"the authority file is larger than {MAX_BYTES // 1_000_000} MB", where=str(path), advice="split it"
        )
    if not data.strip():
        raise UnusableInput("the authority file is empty", where=str(path), advice="give a TEI file with listPerson")
    root = read_xml(data, str(path), "the authority file is ")
    records: list[Record] = []
    lines: dict[str, int] = {}
    for element in root.iter(*_KINDS):
        kind, form_tag = _KINDS[str(element.tag)]
        ref = element.get(_ID)
        forms = tuple(dict.fromkeys(form for name in element.iterchildren(form_tag) for form in _forms(name)))
        line: int = element.sourceline or 0  # type: ignore[assignment]
        if not ref:
            raise UnusableInput(
                f"a {kind} of the authority file has no xml:id",
                where=f"{path}:{line}",
                advice="give every entry an xml:id",
            )
        if ref in lines:
            raise UnusableInput(
                f"the xml:id “{ref}” stands in line {lines[ref]} already",
                where=f"{path}:{line}",
                advice="give every entry an xml:id of its own",
            )
        lines[ref] = line
        idnos = tuple(
            (str(idno.get("type")), text)
            for idno in element.iterchildren(f"{_TEI}idno")
            if idno.get("type") and (text := " ".join("".join(map(str, idno.itertext())).split()))
        )
        records.append(Record(ref, kind, forms, idnos, element.get("type") or ""))
    if not any(record.forms for record in records):
        notes.append(f"{path}: {_without_use(str(root.tag), bool(records))}")
    return records


def _without_use(tag: str, has_entries: bool) -> str:
    """Why an authority file knows no name."""
    if not tag.startswith(_TEI):
        return 'no entry found, as it is not in the TEI namespace (add xmlns="http://www.tei-c.org/ns/1.0" to its root)'
    if has_entries:
        return "none of its entries has a name (give them persName, placeName or orgName)"
    return "no entry found (it should have listPerson, listPlace or listOrg with entries)"
