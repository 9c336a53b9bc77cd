"""What the words round an unknown name tell of its kind, over a whole document.

A capitalised word inside a sentence that is no English word is a name. Whether it names a place or a person is decided
by votes of the words beside it, summed over all places of the document where it stands.

before  "The furnaces at the Zendel works are cold. Engineers Orlo and Kessel left for Zendel."
after   `zendel` is a place, `orlo` and `kessel` are persons
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from diplomatica.encoding.model import Mention
from diplomatica.encoding.names.lexicon import (
    COMMON,
    FAMILY,
    FAMOUS,
    FUNCTION,
    GEO,
    GIVEN,
    GIVEN_LAST,
    HEAD_ALONE,
    HEAD_LOW,
    HEAD_STRONG,
    HEAD_SURNAME,
    PLACE,
    ROLE,
    VERB,
    Phrase,
    context_set,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.model import Known
from diplomatica.encoding.names.tokens import Tokens

_PLACE_PREPOSITION = context_set("place-preposition")
_RIVER_PREPOSITION = context_set("river-preposition")
_PLACE_NOUN = context_set("place-noun")
_PLACE_AFTER = context_set("place-noun-after")
_PLACE_PLURAL = context_set("place-plural")
_PLACE_OWN = context_set("place-own")
_WAY = context_set("way")
_MOTION = context_set("motion")
_LEAVING = context_set("leaving")
_TAKING = context_set("taking")
_TAKEN = context_set("taken")
_PERSON_OWN = context_set("person-own")
_DATIVE = context_set("dative")
_ORIGIN = context_set("origin")
_COMPANY = context_set("company")
_TALK = context_set("talk")
_NAMING = context_set("naming")
_CLAUSE = context_set("clause")
_AUXILIARY = context_set("auxiliary")
_NOBLE = word_set("noble")
_TRADE = context_set("trade")
_NOT_TRADE = context_set("not-trade")
_PLACE_ENDINGS = ("grad", "gorod", "abad", "istan", "polis", "insk", "ansk", "burgh", "shire", "fjord")
_AGENTS = ("ists", "ers", "ors", "ians", "men", "ants")

_BODY = ROLE | HEAD_ALONE | HEAD_STRONG | HEAD_LOW
_NAMELIKE = GIVEN | GIVEN_LAST | FAMILY | FAMOUS | HEAD_SURNAME | PLACE
_LIST_GAPS = frozenset((", ", " and ", ", and ", " or ", "; ", " as well as ", " & "))
_SPACES = frozenset((" ", " [", "] ", "] ["))
_DOUBTED = {" [?] ": " ", " (?) ": " ", " [?], ": ", ", " (?), ": ", "}
_QUOTES = frozenset('“”"«»„‘')
_OBJECT = _PLACE_PREPOSITION | frozenset(("of", "to", "from", "for", "by", "with", "between", "against", "about"))
_MIDDLE = frozenset(("through", "via", "around"))
_OF = frozenset(("of", "in", "to"))
_ASKS = context_set("asking")
_WEAK_RULES = frozenset(("names.pair-of-words", "names.speaks"))
_REACH = 4
_TITLED = 2
"""What a title or an address counts for: more than one weak sign that it is a place, less than a sure one."""
_LONGEST = 3


class Learned(NamedTuple):
    """Names that only the words round them tell: places by their folded words, surnames; `guesses` are the unsure."""

    places: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    guesses: frozenset[str] = frozenset()


class _Votes:
    """The votes of a document: for every folded name, how much speaks for a place, and for a person."""

    __slots__ = ("joined", "person", "place")

    def __init__(self) -> None:
        self.place: dict[str, int] = {}
        self.person: dict[str, int] = {}
        self.joined: list[tuple[str, str]] = []

    def add(self, key: str, place: int, person: int) -> None:
        self.place[key] = self.place.get(key, 0) + place
        self.person[key] = self.person.get(key, 0) + person

    def decided(self) -> Learned:
        """What the votes say; a name joined by "and" to one that is decided goes with it."""
        place, person = self.place, self.person
        for one, other in (*self.joined, *reversed(self.joined)):
            for known, open_ in ((one, other), (other, one)):
                if open_ not in place or place[open_] or person[open_]:
                    continue
                if known == _A_PLACE or place.get(known, 0) > person.get(known, 0):
                    place[open_] = 1
                elif known == _A_PERSON or person.get(known, 0) > place.get(known, 0):
                    person[open_] = 1
        # A state or town acts as a person does, a person is in no place: where votes are even, the place has it.
        places = {key for key, votes in place.items() if votes > person[key] or 1 < votes == person[key]}
        people = {key for key, votes in person.items() if votes > place[key] and " " not in key}
        unsure = {key for key in (*places, *people) if abs(place[key] - person[key]) < 2}
        return Learned(frozenset(places), frozenset(people), frozenset(unsure))


_A_PLACE, _A_PERSON = "<place>", "<person>"


def learn(
    found: Iterable[tuple[Tokens, tuple[Mention, ...]]], known: Known, weak: frozenset[str] = frozenset()
) -> Learned:
    """What the texts of a document tell of the names in them that nobody knows yet.

    `weak` are surnames that only a title or an address gives: "Report from Zendel" may name a place.
    """
    votes = _Votes()
    for key in sorted(weak):
        votes.add(key, 0, _TITLED)
    for tokens, mentions in found:
        if tokens.caps_block or not tokens.open_capitals:
            continue
        if 2 < tokens.count <= len(tokens.capitals) * 10 // 6 + 1 and tokens.count > 3:
            continue
        _text(tokens, mentions, known, votes, weak)
    return votes.decided() if votes.place else Learned()


def _text(tokens: Tokens, mentions: tuple[Mention, ...], known: Known, votes: _Votes, weak: frozenset[str]) -> None:
    text, starts, ends, words, keys = tokens.text, tokens.starts, tokens.ends, tokens.words, tokens.keys
    at = floor = 0
    last_end, last_name = -1, ""
    total = len(mentions)
    for index in tokens.open_capitals:
        if index < floor:
            continue
        start = starts[index]
        while at < total and mentions[at].end <= start:
            last_end, last_name = mentions[at].end, _kind(mentions[at])
            at += 1
        sure = at < total and (mentions[at].rule not in _WEAK_RULES and keys[index] not in weak)
        if sure and mentions[at].start <= start:
            complement = index > 1 and keys[index - 1] in _OF and _complement(tokens, index, known)
            if complement and not _in_core(mentions[at], start):
                votes.add(keys[index], 3, 0)
            continue
        if not _open(tokens, index, known):
            continue
        stop = index + 1
        while (
            stop < tokens.count
            and stop - index < _LONGEST
            and tokens.gaps[stop - 1] == " "
            and tokens.cap[stop]
            and not tokens.flags[stop] & ~_NAMELIKE
            and _open(tokens, stop, known)
        ):
            stop += 1
        floor = stop
        key = " ".join(keys[index:stop])
        led = index > 0 and words[index - 1][:1].isupper() and _capital_before(tokens, index)
        if led or (key in known.surnames and key not in weak):
            continue
        place, person = _vote(tokens, index, stop)
        if key.endswith(_PLACE_ENDINGS) and stop == index + 1:
            place += 2
        votes.add(key, place, person)
        if last_end >= 0 and text[last_end:start] in _LIST_GAPS and last_name:
            votes.joined.append((last_name, key))
        last_end, last_name = ends[stop - 1], key
        if at < total and text[last_end : mentions[at].start] in _LIST_GAPS and _kind(mentions[at]):
            votes.joined.append((key, _kind(mentions[at])))


def _kind(mention: Mention) -> str:
    if mention.kind == "person":
        return _A_PERSON if mention.core is not None and mention.rule not in _WEAK_RULES else ""
    return _A_PLACE if mention.kind == "place" else ""


@cache
def _phrases() -> dict[str, Phrase]:
    return lexicon().phrases


def _complement(tokens: Tokens, index: int, known: Known) -> bool:
    """Whether an unknown name within an office or organisation is what it is of: "Ambassador of Zendel"."""
    if not _open(tokens, index, known) or tokens.gaps[index - 1] != " ":
        return False
    return bool(tokens.flags[index - 2] & _BODY) and tokens.gaps[index - 2] == " "


def _in_core(mention: Mention, start: int) -> bool:
    return mention.kind == "person" and mention.core is not None and mention.core[0] <= start < mention.core[1]


def _open(tokens: Tokens, index: int, known: Known) -> bool:
    """Whether a capitalised word may be an unknown name."""
    word, key = tokens.words[index], tokens.keys[index]
    if len(word) < 3 or word.isupper() or word[-1] == "." or word[1].isdigit() or word[-1].isdigit():
        return False
    if key in known.lower or key in known.acronyms or key in _phrases():
        return False
    return tokens.text[tokens.starts[index] - 1 : tokens.starts[index]] not in _QUOTES or not tokens.starts[index]


def _capital_before(tokens: Tokens, index: int) -> bool:
    """Whether the word only ends a name that begins before it: "Operation Zendel"."""
    if tokens.gaps[index - 1] != " " or tokens.initial(index - 1):
        return False
    return not tokens.flags[index - 1] & FUNCTION and tokens.keys[index - 1] not in _NOBLE


def _vote(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """How much the words round tokens `first` to `last` speak for a place, and for a person."""
    keys, count = tokens.keys, tokens.count
    place = person = 0
    gap = _DOUBTED.get(tokens.gaps[last - 1], tokens.gaps[last - 1])
    after = keys[last] if last < count else ""
    spaced = gap in _SPACES
    possessive = gap in ("'s ", "’s ")
    capital = last < count and tokens.cap[last]
    if capital and spaced and not tokens.flags[last] & (FUNCTION | ROLE | GEO):
        return 0, 0
    article = object_ = False
    if _calls(tokens, first, last):
        return 0, 3
    if first and not tokens.initial(first):
        before = keys[first - 1]
        if tokens.gaps[first - 1] in _SPACES:
            article = before == "the"
            if article and first > 1 and tokens.gaps[first - 2] in _SPACES:
                if keys[first - 2] in _RIVER_PREPOSITION and not (spaced and after in _PLACE_AFTER):
                    place += 1 if not possessive and (not spaced or capital or tokens.flags[last] & COMMON) else 0
                elif keys[first - 2] == "of" and first > 2 and keys[first - 3] in _PLACE_NOUN:
                    place += 1
            elif not article:
                object_ = before in _OBJECT
                one, two = _before(tokens, first, before, possessive)
                place += one
                person += two
        elif tokens.gaps[first - 1] == ", " and before in _PLACE_PLURAL:
            place += 3
    if possessive:
        if after in _PERSON_OWN:
            person += 2
        elif after in _PLACE_OWN:
            place += 2
    elif spaced:
        one, two = _after(tokens, first, last, after, article or object_)
        place += one
        person += two
    elif gap == ", ":
        if after == "who":
            person += 3
        elif after == "where":
            place += 3
    if gap.startswith((" [", " (")) and after in ("now", "formerly", "near"):
        place += 3
    return place, person


def _calls(tokens: Tokens, first: int, last: int) -> bool:
    """Whether somebody is called by a given name: "Dear Flavia", "In a minute, Rupert." "Rupert, what is it?"."""
    if not tokens.flags[first] & GIVEN or last - first > 1:
        return False
    gap = tokens.gaps[first]
    if first and tokens.keys[first - 1] == "dear" and tokens.gaps[first - 1] == " ":
        return True
    if first and tokens.gaps[first - 1] == ", ":
        return gap[:1] in (".", "?", "!") and not tokens.cap[first - 1]
    return tokens.initial(first) and gap == ", " and last < tokens.count and tokens.keys[last] in _ASKS


def _before(tokens: Tokens, first: int, before: str, possessive: bool) -> tuple[int, int]:
    """The votes of the word right before a name without article."""
    keys = tokens.keys
    if before in _PLACE_PREPOSITION:
        if possessive:
            return 0, 0
        # "through Orlo" may be a person's help
        return (1, 0) if before in _MIDDLE else (2, 0)
    near = keys[max(0, first - 1 - _REACH) : first - 1]
    if before == "of":
        noun = near[-1] if near else ""
        if noun == "name":
            return 0, 3
        if noun in _PLACE_NOUN or noun in _PLACE_PLURAL or (first > 1 and tokens.flags[first - 2] & _BODY):
            return 3, 0
        return (0, 2) if noun in _PERSON_OWN else (0, 0)
    if before == "to":
        return _nearest(near, _MOTION, _DATIVE)
    if before == "from":
        return _nearest(near, _MOTION, _ORIGIN)
    if before == "for":
        return (2, 0) if not _LEAVING.isdisjoint(near) else (0, 0)
    if before == "between":
        return _nearest(near, _WAY, _TALK)
    if before == "with":
        return (0, 2) if not _COMPANY.isdisjoint(near) else (0, 1)
    if before in ("by", "met"):
        return 0, 1
    if before in _NAMING:
        return 0, 2
    if before in _TAKING:
        return 2, 0
    if before in _TRADE or (before.endswith(_AGENTS) and len(before) > 5 and before not in _NOT_TRADE):
        return (0, 0) if tokens.cap[first - 1] else (0, 2)
    return 0, 0


def _nearest(near: Sequence[str], place: frozenset[str], person: frozenset[str]) -> tuple[int, int]:
    """The vote of whichever word of two sets stands nearest before a preposition."""
    for key in reversed(near):
        if key in person:
            return 0, 2
        if key in place:
            return 2, 0
    return 0, 0


def _after(tokens: Tokens, first: int, last: int, after: str, article: bool) -> tuple[int, int]:
    """The votes of the words right after a name."""
    keys, count = tokens.keys, tokens.count
    if after in _PLACE_AFTER and not tokens.flags[last] & VERB:
        return 2, 0
    if article and last + 1 < count and keys[last + 1] in _PLACE_AFTER and tokens.gaps[last] == " ":
        return 2, 0
    if article:
        return 0, 0
    if after == "who":
        return 0, 3
    if after in ("has", "was", "had", "were"):
        verb = keys[last + 1] if last + 1 < count else ""
        at = last + 1
        while verb in ("not", "been", "already", "being", "also") and at + 1 < count:
            at += 1
            verb = keys[at]
        if verb in _TAKEN:
            return 2, 0
    if tokens.flags[last] & VERB and not tokens.cap[last]:
        return 0, 2
    subject = first == 0 or tokens.initial(first) or keys[first - 1] in _CLAUSE
    return (0, 1) if subject and after in _AUXILIARY else (0, 0)
