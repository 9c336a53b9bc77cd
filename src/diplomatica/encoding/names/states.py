"""Places of a document that an office before a name gives away, and those of an authority file.

    before  the Ambassador of Ruritania Rudolf Hentzau      Journal of the Envoy to Zenda K.L. Orth
    after   Ruritania and Zenda are places of the document; the persons are Rudolf Hentzau and K.L. Orth

Why: between an office and a name there is no comma, so that a state nobody knows is read as the first given name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplomatica.encoding import dates
from diplomatica.encoding.names.lexicon import (
    ADDRESS,
    COMMON,
    ENGLISH,
    FAMILY,
    FUNCTION,
    GEO,
    GIVEN,
    HEAD_ALONE,
    HEAD_STRONG,
    MATTER,
    MODIFIER,
    NATION,
    ROLE,
    VERB,
    flags_of,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.tokens import Tokens

_NO_STATE = (
    ADDRESS | COMMON | ENGLISH | FUNCTION | GEO | GIVEN | HEAD_ALONE | HEAD_STRONG | MATTER | MODIFIER | NATION | ROLE
    | VERB
)  # fmt: skip
_COMPLEMENT = frozenset(("of", "to", "in"))
_LEADING = _COMPLEMENT | frozenset(("the",))
_BODY = ROLE | HEAD_ALONE | HEAD_STRONG
OF_ONE_NAME = frozenset((" ", "'s ", "’s "))
"""What stands between the words of a name such as "People's Republic of Ruritania"."""
_REALMS = word_set("realm")
_KINDS = word_set("realm-kind")
_HEAD, _LINE = 12, 80  # texts at the head of a document; characters of a line there
_ADDRESSED, _SIGNED = 40, 8  # texts at the head and at the foot of a document
_LONGEST = 3  # words of a state
_REACH = 10  # words between the office and the last preposition after it


def states_of_offices(all_tokens: Iterable[Tokens]) -> frozenset[str]:
    """What stands between an office with "of", "to", "in" and the initials or given name of its holder, folded."""
    found: set[str] = set()
    for tokens in all_tokens:
        if not _may_name_state(tokens):
            continue
        office, before = -_REACH, 0
        for index in range(tokens.count - 2):
            if tokens.flags[index] & ROLE:
                office = before = index
            elif index and tokens.gaps[index - 1] != " ":
                office = -_REACH
            if tokens.keys[index] in _COMPLEMENT and index - office < _REACH:
                name = _between(tokens, index + 1)
                if name:
                    found.update((name, _whole(tokens, before + 1, index)))
                before = index
    return frozenset(found - {""})


def _may_name_state(tokens: Tokens) -> bool:
    """Whether a state and a name stand after some "of", "to" or "in": what is rare and quickly seen."""
    keys = tokens.keys
    for at in tokens.capitals:
        if at and keys[at - 1] in _LEADING:
            before = at - 2 if at > 1 and keys[at - 1] == "the" else at - 1
            if keys[before] in _COMPLEMENT and _between(tokens, before + 1):
                return True
    return False


def _whole(tokens: Tokens, first: int, last: int) -> str:
    """The words of another complement of the office, "Ruritania" of "Envoy of Ruritania to Zenda"; "" for others."""
    free = 0 < last - first <= _LONGEST and tokens.keys[first - 1] in _COMPLEMENT
    if not free or not all(tokens.cap[at] and not tokens.flags[at] & _NO_STATE for at in range(first, last)):
        return ""
    name = " ".join(tokens.keys[first:last])
    return "" if name in lexicon().phrases else name


def stations(all_tokens: Sequence[Tokens]) -> frozenset[str]:
    """Places that only the lines of address tell, folded.

    "To ZENDA" with "To HENTZAU" right under it names the post first. "FROM: ZENDA" above "TO: Foreign Office" is a
    post where somebody else signs.
    """
    found: set[str] = set()
    signed = {" ".join(tokens.keys) for tokens in all_tokens[-_SIGNED:] if 0 < tokens.count <= 2 and tokens.cap[0]}
    for place, tokens in enumerate(all_tokens[:_ADDRESSED]):
        lead = tokens.keys[0] if 1 < tokens.count <= 1 + _LONGEST else ""
        following = all_tokens[place + 1] if place + 1 < len(all_tokens) else None
        if lead not in ("to", "from") or following is None or following.count < 2 or following.keys[0] != "to":
            continue
        if not all(tokens.cap[at] and not tokens.flags[at] & _NO_STATE for at in range(1, tokens.count)):
            continue
        name = " ".join(tokens.keys[1:])
        bare = tokens.gaps[0] == " " and tokens.words[-1].isupper() and following.words[-1].isupper()
        if lead == "to" and not (bare and following.gaps[0] == " " and tokens.count == following.count == 2):
            continue
        if lead == "from" and not (any(flag & _BODY for flag in following.flags[1:]) and signed - {name}):
            continue
        if name not in lexicon().phrases and name not in signed and not tokens.is_initials(1):
            found.add(name)
    return frozenset(found)


def realms(all_tokens: Iterable[Tokens]) -> frozenset[str]:
    """Countries that their form of state gives away, folded: "Ruritania" and "republic of ruritania"."""
    found: set[str] = set()
    for tokens in all_tokens:
        keys = tokens.keys
        for at in tokens.capitals:
            if keys[at] in _REALMS and at + 2 < tokens.count and keys[at + 1] == "of":
                found.update(_realm(tokens, at))
    return frozenset(found)


def _realm(tokens: Tokens, index: int) -> tuple[str, ...]:
    """The country of the republic or kingdom at `index`, alone and with its form of state."""
    keys, gaps = tokens.keys, tokens.gaps
    last = first = index + 2
    while last < tokens.count and last - first < _LONGEST and gaps[last - 1] == " " and _may_be_state(tokens, last):
        last += 1
    while index and gaps[index - 1] in OF_ONE_NAME and tokens.cap[index - 1] and keys[index - 1] in _KINDS:
        index -= 1
    name = " ".join(keys[first:last])
    if not name or gaps[first - 2] != " " or name in lexicon().phrases:
        return ()
    return name, " ".join(keys[index:last])


def _may_be_state(tokens: Tokens, at: int) -> bool:
    return tokens.cap[at] and not tokens.flags[at] & _NO_STATE and len(tokens.words[at]) > 2


def ends_of_lines(all_tokens: Sequence[Tokens]) -> frozenset[str]:
    """Towns before the date at the head of a paper, and those of a telegram "From ZENDA to STRELSAU", folded."""
    found: set[str] = set()
    for place, tokens in enumerate(all_tokens[:_HEAD]):
        if len(tokens.text) > _LINE or tokens.count < 2:
            continue
        keys = tokens.keys
        if keys[0] == "from" and "to" in keys[2:]:
            middle = keys.index("to", 2)
            ends = [(1, middle), (middle + 1, tokens.count)]
        elif ", " in tokens.gaps and _begins_date(tokens, tokens.gaps.index(", ") + 1):
            ends = [(0, tokens.gaps.index(", ") + 1)]
        else:
            continue
        below = all_tokens[max(place + 1, len(all_tokens) - _SIGNED) :]
        signed = frozenset(key for line in below if 0 < line.count <= 4 for key in line.keys)
        names = [" ".join(keys[first:last]) for first, last in ends if _is_open(tokens, first, last, signed)]
        if len(names) == len(ends) and (len(ends) == 1 or signed):
            found.update(names)
    return frozenset(name for name in found if name not in lexicon().phrases and not _titled(name, all_tokens))


def _is_open(tokens: Tokens, first: int, last: int, signed: frozenset[str]) -> bool:
    """Whether words are a name in capitals or with a capital that nobody signed with."""
    return 0 < last - first <= _LONGEST and all(
        _may_be_state(tokens, at) and not tokens.is_initials(at) and tokens.keys[at] not in signed
        for at in range(first, last)
    )


def _begins_date(tokens: Tokens, at: int) -> bool:
    """Whether nothing but a date, with "den" or the like before it, follows."""
    rest = tokens.text[tokens.starts[at] :]
    found = dates.find(rest)
    return bool(found) and len(rest[: found[0].start].split()) <= 1 and not rest[found[0].end :].strip(" .,")


def _titled(name: str, all_tokens: Iterable[Tokens]) -> bool:
    """Whether a name is somewhere that of a person, with initials or a title."""
    words = name.split()
    for tokens in all_tokens:
        keys = tokens.keys
        if words[0] not in keys:
            continue
        for at in range(1, tokens.count):
            if keys[at] == words[0] and (tokens.is_initials(at - 1) or tokens.flags[at - 1] & (ADDRESS | ROLE | GIVEN)):
                return True
    return False


def _between(tokens: Tokens, first: int) -> str:
    """The words from `first` up to initials or a given name with a surname after it; "" if they are no state."""
    if tokens.keys[first] == "the":
        first += 1
    for at in range(first, min(first + _LONGEST + 1, tokens.count - 1)):
        if tokens.gaps[at - 1] != " " or not tokens.cap[at]:
            return ""
        if at > first and _begins_name(tokens, at):
            name = " ".join(tokens.keys[first:at])
            return "" if name in lexicon().phrases else name
        if tokens.flags[at] & _NO_STATE or tokens.is_initials(at) or len(tokens.words[at]) < 3:
            return ""
    return ""


def _begins_name(tokens: Tokens, at: int) -> bool:
    initials = tokens.is_initials(at)
    if not initials and not (tokens.flags[at] & GIVEN and not tokens.flags[at] & (FUNCTION | ROLE)):
        return False
    after = at + 1
    if tokens.gaps[at] not in ((" ", "") if initials else (" ",)) or not tokens.cap[after]:
        return False
    return not tokens.flags[after] & (ROLE | HEAD_ALONE | HEAD_STRONG | GEO)


def spelled(form: str) -> str:
    """The name of a place as the texts are searched for it; "" for a short form that may be another word."""
    tokens = Tokens(form)
    if not tokens.count or (len(form) < 5 and flags_of(tokens.keys[0]) & (COMMON | FUNCTION | FAMILY | GIVEN)):
        return ""
    return " ".join(tokens.keys)
