"""The persons of a document while it is read: forms, offices, ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diplomatica.encoding.model import Entry, NameForm, Party
from diplomatica.encoding.names.authority import Authority
from diplomatica.encoding.names.identity import Parts, compatible, familiar, parts, slug, slug_of
from diplomatica.encoding.names.lexicon import GIVEN, flags_of, fold
from diplomatica.encoding.names.model import Doubt
from diplomatica.encoding.names.offices import Office, holds, office
from diplomatica.encoding.names.tokens import keys
from diplomatica.encoding.names.written import MEN, WOMEN, bare, office_words, weight, without_address

_NEVER = (1 << 31, 0)
_LIKE = 85.0
_MOST_OF_A_NAME = 200
"""So many persons of one surname are told apart; a text with more is no record of diplomacy."""


def _likeness(one: str, other: str) -> float:
    """How much two different surnames are alike, in per cent; 0 for the same."""
    if one == other:
        return 0.0
    from rapidfuzz.fuzz import ratio  # its import takes longer than most documents

    return float(ratio(one, other))


@dataclass(slots=True, eq=False)
class Person:
    """One person: `key` is an inner name that never changes, the id is given at the end."""

    key: str
    name: Parts
    forms: dict[str, str] = field(default_factory=dict)
    """The written forms, in the order in which they were met, by their folded form."""
    offices: dict[str, str] = field(default_factory=dict)
    held: list[Office] = field(default_factory=list)
    aliases: list[tuple[str, bool]] = field(default_factory=list)
    """Other forms given in brackets, and whether they are only another spelling."""
    role: str = "mentioned"
    gender: str = ""
    first: tuple[int, int] = _NEVER
    bare: int = 0
    count: int = 0
    title_office: str = ""
    unnamed: str = ""
    """The office that stands for somebody without a name."""

    def seen(self, form: str, roles: Sequence[str], where: tuple[int, int], *, title: bool = False) -> None:
        """Take note of a mention."""
        self.count += 1
        self.first = min(self.first, where)
        if form:
            form = " ".join(form.split())
            self.forms.setdefault(fold(form), form)
            if not parts(form).full:
                self.bare += 1
        for role in roles:
            self.take_office(role, title=title)

    def take_office(self, text: str, *, title: bool = False) -> None:
        """Take note of an office or a form of address."""
        text, key, gender, address = office_words(text)
        if not key:
            return
        if gender == "f" or not self.gender:
            self.gender = gender or self.gender
        if address:
            return
        if key not in self.offices:
            self.offices[key] = text
            self.held.append(office(text))
        if title and len(text) > len(self.title_office):
            self.title_office = text

    def take_role(self, role: str, rank: Sequence[str]) -> None:
        """Keep the weightier of two roles in the document."""
        if role and (rank.index(role) if role in rank else 0) >= (rank.index(self.role) if self.role in rank else 0):
            self.role = role


class People:
    """All persons of one document."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._by_surname: dict[str, list[Person]] = {}
        self._by_key: dict[str, Person] = {}
        self._ids: dict[str, str] = {}
        self._idnos: dict[str, tuple[tuple[str, str], ...]] = {}
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def _create(self, name: Parts) -> Person:
        person = Person(f"p{len(self.persons)}", name)
        self.persons.append(person)
        self._by_key[person.key] = person
        if name.surname:
            self._by_surname.setdefault(name.surname, []).append(person)
        return person

    def enter(self, name: str, roles: Sequence[str] = (), *, bare_too: bool = True) -> Person | None:
        """Enter a name that says more than a surname, or (`bare_too`) any name; roles go to whoever it is."""
        name_parts = parts(name)
        if not name_parts.surname:
            return None
        candidates = [
            person
            for person in self._by_surname.get(name_parts.surname, [])[:_MOST_OF_A_NAME]
            if _may_be(person, name_parts)
        ]
        if name_parts.full:
            exact = [person for person in candidates if person.name.full] or candidates
            person = exact[0] if exact else self._create(name_parts)
            if (
                len("".join(name_parts.given)) > len("".join(person.name.given))
                and person.name.surname == name_parts.surname
            ):
                person.name = name_parts
        elif not bare_too:
            if len(candidates) == 1:
                for role in roles:
                    candidates[0].take_office(role)
                return candidates[0]
            return None
        elif len(candidates) == 1:
            person = candidates[0]
        elif not candidates:
            person = self._by_short_form(name_parts.surname) or self._create(name_parts)
        else:
            return None
        for role in roles:
            person.take_office(role)
        return person

    def join(self, first: str, second: str, *, spelling: bool) -> None:
        """Two forms are of one person: `second` was given in brackets after `first`."""
        one = self.enter(first)
        if one is None:
            return
        other_parts = parts(second)
        others = [
            p
            for p in self._by_surname.get(other_parts.surname, [])[:_MOST_OF_A_NAME]
            if p is not one and compatible(p.name, other_parts)
        ]
        alias, main = (second, first) if spelling else (first, second)
        if not spelling:
            one.name = other_parts if not one.aliases else one.name
            one.forms.setdefault(fold(main), main)
        for other in others:
            self._merge(one, other)
        if fold(alias) not in (fold(form) for form, _ in one.aliases):
            one.aliases.append((alias, spelling))
        for form in (first, second):
            bucket = self._by_surname.setdefault(parts(form).surname, [])
            if one not in bucket:
                bucket.append(one)

    def _merge(self, one: Person, other: Person) -> None:
        for form_key, form in other.forms.items():
            one.forms.setdefault(form_key, form)
        for text in other.offices.values():
            one.take_office(text)
        one.count += other.count
        one.bare += other.bare
        one.first = min(one.first, other.first)
        self.persons.remove(other)
        self._by_key[other.key] = one
        for bucket in self._by_surname.values():
            if other in bucket:
                bucket[bucket.index(other)] = one
                while bucket.count(one) > 1:
                    bucket.remove(one)

    def has_surname(self, name: str) -> bool:
        """Whether anybody carries the surname of this name."""
        return parts(name).surname in self._by_surname

    def find(self, name: str, roles: Sequence[str] = (), *, create: bool = True) -> tuple[Person | None, bool]:
        """The person of a name, and whether that is a guess; None where several may be meant."""
        name_parts = parts(name)
        if not name_parts.surname:
            return None, True
        if create and not name_parts.full and name_parts.surname not in self._by_surname:
            known = self._by_short_form(name_parts.surname)
            if known is not None:
                return known, False
        candidates = [
            person
            for person in self._by_surname.get(name_parts.surname, [])[:_MOST_OF_A_NAME]
            if _may_be(person, name_parts)
        ]
        if not candidates:
            return (self._create(name_parts), False) if create else (None, True)
        if len(candidates) == 1:
            return candidates[0], False
        asked = [office(role) for role in roles]
        fitting = [
            person
            for person in candidates
            if any(one.heads and holds(one, held) for one in asked for held in person.held)
        ]
        if len(fitting) == 1:
            return fitting[0], False
        if name_parts.full:
            exact = [person for person in candidates if person.name.given == name_parts.given]
            return (exact[0], False) if len(exact) == 1 else (None, True)
        pool = fitting or candidates
        women = any(word in WOMEN for role in roles for word in keys(role))
        men = any(word in MEN for role in roles for word in keys(role))
        if women or men:
            same = [person for person in pool if person.gender == ("f" if women else "m")]
            if len(same) == 1:
                return same[0], False
        usual = sorted(pool, key=lambda person: -person.bare)
        if usual[0].bare and not usual[1].bare:
            return usual[0], True
        if name_parts.surname and any(person.name.family_first for person in pool):
            partial = [person for person in pool if _has_bare_form(person)]
            if len(partial) == 1:
                return partial[0], True
        return None, True

    def _by_short_form(self, form: str) -> Person | None:
        """The one person whose given name, familiar given name or initial of the surname this is."""
        if len(self.persons) > _MOST_OF_A_NAME or not (form.endswith(".") or flags_of(form) & GIVEN):
            return None
        if form.endswith("."):
            letters = form.replace(".", "")
            found = [person for person in self.persons if person.name.surname.startswith(letters)]
            found = [person for person in found if len(person.name.surname) > len(letters)]
        else:
            found = [
                person
                for person in self.persons
                if person.name.given and not person.name.family_first and familiar(form, person.name.given[0])
            ]
        return found[0] if len(found) == 1 else None

    def holder_unknown(self, words: str) -> Person:
        """The entry of somebody who is known by office alone."""
        asked = office(words)
        for person in self.persons:
            if person.unnamed and office(person.unnamed) == asked:
                return person
        person = self._create(Parts(""))
        person.unnamed = without_address(words)
        person.take_office(person.unnamed)
        return person

    # -- ids and what is handed out ------------------------------------------------------------------------------------

    def assign_ids(self, authority: Authority) -> None:
        """Give an id to everyone who has none, in the order of first appearance.

        Ids of the authority file are kept for those whom it means: nobody else gets one.
        """
        self._taken |= authority.refs
        for person in sorted(self.persons, key=lambda person: (person.first, person.key.zfill(9))):
            if person.key in self._ids:
                continue
            ref = ""
            if authority.records:
                for form in [*person.forms.values(), *(form for form, _ in person.aliases)]:
                    record = authority.exact("person", form)
                    if record is not None:
                        ref = record.ref
                        self._idnos[person.key] = record.idnos
                        break
            if not ref:
                ref = self.free_id(slug(person.unnamed) if person.unnamed else slug_of(person.name))
            self._ids[person.key] = ref
            self._taken.add(ref)

    def free_id(self, wanted: str) -> str:
        """An id that nobody has yet: the wanted one, or that with a number; it is taken from now on."""
        ref, number = wanted, self._numbers.get(wanted, 1)
        while ref in self._taken:
            number += 1
            ref = f"{wanted}-{number}"
        self._numbers[wanted] = number
        self._taken.add(ref)
        return ref

    def id_of(self, key: str) -> str:
        """The id of a person by inner key; any other string is an id already and given back."""
        person = self._by_key.get(key)
        return self._ids.get(person.key, "") if person is not None else key

    def ordered(self) -> list[Person]:
        """Everyone who has an id, by first appearance."""
        return sorted(
            (
                person
                for person in self.persons
                if person.key in self._ids and (person.count or person.role != "mentioned")
            ),
            key=lambda person: (person.first, int(person.key[1:])),
        )

    def refs(self) -> list[str]:
        """The ids of everyone who has one."""
        return [self._ids[person.key] for person in self.ordered()]

    def entries(self) -> tuple[Entry, ...]:
        """One entry a person."""
        return tuple(
            Entry(self._ids[p.key], "person", _forms(p), p.role, self._idnos.get(p.key, ())) for p in self.ordered()
        )

    def parties(self) -> tuple[Party, ...]:
        """One party a person, with all forms and offices."""
        return tuple(
            Party(
                self._ids[person.key],
                tuple(dict.fromkeys([*person.forms.values(), *(form for form, _ in person.aliases)])),
                tuple(person.offices.values()),
                person.gender,
            )
            for person in self.ordered()
        )

    def doubts(self, authority: Authority) -> list[Doubt]:
        """Near matches of surnames within the document, and of forms with the authority files."""
        found: list[Doubt] = []
        persons = [person for person in self.ordered() if person.name.surname]
        buckets: dict[str, list[Person]] = {}
        for person in persons:
            surname = person.name.surname
            for bucket in dict.fromkeys((f"<{surname[:2]}", f"{surname[-3:]}>")):
                buckets.setdefault(bucket, []).append(person)
        seen: set[tuple[str, str]] = set()
        for bucket_persons in buckets.values():
            for at, one in enumerate(bucket_persons[:60]):
                for other in bucket_persons[at + 1 : 60]:
                    pair = (one.key, other.key)
                    if pair in seen or one.name.family_first or other.name.family_first:
                        continue
                    seen.add(pair)
                    score = _likeness(one.name.surname, other.name.surname)
                    if score >= _LIKE and _could_be(one, other):
                        rare, usual = (one, other) if one.count < other.count else (other, one)
                        found.append(Doubt(_main(rare), self._ids[usual.key], _main(usual), score, "surname"))
        if authority.records:
            for person in persons:
                if person.key in self._idnos:
                    continue
                name = _main(person)
                near = authority.near("person", name)
                if near is not None and not authority.exact("person", name):
                    found.append(Doubt(name, near[0].ref, near[1], near[2], "authority"))
        return found


def _could_be(one: Person, other: Person) -> bool:
    left, right = one.name.given, other.name.given
    return not left or not right or left[0][0] == right[0][0]


def _may_be(person: Person, asked: Parts) -> bool:
    """Whether a name may be that of a person, by the name itself or by another form of it."""
    if compatible(person.name, asked):
        return True
    return bool(person.aliases) and any(compatible(parts(form), asked) for form, _ in person.aliases)


def _has_bare_form(person: Person) -> bool:
    return any(not parts(form).full for form in person.forms.values())


def _main(person: Person) -> str:
    own = list(person.forms.values())
    if person.aliases:
        alias = {fold(form) for form, _ in person.aliases}
        own = [form for form in own if fold(form) not in alias] or own
    if len(own) < 2:
        return own[0] if own else person.unnamed
    return max(own, key=lambda form: (weight(form), -own.index(form)))


def _forms(person: Person) -> tuple[NameForm, ...]:
    if person.unnamed and not person.forms:
        return (NameForm("", person.unnamed),)
    main = _main(person)
    best = person.title_office or next(iter(person.offices.values()), "")
    forms = [NameForm(main, best)]
    if len(person.forms) < 2 and not person.aliases:
        return tuple(forms)
    alias = {fold(form) for form, _ in person.aliases}
    said = {bare(main)}
    for form in person.forms.values():
        if fold(form) in alias or bare(form) in said or not parts(form).full:
            continue
        said.add(bare(form))
        forms.append(NameForm(form))
    for form, spelling in person.aliases:
        forms.append(NameForm(form, type="alternative", subtype="romanization" if spelling else ""))
    return tuple(forms)
