"""Places and organisations: names of the lexicon, and names built round a head word ("Ministry of X", "X Party")."""

from __future__ import annotations

from diplomatica.encoding.names.bodies import organisation, relayed
from diplomatica.encoding.names.lexicon import (
    ADDRESS,
    COMMON,
    ENGLISH,
    FUNCTION,
    GEO,
    GEO_BEFORE,
    GIVEN,
    HEAD_ALONE,
    HEAD_LOW,
    HEAD_STRONG,
    NATION,
    ROLE,
    VERB,
    flags_of,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.model import Known, Unit
from diplomatica.encoding.names.spans import cover
from diplomatica.encoding.names.states import OF_ONE_NAME
from diplomatica.encoding.names.tokens import PLAIN, Tokens

_HEADS = HEAD_ALONE | HEAD_STRONG
_COMPASS = word_set("compass")
_ADJECTIVAL = word_set("adjectival")
_NOUN_FOLLOWS = word_set("no-noun")
_SHORT = word_set("short-in-capitals")
_STATE_BODY = word_set("state-body")
_OF_A_PERSON = ROLE | ADDRESS | GIVEN


def find_units(tokens: Tokens, known: Known) -> list[Unit | None]:
    """For every token the place or organisation that it belongs to.

    "the Ministry of Forests of Ruritania sent" gives one organisation over "Ministry of Forests of Ruritania".
    """
    units: list[Unit | None] = [None] * tokens.count
    _from_lexicon(tokens, known, units)
    flags = tokens.flags
    if tokens.relays:
        for index in tokens.capitals:
            if units[index] is None and relayed(tokens, index):
                cover(tokens, units, index, index + 1, "org", "names.relay")
    for index in tokens.heads:
        flag = flags[index]
        unit = units[index]
        if flag & (_HEADS | HEAD_LOW) and (unit is None or unit.kind == "org"):
            organisation(tokens, index, units)
        if units[index] is None and tokens.cap[index] and flag & (GEO | GEO_BEFORE):
            _geography(tokens, index, units)
    return units


def _from_lexicon(tokens: Tokens, known: Known, units: list[Unit | None]) -> None:
    lex = lexicon()
    longest, phrases, pairs = lex.longest, lex.phrases, lex.pairs
    count, word_keys, floor = tokens.count, tokens.keys, 0
    openings = tokens.openings
    acronyms, starts = known.acronyms, known.place_starts
    if not (starts.isdisjoint(word_keys) and acronyms.isdisjoint(word_keys)):
        told_here = [at for at in tokens.capitals if word_keys[at] in starts or word_keys[at] in acronyms]
        if told_here:
            openings = sorted({*told_here, *openings})
    for index in openings:
        if index < floor:
            continue
        key = word_keys[index]
        limit = longest.get(key, 0)
        if limit > 1:
            paired = index + 1 < count and f"{key} {word_keys[index + 1]}" in pairs
            limit = min(limit, count - index) if paired else 1
        told = key in starts
        if limit < 2 and not told and key not in phrases and key not in acronyms and "-" not in key:
            continue
        step = 1
        if key in acronyms and tokens.words[index].isupper() and not tokens.caps_block:
            cover(tokens, units, index, index + 1, "org", "names.acronym")
        for size in range(limit, 0, -1):
            joined = key if size == 1 else " ".join(word_keys[index : index + size])
            phrase = phrases.get(joined)
            if phrase is None or phrase.kind == "role":
                continue
            if phrase.capitals and not _capitals_hold(tokens, index, size):
                continue
            if size > 1:
                if not PLAIN.issuperset(tokens.gaps[index : index + size - 1]):
                    continue
            elif (joined in _ADJECTIVAL and _adjectival(tokens, index)) or (
                phrase.kind == "org" and tokens.flags[index] & COMMON and _part_of_title(tokens, index)
            ):
                continue
            last = index + size
            if joined in _STATE_BODY and last < count and _state_follows(tokens, last):
                size += 1
            cover(tokens, units, index, index + size, phrase.kind, "names.lexicon")
            if units[index] is not None:
                step = size
                break
        else:
            if told and units[index] is None:
                step = _told_by_context(tokens, index, known)
                if step:
                    cover(tokens, units, index, index + step, "place", "names.context", low=key in known.guesses)
                step = step or 1
            elif "-" in key and units[index] is None:
                _pair_of_places(tokens, index, units)
        if step == 1 and index and word_keys[index - 1] in _COMPASS and tokens.gaps[index - 1] in PLAIN:
            _compass(tokens, index, units)
        floor = index + step


def _told_by_context(tokens: Tokens, index: int, known: Known) -> int:
    """How many words from `index` are a place that the document tells as one; 0 for none."""
    for size in (5, 4, 3, 2, 1):
        last = index + size
        if last > tokens.count or " ".join(tokens.keys[index:last]) not in known.places:
            continue
        if OF_ONE_NAME.issuperset(tokens.gaps[index : last - 1]):
            return 0 if tokens.words[index].islower() else size
    return 0


def places_within(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """The places of the lexicon within tokens `first` to `last` (exclusive), each shorter than the whole."""
    lex = lexicon()
    found: list[tuple[int, int]] = []
    at = first
    while at < last:
        step = 1
        for size in range(min(lex.longest.get(tokens.keys[at], 0), last - at), 0, -1) if tokens.cap[at] else ():
            phrase = lex.phrases.get(" ".join(tokens.keys[at : at + size]))
            if phrase is None or phrase.kind != "place" or size == last - first:
                continue
            if not PLAIN.issuperset(tokens.gaps[at : at + size - 1]):
                continue
            if phrase.capitals and not _capitals_hold(tokens, at, size):
                continue
            before = at - 1
            compass = before >= first and tokens.keys[before] in _COMPASS and tokens.cap[before]
            found.append((before if compass and tokens.gaps[before] in (" ", "] ") else at, at + size))
            step = size
            break
        at += step
    return found


def _state_follows(tokens: Tokens, index: int) -> bool:
    """Whether the abbreviation of a state follows that of a body: "MFA DPRK"."""
    phrase = lexicon().phrases.get(tokens.keys[index])
    return (
        phrase is not None and bool(phrase.nation) and tokens.words[index].isupper() and tokens.gaps[index - 1] == " "
    )


def _part_of_title(tokens: Tokens, index: int) -> bool:
    """Whether a word like "Congress" only ends a longer title: "Third Party Congress"."""
    before = index - 1
    return before >= 0 and tokens.gaps[before] == " " and tokens.cap[before] and not tokens.flags[before] & FUNCTION


def _capitals_hold(tokens: Tokens, index: int, size: int) -> bool:
    words = tokens.words[index : index + size]
    if not all(word.isupper() for word in words):
        return False
    if tokens.caps_block and size == 1:
        return not tokens.flags[index] & COMMON and (len(words[0]) > 2 or tokens.keys[index] in _SHORT)
    if size == 1 and len(words[0]) == 2 and tokens.keys[index] in ("is", "it", "at"):
        return False
    return not (index and tokens.gaps[index - 1] == "/")


def _adjectival(tokens: Tokens, index: int) -> bool:
    if tokens.caps_block:
        return True
    if tokens.gaps[index] != " ":
        return False
    following = tokens.keys[index + 1] if index + 1 < tokens.count else ""
    return following not in _NOUN_FOLLOWS and not tokens.flags[index + 1] & VERB


def _pair_of_places(tokens: Tokens, index: int, units: list[Unit | None]) -> None:
    """ "Arcadia-Zenda" names two places; only the first and last are kept apart when the text is assembled."""
    parts = tokens.keys[index].split("-")
    phrases = lexicon().phrases
    if len(parts) != 2 or not tokens.words[index].partition("-")[2][:1].isupper():
        return
    known = [part in phrases and phrases[part].kind == "place" for part in parts]
    plain = [not flags_of(part) & (COMMON | NATION | ENGLISH | ROLE | GIVEN) and len(part) > 3 for part in parts]
    if any(known) and all(one or other for one, other in zip(known, plain, strict=True)):
        cover(tokens, units, index, index + 1, "place", "names.pair")


def _compass(tokens: Tokens, index: int, units: list[Unit | None]) -> None:
    unit = units[index]
    if unit is None or unit.kind != "place" or units[index - 1] is not None:
        return
    if tokens.cap[index - 1] and tokens.keys[index - 1] in _COMPASS and tokens.gaps[index - 1] in (" ", "] "):
        cover(tokens, units, index - 1, unit.last, "place", "names.compass")


def _geography(tokens: Tokens, head: int, units: list[Unit | None]) -> None:
    cap, flags = tokens.cap, tokens.flags
    if tokens.caps_block:
        return
    if flags[head] & GEO_BEFORE and head + 1 < tokens.count and tokens.gaps[head] == " " and cap[head + 1]:
        after = units[head + 1]
        if head and tokens.gaps[head - 1] in (" ", ". ") and flags[head - 1] & _OF_A_PERSON:
            return
        if after is not None or not flags[head + 1] & (COMMON | ROLE | _HEADS):
            kind = "org" if tokens.keys[head] == "radio" else "place"
            last = after.last if after is not None and after.kind == "place" else head + 2
            cover(tokens, units, head, last, kind, "names.geo")
            return
    if not flags[head] & GEO:
        return
    first, named = head, False
    while first > 0 and tokens.gaps[first - 1] == " " and cap[first - 1] and head - first < 4:
        flag = flags[first - 1]
        if flag & (FUNCTION | ROLE | VERB) or tokens.is_initials(first - 1):
            break
        unit = units[first - 1]
        if unit is not None:
            if unit.kind == "org":
                return
            named, first = True, unit.first
            continue
        if flag & COMMON and tokens.initial(first - 1):
            break
        named = named or not flag & (COMMON | NATION)
        first -= 1
    if named:
        cover(tokens, units, first, head + 1, "place", "names.geo")
