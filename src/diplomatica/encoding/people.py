"""Who is who in one document: author, speakers, addressees, and the role each person has.

The names themselves are the registry's (`diplomatica.encoding.names`); this module knows where in the document they
stand: a name in the signature is the sender's, one in a participants list a participant's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from diplomatica.encoding.header import HeaderFacts
from diplomatica.encoding.lines import certifies, signers
from diplomatica.encoding.model import Entry, Mention, Party
from diplomatica.encoding.names import Registry, may_be_surname
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.encoding.structure.words import is_name_line
from diplomatica.tei.tree import Element

_LETTER_GENRES = frozenset({"telegram", "letter", "note", "petition", "instruction", "message"})
_TALK_GENRES = frozenset({"conversation", "minutes", "transcript", "memorandum", "protocol", ""})
_NAME = re.compile(r"(?:[^\W\d_][\w.’'-]*\s+){1,5}[^\W\d_][\w.’'?-]*")
_TITLE = re.compile(r"^(?:comrades?|cdes?\.|messrs\.?)\s+", re.I)
_SIGNED = re.compile(r"^(?:signed(?: by)?|sgd\.?|\(ss?\)|ss?\.|/ss?/|/-/|correct|\(signed\))\s*:?\s*", re.I)
_ADDRESSED = re.compile(r"^(?:to|for|an|kam|komu|addressee|recipient)\b\s*:?\s*", re.I)
_SIGN_MARKS = re.compile(r"\[[^\]]*\]|\b(?:s\.\s?k|m\.\s?p|v\.\s?r)\.?$", re.I)
# An office, body or part of an address is no name of a person.
_NO_PERSON = re.compile(
    r"\b(?:department|ministry|embassy|legation|committee|office|division|section|secretary|minister|ambassador|chairman"
    r"|director|bureau|council|mission|consulate|head|deputy|government|center|centre|city|copy|file|central|cc)\b",
    re.I,
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$|(?:\s*\([^()]*\))+\s*$")
_SURNAME = re.compile(r"[^\W\d_][\w’'-]{2,}")
_MARKER = re.compile(r"^\s*(?:\(?\d{1,3}[.)]?|[-–—•*])\s+")
_COMPLIMENTS = re.compile(r"\bpresents?\s+(?:its|his|her|their)\s+(?:best\s+)?compliments\s+to\b")
_COLON = re.compile(r"\s*[:：.—–]+\s*$")
# The first role that a person has in this order is the one the header shows.
_ORDER = ("sender", "author", "speaker", "addressee", "participant", "recipient", "mentioned")


class People:
    """The people of one document, filled as the rules go."""

    def __init__(self, registry: Registry, found: Found, facts: HeaderFacts) -> None:
        self.registry = registry
        self.found = found
        self.facts = facts
        self.author = ""
        self.sender = ""
        self.interlocutors: tuple[str, ...] = ()
        self.roles: dict[str, set[str]] = {}
        self.mentions: Mapping[int, tuple[Mention, ...]] = {}
        self.sender_body = ("", "")
        """Name and ref of the organisation that writes, where no person does."""
        self.receiver_body = ("", "")

    def enter(self) -> None:
        """Enter those who stand in labels and title, before the text is read."""
        for slot in self.found.speakers:
            name = _ASIDE.sub("", _COLON.sub("", slot.block.text))
            if not self.registry.resolve(name):
                self.registry.add(name, role="speaker")
        for slot in self.found.participants:
            text = slot.block.text.strip(" .,;:")
            name, _, office = text.partition(",")
            if _NAME.fullmatch(name) and not any(m.kind == "person" and m.ref for m in self.registry.mentions(text)):
                self.registry.add(_TITLE.sub("", name), office=office.strip(), role="participant")

        for slot in self.found.signatures:
            self._enter_line(slot, _SIGNED, "mentioned" if certifies(slot.block.text) else "sender")
        for slot in self.found.addressees:
            if self._enter_line(slot, _ADDRESSED, "addressee"):
                break  # the lines after the name are offices and places
        for slot in (*self.found.participants, *self.found.recipients):
            self._enter_surname(slot)
        self._enter_bodies()

    def _enter_surname(self, slot: Slot) -> None:
        """Enter a bare surname that is all of an entry of a list of persons, where nothing else is known of it."""
        text = _MARKER.sub("", slot.block.text).strip(" .,;:/()")
        core = _TITLE.sub("", text)
        if not _SURNAME.fullmatch(core) or self.registry.mentions(slot.block.text):
            return
        if may_be_surname(core) and not (core.isupper() and len(core) < 6):
            role = "participant" if slot in self.found.participants else "recipient"
            self.registry.add(core, role=role)

    def _enter_bodies(self) -> None:
        """Enter organisations that write to one another ("The Ministry presents its compliments to the Embassy")."""
        for slot in self.found.paragraphs[:1]:
            match = _COMPLIMENTS.search(slot.block.text)
            if match is None:
                continue
            bodies = [m for m in self.registry.mentions(slot.block.text) if m.kind == "org"]
            before = [m for m in bodies if m.end <= match.start()]
            after = [m for m in bodies if m.start >= match.end()]
            if before:
                self.sender_body = self._body(slot, before[-1], "sender")
            if after:
                self.receiver_body = self._body(slot, after[0], "addressee")
        for slots, role in ((self.found.signatures, "sender"), (self.found.addressees, "addressee")):
            for slot in slots:
                mentions = self.registry.mentions(slot.block.text)
                body = next((m for m in mentions if m.kind == "org"), None)
                if body is None or any(m.kind == "person" for m in mentions):
                    continue
                if role == "sender" and not self.sender_body[1]:
                    self.sender_body = self._body(slot, body, role)
                elif role == "addressee" and not self.receiver_body[1]:
                    self.receiver_body = self._body(slot, body, role)

    def _body(self, slot: Slot, mention: Mention, role: str) -> tuple[str, str]:
        name = " ".join(slot.block.text[mention.start : mention.end].replace("[", "").replace("]", "").split())
        ref = self.registry.add_org(name)
        self._role(ref, role)
        return name, ref

    def _enter_line(self, slot: Slot, lead: re.Pattern[str], role: str) -> bool:
        """Enter the name that a line consists of, where nobody in it is known yet. Does the line name somebody?"""
        text = lead.sub("", slot.block.text).strip(" .,;:/()")
        text = _SIGN_MARKS.sub("", text).strip(" .,;:/()")
        if not is_name_line(text) or _NO_PERSON.search(text) or len(text.split()) > 5:
            return False
        found = self.registry.mentions(slot.block.text)
        if any(mention.kind == "person" and mention.end - mention.start > 0.6 * len(text) for mention in found):
            return True
        if any(mention.end - mention.start > len(text) // 2 for mention in found):
            return False
        self.registry.add(_TITLE.sub("", text), role=role)
        return True

    def read(self, mentions: Mapping[int, tuple[Mention, ...]]) -> None:
        """Learn the roles from where the names stand."""
        self.mentions = mentions
        found = self.found
        for slots, role in (
            (found.participants, "participant"),
            (found.recipients, "recipient"),
            (found.addressees or found.salutes, "addressee"),
            (found.senders, "sender"),
        ):
            for slot in slots:
                for ref in self.refs(slot):
                    self._role(ref, role)
        for slot in found.speakers:
            ref = self._labelled(slot.block.text)
            if ref:
                self._role(ref, "speaker")
        self._find_author()
        self._find_interlocutors()

    def refs(self, slot: Slot) -> list[str]:
        """The persons named in a slot."""
        return [m.ref for m in self.mentions.get(id(slot), ()) if m.kind == "person" and m.ref]

    def _role(self, ref: str, role: str) -> None:
        if ref:
            self.roles.setdefault(ref, set()).add(role)

    def _find_author(self) -> None:
        signed = [ref for slot in signers(self.found.signatures) for ref in self.refs(slot)]
        titled = self._titled()
        named = self.facts.sender.name if self.facts.sender is not None else ""
        sender = (signed[-1] if signed else "") or (self.registry.resolve(named) if named else "")
        if not sender and named and self.facts.sender is not None and self.facts.sender.kind == "person":
            sender = self.registry.add(named, role="sender")
        if not sender:
            sender = next((ref for slot in self.found.senders for ref in self.refs(slot)), "")
        authored = next((ref for name in self.facts.authors if (ref := self.registry.resolve(name))), "")
        if self.facts.genre == "journal" or self.found.journal:
            self.author = (titled[0] if titled else "") or authored or sender
        elif self.facts.genre == "speech" and titled and len(signed) != 1:
            self.author = authored or titled[0]  # whoever signs stands under another text
        elif self.facts.genre in _LETTER_GENRES or signed:
            self.author = sender or authored
        else:
            self.author = authored or (sender if len(titled) != 1 else titled[0])
        if self.facts.genre in _LETTER_GENRES:
            self.sender = sender
        self._role(self.author, "sender" if self.author == self.sender else "author")
        self._role(self.sender, "sender")

    def _titled(self) -> list[str]:
        seen: list[str] = []
        for mention in self.registry.mentions(self.facts.title):
            if mention.kind == "person" and mention.ref and mention.ref not in seen:
                seen.append(mention.ref)
        return seen

    def _find_interlocutors(self) -> None:
        titled = self._titled()
        if self.facts.genre in _TALK_GENRES and len(titled) >= 2:
            self.interlocutors = tuple(titled)
        elif self.facts.genre == "journal" and self.author:
            others = [ref for ref in titled if ref != self.author]
            self.interlocutors = (self.author, *others) if others else ()
        for ref in self.interlocutors:
            self._role(ref, "participant")

    def spoke(self, refs: Iterable[str]) -> None:
        """Note who speaks in the text."""
        for ref in refs:
            self._role(ref, "speaker")

    def speaker(self, turn: Element) -> str:
        """The ref of the speaker of a turn."""
        for child in turn.children:
            if isinstance(child, Element) and child.tag == "speaker":
                return self._labelled(child.string())
        return ""

    def _labelled(self, label: str) -> str:
        """The ref of whom a speaker's label names; state and language in brackets after it are no part of the name."""
        return self.registry.resolve(_ASIDE.sub("", _COLON.sub("", label)))

    def parties(self) -> tuple[Party, ...]:
        """All who are known, for the rules of speech."""
        return tuple(self.registry.parties)

    def genre(self, stated: str) -> str:
        """The genre: a text in turns is a transcript, whatever the page calls it."""
        if not stated and self.found.salutes and (self.found.closings or self.found.signatures):
            return "letter"
        if self.found.transcript and stated not in ("minutes", "protocol", "transcript"):
            return "transcript"
        return stated

    def language(self, facts: HeaderFacts, found: str) -> str:
        """The language of the text: what the page says, else what the text shows."""
        stated = next((language.ident for language in facts.languages if language.use == "text"), "")
        return stated or found

    def entries(self) -> tuple[Entry, ...]:
        """The entries of the header, each with its role."""
        out = []
        for entry in _merged(self.registry.entries):
            roles = self.roles.get(entry.ref)
            role = next((role for role in _ORDER if role in roles), "") if roles else ""
            out.append(Entry(entry.ref, entry.kind, entry.forms, role or entry.role or "mentioned", entry.idnos))
        rank = {role: number for number, role in enumerate(_ORDER)}
        out.sort(key=lambda entry: rank.get(entry.role, len(_ORDER)))
        return tuple(out)


def _merged(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with those joined that an authority file says are one."""
    known: dict[str, Entry] = {}
    for entry in entries:
        first = known.get(entry.ref)
        if first is None:
            known[entry.ref] = entry
        else:
            further = tuple(form for form in entry.forms if form not in first.forms)
            known[entry.ref] = replace(first, forms=first.forms + further)
    return list(known.values())
