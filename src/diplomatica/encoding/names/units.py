"""Places and organisations: names of the lexicon, and names built round a head word ("Ministry of X", "X Party")."""

from __future__ import annotations

from collections.abc import Sequence

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
    HEAD_SURNAME,
    MATTER,
    MODIFIER,
    NATION,
    ROLE,
    VERB,
    flags_of,
    fold,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.model import Known, Unit
from diplomatica.encoding.names.tokens import Tokens

_HEADS = HEAD_ALONE | HEAD_STRONG
_COMPASS = word_set("compass")
_ADJECTIVAL = word_set("adjectival")
_NOUN_FOLLOWS = word_set("no-noun")
_NO_ORG = word_set("event")
_NO_UNION = word_set("no-body")
_SHORT = word_set("short-in-capitals")
_LEARNED = word_set("learned")
_STATE_BODY = word_set("state-body")
_LEGATION = word_set("legation")
_RELAYS = word_set("relays")
_PARTY = word_set("party-word")
_LONGEST_ORG = 12
_OF_A_PERSON = ROLE | ADDRESS | GIVEN


def find_units(tokens: Tokens, known: Known) -> list[Unit | None]:
    """For every token the place or organisation that it belongs to.

    "the Ministry of Forests of Ruritania sent" gives one organisation over "Ministry of Forests of Ruritania".
    """
    units: list[Unit | None] = [None] * tokens.count
    _from_lexicon(tokens, known, units)
    flags = tokens.flags
    if not _RELAYS.isdisjoint(tokens.lower):
        for index in tokens.capitals:
            if units[index] is None and _relayed(tokens, index):
                _cover(tokens, units, index, index + 1, "org", "names.relay")
    for index in tokens.capitals if not tokens.low_heads else sorted((*tokens.capitals, *tokens.low_heads)):
        flag = flags[index]
        if flag & (_HEADS | HEAD_LOW | GEO | GEO_BEFORE):
            unit = units[index]
            if flag & (_HEADS | HEAD_LOW) and (unit is None or unit.kind == "org"):
                _organisation(tokens, index, units)
            if units[index] is None and tokens.cap[index] and flag & (GEO | GEO_BEFORE):
                _geography(tokens, index, units)
    return units


def _cover(
    tokens: Tokens, units: list[Unit | None], first: int, last: int, kind: str, rule: str, *, low: bool = False
) -> None:
    start, end = balanced(tokens.text, tokens.starts[first], tokens.ends[last - 1])
    if start >= end:
        return
    unit = Unit(first, last, "org" if kind == "org" else "place", start, end, low, rule)
    for index in range(first, last):
        units[index] = unit


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened or narrowed so that it cuts no pair of square brackets; empty where that can't be done.

    In "the [UN] Security Council" the stretch "UN] Security Council" becomes "[UN] Security Council".
    """
    stretch = text[start:end]
    if "[" not in stretch and "]" not in stretch:
        return start, end
    depth, lowest = 0, 0
    for char in stretch:
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            lowest = min(lowest, depth)
    if lowest < 0:
        if lowest == -1 and text[start - 1 : start] == "[":
            start -= 1
            depth += 1
        else:
            return start, start
    if depth > 0:
        if depth == 1 and text[end : end + 1] == "]":
            end += 1
        else:
            return start, start
    return start, end


def _from_lexicon(tokens: Tokens, known: Known, units: list[Unit | None]) -> None:
    lex = lexicon()
    longest, phrases, pairs = lex.longest, lex.phrases, lex.pairs
    count, word_keys, floor = tokens.count, tokens.keys, 0
    openings = tokens.openings
    acronyms, starts = known.acronyms, known.place_starts
    if not (acronyms.isdisjoint(word_keys) and starts.isdisjoint(word_keys)):
        told_here = (at for at in tokens.capitals if word_keys[at] in starts or word_keys[at] in acronyms)
        openings = sorted({*told_here, *openings})
    for index in openings:
        if index < floor:
            continue
        key = word_keys[index]
        told = key in known.place_starts
        limit = min(longest.get(key, 0), count - index)
        if limit > 1 and f"{key} {word_keys[index + 1]}" not in pairs:
            limit = 1
        if limit == 1 and not told and key not in phrases and key not in known.acronyms and "-" not in key:
            continue
        step = 1
        if key in known.acronyms and tokens.words[index].isupper() and not tokens.caps_block:
            _cover(tokens, units, index, index + 1, "org", "names.acronym")
        for size in range(limit, 0, -1):
            joined = key if size == 1 else " ".join(word_keys[index : index + size])
            phrase = phrases.get(joined)
            if phrase is None or phrase.kind == "role":
                continue
            if size > 1 and not all(tokens.plain(at) for at in range(index, index + size - 1)):
                continue
            if phrase.capitals and not _capitals_hold(tokens, index, size):
                continue
            if size == 1 and joined in _ADJECTIVAL and _adjectival(tokens, index):
                continue
            if size == 1 and phrase.kind == "org" and tokens.flags[index] & COMMON and _part_of_title(tokens, index):
                continue
            last = index + size
            if joined in _STATE_BODY and last < count and _state_follows(tokens, last):
                size += 1
            _cover(tokens, units, index, index + size, phrase.kind, "names.lexicon")
            if units[index] is not None:
                step = size
                break
        else:
            if told and units[index] is None:
                step = _told_by_context(tokens, index, known)
                if step:
                    _cover(tokens, units, index, index + step, "place", "names.context", low=key in known.guesses)
                step = step or 1
            elif "-" in key and units[index] is None:
                _pair_of_places(tokens, index, units)
        if step == 1 and units[index] is not None and index and tokens.plain(index - 1):
            _compass(tokens, index, units)
        floor = index + step


def _told_by_context(tokens: Tokens, index: int, known: Known) -> int:
    """How many words from `index` are a place that the document tells as one; 0 for none."""
    for size in (3, 2, 1):
        last = index + size
        if last > tokens.count or " ".join(tokens.keys[index:last]) not in known.places:
            continue
        if all(tokens.gap(at) == " " for at in range(index, last - 1)):
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
            if not all(tokens.plain(inside) for inside in range(at, at + size - 1)):
                continue
            if phrase.capitals and not _capitals_hold(tokens, at, size):
                continue
            before = at - 1
            compass = before >= first and tokens.keys[before] in _COMPASS and tokens.cap[before]
            found.append((before if compass and tokens.gap(before) in (" ", "] ") else at, at + size))
            step = size
            break
        at += step
    return found


def _state_follows(tokens: Tokens, index: int) -> bool:
    """Whether the abbreviation of a state follows that of a body: "MFA DPRK"."""
    phrase = lexicon().phrases.get(tokens.keys[index])
    return (
        phrase is not None and bool(phrase.nation) and tokens.words[index].isupper() and tokens.gap(index - 1) == " "
    )


def _part_of_title(tokens: Tokens, index: int) -> bool:
    """Whether a word like "Congress" only ends a longer title: "Third Party Congress"."""
    before = index - 1
    return before >= 0 and tokens.gap(before) == " " and tokens.cap[before] and not tokens.flags[before] & FUNCTION


def _capitals_hold(tokens: Tokens, index: int, size: int) -> bool:
    words = tokens.words[index : index + size]
    if not all(word.isupper() for word in words):
        return False
    if tokens.caps_block and size == 1:
        return not tokens.flags[index] & COMMON and (len(words[0]) > 2 or tokens.keys[index] in _SHORT)
    if size == 1 and len(words[0]) == 2 and tokens.keys[index] in ("is", "it", "at"):
        return False
    return not (index and tokens.gap(index - 1) == "/")


def _adjectival(tokens: Tokens, index: int) -> bool:
    if tokens.caps_block:
        return True
    if tokens.gap(index) != " ":
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
        _cover(tokens, units, index, index + 1, "place", "names.pair")


def _compass(tokens: Tokens, index: int, units: list[Unit | None]) -> None:
    unit = units[index]
    if unit is None or unit.kind != "place" or units[index - 1] is not None:
        return
    if tokens.cap[index - 1] and tokens.keys[index - 1] in _COMPASS and tokens.gap(index - 1) in (" ", "] "):
        _cover(tokens, units, index - 1, unit.last, "place", "names.compass")


def _relayed(tokens: Tokens, index: int) -> bool:
    """Whether a department of state is named by its matter alone: "Dept pass Defense", "pass Treasury"."""
    return (
        index > 0
        and tokens.keys[index - 1] in _RELAYS
        and tokens.cap[index]
        and bool(tokens.flags[index] & MATTER)
        and tokens.gap(index - 1) == " "
        and not tokens.caps_block
    )


def _organisation(tokens: Tokens, head: int, units: list[Unit | None]) -> None:
    cap, flags, keys = tokens.cap, tokens.flags, tokens.keys
    if not cap[head] and not flags[head] & HEAD_LOW:
        return
    existing = units[head]
    if existing is not None and tokens.words[existing.first].isupper() and not tokens.caps_block:
        return
    if head and keys[head - 1] in _NO_UNION and keys[head] in ("union", "unions"):
        return
    if flags[head] & HEAD_SURNAME and head and flags[head - 1] & GIVEN and tokens.gap(head - 1) == " ":
        return
    first = _left(tokens, existing.first if existing else head, units, cap[head])
    last = existing.last if existing else head + 1
    right = _right(tokens, last, units, cap[head]) if last == head + 1 or existing is not None else last
    if not cap[head]:
        named = units[head - 1] if head else None
        of_state = bool(head) and ((bool(flags[head - 1] & NATION) and cap[head - 1]) or named is not None)
        if right == last and not (of_state and tokens.gap(head - 1) == " "):
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
        _cover(tokens, units, first, right, "org", "names.head")


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
    if tokens.gap(head - 1) != " ":
        return False
    return not (head + 1 < tokens.count and tokens.keys[head + 1] in _NO_ORG and tokens.cap[head + 1])


def _left(tokens: Tokens, head: int, units: list[Unit | None], capital: bool) -> int:
    cap, flags, keys = tokens.cap, tokens.flags, tokens.keys
    at = head
    while at > 0 and head - at < _LONGEST_ORG:
        gap = tokens.gap(at - 1)
        before = at - 1
        flag = flags[before]
        if gap not in (" ", "] ", " [", "’ ", "' ", "’s ", "'s ", " & ", "’] ", "'] "):
            break
        unit = units[before]
        if unit is not None:
            if tokens.caps_block and (unit.kind == "org" or at < head):
                break
            if gap in ("’s ", "'s ", "’ ", "' ") and unit.rule != "names.head" and unit.last - unit.first < 2:
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
        if gap in ("’s ", "'s ") and not flag & COMMON:
            at += 1
            break
    return at


def _joins(tokens: Tokens, conjunction: int) -> bool:
    """Whether "and" stands between two words of one name: "Press and Culture Department"."""
    before, after = conjunction - 1, conjunction + 1
    return (
        tokens.gap(before) == " "
        and tokens.gap(conjunction) == " "
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
        and tokens.gap(at - 1) == " "
        and tokens.gap(at) == " "
    ):
        start = at + 1
        if keys[start] == "the" and start + 1 < count:
            start += 1
        stop = start
        while (
            stop < count
            and stop - at < _LONGEST_ORG
            and (stop == start or tokens.gap(stop - 1) in (" ", " [", "] ", "’ ", "' ", "’s ", "'s "))
        ):
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


def _geography(tokens: Tokens, head: int, units: list[Unit | None]) -> None:
    cap, flags = tokens.cap, tokens.flags
    if tokens.caps_block:
        return
    if flags[head] & GEO_BEFORE and head + 1 < tokens.count and tokens.gap(head) == " " and cap[head + 1]:
        after = units[head + 1]
        if head and tokens.gap(head - 1) in (" ", ". ") and flags[head - 1] & _OF_A_PERSON:
            return
        if after is not None or not flags[head + 1] & (COMMON | ROLE | _HEADS):
            kind = "org" if tokens.keys[head] == "radio" else "place"
            last = after.last if after is not None and after.kind == "place" else head + 2
            _cover(tokens, units, head, last, kind, "names.geo")
            return
    if not flags[head] & GEO:
        return
    first, named = head, False
    while first > 0 and tokens.gap(first - 1) == " " and cap[first - 1] and head - first < 4:
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
        _cover(tokens, units, first, head + 1, "place", "names.geo")


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
