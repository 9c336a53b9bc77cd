"""Offices as a document uses them for persons: who holds the office that stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from diplomatica.encoding.names.lexicon import ADDRESS, FUNCTION, ROLE, flags_of, fold, lexicon, lines, word_set
from diplomatica.encoding.names.tokens import keys


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """The words of the offices that are abbreviated: "pm" -> ("prime", "minister")."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines("office_abbreviations"):
        short, *words = line.split()
        table[fold(short)] = tuple(fold(word) for word in words)
    return table


_DROPPED = word_set("dropped")


@dataclass(frozen=True, slots=True)
class Office:
    """An office taken apart: its words without articles and states, and the keys of the states it names."""

    words: frozenset[str]
    nations: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


@lru_cache(maxsize=2048)
def office(text: str) -> Office:
    """What an office consists of: "Soviet Ambassador to the DPRK" -> {ambassador}, {soviet union, dprk}."""
    lex = lexicon()
    words: list[str] = []
    nations: set[str] = set()
    tokens: list[str] = []
    short = abbreviations()
    for key in keys(text):
        tokens.extend(short.get(key, (key,)))
    at = 0
    while at < len(tokens):
        for size in range(min(lex.longest.get(tokens[at], 1), len(tokens) - at), 0, -1):
            nation = lex.nations.get(" ".join(tokens[at : at + size]))
            if nation:
                nations.add(nation)
                at += size
                break
        else:
            key = tokens[at]
            flag = flags_of(key)
            if not flag & FUNCTION and not (flag & ADDRESS and not flag & ROLE) and key not in _DROPPED:
                words.append(key)
            at += 1
    heads = [key for key in words if flags_of(key) & ROLE]
    return Office(frozenset(words), frozenset(nations), frozenset(heads))


def holds(asked: Office, held: Office) -> bool:
    """Whether somebody of office `held` may be meant by `asked`: "the Prime Minister" by "British PM"."""
    if not asked.heads or not asked.heads <= held.heads:
        return False
    if asked.nations and not asked.nations & held.nations:
        return False
    return asked.words <= held.words and not _lower_rank(held, asked)


_RANKS = word_set("rank")


def _lower_rank(held: Office, asked: Office) -> bool:
    """Whether `held` is another rank: a deputy minister is not "the Minister", a prime minister neither."""
    return bool((held.words & _RANKS) - asked.words) and bool(
        asked.heads & {"minister", "secretary", "chairman", "chancellor", "president"}
    )
