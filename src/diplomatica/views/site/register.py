"""The register of a collection: what all its documents tell, added one by one and put in order at the end.

What stays in memory is small for each document; the mentions, which are most of it, wait in a temporary file. The order
in which documents are added makes no difference.

Who is who: an entity that an authority stands for (it has an `idno`, or its key is in an authority file) is the same in
all documents that use its key. One that is not identified is the same where key and main name are the same, and says
that it is not identified. Names that may or may not mean the same person are never made one.
"""

from __future__ import annotations

import marshal
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from diplomatica.views.model import DocumentFacts, Entity, Kind
from diplomatica.views.site.addresses import anchor_of, page_of
from diplomatica.views.site.collection import Collection, Span
from diplomatica.views.site.dates import chronological, year_of
from diplomatica.views.site.filing import filed, folded, sort_key
from diplomatica.views.site.groups import make_archives, make_groups
from diplomatica.views.site.rows import Appearance, DocumentRow, EntityRow, Party, Tie, Used

KINDS: tuple[Kind, ...] = ("person", "place", "org")
ROLES = ("author", "sender", "speaker", "participant", "addressee", "recipient", "mentioned")
"""The parts that somebody has in a document, the weightiest first; any other comes before `mentioned`."""

_RANK = {role: number for number, role in enumerate(ROLES)}
_ACTIONS = {"sent": "sender", "received": "addressee", "copied": "recipient"}
_Name = tuple[Kind, int, str]


class _Growing:
    """An entity while documents are added."""

    __slots__ = ("disputed", "forms", "ids", "key", "kind", "names", "offices", "plain", "roles", "spans")

    def __init__(self, kind: Kind, key: str, plain: str) -> None:
        self.kind, self.key, self.plain = kind, key, plain
        self.names: Counter[str] = Counter()
        self.forms: dict[str, array[int]] = {}
        self.offices: dict[str, array[int]] = {}
        self.ids: dict[tuple[str, str], None] = {}
        self.roles: dict[int, tuple[str, ...]] = {}
        self.spans: list[tuple[int, int, int, int]] = []


class Register:
    """Takes the facts of documents and gives the `Collection`."""

    def __init__(self, authorities: Iterable[Entity] = (), folder: Path | None = None) -> None:
        """`authorities` are the entries of the collection's authority files; `folder` is for the temporary file."""
        self._authorities = {(entry.kind, entry.key): entry for entry in authorities}
        self._spool = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (the collection closes it)
        self._size = 0
        self._documents: list[DocumentRow] = []
        self._slugs: set[str] = set()
        self._entities: dict[tuple[Kind, str, str], int] = {}
        self._growing: list[_Growing] = []
        self._speeches: dict[tuple[_Name, _Name], array[int]] = {}
        self._letters: dict[tuple[_Name, _Name], array[int]] = {}
        self._labels: dict[str, Counter[str]] = {}
        self._texts: dict[str, str] = {}

    def add(self, facts: DocumentFacts) -> None:
        """Take a document in. Raises `ValueError` where there is one with the same slug."""
        if facts.slug in self._slugs:
            raise ValueError(f"two documents have the name {facts.slug}")
        self._slugs.add(facts.slug)
        document = len(self._documents)
        self._documents.append(self._row(facts))
        known = {entity.key: self._entity(document, entity) for entity in facts.entities}
        self._add_mentions(document, facts, known)
        for speech in facts.speeches:
            source = self._party(known, speech.who, "")
            if speech.who in known:
                self._has_role(known[speech.who], document, "speaker")
            if speech.to and source[2]:
                pair = (source, self._party(known, speech.to, ""))
                self._speeches.setdefault(pair, array("I")).extend((document, speech.count))
        self._add_letters(document, facts, known)

    def _row(self, facts: DocumentFacts) -> DocumentRow:
        terms = (*((facts.genre,) if facts.genre else ()), *facts.classification)
        for term in terms:
            self._labels.setdefault(term.key, Counter())[term.label] += 1
        return DocumentRow(
            slug=facts.slug,
            title=facts.title or facts.slug,
            subtitle=facts.subtitle,
            date=facts.date,
            year=year_of(facts.date),
            place=self._same(facts.place),
            genre=self._same(facts.genre.key) if facts.genre else "",
            classification=tuple(self._same(term.key) for term in facts.classification),
            archives=facts.archives,
            language=self._same(facts.language),
            summary=facts.summary,
            number=facts.number,
            words=facts.words,
            title_language=self._same(facts.title_language),
        )

    def _same(self, text: str) -> str:
        """The same object for equal texts."""
        return self._texts.setdefault(text, text)

    # -- entities ----------------------------------------------------------------------------------------------------

    def _entity(self, document: int, entity: Entity) -> int:
        number = self._number(entity.kind, entity.key, entity.name, bool(entity.ids))
        growing = self._growing[number]
        name = self._same(entity.name or entity.key)
        growing.names[name] += 1
        for form in dict.fromkeys((name, *entity.forms)):
            _use(growing.forms, self._same(form), document)
        if entity.office:
            _use(growing.offices, self._same(entity.office), document)
        growing.ids.update(dict.fromkeys(entity.ids))
        self._has_role(number, document, entity.role or "mentioned")
        return number

    def _number(self, kind: Kind, key: str, name: str, has_id: bool) -> int:
        plain = "" if has_id or (kind, key) in self._authorities else folded(name or key) or name or key
        identity = (kind, key, plain)
        number = self._entities.get(identity)
        if number is None:
            number = self._entities[identity] = len(self._growing)
            self._growing.append(_Growing(kind, self._same(key), plain))
        return number

    def _has_role(self, number: int, document: int, role: str) -> None:
        roles = self._growing[number].roles
        before = roles.get(document, ())
        if role not in before:
            roles[document] = (*before, self._same(role))

    def _add_mentions(self, document: int, facts: DocumentFacts, known: dict[str, int]) -> None:
        lines: dict[int, list[tuple[str, str, str, str]]] = {}
        for mention in facts.mentions:
            if not mention.key:
                continue
            number = known.get(mention.key)
            if number is None:
                number = self._entity(document, Entity(mention.kind, mention.key, mention.form))
                known[mention.key] = number
            lines.setdefault(number, []).append((mention.anchor, mention.before, mention.form, mention.after))
        for number, found in lines.items():
            data = marshal.dumps(found)
            self._spool.write(data)
            self._growing[number].spans.append((document, self._size, len(data), len(found)))
            self._size += len(data)

    # -- ties --------------------------------------------------------------------------------------------------------

    def _party(self, known: dict[str, int], key: str, name: str) -> _Name:
        if key in known:
            return (self._growing[known[key]].kind, known[key], key)
        return ("person", -1, self._same(name or key))

    def _add_letters(self, document: int, facts: DocumentFacts, known: dict[str, int]) -> None:
        sides: dict[str, list[_Name]] = {}
        for action in facts.correspondence:
            role = _ACTIONS.get(action.action)
            if role is None or not (action.key or action.name):
                continue
            if action.key in known:
                self._has_role(known[action.key], document, role)
            sides.setdefault("from" if role == "sender" else "to", []).append(
                self._party(known, action.key, action.name)
            )
        for source in dict.fromkeys(sides.get("from", ())):
            for target in dict.fromkeys(sides.get("to", ())):
                if source != target:
                    self._letters.setdefault((source, target), array("I")).extend((document, 1))

    # -- the end -----------------------------------------------------------------------------------------------------

    def finish(self) -> Collection:
        """The collection in its order. Nothing can be added afterwards."""
        order = sorted(range(len(self._documents)), key=self._chronological)
        new_place = array("I", bytes(4 * len(order)))
        for new, old in enumerate(order):
            new_place[old] = new
        index, entities, spans = self._finish_entities(new_place)
        parties = dict[_Name, Party]()

        def party(found: _Name) -> Party:
            if found not in parties:
                kind, number, name = found
                parties[found] = (
                    Party(kind, -1, name)
                    if number < 0
                    else Party(kind, index[number], entities[kind][index[number]].name)
                )
            return parties[found]

        documents = self._finish_documents(order, entities)
        labels = {key: min(found, key=lambda text: (-found[text], text)) for key, found in sorted(self._labels.items())}
        groups = make_groups(documents, labels)
        return Collection(
            documents=documents,
            entities=entities,
            labels=labels,
            speeches=_ties(self._speeches, party, new_place),
            letters=_ties(self._letters, party, new_place),
            groups=groups,
            archives=make_archives(documents, groups["archives"]),
            spool=self._spool,
            spans=spans,
        )

    def _chronological(self, number: int) -> tuple[int, int, int, str, str]:
        row = self._documents[number]
        return chronological(row.date, row.slug)

    def _finish_documents(
        self, order: list[int], entities: dict[Kind, tuple[EntityRow, ...]]
    ) -> tuple[DocumentRow, ...]:
        named: dict[Kind, list[list[int]]] = {kind: [[] for _ in order] for kind in KINDS}
        for kind in KINDS:
            for entity in entities[kind]:
                for appearance in entity.appearances:
                    named[kind][appearance.document].append(entity.index)
        rows = []
        for new, old in enumerate(order):
            row = self._documents[old]
            values = {field: getattr(row, field) for field in DocumentRow.__slots__}
            values |= {"persons": tuple(named["person"][new]), "organisations": tuple(named["org"][new])}
            rows.append(DocumentRow(**values))
        return tuple(rows)

    def _finish_entities(
        self, place: array[int]
    ) -> tuple[array[int], dict[Kind, tuple[EntityRow, ...]], dict[Kind, tuple[tuple[Span, ...], ...]]]:
        crowded = Counter((growing.kind, growing.key.casefold()) for growing in self._growing)
        index = array("I", bytes(4 * len(self._growing)))
        entities: dict[Kind, tuple[EntityRow, ...]] = {}
        spans: dict[Kind, tuple[tuple[Span, ...], ...]] = {}
        for kind in KINDS:
            found = []
            for number, growing in enumerate(self._growing):
                if growing.kind == kind:
                    name = self._name(growing)
                    as_filed = filed(name, growing.key) if kind == "person" else name
                    found.append((sort_key(as_filed), growing.key, growing.plain, number, name, as_filed))
            found.sort()
            rows = []
            all_spans = []
            for position, (_, _, _, number, name, as_filed) in enumerate(found):
                growing = self._growing[number]
                index[number] = position
                own = tuple(sorted((place[span[0]], *span[1:]) for span in growing.spans))
                alone = crowded[growing.kind, growing.key.casefold()] == 1
                rows.append(self._entity_row(growing, position, name, as_filed, place, own, alone))
                all_spans.append(own)
            entities[kind], spans[kind] = tuple(rows), tuple(all_spans)
        return index, entities, spans

    def _name(self, growing: _Growing) -> str:
        authority = self._authorities.get((growing.kind, growing.key))
        if authority is not None and not growing.plain:
            return authority.name
        # A name in small letters before the same in capitals, then the most usual, then the longest.
        return min(growing.names, key=lambda name: (name.isupper(), -growing.names[name], -len(name), name))

    def _entity_row(
        self,
        growing: _Growing,
        position: int,
        name: str,
        as_filed: str,
        place: array[int],
        spans: tuple[Span, ...],
        alone: bool,
    ) -> EntityRow:
        authority = None if growing.plain else self._authorities.get((growing.kind, growing.key))
        forms = {name: array("I"), **growing.forms}
        for form in authority.forms if authority else ():
            forms.setdefault(form, array("I"))
        counts = {document: count for document, _, _, count in spans}
        ids = tuple(dict.fromkeys((*(authority.ids if authority else ()), *sorted(growing.ids))))
        types = Counter(type_ for type_, _ in ids)
        return EntityRow(
            kind=growing.kind,
            index=position,
            key=growing.key,
            name=name,
            filed=as_filed,
            identified=not growing.plain,
            page=page_of(growing.kind, growing.key),
            anchor="" if alone else anchor_of(growing.key, growing.plain),
            note=authority.office if authority else "",
            forms=_used(forms, place, first=name),
            offices=_used(growing.offices, place),
            ids=ids,
            disputed=tuple(type_ for type_ in types if types[type_] > 1),
            appearances=tuple(
                Appearance(document, _ranked(roles), counts.get(document, 0))
                for document, roles in sorted((place[old], roles) for old, roles in growing.roles.items())
            ),
            mentions=sum(counts.values()),
        )


def _use(used: dict[str, array[int]], text: str, document: int) -> None:
    documents = used.get(text)
    if documents is None:
        used[text] = array("I", (document,))
    elif documents[-1] != document:
        documents.append(document)


def _used(used: dict[str, array[int]], place: array[int], first: str = "") -> tuple[Used, ...]:
    """Forms or offices: the name first, then by the documents that give them, the earliest first."""
    found = [Used(text, tuple(sorted(place[old] for old in documents))) for text, documents in used.items()]
    unknown = len(place)
    found.sort(key=lambda use: (use.text != first, use.documents[0] if use.documents else unknown, sort_key(use.text)))
    return tuple(found)


def rank(role: str) -> tuple[float, str]:
    """The key that puts roles in the order of `ROLES`."""
    return _RANK.get(role, len(ROLES) - 1.5), role


def _ranked(roles: Sequence[str]) -> tuple[str, ...]:
    found = sorted(roles, key=rank) if len(roles) > 1 else list(roles)
    return tuple(role for role in found if role != "mentioned") or ("mentioned",)


def _ties(
    found: dict[tuple[_Name, _Name], array[int]], party: Callable[[_Name], Party], place: array[int]
) -> tuple[Tie, ...]:
    """Ties, the strongest first, then by the names."""
    ties = [
        Tie(
            party(source),
            party(target),
            sum(uses[1::2]),
            tuple(sorted({place[document] for document in uses[::2]})),
        )
        for (source, target), uses in found.items()
    ]
    ties.sort(key=lambda tie: (-tie.count, _side(tie.source), _side(tie.target)))
    return tuple(ties)


def _side(party: Party) -> tuple[object, ...]:
    return (sort_key(party.name), party.kind, party.index)
