"""Organisations built round a head word: "Ministry of Forests", "the Ruritanian Party", "House of the Council"."""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.encoding.names.lexicon import (
    COMMON,
    ENGLISH,
    FUNCTION,
    GIVEN,
    HEAD_ALONE,
    HEAD_LOW,
    HEAD_STRONG,
    HEAD_SURNAME,
    MATTER,
    MODIFIER,
    NATION,
    ROLE,
    VERB,
    fold,
    word_set,
)
from diplomatica.encoding.names.model import Unit
from diplomatica.encoding.names.spans import cover
from diplomatica.encoding.names.tokens import Tokens

_HEADS = HEAD_ALONE | HEAD_STRONG
_COMPASS = word_set("compass")
_ADJECTIVAL = word_set("adjectival")
_NO_ORG = word_set("event")
_NO_UNION = word_set("no-body")
_LEARNED = word_set("learned")
_LEGATION = word_set("legation")
_RELAYS = word_set("relays")
_PARTY = word_set("party-word")
_LONGEST_ORG = 12


_POSSESSIVE = ("’s ", "'s ", "’S ", "'S ", "’ ", "' ")
_INSIDE = (" ", "] ", " [", " & ", "’] ", "'] ", *_POSSESSIVE)
_WITHIN = (" ", " [", "] ", *_POSSESSIVE)


def relayed(tokens: Tokens, index: int) -> bool:
    """Whether a department of state is named by its matter alone: "Dept pass Defense", "pass Treasury"."""
    return (
        index > 0
        and tokens.keys[index - 1] in _RELAYS
        and tokens.cap[index]
        and bool(tokens.flags[index] & MATTER)
        and tokens.gaps[index - 1] == " "
        and not tokens.caps_block
    )


def organisation(tokens: Tokens, head: int, units: list[Unit | None]) -> None:
    cap, flags, keys = tokens.cap, tokens.flags, tokens.keys
    if not cap[head] and not flags[head] & HEAD_LOW:
        return
    existing = units[head]
    if existing is not None and tokens.words[existing.first].isupper() and not tokens.caps_block:
        return
    if head and keys[head - 1] in _NO_UNION and keys[head] in ("union", "unions"):
        return
    if flags[head] & HEAD_SURNAME and head and flags[head - 1] & GIVEN and tokens.gaps[head - 1] == " ":
        return
    first = _left(tokens, existing.first if existing else head, units, cap[head])
    last = existing.last if existing else head + 1
    right = _right(tokens, last, units, cap[head]) if last == head + 1 or existing is not None else last
    if not cap[head]:
        named = units[head - 1] if head else None
        of_state = bool(head) and ((bool(flags[head - 1] & NATION) and cap[head - 1]) or named is not None)
        if right == last and not (of_state and tokens.gaps[head - 1] == " "):
            return
        if right > last and not any(units[at] for at in range(last, right)):
            return
    elif not _says_enough(tokens, units, head, first, right):
        return
    if keys[head] == "congress" and any(keys[at] in _PARTY for at in range(first, head)):
        return
    if right - first > _LONGEST_ORG:
        return
    if existing is None or first < existing.first or right > existing.last:
        cover(tokens, units, first, right, "org", "names.head")


def _says_enough(tokens: Tokens, units: list[Unit | None], head: int, first: int, last: int) -> bool:
    """Whether what stands round a capitalised head word makes a name of it."""
    if tokens.caps_block:
        named = any(units[at] or tokens.flags[at] & NATION for at in range(first, last))
        return named or (last > head + 1 and bool(tokens.flags[head] & HEAD_ALONE))
    alone = last - first == 1 and units[head] is None
    return not alone or tokens.count == 1 or _named_alone(tokens, head)


def _named_alone(tokens: Tokens, head: int) -> bool:
    """Whether a head word with an article is enough: "the Department", but not "the Council Meeting"."""
    if not (tokens.flags[head] & HEAD_ALONE and head and tokens.keys[head - 1] == "the"):
        return False
    if tokens.gaps[head - 1] != " ":
        return False
    return not (head + 1 < tokens.count and tokens.keys[head + 1] in _NO_ORG and tokens.cap[head + 1])


def _left(tokens: Tokens, head: int, units: list[Unit | None], capital: bool) -> int:
    cap, flags, keys = tokens.cap, tokens.flags, tokens.keys
    at = head
    while at > 0 and head - at < _LONGEST_ORG:
        gap = tokens.gaps[at - 1]
        before = at - 1
        flag = flags[before]
        if gap not in _INSIDE:
            break
        unit = units[before]
        if unit is not None:
            if tokens.caps_block and (unit.kind == "org" or at < head):
                break
            if gap in _POSSESSIVE and unit.rule != "names.head" and unit.last - unit.first < 2:
                break
            if tokens.text[unit.end : tokens.starts[at]].strip(" []"):
                break
            at = unit.first
            continue
        if not cap[before] or (tokens.is_initials(before) and keys[before] not in _ADJECTIVAL):
            if not (capital and keys[before] in ("and", "for") and at - 1 > 0 and _joins(tokens, before)):
                break
            at = before - 1
            continue
        if flag & (FUNCTION | ROLE) and not flag & NATION and not (keys[head] in _LEARNED and flag & ROLE):
            break
        if not capital and not flag & NATION and keys[before] not in _COMPASS:
            break
        if tokens.initial(before) and flag & COMMON and not flag & (NATION | MATTER | MODIFIER):
            break
        if flag & VERB and tokens.initial(before):
            break
        if tokens.caps_block and not flag & NATION:
            break
        at = before
        if gap in ("’s ", "'s ", "’S ", "'S ") and not flag & COMMON:
            at += 1
            break
    return at


def _joins(tokens: Tokens, conjunction: int) -> bool:
    """Whether "and" stands between two words of one name: "Press and Culture Department"."""
    before, after = conjunction - 1, conjunction + 1
    return (
        tokens.gaps[before] == " "
        and tokens.gaps[conjunction] == " "
        and tokens.cap[before]
        and bool(tokens.flags[before] & MATTER)
        and bool(tokens.flags[after] & MATTER)
    )


def _right(tokens: Tokens, at: int, units: list[Unit | None], capital: bool) -> int:
    """The end of the complement: "of Forests and Mines", "of the USSR", "for Foreign Trade", "in" and "at" left out."""
    cap, flags, keys, count = tokens.cap, tokens.flags, tokens.keys, tokens.count
    joiners: tuple[str, ...] = ("of", "for", "on") if capital else ("of",)
    if capital and keys[at - 1] in ("mission", "delegation"):
        joiners = ("of", "to")
    abroad = capital and keys[at - 1] in _LEGATION
    end = start_of_search = at
    while (
        at + 1 < count
        and end - start_of_search < _LONGEST_ORG
        and (keys[at] in joiners or (abroad and keys[at] in ("in", "to") and _place_next(keys, units, at)))
        and tokens.gaps[at - 1] == " "
        and tokens.gaps[at] == " "
    ):
        start = at + 1
        if keys[start] == "the" and start + 1 < count:
            start += 1
        stop = start
        while stop < count and stop - at < _LONGEST_ORG and (stop == start or tokens.gaps[stop - 1] in _WITHIN):
            unit = units[stop]
            if unit is not None and unit.first == stop:
                stop = unit.last
                break
            if keys[stop] == "and" and stop > start and stop + 1 < count and cap[stop + 1]:
                if not flags[stop + 1] & (MATTER | COMMON) or flags[stop + 1] & (FUNCTION | ROLE):
                    break
                stop += 2
                continue
            flag = flags[stop]
            if not cap[stop] or flag & FUNCTION or tokens.is_initials(stop):
                break
            if flag & VERB and not flag & MATTER:
                break
            if not capital and not flag & MATTER:
                break
            if tokens.caps_block and not flag & (MATTER | NATION):
                break
            if stop > start and not flag & (COMMON | MATTER | NATION | _HEADS | ENGLISH):
                break
            stop += 1
        if stop == start:
            break
        end = at = stop
    return end


def _place_next(keys: Sequence[str], units: list[Unit | None], at: int) -> bool:
    after = at + 2 if keys[at + 1] == "the" and at + 2 < len(keys) else at + 1
    unit = units[after]
    return unit is not None and unit.kind == "place"


def expansion(tokens: Tokens, unit: Unit) -> int:
    """The end of a bracket that explains an abbreviation: "RFB [Royal Forest Bureau]"; 0 where there is none.

    The bracket explains it where its initials are the letters, or where all of it is an organisation.
    """
    text = tokens.text
    if text[unit.end : unit.end + 2] != " [" or not text[unit.start : unit.end].isupper():
        return 0
    close = text.find("]", unit.end, unit.end + 120)
    if close < 0:
        return 0
    inside = text[unit.end + 2 : close]
    initials = "".join(word[0] for word in inside.split() if word[0].isupper())
    letters = text[unit.start : unit.end].replace(".", "")
    if len(initials) > 1 and fold(initials) == fold(letters):
        return close + 1
    return 0
