"""The persons of one document: every form of a name leads to one entry with one id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diplomatica.encoding.model import Entry, Mention, NameForm, NameKind, Party
from diplomatica.encoding.names import context, evidence
from diplomatica.encoding.names.authority import Authority
from diplomatica.encoding.names.finder import find_in
from diplomatica.encoding.names.identity import alike, parts, slug
from diplomatica.encoding.names.lexicon import OFFICE_ABBREVIATION, flags_of, lexicon
from diplomatica.encoding.names.mentions import core_of, marked, named_in, standing_open
from diplomatica.encoding.names.model import Doubt, Hint, Known
from diplomatica.encoding.names.offices import abbreviations, holds, office
from diplomatica.encoding.names.people import People, Person
from diplomatica.encoding.names.roles import office_after, office_label, split_titles
from diplomatica.encoding.names.states import ends_of_lines, realms, states_of_offices, stations
from diplomatica.encoding.names.tokens import Tokens, keys

_ROLE_RANK = ("mentioned", "recipient", "participant", "speaker", "addressee", "sender", "author")


class Registry:
    """The names of one document, with ids; built from its texts in reading order.

    Bare surnames, offices that stand alone and abbreviations are decided with the whole document in view:

    Before: "Gromov", "A.A. GROMOV", "Foreign Minister [Andrei] Gromov" in three paragraphs.
    After: three mentions whose `ref` is "gromov", and one entry with the forms that differ.
    """

    def __init__(self, authority: Authority | None = None) -> None:
        self.known = Known()
        self._authority = authority or Authority()
        self._people = People()
        self._tokens: dict[str, Tokens] = {}
        self._found: dict[str, tuple[Mention, ...]] = {}
        self._orgs: dict[str, Entry] = {}
        self._places: dict[str, Entry] = {}
        self._title = ""
        self._order: list[str] = []
        self._doubts: list[Doubt] | None = None
        self._holders_of: dict[str, list[Person]] = {}
        self._after: dict[tuple[str, int], str] = {}
        self._states: frozenset[str] = frozenset()

    @classmethod
    def build(
        cls, texts: Sequence[str], title: str = "", hints: Sequence[Hint] = (), authority: Authority | None = None
    ) -> Registry:
        """Read a document: `texts` are its blocks in reading order, `hints` persons named outside of them."""
        registry = cls(authority)
        registry._read(texts, title, hints)
        return registry

    # -- building ----------------------------------------------------------------------------------------------------

    def _read(self, texts: Sequence[str], title: str, hints: Sequence[Hint]) -> None:
        self._title = title
        self._order = list(dict.fromkeys((*((title,) if title else ()), *texts)))
        for text in self._order:
            self._tokens[text] = Tokens(text)
        all_tokens = list(self._tokens.values())
        addressed, routed = evidence.routed(all_tokens)
        titled = evidence.title_surnames(self._tokens[title]) if title else frozenset()
        by_office = states_of_offices(all_tokens)
        self._states = self._authority.states | by_office
        stated = self._authority.places | by_office | stations(all_tokens)
        countries = realms(all_tokens)
        self._states |= countries
        ends = ends_of_lines(all_tokens)
        stated |= countries | ends
        known = Known(
            surnames=(titled | addressed) - stated,
            acronyms=evidence.acronyms(all_tokens) - ends,
            lower=evidence.lower_words(all_tokens),
            places=stated,
            place_starts=frozenset(place.partition(" ")[0] for place in stated),
        )
        routed |= stated
        first = {text: find_in(tokens, known) for text, tokens in self._tokens.items()}
        certain = evidence.certain_names((text, mention) for text, mentions in first.items() for mention in mentions)
        strong = evidence.surnames((*certain, *(parts(hint.name) for hint in hints)))
        surnames = known.surnames | strong
        self.known = replace(known, surnames=surnames)
        given, initials = evidence.given_names(certain)
        weak = known.surnames - strong
        body = ((tokens, first[text]) for text, tokens in self._tokens.items() if text != title)
        told = context.learn(body, self.known, weak)
        self.known = replace(
            self.known,
            surnames=(surnames | told.surnames) - (weak & told.places),
            places=told.places | routed,
            place_starts=frozenset(place.partition(" ")[0] for place in told.places | routed),
            guesses=told.guesses,
            given=given,
            initials=initials,
            codes=evidence.codes(self._order),
        )
        weak_places = weak & told.places
        new = (self.known.surnames - known.surnames) | self.known.place_starts
        new |= self.known.given | self.known.initials | self.known.codes
        for text, tokens in self._tokens.items():
            rerun = bool(new) and not new.isdisjoint(tokens.keys)
            if rerun and weak_places.isdisjoint(tokens.keys):
                rerun = standing_open(tokens, first[text], new)
            self._found[text] = find_in(tokens, self.known) if rerun else first[text]
        for hint in hints:
            self.add(*hint)
        self._settle()

    def _settle(self) -> None:
        """Give every mention of the texts its person; called again when somebody was added."""
        people = self._people
        for text in self._order:
            if "[" in text:
                self._aliases(text, self._found[text])
        named = [(text, persons) for text in self._order if (persons := named_in(text, self._found[text]))]
        for text, persons in named:
            self._enter(text, persons, bare_too=False)
        for text, persons in named:
            self._enter(text, persons, bare_too=True)
        offices = self._office_abbreviations()
        if offices != self.known.offices:
            self.known = replace(self.known, offices=offices)
            for text in self._order:
                tokens = self._tokens[text]
                if not offices.isdisjoint(tokens.keys):
                    self._found[text] = find_in(tokens, self.known)
        self._holders_of.clear()
        for place, text in enumerate(self._order):
            self._found[text] = self._refer(text, self._found[text], place)
        self._holders_of.clear()
        people.assign_ids(self._authority)
        for text in self._order:
            self._found[text] = self._with_ids(text, self._found[text])

    def _aliases(self, text: str, mentions: tuple[Mention, ...]) -> None:
        """Another form in brackets: "Severin [Antonov]", "Han Tae-jun [Han Thae Jun]"."""
        before: Mention | None = None
        for mention in mentions:
            if (
                before is not None
                and mention.kind == "person" == before.kind
                and mention.core is not None
                and text[before.end : mention.start] in (" [", "[", "'s [", "’s [")
                and text[mention.end : mention.end + 1] in ("]", "'", "’")
            ):
                name = core_of(text, mention)
                if before.core is None:
                    for start, end in before.roles:
                        self._people.enter(name, [text[start:end]])
                else:
                    first = core_of(text, before)
                    if text[before.end : mention.start] in (" [", "["):
                        self._people.join(first, name, spelling=alike(first, name))
            before = mention

    def _enter(self, text: str, persons: Sequence[tuple[Mention, str]], *, bare_too: bool) -> None:
        """Enter the names with the offices before and after them: first the full ones, then the bare surnames."""
        in_title = text == self._title
        for place, (mention, core) in enumerate(persons):
            if mention.ref or (bare_too and self._order and parts(core).full and self._people.has_surname(core)):
                continue
            offices = [text[start:end] for start, end in mention.roles]
            if not place and 1 < mention.start < 60 and ":" in text[: mention.start]:
                label = office_label(text, mention.start)
                offices += [label] if label else []
            after = self._office_after(text, mention.end)
            following = persons[place + 1][0].start if place + 1 < len(persons) else len(text)
            if after and following >= mention.end + len(after):
                offices.append(after)
            if not (bare_too or offices or in_title or parts(core).full):
                continue
            known = self._people.enter(core, offices, bare_too=bare_too)
            if known is not None and in_title:
                for start, end in mention.roles:
                    known.take_office(text[start:end], title=True)

    def _office_after(self, text: str, position: int) -> str:
        if text[position : position + 2] not in (", ", " ["):
            return ""
        place = (text, position)
        found = self._after.get(place)
        if found is None:
            found = self._after[place] = office_after(text, position)
        return found

    def _office_abbreviations(self) -> frozenset[str]:
        found = {tokens.keys[at] for text in self._order for tokens in (self._tokens[text],) for at in tokens.offices}
        used = found.intersection(abbreviations())
        return frozenset(key for key in sorted(used) if flags_of(key) & OFFICE_ABBREVIATION and self._holders(key))

    # -- deciding ----------------------------------------------------------------------------------------------------

    def _holders(self, text: str) -> list[Person]:
        cached = self._holders_of.get(text)
        if cached is not None:
            return cached
        asked = office(text)
        found = [person for person in self._people.persons if any(holds(asked, held) for held in person.held)]
        named = [person for person in found if not person.unnamed]
        self._holders_of[text] = named or found
        return named or found

    def _refer(self, text: str, mentions: tuple[Mention, ...], place: int) -> tuple[Mention, ...]:
        speaker: Person | None = None
        decided: list[Mention] = []
        in_title = text == self._title
        for mention in mentions:
            if mention.kind != "person":
                decided.append(mention)
                continue
            name = core_of(text, mention)
            roles = [text[start:end] for start, end in mention.roles]
            if mention.core is not None:
                person, low = self._people.find(name, roles)
            else:
                person, low = self._holder(text, mention, speaker)
            if person is None:
                decided.append(marked(mention, mention.ref, True))
                continue
            speaker = speaker or person
            person.seen(name, roles, (place, mention.start), title=in_title)
            if mention.low and not low:
                surname = parts(name).surname if name else ""
                low = surname not in self.known.surnames or surname in self.known.guesses
            decided.append(marked(mention, person.key, low))
        return tuple(decided)

    def _holder(self, text: str, mention: Mention, speaker: Person | None) -> tuple[Person | None, bool]:
        """Whom an office alone means, and whether that is a guess."""
        words = text[mention.start : mention.end]
        holders = self._holders(words)
        if len(holders) > 1 and speaker in holders:
            holders = [holder for holder in holders if holder is not speaker]
        holders = _of_title(words, holders)
        if len(holders) == 1:
            return holders[0], False
        if holders:
            return None, True
        if not office(words).heads:
            return None, True
        self._holders_of.pop(words, None)
        return self._people.holder_unknown(words), False

    def _with_ids(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        if self._orgs or self._places or self._authority.records:
            return tuple([self._with_id(text, mention) for mention in mentions])
        return tuple(
            [
                marked(mention, self._people.id_of(mention.ref), mention.low)
                if mention.ref and mention.kind == "person"
                else mention
                for mention in mentions
            ]
        )

    def _with_id(self, text: str, mention: Mention) -> Mention:
        inner = tuple([self._with_id(text, name) for name in mention.inner]) if mention.inner else ()
        ref = mention.ref
        if mention.kind == "person":
            ref = self._people.id_of(ref)
        elif not ref:
            ref = self._known_thing(mention.kind, text[mention.start : mention.end])
        low = mention.low
        if low and self._authority.records:
            start, end = mention.core or (mention.start, mention.end)
            low = self._authority.exact(mention.kind, text[start:end]) is None
        if ref == mention.ref and inner == mention.inner and low == mention.low:
            return mention
        return Mention(
            mention.start, mention.end, mention.kind, mention.core, mention.roles, inner, ref, low, mention.rule
        )

    def _known_thing(self, kind: NameKind, name: str) -> str:
        entries = self._orgs if kind == "org" else self._places
        entry = entries.get(_thing_key(name))
        if entry is None and kind == "org" and entries:
            entry = self._short_for(_thing_key(name))
        if entry is not None:
            return entry.ref
        record = self._authority.exact(kind, name) if self._authority.records else None
        if record is None:
            return ""
        entries[_thing_key(name)] = Entry(record.ref, kind, tuple(NameForm(form) for form in record.forms[:1]),
                                          idnos=record.idnos)  # fmt: skip
        return record.ref

    def _short_for(self, key: str) -> Entry | None:
        """The one organisation whose name begins with a shorter one: "the Legation" for "Legation of Ruritania"."""
        found = {entry.ref: entry for known, entry in self._orgs.items() if known.startswith(f"{key}-")}
        return next(iter(found.values())) if len(found) == 1 and key else None

    # -- asking ------------------------------------------------------------------------------------------------------

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The names in a text, with the refs of this document. The text need not be one that it was built from."""
        found = self._found.get(text)
        if found is None:
            self._tokens[text] = tokens = Tokens(text)
            plain = find_in(tokens, self.known)
            found = self._with_ids(text, self._refer_late(text, plain))
            self._found[text] = found
        return found

    def _refer_late(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        self._enter(text, named_in(text, mentions), bare_too=True)
        self._holders_of.clear()
        decided = self._refer(text, mentions, len(self._order))
        self._holders_of.clear()
        self._people.assign_ids(self._authority)
        self._doubts = None
        return decided

    def is_state(self, name: str) -> bool:
        """Whether a name is that of a state, by the lexicon, the authority file or an office ("Envoy to Ruritania")."""
        key = " ".join(Tokens(name).keys)
        return key in self._states or key in lexicon().nations

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Persons in the order of their first appearance, then organisations and places that have an id."""
        return (*self._people.entries(), *_once(self._orgs.values()), *_once(self._places.values()))

    @property
    def refs(self) -> frozenset[str]:
        """The ids of all `entries`."""
        things = (*self._orgs.values(), *self._places.values())
        return frozenset((*self._people.refs(), *(entry.ref for entry in things)))

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everyone of `entries` who is a person, with all forms and offices; and the organisations asked for."""
        orgs = tuple(
            Party(entry.ref, tuple(form.name for form in entry.forms), kind="org")
            for entry in _once(self._orgs.values())
        )
        return (*self._people.parties(), *orgs)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Likenesses that a person should look at: a surname nearly the same, a form nearly in an authority file."""
        if self._doubts is None:
            self._doubts = self._people.doubts(self._authority)
        return tuple(self._doubts)

    def resolve(self, name: str) -> str:
        """The id of somebody by a written name or office ("MR. PIKE", "THE CHAIRMAN"), "" where it is open."""
        core, titles = split_titles(name)
        if core:
            person, _ = self._people.find(core, titles, create=False)
            if person is not None:
                return self._people.id_of(person.key)
            if self._people.has_surname(core):
                return ""
        holders = _of_title(name, self._holders(name))
        if len(holders) == 1:
            return self._people.id_of(holders[0].key)
        entry = self._orgs.get(_thing_key(name))
        return entry.ref if entry is not None else ""

    def add(self, name: str, office: str = "", role: str = "") -> str:
        """Enter somebody named outside of the running text and give the id; "" for a name without words.

        `office` is what the document says of him ("Ambassador of Ruritania"), `role` what he does in it ("sender").
        """
        core, titles = split_titles(name)
        given = [*titles, *([office] if office else [])]
        if not core:
            if not titles and not office:
                return ""
            text = name or office
            holders = self._holders(text)
            person = holders[0] if len(holders) == 1 else self._people.holder_unknown(text)
        else:
            self._people.enter(core, given, bare_too=True)
            found, _ = self._people.find(core, given)
            if found is None:
                return ""
            person = found
            person.seen(core, given, (-1, 0) if not self._order else (1 << 30, len(self._people.persons)))
            self._learn(core)
        person.take_role(role, _ROLE_RANK)
        self._holders_of.clear()
        self._people.assign_ids(self._authority)
        self._doubts = None
        return self._people.id_of(person.key)

    def add_org(self, name: str, role: str = "") -> str:
        """Enter an organisation that needs an id, because it speaks, sends or receives; and give the id."""
        key = _thing_key(name)
        if not key:
            return ""
        entry = self._orgs.get(key)
        if entry is None:
            record = self._authority.exact("org", name) if self._authority.records else None
            ref = record.ref if record else self._people.free_id(slug(name))
            idnos = record.idnos if record else ()
            entry = Entry(ref, "org", (NameForm(" ".join(name.split())),), role, idnos)
        elif role:
            entry = replace(entry, role=role)
        self._orgs[key] = entry
        self._found = {text: self._with_ids(text, found) for text, found in self._found.items()}
        return entry.ref

    def _learn(self, core: str) -> None:
        """Find the bare surname of somebody who was added late in the texts as well."""
        new = evidence.surnames((parts(core),)) - self.known.surnames
        if not new or not self._order:
            return
        self.known = replace(self.known, surnames=self.known.surnames | new)
        for place, text in enumerate(self._order):
            tokens = self._tokens[text]
            if not new.isdisjoint(tokens.keys):
                fresh = find_in(tokens, self.known)
                self._people.assign_ids(self._authority)
                self._found[text] = self._with_ids(text, self._refer(text, fresh, place))


def _of_title(asked: str, holders: list[Person]) -> list[Person]:
    """Where several hold an office, the one whom the title names with it; for "PM" the one who was named first."""
    if len(holders) < 2:
        return holders
    wanted = office(asked)
    titled = [person for person in holders if person.title_office and holds(wanted, office(person.title_office))]
    if len(titled) == 1:
        return titled
    if all(key in abbreviations() for key in keys(asked)):
        return sorted(holders, key=lambda person: int(person.key[1:]))[:1]
    return holders


def _thing_key(name: str) -> str:
    return slug(name) if name.strip() else ""


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.ref: entry for entry in entries}.values())
