"""correspDesc: what the title tells of sender and receiver, joined to what the text tells (TEI Guidelines 2.4.6).

The text comes first; the title adds what the text leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from diplomatica.encoding.header.data import table
from diplomatica.encoding.header.model import HeaderFacts, PartyNamed
from diplomatica.encoding.model import Action, BodyFacts, Entry
from diplomatica.tei.tree import Element

_SENT = frozenset(["telegram", "letter", "note", "instruction"])
_UNSENT = frozenset(["speech", "transcript", "press-release", "article", "protocol", "minutes"])
_NAMES = {"person": "persName", "place": "placeName", "org": "orgName"}


def actions_of(facts: HeaderFacts, body: BodyFacts, genre: str) -> tuple[Action, ...]:
    """The actions of a document; none for a document that nobody sends."""
    both = facts.sender is not None and facts.receiver is not None
    if genre in _UNSENT or (genre not in _SENT and not body.actions and not both):
        return ()
    actions = list(body.actions)
    when, words = dict(facts.created).get("when", "") or body.created_when, facts.created_text or body.created_text
    if any(action.type == "received" and words and action.when_text == words for action in actions):
        when = words = ""  # the day of receipt is all that is known
    place = body.place or facts.place
    if facts.sender is not None or any(action.type == "sent" for action in actions):
        _merge(actions, "sent", facts.sender or PartyNamed(), body.entries)
        for index, action in enumerate(actions):
            if action.type == "sent":
                actions[index] = replace(
                    action,
                    place=action.place or place,
                    when=action.when or when,
                    when_text=action.when_text or ("" if action.when else words),
                )
                break
    if facts.receiver is not None:
        _merge(actions, "received", facts.receiver, body.entries)
    receivers = {action.ref for action in actions if action.type == "received" and action.ref}
    return tuple(
        action
        for action in actions
        if (action.name or action.place or action.when or action.when_text)
        and not (action.type == "copied" and action.ref in receivers)
    )


def _merge(actions: list[Action], kind: str, party: PartyNamed, entries: Sequence[Entry]) -> None:
    """Add a party to the actions of a kind: to the one that means it, to one that leaves it open, or as a new one."""
    same = [index for index, action in enumerate(actions) if action.type == kind]
    for index in same:
        if party.name and _alike(actions[index].name, party):
            action = actions[index]
            name = party.name if _fuller(party.name, action.name) else action.name
            actions[index] = replace(action, name=name, place=action.place or party.place)
            return
    ref = _ref(party, entries)
    unknown = party.name and party.kind == "person" and " " not in party.name and not ref
    if unknown and any(actions[index].ref for index in same):
        # The text names the party; the title's one word, which the text gives to nobody, is where it is.
        party = PartyNamed(place=party.name)
    for index in same:
        action = actions[index]
        if ref and action.ref == ref:
            actions[index] = replace(action, name=action.name or party.name, place=action.place or party.place)
            return
        if not party.name and (not action.place or action.place.casefold() == party.place.casefold()):
            actions[index] = replace(action, place=action.place or party.place)
            return
        if party.name and not action.name:
            actions[index] = replace(
                action, name=party.name, kind=party.kind, ref=_ref(party, entries), place=action.place or party.place
            )
            return
    if same and kind == "sent":
        return  # one sender is enough: the text names another form or office
    actions.append(Action(kind, party.name, _ref(party, entries), party.kind, party.place))


@cache
def _offices() -> frozenset[str]:
    return frozenset((*table("route")["offices"], *table("route")["heads"]))


def _fuller(name: str, short: str) -> bool:
    """Is a name another one with more of the name, rather than with an office before it?"""
    before, found, after = f" {name} ".partition(f" {short} ")
    return bool(found) and not _offices().intersection((before + after).split())


def _alike(name: str, party: PartyNamed) -> bool:
    words = {word.casefold().strip(".,[]") for word in name.split() if len(word) > 2}
    return any(
        word.casefold().strip(".,[]") in words
        for text in (party.name, party.alias)
        for word in text.split()
        if len(word) > 2
    )


def _ref(party: PartyNamed, entries: Sequence[Entry]) -> str:
    """The id of the person or body of the document that a name of the title means, "" if that is not certain."""
    wanted = {word.casefold().strip(".,") for word in party.name.split() if len(word) > 2}
    found = [
        entry.ref
        for entry in entries
        if entry.kind == party.kind
        and any(wanted & {word.casefold().strip(".,") for word in form.name.split()} for form in entry.forms)
    ]
    return found[0] if len(found) == 1 else ""


def correspondence(actions: Sequence[Action]) -> Element:
    """The correspDesc of some actions."""
    return Element("correspDesc", *map(_action, actions))


def _action(action: Action) -> Element:
    element = Element("correspAction", type=action.type)
    if action.name:
        name = Element(_NAMES[action.kind], action.name)
        if action.ref:
            name.attrs["ref"] = f"#{action.ref}"
        element.add(name)
    if action.place:
        element.add(Element("placeName", action.place))
    if action.when or action.when_text:
        date = Element("date", action.when_text or action.when)
        if action.when:
            date.attrs["when"] = action.when
        element.add(date)
    return element
