"""Offices, ranks and forms of address: before a name, or alone for the person who holds them."""

from __future__ import annotations

from diplomatica.encoding.names.lexicon import (
    ADDRESS,
    COMMON,
    FUNCTION,
    HEAD_ALONE,
    HEAD_LOW,
    HEAD_STRONG,
    MATTER,
    MODIFIER,
    NATION,
    OFFICE_ABBREVIATION,
    ROLE,
    VERB,
    flags_of,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.model import Known, Unit
from diplomatica.encoding.names.tokens import Tokens

_PREPOSITIONS = word_set("preposition")
_LINKS = _PREPOSITIONS | frozenset(("the", "and", "his", "de", "without"))
_HEADS = HEAD_ALONE | HEAD_STRONG | HEAD_LOW
_COMPASS = word_set("compass")
_FORMER = word_set("former")
_OPENS_OFFICE = ROLE | NATION | MODIFIER | MATTER
_LONGEST = 18
_GAPS = frozenset((" ", "] ", " [", "’ ", "' ", "’s ", "'s ", "-"))
_HOLDERS = word_set("holder")

Span = tuple[int, int]


def before_name(tokens: Tokens, units: list[Unit | None], first: int, floor: int) -> list[Span]:
    """The offices and forms of address before a name at token `first`, as spans of tokens in the order of the text.

    "deputy head of the FTD comrade Ivanov" gives the spans of "deputy head of the FTD" and "comrade". No span begins
    before token `floor`.
    """
    spans: list[Span] = []
    at = first
    while at > floor:
        gap = tokens.gaps[at - 1]
        before = at - 1
        flag = tokens.flags[before]
        if flag & ADDRESS and gap in (" ", ". ", ".", " [", "] ", ". [", ".] "):
            if gap.startswith(".") and len(tokens.keys[before]) > 5:
                break
            spans.append((before, at))
            at = before
            continue
        if gap not in (" ", ", ", "] ", " [", ", ["):
            break
        begun = _office_ending_at(tokens, units, before, floor)
        if begun is None or (gap.startswith(",") and before == begun and not tokens.cap[before]):
            break
        if gap.startswith(",") and not (_complete(tokens, units, begun, at) or _apposed(tokens, begun, at)):
            break
        spans.append((begun, at))
        at = begun
        if len(spans) > 3:
            break
    spans.reverse()
    return spans


def _complete(tokens: Tokens, units: list[Unit | None], first: int, last: int) -> bool:
    """Whether an office before a comma is one that goes with the name after it, not the end of another remark."""
    return tokens.cap[first] and any(units[at] is not None or tokens.keys[at] == "of" for at in range(first, last))


def _apposed(tokens: Tokens, first: int, name: int) -> bool:
    """Whether a name stands between commas after an office: "the Ruritanian Ambassador, Orlo, and"."""
    if not (tokens.cap[first] and tokens.flags[first] & NATION and first and tokens.keys[first - 1] == "the"):
        return False
    last = name
    while last < tokens.count and last - name < 4 and tokens.cap[last]:
        gap = tokens.gaps[last]
        if gap != " ":
            return gap.startswith(",")
        last += 1
    return False


def _office_ending_at(tokens: Tokens, units: list[Unit | None], last: int, floor: int) -> int | None:
    """The first token of the office that ends with token `last`, or None."""
    head = _head(tokens, units, last, floor)
    return None if head is None else _modifiers(tokens, units, head, floor)


def _head(tokens: Tokens, units: list[Unit | None], last: int, floor: int) -> int | None:
    """Walk back over a complement ("of Foreign Trade", "to the DPRK") to the word of the office."""
    at = last
    pending = False
    while at >= floor and last - at < _LONGEST:
        if at < last and tokens.gaps[at] not in _GAPS:
            return None
        unit = units[at]
        flag = tokens.flags[at]
        if flag & ROLE and not (flag & NATION) and (at == last or _opens(tokens, at)):
            return at
        if flag & OFFICE_ABBREVIATION and tokens.words[at].isupper() and at == last:
            return at
        if unit is not None:
            at = unit.first - 1
            pending = True
            continue
        key = tokens.keys[at]
        if key in _LINKS:
            if at == last:
                return None
            at -= 1
            continue
        if not (flag & (MATTER | _HEADS | NATION | MODIFIER) or key in _COMPASS):
            if not (tokens.cap[at] and pending is False and not flag & (FUNCTION | VERB)):
                return None
            if not flag & COMMON:
                return None
        at -= 1
    return None


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a complement can begin after the office at token `at`."""
    after = tokens.keys[at + 1]
    return (
        after in _PREPOSITIONS
        or after in ("without", "ad", "a.i.")
        or " ".join(tokens.keys[at : at + 2]) in lexicon().phrases
    )


def _modifiers(tokens: Tokens, units: list[Unit | None], head: int, floor: int) -> int:
    """The first token of the office whose word is at `head`: "Deputy", "Soviet", "DPRK", "2nd" belong to it."""
    at = head
    capital = tokens.cap[head]
    while at > floor and head - at < _LONGEST:
        before = at - 1
        gap = tokens.gaps[before]
        if gap not in _GAPS:
            break
        flag, key = tokens.flags[before], tokens.keys[before]
        unit = units[before]
        if unit is not None:
            if unit.end + len(gap.rstrip(" ")) + 1 < tokens.starts[at] and gap not in ("’s ", "'s "):
                break
            if (gap in ("’s ", "'s ") and unit.kind != "place") or unit.first < floor:
                break
            at = unit.first
            continue
        if key in _FORMER or flag & FUNCTION:
            if key == "and" and before > floor and _conjoined(tokens, before):
                at = before - 1
                continue
            break
        if flag & NATION or flag & MODIFIER or (flag & ROLE and key not in ("leader", "leaders")):
            if flag & VERB and not tokens.cap[before]:
                break
            at = before
            continue
        if capital and tokens.cap[before] and (flag & MATTER or key in _COMPASS):
            at = before
            continue
        if key in _COMPASS and tokens.flags[at] & NATION:
            at = before
            continue
        break
    while at < head and (tokens.keys[at] in _FORMER or tokens.flags[at] & FUNCTION):
        at += 1
    return at


def _conjoined(tokens: Tokens, conjunction: int) -> bool:
    """ "Deputy Chairman and Deputy Premier", "Foreign and Domestic Trade": two offices of one person."""
    return (
        tokens.gaps[conjunction] == " "
        and tokens.gaps[conjunction - 1] == " "
        and bool(tokens.flags[conjunction - 1] & ROLE)
        and tokens.cap[conjunction - 1] == tokens.cap[conjunction + 1]
        and not tokens.keys[conjunction - 1].endswith("s")
    )


def alone(tokens: Tokens, units: list[Unit | None], known: Known, head: int, floor: int) -> Span | None:
    """The span of an office that stands for its holder, its word at token `head`; None where it does not.

    "Comrade Ambassador", "the Ruritanian Ambassador", "the Prime Minister"; "the PM" where the document uses it so.
    """
    flag = tokens.flags[head]
    word = tokens.words[head]
    if known.offices and tokens.keys[head] in known.offices and word.isupper() and not tokens.caps_block:
        hour = head > 0 and tokens.words[head - 1].isdigit()
        return None if hour else (head, head + 1)
    if not (flag & ROLE and tokens.cap[head]) or tokens.caps_block or tokens.keys[head] not in _HOLDERS:
        return None
    last = _end(tokens, units, head)
    first = _modifiers(tokens, units, head, floor)
    while first < head and not tokens.cap[first]:
        first += 1
    before = first - 1
    if before >= floor:
        gap = tokens.gaps[before]
        if tokens.flags[before] & ADDRESS and gap in (" ", ". "):
            return (before, last)
        if tokens.keys[before] == "the" and gap == " ":
            if tokens.initial(before) and tokens.keys[head] == "secretary" and last == head + 1:
                return (first, last)
            if _is_adjunct(tokens, last) or _is_complement(tokens, before, floor):
                return None
            return (first, last)
    return None


def _is_adjunct(tokens: Tokens, last: int) -> bool:
    """Whether a capitalised noun follows: "the President Hotel"."""
    return (
        last < tokens.count and tokens.gaps[last - 1] == " " and tokens.cap[last] and not tokens.flags[last] & FUNCTION
    )


def _is_complement(tokens: Tokens, article: int, floor: int) -> bool:
    """Whether the office only tells what another one is: "Assistant to the President"."""
    return (
        article - 2 >= floor
        and tokens.keys[article - 1] in ("to", "of")
        and tokens.gaps[article - 2] == " "
        and tokens.cap[article - 2]
        and bool(tokens.flags[article - 2] & (ROLE | MODIFIER))
    )


def _end(tokens: Tokens, units: list[Unit | None], head: int) -> int:
    """The end of the office: "Minister of Trade of South Zenda", "Secretary General"."""
    at = head + 1
    count = tokens.count
    if at < count and tokens.gaps[head] == " " and tokens.keys[at] in ("general", "plenipotentiary", "extraordinary"):
        at += 1
    end = at
    joiners = ("of", "to", "for") if tokens.keys[head] in ("minister", "secretary", "commissioner") else ("of", "to")
    while (
        at + 1 < count
        and at - head < _LONGEST
        and tokens.keys[at] in joiners
        and tokens.gaps[at] == " " == tokens.gaps[at - 1]
    ):
        start = at + 1
        if tokens.keys[start] == "the" and start + 1 < count:
            start += 1
        stop = start
        while (
            stop < count
            and stop - head < _LONGEST
            and (stop == start or tokens.gaps[stop - 1] in (" ", "’ ", "' ", "’s ", "'s "))
        ):
            unit = units[stop]
            if unit is not None and unit.first == stop:
                stop = unit.last
                break
            flag = tokens.flags[stop]
            if tokens.keys[stop] == "and" and stop > start and stop + 1 < count and tokens.cap[stop + 1]:
                if not tokens.flags[stop + 1] & MATTER:
                    break
                stop += 2
                continue
            if not tokens.cap[stop] or not flag & (MATTER | NATION | _HEADS):
                break
            stop += 1
        if stop == start:
            break
        end = at = stop
    return end


def office_after(text: str, position: int) -> str:
    """The office that stands after a name and a comma: "Rudolf Hentzau, chairman of the RFB," -> the office.

    "" where none follows.
    """
    if text[position : position + 2] == " [":
        close = text.find("]", position, position + 60)
        position = close + 1 if close > 0 else position
    if text[position : position + 2] != ", ":
        return ""
    stop = position + 2
    limit = min(len(text), stop + 90)
    while stop < limit and text[stop] not in ",.;:()[]\n":
        stop += 1
    first_word, space, _ = text[position + 2 : stop].partition(" ")
    if space and first_word.isascii() and first_word.isalpha() and first_word.islower():
        # Most remarks begin with a word that begins no office, and need not be cut.
        flag = flags_of(first_word)
        if not flag & _OPENS_OFFICE and first_word not in ("the", "a"):
            return ""
    tokens = Tokens(text[position + 2 : stop])
    for at in range(min(tokens.count, 5)):
        flag = tokens.flags[at]
        if flag & ROLE and not flag & NATION:
            units: list[Unit | None] = [None] * tokens.count
            first = _modifiers(tokens, units, at, 0)
            led = first > 0 and tokens.keys[first - 1] not in ("the", "a", "an", "then", "former")
            if led and any(tokens.flags[other] & (VERB | FUNCTION) for other in range(first)):
                return ""
            last = at + 1
            while last < tokens.count and tokens.flags[last] & (ROLE | MODIFIER) and tokens.gaps[last - 1] == " ":
                last += 1
            while last < tokens.count and (
                tokens.cap[last]
                or tokens.flags[last] & MATTER
                or (tokens.keys[last] in _LINKS and last + 1 < tokens.count)
            ):
                last += 1
            while last > at + 1 and tokens.keys[last - 1] in _LINKS:
                last -= 1
            return tokens.text[tokens.starts[first] : tokens.ends[last - 1]]
        if flag & VERB or not (
            flag & (NATION | MODIFIER | MATTER) or tokens.cap[at] or tokens.keys[at] in ("the", "a")
        ):
            return ""
    return ""


def office_label(text: str, position: int) -> str:
    """The office that a label before a name gives: "Chairman: Mr. Orlo" -> "Chairman"; "" where there is none."""
    label = text[:position].rstrip()
    if not label.endswith(":") or len(label) > 60:
        return ""
    tokens = Tokens(label)
    if not tokens.count or not tokens.flags[tokens.count - 1] & ROLE or not tokens.cap[tokens.count - 1]:
        return ""
    return label[:-1].strip() if not any(char in ".:;" for char in label[:-1]) else ""


def split_titles(name: str) -> tuple[str, list[str]]:
    """A written name without its titles, and the titles: "Comrade Lin Guowei:" -> "Lin Guowei", ["Comrade"].

    The name is "" where only titles stand there ("THE CHAIRMAN").
    """
    text = " ".join(name.replace("[", "").replace("]", "").split()).strip(" :;,.-–—")
    tokens = Tokens(text)
    at, titles, begun = 0, [], 0
    while at < tokens.count:
        flag = tokens.flags[at]
        titled = flag & (ADDRESS | ROLE) or (flag & (MODIFIER | NATION | FUNCTION | OFFICE_ABBREVIATION))
        if (
            not titled
            or (at and tokens.is_initials(at))
            or (at + 1 == tokens.count and not flag & (ADDRESS | ROLE | OFFICE_ABBREVIATION))
        ):
            break
        if flag & FUNCTION and not _later_title(tokens, at):
            break
        at += 1
        if flag & (ADDRESS | ROLE | OFFICE_ABBREVIATION):
            titles.append(text[tokens.starts[begun] : tokens.ends[at - 1]])
            begun = at
    if begun >= tokens.count:
        return "", titles
    return text[tokens.starts[begun] :].lstrip(" ,"), titles


def _later_title(tokens: Tokens, at: int) -> bool:
    return any(tokens.flags[later] & (ADDRESS | ROLE) for later in range(at + 1, tokens.count))
