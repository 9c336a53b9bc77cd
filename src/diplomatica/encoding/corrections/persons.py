"""Who is meant by a name: a registry whose answers are corrected.

    before  two persons "kim" and "kim-2"      [[person]] name = "Kim Young-mo", id = "kim"
    after   one person "kim" with the forms of both

Why: mentions, speakers, signatures and the header all ask the registry, so that a correction made here holds
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diplomatica.encoding.corrections.model import PersonFix
from diplomatica.encoding.corrections.wording import form
from diplomatica.encoding.model import Entry, Mention, NameForm, NameKind, Party
from diplomatica.encoding.names import Authority, Doubt, Record, Registry
from diplomatica.encoding.names.roles import split_titles
from diplomatica.tei.ids import slug

CODE = "correction.person"


class CorrectedRegistry(Registry):
    """The registry of a document seen through its corrections.

    `used` collects the corrections that were needed, `replaced` the ids that a correction took from a name.
    """

    def __init__(self, inner: Registry, fixes: Sequence[PersonFix], authority: Authority | None) -> None:
        super().__init__(authority)
        self.inner = inner
        self.used: set[int] = set()
        self.replaced: set[str] = set()
        self._by_form = {form(fix.name): fix for fix in fixes}
        self._targets = {fix.id for fix in fixes}
        self._seen: dict[str, tuple[Mention, ...]] = {}
        self._entered: dict[str, Entry] = {}

    # -- what a registry is asked -----------------------------------------------------------------------------------

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The names in a text, with the ids that the corrections give."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = tuple(self._mention(text, mention) for mention in self.inner.mentions(text))
        return found

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, those of one person made one."""
        merged: dict[str, Entry] = {}
        for entry in self._all_entries():
            known = merged.get(entry.ref)
            if known is None:
                merged[entry.ref] = entry
            else:
                forms = tuple(dict.fromkeys((*known.forms, *entry.forms)))
                merged[entry.ref] = replace(
                    known, forms=forms, role=known.role or entry.role, idnos=known.idnos or entry.idnos
                )
        return tuple(self._known_better(entry) for entry in merged.values())

    def _known_better(self, entry: Entry) -> Entry:
        """An entry whose id a correction took from an authority file has the numbers of that file."""
        if entry.idnos or entry.ref not in self._targets:
            return entry
        record = self._record(entry.ref, entry.kind)
        return replace(entry, idnos=record.idnos) if record is not None else entry

    def _record(self, ref: str, kind: NameKind) -> Record | None:
        records = self._authority.records
        return next((record for record in records if record.ref == ref and record.kind == kind), None)

    @property
    def refs(self) -> frozenset[str]:
        """The ids of all entries, as the corrections give them."""
        return frozenset(entry.ref for entry in self.entries)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everyone who may speak, those of one person made one."""
        merged: dict[str, Party] = {}
        for party in self._all_parties():
            known = merged.get(party.ref)
            if known is not None:
                forms = tuple(dict.fromkeys((*known.forms, *party.forms)))
                offices = tuple(dict.fromkeys((*known.offices, *party.offices)))
                party = replace(known, forms=forms, offices=offices, gender=known.gender or party.gender)
            merged[party.ref] = party
        return tuple(merged.values())

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The likenesses that no correction has settled."""
        return tuple(doubt for doubt in self.inner.doubts if form(doubt.form) not in self._by_form)

    def is_state(self, name: str) -> bool:
        """Whether a name is that of a state."""
        return self.inner.is_state(name)

    def resolve(self, name: str) -> str:
        """The id of somebody by a written name or office, "" where it is open."""
        fix = self._fix(name)
        return self._take(fix, "") if fix is not None else self.inner.resolve(name)

    def add(self, name: str, office: str = "", role: str = "") -> str:
        """Enter somebody named outside of the running text and give the id."""
        given = self.inner.add(name, office, role)
        fix = self._fix(name)
        self._seen.clear()
        return self._take(fix, given) if fix is not None else given

    def add_org(self, name: str, role: str = "") -> str:
        """Enter an organisation that needs an id and give the id."""
        self._seen.clear()
        return self.inner.add_org(name, role)

    # -- what corrections ask ---------------------------------------------------------------------------------------

    def knows(self, ref: str) -> bool:
        """Does the document have an entry with this id?"""
        return any(entry.ref == ref for entry in self._all_entries())

    def enter(self, ref: str, name: str, kind: NameKind) -> str:
        """Enter somebody or something by an id; the authority files know more of it, or the name is all there is."""
        if not self.knows(ref):
            record = self._record(ref, kind)
            known = record.forms[0] if record and record.forms else " ".join(name.split())
            self._entered[ref] = Entry(ref, kind, (NameForm(known),), idnos=record.idnos if record else ())
        return ref

    def who(self, asked: str) -> tuple[str, bool]:
        """The id meant by an id or a name, and whether the document knew it before."""
        if self.knows(asked):
            return asked, True
        found = self.resolve(asked)
        if found:
            return found, True
        if any(record.ref == asked for record in self._authority.records):
            return self.enter(asked, asked, "person"), True
        return self.enter(asked if asked == slug(asked) else slug(asked), asked, "person"), False

    # -- inside -----------------------------------------------------------------------------------------------------

    def _fix(self, name: str) -> PersonFix | None:
        if not self._by_form:
            return None
        fix = self._by_form.get(form(name))
        return fix if fix is not None else self._by_form.get(form(split_titles(name)[0]))

    def _take(self, fix: PersonFix, old: str) -> str:
        self.used.add(fix.line)
        if old and old != fix.id:
            self.replaced.add(old)
        return self.enter(fix.id, fix.name, "person")

    def _mention(self, text: str, mention: Mention) -> Mention:
        if not self._by_form:
            return mention
        inner = tuple(self._mention(text, name) for name in mention.inner)
        fix = None
        if mention.kind == "person":
            fix = self._by_form.get(form(text[mention.start : mention.end]))
            if fix is None and mention.core is not None:
                fix = self._by_form.get(form(text[mention.core[0] : mention.core[1]]))
        if fix is None:
            return mention if inner == mention.inner else mention._replace(inner=inner)
        return mention._replace(ref=self._take(fix, mention.ref), inner=inner, low=False, rule=CODE)

    def _all_entries(self) -> Iterator[Entry]:
        for entry in self.inner.entries:
            if entry.kind != "person" or not self._by_form:
                yield entry
                continue
            moved: dict[str, list[NameForm]] = {}
            for name in entry.forms:
                fix = self._by_form.get(form(name.name))
                moved.setdefault(fix.id if fix else entry.ref, []).append(name)
            for ref, forms in moved.items():
                whole = ref == entry.ref or entry.ref not in moved
                role, idnos = (entry.role, entry.idnos) if whole else ("", ())
                yield replace(entry, ref=ref, forms=tuple(forms), role=role, idnos=idnos)
        yield from self._entered.values()

    def _all_parties(self) -> Iterator[Party]:
        for party in self.inner.parties:
            moved: dict[str, list[str]] = {}
            for name in party.forms:
                fix = self._by_form.get(form(name)) if party.kind == "person" else None
                moved.setdefault(fix.id if fix else party.ref, []).append(name)
            for ref, forms in moved.items():
                yield replace(party, ref=ref, forms=tuple(forms))
            if not moved:
                yield party
        for entry in self._entered.values():
            yield Party(entry.ref, tuple(name.name for name in entry.forms), kind=entry.kind)
