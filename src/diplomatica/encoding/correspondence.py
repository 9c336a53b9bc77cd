"""Who sent the document to whom, from where and when.

    before  To KELM To ORLAN / Sent 20:50 21.XI.1951 / VARRO
    after   sent: Varro, 1951-11-21T20:50:00; received: Orlan, Kelm

Why: a telegram's routing lines give times that the letter's date does not, and catalogues of correspondence ask for
sender, receiver, place and time in one form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diplomatica.encoding.lines import is_audience, is_through, signers
from diplomatica.encoding.model import Action, DateFound, Mention
from diplomatica.encoding.origin import is_receipt
from diplomatica.encoding.people import People
from diplomatica.encoding.structure.model import Found, Slot

# Nobody sends these, whomever they greet and whoever signs beneath them.
_UNSENT = frozenset({"speech", "transcript", "press-release", "article", "protocol", "minutes"})
_MANY = 3  # who sign one paper
_GENRES = frozenset({"telegram", "letter", "note", "petition", "instruction", "message"})
_SENT = re.compile(r"\b(?:sent|dispatched|transmitted|enciphered)\b", re.I)
_RECEIVED = re.compile(r"\b(?:received|rec'd|recd|arrived|taken)\b", re.I)
_DECIPHERED = re.compile(r"\b(?:deciphered|decoded|decrypted)\b", re.I)
_LEAD = re.compile(r"^(?:to|from|for|via)\b:?\s*", re.I)
_Marks = Mapping[int, tuple[tuple[Mention, ...], tuple[DateFound, ...]]]


def actions(
    found: Found, marks: _Marks, people: People, genre: str, dateline: tuple[str, str, str]
) -> tuple[Action, ...]:
    """The `correspAction`s that the text tells; what only the title tells is added by the header.

    `dateline` is date, its wording and place of writing. Only correspondence and what has an address has actions.
    """
    if genre in _UNSENT:
        return ()
    if genre not in _GENRES and not found.addressees and _between(found, marks) is None:
        return ()
    result = [_routed(slot, marks, people) for slot in found.routings]
    routed = [action for action in result if action is not None]
    routed += _receipts(found, marks, routed)
    sent = next((action for action in routed if action.type == "sent"), None)
    sender = _sender(found, marks, people)
    place = _place(found.senders, marks) or dateline[2]
    made = []
    between = _between(found, marks)
    if between is not None and not sender[0]:
        sender = between[0]
    if sent is None:
        when, text = ("", "") if _is_receipt(routed, dateline) else dateline[:2]
        if sender[0] or place or when:
            made.append(Action("sent", sender[0], sender[1], "person", place, when, text))
    else:
        name, ref = (sent.name, sent.ref) if sent.kind == "person" and sent.ref else sender
        made.append(Action("sent", name, ref, "person", sent.place or place, sent.when, sent.when_text))
    made += [action for action in routed if action.type != "sent"]
    received = _received(found, marks, people)
    if received is None and between is not None:
        received = Action("received", between[1][0], between[1][1], when=between[2], when_text=between[3])
    if received is not None:
        _add_received(made, received)
    known = {action.ref for action in made if action.type == "received"}
    for slot in found.recipients:
        for mention in marks.get(id(slot), ((), ()))[0]:
            if mention.kind == "person" and mention.ref and mention.ref not in known:
                known.add(mention.ref)
                made.append(Action("copied", _string(slot, mention), mention.ref))
    return tuple(made)


def _add_received(made: list[Action], received: Action) -> None:
    """Add the addressee: to the day of receipt where that names nobody, else as an action of its own."""
    for index, action in enumerate(made):
        if action.type == "received" and not action.name and not received.when:
            made[index] = replace(received, place=received.place or action.place, when=action.when,
                                  when_text=action.when_text)  # fmt: skip
            return
    made.append(received)


def _receipts(found: Found, marks: _Marks, routed: Sequence[Action]) -> list[Action]:
    """The day of receipt that a dateline gives ("[Rec'd May 4]"), where no line of routing does."""
    if any(action.type == "received" for action in routed):
        return []
    for slot in found.datelines:
        text = slot.block.text
        for date in marks.get(id(slot), ((), ()))[1]:
            words, when = text[date.start : date.end], dict(date.attrs).get("when", "")
            if when and is_receipt(text[: date.end], words):
                return [Action("received", when=when, when_text=words)]
    return []


def _is_receipt(routed: Sequence[Action], dateline: tuple[str, str, str]) -> bool:
    """Is the date of the document nothing but the day on which it was received?"""
    return any(
        action.type == "received" and (action.when[:10], action.when_text) == (dateline[0][:10], dateline[1])
        for action in routed
    )


_BETWEEN = re.compile(r"\s+to\s+(?:the\s+)?", re.I)


def _between(found: Found, marks: _Marks) -> tuple[tuple[str, str], tuple[str, str], str, str] | None:
    """Sender and receiver in a line such as "Mr. Varro to Sir Henry Coll. (Received April 26)", and the date in it."""
    for slot in [*found.heads, *found.letterhead, *found.routings]:
        text = slot.block.text
        mentions, dates = marks.get(id(slot), ((), ()))
        people = [mention for mention in mentions if mention.kind == "person" and mention.ref]
        if len(people) == 2 and people[0].start <= 4 and _BETWEEN.fullmatch(text, people[0].end, people[1].start):
            when = next((dict(date.attrs).get("when", "") for date in dates), "")
            words = next((text[date.start : date.end] for date in dates), "")
            first, second = people
            return (_string(slot, first), first.ref), (_string(slot, second), second.ref), when, words
    return None


def _string(slot: Slot, mention: Mention) -> str:
    start, end = mention.core or (mention.start, mention.end)
    return slot.block.text[start:end]


def _routed(slot: Slot, marks: _Marks, people: People) -> Action | None:
    text = slot.block.text
    mentions, dates = marks.get(id(slot), ((), ()))
    for pattern, kind in ((_SENT, "sent"), (_DECIPHERED, "deciphered"), (_RECEIVED, "received")):
        if pattern.search(text):
            when = text_of = ""
            for date in dates:
                when = dict(date.attrs).get("when", "")
                text_of = text[date.start : date.end]
            who = next((mention for mention in mentions if mention.kind != "place"), None)
            place = next((_string(slot, mention) for mention in mentions if mention.kind == "place"), "")
            name = _string(slot, who) if who is not None else ""
            return Action(kind, name, who.ref if who else "", who.kind if who else "person", place, when, text_of)
    return None


def _sender(found: Found, marks: _Marks, people: People) -> tuple[str, str]:
    signed = [
        (_string(slot, mention), mention.ref)
        for slot in [*reversed(signers(found.signatures)), *found.senders]
        for mention in marks.get(id(slot), ((), ()))[0]
        if mention.kind == "person" and mention.ref
    ]
    titled = people.facts.sender
    if len(signers(found.signatures)) >= _MANY and titled is not None and titled.name:
        return titled.name, people.registry.resolve(titled.name)
    return signed[0] if signed else ("", people.sender)


def _place(slots: list[Slot], marks: _Marks) -> str:
    for slot in slots:
        for mention in marks.get(id(slot), ((), ()))[0]:
            if mention.kind == "place":
                return _string(slot, mention)
    return ""


def _received(found: Found, marks: _Marks, people: People) -> Action | None:
    """The addressee: the first one named, else the first office, else the words of the line, else a body."""
    named: list[tuple[str, str]] = []
    offices: list[tuple[str, str]] = []
    bodies: list[tuple[str, str]] = []
    words = place = ""
    for slot in found.addressees or found.salutes:
        if is_through(slot.block.text) or is_audience(slot.block.text):
            continue
        mentions = marks.get(id(slot), ((), ()))[0]
        for mention in mentions:
            if mention.kind == "person":
                (named if mention.core is not None else offices).append((_string(slot, mention), mention.ref))
            elif mention.kind == "org":
                bodies.append((_string(slot, mention), mention.ref))
            else:
                place = place or _string(slot, mention)
        if slot in found.addressees and not mentions and not words:
            words = _LEAD.sub("", slot.block.text).strip(" .,;:")
    if named or offices:
        name, ref = (named or offices)[0]
        return Action("received", name, ref, "person", place)
    if words:
        return Action("received", words, "", "person", place)
    if bodies and found.addressees:
        return Action("received", *bodies[0], "org", place)
    return Action("received", place=place) if place else None
